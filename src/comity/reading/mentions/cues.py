"""The words that decide how a name is read, from `data/cues.csv`."""

from __future__ import annotations

from functools import cache
from importlib import resources

from comity.actors.rows import read_rows


@cache
def cues() -> dict[str, frozenset[str]]:
    """Cue -> its words, lower case. Raises TableError for a bad row."""
    file = resources.files("comity.reading.mentions") / "data" / "cues.csv"
    return {row.need("cue"): frozenset(row.several("words")) for row in read_rows(file, ("cue", "words"))}
