"""The word lists of the causal reader, read once and checked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from comity.errors import TableError
from comity.reading.model import Sign

FRAMES = frozenset({"object", "from", "infinitive", "gerund", "state", "change", "result", "outcome"})
JOINS = frozenset({"before", "clause", "after", "adverb", "purpose"})
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


@dataclass(slots=True)
class Lexicon:
    verbs: dict[str, list[VerbFrame]] = field(default_factory=dict)
    idioms: dict[str, list[Idiom]] = field(default_factory=dict)
    connectives: dict[str, list[Connective]] = field(default_factory=dict)  # by first word
    nouns: dict[str, NounFrame] = field(default_factory=dict)
    adjectives: dict[str, AdjectiveFrame] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)


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


@cache
def lexicon() -> Lexicon:
    """All word lists. Raises TableError where a row makes no sense."""
    package = __name__.rpartition(".")[0]
    out = Lexicon()
    for row in rows(package, "verbs.csv"):
        verb, *particle = row["verb"].split(" ")
        where = f"verbs.csv, {row['verb']}"
        out.verbs.setdefault(verb, []).append(
            VerbFrame(
                tuple(particle),
                _one_of(row["frame"], FRAMES, where),
                to_sign(row["sign"], where),
                _one_of(row["kind"], KINDS, where),
            )
        )
    for frames in out.verbs.values():
        frames.sort(key=lambda f: -len(f.particle))
    for row in rows(package, "idioms.csv"):
        where = f"idioms.csv, {row['verb']}"
        idiom = Idiom(
            frozenset(row["nouns"].split("|")),
            frozenset(row["prepositions"].split("|")),
            to_sign(row["sign"], where),
            row["kind"],
        )
        out.idioms.setdefault(row["verb"], []).append(idiom)
    for row in rows(package, "connectives.csv"):
        where = f"connectives.csv, {row['phrase']}"
        words = tuple(row["phrase"].split(" "))
        out.connectives.setdefault(words[0], []).append(
            Connective(words, _one_of(row["frame"], JOINS, where), to_sign(row["sign"], where), _one_of(row["kind"], KINDS, where),
                       row["hosts"], row["hedged"] == "1", row["rule"])
        )  # fmt: skip
    for group in out.connectives.values():
        group.sort(key=lambda c: -len(c.words))
    for row in rows(package, "nouns.csv"):
        where = f"nouns.csv, {row['noun']}"
        out.nouns[row["noun"]] = NounFrame(
            _one_of(row["role"], frozenset({"cause", "effect"}), where), to_sign(row["sign"], where), row["kind"]
        )
    for row in rows(package, "adjectives.csv"):
        where = f"adjectives.csv, {row['adjective']}"
        role = _one_of(row["role"], frozenset({"cause", "effect"}), where)
        frame = AdjectiveFrame(
            frozenset(row["prepositions"].split("|")), role, to_sign(row["sign"], where), row["kind"]
        )
        out.adjectives[row["adjective"]] = frame
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
