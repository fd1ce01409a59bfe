"""The lexicon of triggers, read once from the tables in data/ and checked.

lexicon().verbs["lift"]  -> rows whose lemma is "lift", most needs first
lexicon().frames["svo"]  -> where source and target stand
lexicon().member("embargo", "penalty") -> True
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from comity.errors import TableError
from comity.reading.events.rows import NO_EVENT, Frame, Need, Part, Row, Slot, faults, made, slots
from comity.reading.lexicons.in_use import in_use

PARTS: Final[tuple[Part, ...]] = ("verbs", "nouns", "adjectives")

__all__ = [
    "NO_EVENT",
    "PARTS",
    "Frame",
    "Lexicon",
    "Need",
    "Row",
    "Slot",
    "build",
    "gerund",
    "lexicon",
    "shipped",
    "table",
    "words",
]


@dataclass(slots=True, eq=False)
class Lexicon:
    """`groups`: nouns of people taken together; `agents`: of whatever can act."""

    verbs: dict[str, list[Row]] = field(default_factory=dict)
    nouns: dict[str, list[Row]] = field(default_factory=dict)
    adjectives: dict[str, list[Row]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    governors: dict[tuple[str, str], str] = field(default_factory=dict)
    light: dict[str, str] = field(default_factory=dict)
    stops: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    gerunds: dict[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()

    def member(self, lemma: str, name: str) -> bool:
        return lemma in self.classes[name]

    def part(self, name: Part) -> dict[str, list[Row]]:
        index: dict[str, list[Row]] = getattr(self, name)
        return index


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this package's tables, comment lines left out."""
    for _, row in numbered(name):
        yield row


def numbered(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table, each with the number of its line, from 1."""
    text = resources.files("comity.reading.events").joinpath("data", name).read_text(encoding="utf-8")
    kept = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for (n, _), row in zip(kept[1:], csv.DictReader(line for _, line in kept), strict=True):
        yield n, row


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {r["list"]: frozenset(r["lemmas"].split()) for r in table("words.csv")}


def words(name: str) -> frozenset[str]:
    """One list of words.csv. Raises KeyError for an unknown name."""
    return _lists()[name]


def gerund(lemma: str) -> str:
    """The -ing form by the regular spelling rules."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    short = len(lemma) > 2 and lemma[-1] in "bdgmnprt" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou"
    if short and (
        sum(c in "aeiou" for c in lemma) == 1 or lemma in {"permit", "admit", "begin", "rebut", "annul", "abet"}
    ):
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def lexicon() -> Lexicon:
    """The lexicon in use: comity's own, with a user's rows where the reader was given some."""
    lexicons = in_use()
    return shipped() if lexicons is None else lexicons.events


@cache
def shipped() -> Lexicon:
    """comity's own tables, checked. Raises TableError naming the file and row that make no sense."""
    return build()


def build(
    own: Iterable[tuple[Part, Row]] = (),
    classes: Mapping[str, frozenset[str]] | None = None,
    frames: Iterable[Frame] = (),
) -> Lexicon:
    """All tables, with a user's own rows, frames and further members of classes. Raises TableError."""
    lex = Lexicon()
    lex.classes = {r["class"]: frozenset(r["lemmas"].split()) for r in table("classes.csv")}
    for name, members in (classes or {}).items():
        lex.classes[name] = lex.classes.get(name, frozenset()) | members
    for r in table("frames.csv"):
        lex.frames[r["frame"]] = Frame(r["frame"], slots(r["source"]), slots(r["target"]), r["symmetric"] == "yes")
    lex.frames.update((frame.name, frame) for frame in frames)
    added = list(own)
    for part in PARTS:
        index = lex.part(part)
        rows = [row for order, (n, r) in enumerate(numbered(f"{part}.csv")) for row in _rows(lex, part, order, n, r)]
        for row in (*rows, *(row for name, row in added if name == part)):
            index.setdefault(row.lemma, []).append(row)
        for group in index.values():
            group.sort(key=lambda row: row.rank)
    for r in table("governors.csv"):
        for word in r["lemmas"].split():
            lex.governors.setdefault((r["pos"], word), r["effect"])
    for r in table("lightverbs.csv"):
        for word in r["lemmas"].split():
            lex.light.setdefault(word, r["effect"])
    lex.stops = {r["type"]: (r["becomes"], r["mode"] or None) for r in table("stops.csv")}
    for lemma in lex.verbs:
        forms = [gerund(lemma)]
        if len(lemma) > 3 and lemma[-1] == "l" and lemma[-2] in "aeiou" and lemma[-3] not in "aeiou":
            forms.append(lemma + "ling")  # "expelling", and "cancelling" beside "canceling"
        for form in forms:
            if form not in lex.nouns:
                lex.gerunds[form] = lemma
    lex.groups = frozenset().union(*(lex.classes[name] for name in ("person", "troops", "victim", "crowd")))
    bodies = (lex.classes[name] for name in ("police", "keepers", "diplomat", "ships"))
    lex.agents = lex.groups.union(words("agents"), *bodies)
    return lex


def _rows(lex: Lexicon, part: Part, order: int, line: int, cells: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a line, one a lemma. Raises TableError at the first fault."""
    for fault in faults(part, cells, lex.classes, lex.frames):
        raise TableError(f"{part}.csv: {fault.what} (the row of {cells['lemmas']!r}).", hint=fault.hint)
    for word in cells["lemmas"].split():
        yield made(part, word, cells, order=order, line=line)
