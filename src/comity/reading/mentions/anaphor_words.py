"""The words that refer back, from `data/anaphors.csv`, and the descriptions of states among the actor tables."""

from __future__ import annotations

from functools import cache
from importlib import resources

from comity.actors.model import Span
from comity.actors.rows import read_rows
from comity.actors.tables import table


@cache
def anaphor_words() -> dict[str, tuple[str, ...]]:
    """Use -> its words, lower case, in table order. Raises TableError for a bad row."""
    file = resources.files("comity.reading.mentions") / "data" / "anaphors.csv"
    return {row.need("use"): row.several("words") for row in read_rows(file, ("use", "words"))}


@cache
def descriptions() -> dict[str, list[tuple[tuple[str, ...], bool, Span]]]:
    """Words after 'the' -> rows of (actors they may mean, whether they need nothing named before, the days)."""
    found: dict[str, list[tuple[tuple[str, ...], bool, Span]]] = {}
    for row in table("descriptions.csv", "words actors unique from to"):
        unique = row.one_of("unique", ("0", "1")) == "1"
        found.setdefault(row.need("words"), []).append((row.several("actors"), unique, row.span()))
    return found
