"""The grammar's machinery: named rules over kinds of lexemes, and the choice among what they match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from comity.reading.dates.lexer import Lexemes, Value
from comity.reading.dates.lexicon import CODE
from comity.reading.dates.situation import Answer, Situation

Meaning = Callable[[Situation], Answer | None]
"""What a phrase means in a situation; None when it turns out to mean no date there."""


def impossible(_: Situation) -> Answer | None:
    """The meaning of 30 February: the phrase is used up, and no date comes of it."""
    return None


def always(answer: Answer) -> Meaning:
    """The meaning of a phrase that means the same everywhere."""
    return lambda _: answer


_CLASSES: Final = {
    "NUMBER": "DAYNUM NUM NUMWORD",
    "ONE_UNIT": "UNIT QUARTER CENTURY NIGHT",
    "ANY_UNIT": "UNIT UNITS QUARTER CENTURY NIGHT",
    "MON": "MONTH SHORTMONTH",
    "WD": "WEEKDAY SHORTWEEKDAY",
    "DOM": "DAYNUM ORD",
    "PART_OF_DAY": "DAYPART NIGHT",
    "TO_SIGN": "HYPHEN DASH",
}


def _char_class(name: str) -> str:
    if name in _CLASSES:
        return "[" + "".join(CODE[k] for k in _CLASSES[name].split()) + "]"
    return CODE[name]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern over kinds: names in capitals stand for one lexeme of that kind, blanks are for reading only."""
    return re.compile(re.sub(r"\b[A-Z][A-Z_]+\b", lambda m: _char_class(m[0]), pattern).replace(" ", ""))


def needed(compiled: str) -> tuple[int, ...]:
    """Kinds without which a compiled pattern cannot match, as sets of bits: of each at least one. Saves most tries."""
    sets, _ = _needed_branches(compiled, 0)
    return tuple(dict.fromkeys(sets))


def _needed_branches(pattern: str, at: int) -> tuple[list[int], int]:
    """What the alternatives from `at` to their closing bracket need together, and where that is."""
    branches: list[list[int]] = [[]]
    while at < len(pattern) and pattern[at] != ")":
        char = pattern[at]
        element: list[int]
        if char == "|":
            branches.append([])
            at += 1
            continue
        if char == "(":
            inner = pattern.index(":" if pattern.startswith("(?:", at) else ">", at) + 1
            element, at = _needed_branches(pattern, inner)
            at += 1
        elif char == "[":
            end = pattern.index("]", at)
            element, at = [sum(bit(c) for c in pattern[at + 1 : end])], end + 1
        else:
            element, at = [bit(char)], at + 1
        if at < len(pattern) and pattern[at] in "?*":
            at += 1
        else:
            branches[-1].extend(element)
    if len(branches) == 1:
        return branches[0], at
    together = 0
    for branch in branches:
        if not branch:
            return [], at
        together |= branch[0]
    return [together], at


def bit(code: str) -> int:
    return 1 << (ord(code) - 0x100)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Lexemes [i, j) that a pattern matched, with its named parts."""

    lexemes: Lexemes
    match: re.Match[str]

    @property
    def i(self) -> int:
        return self.match.start()

    @property
    def j(self) -> int:
        return self.match.end()

    def has(self, part: str) -> bool:
        return self.match.start(part) >= 0

    def value(self, part: str) -> Value:
        at = self.match.start(part)
        return self.lexemes.values[at] if at >= 0 else None

    def integer(self, part: str) -> int:
        value = self.value(part)
        assert isinstance(value, int)
        return value

    def text(self, part: str) -> str:
        """The part's first lexeme as a value; "" when it is absent."""
        value = self.value(part)
        return value if isinstance(value, str) else ""

    def kind(self, part: str, *kinds: str) -> bool:
        return self.lexemes.kind_is(self.match.start(part), *kinds) if self.has(part) else False


@dataclass(frozen=True, slots=True)
class Rule:
    """`left` says what may be taken in before the phrase: "part" (early, the end of), "approx" (about, more than)."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[int, ...]
    build: Callable[[Phrase], Meaning | None]
    left: frozenset[str]


_RULES: Final[list[Rule]] = []


def rule(
    *patterns: str, left: str = ""
) -> Callable[[Callable[[Phrase], Meaning | None]], Callable[[Phrase], Meaning | None]]:
    """Registers a function that reads what the patterns match. It returns None when the phrase is no date after all."""

    def register(build: Callable[[Phrase], Meaning | None]) -> Callable[[Phrase], Meaning | None]:
        for pattern in patterns:
            compiled = compile_pattern(pattern)
            _RULES.append(Rule(build.__name__, compiled, needed(compiled.pattern), build, frozenset(left.split())))
        return build

    return register


@cache
def rules() -> tuple[Rule, ...]:
    from comity.reading.dates import clock, durations, explicit, months, narrative, relative, turns  # each registers

    modules = (explicit, relative, turns, months, narrative, durations, clock)
    return tuple(r for module in modules for r in _RULES if r.build.__module__ == module.__name__)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lexemes [i, j) that a rule says are a time expression."""

    i: int
    j: int
    rule: str
    meaning: Meaning
    left: frozenset[str]


def candidates(lexemes: Lexemes) -> Iterator[Candidate]:
    """Every phrase of every rule; they may overlap."""
    present = 0
    for code in set(lexemes.kinds):
        present |= bit(code)
    for r in rules():
        for kinds in r.needs:
            if not present & kinds:
                break
        else:
            yield from _matches(r, lexemes)


def _matches(r: Rule, lexemes: Lexemes) -> Iterator[Candidate]:
    for m in r.pattern.finditer(lexemes.kinds):
        meaning = r.build(Phrase(lexemes, m))
        if meaning is not None:
            yield Candidate(m.start(), m.end(), r.name, meaning, r.left)


@cache
def _order() -> dict[str, int]:
    return {name: n for n, name in enumerate(dict.fromkeys(r.name for r in rules()))}


def chosen(found: list[Candidate]) -> list[Candidate]:
    """The longest candidates that do not overlap, in order of place; among equals the rule named first."""
    if not found:
        return []
    order = _order()
    taken: list[Candidate] = []
    used: set[int] = set()
    for c in sorted(found, key=lambda c: (c.i - c.j, c.i, order.get(c.rule, -1))):
        if used.isdisjoint(range(c.i, c.j)):
            used.update(range(c.i, c.j))
            taken.append(c)
    return sorted(taken, key=lambda c: c.i)
