"""All disagreements of a record: within events, across them, of claims, and with comity's own tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.record.disagreements.against_tables import (
    foundings_differ,
    memberships_differ,
    without_dates_of_joining,
    years_told,
)
from comity.record.disagreements.agreements import Agreement, agreements, of_most_sources, told_though_dated_apart
from comity.record.disagreements.amounts import amounts_differ
from comity.record.disagreements.caused_differently import caused_differently
from comity.record.disagreements.claims import causes, ties
from comity.record.disagreements.claims_of_firsts import FirstClaim
from comity.record.disagreements.dates import dates_differ
from comity.record.disagreements.durations import durations_differ
from comity.record.disagreements.exercises import exercise_places_differ, exercises, texts_of
from comity.record.disagreements.firsts import firsts_differ, read_claims
from comity.record.disagreements.grading import Odds
from comity.record.disagreements.model import Disagreement, Side, ranked
from comity.record.disagreements.parties import parties_differ
from comity.record.disagreements.places import Gazetteer, gazetteer, no_gazetteer, places_differ
from comity.record.disagreements.statuses import status_differs, told_as_done
from comity.record.disagreements.things import facts, things_differ
from comity.record.disagreements.tied_differently import tied_differently
from comity.record.disagreements.told import NOTHING, Told, told_in
from comity.record.disagreements.twice_dated import dated_differently
from comity.record.disagreements.works import works_differ, works_told
from comity.record.joining.merging import Event
from comity.record.rows import Row

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter


_FIGURES = frozenset(("amount", "count"))


def within(event: Event, told: Told = NOTHING, known: Gazetteer = no_gazetteer) -> list[Disagreement]:
    """Fields on which the reports of one event differ: amount, count, date, party, place, status."""
    if len(event.reports) == 1:
        return []
    return [
        *amounts_differ(event, told),
        *dates_differ(event, told),
        *parties_differ(event, told),
        *places_differ(event, told, known),
        *status_differs(event, told),
    ]


def across(
    events: Iterable[Event], told: Told = NOTHING, claims: Sequence[FirstClaim] | None = None
) -> list[Disagreement]:
    """What events of their own tell of one thing and cannot both be right: dates, firsts, lengths of time.
    `claims`: what the reports call the first, where that was read before."""
    events = list(events)
    return [
        *dated_differently(events, told),
        *firsts_differ(events, told, claims),
        *durations_differ(events, told),
    ]


def differing(
    store: StoreWriter,
    events: Iterable[Event],
    registry: Registry,
    lineage: Callable[[str], str],
    sources: Mapping[str, str] | None = None,
    odds: Odds | None = None,
) -> tuple[list[Disagreement], list[Agreement]]:
    """Everything on which the documents of a store differ, the plainest first, and on what they agree.

    `sources`: report id -> key of its independent source; where it is missing, the copies of a text are one. `odds`:
    the logarithm of the odds that two reports are one event.
    """
    events = list(events)
    told = replace(told_in(store, sources, odds), done=told_as_done(events))
    known = gazetteer(registry)
    relations = ties(store, lineage)
    found = [d for event in events for d in within(event, told, known)]
    claims = read_claims(events, told)
    found += across(events, told, claims)
    found += exercise_places_differ(texts_of(store, exercises(events)), events, told, known)
    found += works_differ(works_told(store, lineage))
    found += memberships_differ(events, registry, told)
    found += foundings_differ(years_told(store), registry)
    found += tied_differently(relations)
    found += caused_differently(events, causes(store), told)
    found += things_differ(facts(store))
    every = told_once(each_once(with_reports(found, told, events)))
    differ = without_dates_of_joining(every)
    agreed = [
        *told_though_dated_apart(every, events, told),
        *agreements(events, relations, told, known, claims),
    ]
    return differ, of_most_sources(agreed)


def with_reports(found: Iterable[Disagreement], told: Told, events: Iterable[Event]) -> Iterator[Disagreement]:
    """What was found in plain text, with the reports read in the same sentences, and the first of their events."""
    found = list(found)
    open_ones = [d for d in found if d.event_id is None and any(s.evidence for s in d.sides)]
    documents = {document for d in open_ones for s in d.sides for document, _, _ in s.evidence}
    home = {r.id: e.id for e in events for r in e.reports}
    near: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for id, sentence in told.sentences.items():
        if sentence.document in documents and id in home:
            near[sentence.document].append((sentence.start, sentence.end, id))
    for d in found:
        if d.event_id is not None or d.field not in ("amount", "count", "place"):
            yield d
            continue
        sides = tuple(replace(s, report_ids=_around(s, near)) for s in d.sides)
        ids = sorted(home[id] for s in sides for id in s.report_ids)
        yield replace(d, sides=sides, event_id=ids[0] if ids and d.thing_id is None else None)


def _around(side: Side, near: Mapping[str, Sequence[tuple[int, int, str]]]) -> tuple[str, ...]:
    spans = [(start, end, near.get(document, ())) for document, start, end in side.evidence]
    return tuple(sorted({id for start, end, of in spans for low, high, id in of if low <= start and end <= high}))


def each_once(found: Iterable[Disagreement]) -> list[Disagreement]:
    """The plainest first; of several with one id the plainest."""
    kept: dict[str, Disagreement] = {}
    for one in ranked(list(found)):
        kept.setdefault(one.id, replace(one, sides=tuple(sorted(one.sides, key=lambda s: s.value))))
    return list(kept.values())


def told_once(found: Sequence[Disagreement]) -> list[Disagreement]:
    """told_once_rule: that the same documents give the same two figures, of a thing and of an event, is one disagreement: the
    event's, with the thing."""
    same: dict[tuple[object, ...], Disagreement] = {}
    for one in found:
        if one.thing_id is not None and one.event_id is None:
            same.setdefault(_figures_of(one), one)
    taken, made = set(), []
    for one in found:
        thing = same.get(_figures_of(one)) if one.event_id is not None else None
        if thing is not None and thing.id not in taken:
            taken.add(thing.id)
            best = thing if thing.sure > one.sure else one
            made.append(replace(one, thing_id=thing.thing_id, about=thing.about, sure=best.sure))
        else:
            made.append(one)
    return ranked([one for one in made if one.id not in taken])


def _figures_of(one: Disagreement) -> tuple[object, ...]:
    return one.field, tuple(sorted((s.value, s.document_ids) for s in one.sides)) if one.field in _FIGURES else one.id


def disagreement_rows(found: Iterable[Disagreement]) -> Iterator[Row]:
    """Rows of the table disagreements, one a side."""
    for d in found:
        for n, side in enumerate(d.sides):
            yield (
                *(d.id, d.event_id, d.thing_id, d.field, d.about, list(d.actors), n, side.value),
                *(list(side.report_ids), list(side.document_ids), _json(side.evidence), side.sources),
                *(d.apart, d.sure, d.grade, d.why, None, []),
            )


def agreement_rows(found: Iterable[Agreement]) -> Iterator[Row]:
    """Rows of the table agreements."""
    for a in found:
        yield (
            *(a.id, a.event_id, a.field, a.about, list(a.actors), a.value, a.sources),
            *(list(a.report_ids), list(a.document_ids), _json(a.evidence)),
        )


def _json(places: Iterable[tuple[str, int, int]]) -> str:
    return json.dumps([list(place) for place in places], ensure_ascii=False)
