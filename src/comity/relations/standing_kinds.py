"""The table of what may hold for a while (`standing_kinds.csv`), read once and checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from comity.errors import TableError
from comity.vocabulary import types


@dataclass(frozen=True, slots=True)
class StandingKind:
    """A row of the table: see its head. Words are beginnings of words, in lower case."""

    name: str
    sign: int
    value: float
    types: frozenset[str]
    lasting: tuple[str, ...]
    begins: tuple[str, ...]
    ends: frozenset[str]
    ended: tuple[str, ...]
    told: bool
    years: int
    mutual: bool
    stands: int
    throughout: bool


@cache
def standing_kinds() -> tuple[StandingKind, ...]:
    """All kinds, in the file's order. Raises TableError for a row that cannot be."""
    text = resources.files(__package__).joinpath("standing_kinds.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(map(_kind, rows))


def _kind(row: dict[str, str]) -> StandingKind:
    acts = [frozenset(filter(None, row[name].split("|"))) for name in ("types", "ends")]
    words = [tuple(filter(None, row[name].split("|"))) for name in ("lasting", "begins", "ended")]
    sign, value, years = int(row["sign"]), float(row["value"]), int(row["years"])
    unknown = sorted((acts[0] | acts[1]) - set(types()))
    if unknown or sign * value <= 0 or abs(value) > 1:
        raise TableError(f"standing_kinds.csv: {row['kind']!r}: {', '.join(unknown) or 'sign and value'} cannot be.")
    how = (row["told"] == "true", years, row["mutual"] == "true", int(row["stands"]), row["throughout"] == "true")
    return StandingKind(row["kind"], sign, value, acts[0], words[0], words[1], acts[1], words[2], *how)


@lru_cache(maxsize=65_536)
def has_word(text: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a word of the text begins with one of these."""
    return (
        any(word.strip("\"'“”‘’([.,;:").startswith(beginnings) for word in text.lower().split())
        if beginnings
        else False
    )
