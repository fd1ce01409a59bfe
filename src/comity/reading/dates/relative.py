"""Dates that are told from the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.lexicon import DAYPARTS
from comity.reading.dates.periods import Period
from comity.reading.dates.situation import Answer, Situation, timeless
from comity.reading.model import Grain

_DEICTIC: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_BACK: Final = ("LAST", "PAST", "PREVIOUS")
_AHEAD: Final = ("NEXT", "COMING")
_GRAIN: Final[dict[str, Grain]] = {
    "week": "week", "month": "month", "quarter": "quarter", "half": "half", "year": "year", "decade": "decade",
    "century": "century", "weekend": "interval", "fortnight": "interval", "millennium": "interval",
}  # fmt: skip


def grain_of(unit: str) -> Grain:
    return _GRAIN.get(unit, "day")


def at_part_of_day(period: Period, part: str) -> Period:
    """The same day, named with its part: "MO", "AF", "EV", "NI"."""
    if not part or period.grain != "day":
        return period
    return replace(period, timex=f"{period.timex}T{part}")


def part_of_day(p: Phrase) -> str:
    """The TIMEX3 letters of the phrase's part of the day, "" without one."""
    if not p.has("part"):
        return ""
    return "NI" if p.kind("part", "NIGHT") else DAYPARTS[p.lexemes.word(p.match.start("part"))]


@rule("(?P<day>TODAY|YESTERDAY|TOMORROW|TONIGHT) (?P<part>PART_OF_DAY)?", left="part")
def deictic_day_rule(p: Phrase) -> Meaning | None:
    """'today', 'yesterday morning', 'tonight'"""
    word = p.text("day")
    part = "NI" if word == "tonight" else part_of_day(p)
    return lambda s: s.relative(lambda d: at_part_of_day(periods.shifted("day", d, _DEICTIC[word]), part), "day")


@rule("THE UNIT (?P<side>BEFORE|AFTER) (?P<day>YESTERDAY|TOMORROW)")
def two_days_off_rule(p: Phrase) -> Meaning | None:
    """'the day before yesterday', 'the day after tomorrow'"""
    n = _DEICTIC[p.text("day")] * 2
    return lambda s: s.relative(lambda d: periods.shifted("day", d, n), "day")


def direction(p: Phrase, part: str = "dir") -> str:
    """'last', 'next', 'this' or "" as the phrase's own words say."""
    if part not in p.match.re.groupindex or not p.has(part):
        return ""
    if p.kind(part, *_BACK):
        return "last"
    return "next" if p.kind(part, *_AHEAD) else "this"


def nearest(
    direct: str, s: Situation, p: Phrase, choices: Callable[[date], tuple[Period, Period, Period]]
) -> Callable[[date], Period]:
    """Chooses among the period before, the one at hand (today's or the nearer) and the one after publication."""

    def choose(d: date) -> Period:
        before, at, after = choices(d)
        if direct:
            return {"last": before, "this": at, "next": after}[direct]
        tense = s.tense()
        ahead = (
            tense == "future"
            or p.lexemes.kind_is(p.i - 1, "UNTIL")
            or (tense not in ("past", "pluperfect") and p.lexemes.kind_is(p.i - 1, "BY"))
        )
        if at.first <= d <= at.last:
            return at
        return after if ahead else before

    return choose


@rule(
    "(?:THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS))? (?P<weekday>WEEKDAY) (?P<part>PART_OF_DAY)?",
    "(?P<weekday>WEEKDAY) (?P<part>PART_OF_DAY)? OF? (?P<dir>LAST|PAST|NEXT|COMING|THIS) (?P<week>UNIT)",
    left="part",
)
def weekday_rule(p: Phrase) -> Meaning | None:
    """'on Tuesday' (the last one; after 'will' the next), 'next Friday', 'Thursday night', 'Monday last week'"""
    weekday, part, direct = p.integer("weekday"), part_of_day(p), direction(p)
    if _is_name(p):
        return None
    if not direct and p.lexemes.kind_is(p.i - 1, "AND") and p.lexemes.kind_is(p.i - 2, "WEEKDAY"):
        shared = p.lexemes.word(p.i - 3)  # 'next Tuesday and Wednesday'
        direct = shared if shared in ("last", "next") else ""
    week = "week" in p.match.re.groupindex
    if week and p.text("week") != "week":
        return None

    def resolve(s: Situation) -> Answer | None:
        def choices(d: date) -> tuple[Period, Period, Period]:
            ahead = (weekday - d.weekday()) % 7
            back = (d.weekday() - weekday) % 7
            same = periods.day(d + timedelta(days=ahead if ahead <= 3 else -back))
            if direct == "this":
                same = periods.day(d + timedelta(days=-back if s.is_past() else ahead))
            return periods.day(d - timedelta(days=back or 7)), same, periods.day(d + timedelta(days=ahead or 7))

        def in_week(d: date) -> Period:
            n = {"last": -1, "next": 1, "this": 0}[direct]
            return periods.day(periods.shifted("week", d, n).first + timedelta(days=weekday))

        choose = in_week if week else nearest(direct, s, p, choices)
        return s.relative(lambda d: at_part_of_day(choose(d), part), "day")

    return resolve


_NAMED_DAYS: Final = {"black", "bloody", "good", "super", "ash", "palm", "easter", "maundy", "cyber"}
_NAMED_AFTER: Final = {"times", "telegraph", "mirror", "express", "agreement", "accord", "accords"}


def _is_name(p: Phrase) -> bool:
    """'Bloody Sunday', 'the Good Friday Agreement', 'the Sunday Times'"""
    at = p.lexemes.starts[p.i - 1] if p.i else 0
    before = p.lexemes.word(p.i - 1)
    return (before in _NAMED_DAYS and p.lexemes.text[at].isupper()) or p.lexemes.word(p.j) in _NAMED_AFTER


@rule("THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS|CURRENT|LATEST) (?P<unit>ONE_UNIT)", left="part earlier")
def unit_rule(p: Phrase) -> Meaning | None:
    """'this week', 'last year', 'next month', 'the past decade' (a stretch of ten years up to now)"""
    unit = p.text("unit") or "night"
    the = p.lexemes.kind_is(p.i, "THE")
    if the and p.kind("dir", "NEXT"):
        return None  # next_unit_rule
    if unit == "night":
        n = {"last": -1, "this": 0, "next": 1}[direction(p)]
        return lambda s: s.relative(lambda d: at_part_of_day(periods.shifted("day", d, n), "NI"), "day")
    if p.kind("dir", "PAST") or (
        the and p.kind("dir", "LAST", "NEXT", "COMING") and unit in ("decade", "century", "day", "hour", "minute")
    ):
        return stretch(direction(p), 1.0, unit)
    if unit in ("hour", "minute", "millennium"):
        return lambda _: timeless("duration", periods.duration(unit, "1")) if the else None
    if unit == "day" and p.kind("dir", "LAST", "NEXT"):
        return None
    n = {"last": -1, "this": 0, "next": 1}["last" if p.kind("dir", "LATEST") else direction(p)]
    if unit == "weekend":
        return lambda s: s.relative(lambda d: _weekend(d, n, s), "interval")
    return lambda s: s.relative(lambda d: periods.shifted(unit, d, n), grain_of(unit))


def _weekend(d: date, n: int, s: Situation) -> Period:
    """'this weekend' is the coming one, or the last where the tense is past and the week has just begun."""
    if n == 0 and s.is_past() and d.weekday() < 4:
        n = -1
    return periods.shifted("weekend", d, n)


def stretch(direct: str, number: float | None, unit: str) -> Meaning | None:
    """'the past five years': as many units up to, or from, publication. Vague numbers have no days."""
    amount = "X" if number is None else f"{number:g}"
    timex = periods.duration(unit, amount)
    whole = number is not None and number == int(number)

    def resolve(s: Situation) -> Answer | None:
        if not whole or s.publication is None or unit in ("hour", "minute", "second"):
            return timeless("duration", timex)
        assert number is not None
        back = direct in ("last", "this")

        def period(d: date) -> Period:
            other = periods.moved(unit, d, -int(number) if back else int(number))
            return Period(min(d, other), max(d, other), "interval", timex, "approximate")

        answer = s.relative(period, "interval")
        return replace(answer, timex=timex, grain="interval", modifier="approximate")

    return resolve


@rule(
    "THE? (?P<dir>LAST|PAST|NEXT|COMING) (?P<number>NUMBER) (?:CONSECUTIVE|HYPHEN)* (?P<unit>ANY_UNIT)",
    "(?:THE|THIS)? (?P<dir>LAST|PAST|NEXT|COMING) (?P<vague>QUANT)? OF? (?P<unit>UNITS)",
)
def stretch_rule(p: Phrase) -> Meaning | None:
    """'the past five years', 'the next two weeks', 'the last few months'"""
    unit = p.text("unit") or "night"
    if "vague" in p.match.re.groupindex:
        if unit in ("second", "minute", "hour"):
            return lambda _: timeless("duration", periods.duration(unit, "X"))
        if not p.has("vague"):
            timex = "FUTURE_REF" if p.kind("dir", *_AHEAD) else "PAST_REF"
            return lambda _: timeless("interval", timex)
        return stretch(direction(p), None, unit)
    value = p.value("number")
    return stretch(direction(p), float(value), unit) if isinstance(value, int | float) else None


@rule(
    "(?P<number>NUMBER) HYPHEN? (?P<unit>ANY_UNIT) AGO",
    "(?P<number>AN|HALF) AN? (?P<unit>ONE_UNIT) AGO",
    "(?P<number>AN HALF) (?P<unit>ONE_UNIT) AGO",
    "AN? (?P<vague>QUANT) OF? (?P<unit>UNITS) AGO",
    left="approx",
)
def ago_rule(p: Phrase) -> Meaning | None:
    """'three years ago', 'a decade back', 'several months ago' (no days); not 'took two years back to'"""
    if p.lexemes.word(p.j - 1) == "back" and p.lexemes.kind_is(p.j, "TO", "FROM"):
        return None
    unit = p.text("unit") or "night"
    groups = p.match.re.groupindex
    if "vague" in groups:
        if unit in ("second", "minute", "hour"):
            return None
        return lambda _: timeless("interval", "PAST_REF")
    value = p.value("number")
    number = float(value) if isinstance(value, int | float) else 1.0
    if p.kind("number", "HALF") or (p.kind("number", "AN") and p.lexemes.kind_is(p.match.start("number") + 1, "HALF")):
        number = 0.5
    return back_from_publication(number, unit)


def back_from_publication(number: float, unit: str) -> Meaning | None:
    """So many units before publication, at the grain of the unit; tens of years are years, and approximate."""
    months = {"year": 12.0, "decade": 120.0, "century": 1200.0, "quarter": 3.0}.get(unit)
    if unit in ("hour", "minute", "second"):
        return lambda s: s.relative(periods.day, "day")

    def to_period(d: date) -> Period:
        if months is not None and number == int(number):
            moved = periods.add_months(d, -int(months * number))
            target = "year" if unit in ("decade", "century") else unit
            period = periods.containing(target, moved)
        elif months is not None:
            period = periods.containing(
                "year" if number * months >= 12 else "month", periods.add_months(d, -round(months * number))
            )
        elif number == int(number):
            period = periods.shifted(unit, d, -int(number))
        else:
            days = {"day": 1, "week": 7, "fortnight": 14, "month": 30.44}.get(unit, 1) * number
            period = periods.day(d - timedelta(days=round(days)))
        vague = unit in ("decade", "century", "year", "month", "week", "quarter", "fortnight")
        return replace(period, modifier="approximate" if vague else None)

    return lambda s: s.relative(to_period, grain_of("year" if months else unit))


@rule("(?P<number>NUMBER|AN) (?P<unit>ANY_UNIT) FROM (?:NOW|TODAY|TOMORROW)", left="approx")
def from_now_rule(p: Phrase) -> Meaning | None:
    """'two weeks from now'"""
    value = p.value("number")
    number = int(value) if isinstance(value, int | float) else 1
    unit = p.text("unit")
    if not unit or unit in ("hour", "minute", "second"):
        return None
    return lambda s: s.relative(lambda d: periods.shifted(unit, d, number), grain_of(unit))


@rule("(?P<dir>THIS) (?P<part>DAYPART)", "(?P<dir>THIS) EARLY (?P<part>DAYPART)", "(?P<dir>LAST) (?P<part>DAYPART)")
def part_of_day_rule(p: Phrase) -> Meaning | None:
    """'this morning', 'last evening'"""
    n, part = (-1 if p.kind("dir", "LAST") else 0), part_of_day(p)
    return lambda s: s.relative(lambda d: at_part_of_day(periods.shifted("day", d, n), part), "day")


_AFTER_THE_UNIT: Final = ("COMMA", "STOP", "CLOSE", "POSS", "DASH", "AND")


@rule("MID HYPHEN? (?P<unit>UNIT)", "(?P<unit>UNIT) HYPHEN END")
def part_of_this_unit_rule(p: Phrase) -> Meaning | None:
    """'mid-year', 'by year-end': of the unit that publication is in"""
    unit = p.text("unit")
    if unit not in ("week", "month", "year", "decade"):
        return None
    part = "mid" if p.lexemes.kind_is(p.i, "MID") else "late"
    return lambda s: s.relative(lambda d: periods.part(periods.containing(unit, d), part), grain_of(unit))


@rule("THE (?P<unit>UNIT) POSS END")
def end_of_the_unit_rule(p: Phrase) -> Meaning | None:
    """'by the year's end': of the unit that the story is in, else of the one that publication is in"""
    unit = p.text("unit")
    if unit not in ("week", "month", "year", "decade"):
        return None

    def to_period(d: date) -> Period:
        return periods.part(periods.containing(unit, d), "late")

    def resolve(s: Situation) -> Answer | None:
        if s.narrative_year is not None or s.publication is None:
            return s.from_story(unit, to_period, grain_of(unit))
        return s.relative(to_period, grain_of(unit))

    return resolve


@rule("THE CONSECUTIVE? (?P<unit>UNIT|QUARTER)", left="part earlier")
def the_unit_rule(p: Phrase) -> Meaning | None:
    """'at the end of the year', 'later in the day', 'for the quarter'; not 'the day of the coup'"""
    unit = p.text("unit")
    lexemes = p.lexemes
    if unit not in ("day", "week", "weekend", "month", "quarter", "year"):
        return None
    of_part = lexemes.kind_is(p.i - 1, "OF") and lexemes.kind_is(p.i - 2, "BEGIN", "MIDDLE", "END")
    after_comparative = lexemes.kind_is(p.i - 1, "IN") and lexemes.kind_is(p.i - 2, "EARLIER", "LATER", "LATE", "EARLY")
    closes = p.j >= len(lexemes.kinds) or lexemes.kind_is(p.j, *_AFTER_THE_UNIT)
    framed = lexemes.kind_is(p.i - 1, "IN", "OF", "APPROX") or lexemes.word(p.i - 1) in ("at", "before")
    to_end = lexemes.word(p.i - 1) in ("end", "ended", "ending")
    free = of_part or after_comparative or to_end or (framed and (closes or unit == "weekend"))
    if lexemes.kind_is(p.j, "OF", "THAT", "AFTER", "BEFORE") or not free:
        return None
    if unit == "weekend":
        return lambda s: s.relative(lambda d: _weekend(d, 0, s), "interval")

    def resolve(s: Situation) -> Answer | None:
        if s.narrative_year is not None or unit == "day" or s.publication is None:
            return s.from_story(unit, lambda d: periods.containing(unit, d), grain_of(unit))
        return s.relative(lambda d: periods.containing(unit, d), grain_of(unit))

    return resolve
