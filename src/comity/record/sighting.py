"""A report as the record compares it with others: its parties along lineages, its days as numbers, its words as sets."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Final

Amount = tuple[float, str]  # value, unit (a noun or a currency)
Side = frozenset[str]

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_INSIDE: Final = re.compile(r"[\w,;)%][\s(“‘\"']*\Z")  # what stands before a word inside a sentence
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


def content_words(text: str | None) -> frozenset[str]:
    """Lower-case words that carry content: no function words, no months, no bare numbers; plural s taken off."""
    if not text:
        return frozenset()
    found = (word.casefold().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return frozenset(sys.intern(_singular(w)) for w in found if len(w) > 1 and w not in _IDLE and not w.isdigit())


def proper_names(text: str) -> frozenset[str]:
    """Words in the middle of a sentence that begin with a capital, and designations such as Mi-35; lower case."""
    found = set()
    for match in _WORD.finditer(text):
        word = match[0]
        designation = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
        if designation or (word[0].isupper() and _INSIDE.search(text, 0, match.start())):
            found.add(word)
    return frozenset().union(*map(content_words, found))


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans blanked out, at its full length."""
    for start, end in spans:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def near(text: str, start: int, end: int, *, reach: int = 60) -> str:
    """The whole words within `reach` characters of a span."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return text[first:last]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words over all words; 0 when both are empty."""
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)
