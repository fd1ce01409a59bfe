"""Opening what scores rest on: events, relation claims and standing facts, with a sentence of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.record.asking.filters import TEXT_IN
from comity.relations.story import Piece

if TYPE_CHECKING:
    from datetime import date

    from comity.record import Record

_EVENTS: Final = f"""
    SELECT e.*, r.document_id, {TEXT_IN.format("r")} AS sentence
    FROM events e JOIN event_reports er ON er.event_id = e.id JOIN reports r ON r.id = er.report_id
    LEFT JOIN texts t ON t.document_id = r.document_id WHERE list_contains(?, e.id)
    QUALIFY row_number() OVER (PARTITION BY e.id ORDER BY r.confidence DESC, r.document_id, r.start, r.id) = 1
"""
_DOCUMENTS: Final = """
    SELECT er.event_id, list(DISTINCT r.document_id ORDER BY r.document_id) AS documents,
           list(DISTINCT s.source ORDER BY s.source) FILTER (s.source IS NOT NULL) AS sources
    FROM event_reports er JOIN reports r ON r.id = er.report_id LEFT JOIN report_sources s ON s.report_id = r.id
    WHERE list_contains(?, er.event_id) GROUP BY er.event_id
"""
_CLAIMS: Final = f"""
    SELECT c.*, {TEXT_IN.format("c")} AS sentence FROM relation_claims c
    LEFT JOIN texts t ON t.document_id = c.document_id WHERE list_contains(?, c.id)
"""
_TEXTS: Final = 'SELECT document_id, "text" FROM texts WHERE list_contains(?, document_id)'
_OWN_SOURCES: Final = """
    SELECT DISTINCT r.document_id, s.source FROM report_sources s JOIN reports r ON r.id = s.report_id WHERE s.kind = 'text'
    ORDER BY ALL
"""
_LEVELS: Final[dict[int | None, str]] = {1: "on good terms", -1: "on bad terms", 0: "neither good nor bad terms"}
_CHANGES: Final[dict[int | None, str]] = {1: "terms became better", -1: "terms became worse", 0: "terms as before"}


class Opened:
    """Events, claims and facts by id. `documents` and `sources` say which documents and independent sources tell of them."""

    def __init__(self, record: Record, ids: Iterable[str]) -> None:
        wanted = sorted(set(ids))
        facts = record.sql("SELECT * FROM standing_facts WHERE list_contains(?, id)", [wanted]).to_pylist()
        wanted = sorted({*wanted, *(id for fact in facts for id in (*fact["event_ids"], *fact["claim_ids"]))})
        self._facts = {row["id"]: row for row in facts}
        self._events = {row["id"]: row for row in record.sql(_EVENTS, [wanted]).to_pylist()}
        self._told = {row["event_id"]: row for row in record.sql(_DOCUMENTS, [wanted]).to_pylist()}
        self._claims = {row["id"]: row for row in record.sql(_CLAIMS, [wanted]).to_pylist()}
        places = [place for fact in facts for place in self._places(fact)]
        texts = record.sql(_TEXTS, [sorted({place[0] for place in places})]).to_pylist() if places else []
        self._texts = {row["document_id"]: row["text"] for row in texts}
        self._outlets = {row["id"]: row["outlet"] for row in record.sql("SELECT id, outlet FROM documents").to_pylist()}
        self._source_of = {row["document_id"]: row["source"] for row in record.sql(_OWN_SOURCES).to_pylist()}

    def outlet(self, document: str | None) -> str | None:
        return None if document is None else self._outlets.get(document)

    def documents(self, ids: Iterable[str]) -> set[str]:
        """The documents that tell of these."""
        found: set[str] = set()
        for id in ids:
            if id in self._told:
                found.update(self._told[id]["documents"])
            elif id in self._claims:
                found.add(self._claims[id]["document_id"])
            elif id in self._facts:
                found |= self.documents((*self._facts[id]["event_ids"], *self._facts[id]["claim_ids"]))
                found |= {place[0] for place in self._places(self._facts[id])}
        return found

    def sources(self, ids: Iterable[str]) -> set[str]:
        """Keys of the independent sources that tell of these."""
        found: set[str] = set()
        for id in ids:
            if id in self._told:
                found.update(self._told[id]["sources"] or self._told[id]["documents"])
            elif id in self._claims:
                document = self._claims[id]["document_id"]
                found.add(self._source_of.get(document, document))
            elif id in self._facts:
                found |= self.sources((*self._facts[id]["event_ids"], *self._facts[id]["claim_ids"]))
                found |= {self._source_of.get(place[0], place[0]) for place in self._places(self._facts[id])}
        return found

    def between(self) -> dict[str, tuple[date | None, date | None]]:
        """Between which days each is told to fall, or for how long to hold."""
        rows = (*self._events.values(), *self._claims.values(), *self._facts.values())
        return {row["id"]: (row["first"], row["last"]) for row in rows}

    def value(self, id: str) -> float:
        """What it says of the relation: above 0 good, below 0 bad."""
        if id in self._events:
            return float(self._events[id]["score"] or 0.0)
        if id in self._claims:
            claim = self._claims[id]
            return float(claim["level"] if claim["level"] is not None else claim["change"] or 0)
        return float(self._facts[id]["sign"]) if id in self._facts else 0.0

    def strength(self, id: str) -> float:
        """How well it is told: by how many independent sources and, of as many, how surely it was read."""
        if id in self._events:
            return float(self._events[id]["independent_sources"]) + float(self._events[id]["confidence"] or 0.0)
        return 1.0 + float(self._claims[id]["confidence"] or 0.0) if id in self._claims else 1.0

    def piece(self, id: str, influence: float | None = None) -> Piece:
        """It with its sentence."""
        if id in self._events:
            row = self._events[id]
            mode = f" ({row['mode']})" if row["mode"] else ""
            sides = tuple(row["sources"]), tuple(row["targets"])
            return self._piece(row, "event", f"{row['event_type']}{mode}", *sides, bool(row["symmetric"]), influence)
        if id in self._claims:
            row = self._claims[id]
            what = _LEVELS[row["level"]] if row["level"] is not None else _CHANGES.get(row["change"], "a relation")
            return self._piece(row, "claim", what, (row["a"], row["b"]), (), True, influence)
        row = self._facts.get(id, {"id": id, "kind": "a standing fact", "name": None, "a": "", "b": ""})
        what = f"{row['kind']}: {row['name']}" if row["name"] else row["kind"]
        row = {**self._telling_of(row), **row}
        return self._piece(row, "fact", what, (row["a"], row["b"]), (), True, influence)

    def _telling_of(self, fact: Mapping[str, Any]) -> dict[str, Any]:
        """Document and sentence of the first act or claim that tells of a standing fact."""
        for id in (*(fact.get("event_ids") or ()), *(fact.get("claim_ids") or ())):
            row = self._events.get(id) or self._claims.get(id)
            if row is not None:
                return {name: row[name] for name in ("document_id", "sentence")}
        for document, start, end in self._places(fact):
            return {"document_id": document, "sentence": self._texts[document][start:end]}
        return {}

    @staticmethod
    def _places(fact: Mapping[str, Any]) -> list[tuple[str, int, int]]:
        """Where sentences tell of a standing fact that neither an act nor a claim tells of."""
        return [(document, start, end) for document, start, end in json.loads(fact.get("evidence") or "[]")]

    def _piece(
        self,
        row: Mapping[str, Any],
        kind: str,
        what: str,
        sources: tuple[str, ...],
        targets: tuple[str, ...],
        symmetric: bool,
        influence: float | None,
    ) -> Piece:
        document = row.get("document_id")
        return Piece(
            id=row["id"],
            kind=kind,
            first=row.get("first"),
            last=row.get("last"),
            what=what,
            sources=sources,
            targets=targets,
            symmetric=symmetric,
            sentence=row.get("sentence"),
            document_id=document,
            outlet=self.outlet(document),
            documents=len(self.documents([row["id"]])),
            influence=influence,
        )


def resting_ids(rows: Iterable[Mapping[str, Any]]) -> Sequence[str]:
    """Ids of all events, claims and facts that rows of scores, turning points or phases rest on."""
    return sorted({id for row in rows for kind in ("event", "claim", "fact") for id in row[f"{kind}_ids"] or ()})
