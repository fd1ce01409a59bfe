"""When it was: reports of one event that leave no day in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.model import Disagreement, shown
from comity.record.disagreements.sides import event_sides
from comity.record.disagreements.told import NOTHING, Told, words_of_date
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

_FIRM: Final = frozenset(("explicit", "relative", "narrative"))
_MOST_SIDES: Final = 4


def dates_differ(event: Event, told: Told = NOTHING) -> list[Disagreement]:
    """Two reports with dates of their own (not from context, not a headline's) that share no day, from two sources.

    A source that has both dates knows of two. A year and a day within it agree. The sides are the narrowest dates; a wider one that allows several takes none.
    """
    dated = [r for r in event.reports if is_firm(r)]
    own: dict[str, list[Sighting]] = defaultdict(list)
    for report in dated:
        own[told.source(report)].append(report)

    def allows(source: str, other: Sighting) -> bool:
        return any(_share_a_day(r, other) for r in own[source])

    pairs = [
        (a, b)
        for a, b in combinations(dated, 2)
        if not _share_a_day(a, b) and not allows(told.source(a), b) and not allows(told.source(b), a)
    ]
    if not pairs:
        return []
    against = {r.id for pair in pairs for r in pair}
    anchors: list[Sighting] = []
    for report in sorted((r for r in dated if r.id in against), key=lambda r: (r.days or 0, r.first or 0, r.id)):
        if not any(_share_a_day(report, anchor) for anchor in anchors):
            anchors.append(report)
    if not 2 <= len(anchors) <= _MOST_SIDES:
        return []
    sides: dict[str, list[Sighting]] = {shown(a.first, a.last): [] for a in anchors}
    for report in dated:
        homes = [a for a in anchors if _share_a_day(a, report)]
        if len(homes) == 1:
            sides[shown(homes[0].first, homes[0].last)].append(report)
    told_of = list(sides.values())
    if not _some_pair(told_of, told):
        return []
    places = {value: [words_of_date(told, r) for r in reports] for value, reports in sides.items()}
    apart = grading.widest([(a.first or 0, a.last or 0) for a in anchors])
    sure = grading.sure(
        grading.read_sure(told_of), grading.one_event(told_of, told.odds), firm=grading.firmness(told_of)
    )
    return [event_sides(event, "date", sides, told, places=places, apart=apart, sure=sure)]


def is_firm(report: Sighting) -> bool:
    """Whether it has a date of its own, not one that only stands near."""
    return report.first is not None and report.basis in _FIRM and not report.contradicted and not report.label


def _share_a_day(a: Sighting, b: Sighting) -> bool:
    return (a.first or 0) <= (b.last or 0) and (b.first or 0) <= (a.last or 0)


def _some_pair(sides: Sequence[Sequence[Sighting]], told: Told) -> bool:
    return any(told.source(a) != told.source(b) for left, right in combinations(sides, 2) for a in left for b in right)
