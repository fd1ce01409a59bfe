"""Events that look like one act which documents date differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import log
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.dates import is_firm
from comity.record.disagreements.model import Disagreement, shown
from comity.record.disagreements.sides import of_sides
from comity.record.disagreements.statuses import DONE
from comity.record.disagreements.told import NOTHING, Told, words_of_date
from comity.record.disagreements.words import rows
from comity.record.joining.acts import single_act
from comity.record.joining.candidates import may_be_one_type
from comity.record.joining.marks import in_order
from comity.record.joining.merging import Event
from comity.record.joining.pairs import close, named, parties_match, things_match
from comity.record.joining.sighting import Sighting, jaccard, like_trigger

_YEARS_APART: Final = 3 * 366
_WEEKS: Final = 31
"""Further apart, like words for acts that recur tell of two."""
_MOST_DATES: Final = 4
"""An act on a thing with more dates than this comes again and again: its dates are no disagreement."""
_LIKE_WORDS: Final = 0.3
_MOST_SHARING: Final = 60
_FEW: Final = 12
_RARE: Final = 20
"""A word is rare that stands in no more than one in so many reports, or in a dozen of them."""


def dated_differently(events: Iterable[Event], told: Told = NOTHING) -> list[Disagreement]:
    """Events that look like one act which different documents date differently.

    They have the same parties and one type, or one word of a family of types; concern one object (the same named thing,
    much the same rare words around the act, or the same figure in like words), are no more than three years apart, and no
    document reports more than one of them: a document that gives both dates knows of two acts. Acts that recur are left
    out, and so are dates known from context alone. They stay separate events: this says only what to look at.
    """
    events = list(events)
    weights = _weights(events)
    kinds: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        for parties in sorted({tuple(sorted(r.parties)) for r in event.reports}) if _is_dated(event) else ():
            if len(parties) > 1:
                kinds[parties].append(event)
    found = []
    for group in kinds.values():
        if len(group) == 1:
            continue
        group.sort(key=lambda e: (e.first or 0, e.id))
        taken: set[str] = set()
        sharing = _Sharing(group, weights)
        for event in group:
            if event.id in taken:
                continue
            why = []
            for other in sharing.anything_with(event):
                if other.id not in taken and (joined := _one_object(event, other, weights)):
                    why.append((other, joined))
                    if len(why) >= _MOST_DATES:
                        break
            near = [(e, joined) for e, joined in why if _days_apart(event, e) <= _YEARS_APART]
            rivals = [event, *(e for e, _ in near)]
            taken_ids = {e.id for e in rivals}
            rivals = [_about_it(e, rivals, weights) for e in rivals]
            if len(why) >= _MOST_DATES or len(rivals) < 2 or not told_by_different_sources(rivals, told):
                continue
            taken |= taken_ids
            joined = min((joined for _, joined in near), key=lambda j: grading.JOINED[j])
            found += _between(rivals, joined, told)
    return _each_once([*found, *_once_only(events, told)], events)


def _is_dated(event: Event) -> bool:
    return event.first is not None and event.date_basis not in ("context", "none")


def _once_only(events: Sequence[Event], told: Told) -> list[Disagreement]:
    """Acts that one actor does to another once (`single_acts.csv`: a state joins an organisation), or hardly twice in a
    decade, and that different sources date differently, whoever else they name with them."""
    kinds: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        if not _is_dated(event) or event.status not in DONE:
            continue
        acts = {(r.trigger[:4], again) for r in event.reports if (again := single_act(r))}
        pairs = {(s, t) for r in event.reports for s in r.source_side for t in r.target_side if s != t}
        for act, again in acts:
            for pair in pairs:
                kinds[(again, event.event_type, act, *pair)].append(event)
    found = []
    for key, group in sorted(kinds.items()):
        how_often = key[0]
        if not 1 < len(group) <= _MOST_DATES or not told_by_different_sources(group, told):
            continue
        if how_often == "seldom" and max(_days_apart(a, b) for a, b in combinations(group, 2)) > _YEARS_APART:
            continue
        found += _between(group, "once" if how_often == "never" else "seldom", told)
    return found


_WHY: Final = {
    "once": "one actor does this to another once",
    "seldom": "one actor does this to another hardly twice in a decade",
    "thing": "the same parties and the same thing",
    "wording": "the same parties, the same word for the act and the same rare words around it",
    "words": "the same parties, and the same rare words for it",
    "figure": "the same parties, the same figure and like words",
}


def _between(rivals: Sequence[Event], joined: str, told: Told) -> list[Disagreement]:
    sides: dict[str, list[Sighting]] = defaultdict(list)
    for rival in rivals:
        own = [r for r in rival.reports if is_firm(r) and r.first is not None]
        sides[shown(rival.first, rival.last)] += own or rival.reports
    if len(sides) < 2:
        return []
    reports = list(sides.values())
    apart = grading.widest([(e.first or 0, e.last or 0) for e in rivals])
    sure = grading.sure(grading.read_sure(reports), grading.JOINED[joined], firm=grading.firmness(reports))
    first = min(rivals, key=lambda e: e.id)
    return [
        of_sides(
            first.id,
            "date",
            sides,
            told,
            places={value: [words_of_date(told, r) for r in of] for value, of in sides.items()},
            about="one act, dated as two",
            actors=tuple(dict.fromkeys((*first.sources, *first.targets))),
            apart=apart,
            sure=sure,
            why=_WHY[joined],
        )
    ]


def _each_once(found: Sequence[Disagreement], events: Sequence[Event]) -> list[Disagreement]:
    """Sorted by event; of several whose sides are the same sentences (read as acts of two types), the surest."""
    sentences = {r.id: (r.document, r.start) for event in events for r in event.reports}
    kept: dict[tuple[frozenset[tuple[str, int]], ...], Disagreement] = {}
    for one in sorted(found, key=lambda d: (d.event_id or "", -d.sure, d.sides[0].report_ids)):
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
        """Other events, in order of date, that share a thing's word, a figure or two rare words with it; nothing is found
        by what more than _MOST_SHARING have."""
        shared: Counter[str] = Counter()
        found = {}
        for key in self._keys(event):
            having = self._having[key]
            if len(having) <= _MOST_SHARING:
                for other in having:
                    found[other.id] = other
                    shared[other.id] += 1 if key[0] == "word" else 2
        found.pop(event.id, None)
        alike = (e for e in found.values() if shared[e.id] > 1 and may_be_one_type(e.event_type, event.event_type))
        return sorted(alike, key=lambda e: (e.first or 0, e.id))

    def _keys(self, event: Event) -> set[tuple[str, ...]]:
        keys: set[tuple[str, ...]] = set()
        for report in event.reports:
            keys |= {("word", w) for w in report.focus if self._weights[w] > 0}
            keys |= {("thing", w) for w in report.thing_words}
            keys |= {("figure", unit, f"{v * x:.1e}") for v, unit in report.amounts for x in (0.99, 1.01)}
        return keys


def _one_object(a: Event, b: Event, weights: dict[str, float]) -> str | None:
    """What says that two acts concern one object: thing, words or figure (see `grading.JOINED`); None: nothing."""
    if (a.status in DONE) != (b.status in DONE) or (a.mode and b.mode and a.mode != b.mode):
        return None
    pairs = [(x, y) for x in a.reports for y in b.reports if parties_match(x, y) == "same"]
    if not pairs or any(in_order(x.marks, y.marks) is False for x, y in pairs):
        return None
    one_type = a.event_type == b.event_type
    if not one_type and not (may_be_one_type(a.event_type, b.event_type) and any(like_trigger(x, y) for x, y in pairs)):
        return None
    things = [(things_match(x, y), x, y) for x, y in pairs]
    if any(match for match, _, _ in things):
        single = any(m and named(x.thing, x.thing_words) and named(y.thing, y.thing_words) for m, x, y in things)
        return "thing" if single else None
    if all(match is False for match, _, _ in things):
        return None
    pairs = [(x, y) for match, x, y in things if match is None]
    if _days_apart(a, b) > _WEEKS and (recurs(a) or recurs(b)):
        return None
    like = [(x, y) for x, y in pairs if _same_rare_words(x, y, weights)]
    if like:
        return "wording" if any(like_trigger(x, y) for x, y in like) else "words"
    alike = any(_same_figure(x, y) and jaccard(x.words, y.words) >= _LIKE_WORDS for x, y in pairs)
    return "figure" if alike else None


def _about_it(event: Event, others: Sequence[Event], weights: dict[str, float]) -> Event:
    """The event with those of its reports alone that tell of what the others do: one that was joined to it for its day
    says nothing of another day. All of them where none does."""
    told = [r for other in others if other is not event for r in other.reports]
    kept = tuple(
        r
        for r in event.reports
        if any(things_match(r, x) or like_trigger(r, x) or _same_rare_words(r, x, weights) for x in told)
    )
    return replace(event, reports=kept or event.reports)


def recurs(event: Event) -> bool:
    """Whether acts of its kind come again between the same actors (`recurring.csv`)."""
    return any(
        r.trigger.startswith(begins) and kind in ("", r.event_type)
        for r in event.reports
        for begins, kind in _recurring()
    )


@cache
def _recurring() -> tuple[tuple[str, str], ...]:
    return tuple((row["begins"], row["type"]) for row in rows("recurring.csv"))


def _weights(events: Iterable[Event]) -> dict[str, float]:
    """Inverse document frequency of the words near triggers, over all reports; 0 for a word that is not rare."""
    counted = Counter(word for event in events for report in event.reports for word in report.focus)
    number = sum(len(event.reports) for event in events)
    return {w: log(1 + number / n) if n <= max(_FEW, number / _RARE) else 0.0 for w, n in counted.items()}


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


def told_by_different_sources(events: Sequence[Event], told: Told) -> bool:
    """No two of them overlap in time, and no document, nor a copy of it or a speaker of both, tells of two of them."""
    for a, b in combinations(events, 2):
        if _days_apart(a, b) <= 0 or {r.group for r in a.reports} & {r.group for r in b.reports}:
            return False
        if told.sources(a.reports) & told.sources(b.reports):
            return False
    return True
