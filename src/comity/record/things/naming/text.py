"""Words and sentences of a text, without a parser."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from comity.actors.finding import fold

T = TypeVar("T")
_WORD: Final = re.compile(r"(?:[A-Z]\.){2,}(?:-[^\W_]+)*|[^\W_]+(?:[-‐‑–−/&][^\W_]+)*")
_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\W_a-z])|\n\s*\n|[.!?]+[\"”’')\]]*\s*$")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Adm|Sgt|Prof|Sen|Rep|Gov|Pres|St|Mt|No|Nos|Art|vs|etc|approx|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Co|Corp"
    r"|Rs|Fig|cf|e\.g|i\.e|Jr|Sr)|(?<![\w.])[A-Z]|\b(?:[A-Z]\.)+[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters [start, end) of the text; `possessive`: "'s" or "s'" follows."""

    start: int
    end: int
    text: str
    possessive: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of text[start:end], with places in the whole text."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        if match[0] == "s" and found and found[-1].possessive and match.start() == found[-1].end + 1:
            continue
        after = text[match.end() : match.end() + 2]
        owns = after[:1] in ("'", "’") and (after[1:] == "s" or match[0].endswith("s"))
        found.append(Word(match.start(), match.end(), match[0], owns))
    return found


class Phrases(Generic[T]):
    """Phrases of one or more words, found in a list of words: the longest where one begins another."""

    def __init__(self, phrases: Mapping[str, T], *, cased: bool = False) -> None:
        self._cased = cased
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases.items():
            parts = tuple(w.text for w in words_of(fold(phrase), 0, len(phrase)))
            parts = parts if cased else tuple(part.lower() for part in parts)
            self._by_first.setdefault(parts[0], []).append((parts, value))
        for held in self._by_first.values():
            held.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def find(self, text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, T]]:
        """(first word, one past the last, value), from left to right, never overlapping."""
        at = 0
        while at < len(words):
            found = self.at(text, words, at)
            if found is None:
                at += 1
                continue
            yield at, found[0], found[1]
            at = found[0]

    def at(self, text: str, words: Sequence[Word], at: int) -> tuple[int, T] | None:
        """(one past the last word, value) of the longest phrase that begins with the word at `at`."""
        for parts, value in self._by_first.get(self._plain(words[at]), ()):
            end = at + len(parts)
            if end <= len(words) and all(
                self._plain(words[at + k]) == parts[k] and text[words[at + k - 1].end : words[at + k].start].isspace()
                for k in range(1, len(parts))
            ):
                return end, value
        return None

    def _plain(self, word: Word) -> str:
        text = fold(word.text)
        return text if self._cased else text.lower()


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of text[start:end], trimmed of white space."""
    found: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        before = text[max(at, match.start() - 12) : match.start() + 1]
        if text[match.start()] == "." and match.end() < end and _ABBREVIATED.search(before):
            continue
        found.append(_trimmed(text, at, match.end()))
        at = match.end()
    found.append(_trimmed(text, at, end))
    return [span for span in found if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def holding(spans: list[tuple[int, int]], place: int) -> int | None:
    """Which of these sorted spans, which do not overlap, holds the place."""
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at if at >= 0 and spans[at][0] <= place < spans[at][1] else None
