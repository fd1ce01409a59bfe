"""A report as the record compares it with others: its parties along lineages, its days as numbers, its words as sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Final

Amount = tuple[float, str]  # value, unit (a noun or a currency)
Side = frozenset[str]

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
REACH: Final = 60
_BETWEEN: Final = frozenset(' \t\n\u00a0(“‘"')
_DESIGNATION: Final = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d")
_FEW_DAYS: Final = 7
WEEKS: Final = 21
_STAND_IN_DAYS: Final = 31
_SPAN: Final = 5 * 366


def _listed(name: str) -> frozenset[str]:
    text = resources.files("comity.record.joining").joinpath(name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


_ENDING: Final = re.compile(
    r"(?:s|es|d|ed|ing|e|ions?|sion|tion|ation|ments?|als?|des?|ded|ding|y|ies|ied|ying|ure|ance|ts?|ted|ting|sed?|ers?)?"
)
_IDLE: Final = _listed("idle_words.txt")
_TITLES: Final = _listed("titles.txt")
COMMON_OBJECTS: Final = _listed("common_objects.txt")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report. `source_side` and `target_side` are lineage ids; `first` and `last` are day numbers
    (`date.toordinal`), both None when undated; `group` is the source group of the document; `published` is the last
    day on which it can have appeared. `words` are the content words of the evidence without actors and dates, `focus`
    those near the trigger, `names` the proper names and designations among them, `thing_words` those of the thing;
    `dates` are the texts of the dates in it, `years` the years they name; `label` says that it stands in a headline or
    caption; `marks` say which act in a row it tells of, and whether it was told before (`marks`); `aside` are amounts of the
    sentence that count something else than what the act is done to; `governs` and `governed` are ids of reports of the
    same sentence that read the same act a second time (`readings`), in whose words it stands or that stand in its own."""

    id: str
    document: str
    group: str
    start: int
    end: int
    trigger: str
    event_type: str
    mode: str | None
    issue: str | None
    thing: str | None
    place: str | None
    first: int | None
    last: int | None
    basis: str
    status: str
    symmetric: bool
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_side: Side
    target_side: Side
    parties: Side
    amounts: tuple[Amount, ...]
    claimed_by: str | None
    voice: str
    confidence: float
    origin: str
    published: int | None
    words: frozenset[str]
    focus: frozenset[str]
    names: frozenset[str]
    thing_words: frozenset[str]
    label: bool
    dates: frozenset[str]
    years: frozenset[int]
    marks: frozenset[str] = frozenset()
    aside: frozenset[Amount] = frozenset()
    governs: frozenset[str] = frozenset()
    governed: frozenset[str] = frozenset()

    @property
    def contradicted(self) -> bool:
        """Whether the date only stands near and lies in none of the years that the sentence itself names."""
        if self.first is None or self.last is None or self.basis not in ("context", "narrative") or not self.years:
            return False
        first, last = date.fromordinal(self.first).year, date.fromordinal(self.last).year
        return not any(first <= year <= last for year in self.years)

    @property
    def persons(self) -> frozenset[str]:
        """The names that are those of persons."""
        return self.names - self.words

    @property
    def own_amounts(self) -> tuple[Amount, ...]:
        """The amounts of what the act is done to."""
        return tuple(a for a in self.amounts if a not in self.aside) if self.aside else self.amounts

    @property
    def days(self) -> int | None:
        """Length of the interval in days; None when undated."""
        return None if self.first is None or self.last is None else self.last - self.first + 1


def overlap(a: Sighting, b: Sighting) -> bool | None:
    """Whether the two intervals share a day; None when one of them is undated, or when they lie no further apart than
    the weaker of the two dates can err."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    if a.contradicted or b.contradicted:
        return None if _years_allow(a, b) else False
    if a.first <= b.last and b.first <= a.last:
        return True
    if headline(a, b) and "explicit" not in (x.basis for x in (a, b) if x.label):
        return None
    apart = max(a.first, b.first) - min(a.last, b.last)
    return None if apart <= max(reach(a), reach(b)) else False


def _years_allow(a: Sighting, b: Sighting) -> bool:
    """Whether the two can be of one year, where the sentence of one names another year than the date it was given."""
    spans = [
        [(y, y) for y in x.years]
        if x.contradicted
        else [(date.fromordinal(x.first or 1).year, date.fromordinal(x.last or 1).year)]
        for x in (a, b)
    ]
    return any(p <= s and r <= q for p, q in spans[0] for r, s in spans[1])


def same_passage(a: Sighting, b: Sighting) -> bool:
    """Whether both stand in one sentence of one document."""
    return a.document == b.document and a.start < b.end and b.start < a.end


def headline(a: Sighting, b: Sighting) -> bool:
    """Whether one of them is a headline or caption and the other stands in the body of the same text, or in another
    headline of a copy of it."""
    return (a.label or b.label) and a.group == b.group and (a.document != b.document or a.label != b.label)


def spans_of(a: Sighting) -> list[tuple[int, int]]:
    """The days that it can mean: those of its date, and where that lies in none of the years that its sentence names,
    those years too. Empty for an undated report."""
    if a.first is None or a.last is None:
        return []
    if a.contradicted:
        low, high = min(max(min(a.years), 1), 9999), min(max(max(a.years), 1), 9999)
        return [(a.first, a.last), (date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal())]
    return [(a.first, a.last)]


def reach(a: Sighting) -> int:
    """By how many days a date can err: one that only stands near by a few, one that stands for the day on which the
    document appeared by some weeks, a span of years by its own length."""
    if a.basis == "context" and a.days is not None and a.days <= _STAND_IN_DAYS:
        return WEEKS if a.first == a.published or a.last == a.published else _FEW_DAYS
    return a.days or 0 if a.basis in ("context", "narrative") and (a.days or 0) > _SPAN else 0


@dataclass(frozen=True, slots=True)
class Wording:
    """The content words of a sentence, those near its trigger, and the proper names and designations among them."""

    words: frozenset[str]
    focus: frozenset[str]
    names: frozenset[str]


def wording(text: str, trigger: tuple[int, int], persons: Sequence[tuple[int, int]] = ()) -> Wording:
    """Of a sentence in which other actors and dates are blanked out; `trigger` is a span of it, `persons` are spans
    whose words are names only.

    Near is what begins within REACH characters. A name begins with a capital inside a sentence; a designation has
    letters and digits (Mi-35).
    """
    words, focus, names = set(), set(), set()
    offices = [_office(text, start, end) for start, end in persons]
    first, last = trigger[0] - REACH, trigger[1] + REACH
    for match in _WORD.finditer(text):
        raw = match[0]
        word = _normal(raw)
        if not word:
            continue
        place = match.start()
        if any(start <= place < end for start, end in persons):
            if raw[0].isupper() and word not in _TITLES and not any(start <= place < end for start, end in offices):
                names.add(word)
            continue
        words.add(word)
        if first <= place <= last:
            focus.add(word)
        if (raw[0].isupper() and word not in _TITLES and _inside(text, place)) or (
            not raw.isalpha() and _DESIGNATION.search(raw)
        ):
            names.add(word)
    return Wording(frozenset(words), frozenset(focus), frozenset(names))


def _office(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a person's office stands before the name: 'Kenyan Foreign Minister' names no person. Empty where there is none."""
    titled = [m for m in _WORD.finditer(text, start, end) if m[0].casefold() in _TITLES]
    if not titled or not _WORD.search(text, titled[-1].end(), end):
        return start, start
    return start, titled[-1].end()


def content_words(text: str | None) -> frozenset[str]:
    """Lower-case words that carry content: no function words, no months, no bare numbers; plural s taken off."""
    return frozenset(w for w in map(_normal, _WORD.findall(text or "")) if w)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans blanked out, at its full length."""
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=200_000)
def _normal(word: str) -> str:
    """A word as it is compared; "" for one that carries no content."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if len(plain) < 2 or plain in _IDLE or plain.isdigit():
        return ""
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def _inside(text: str, place: int) -> bool:
    """Whether a word that begins there stands inside a sentence, not at its beginning."""
    before = place - 1
    while before >= 0 and text[before] in _BETWEEN:
        before -= 1
    return before >= 0 and (text[before].isalnum() or text[before] in ",;)%'’")


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words over all words; 0 when both are empty."""
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


STEM: Final = 5
"""Words that begin with the same so many letters are compared as one: arrive, arrived."""


def stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words)


def like_trigger(a: Sighting, b: Sighting) -> bool:
    """The same word for the act, or two forms of it: visit and visited, invaded and invasion."""
    return _forms_of_one(a.trigger, b.trigger)


@lru_cache(maxsize=50_000)
def _forms_of_one(a: str, b: str) -> bool:
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return shared >= 4 and bool(_ENDING.fullmatch(a[shared:]) and _ENDING.fullmatch(b[shared:]))
