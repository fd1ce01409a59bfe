"""The cue phrases of `data/cues.csv`, read once and checked."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from comity.errors import TableError

MOST_CHARACTERS: Final = 1_200
"""A longer line is never judged by a cue: this bounds the work on any input."""

_MATCHES: Final = ("is", "starts", "has")
_PLACES: Final = ("any", "edge")
_NUMBER: Final = r"\d[\d.,:]*+[km]?"
_ANY_WORD: Final = r"(?<!\S)\S++"


@dataclass(frozen=True, slots=True)
class Cue:
    rule: str
    longest: int  # words
    place: str  # any or edge
    alone: bool  # the whole line, so that what it announces stands on the next ones
    pattern: re.Pattern[str]


@cache
def cues() -> tuple[Cue, ...]:
    """All cues in the order of the file. Raises TableError for a bad row."""
    source = resources.files("comity.documents").joinpath("data/cues.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in source.splitlines() if not line.startswith("#"))
    return tuple(_cue(number, row) for number, row in enumerate(rows, 1))


def _cue(number: int, row: dict[str, str]) -> Cue:
    where = f"row {number} of cues.csv"
    if row.get("match") not in _MATCHES or row.get("place") not in _PLACES or not (row.get("longest") or "").isdigit():
        raise TableError(f"{where} is not rule, match, longest, place, cue: {row}")
    words = row["cue"].replace("~", _ANY_WORD).replace("#", _NUMBER)
    try:
        pattern = re.compile(_bounded(row["match"], words))
    except re.error as error:
        raise TableError(f"{where} has a pattern that cannot be read: {error}") from error
    return Cue(row["rule"], int(row["longest"]), row["place"], row["match"] == "is", pattern)


def _bounded(match: str, words: str) -> str:
    if match == "is":
        return rf"(?:{words})[\s.:!?…»›>→➡▶*·•-]*+\Z"
    end = r"(?!(?<=\w)\w)"
    return rf"(?:{words}){end}" if match == "starts" else rf".*?(?<!\w)(?:{words}){end}"


_SPACE: Final = re.compile(r"\s+")
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_UNITED_STATES: Final = re.compile(r"\bUS\b")


def folded(line: str) -> str:
    """A line as cues see it: one space between words, straight apostrophes, lower case, `US` kept apart from `us`,
    without bullets and arrows in front."""
    line = _SPACE.sub(" ", line).translate(_APOSTROPHES).strip(" *_>»•·▪●-–—→➡▶|")
    if not line.isupper():
        line = _UNITED_STATES.sub("U.S.", line)
    return line.lower()


def cue_of(line: str, *, words: int, edge: bool) -> Cue | None:
    """The first cue that a folded line has, or None. `edge`: it stands before the first or among the last
    paragraphs."""
    if len(line) > MOST_CHARACTERS:
        return None
    for cue in cues():
        if words <= cue.longest and (edge or cue.place == "any") and cue.pattern.match(line):
            return cue
    return None
