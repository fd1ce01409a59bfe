"""Finding the report that a correction was made for, also when its id has changed.

    find(anchor, reports) -> Found | Lost

A report's id rests on the text of its document, so that any edit there changes it. Then the quote is looked for: first
by its letters and digits alone (spaces, quotes, hyphens and capitals differ from one extraction to the next), in the
document it stood in or, where that is gone, in any; of several places the one with the same surroundings. If the
sentence itself was edited, a report with the same trigger and nearly the same sentence is taken, but never one with
other figures or another negation. What could be two places is not found; the candidates are told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from comity.corrections.model import Anchor

CONTEXT: Final = 60
"""Characters kept before and after a quote."""
_ALIKE: Final = 88.0
"""Two sentences with at least this much in common, of 100, may be one sentence that was edited."""
_CLEARLY: Final = 12.0
"""The better of two places must be better by so much."""
_SURROUNDED: Final = 60.0
"""So much of the surroundings must be as they were, of 100, where the quote alone does not tell."""
_SHORT: Final = 16
"""A quote of fewer letters than this could stand anywhere: its surroundings must be as they were too."""
_WORD: Final = re.compile(r"[^\W_]+|(?<=\d)[.,](?=\d)")
_COUNTED: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_AS_SAID: Final = (
    "half third quarter dozen hundred thousand lakh million crore billion trillion once twice thrice "
    "first second fourth fifth sixth seventh eighth ninth tenth"
)
_NUMBER_WORDS: Final = {
    **{word: str(n) for n, word in enumerate(_COUNTED.split())},
    **{word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)},
    **{word: word for word in _AS_SAID.split()},
}
_FIGURE: Final = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_NEGATION: Final = re.compile(r"\b(?:no|not|never|neither|nor|nobody|none|without)\b|n[’']t\b", re.IGNORECASE)
_MOST_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Coded:
    """A report in the record: where it stands, its words, and its fields as `fields` writes them."""

    id: str
    document: str
    start: int
    end: int
    trigger: tuple[int, int]
    evidence: str
    values: Mapping[str, str | None]

    @property
    def event_type(self) -> str:
        return self.values["event_type"] or ""

    @property
    def coding(self) -> str:
        return coding(self.values)


def coding(values: Mapping[str, str | None]) -> str:
    """A report's type and parties in short: 'CONSULT PAK > RUS'."""
    return f"{values['event_type']} {values['sources'] or '?'} > {values['targets'] or '?'}"


class Reports(Protocol):
    """What finding needs of the record."""

    def by_id(self, id: str) -> Coded | None: ...

    def in_document(self, document: str) -> Sequence[Coded]: ...

    def text(self, document: str) -> str | None: ...

    def documents(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands."""

    document: str
    start: int
    end: int
    trigger: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    report: Coded


@dataclass(frozen=True, slots=True)
class Lost:
    """Not found. `place` is where the quote stands, if only the report is missing there."""

    why: str
    place: Place | None = None


def anchor(report: Coded, text: str, text_sha256: str) -> Anchor:
    """The anchor of a report of a document with this text."""
    return Anchor(
        report=report.id,
        document=report.document,
        text_sha256=text_sha256,
        quote=text[report.start : report.end],
        before=text[max(0, report.start - CONTEXT) : report.start],
        after=text[report.end : report.end + CONTEXT],
        trigger=text[slice(*report.trigger)],
        trigger_at=max(0, report.trigger[0] - report.start),
        event_type=report.event_type,
        coding=report.coding,
    )


def find(wanted: Anchor, reports: Reports) -> Found | Lost:
    """The report that an anchor means."""
    same = reports.by_id(wanted.report)
    if same is not None:
        return Found(same)
    there = reports.text(wanted.document)
    places = list(_places(wanted, {} if there is None else {wanted.document: there}))
    if there is None:  # the document is gone, or has another name
        others = {name: text for name in reports.documents() if (text := reports.text(name)) is not None}
        found = [(place, _surrounded(wanted, place, others[place.document])) for place in _places(wanted, others)]
        if len(found) > 1 or (found and found[0][1] < _SURROUNDED):
            return Lost(f"document {wanted.document} is gone; like words stand {_told([p for p, _ in found])}")
        places = [place for place, _ in found]
        if not places:
            return Lost(f"document {wanted.document} is gone, and no other has the sentence")
        there = others[places[0].document]
    place = _meant(wanted, places, there)
    if isinstance(place, Lost):
        return place
    if place is not None:
        return _report_at(wanted, place, reports.in_document(place.document))
    return _edited(wanted, reports.in_document(wanted.document))


def _meant(wanted: Anchor, places: Sequence[Place], text: str) -> Place | Lost | None:
    """Of several places the one with the surroundings; None when there is no place."""
    if not places:
        return None
    ranked = sorted(((_surrounded(wanted, p, text), p) for p in places), key=lambda r: (-r[0], r[1].start))
    best = ranked[0][0]
    if len(ranked) > 1 and (best < _SURROUNDED or best - ranked[1][0] < _CLEARLY):
        return Lost(f"the sentence stands more than once: {_told(places)}")
    if len(skeleton(wanted.quote)[0]) < _SHORT and best < _SURROUNDED:
        return Lost(f"the words are few, and what stands around them has changed: {_told(places)}")
    return ranked[0][1]


def _report_at(wanted: Anchor, place: Place, reports: Sequence[Coded]) -> Found | Lost:
    here = [r for r in reports if r.trigger[0] < place.trigger[1] and place.trigger[0] < r.trigger[1]]
    here = [r for r in here if r.event_type == wanted.event_type] or here
    here = [r for r in here if r.coding == wanted.coding] or here
    if len(here) == 1:
        return Found(here[0])
    if here:
        return Lost(f"its sentence holds {len(here)} reports that could be meant: {_ids(here)}")
    return Lost("its sentence is there, but no report with this act was read in it", place)


def _edited(wanted: Anchor, reports: Sequence[Coded]) -> Found | Lost:
    """A report with the same trigger in nearly the same sentence."""
    from rapidfuzz import fuzz

    trigger, quote = skeleton(wanted.trigger)[0], skeleton(wanted.quote)[0]
    ranked = sorted(
        (
            (fuzz.ratio(quote, skeleton(r.evidence)[0]), r.event_type == wanted.event_type, r)
            for r in reports
            if skeleton(r.evidence[r.trigger[0] - r.start : r.trigger[1] - r.start])[0] == trigger
        ),
        key=lambda one: (-one[0], not one[1], one[2].id),
    )
    if not ranked or ranked[0][0] < _ALIKE:
        return Lost("its sentence is no longer in the document")
    best = ranked[0]
    rivals = [r for score, of_type, r in ranked[1:] if best[0] - score < _CLEARLY and of_type == best[1]]
    if rivals:
        return Lost(
            f"its sentence was edited, and {len(rivals) + 1} reports could be meant: {_ids([best[2], *rivals])}"
        )
    if not same_claim_rule(wanted.quote, best[2].evidence):
        return Lost(f"its sentence was edited and gives other figures or another negation: {_ids([best[2]])}")
    return Found(best[2])


def same_claim_rule(one: str, other: str) -> bool:
    """Whether two wordings of a sentence have the same figures in the same order, and as many negations."""
    return figures(one) == figures(other) and len(_NEGATION.findall(one)) == len(_NEGATION.findall(other))


def figures(text: str) -> list[str]:
    """The numbers of a text in order, in figures or in words, each word for itself: '2,500' is '2500', 'two' is '2'."""
    return [_NUMBER_WORDS.get(said := found[0].casefold(), said.replace(",", "")) for found in _FIGURE.finditer(text)]


# words without their dress


@lru_cache(maxsize=1024)
def skeleton(text: str) -> tuple[str, Sequence[int]]:
    """The letters and digits of a text, case folded, and where in the text each stands.

    A point or comma between digits is kept: 2.5 is not 25.
    """
    letters: list[str] = []
    at: list[int] = []
    for word in _WORD.finditer(text):
        said = word[0]
        if said.isascii():
            letters.append(said.lower())
            at.extend(range(*word.span()))
            continue
        for place, character in enumerate(said, word.start()):
            plain = "".join(c for c in unicodedata.normalize("NFKD", character).casefold() if c.isalnum())
            letters.append(plain)
            at.extend([place] * len(plain))
    return "".join(letters), tuple(at)


def _places(wanted: Anchor, texts: Mapping[str, str]) -> Iterator[Place]:
    """Everywhere that the quote's words stand."""
    quote, of_quote = skeleton(wanted.quote)
    if not quote:
        return
    first = sum(place < wanted.trigger_at for place in of_quote)
    length = max(1, len(skeleton(wanted.trigger)[0]))
    for document, text in texts.items():
        plain, at = skeleton(text)
        begin = plain.find(quote)
        while begin >= 0:
            end = begin + len(quote)
            cue = at[begin + min(first, len(quote) - 1)], at[begin + min(first + length, len(quote)) - 1] + 1
            yield Place(document, *_dressed(wanted.quote, text, at[begin], at[end - 1] + 1), cue)
            begin = plain.find(quote, begin + 1)


def _dressed(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the words with the quotes and points around them, as many as the quote has."""
    said = quote.strip()
    ahead = len(said) - len(said.lstrip(_marks(said)))
    behind = len(said) - len(said.rstrip(_marks(said)))
    while ahead and start > 0 and _is_mark(text[start - 1]):
        start, ahead = start - 1, ahead - 1
    while behind and end < len(text) and _is_mark(text[end]):
        end, behind = end + 1, behind - 1
    return start, end


def _marks(text: str) -> str:
    return "".join({c for c in text if _is_mark(c)})


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _surrounded(wanted: Anchor, place: Place, text: str) -> float:
    """How much of the surroundings is as it was, 0 to 100: of the side that is more alike."""
    from rapidfuzz import fuzz

    reach = CONTEXT * 2
    before, after = skeleton(wanted.before)[0], skeleton(wanted.after)[0]
    now_before = skeleton(text[max(0, place.start - reach) : place.start])[0][-len(before) :] if before else ""
    now_after = skeleton(text[place.end : place.end + reach])[0][: len(after)]
    sides = [(before, now_before), (after, now_after)]
    if not before and not after:
        return 100.0
    return max(fuzz.ratio(was, now) for was, now in sides if was)


def _told(places: Sequence[Place]) -> str:
    said = [f"{p.document}, character {p.start}" for p in places[:_MOST_TOLD]]
    return "; ".join(said) + ("; ..." if len(places) > _MOST_TOLD else "")


def _ids(reports: Sequence[Coded]) -> str:
    return ", ".join(r.id for r in reports[:_MOST_TOLD]) + (", ..." if len(reports) > _MOST_TOLD else "")
