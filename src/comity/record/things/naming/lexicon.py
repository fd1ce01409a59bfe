"""The words by which things are found: nouns of kinds, designations, names known everywhere, words of stages."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

from comity.errors import TableError
from comity.record.things.naming.text import Phrases

Kind = Literal["project", "treaty", "exercise", "weapon", "organisation", "other"]
KINDS: Final = ("project", "treaty", "exercise", "weapon", "organisation", "other")
STAGES: Final = (
    "proposed", "agreed", "in force", "financed", "renamed", "built", "delivered", "held", "stalled", "resumed", "ended",
    "member joined", "member left",
)  # fmt: skip
_FORMS: Final = ("place", "of", "named", "capital", "title", "first")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun on which names are built: see heads.csv."""

    words: str  # singular, small letters
    kind: Kind
    family: str
    form: str
    short: bool


@dataclass(frozen=True, slots=True)
class StageWord:
    """A word that tells a stage: see stages.csv. `begun`: that something was begun, not finished."""

    words: str
    stage: str
    kinds: frozenset[str]  # empty: all
    status: str
    where: str


@dataclass(frozen=True, slots=True)
class Known:
    """A thing known everywhere."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...]


def table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a data file. Raises TableError when its columns are others."""
    reader = csv.DictReader(_lines(name))
    rows = list(reader)
    if tuple(reader.fieldnames or ()) != columns:
        raise TableError(f"{name} has the columns {reader.fieldnames}, not {', '.join(columns)}.")
    return rows


def _lines(name: str) -> list[str]:
    text = (resources.files("comity.record.things.naming") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """A list of words, one a line."""
    return frozenset(_lines(name))


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {r["class"]: frozenset(r["words"].split(";")) for r in table("telling_words.csv", ("class", "use", "words"))}


def word_class(name: str) -> frozenset[str]:
    """A class of telling_words.csv."""
    return _classes()[name]


@cache
def heads() -> dict[str, Head]:
    """Heads by their words, singular and plural."""
    found: dict[str, Head] = {}
    for row in table("heads.csv", ("kind", "family", "words", "form", "short")):
        if row["kind"] not in KINDS or row["form"] not in _FORMS:
            raise TableError(f"heads.csv: {row['words']!r} has no such kind or form.")
        for word in row["words"].split(";"):
            head = Head(word, row["kind"], row["family"], row["form"], row["short"] == "yes")  # type: ignore[arg-type]
            found[word] = head
            found.setdefault(plural(word), head)
    return found


@cache
def pointing_in() -> Phrases[Head]:
    """Nouns that name nothing by themselves, but may point back to a thing of the passage ("the line" to a railway)."""
    found = {}
    for row in table("pointing.csv", ("word", "families", "where")):
        found[row["word"]] = Head(row["word"], "project", row["families"], row["where"], True)
    return Phrases(found)


def plural(word: str) -> str:
    """The last word in the plural, or the first of 'memorandum of understanding'."""
    if word.startswith("memorandum"):
        return word.replace("memorandum", "memoranda")
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s") if not word.endswith("works") else word


@cache
def heads_in() -> Phrases[Head]:
    return Phrases(heads())


@cache
def stage_words() -> dict[str, tuple[StageWord, ...]]:
    """Words of stages by their text; `begun` is the stage 'built', ongoing."""
    found: dict[str, list[StageWord]] = {}
    for row in table("stages.csv", ("stage", "kinds", "status", "where", "words")):
        stage = "built" if row["stage"] == "begun" else row["stage"]
        if stage not in STAGES or row["where"] not in ("before", "after", "both"):
            raise TableError(f"stages.csv: no stage {row['stage']!r}, or no place {row['where']!r}.")
        kinds = frozenset(k for k in row["kinds"].split(";") if k)
        for word in row["words"].split(";"):
            found.setdefault(word, []).append(StageWord(word, stage, kinds, row["status"], row["where"]))
    return {word: tuple(rows) for word, rows in found.items()}


@cache
def stages_in() -> Phrases[tuple[StageWord, ...]]:
    return Phrases(stage_words())


@cache
def known() -> dict[str, Known]:
    """Known things by each of their names. Raises TableError where two share one."""
    found: dict[str, Known] = {}
    for row in table("known.csv", ("id", "name", "kind", "aliases")):
        if row["kind"] not in KINDS:
            raise TableError(f"known.csv: {row['name']!r} has no such kind.")
        thing = Known(row["id"], row["name"], row["kind"], tuple(a for a in row["aliases"].split(";") if a))  # type: ignore[arg-type]
        for name in (thing.name, *thing.aliases):
            if found.setdefault(name, thing) is not thing:
                raise TableError(f"known.csv: two things are called {name!r}.")
    return found


@cache
def known_in() -> Phrases[Known]:
    return Phrases(known(), cased=True)


@cache
def known_in_small() -> Phrases[Known]:
    """Those of three words or more, which are also written in small letters ("the partial test ban treaty")."""
    return Phrases({name: thing for name, thing in known().items() if len(name.split()) > 2})


def squeezed(text: str) -> str:
    """Single spaces for all white space."""
    return " ".join(text.split())
