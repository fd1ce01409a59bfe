"""Where the reports of one event differ, and where two events look like one that documents date differently.

A difference of grain is no disagreement (2014 and June 2014 agree), nor is a plan that was reported before the act.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import log
from typing import Final

from comity.intervals import Interval
from comity.record.joining.acts import single_act
from comity.record.joining.merging import Event
from comity.record.joining.pairs import close, named, parties_match, things_match
from comity.record.joining.sighting import Sighting, jaccard
from comity.vocabulary import types

_YEARS_APART: Final = 3 * 366
_MOST_DATES: Final = 4
"""An act on a thing with more dates than this comes again and again: its dates are no disagreement."""
_LIKE_WORDS: Final = 0.3
_MOST_SHARING: Final = 60
_RARE: Final = 20
"""A word is rare that stands in less than one in so many reports (or in five)."""
_DONE: Final = frozenset(("happened", "ongoing"))


@dataclass(frozen=True, slots=True)
class Side:
    value: str
    report_ids: tuple[str, ...]
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`sides` are at least two, sorted by value. `event_id` is the smallest id where several events are meant."""

    event_id: str
    field: str
    sides: tuple[Side, ...]


def within(event: Event) -> list[Disagreement]:
    """Fields on which the reports of one event differ: amount, place, status, party."""
    if len(event.reports) == 1:
        return []
    found = []
    for name, split in (("amount", _amounts), ("party", _parties), ("place", _places), ("status", _statuses)):
        sides = split(event)
        if len(sides) > 1 and _by_different_voices(list(sides.values())):
            found.append(Disagreement(event.id, name, tuple(_side(v, reports) for v, reports in sorted(sides.items()))))
    return found


def dated_differently(events: Iterable[Event]) -> list[Disagreement]:
    """Events that look like one act which different documents date differently.

    They have the same parties and type, concern one object (the same named thing, or much the same rare words around
    the act, or the same figure in like words), are no more than three years apart, and no document reports more than
    one of them: a document that gives both dates knows of two acts. Acts that recur are left out, and so are dates
    known from context alone. They stay separate events: this says only what to look at.
    """
    events = list(events)
    weights = _weights(events)
    kinds: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        if (
            event.first is not None
            and event.date_basis not in ("context", "none")
            and len(event.reports[0].parties) > 1
        ):
            kinds[(event.event_type, *sorted(event.reports[0].parties))].append(event)
    found = []
    for group in kinds.values():
        group.sort(key=lambda e: (e.first or 0, e.id))
        taken: set[str] = set()
        sharing = _Sharing(group, weights)
        for event in group:
            if event.id in taken:
                continue
            alike = [e for e in sharing.anything_with(event) if e.id not in taken and _one_object(event, e, weights)]
            rivals = [event, *(e for e in alike if _days_apart(event, e) <= _YEARS_APART)]
            if len(alike) >= _MOST_DATES or len(rivals) < 2 or not _told_by_different_sources(rivals):
                continue
            taken.update(e.id for e in rivals)
            sides: dict[str, list[Sighting]] = defaultdict(list)
            for rival in rivals:
                sides[shown(rival.first, rival.last)] += rival.reports
            if len(sides) > 1:
                parts = tuple(_side(v, reports) for v, reports in sorted(sides.items()))
                found.append(Disagreement(min(e.id for e in rivals), "date", parts))
    return _each_once([*found, *_once_only(events)], events)


def _once_only(events: Sequence[Event]) -> list[Disagreement]:
    """Acts that one actor does to another once (`single_acts.csv`: a state joins an organisation) and that different
    sources date differently, whoever else they name with them."""
    kinds: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.first is None or event.date_basis in ("context", "none") or event.status not in _DONE:
            continue
        acts = {r.trigger[:4] for r in event.reports if single_act(r) == "never"}
        pairs = {(s, t) for r in event.reports for s in r.source_side for t in r.target_side if s != t}
        for act in acts:
            for pair in pairs:
                kinds[(event.event_type, act, *pair)].append(event)
    found = []
    for _, group in sorted(kinds.items()):
        sides: dict[str, list[Sighting]] = defaultdict(list)
        for event in group:
            sides[shown(event.first, event.last)] += event.reports
        if 1 < len(group) <= _MOST_DATES and len(sides) > 1 and _told_by_different_sources(group):
            parts = tuple(_side(v, reports) for v, reports in sorted(sides.items()))
            found.append(Disagreement(min(e.id for e in group), "date", parts))
    return found


def _each_once(found: Sequence[Disagreement], events: Sequence[Event]) -> list[Disagreement]:
    """Sorted by event; of several whose sides are the same sentences (read as acts of two types), the first."""
    sentences = {r.id: (r.document, r.start) for event in events for r in event.reports}
    kept: dict[tuple[frozenset[tuple[str, int]], ...], Disagreement] = {}
    for one in sorted(found, key=lambda d: (d.event_id, d.sides[0].report_ids)):
        kept.setdefault(tuple(frozenset(sentences[id] for id in side.report_ids) for side in one.sides), one)
    return list(kept.values())


class _Sharing:
    """Finds the events that share a rare word, a thing's word or a figure with one, so that not all need comparing."""

    def __init__(self, events: Sequence[Event], weights: dict[str, float]) -> None:
        self._weights = weights
        self._having: dict[tuple[str, ...], list[Event]] = defaultdict(list)
        for event in events:
            for key in self._keys(event):
                self._having[key].append(event)

    def anything_with(self, event: Event) -> list[Event]:
        """Other events, in order of date; nothing is found by what more than _MOST_SHARING have."""
        found = {}
        for key in self._keys(event):
            having = self._having[key]
            if len(having) <= _MOST_SHARING:
                found.update({other.id: other for other in having})
        found.pop(event.id, None)
        return sorted(found.values(), key=lambda e: (e.first or 0, e.id))

    def _keys(self, event: Event) -> set[tuple[str, ...]]:
        keys: set[tuple[str, ...]] = set()
        for report in event.reports:
            keys |= {("word", w) for w in report.focus if self._weights[w] > 0}
            keys |= {("thing", w) for w in report.thing_words}
            keys |= {("figure", unit, f"{v * x:.1e}") for v, unit in report.amounts for x in (0.99, 1.01)}
        return keys


def shown(first: int | None, last: int | None) -> str:
    """An interval in the fewest words: 2014, 2014-06, 2014-06-05 or 2014-06-05/2014-06-09."""
    if first is None or last is None:
        return "undated"
    a, b = date.fromordinal(first), date.fromordinal(last)
    if a == b:
        return a.isoformat()
    if Interval(a, b) == Interval.year(a.year):
        return f"{a.year:04d}"
    if Interval(a, b) == Interval.month(a.year, a.month):
        return f"{a.year:04d}-{a.month:02d}"
    return f"{a.isoformat()}/{b.isoformat()}"


def _one_object(a: Event, b: Event, weights: dict[str, float]) -> bool:
    left, right = a.reports[0], b.reports[0]
    if parties_match(left, right) != "same" or (a.status in _DONE) != (b.status in _DONE):
        return False
    if a.mode and b.mode and a.mode != b.mode:
        return False
    things = [things_match(x, y) for x in a.reports for y in b.reports]
    if any(things):
        pairs = ((x, y) for x in a.reports for y in b.reports if things_match(x, y))
        return any(named(x.thing, x.thing_words) and named(y.thing, y.thing_words) for x, y in pairs)
    if False in things:
        return False
    return any(
        _same_rare_words(x, y, weights) or (_same_figure(x, y) and jaccard(x.words, y.words) >= _LIKE_WORDS)
        for x in a.reports
        for y in b.reports
    )


def _weights(events: Iterable[Event]) -> dict[str, float]:
    """Inverse document frequency of the words near triggers, over all reports; 0 for a word that is not rare."""
    counted = Counter(word for event in events for report in event.reports for word in report.focus)
    number = sum(len(event.reports) for event in events)
    return {w: log(number / n) if n <= max(5, number / _RARE) else 0.0 for w, n in counted.items()}


def _same_rare_words(a: Sighting, b: Sighting, weights: dict[str, float]) -> bool:
    """At least two rare words in common, and a third of the weight of all words."""
    shared = [weights[w] for w in a.focus & b.focus if weights[w] > 0]
    return len(shared) >= 2 and sum(shared) >= sum(weights[w] for w in a.focus | b.focus) / 3


def _same_figure(a: Sighting, b: Sighting) -> bool:
    return any(u == w and abs(v) >= 10 and close(v, x) for v, u in a.amounts for x, w in b.amounts)


def _days_apart(a: Event, b: Event) -> int:
    """Days between the end of the one and the beginning of the other; 0 or less when they overlap."""
    firsts = [e.first for e in (a, b) if e.first is not None]
    lasts = [e.last for e in (a, b) if e.last is not None]
    return max(firsts) - min(lasts)


def _told_by_different_sources(events: Sequence[Event]) -> bool:
    """No two of them overlap in time, and no document, nor a copy of it, tells of two of them."""
    for a, b in combinations(events, 2):
        if _days_apart(a, b) <= 0 or {r.group for r in a.reports} & {r.group for r in b.reports}:
            return False
    return True


def _by_different_voices(sides: Sequence[Sequence[Sighting]]) -> bool:
    """Whether some two sides are told by different sources or speakers: nobody disagrees with himself."""
    voices = [{(r.group, r.claimed_by) for r in reports} for reports in sides]
    return any(not a & b for a, b in combinations(voices, 2))


def _side(value: str, reports: Sequence[Sighting]) -> Side:
    return Side(value, tuple(sorted(r.id for r in reports)), tuple(sorted({r.document for r in reports})))


def _amounts(event: Event) -> dict[str, list[Sighting]]:
    """Figures of one unit; reports that give several of a unit, or share a figure, are not set against each other."""
    single: dict[str, list[tuple[float, Sighting]]] = defaultdict(list)
    for report in event.reports:
        by_unit: dict[str, set[float]] = defaultdict(set)
        for value, unit in report.amounts:
            by_unit[unit].add(value)
        for unit, values in by_unit.items():
            if len(values) == 1:
                single[unit].append((min(values), report))
    for unit, given in sorted(single.items()):
        sides = _apart(sorted(given, key=lambda g: (g[0], g[1].id)), unit)
        if len(sides) > 1:
            return sides
    return {}


def _apart(given: list[tuple[float, Sighting]], unit: str) -> dict[str, list[Sighting]]:
    sides: dict[str, list[Sighting]] = {}
    anchor = given[0][0]
    for value, report in given:
        if not close(value, anchor):
            anchor = value
        sides.setdefault(f"{anchor:,.10g} {unit}", []).append(report)
    return sides


def _places(event: Event) -> dict[str, list[Sighting]]:
    sides: dict[str, list[Sighting]] = {}
    for report in sorted((r for r in event.reports if r.place), key=lambda r: (-len(r.place or ""), r.id)):
        place = report.place or ""
        home = next((p for p in sides if place.casefold() in p.casefold() or p.casefold() in place.casefold()), place)
        sides.setdefault(home, []).append(report)
    return sides


def _parties(event: Event) -> dict[str, list[Sighting]]:
    """Who did it to whom. A report that names fewer of them, or nobody on one side, says less and nothing else."""
    free = event.symmetric or _both_lead(event) or any(r.symmetric for r in event.reports)
    told: dict[tuple[frozenset[str], frozenset[str]], list[Sighting]] = defaultdict(list)
    for report in event.reports:
        key = (report.parties, frozenset[str]()) if free else (report.source_side, report.target_side)
        told[key].append(report)
    most = [k for k in told if not any(k != other and k[0] <= other[0] and k[1] <= other[1] for other in told)]
    sides: dict[str, list[Sighting]] = {}
    for key in sorted(told, key=lambda k: (sorted(k[0]), sorted(k[1]))):
        within = [m for m in most if key[0] <= m[0] and key[1] <= m[1]]
        if len(within) == 1:
            sides.setdefault(_who(*within[0], free=free), []).extend(told[key])
    return sides


def _both_lead(event: Event) -> bool:
    return all(types()[r.event_type].symmetric and types()[r.event_type].cooperative for r in event.reports)


def _who(sources: frozenset[str], targets: frozenset[str], *, free: bool) -> str:
    if free:
        return ", ".join(sorted(sources))
    return f"{', '.join(sorted(sources)) or 'nobody named'} to {', '.join(sorted(targets)) or 'nobody named'}"


def _statuses(event: Event) -> dict[str, list[Sighting]]:
    """Reports that cannot both be right: denied against any other, and planned or stalled against done, unless they
    were published before it was done."""
    sides: dict[str, list[Sighting]] = defaultdict(list)
    for report in event.reports:
        sides[report.status].append(report)
    done = [r for r in event.reports if r.status in _DONE]
    against: Callable[[Sighting], bool] = lambda r: _after(r, event)  # noqa: E731
    late = {s: [r for r in sides.get(s, ()) if against(r)] for s in ("planned", "stalled")}
    kept: dict[str, list[Sighting]] = {}
    if done:
        kept["happened"] = done
        kept.update({s: reports for s, reports in late.items() if reports})
    elif "planned" in sides:
        kept["planned"] = sides["planned"]
    if "denied" in sides:
        kept["denied"] = sides["denied"]
    return kept


def _after(report: Sighting, event: Event) -> bool:
    return report.published is not None and event.last is not None and report.published > event.last
