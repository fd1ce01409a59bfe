"""Standing facts that the lives of things tell of: treaties between their parties, members of organisations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Final

from comity.record.store import StoreWriter
from comity.relations.standing_facts import Fact
from comity.relations.standing_kinds import has_word, standing_kinds

_STAGES: Final = """
    SELECT s.thing_id, t.name, t.kind, s.stage, s.first, s.last, s.parties, s.event_id, s.document_ids, s.evidence, e.confidence
    FROM thing_stages s JOIN things t ON t.id = s.thing_id LEFT JOIN events e ON e.id = s.event_id
    WHERE t.kind IN ('treaty', 'organisation') AND s.status IN ('happened', 'ongoing') AND s.first IS NOT NULL
    ORDER BY s.thing_id, s.first, s.ordinal
"""
_OF_ALLIES: Final = ("allian", "mutual", "defen", "assistance", "friendship", "non-aggression")
_BEGIN: Final = ("agreed", "in force")
_UNTOLD: Final = 0.5
"""Confidence where only a sentence tells of a stage and no event."""
_WAYS: Final = (True, True)


def treaty_facts(store: StoreWriter, lineage: Callable[[str], str]) -> Iterator[Fact]:
    """Alliances and partnerships by treaty, memberships in organisations; open where their end is not told."""
    rows = list(store.rows(_STAGES))
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        treaty = row["kind"] == "treaty"
        if row["stage"] not in (_BEGIN if treaty else ("member joined",)):
            continue
        parties = sorted({lineage(p) for p in row["parties"]})
        pairs = list(combinations(parties, 2)) if treaty else [(p, lineage(row["thing_id"])) for p in parties]
        for a, b in pairs:
            if a == b or (row["thing_id"], *sorted((a, b))) in seen:
                continue
            seen.add((row["thing_id"], *sorted((a, b))))
            end = next((r for r in rows if _ended(r, row, a if not treaty else None, lineage)), None)
            yield _fact(row, (min(a, b), max(a, b)), end)


def _ended(row: dict[str, Any], begun: dict[str, Any], member: str | None, lineage: Callable[[str], str]) -> bool:
    if row["thing_id"] != begun["thing_id"] or row["first"] < begun["first"]:
        return False
    if member is None:
        return bool(row["stage"] == "ended")
    return row["stage"] == "member left" and member in {lineage(p) for p in row["parties"]}


def _fact(row: dict[str, Any], dyad: tuple[str, str], end: dict[str, Any] | None) -> Fact:
    kinds = {kind.name: kind for kind in standing_kinds()}
    of_allies = row["kind"] == "treaty" and has_word(row["name"], _OF_ALLIES)
    kind = kinds["alliance" if of_allies else "partnership"]
    told = [r for r in (row, end) if r is not None]
    middles = [(r["first"].toordinal() + r["last"].toordinal()) // 2 for r in told]
    span = (middles[0], middles[1] if end else middles[0] + kind.stands * 365)
    events = tuple(sorted({r["event_id"] for r in told if r["event_id"]}))
    documents = tuple(sorted({d for r in told for d in r["document_ids"]}))
    return Fact(
        dyad,
        kind.name if row["kind"] == "treaty" else "membership",
        1,
        kind.value,
        row["first"].toordinal(),
        end["last"].toordinal() if end else None,
        span if span[1] > span[0] else None,
        _WAYS,
        None,
        row["confidence"] or _UNTOLD,
        events,
        (),
        tuple(f"text:{d}" for d in documents),
        documents,
        (),
        row["name"],
        end is None,
        json.dumps([place for r in told if not r["event_id"] for place in json.loads(r["evidence"] or "[]")]),
    )
