"""The word lists of the stance reader, read once and checked."""

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

STANCES = frozenset({"wants", "supports", "opposes", "needs", "fears", "neutral"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """`follows` is a particle or noun that must come with the word, or ""; `prepositions` lead to the object."""

    follows: str
    prepositions: frozenset[str]
    stance: str
    sign: Sign


@dataclass(slots=True, eq=False)
class Lexicon:
    verbs: dict[str, list[Attitude]] = field(default_factory=dict)
    nouns: dict[str, list[Attitude]] = field(default_factory=dict)
    adjectives: dict[str, list[Attitude]] = field(default_factory=dict)
    purposes: dict[str, list[Attitude]] = field(default_factory=dict)
    reactions: dict[str, Attitude] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def listed(self, token: Token) -> str | None:
        """What a word is listed as, with words of its sentence where it needs them, for people; None where it is not."""
        lemma, pos = token.lemma_, token.pos_
        if pos == "VERB" and lemma in self.purposes:
            return "verb"
        if pos == "NOUN" and lemma in self.reactions:
            return "reaction"
        held = {"VERB": self.verbs, "NOUN": self.nouns, "ADJ": self.adjectives}.get(pos, {})
        near = {"", *(t.lemma_ for t in token.sent)}
        found = [a for a in held.get(token.lower_ if pos == "ADJ" else lemma, ()) if a.follows in near]
        called = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
        return ", ".join(dict.fromkeys(f"{called[pos]}, {a.stance}" for a in found)) or None


def _sign(text: str, where: str) -> Sign:
    sign = to_sign(text, where)
    if sign is None:
        raise TableError(f"{where}: a stance needs a sign.")
    return sign


def lexicon() -> Lexicon:
    """The word lists in use: comity's own, with a user's words where the reader was given some."""
    lexicons = in_use()
    return shipped() if lexicons is None else lexicons.stances


@cache
def shipped() -> Lexicon:
    """comity's own word lists. Raises TableError where a row makes no sense."""
    return build()


def build(own: Iterable[tuple[str, dict[str, str]]] = ()) -> Lexicon:
    """All word lists, a user's own rows (table and row) added to them. Raises TableError."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    for table in ("words.csv", "reactions.csv"):
        for row in rows(package, table):
            add(out, table, row)
    for table, row in own:
        add(out, table, row, own=True)
    for row in rows(package, "rules.csv"):
        out.confidence[row["rule"]] = round((int(row["right"]) + 1) / (int(row["tried"]) + 2), 2)
    return out


def add(out: Lexicon, table: str, row: dict[str, str], *, own: bool = False) -> None:
    """Add a row of a table; a user's own stands before others of its word. Raises TableError where it makes no sense."""
    if table == "reactions.csv":
        where = f"reactions.csv, {row['noun']}"
        out.reactions[row["noun"]] = Attitude("", frozenset({"to"}), row["stance"], _sign(row["sign"], where))
        return
    where = f"words.csv, {row['word']}"
    parts = {"verb": out.verbs, "noun": out.nouns, "adjective": out.adjectives, "purpose": out.purposes}
    if row["pos"] not in parts or row["stance"] not in STANCES:
        raise TableError(f"{where}: unknown part of speech or stance.")
    word, _, follows = row["word"].partition(" ")
    attitude = Attitude(follows, frozenset(row["prepositions"].split("|")), row["stance"], _sign(row["sign"], where))
    group = parts[row["pos"]].setdefault(word, [])
    group.insert(0 if own else len(group), attitude)
