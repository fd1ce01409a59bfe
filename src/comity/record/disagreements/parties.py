"""Who did it to whom: reports of one event that name others."""

from __future__ import annotations

from collections import defaultdict

from comity.record.disagreements import grading
from comity.record.disagreements.model import Disagreement
from comity.record.disagreements.sides import differ_by_source, event_sides
from comity.record.disagreements.told import NOTHING, Told, words_of_act
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Side, Sighting
from comity.vocabulary import types


def parties_differ(event: Event, told: Told = NOTHING) -> list[Disagreement]:
    """A report that names fewer of the actors, or nobody on one side, says less and nothing else."""
    free = roles_are_free(event)
    named: dict[tuple[Side, Side], list[Sighting]] = defaultdict(list)
    for report in event.reports:
        key = (report.parties, frozenset[str]()) if free else (report.source_side, report.target_side)
        named[key].append(report)
    most = [k for k in named if not any(k != other and k[0] <= other[0] and k[1] <= other[1] for other in named)]
    sides: dict[str, list[Sighting]] = {}
    keys: list[tuple[Side, Side]] = []
    for key in sorted(named, key=lambda k: (sorted(k[0]), sorted(k[1]))):
        within = [m for m in most if key[0] <= m[0] and key[1] <= m[1]]
        if len(within) == 1:
            sides.setdefault(who(*within[0], free=free), []).extend(named[key])
            keys.append(within[0])
    if len(sides) < 2 or not differ_by_source(list(sides.values()), told):
        return []
    apart = max(
        grading.sets_apart([f"source {a}" for a in x[0]] + list(x[1]), [f"source {a}" for a in y[0]] + list(y[1]))
        for x in keys
        for y in keys
    )
    spans = told.named(r.id for reports in sides.values() for r in reports)
    places = {
        value: [
            place
            for r in reports
            for place in [(r.document, *span) for span in spans.get(r.id, ())] or [words_of_act(told, r)]
        ]
        for value, reports in sides.items()
    }
    told_of = list(sides.values())
    sure = grading.sure(grading.read_sure(told_of), grading.one_event(told_of, told.odds))
    return [event_sides(event, "party", sides, told, places=places, apart=apart, sure=sure)]


def roles_are_free(event: Event) -> bool:
    """Whether it says nothing who stands on which side."""
    both_lead = all(types()[r.event_type].symmetric and types()[r.event_type].cooperative for r in event.reports)
    return event.symmetric or both_lead or any(r.symmetric for r in event.reports)


def who(sources: Side, targets: Side, *, free: bool) -> str:
    if free:
        return ", ".join(sorted(sources))
    return f"{', '.join(sorted(sources)) or 'nobody named'} to {', '.join(sorted(targets)) or 'nobody named'}"
