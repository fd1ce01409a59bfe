"""A report as the record compares it with others: its parties along lineages, its days as numbers, its words as sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

Amount = tuple[float, str]  # value, unit (a noun or a currency)
Side = frozenset[str]

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
REACH: Final = 60
_BETWEEN: Final = frozenset(' \t\n\u00a0(“‘"')
_DESIGNATION: Final = re.compile(r"\d.*[^\W\d_]|[^\W\d_].*\d")
_IDLE: Final = frozenset(
    line
    for line in resources.files("comity.record").joinpath("idle_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report. `source_side` and `target_side` are lineage ids; `first` and `last` are day numbers
    (`date.toordinal`), both None when undated; `group` is the source group of the document; `published` is the last
    day on which it can have appeared. `words` are the content words of the evidence without actors and dates, `focus`
    those near the trigger, `names` the proper names and designations among them, `thing_words` those of the thing."""

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

    @property
    def days(self) -> int | None:
        """Length of the interval in days; None when undated."""
        return None if self.first is None or self.last is None else self.last - self.first + 1


def overlap(a: Sighting, b: Sighting) -> bool | None:
    """Whether the two intervals share a day; None when one of them is undated.

    A date that only stands near (often that of publication) is none either, where copies of one text differ in it.
    """
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    if a.first <= b.last and b.first <= a.last:
        return True
    return None if a.group == b.group and a.document != b.document and "context" in (a.basis, b.basis) else False


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
    first, last = trigger[0] - REACH, trigger[1] + REACH
    for match in _WORD.finditer(text):
        raw = match[0]
        word = _normal(raw)
        if not word:
            continue
        place = match.start()
        if any(start <= place < end for start, end in persons):
            if raw[0].isupper():
                names.add(word)
            continue
        words.add(word)
        if first <= place <= last:
            focus.add(word)
        if (raw[0].isupper() and _inside(text, place)) or (not raw.isalpha() and _DESIGNATION.search(raw)):
            names.add(word)
    return Wording(frozenset(words), frozenset(focus), frozenset(names))


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
