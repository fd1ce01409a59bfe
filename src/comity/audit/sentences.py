"""Cutting a passage into sentences, by its marks alone.

What was read was parsed, and its sentences are not kept; and what one looks for in an audit must not hang on what was
found. So the passages are cut here anew, by rule: after a full stop, question or exclamation mark, closing quotes and
brackets with it, where a capital, a figure or an opening quote follows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from comity.errors import TableError

_END: Final = re.compile(r"(?:[.!?…]+)([\"'”’»)\]]*)(\s+)(?=[\"'“‘«(\[]*[^\W_a-z])")
_WORD_BEFORE: Final = re.compile(r"[^\s\"'“”‘’«»()\[\]—–]+$")
_LONGEST: Final = 40
"""Characters of the longest word that a stop can belong to."""
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_NEXT_WORD: Final = re.compile(r"[\"'“‘«(\[]*([^\W\d_]+)")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_KINDS: Final = ("title", "number", "latin", "end", "first")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of `text[start:end]`, in order, without the white space around them.

    A piece without a word of two letters (a line of asterisks, a number) is none.
    """
    at = start
    for found in _END.finditer(text, start, end):
        if found.end() < end and not _goes_on(text, at, found):
            yield from _piece(text, at, found.start(2))
            at = found.end()
    yield from _piece(text, at, end)


def _piece(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if _LETTERS.search(text, start, end):
        yield start, end


def _goes_on(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the stop belongs to a word and the sentence goes on behind it."""
    if text[found.start()] != "." or found.start(1) - found.start() > 1:
        return False
    before = _WORD_BEFORE.search(text, max(start, found.start() - _LONGEST), found.start())
    if before is None:
        return False
    word = before[0]
    kinds = _kinds(word.casefold())
    figure = text[found.end()].isdigit()
    if (figure and "number" in kinds) or "latin" in kinds or ("title" in kinds and word[0].isupper()):
        return True
    initial = len(word) == 1 and word.isupper()
    if not (initial or "end" in kinds or _DOTTED.fullmatch(word)):
        return False
    following = _NEXT_WORD.match(text, found.end())
    if following is None or found[1]:
        return False
    return "first" not in _kinds(following[1].casefold())


def _kinds(word: str) -> frozenset[str]:
    return _stops().get(word, frozenset())


@cache
def _stops() -> dict[str, frozenset[str]]:
    lines = resources.files("comity.audit").joinpath("stops.csv").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        if row["kind"] not in _KINDS:
            raise TableError(f"stops.csv: {row['word']!r} is of kind {row['kind']!r}; there are {', '.join(_KINDS)}.")
        found.setdefault(row["word"], set()).add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}
