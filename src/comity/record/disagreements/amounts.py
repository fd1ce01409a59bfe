"""Sums and counts on which the reports of one event differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.figures import Reading, comparable, compatible, figures
from comity.record.disagreements.model import Disagreement
from comity.record.disagreements.sides import differ_by_source, event_sides
from comity.record.disagreements.told import NOTHING, Told, in_sentence
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

Given = tuple[Reading, Sighting]
_MOST_SIDES: Final = 5


def amounts_differ(event: Event, told: Told = NOTHING) -> list[Disagreement]:
    """By unit and by what is counted: two reports that each give one such figure, which cannot both be right.

    A report that gives several of a kind is not set against another: which of them is meant is not known.
    """
    by_unit: dict[str, list[Given]] = defaultdict(list)
    for report in event.reports:
        for reading in figures(report, told):
            by_unit[reading.unit].append((reading, report))
    found = []
    for unit, given in sorted(by_unit.items()):
        if len({r.id for _, r in given}) > 1:
            found += _of_unit(event, unit, given, told)
    return found


def _of_unit(event: Event, unit: str, given: list[Given], told: Told) -> list[Disagreement]:
    single = [g for g in given if not _has_another(g, given)]
    single.sort(key=lambda g: (g[0].value, g[1].id))
    groups: list[list[Given]] = []
    for one in single:
        alike = [group for group in groups if all(compatible(one[0], other[0]) for other in group)]
        if len(alike) == 1 and all(comparable(one[0], other[0]) for other in alike[0]):
            alike[0].append(one)
        elif not alike:
            groups.append([one])
    groups = _against_each_other(groups)
    if len(groups) < 2 or not differ_by_source([[r for _, r in group] for group in groups], told):
        return []
    sides: dict[str, list[Given]] = {_shown(group[0][0]): group for group in groups}
    if len(sides) < 2 or len(sides) > _MOST_SIDES:
        return []
    field = "amount" if groups[0][0][0].money else "count"
    apart = max(_apart(a[0][0], b[0][0]) for a in groups for b in groups if a is not b)
    reports = {value: [r for _, r in group] for value, group in sides.items()}
    places = {
        value: [reading.place or in_sentence(told, report) for reading, report in group]
        for value, group in sides.items()
    }
    hedged = sum(all(reading.hedged for reading, _ in group) for group in groups)
    told_of = list(reports.values())
    sure = grading.sure(grading.read_sure(told_of), grading.one_event(told_of, told.odds), hedged=hedged)
    return [event_sides(event, field, reports, told, places=places, about=unit, apart=apart, sure=sure)]


def _against_each_other(groups: list[list[Given]]) -> list[list[Given]]:
    """The groups of which each is comparable and incompatible with another."""
    return [
        group
        for group in groups
        if any(
            comparable(a[0], b[0]) and not compatible(a[0], b[0])
            for other in groups
            if other is not group
            for a in group
            for b in other
        )
    ]


def _has_another(given: Given, among: Sequence[Given]) -> bool:
    """Whether the same report has another figure that counts the same."""
    return any(
        other[1].id == given[1].id and other[0] is not given[0] and comparable(other[0], given[0]) for other in among
    )


def _apart(a: Reading, b: Reading) -> float:
    if compatible(a, b):
        return 0.0
    low, high = sorted((a, b), key=lambda r: r.value)
    return grading.ratio_apart(min(low.high, low.value * 2) if low.hedged else low.value, high.value)


def _shown(reading: Reading) -> str:
    return f"{reading.value:,.10g} {reading.unit}"
