"""The word lists of the stance reader, read once and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from comity.errors import TableError
from comity.reading.causes.lexicon import rows, to_sign
from comity.reading.model import Sign

STANCES = frozenset({"wants", "supports", "opposes", "needs", "fears", "neutral"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """`follows` is a particle or noun that must come with the word, or ""; `prepositions` lead to the object."""

    follows: str
    prepositions: frozenset[str]
    stance: str
    sign: Sign


@dataclass(slots=True)
class Lexicon:
    verbs: dict[str, list[Attitude]] = field(default_factory=dict)
    nouns: dict[str, list[Attitude]] = field(default_factory=dict)
    adjectives: dict[str, list[Attitude]] = field(default_factory=dict)
    purposes: dict[str, list[Attitude]] = field(default_factory=dict)
    reactions: dict[str, Attitude] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)


def _sign(text: str, where: str) -> Sign:
    sign = to_sign(text, where)
    if sign is None:
        raise TableError(f"{where}: a stance needs a sign.")
    return sign


@cache
def lexicon() -> Lexicon:
    """All word lists. Raises TableError where a row makes no sense."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    parts = {"verb": out.verbs, "noun": out.nouns, "adjective": out.adjectives, "purpose": out.purposes}
    for row in rows(package, "words.csv"):
        where = f"words.csv, {row['word']}"
        if row["pos"] not in parts or row["stance"] not in STANCES:
            raise TableError(f"{where}: unknown part of speech or stance.")
        word, _, follows = row["word"].partition(" ")
        attitude = Attitude(
            follows, frozenset(row["prepositions"].split("|")), row["stance"], _sign(row["sign"], where)
        )
        parts[row["pos"]].setdefault(word, []).append(attitude)
    for row in rows(package, "reactions.csv"):
        where = f"reactions.csv, {row['noun']}"
        out.reactions[row["noun"]] = Attitude("", frozenset({"to"}), row["stance"], _sign(row["sign"], where))
    for row in rows(package, "rules.csv"):
        out.confidence[row["rule"]] = round((int(row["right"]) + 1) / (int(row["tried"]) + 2), 2)
    return out
