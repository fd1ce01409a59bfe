"""What stands to the left of a time expression and belongs to it: 'early', 'the end of', 'about', 'since'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.reading.dates.grammar import Candidate, Meaning
from comity.reading.dates.lexer import Lexemes
from comity.reading.dates.lexicon import CODE

_PARTS: Final = {"EARLY": "early", "MID": "mid", "LATE": "late", "BEGIN": "early", "MIDDLE": "mid", "END": "late"}
_SIGNALS: Final = {"SINCE": "since", "UNTIL": "until", "BY": "before", "BEFORE": "before", "AFTER": "after"}
_PLACING: Final = ("IN", "ON", "BY", "FROM", "BETWEEN", "AFTER", "BEFORE", "UNTIL", "APPROX", "OF", "AT")
_KIND_OF: Final = {code: kind for kind, code in CODE.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with what stands to its left taken in: character span, part of the period, other modifiers.

    `placed`: a preposition stands before it, so that it dates a clause and not a noun.
    """

    start: int
    end: int
    rule: str
    meaning: Meaning
    part: str | None
    approximate: bool
    comparative: str | None
    signal: str | None
    placed: bool


def with_left(lexemes: Lexemes, c: Candidate, floor: int) -> Found:
    """Takes in the modifiers to the left of a candidate, not beyond lexeme `floor`."""
    i, part, approximate, comparative = c.i, None, False, None
    if "part" in c.left:
        i, part = _part_before(lexemes, i, floor)
    if "earlier" in c.left and part is None and i > floor and lexemes.kind_is(i - 1, "EARLIER", "LATER"):
        comparative = lexemes.word(i - 1)
        i -= 1
    elif "part" in c.left and part is None and i > floor and lexemes.kind_is(i - 1, "EARLIER", "LATER"):
        i -= 1  # 'earlier today'
    if "approx" in c.left and i > floor:
        i, approximate = _approx_before(lexemes, i, floor, c)
    signal = next((s for kind, s in _SIGNALS.items() if lexemes.kind_is(i - 1, kind)), None)
    placed = lexemes.kind_is(i - 1, *_PLACING)
    return Found(
        lexemes.starts[i], lexemes.ends[c.j - 1], c.rule, c.meaning, part, approximate, comparative, signal, placed
    )


def _part_before(lexemes: Lexemes, i: int, floor: int) -> tuple[int, str | None]:
    """(new start, part) for 'early', 'mid-', 'late', 'the end of' before lexeme i."""
    at, part = i, None
    the_inside = lexemes.kind_is(i, "THE")
    before = i - 1
    if (
        before >= floor
        and lexemes.kind_is(before, "HYPHEN")
        and before - 1 >= floor
        and lexemes.kind_is(before - 1, "MID", "EARLY", "LATE")
    ):
        at, part = before - 1, _PARTS[_kind(lexemes, before - 1)]
    elif before >= floor and lexemes.kind_is(before, "EARLY", "MID", "LATE"):
        at, part = before, _PARTS[_kind(lexemes, before)]
    elif (
        before - 1 >= floor and lexemes.kind_is(before, "OF") and lexemes.kind_is(before - 1, "BEGIN", "MIDDLE", "END")
    ):
        at, part = before - 1, _PARTS[_kind(lexemes, before - 1)]
    elif (
        not the_inside
        and before - 2 >= floor
        and lexemes.kind_is(before, "THE")
        and lexemes.kind_is(before - 1, "OF")
        and lexemes.kind_is(before - 2, "BEGIN", "MIDDLE", "END")
    ):
        at, part = before - 2, _PARTS[_kind(lexemes, before - 2)]
    if part is not None and at - 1 >= floor and lexemes.word(at - 1) in ("the", "very"):
        at -= 1
        if at - 1 >= floor and lexemes.word(at) == "very" and lexemes.kind_is(at - 1, "THE"):
            at -= 1
    return at, part


def _approx_before(lexemes: Lexemes, i: int, floor: int, c: Candidate) -> tuple[int, bool]:
    """(new start, whether approximate) for 'about', 'more than', 'at least' before a length of time or a year."""
    if c.rule in ("year_rule", "era_year_rule"):
        return i, lexemes.word(i - 1) in ("around", "about", "circa", "c", "roughly", "approximately")
    if lexemes.kind_is(i - 1, "THAN") and i - 2 >= floor and lexemes.kind_is(i - 2, "MORE"):
        i -= 2
        return (i - 1 if i - 1 >= floor and lexemes.word(i - 1) == "no" else i), True
    if lexemes.kind_is(i - 1, "LEAST") and i - 2 >= floor and lexemes.kind_is(i - 2, "AT"):
        return i - 2, True
    if lexemes.kind_is(i - 1, "APPROX") and lexemes.word(i - 1) != "under":
        return i - 1, True
    return i, False


def _kind(lexemes: Lexemes, i: int) -> str:
    return _KIND_OF[lexemes.kinds[i]]
