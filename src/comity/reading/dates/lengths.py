"""What lengths of time say about an event's date: 'for two decades', 'six years of mediation', 'within four years', 'a week after
the coup', 'its four-decade-old embargo'.

A length has no days of its own; it is told from publication, from the date that the story has reached, or from the event
that it is counted from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.reading.dates.attachment import STATED, attached_to, path_cost, verb_above
from comity.reading.dates.periods import moved, shifted
from comity.reading.model import DateBasis, DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.intervals import Interval
    from comity.reading.context import Paragraph
    from comity.reading.dates.tense import Form

Days = tuple[date, date, DateBasis]

RELATIVE: Final[DateBasis] = "relative"
NARRATIVE: Final[DateBasis] = "narrative"
_LENGTH: Final = re.compile(r"P(\d{1,3})([YMWD]|DE|CE)")
_UNIT: Final = {"Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century"}
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652, "century": 36524}
_OLD: Final = re.compile(r"-old$", re.IGNORECASE)
_DURATIVE: Final = frozenset(
    str.split(
        "keep hold rule govern occupy fight wage shelter supply back fund arm train host live serve blockade besiege patrol "
        "refuse resist negotiate block support seek oppose depend rely trade enjoy maintain lead face dominate exploit sustain "
        "house owe stand stay withhold hide ask"
    )
)
_LASTING: Final = frozenset({"for", "over", "throughout", "through"})
_SMALL: Final = frozenset(
    {"the", "some", "just", "only", "almost", "nearly", "about", "another", "a", "an", "more", "than", "most"}
)
_BETWEEN: Final = 4
_FEW_DAYS: Final = 6


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in its sentence: tokens [i, j), its syntactic head, `n` units; `preposition` stands before it."""

    i: int
    j: int
    root: Token
    unit: str
    n: int
    preposition: str
    is_age: bool

    def from_before(self, first: date, last: date, basis: DateBasis) -> Days | None:
        """From the length before `first` up to `last`; None before the calendar's first year."""
        try:
            return moved(self.unit, first, -self.n), last, basis
        except (ValueError, OverflowError):
            return None

    def from_then(self, first: date, last: date, basis: DateBasis) -> Days | None:
        """From `first` to the length after `last`; None after the calendar's last year."""
        try:
            return first, moved(self.unit, last, self.n), basis
        except (ValueError, OverflowError):
            return None

    def away(self, day: date, direction: int, basis: DateBasis) -> Days | None:
        """The unit that lies the length after (1) or before (-1) a day; None outside the calendar's years."""
        try:
            there = shifted(self.unit, day, direction * self.n)
        except (ValueError, OverflowError):
            return None
        return there.first, there.last, basis


def lengths_of(paragraph: Paragraph, mentions: Iterable[DateMention]) -> list[Length]:
    """The lengths of time of a paragraph that are told in whole units, in order of place."""
    found = []
    doc = paragraph.doc
    for mention in mentions:
        length = _LENGTH.fullmatch(mention.timex or "") if mention.grain == "duration" else None
        if length is None:
            continue
        span = doc.char_span(mention.start - paragraph.start, mention.end - paragraph.start, alignment_mode="expand")
        if span is None or not len(span):
            continue
        i = span.start
        while i > 0 and span.start - i < _BETWEEN and doc[i - 1].lower_ in _SMALL:
            i -= 1
        preposition = doc[i - 1].lower_ if i > 0 else ""
        is_age = _OLD.search(span.text) is not None
        found.append(Length(span.start, span.end, span.root, _UNIT[length[2]], int(length[1]), preposition, is_age))
    return found


def aged(token: Token, lengths: Iterable[Length], first: date | None, last: date | None) -> Days | None:
    """age_rule: 'in 2011 it lifted its four-decade-old embargo': from four decades before what is told, up to then."""
    for length in lengths:
        if length.is_age and token.left_edge.i <= length.i and length.j <= token.i and first and last:
            return length.from_before(first, last, "context")
    return None


def elapsed(token: Token, lengths: Iterable[Length], origin: DateMention | None) -> Days | None:
    """within_rule: 'within four years it would sell ...': as much time after the date that the story has reached."""
    for length in lengths:
        if (
            length.preposition == "within"
            and origin is not None
            and origin.first is not None
            and _governs(length, token)
        ):
            return length.away(origin.first, 1, "narrative")
    return None


def lasted(
    token: Token, lengths: Iterable[Length], form: Form | None, scene: DateMention | None, published: Interval | None
) -> Days | None:
    """for_rule: 'for two decades they have ...' up to publication, 'for a year it gave ...' from where the story is."""
    for length in lengths:
        if length.preposition not in _LASTING or not _governs(length, token):
            continue
        verb = verb_above(token)
        opens = length.i - token.sent.start <= _BETWEEN
        if (
            verb is None
            or attached_to(length.root)[0] != verb
            or not (verb.tag_ == "VBG" or verb.lemma_ in _DURATIVE or opens)
        ):
            continue  # 'has suspended the fee for six months', 'sent to prison for ten years': so long from then on
        if published is not None and (form in ("perfect", "present", "future") or scene is None):
            back, first, last, basis = form != "future", published.first, published.last, RELATIVE
        elif scene is not None and scene.first is not None and scene.last is not None:
            back, first, last, basis = form == "pluperfect", scene.first, scene.last, NARRATIVE
        else:
            return None
        onward = None if back else length.from_then(first, last, basis)
        if onward is not None and (form == "future" or published is None or onward[1] <= published.last):
            return onward
        return length.from_before(first, last, basis)  # what has been told of is over
    return None


def spanning(token: Token, lengths: Iterable[Length], first: date | None, last: date | None) -> Days | None:
    """span_of_noun_rule: 'freed from six years of house arrest', 'after three days of fighting': up to what is told."""
    for length in lengths:
        if length.is_age or first is None or last is None or length.j >= len(token.doc):
            continue
        if length.unit in ("day", "week") and (last - first).days > _FEW_DAYS:
            continue
        of = token.doc[length.j]
        if of.lower_ != "of" or not of.i < token.i <= of.i + _BETWEEN or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if any(t.pos_ == "NOUN" and t.dep_ != "compound" for t in token.doc[of.i + 1 : token.i]):
            continue
        return length.from_before(first, last, "narrative")
    return None


def counted(lengths: Iterable[Length]) -> Iterator[tuple[Length, Token, Token, int]]:
    """counted_rule: of 'a week after the coup they left' the length, the word whose event is dated by it ('left'), the word
    that it is counted from ('coup'), and 1 for after, -1 for before."""
    for length in lengths:
        doc = length.root.doc
        if length.j >= len(doc) or doc[length.j].lower_ not in ("after", "before"):
            continue
        link = doc[length.j]
        below = next((c for c in link.rights if c.dep_ in ("pobj", "pcomp")), None)
        if below is None and link.dep_ == "mark":
            below = link.head
        if below is None or below.i <= link.i:
            continue
        upper = below.head if link.dep_ == "mark" else attached_to(link)[0]
        if upper.i < length.i or upper.i > below.i:
            yield length, upper, below, 1 if link.lower_ == "after" else -1


def belongs(token: Token, word: Token, *, fronted: bool = False) -> bool:
    """Whether what dates `word` dates `token` as well: it is the same word, or hangs close above or below it."""
    return token == word or path_cost(token, word, premodifier=False, fronted=fronted) <= STATED / 2


def counted_days(length: Length, direction: int, first: date, last: date) -> Days | None:
    """The days that lie the length after (1) or before (-1) an event that took [first, last]."""
    if length.n * _DAYS[length.unit] < (last - first).days:
        return first, last, "context"  # 'a week after the war of 1962': within the days that the war is known to
    return length.away(first, direction, "narrative")


def _governs(length: Length, token: Token) -> bool:
    if length.root.sent != token.sent:
        return False
    word, premodifier = attached_to(length.root)
    return not premodifier and path_cost(token, word, premodifier=False, fronted=word.i > length.root.i) <= STATED / 2
