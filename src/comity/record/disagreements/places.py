"""Where it was: reports of one event that name places of which neither holds the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from comity.record.disagreements import grading
from comity.record.disagreements.model import Disagreement
from comity.record.disagreements.sides import differ_by_source, event_sides
from comity.record.disagreements.told import NOTHING, Told, words_of_place
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

if TYPE_CHECKING:
    from comity.actors import Registry

_POINTS: Final = frozenset(("city", "capital", "building", "site", "crossing", "island"))
"""What does not hold another place; a province or region may."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables know of a place: the states that hold it, and of what kind it is ("state" for one itself)."""

    states: frozenset[str]
    kind: str


Gazetteer = Callable[[str], Known | None]


def no_gazetteer(name: str) -> Known | None:
    return None


def gazetteer(registry: Registry) -> Gazetteer:
    @cache
    def known(name: str) -> Known | None:
        hit = registry.lookup(name)
        if hit is None or not hit.names:
            return None
        kinds = {n.detail or ("state" if n.role == "name" else n.role) for n in hit.names}
        states = frozenset(registry.lineage(n.actor) for n in hit.names if n.actor)
        return Known(states, min(kinds)) if states else None

    return known


def places_differ(event: Event, told: Told = NOTHING, known: Gazetteer = no_gazetteer) -> list[Disagreement]:
    """By name, where one name holds the other (Baku, central Baku), and by the tables, where one is in the other."""
    sides: dict[str, list[Sighting]] = {}
    for report in sorted((r for r in event.reports if r.place), key=lambda r: (-len(r.place or ""), r.id)):
        place = report.place or ""
        home = next((p for p in sides if holds(place, p, known)), place)
        sides.setdefault(home, []).append(report)
    if len(sides) < 2 or not differ_by_source(list(sides.values()), told):
        return []
    names = sorted(sides)
    apart = max(_apart(a, b, known) for i, a in enumerate(names) for b in names[i + 1 :])
    places = {value: [words_of_place(told, r) for r in reports] for value, reports in sides.items()}
    told_of = list(sides.values())
    sure = grading.sure(grading.read_sure(told_of), grading.one_event(told_of, told.odds))
    return [event_sides(event, "place", sides, told, places=places, apart=apart, sure=sure)]


def holds(a: str, b: str, known: Gazetteer) -> bool:
    """Whether one of two places holds the other, or may: a state its cities, a province a city of the same state."""
    left, right = a.casefold(), b.casefold()
    if left in right or right in left:
        return True
    one, other = known(a), known(b)
    if one is None or other is None or not one.states & other.states:
        return False
    return not {one.kind, other.kind} <= _POINTS


def _apart(a: str, b: str, known: Gazetteer) -> float:
    one, other = known(a), known(b)
    if one is None or other is None:
        return 0.5
    return 0.5 if one.states & other.states else 1.0
