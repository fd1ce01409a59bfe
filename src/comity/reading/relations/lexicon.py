"""The word lists of the relation reader, read once and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from comity.errors import TableError
from comity.reading.causes.lexicon import rows, to_sign
from comity.reading.model import Sign


@dataclass(frozen=True, slots=True)
class Colour:
    """Level and change that a word tells; None where it leaves one open."""

    level: Sign | None
    change: Sign | None


@dataclass(frozen=True, slots=True)
class Move:
    level: Sign | None
    change: Sign | None
    flips: bool


@dataclass(frozen=True, slots=True)
class Bond:
    """`pos` is verb, moves, adjective or noun; `word` is the predicate, `follows` the lemmas that must come with it."""

    pos: str
    word: str
    follows: tuple[str, ...]
    prepositions: frozenset[str]  # empty: the direct object
    reciprocal: bool
    colour: Colour


@dataclass(slots=True)
class Lexicon:
    ties: dict[str, Colour] = field(default_factory=dict)
    idioms: dict[str, dict[str, Colour]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[frozenset[str], Colour]]] = field(default_factory=dict)
    changes: dict[str, Colour] = field(default_factory=dict)
    roles: dict[str, Colour] = field(default_factory=dict)
    qualities: dict[str, Colour] = field(default_factory=dict)
    moves: dict[str, Move] = field(default_factory=dict)
    bonds: dict[str, list[Bond]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)


@cache
def lexicon() -> Lexicon:
    """All word lists. Raises TableError where a row makes no sense."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    by_kind = {"tie": out.ties, "change": out.changes, "role": out.roles}
    for row in rows(package, "nouns.csv"):
        where = f"nouns.csv, {row['noun']}"
        if row["kind"] not in by_kind:
            raise TableError(f"{where}: {row['kind']!r} is none of {', '.join(by_kind)}.")
        colour = Colour(to_sign(row["level"], where), to_sign(row["change"], where))
        *with_it, noun = row["noun"].split(" ")
        if with_it:
            out.phrases.setdefault(noun, []).append((frozenset(with_it), colour))
        else:
            by_kind[row["kind"]][noun] = colour
    for row in rows(package, "idioms.csv"):
        where = f"idioms.csv, {row['noun']}"
        for verb in row["verbs"].split("|"):
            out.idioms.setdefault(row["noun"], {})[verb] = Colour(
                to_sign(row["level"], where), to_sign(row["change"], where)
            )
    for row in rows(package, "qualities.csv"):
        where = f"qualities.csv, {row['word']}"
        out.qualities[row["word"]] = Colour(to_sign(row["level"], where), to_sign(row["change"], where))
    for row in rows(package, "moves.csv"):
        where = f"moves.csv, {row['verb']}"
        out.moves[row["verb"]] = Move(to_sign(row["level"], where), to_sign(row["change"], where), row["flips"] == "1")
    for row in rows(package, "bonds.csv"):
        where = f"bonds.csv, {row['words']}"
        word, *follows = row["words"].split(" ")
        if row["pos"] not in {"verb", "moves", "adjective", "noun"}:
            raise TableError(f"{where}: {row['pos']!r} is no part of speech of a bond.")
        prepositions = row["prepositions"].split("|") if row["prepositions"] else []
        out.bonds.setdefault(word, []).append(
            Bond(row["pos"], word, tuple(follows), frozenset(p for p in prepositions if p != "*"), "*" in prepositions,
                 Colour(to_sign(row["level"], where), to_sign(row["change"], where)))
        )  # fmt: skip
    for group in out.bonds.values():
        group.sort(key=lambda b: not b.follows)
    for row in rows(package, "rules.csv"):
        out.confidence[row["rule"]] = round((int(row["right"]) + 1) / (int(row["tried"]) + 2), 2)
    return out
