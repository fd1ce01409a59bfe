"""Months, seasons and days that are told from the story: 'that March', 'the next spring', 'the summer before', 'on the 22nd'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.periods import Period
from comity.reading.dates.situation import Answer, Situation, unanchored

_CLAUSE_END: Final = ("COMMA", "STOP", "CLOSE", "DASH", "AND")
_BEFORE_THAT: Final = (
    "IN",
    "ON",
    "BY",
    "UNTIL",
    "SINCE",
    "FROM",
    "AFTER",
    "BEFORE",
    "OF",
    "EARLY",
    "LATE",
    "MID",
    "STOP",
)
_LEAST_SPELT: Final = 11
"""'on the second' is more often the second of a list than the second of a month."""


def _latest(s: Situation) -> Answer | None:
    """The story's last date, of a year or finer."""
    return s.paragraph.latest("year") or s.document.latest("year")


def _named(p: Phrase) -> tuple[Callable[[int], Period], bool]:
    """(the month or season that the phrase names as one of a year, whether it is a season)."""
    if p.match.re.groupindex.keys() >= {"season"}:
        code = p.text("season")
        return lambda year: periods.season(year, code), True
    month = p.integer("month")
    return lambda year: periods.month(year, month), False


def _is_name(p: Phrase) -> bool:
    """Whether 'that May', 'that March', 'that fall' is no time: nothing frames it."""
    lexemes = p.lexemes
    if "month" in p.match.re.groupindex:
        word = lexemes.text[lexemes.starts[p.j - 1] : lexemes.ends[p.j - 1]]
        if not word[0].isupper():
            return True
        if p.j < len(lexemes.kinds) and lexemes.kind_is(p.j, "POSS"):
            return True
    ends = p.j >= len(lexemes.kinds) or lexemes.kind_is(p.j, *_CLAUSE_END)
    return not (ends or p.i == 0 or lexemes.kind_is(p.i - 1, *_BEFORE_THAT))


@rule("(?:THAT|THE SAME) (?P<month>MON)", "(?:THAT|THE SAME) (?P<season>SEASON)", left="part")
def that_month_rule(p: Phrase) -> Meaning | None:
    """'that March', 'late that summer': of the year that the story is in; not 'said that March was cold'"""
    if _is_name(p):
        return None
    of_year, season = _named(p)

    def resolve(s: Situation) -> Answer | None:
        known = _latest(s)
        if known is None or known.first is None:
            return None if s.publication is None else unanchored("season" if season else "month")
        return Answer.of(of_year(known.first.year), "narrative")

    return resolve


@rule(
    "THE (?P<dir>NEXT|FOLLOWING|PREVIOUS) (?P<month>MON)",
    "THE (?P<dir>NEXT|FOLLOWING|PREVIOUS) (?P<season>SEASON)",
    left="part",
)
def next_month_rule(p: Phrase) -> Meaning | None:
    """'the following March', 'the next spring', 'the previous September': nearest to the story's last date"""
    of_year, season = _named(p)
    back, ahead = p.kind("dir", "PREVIOUS"), p.kind("dir", "NEXT")

    def resolve(s: Situation) -> Answer | None:
        told = not ahead or s.publication is None or s.narrative_year is not None or s.is_past()
        known = _latest(s) if told else None
        if known is not None and known.first is not None and known.last is not None:
            return Answer.of(_nearest(of_year, known.first, known.last, back), "narrative")
        if s.publication is None:
            return unanchored("season" if season else "month")
        return s.relative(lambda d: _nearest(of_year, d, d, back), "season" if season else "month")

    return resolve


def _nearest(of_year: Callable[[int], Period], first: date, last: date, back: bool) -> Period:
    """The last such period that is over before `first`, or the first that begins after `last`."""
    years = [of_year(year) for year in range(first.year - 2, last.year + 3)]
    return [q for q in years if q.last < first][-1] if back else next(q for q in years if q.first > last)


@rule("THE (?P<month>MON) (?P<dir>BEFORE|AFTER)", "THE (?P<season>SEASON) (?P<dir>BEFORE|AFTER)")
def month_before_rule(p: Phrase) -> Meaning | None:
    """'the summer before', 'the November after' at the end of their clause"""
    lexemes = p.lexemes
    if p.j < len(lexemes.kinds) and not lexemes.kind_is(p.j, *_CLAUSE_END):
        return None
    of_year, season = _named(p)
    n = -1 if p.kind("dir", "BEFORE") else 1

    def resolve(s: Situation) -> Answer | None:
        known = _latest(s)
        if known is None or known.first is None:
            return unanchored("season" if season else "month")
        return Answer.of(of_year(known.first.year + n), "narrative")

    return resolve


@rule("ON (?P<the>THE) (?P<day>ORD)")
def day_of_story_rule(p: Phrase) -> Meaning | None:
    """'on the 22nd', 'on the twenty-fourth': of the month that the story is in; not 'on the second question'"""
    lexemes, day = p.lexemes, p.integer("day")
    digits = lexemes.text[lexemes.starts[p.j - 1]].isdigit()
    if not 1 <= day <= 31 or not (digits or day >= _LEAST_SPELT):
        return None
    if p.j < len(lexemes.kinds) and not lexemes.kind_is(p.j, *_CLAUSE_END, "IN", "AT", "BY", "AFTER", "BEFORE"):
        return None

    def resolve(s: Situation) -> Answer | None:
        known = s.paragraph.latest("month") or s.document.latest("month")
        if known is None or known.first is None:
            return unanchored("day")
        return Answer.of(periods.day(known.first.replace(day=day)), "narrative")

    return resolve
