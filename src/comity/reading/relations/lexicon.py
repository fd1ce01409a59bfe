"""The word lists of the relation reader, read once and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from comity.errors import TableError
from comity.reading.causes.lexicon import rows, to_sign
from comity.reading.lexicons.in_use import in_use
from comity.reading.model import Sign

if TYPE_CHECKING:
    from spacy.tokens import Token


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


@dataclass(slots=True, eq=False)
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

    def listed(self, token: Token) -> str | None:
        """What a word is listed as, with words of its sentence where it needs them, for people; None where it is not."""
        lemma, near = token.lemma_.lower(), {s for t in token.sent for s in (t.lemma_, t.lower_)}
        found: list[str] = []
        if token.pos_ in ("NOUN", "PROPN"):
            kinds = {"tie": self.ties, "change": self.changes, "role": self.roles}
            found = [kind for kind, held in kinds.items() if lemma in held]
            found += ["phrase"] * any(held <= near for held, _ in self.phrases.get(lemma, ()))
            found += ["turn of phrase"] * any(verb in near for verb in self.idioms.get(lemma, ()))
        kind = _BONDS.get(token.pos_, ())
        found += ["bond"] * any(b.pos in kind and near.issuperset(b.follows) for b in self.bonds.get(lemma, ()))
        return ", ".join(found) or None


_BONDS = {
    "VERB": ("verb", "moves", "adjective"), "ADJ": ("adjective",), "NOUN": ("noun",), "PROPN": ("noun",)
}  # fmt: skip
TABLES = ("nouns.csv", "idioms.csv", "qualities.csv", "moves.csv", "bonds.csv")


def lexicon() -> Lexicon:
    """The word lists in use: comity's own, with a user's words where the reader was given some."""
    lexicons = in_use()
    return shipped() if lexicons is None else lexicons.relations


@cache
def shipped() -> Lexicon:
    """comity's own word lists. Raises TableError where a row makes no sense."""
    return build()


def build(own: Iterable[tuple[str, dict[str, str]]] = ()) -> Lexicon:
    """All word lists, a user's own rows (table and row) after them. Raises TableError."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    for table in TABLES:
        for row in rows(package, table):
            add(out, table, row)
    for table, row in own:
        add(out, table, row, own=True)
    for group in out.bonds.values():
        group.sort(key=lambda b: not b.follows)
    for row in rows(package, "rules.csv"):
        out.confidence[row["rule"]] = round((int(row["right"]) + 1) / (int(row["tried"]) + 2), 2)
    return out


def add(out: Lexicon, table: str, row: dict[str, str], *, own: bool = False) -> None:
    """Add a row of a table; a user's own stands before others of its word. Raises TableError where it makes no sense."""
    where = f"{table}, {next(iter(row.values()))}" if table != "bonds.csv" else f"{table}, {row['words']}"
    colour = Colour(to_sign(row["level"], where), to_sign(row["change"], where))
    if table == "nouns.csv":
        by_kind = {"tie": out.ties, "change": out.changes, "role": out.roles}
        if row["kind"] not in by_kind:
            raise TableError(f"{where}: {row['kind']!r} is none of {', '.join(by_kind)}.")
        *with_it, noun = row["noun"].split(" ")
        if with_it:
            phrases = out.phrases.setdefault(noun, [])
            phrases.insert(0 if own else len(phrases), (frozenset(with_it), colour))
            return
        if own:
            for others in by_kind.values():
                others.pop(noun, None)
        by_kind[row["kind"]][noun] = colour
    elif table == "idioms.csv":
        for verb in row["verbs"].split("|"):
            out.idioms.setdefault(row["noun"], {})[verb] = colour
    elif table == "qualities.csv":
        out.qualities[row["word"]] = colour
    elif table == "moves.csv":
        out.moves[row["verb"]] = Move(colour.level, colour.change, row["flips"] == "1")
    else:
        word, *follows = row["words"].split(" ")
        if row["pos"] not in {"verb", "moves", "adjective", "noun"}:
            raise TableError(f"{where}: {row['pos']!r} is no part of speech of a bond.")
        prepositions = row["prepositions"].split("|") if row["prepositions"] else []
        leading, mutual = frozenset(p for p in prepositions if p != "*"), "*" in prepositions
        bond = Bond(row["pos"], word, tuple(follows), leading, mutual, colour)
        group = out.bonds.setdefault(word, [])
        group.insert(0 if own else len(group), bond)
