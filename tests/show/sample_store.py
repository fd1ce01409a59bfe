"""A small store with hand-made rows, as a build would leave it, for the tests of what is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from comity import tables

SCORES = {"AGREE": (1, 2.5), "CONSULT": (1, 2.5), "SUPPORT": (1, 5.0), "COOPERATE": (2, 9.5), "AID": (2, 10.0)}
SCORES |= {"REQUEST": (3, 0.0), "ACCUSE": (3, -3.0), "THREATEN": (3, -3.5), "SANCTION": (4, -6.0), "ASSAULT": (4, -9.0)}
SCORES |= {"MOBILIZE": (4, -5.5), "RETREAT": (2, 6.5), "CONCEDE": (1, 4.5)}


class DuckStore:
    """A DuckDB file behind the one method that the report needs."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self.connection = duckdb.connect(str(path), read_only=True)

    def sql(self, query: str) -> Any:
        return self.connection.sql(query).to_arrow_table()


@dataclass
class Sample:
    """Rows by table. `report` finds its spans in the text, so that every offset slices back to it."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table.name: [] for table in tables.TABLES})
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        self.rows[table].append(values)

    def actor(self, id: str, name: str, kind: str = "state", lineage: str | None = None, **more: Any) -> None:
        self.add("actors", id=id, name=name, kind=kind, lineage=lineage or id, source="made up", checked=False, **more)

    def document(self, id: str, passages: Sequence[tuple[str, str, str]], **more: Any) -> None:
        """`passages`: kind, reason, text. They are joined by blank lines."""
        text, places = "", []
        for kind, reason, words in passages:
            text += "\n\n" if text else ""
            places.append((len(text), len(text) + len(words), kind, reason))
            text += words
        self.texts[id] = text
        self.add("texts", document_id=id, text=text)
        for start, end, kind, reason in places:
            self.add("passages", document_id=id, start=start, end=end, kind=kind, reason=reason)
        digest = hashlib.sha256(text.encode()).hexdigest()
        values = {"status": "read", "language": "en", "encoding": "utf-8", "format": "txt", "path": f"{id}.txt"}
        values |= {"published_basis": "none", "characters": len(text), "sha256": digest, "text_sha256": digest}
        self.add("documents", id=id, source_group=more.pop("source_group", id), **(values | more))

    def span(self, document: str, words: str, within: tuple[int, int] | None = None) -> tuple[int, int]:
        low, high = within or (0, len(self.texts[document]))
        start = self.texts[document].index(words, low, high)
        return start, start + len(words)

    def report(
        self,
        document: str,
        evidence: str,
        trigger: str,
        type: str,
        sources: Iterable[tuple[str, str]],
        targets: Iterable[tuple[str, str]],
        *,
        first: date | None = None,
        last: date | None = None,
        amount: tuple[str, float, str] | None = None,
        **more: Any,
    ) -> str:
        start, end = self.span(document, evidence)
        t0, t1 = self.span(document, trigger, (start, end))
        id = hashlib.sha256(f"{document}|{evidence}|{trigger}|{type}".encode()).hexdigest()[:16]
        values = {"date_basis": "explicit" if first else "none", "status": "happened", "symmetric": False}
        values |= {"voice": "document", "confidence": 0.8, "reader": "parser", "rule": "verb_frame_rule", "issue": None}
        values |= {"first": first, "last": last or first, "grain": "day"}
        self.add(
            "reports", id=id, document_id=document, start=start, end=end, trigger_start=t0, trigger_end=t1,
            event_type=type, **(values | more),
        )  # fmt: skip
        for role, parties in (("source", sources), ("target", targets)):
            for ordinal, (actor, words) in enumerate(parties):
                a, b = self.span(document, words, (start, end))
                self.add(
                    "report_actors", report_id=id, role=role, ordinal=ordinal, actor=actor, start=a, end=b,
                    resolved="name",
                )  # fmt: skip
        if amount:
            a, b = self.span(document, amount[0], (start, end))
            self.add("quantities", report_id=id, start=a, end=b, value=amount[1], currency=amount[2])
        return id

    def event(self, *reports: str, why: str = "the only report", **more: Any) -> str:
        members = [row for row in self.rows["reports"] if row["id"] in reports]
        lead = members[0]
        id = min(reports)
        actors = [row for row in self.rows["report_actors"] if row["report_id"] == lead["id"]]
        documents = {row["document_id"] for row in members}
        groups = {row["source_group"] for row in self.rows["documents"] if row["id"] in documents}
        quad, score = SCORES[lead["event_type"]]
        copied = ("event_type", "issue", "status", "first", "last", "grain", "date_basis", "symmetric", "confidence")
        values = {name: lead[name] for name in copied} | {"quad": quad, "score": score, "reports": len(members)}
        values |= {"documents": len(documents), "independent_sources": len(groups), "thing": None, "place": None}
        values |= {role + "s": [row["actor"] for row in actors if row["role"] == role] for role in ("source", "target")}
        self.add("events", id=id, **(values | more))
        for report in reports:
            self.add("event_reports", event_id=id, report_id=report, why=why)
        return id

    def quick_event(self, report: str, sources: list[str], targets: list[str]) -> str:
        """An event of the report added last, without looking anything up."""
        row = self.rows["reports"][-1]
        quad, score = SCORES[row["event_type"]]
        copied = ("event_type", "issue", "status", "first", "last", "grain", "date_basis", "symmetric", "confidence")
        values = {name: row[name] for name in copied} | {"quad": quad, "score": score, "sources": sources}
        self.add("events", id=report, targets=targets, reports=1, documents=1, independent_sources=1, **values)
        self.add("event_reports", event_id=report, report_id=report, why="the only report")
        return report

    def claim(self, table: str, document: str, evidence: str, spans: dict[str, str], **more: Any) -> str:
        start, end = self.span(document, evidence)
        id = hashlib.sha256(f"{table}|{document}|{evidence}".encode()).hexdigest()[:16]
        places = {}
        for name, words in spans.items():
            places[f"{name}_start"], places[f"{name}_end"] = self.span(document, words, (start, end))
        values = {"voice": "document", "hedged": False, "confidence": 0.7, "rule": "claim_rule"}
        self.add(table, id=id, document_id=document, start=start, end=end, **places, **(values | more))
        return id

    def mention(self, document: str, words: str, actor: str | None, resolved: str = "name") -> None:
        start, end = self.span(document, words)
        self.add("mentions", document_id=document, start=start, end=end, actor=actor, kind="state", resolved=resolved)

    def day(self, document: str, words: str, first: date, last: date | None = None) -> None:
        start, end = self.span(document, words)
        self.add(
            "dates", document_id=document, start=start, end=end, first=first, last=last or first, grain="day",
            basis="explicit",
        )  # fmt: skip

    def write(self, path: Path) -> Path:
        import duckdb
        import pyarrow

        with duckdb.connect(str(path)) as connection:
            for table in tables.TABLES:
                connection.execute(table.create())
                rows = self.rows[table.name]
                unknown = {name for row in rows for name in row} - set(table.names())
                assert not unknown, f"{table.name} has no column {unknown}"
                if rows:
                    columns = {name: [row.get(name) for row in rows] for name in table.names()}
                    if "origin" in columns:
                        columns["origin"] = [value or "text" for value in columns["origin"]]
                    connection.register("filled", pyarrow.table(columns))
                    connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM filled')
        return path
