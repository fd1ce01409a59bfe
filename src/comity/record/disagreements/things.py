"""What documents tell of one named thing and cannot all be right: its sums, lengths, capacity, shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.record.disagreements import grading
from comity.record.disagreements.figures import Reading, compatible, read
from comity.record.disagreements.model import Disagreement, Place, Side
from comity.record.disagreements.told import Figure, Sentence

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_FIELD: Final = {"sum": "amount", "length": "count", "capacity": "count", "share": "count"}
"""Counts are left out: how many of a weapon, or who takes part in a yearly exercise, differs from one deal to the next."""
_READ: Final = 0.7
_FACTS: Final = """
    SELECT f.thing_id, t.name, t.parties, f.field, f.number, coalesce(f.unit, '') AS unit, coalesce(f.actor, '') AS actor,
           f.document_id, f.start, f.word_start, f.word_end, coalesce(d.source_group, f.document_id) AS source_group,
           f.claimed_by, substring(x."text", f.start + 1, f."end" - f.start) AS said
    FROM thing_facts f JOIN things t ON t.id = f.thing_id LEFT JOIN documents d ON d.id = f.document_id
    JOIN texts x ON x.document_id = f.document_id
    WHERE f.number IS NOT NULL AND t.kind = 'project' ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure told of a project: `field` as in the table thing_facts; `actor` whose share it is, or empty."""

    thing: str
    name: str
    parties: tuple[str, ...]
    field: str
    figure: Reading
    actor: str
    place: Place
    source: str


def facts(store: StoreWriter) -> list[Fact]:
    found = []
    for row in store.rows(_FACTS):
        document, start, end = row["document_id"], row["word_start"], row["word_end"]
        figure = Figure(start, end, row["number"], row["unit"], row["field"] == "sum")
        reading = read(figure, Sentence(document, row["start"], row["said"] or "", (start, end)))
        source = f"speaker {row['claimed_by']}" if row["claimed_by"] else f"text {row['source_group']}"
        known = (row["thing_id"], row["name"], tuple(row["parties"] or ()), row["field"])
        found.append(Fact(*known, reading, row["actor"], (document, start, end), source))
    return found


def things_differ(told: Iterable[Fact]) -> list[Disagreement]:
    """By thing, field, unit and whose share. A document that gives several figures of a kind is not set against others."""
    by: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in told:
        if fact.field in _FIELD:
            by[fact.thing, fact.field, fact.figure.unit, fact.actor].append(fact)
    found = []
    for (thing, field, unit, actor), of in sorted(by.items()):
        single = _one_each(of)
        groups: dict[str, list[Fact]] = {}
        for fact in sorted(single, key=lambda f: (f.figure.value, f.place)):
            home = next(
                (v for v, g in groups.items() if _same(g[0], fact)), f"{fact.figure.value:,.10g} {unit}".strip()
            )
            groups.setdefault(home, []).append(fact)
        if len(groups) < 2:
            continue
        numbers = [g[0].figure.value for g in groups.values()]
        sides = tuple(
            Side(
                value,
                (),
                tuple(sorted({f.place[0] for f in g})),
                tuple(sorted(f.place for f in g)),
                len({f.source for f in g}),
            )
            for value, g in sorted(groups.items())
        )
        about = f"{field} of {of[0].name}" + (f", {actor}" if actor else "") + (f", {unit}" if unit else "")
        apart = grading.ratio_apart(min(numbers), max(numbers))
        hedged = sum(all(f.figure.hedged for f in g) for g in groups.values())
        sure = grading.sure(_READ, grading.JOINED["thing"], hedged=hedged)
        found.append(
            Disagreement(
                None, _FIELD[field], sides, about, thing, of[0].parties, round(apart, 4), sure, "the same thing"
            )
        )
    return found


def _one_each(facts: Iterable[Fact]) -> list[Fact]:
    by_source: Mapping[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_source[fact.source].append(fact)
    return [of[0] for of in by_source.values() if all(_same(of[0], other) for other in of)]


def _same(a: Fact, b: Fact) -> bool:
    return compatible(a.figure, b.figure)
