"""Small records made by hand: acts and claims in, rows of the tables of relations out."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity import tables
from comity.actors import Registry
from comity.intervals import Interval
from comity.record.actors import actor_rows, lineages
from comity.record.joining.merging import Event, merge
from comity.record.joining.sighting import Sighting
from comity.record.store import StoreWriter
from comity.relations.scores import derive_scores

REGISTRY = Registry.default()
LINEAGE = lineages(REGISTRY)
_NUMBERS = itertools.count()
_COLUMNS = {table.name: table.names() for table in tables.TABLES}


def told(
    id: str, sources: Sequence[str], targets: Sequence[str] = (), when: str | None = None, **more: Any
) -> Sighting:
    """A report. `when`: a day, month or year, or two of them with `..` between."""
    first = last = None
    if when is not None:
        parts = [Interval.parse(part) for part in when.split("..")]
        first, last = parts[0].first.toordinal(), parts[-1].last.toordinal()
    sides = (frozenset(map(LINEAGE, sources)), frozenset(map(LINEAGE, targets)))
    none: dict[str, Any] = dict.fromkeys(("mode", "issue", "thing", "place", "claimed_by", "published"))
    plain: dict[str, Any] = {
        "document": "doc",
        "group": more.get("document", "doc"),
        "start": 0,
        "end": 40,
        "trigger": "met",
    }
    plain |= {
        "event_type": "CONSULT",
        "basis": "explicit" if when else "none",
        "status": "happened",
        "voice": "document",
    }
    plain |= {"symmetric": not targets, "confidence": 0.9, "origin": "text", "label": False, "amounts": ()}
    plain |= {name: frozenset() for name in ("words", "focus", "names", "thing_words", "dates", "years")}
    return Sighting(
        id=id, sources=tuple(sources), targets=tuple(targets), first=first, last=last, source_side=sides[0],
        target_side=sides[1], parties=sides[0] | sides[1], **{**none, **plain, **more},
    )  # fmt: skip


def event(*reports: Sighting) -> Event:
    """One event of these reports."""
    return merge(sorted(reports, key=lambda r: r.id), LINEAGE)


def claim(id: str, a: str, b: str, when: str | None, **more: Any) -> dict[str, Any]:
    """A row of `relation_claims`."""
    row: dict[str, Any] = {"id": id, "document_id": "doc", "start": 0, "end": 0, "trigger_start": 0, "trigger_end": 0}
    row |= {"a": a, "b": b, "level": None, "change": None, "first": None, "last": None, "claimed_by": None}
    row |= {"voice": "document", "hedged": False, "confidence": 0.9, "rule": "made-up", "origin": "text"}
    if when is not None:
        parts = [Interval.parse(part) for part in when.split("..")]
        row |= {"first": parts[0].first, "last": parts[-1].last}
    return row | more


def derived(
    folder: Path,
    events: Sequence[Event] = (),
    claims: Sequence[dict[str, Any]] = (),
    *,
    extra: Mapping[str, Sequence[dict[str, Any]]] | None = None,
    memory: float | None = 1826.25,
    groups: dict[str, str] | None = None,
    texts: dict[str, str] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables of relations of such a record. `extra`: rows of other tables; `texts`: of documents; `groups`: document id -> source group,
    where it is not its own; `memory` None: fitted."""
    path = folder / f"record-{next(_NUMBERS)}.duckdb"
    named = {x for e in events for x in (*e.sources, *e.targets)} | {x for c in claims for x in (c["a"], c["b"])}
    documents = sorted({d for e in events for d in e.documents} | {c["document_id"] for c in claims})
    with StoreWriter(path) as store:
        store.add("actors", actor_rows(REGISTRY, named))
        _add(
            store,
            "documents",
            [{"id": d, "source_group": (groups or {}).get(d, d), "status": "read"} for d in documents],
        )
        _add(
            store,
            "texts",
            [{"document_id": d, "text": (texts or {}).get(d) or _words((groups or {}).get(d, d))} for d in documents],
        )
        _add(store, "relation_claims", claims)
        reports = [r for e in events for r in e.reports]
        _add(
            store,
            "reports",
            [{"id": r.id, "document_id": r.document, "trigger_start": 500, "trigger_end": 500} for r in reports],
        )
        _add(store, "event_reports", [{"event_id": e.id, "report_id": r.id} for e in events for r in e.reports])
        sources = [{"report_id": r.id, "source": f"text:{r.group}", "kind": "text"} for r in reports]
        _add(store, "report_sources", sources)
        for table, rows in (extra or {}).items():
            _add(store, table, rows)
        derive_scores(store, REGISTRY, events, memory)
        names = ("standing_facts", "scores", "score_models", "source_effects")
        return {name: list(store.rows(f"SELECT * FROM {name} ORDER BY ALL")) for name in names}


def _words(group: str) -> str:
    """A text of twenty words, the same in all documents of a group."""
    return "".join(f"[{group}:{n:03}]" for n in range(20))


def _add(store: StoreWriter, table: str, rows: Sequence[dict[str, Any]]) -> None:
    store.add(table, [tuple(row.get(name) for name in _COLUMNS[table]) for row in rows])


def knots(
    rows: Sequence[dict[str, Any]], a: str, b: str, direction: str = "both", issue: str = "all"
) -> list[dict[str, Any]]:
    """The rows of one relation, by date."""
    wanted = (a, b, direction, issue)
    found = [r for r in rows if (r["a"], r["b"], r["direction"], r["issue"]) == wanted]
    return sorted(found, key=lambda r: r["date"])


def day(text: str) -> date:
    return date.fromisoformat(text)
