"""The word lists of the causal reader, read once and checked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from comity.errors import TableError
from comity.reading.lexicons.in_use import in_use
from comity.reading.model import Sign

if TYPE_CHECKING:
    from spacy.tokens import Token

FRAMES = frozenset({"object", "from", "infinitive", "gerund", "state", "change", "result", "outcome"})
JOINS = frozenset({"before", "clause", "after", "adverb", "purpose"})
ROLES = frozenset({"cause", "effect"})
KINDS = frozenset({"influence", "motive", "purpose", "enabling", "evaluative"})


@dataclass(frozen=True, slots=True)
class VerbFrame:
    particle: tuple[str, ...]
    frame: str
    sign: Sign | None
    kind: str


@dataclass(frozen=True, slots=True)
class Idiom:
    nouns: frozenset[str]
    prepositions: frozenset[str]
    sign: Sign | None
    kind: str


@dataclass(frozen=True, slots=True)
class Connective:
    words: tuple[str, ...]
    frame: str
    sign: Sign | None
    kind: str
    hosts: str
    hedged: bool
    rule: str


@dataclass(frozen=True, slots=True)
class NounFrame:
    role: str
    sign: Sign | None
    kind: str


@dataclass(frozen=True, slots=True)
class AdjectiveFrame:
    prepositions: frozenset[str]
    role: str
    sign: Sign | None
    kind: str


@dataclass(slots=True, eq=False)
class Lexicon:
    verbs: dict[str, list[VerbFrame]] = field(default_factory=dict)
    idioms: dict[str, list[Idiom]] = field(default_factory=dict)
    connectives: dict[str, list[Connective]] = field(default_factory=dict)  # by first word
    nouns: dict[str, NounFrame] = field(default_factory=dict)
    adjectives: dict[str, AdjectiveFrame] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def listed(self, token: Token) -> str | None:
        """What a word is listed as, with words of its sentence where it needs them, for people; None where it is not."""
        lemma, pos, sentence = token.lemma_, token.pos_, {t.lower_ for t in token.sent}
        if pos == "VERB":
            frames = [f for f in self.verbs.get(lemma, ()) if sentence.issuperset(f.particle)]
            if frames:
                return "verb: " + ", ".join(" ".join((lemma, *f.particle)) + f" ({f.frame})" for f in frames)
            nouns = {t.lemma_ for t in token.sent}
            return "turn of phrase" if any(i.nouns & nouns for i in self.idioms.get(lemma, ())) else None
        if (pos == "NOUN" and lemma in self.nouns) or (pos == "ADJ" and token.lower_ in self.adjectives):
            return pos.lower().replace("adj", "adjective")
        for joint in self.connectives.get(token.lower_, ()):
            if tuple(t.lower_ for t in token.doc[token.i : token.i + len(joint.words)]) == joint.words:
                return "connective: " + " ".join(joint.words)
        return None


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of `package`, without its `#` lines."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    yield from csv.DictReader(lines)


def to_sign(text: str, where: str) -> Sign | None:
    match text:
        case "":
            return None
        case "1":
            return 1
        case "0":
            return 0
        case "-1":
            return -1
    raise TableError(f"{where}: sign {text!r} is none of -1, 0, 1 and empty.")


def _one_of(value: str, allowed: frozenset[str], where: str) -> str:
    if value not in allowed:
        raise TableError(f"{where}: {value!r} is none of {', '.join(sorted(allowed))}.")
    return value


def lexicon() -> Lexicon:
    """The word lists in use: comity's own, with a user's words where the reader was given some."""
    lexicons = in_use()
    return shipped() if lexicons is None else lexicons.causes


@cache
def shipped() -> Lexicon:
    """comity's own word lists. Raises TableError where a row makes no sense."""
    return build()


def build(own: Iterable[tuple[str, dict[str, str]]] = ()) -> Lexicon:
    """All word lists, a user's own rows (table and row) added to them. Raises TableError."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    for table in ("verbs.csv", "idioms.csv", "connectives.csv", "nouns.csv", "adjectives.csv"):
        for row in rows(package, table):
            add(out, table, row)
    for table, row in own:
        add(out, table, row, own=True)
    for frames in out.verbs.values():
        frames.sort(key=lambda f: -len(f.particle))
    for group in out.connectives.values():
        group.sort(key=lambda c: -len(c.words))
    classes: dict[str, set[str]] = {}
    for row in rows(package, "hosts.csv"):
        classes.setdefault(row["class"], set()).add(row["lemma"])
    out.classes = {name: frozenset(words) for name, words in classes.items()}
    for row in rows(package, "rules.csv"):
        right, tried = int(row["right"]), int(row["tried"])
        if not 0 <= right <= tried:
            raise TableError(f"rules.csv, {row['rule']}: {right} right of {tried} tried.")
        out.confidence[row["rule"]] = round((right + 1) / (tried + 2), 2)
    return out


def add(out: Lexicon, table: str, row: dict[str, str], *, own: bool = False) -> None:
    """Add a row of a table; a user's own stands before others of its word. Raises TableError where it makes no sense."""
    word = next(row[name] for name in ("verb", "phrase", "noun", "adjective") if name in row)
    where = f"{table}, {word}"
    sign, kind = to_sign(row["sign"], where), _one_of(row["kind"], KINDS, where)
    if table == "verbs.csv":
        verb, *particle = word.split(" ")
        frames = out.verbs.setdefault(verb, [])
        frame = VerbFrame(tuple(particle), _one_of(row["frame"], FRAMES, where), sign, kind)
        frames.insert(0 if own else len(frames), frame)
    elif table == "idioms.csv":
        nouns, prepositions = frozenset(row["nouns"].split("|")), frozenset(row["prepositions"].split("|"))
        out.idioms.setdefault(word, []).append(Idiom(nouns, prepositions, sign, kind))
    elif table == "connectives.csv":
        words = tuple(word.split(" "))
        joins = out.connectives.setdefault(words[0], [])
        frame_name = _one_of(row["frame"], JOINS, where)
        joint = Connective(words, frame_name, sign, kind, row["hosts"], row["hedged"] == "1", row["rule"])
        joins.insert(0 if own else len(joins), joint)
    elif table == "nouns.csv":
        out.nouns[word] = NounFrame(_one_of(row["role"], ROLES, where), sign, kind)
    else:
        prepositions = frozenset(row["prepositions"].split("|"))
        out.adjectives[word] = AdjectiveFrame(prepositions, _one_of(row["role"], ROLES, where), sign, kind)
