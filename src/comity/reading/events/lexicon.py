"""The lexicon of triggers, read once from the tables in data/ and checked.

lexicon().verbs["lift"]  -> rows whose lemma is "lift", most needs first
lexicon().frames["svo"]  -> where source and target stand
lexicon().member("embargo", "penalty") -> True
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from comity.errors import TableError
from comity.vocabulary import issues, modes, types

NO_EVENT = "-"
PARTS = ("verbs", "nouns", "adjectives")


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a row. kind: obj, subj, prep, mod, of, comp, adv, adj, inf, clause, noobj, pair, pl, text ...
    `word` is the preposition of a prep need; `test` a class of classes.csv, ACTOR, ORG or empty; `words` literal lemmas."""

    kind: str
    word: str = ""
    test: str = ""
    words: frozenset[str] = frozenset()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One sense of a trigger. `type` is None where this sense is no event."""

    lemma: str
    particle: str | None
    needs: tuple[Need, ...]
    type: str | None
    mode: str | None
    frame: str
    issue: str | None
    strong: bool
    order: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a party stands; `also` is set where it adds to the slots before it instead of replacing them."""

    name: str
    also: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    symmetric: bool


@dataclass(slots=True)
class Lexicon:
    verbs: dict[str, list[Row]] = field(default_factory=dict)
    nouns: dict[str, list[Row]] = field(default_factory=dict)
    adjectives: dict[str, list[Row]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    governors: dict[tuple[str, str], str] = field(default_factory=dict)
    light: dict[str, str] = field(default_factory=dict)
    stops: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    gerunds: dict[str, str] = field(default_factory=dict)

    def member(self, lemma: str, name: str) -> bool:
        return lemma in self.classes[name]


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this package's tables, comment lines left out."""
    text = resources.files("comity.reading.events").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


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


@cache
def lexicon() -> Lexicon:
    """All tables, checked. Raises TableError naming the file and row that make no sense."""
    lex = Lexicon()
    lex.classes = {r["class"]: frozenset(r["lemmas"].split()) for r in table("classes.csv")}
    for r in table("frames.csv"):
        lex.frames[r["frame"]] = Frame(r["frame"], _slots(r["source"]), _slots(r["target"]), r["symmetric"] == "yes")
    for part in PARTS:
        index: dict[str, list[Row]] = getattr(lex, part)
        for order, r in enumerate(table(f"{part}.csv")):
            for word in r["lemmas"].split():
                row = _row(lex, part, order, word, r)
                index.setdefault(row.lemma, []).append(row)
        for rows in index.values():
            rows.sort(key=lambda row: (-len(row.needs) - (row.particle is not None), row.type is not None, row.order))
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
    return lex


def _slots(text: str) -> tuple[Slot, ...]:
    slots, also = [], False
    for word in text.split():
        if word == "+":
            also = True
            continue
        slots.append(Slot(word, also))
        also = False
    return tuple(slots)


def _row(lex: Lexicon, part: str, order: int, word: str, r: dict[str, str]) -> Row:
    def wrong(what: str) -> TableError:
        return TableError(f"{part}.csv: {what} (the row of {r['lemmas']!r}).")

    kind = None if r["type"] == NO_EVENT else r["type"]
    if kind is not None:
        if kind not in types():
            raise wrong(f"{kind!r} is no event type")
        if r["frame"] not in lex.frames:
            raise wrong(f"{r['frame']!r} is no frame")
        if r["mode"] and (kind, r["mode"]) not in modes():
            raise wrong(f"{kind} has no mode {r['mode']!r}")
        if r["issue"] and r["issue"] not in issues():
            raise wrong(f"{r['issue']!r} is no issue")
    lemma, _, particle = word.partition("_") if part == "verbs" else (word, "", "")
    needs = tuple(_need(lex, text, wrong) for text in r["needs"].split())
    strong = r.get("strength", "full") != "weak"
    return Row(lemma, particle or None, needs, kind, r["mode"] or None, r["frame"], r["issue"] or None, strong, order)


def _need(lex: Lexicon, text: str, wrong) -> Need:  # type: ignore[no-untyped-def]
    negated = text.startswith("!")
    text = text.lstrip("!")
    literals: frozenset[str] = frozenset()
    if "=" in text:
        text, _, literal = text.partition("=")
        literals = frozenset(literal.split("|"))
    kind, *rest = text.split(":")
    word = rest.pop(0) if kind == "prep" and rest else ""
    test = rest[0] if rest else ""
    if test and test not in ("ACTOR", "HEAD", "ORG", "PEOPLE") and test not in lex.classes:
        raise wrong(f"{test!r} is no class of nouns")
    return Need(kind, word, test, literals, negated)
