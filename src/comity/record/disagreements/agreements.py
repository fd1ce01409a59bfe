"""On what independent sources agree: facts about events, each with who says so."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import log
from typing import Final

from comity.record.disagreements.claims import Tie
from comity.record.disagreements.claims_of_firsts import FirstClaim, by_kind
from comity.record.disagreements.dates import is_firm
from comity.record.disagreements.figures import Reading, comparable, compatible, figures
from comity.record.disagreements.firsts import read_claims
from comity.record.disagreements.model import Disagreement, Place, shown
from comity.record.disagreements.parties import roles_are_free, who
from comity.record.disagreements.places import Gazetteer, holds, no_gazetteer
from comity.record.disagreements.statuses import DONE
from comity.record.disagreements.tied_differently import ties_agreed
from comity.record.disagreements.told import Told, words_of_act, words_of_date, words_of_place, year_of
from comity.record.disagreements.words import rows
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting, like_trigger

Words = Callable[[Told, Sighting], Place]
FIELDS: Final = ("happened", "date", "amount", "count", "place", "party", "status", "kind", "relation")
_FEWEST: Final = 2
_ODDS: Final = log(1.5)
_MOST_WEIGHED: Final = 12


@dataclass(frozen=True, slots=True)
class Agreement:
    """A fact that `sources` independent sources (two or more) agree on. `event_id` is None for a relation."""

    event_id: str | None
    field: str
    value: str
    sources: int
    report_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    evidence: tuple[Place, ...]
    about: str = ""
    actors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        told = "\0".join((self.event_id or "", self.field, self.about, self.value))
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def agreements(
    events: Iterable[Event],
    ties: Iterable[Tie],
    told: Told,
    known: Gazetteer = no_gazetteer,
    claims: Sequence[FirstClaim] | None = None,
) -> list[Agreement]:
    """Of each event and field the value that most sources give, where these are two or more: that it happened, the days
    that all of them allow, sums, counts, place, parties, status; which acts are called the first; and how relations are."""
    events = list(events)
    found: list[Agreement] = []
    for event in events:
        if len(event.documents) >= _FEWEST and len(told.sources(event.reports)) >= _FEWEST:
            found += _of_event(event, told, known)
    found += _of_firsts(events, read_claims(events, told) if claims is None else claims, told)
    found += [_of_tie(pair, value, of) for pair, value, of in ties_agreed(ties)]
    return of_most_sources(found)


def told_though_dated_apart(
    differing: Iterable[Disagreement], events: Iterable[Event], told: Told
) -> Iterable[Agreement]:
    """That an act was done, where its sources differ on when alone: events of their own that look like one act."""
    home = {r.id: e for e in events for r in e.reports}
    reports = {r.id: r for e in home.values() for r in e.reports}
    for one in differing:
        if one.field != "date" or one.event_id is None:
            continue
        of = [reports[id] for side in one.sides for id in side.report_ids]
        events_of = {home[r.id].id: home[r.id] for r in of}
        every = [r for e in events_of.values() for r in e.reports if r in of or like_trigger(r, of[0])]
        done = [r for r in every if r.status in DONE]
        sources = len(told.sources(done))
        if len(events_of) > 1 and sources >= _FEWEST and _in_two_texts(done):
            event = events_of[min(events_of)]
            mode = f" ({event.mode})" if event.mode else ""
            places = [words_of_act(told, r) for r in done]
            yield _agreement(event, "happened", f"{event.event_type}{mode}", sources, done, places)


def of_most_sources(found: Iterable[Agreement]) -> list[Agreement]:
    """Of several with one id that of most sources; those of most sources first."""
    ranked = sorted(found, key=lambda a: (-a.sources, a.field, a.id))
    kept: dict[str, Agreement] = {}
    for one in ranked:
        kept.setdefault(one.id, one)
    return list(kept.values())


def _of_event(event: Event, told: Told, known: Gazetteer) -> Iterable[Agreement]:
    def fact(
        field: str, value: str, reports: Sequence[Sighting], words: Words | Sequence[Place], about: str = ""
    ) -> Iterable[Agreement]:
        sources = told.sources(reports)
        if len(sources) >= _FEWEST and _in_two_texts(reports) and _well_joined(reports, told):
            places = [words(told, r) for r in reports] if callable(words) else words
            yield _agreement(event, field, value, len(sources), reports, places, about)

    by_status: dict[str, list[Sighting]] = defaultdict(list)
    for report in event.reports:
        by_status["happened" if report.status in DONE else report.status].append(report)
    mode = f" ({event.mode})" if event.mode else ""
    for status, reports in sorted(by_status.items()):
        field = "happened" if status == "happened" else "status"
        yield from fact(field, f"{event.event_type}{mode}" if field == "happened" else status, reports, words_of_act)
    dated = _most_agreeing_dates([r for r in event.reports if is_firm(r)], told)
    if dated:
        days = max(r.first or 0 for r in dated), min(r.last or 0 for r in dated)
        yield from fact("date", shown(*days), dated, words_of_date)
    free = roles_are_free(event)
    named: dict[str, list[Sighting]] = defaultdict(list)
    for report in event.reports:
        if len(report.parties) > 1:
            side = (report.parties, frozenset[str]()) if free else (report.source_side, report.target_side)
            named[who(*side, free=free)].append(report)
    for value, reports in sorted(named.items()):
        yield from fact("party", value, reports, words_of_act)
    at: dict[str, list[Sighting]] = {}
    for report in sorted((r for r in event.reports if r.place), key=lambda r: (-len(r.place or ""), r.id)):
        home = next((p for p in at if holds(report.place or "", p, known)), report.place or "")
        at.setdefault(home, []).append(report)
    for value, reports in sorted(at.items()):
        yield from fact("place", value, reports, words_of_place)
    for value, unit, readings in _figures_agreed(event, told):
        reports = [r for _, r in readings]
        places = [x.place or words_of_act(told, r) for x, r in readings]
        yield from fact("amount" if readings[0][0].money else "count", value, reports, places, unit)


def _well_joined(reports: Sequence[Sighting], told: Told) -> bool:
    """well_joined_rule: sources confirm each other only where two of them say which act they mean (no vague word such as
    "steps"), and these were joined with odds of three to two or better. A person's joins are not weighed again."""
    clear = [r for r in reports if r.trigger not in _vague()]
    pairs = [(a, b) for a, b in combinations(clear[:_MOST_WEIGHED], 2) if told.source(a) != told.source(b)]
    if not pairs:
        return False
    if told.odds is None:
        return True
    weighed = [w for a, b in pairs if (w := told.odds(a, b)) is not None]
    return not weighed or max(weighed) >= _ODDS


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("vague_acts.csv"))


def _in_two_texts(reports: Iterable[Sighting]) -> bool:
    """What one text has and quotes somebody for stands in one text."""
    return len({r.group for r in reports}) >= _FEWEST


def _most_agreeing_dates(dated: Sequence[Sighting], told: Told) -> list[Sighting]:
    """The most sources whose dates share a day; of equals those with the closest date."""
    groups = []
    for anchor in sorted(dated, key=lambda r: (r.days or 0, r.id)):
        group, low, high = [anchor], anchor.first or 0, anchor.last or 0
        for report in dated:
            if report is not anchor and (report.first or 0) <= high and low <= (report.last or 0):
                low, high = max(low, report.first or 0), min(high, report.last or 0)
                group.append(report)
        groups.append(group)
    return max(groups, key=lambda g: len(told.sources(g)), default=[])


def _figures_agreed(event: Event, told: Told) -> Iterable[tuple[str, str, list[tuple[Reading, Sighting]]]]:
    given = [(reading, report) for report in event.reports for reading in figures(report, told)]
    seen: set[tuple[str, str]] = set()
    for reading, _ in sorted(given, key=lambda g: (g[0].hedged, g[0].value, g[1].id)):
        like = [g for g in given if comparable(g[0], reading) and compatible(g[0], reading)]
        value = f"{reading.value:,.10g} {reading.unit}"
        keys = {(r.id, x.unit) for x, r in like}
        if len(told.sources(r for _, r in like)) >= _FEWEST and not keys & seen:
            seen |= keys
            yield value, reading.unit, like


def _of_firsts(events: Sequence[Event], claims: Sequence[FirstClaim], told: Told) -> Iterable[Agreement]:
    """Claims of one first, with one limit and in one time."""
    home = {r.id: e for e in events for r in e.reports}
    for of_kind in by_kind(c for c in claims if c.word == "first").values():
        taken: set[str] = set()
        for claim in of_kind:
            if claim.report.id in taken:
                continue
            same = [c for c in of_kind if c is claim or _one_first(c, claim)]
            taken |= {c.report.id for c in same}
            reports = [c.report for c in same]
            if len(told.sources(reports)) < _FEWEST or not _in_two_texts(reports):
                continue
            event = home[min(reports, key=lambda r: home[r.id].id).id]
            limit = f" since {shown(*claim.since)}" if claim.since else ""
            what = "visit" if claim.kind[1] == "visit" else claim.report.trigger
            sources = len(told.sources(reports))
            yield _agreement(event, "kind", f"the first {what}{limit}", sources, reports, [c.place for c in same], what)


def _one_first(a: FirstClaim, b: FirstClaim) -> bool:
    if a.ordinal != b.ordinal or a.offices != b.offices or (a.since is None) != (b.since is None):
        return False
    if a.since and b.since and (a.since[0] > b.since[1] or b.since[0] > a.since[1]):
        return False
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return a.since is not None
    return a.first <= b.last and b.first <= a.last


def _of_tie(pair: tuple[str, str], value: str, ties: Sequence[Tie]) -> Agreement:
    documents = tuple(sorted({t.document for t in ties}))
    places = tuple(sorted({t.place for t in ties}))
    sources = min(len({t.source for t in ties}), len(documents))  # speakers of one text are read in one place
    return Agreement(None, "relation", f"{value}{_years(ties)}", sources, (), documents, places, ", ".join(pair), pair)


def _years(ties: Sequence[Tie]) -> str:
    """The years that all the claims are about: " in 2014", " in 2014-2015"; nothing where one is undated."""
    low, high = 0, 9999
    for tie in ties:
        if tie.first is None or tie.last is None:
            return ""
        low, high = max(low, year_of(tie.first)), min(high, year_of(tie.last))
    return f" in {low}" if low == high else f" in {low}-{high}" if low < high else ""


def _agreement(
    event: Event,
    field: str,
    value: str,
    sources: int,
    reports: Sequence[Sighting],
    places: Sequence[Place],
    about: str = "",
) -> Agreement:
    actors = tuple(dict.fromkeys((*event.sources, *event.targets)))
    ids = tuple(sorted({r.id for r in reports}))
    documents = tuple(sorted({r.document for r in reports}))
    return Agreement(event.id, field, value, sources, ids, documents, tuple(sorted(set(places))), about, actors)
