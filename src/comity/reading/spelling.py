"""British and American spelling of one word, so that a reading does not hang on which of them a text keeps to.

The parser was trained on American texts and the trained reader on British ones: each is shown its own.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Final

_BRITISH: Final = re.compile(r"(?P<stem>[a-z]{3,}?)(?P<end>is(?:e|es|ed|ing|ation|ations|er|ers)|ys(?:e|es|ed|ing))")
_AMERICAN: Final = re.compile(r"(?P<stem>[a-z]{3,}?)(?P<end>iz(?:e|es|ed|ing|ation|ations|er|ers)|yz(?:e|es|ed|ing))")
_WORDS: Final = 65_536
"""Words whose spelling is kept, so that memory stays bounded."""
_LATIN: Final = ("ous", "ious", "ary", "ator", "ado", "ation", "ific")
"""Endings before which both write -or-: "laborious", "honorary"."""
_SHORT: Final = frozenset({"size", "prize", "seize", "maize", "assize", "capsize", "downsize"})
"""Words in -ize that nobody spells otherwise."""


@lru_cache(maxsize=_WORDS)
def american(word: str) -> str:
    """The American spelling of a word in small letters; the word itself where there is no other."""
    return _turned(word, _tables()[0], _BRITISH, "s", "z")


@lru_cache(maxsize=_WORDS)
def british(word: str) -> str:
    """The British spelling of a word in small letters; the word itself where there is no other."""
    return _turned(word, _tables()[1], _AMERICAN, "z", "s")


def _turned(word: str, table: dict[str, str], endings: re.Pattern[str], old: str, new: str) -> str:
    known = table.get(word)
    if known is not None:
        return known
    for length in (5, 6, 7, 8, 9, 10, 11):
        stem = table.get(word[:length] + "*")
        if stem is not None and not word.startswith(_LATIN, length):
            return stem + word[length:]
    found = endings.fullmatch(word)
    if found is None or _base(word, old) in _kept():
        return word
    return found["stem"] + found["end"].replace(old, new, 1) if old in found["end"] else word


def _base(word: str, letter: str) -> str:
    """ "exercised" and "exercising" are of "exercise"."""
    i = word.rindex(letter)
    stem = word[: i + 1]
    if stem.endswith(letter) and word.endswith(letter) and i == len(word) - 1:
        stem = word[: word.rindex(letter, 0, i) + 1]
    return stem + "e"


@cache
def _kept() -> frozenset[str]:
    rows = (row["british"].split() for row in _rows() if row["part"] == "kept")
    return frozenset(word for words in rows for word in words) | _SHORT


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """British to American and back; a stem ends in an asterisk."""
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    for row in _rows():
        mark = {"word": "", "stem": "*"}.get(row["part"])
        if mark is not None:
            there[row["british"] + mark] = row["american"]
            back.setdefault(row["american"] + mark, row["british"])
    return there, back


def _rows() -> list[dict[str, str]]:
    text = resources.files("comity.reading").joinpath("data", "spellings.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))
