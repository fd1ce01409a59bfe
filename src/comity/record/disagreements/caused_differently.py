"""What drove what: one effect that two documents give other causes, or opposite signs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, islice
from math import ceil
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.claims import Cause
from comity.record.disagreements.model import Disagreement, Place, Side
from comity.record.disagreements.told import Told
from comity.record.joining.merging import Event
from comity.record.joining.sighting import jaccard

_LEAST: Final = 0.5
_LIKE: Final = 0.5
_OTHER: Final = 0.15
_FEWEST: Final = 2
_SHORTEST: Final = 3
_MOST_SHARING: Final = 40
_TWO_CAUSES: Final = 0.3
_MOST_SIDES: Final = 6
_OF_EVENT: Final = 0.7
_OF_WORDS: Final = 0.6


def caused_differently(events: Iterable[Event], causes: Sequence[Cause], told: Told) -> list[Disagreement]:
    """Effects are one where they hold the words for one event in two documents, or are worded alike. Opposite signs for
    like causes are a disagreement; two causes that share hardly a word may both be right, and are listed as far less."""
    firm = [c for c in causes if c.confidence >= _LEAST and c.cause_words]
    return [*_of_events(events, firm, told), *_of_words(firm)]


def _of_events(events: Iterable[Event], causes: Sequence[Cause], told: Told) -> list[Disagreement]:
    by_document: dict[str, list[tuple[int, int, Cause]]] = defaultdict(list)
    for cause in causes:
        document, start, end = cause.effect_place
        by_document[document].append((start, end, cause))
    for spans in by_document.values():
        spans.sort(key=lambda s: (s[0], s[1], s[2].id))
    found = []
    for event in events:
        if len(event.documents) < 2:
            continue
        of: dict[str, Cause] = {}
        for report in event.reports:
            sentence = told.sentences.get(report.id)
            near = by_document.get(report.document)
            if sentence is None or not near:
                continue
            at = sentence.trigger
            low = bisect_left(near, report.start - 400, key=lambda s: s[0])
            for start, end, cause in islice(near, low, None):
                if start > at[0]:
                    break
                if at[1] <= end:
                    of[cause.id] = cause
        actors = tuple(dict.fromkeys((*event.sources, *event.targets)))
        about = f"why: {event.event_type} {', '.join(actors)}"
        found += _differ(list(of.values()), event.id, about, actors, _OF_EVENT, "both speak of what drove one event")
    return found


def _of_words(causes: Sequence[Cause]) -> list[Disagreement]:
    """Opposite signs alone: like wordings are too weak a tie for two causes that may both be right."""
    signed = [c for c in causes if c.sign and len(c.effect_words) >= _SHORTEST]
    counted = Counter(word for cause in signed for word in cause.effect_words)
    having: dict[str, list[Cause]] = defaultdict(list)
    for cause in signed:
        rarest = sorted(cause.effect_words, key=lambda w: (counted[w], w))
        # two sets that share half of all their words share one of the rarest (prefix filtering, Chaudhuri et al. 2006)
        for word in rarest[: len(rarest) - ceil(_LIKE * len(rarest)) + 1]:
            if counted[word] > 1:
                having[word].append(cause)
    found: dict[str, Disagreement] = {}
    for _, sharing in sorted(having.items()):
        if not 1 < len(sharing) <= _MOST_SHARING:
            continue
        for a, b in combinations(sharing, 2):
            if _means(a) != -_means(b) or a.source == b.source or a.document == b.document or not _alike(a, b):
                continue
            first, second = sorted((a, b), key=lambda c: c.id)
            about = f"{first.cause[:60]} and {first.effect[:60]}"
            for made in _differ([first, second], None, about, (), _OF_WORDS, "like words for cause and effect"):
                found.setdefault(made.id, made)
    return list(found.values())


def _alike(a: Cause, b: Cause) -> bool:
    effects = jaccard(a.effect_words, b.effect_words) >= _LIKE
    return effects and jaccard(a.cause_words, b.cause_words) >= _LIKE


def _means(cause: Cause) -> int:
    return -(cause.sign or 0) if cause.negated else (cause.sign or 0)


def _differ(
    causes: Sequence[Cause], event_id: str | None, about: str, actors: tuple[str, ...], joined: float, why: str
) -> list[Disagreement]:
    causes = sorted(causes, key=lambda c: (c.document, c.cause_place, c.id))
    opposite = [
        (a, b)
        for a, b in combinations(causes, 2)
        if a.source != b.source and _means(a) * _means(b) < 0 and jaccard(a.cause_words, b.cause_words) >= _LIKE
    ]
    if opposite:
        sides = {_signed(c): [c] for pair in opposite[:1] for c in pair}
        apart = 1.0
    else:
        sides = _by_cause(causes)
        apart = _TWO_CAUSES
    if len(sides) < 2 or len(sides) > _MOST_SIDES:
        return []
    sources = [{c.source for c in of} for of in sides.values()]
    if not any(not a & b for a, b in combinations(sources, 2)):
        return []
    read = min(max(c.confidence for c in of) for of in sides.values())
    hedged = sum(all(c.hedged for c in of) for of in sides.values())
    sure = grading.sure(read, joined, hedged=hedged) * (1.0 if opposite else 0.3)
    parts = tuple(_side(value, of) for value, of in sorted(sides.items()))
    return [Disagreement(event_id, "cause", parts, about, None, actors, apart, round(sure, 4), why)]


def _by_cause(causes: Sequence[Cause]) -> dict[str, list[Cause]]:
    """Causes that share no words, none of a document that gives several; by their words."""
    once = [c for c in causes if sum(o.document == c.document for o in causes) == 1 and not c.negated]
    sides: dict[str, list[Cause]] = {}
    for cause in once:
        like = [v for v, of in sides.items() if any(jaccard(cause.cause_words, o.cause_words) > _OTHER for o in of)]
        if like:
            sides[like[0]].append(cause)
        elif len(cause.cause_words) >= _FEWEST:
            sides[cause.cause] = [cause]
    return sides


def _signed(cause: Cause) -> str:
    return f"{cause.cause} {'raises or brings about' if _means(cause) > 0 else 'lowers or prevents'} it"


def _side(value: str, causes: Sequence[Cause]) -> Side:
    documents = tuple(sorted({c.document for c in causes}))
    places: set[Place] = {p for c in causes for p in (c.cause_place, c.effect_place)}
    return Side(value, (), documents, tuple(sorted(places)), len({c.source for c in causes}))
