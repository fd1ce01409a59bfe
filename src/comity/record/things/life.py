"""The life of each thing: stages that several documents tell put together, by what they tell, when and of whom."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

_APART: Final = frozenset({"weapon", "exercise"})
"""Of these there are many deals and turns: without a date, what is told of other actors is another stage."""
_REAL: Final = frozenset({"happened", "ongoing"})
_MEMBER: Final = frozenset({"member joined", "member left"})
_OF_EVENT: Final = {
    ("exercise", "COOPERATE"): "held",
    ("exercise", "MOBILIZE"): "held",
    ("treaty", "SUPPORT"): "agreed",
    ("treaty", "AGREE"): "agreed",
    ("project", "AGREE"): "agreed",
    ("project", "AID"): "financed",
    ("weapon", "AGREE"): "agreed",
}
"""The stage that an event of a type is in the life of a thing of a kind, where no word of the sentence tells one."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence that tells a stage. `first` and `last` are both None when it is undated; `published`: when its document
    appeared at the latest, where that is known."""

    stage: str
    status: str
    first: date | None
    last: date | None
    parties: tuple[str, ...]
    event: str | None
    document: str
    start: int
    end: int
    origin: str = "text"
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A row of `thing_stages`, but for the thing and its ordinal."""

    stage: str
    status: str
    first: date | None
    last: date | None
    parties: tuple[str, ...]
    event: str | None
    documents: tuple[str, ...]
    evidence: str
    origin: str = "text"


def stage_of_event(kind: str, event_type: str) -> str | None:
    return _OF_EVENT.get((kind, event_type))


def stages(kind: str, told: Iterable[Told]) -> list[Stage]:
    """The stages of one thing in the order of its life; undated ones last.

    Sentences tell one stage when they tell the same, equally far come, of days that overlap, or by one event
    (same_stage_rule). An undated one joins the only stage of its kind; of weapons and exercises, only with a party in common.
    """
    groups: dict[tuple[str, str, tuple[str, ...]], list[Told]] = defaultdict(list)
    for t in sorted(set(told), key=_order):
        of = t.parties if t.stage in _MEMBER else ()
        groups[t.stage, t.status, of].append(t)
    found = []
    for key in sorted(groups):
        found += [_stage(cluster) for cluster in _clusters(kind, groups[key])]
    return sorted(found, key=_by_date)


def _order(t: Told) -> Any:
    days = (t.last - t.first).days if t.first and t.last else 10**6
    return days, str(t.first), t.stage, t.status, t.document, t.start, t.end, str(t.event), t.parties


def _clusters(kind: str, told: Sequence[Told]) -> list[list[Told]]:
    """The finest dates first, so that a year joins the month that lies in it."""
    clusters: list[list[Told]] = []
    spans: list[tuple[date, date]] = []
    for t in told:
        if t.first is None or t.last is None:
            continue
        at = next(
            (
                n
                for n, (first, last) in enumerate(spans)
                if t.first <= last and first <= t.last and (kind not in _APART or _shared(clusters[n], t) is not False)
            ),
            None,
        )
        if at is None:
            clusters.append([t])
            spans.append((t.first, t.last))
        else:
            clusters[at].append(t)
            spans[at] = max(spans[at][0], t.first), min(spans[at][1], t.last)
    dated = len(clusters)
    for t in told:
        if t.first is not None:
            continue
        by_event = [n for n, c in enumerate(clusters) if t.event and any(x.event == t.event for x in c)]
        fitting = by_event or [
            n for n, c in enumerate(clusters[:dated]) if (kind not in _APART or _shared(c, t)) and not _later(c, t)
        ]
        if not by_event and len(fitting) != 1:
            fitting = [
                n for n, c in enumerate(clusters) if n >= dated and (kind not in _APART or _shared(c, t) is not False)
            ]
        if fitting:
            clusters[fitting[0]].append(t)
        else:
            clusters.append([t])
    return clusters


def _later(cluster: Sequence[Told], t: Told) -> bool:
    """told_before_rule: what a document told before a day is not what came on that day."""
    first = max((x.first for x in cluster if x.first is not None), default=None)
    return t.published is not None and first is not None and t.status in _REAL and t.published < first


def _shared(cluster: Sequence[Told], t: Told) -> bool | None:
    """Whether they have a party in common; None where one side names none."""
    known = {p for x in cluster for p in x.parties}
    if not known or not t.parties:
        return None
    return bool(known & set(t.parties))


def _stage(cluster: Sequence[Told]) -> Stage:
    dated = [(t.first, t.last) for t in cluster if t.first is not None and t.last is not None]
    first = max((a for a, _ in dated), default=None)
    last = min((b for _, b in dated), default=None)
    parties = Counter(p for t in cluster for p in t.parties)
    events = Counter(t.event for t in cluster if t.event)
    places = sorted({(t.document, t.start, t.end) for t in cluster})
    return Stage(
        cluster[0].stage,
        cluster[0].status,
        first,
        last,
        tuple(sorted(parties, key=lambda p: (-parties[p], p))),
        min(events, key=lambda e: (-events[e], e)) if events else None,
        tuple(sorted({t.document for t in cluster})),
        json.dumps([list(p) for p in places], ensure_ascii=False),
        "text" if any(t.origin == "text" for t in cluster) else cluster[0].origin,
    )


def _by_date(s: Stage) -> Any:
    """Undated ones in the order in which they are told."""
    told = json.loads(s.evidence)[:1] if s.first is None else []
    return s.first is None, s.first or date.max, s.last or date.max, told, s.stage, s.status, s.parties, s.evidence


def last_stage(found: Sequence[Stage]) -> str | None:
    """The last stage that is told to have come; failing that, the last that is told."""
    own = [s for s in found if s.stage not in _MEMBER]
    for pool in ([s for s in own if s.status in _REAL and s.first], [s for s in own if s.status in _REAL]):
        if pool:
            return pool[-1].stage
    return None
