"""Sides made of reports: whether they may disagree, and how a side is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from comity.record.disagreements.model import Disagreement, Place, Side
from comity.record.disagreements.told import Told
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting


def differ_by_source(sides: Sequence[Sequence[Sighting]], told: Told) -> bool:
    """Whether some two sides share no source: nobody disagrees with himself, nor a copy with what it copies."""
    sources = [told.sources(reports) for reports in sides]
    return any(not a & b for a, b in combinations(sources, 2))


def side(value: str, reports: Sequence[Sighting], told: Told, places: Sequence[Place] = ()) -> Side:
    return Side(
        value,
        tuple(sorted({r.id for r in reports})),
        tuple(sorted({r.document for r in reports})),
        tuple(sorted(set(places))),
        len(told.sources(reports)),
    )


def of_sides(
    event_id: str | None,
    field: str,
    sides: Mapping[str, Sequence[Sighting]],
    told: Told,
    *,
    places: Mapping[str, Sequence[Place]],
    about: str = "",
    actors: tuple[str, ...] = (),
    apart: float,
    sure: float,
    why: str = "",
) -> Disagreement:
    """A disagreement whose sides are reports, by value."""
    parts = tuple(side(value, reports, told, places.get(value, ())) for value, reports in sorted(sides.items()))
    return Disagreement(event_id, field, parts, about, None, actors, round(apart, 4), sure, why)


def event_sides(
    event: Event,
    field: str,
    sides: Mapping[str, Sequence[Sighting]],
    told: Told,
    *,
    places: Mapping[str, Sequence[Place]],
    about: str = "",
    apart: float,
    sure: float,
    why: str = "reports of one event",
) -> Disagreement:
    """One within an event."""
    actors = tuple(dict.fromkeys((*event.sources, *event.targets)))
    return of_sides(
        event.id, field, sides, told, places=places, about=about, actors=actors, apart=apart, sure=sure, why=why
    )
