"""What an event says, from the reports that make it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from comity.record.joining.clusters import BAR, Joined
from comity.record.joining.sighting import Sighting
from comity.record.joining.weighing import Weigher
from comity.vocabulary import types, weight

FURTHEST: Final = ("happened", "ongoing", "stalled", "planned", "demanded", "hypothetical", "denied")
BASES: Final = ("explicit", "relative", "narrative", "context", "none")
_MOST_CERTAIN: Final = 0.99

DONE_TO: Final = frozenset(("AGREE", "AID", "COOPERATE", "SUPPORT"))
"""Types of act that are done to a thing: one agrees on it, builds, delivers, finances it."""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the columns of the table `events`, and its reports. `first` and `last` are day numbers."""

    id: str
    event_type: str
    mode: str | None
    issue: str | None
    quad: int
    score: float
    status: str
    first: int | None
    last: int | None
    grain: str | None
    date_basis: str
    symmetric: bool
    thing: str | None
    place: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    reports: tuple[Sighting, ...]
    documents: tuple[str, ...]
    independent_sources: int
    confidence: float
    origin: str


def merge(
    reports: Sequence[Sighting], lineage: Callable[[str], str], told_by: Mapping[str, str] | None = None
) -> Event:
    """One event from its reports (at least one, sorted by id). `told_by`: report id -> key of its independent source.

    The type is the one that most sources give, copies counted once; mode, issue, thing and place are those that most
    reports give. The dates are the days that most sources allow, those known only from context apart. `confidence` is 1 - prod(1 - c) over independent sources, c the
    most confident report of each. The status is the furthest that any report says it got.
    """
    if len(reports) == 1:
        return _alone(reports[0])
    voting = _heads(reports)
    kind = _commonest(value for _, value in sorted({(r.group, r.event_type) for r in voting})) or voting[0].event_type
    of_kind = [r for r in voting if r.event_type == kind]
    mode = _commonest(r.mode for r in of_kind)
    first, last, basis = _dates(reports)
    sources, targets, symmetric = _sides(reports, lineage)
    by_source = independent(reports, told_by)
    doubt = 1.0
    for names in by_source.values():
        doubt *= 1 - max(r.confidence for r in names)
    single = len(by_source) == 1
    confidence = max(r.confidence for r in reports) if single else min(1 - doubt, _MOST_CERTAIN)
    return Event(
        id=reports[0].id,
        event_type=kind,
        mode=mode,
        issue=_commonest(r.issue for r in reports),
        quad=types()[kind].quad,
        score=weight(kind, mode),
        status=min((r.status for r in voting), key=FURTHEST.index),
        first=first,
        last=last,
        grain=grain_of(first, last),
        date_basis=basis,
        symmetric=symmetric,
        thing=_thing(reports, kind, by_source),
        place=_commonest(r.place for r in reports),
        sources=sources,
        targets=targets,
        reports=tuple(reports),
        documents=tuple(sorted({r.document for r in reports})),
        independent_sources=len(by_source),
        confidence=round(confidence, 4),
        origin="text" if any(r.origin == "text" for r in reports) else reports[0].origin,
    )


def _heads(reports: Sequence[Sighting]) -> Sequence[Sighting]:
    """Without those that read a part of another's words: in 'suspended aid' the act is that of suspending. All of them
    where nothing would be left."""
    ids = {r.id for r in reports}
    return [r for r in reports if r.governed.isdisjoint(ids)] or reports


def _alone(report: Sighting) -> Event:
    """What `merge` gives for a single report: most events are told of once."""
    kind, mode = report.event_type, report.mode
    return Event(
        id=report.id,
        event_type=kind,
        mode=mode,
        issue=report.issue,
        quad=types()[kind].quad,
        score=weight(kind, mode),
        status=report.status,
        first=report.first,
        last=report.last,
        grain=grain_of(report.first, report.last),
        date_basis=report.basis if report.first is not None else "none",
        symmetric=report.symmetric,
        thing=report.thing,
        place=report.place,
        sources=tuple(dict.fromkeys(report.sources)),
        targets=tuple(dict.fromkeys(report.targets)),
        reports=(report,),
        documents=(report.document,),
        independent_sources=1,
        confidence=round(report.confidence, 4),
        origin=report.origin,
    )


def independent(
    reports: Sequence[Sighting], told_by: Mapping[str, str] | None = None
) -> dict[tuple[str, str], list[Sighting]]:
    """Reports by independent source: that of `told_by` (report id -> key) where it knows them all. Else documents that
    are copies of one text are one source, and so are documents that only pass on what one named speaker claims."""
    if told_by is not None and all(r.id in told_by for r in reports):
        known: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for report in reports:
            known["source", told_by[report.id]].append(report)
        return dict(known)
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for report in reports:
        by_document[report.document].append(report)
    found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for _, own in sorted(by_document.items()):
        speakers = {r.claimed_by if r.voice in ("quoted", "reported") else None for r in own}
        speaker = speakers.pop() if len(speakers) == 1 else None
        found[("speaker", speaker) if speaker else ("text", own[0].group)] += own
    return dict(found)


def grain_of(first: int | None, last: int | None) -> str | None:
    """day, month (up to 31 days), year (up to 366) or longer; None when undated."""
    if first is None or last is None:
        return None
    days = last - first + 1
    return "day" if days == 1 else "month" if days <= 31 else "year" if days <= 366 else "longer"


Reason = tuple[str, str | None, float | None, str]


def reasons(event: Event, weigher: Weigher | None = None) -> list[Reason]:
    """(report id, the report it is likest to, how much speaks for the two, in words) for each report, in order of id."""
    if len(event.reports) == 1:
        return [(event.id, None, None, "the only report")]
    weigher = weigher or Weigher(event.reports)
    said: list[Reason] = []
    for report in event.reports:
        others = [r for r in event.reports if r is not report]
        closest = min(others, key=lambda other: (-(weigher.score(report, other) or 0.0), other.id))
        score = weigher.score(report, closest)
        why, against = weigher.explain(report, closest)
        despite = f"; despite {against}" if against else ""
        said.append(
            (report.id, closest.id, None if score is None else round(score, 2), f"with {closest.id}: {why}{despite}")
        )
    return said


def near_rows(joined: Joined) -> list[tuple[str, str, str, str, float, str, str]]:
    """Rows of the table `near_joins`: two events, the likest report of each, how much speaks for one event, why, why not."""
    found = []
    for near in joined.near:
        why, why_not = joined.weigher.explain(near.a_report, near.b_report)
        if near.score > BAR:
            why_not = joined.apart(near)
        found.append((near.a, near.b, near.a_report.id, near.b_report.id, round(near.score, 2), why, why_not))
    return found


def _commonest(values: Iterable[T | None]) -> T | None:
    """The most frequent; of equals the longest when written out, then the first in order."""
    counted = Counter(v for v in values if v is not None)
    return min(counted, key=lambda v: (-counted[v], -len(str(v)), str(v))) if counted else None


def _dates(reports: Sequence[Sighting]) -> tuple[int | None, int | None, str]:
    """The days that most sources allow, narrowed by all that agree with them.

    Weak dates give way: one from context to any other, that of a headline to the body's. Of dates that exclude each
    other the one that most sources allow is taken, then that of the better basis: one odd report moves nothing.
    """
    dated = [r for r in reports if r.first is not None and r.last is not None]
    if not dated:
        return None, None, "none"
    firm = [r for r in dated if r.basis not in ("context", "none")] or dated
    firm = [r for r in firm if not r.contradicted] or firm
    firm = [r for r in firm if not r.label] or firm
    spans = [(r.first or 0, r.last or 0, r.group) for r in firm]

    def rank(r: Sighting) -> tuple[int, int, int, int, str]:
        low, high = r.first or 0, r.last or 0
        allowed = {group for first, last, group in spans if first <= high and low <= last}
        return -len(allowed), BASES.index(r.basis), low, high, r.id

    ranked = sorted(firm, key=rank)
    first, last, basis = ranked[0].first or 0, ranked[0].last or 0, ranked[0].basis
    for report in ranked[1:]:
        low, high = max(first, report.first or 0), min(last, report.last or 0)
        if low <= high:
            first, last = low, high
    return first, last, basis


def _thing(
    reports: Sequence[Sighting], kind: str, by_source: Mapping[tuple[str, str], Sequence[Sighting]]
) -> str | None:
    """What the event is about: what most reports say, where half of its sources say what it is about, or where acts of
    this kind are done to a thing: a visit is not about the pipeline that one of many mentions."""
    naming = sum(any(r.thing for r in told) for told in by_source.values())
    return _commonest(r.thing for r in reports) if kind in DONE_TO or 2 * naming >= len(by_source) else None


def _sides(reports: Sequence[Sighting], lineage: Callable[[str], str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Each lineage once, named as in the report with the closest date, on the side where most reports have it."""
    ranked = sorted(reports, key=lambda r: (r.days is None, r.days or 0, BASES.index(r.basis), r.id))
    symmetric = sum(r.symmetric for r in reports) * 2 > len(reports) or (
        ranked[0].symmetric and sum(r.symmetric for r in reports) * 2 == len(reports)
    )
    votes: Counter[tuple[str, str]] = Counter()
    named: dict[str, str] = {}
    for report in ranked:
        for side, actors in (("source", report.sources), ("target", report.targets)):
            for actor in actors:
                line = lineage(actor)
                named.setdefault(line, actor)
                votes[line, side] += 1
    sides: dict[str, list[str]] = {"source": [], "target": []}
    for line, actor in named.items():
        both = votes[line, "source"], votes[line, "target"]
        if both[0] == both[1]:
            leading = ranked[0]
            side = "target" if line in leading.target_side and line not in leading.source_side else "source"
        else:
            side = "source" if both[0] > both[1] else "target"
        sides[side].append(actor)
    return tuple(sides["source"]), tuple(sides["target"]), symmetric
