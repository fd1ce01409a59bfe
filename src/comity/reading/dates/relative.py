"""Dates that are told from the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.explicit import day_span, joined, quarter_number, span_of_days
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.lexicon import DAYPARTS
from comity.reading.dates.periods import Period
from comity.reading.dates.situation import Answer, Situation, timeless, unanchored
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
        ahead = s.tense() == "future" or (s.tense() is None and p.lexemes.kind_is(p.i - 1, "UNTIL", "BY"))
        if at.first <= d <= at.last:
            return at
        return after if ahead else before

    return choose


@rule(
    "(?:THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS))? (?P<weekday>WEEKDAY) (?P<part>PART_OF_DAY)?",
    "(?P<weekday>WEEKDAY) (?P<part>PART_OF_DAY)? OF? (?P<dir>LAST|PAST|NEXT|COMING|THIS) (?P<week>UNIT)",
)
def weekday_rule(p: Phrase) -> Meaning | None:
    """'on Tuesday' (the last one; after 'will' the next), 'next Friday', 'Thursday night', 'Monday last week'"""
    weekday, part, direct = p.integer("weekday"), part_of_day(p), direction(p)
    if _is_name(p):
        return None
    week = "week" in p.match.re.groupindex
    if week and p.text("week") != "week":
        return None

    def resolve(s: Situation) -> Answer | None:
        def choices(d: date) -> tuple[Period, Period, Period]:
            ahead = (weekday - d.weekday()) % 7
            back = (d.weekday() - weekday) % 7
            same = periods.day(d + timedelta(days=ahead if ahead <= 3 else -back))
            if direct == "this":
                same = periods.day(d + timedelta(days=-back if s.tense() == "past" else ahead))
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


def year_of_month(p: Phrase, s: Situation, month: int, day: int | None, direct: str) -> tuple[int, str] | None:
    """(year, basis) of a month or day that names none: the story's year, else told from publication. None: not told."""
    if s.narrative_year is not None and not direct:
        return s.narrative_year, "narrative"
    if s.publication is None:
        year = s.paragraph.latest("year") or s.document.latest("year")
        return (year.first.year, "narrative") if year is not None and year.first and not direct else None
    d = s.publication.last
    at = periods.month(d.year, month) if day is None else periods.day(_day(d.year, month, day))
    if direct:
        if direct == "this":
            return d.year, "relative"
        if direct == "last":
            return (d.year if at.last < periods.containing("month", d).first else d.year - 1), "relative"
        return (d.year if at.first > periods.containing("month", d).last else d.year + 1), "relative"
    if at.first <= d <= at.last:
        return d.year, "relative"
    before, after = (d.year, d.year + 1) if at.last < d else (d.year - 1, d.year)
    tense = s.tense()
    if tense == "future" or (tense != "past" and p.lexemes.kind_is(p.i - 1, "UNTIL", "BY")):
        return after, "relative"
    if tense == "past":
        return before, "relative"
    ahead = (_day(after, month, day or 1) - d).days
    behind = (d - _day(before, month, day or 28)).days
    return (after if 3 * ahead < behind else before), "relative"


def _day(year: int, month: int, day: int) -> date:
    """The day, or the month's last where it has no such day."""
    return date(year, month, min(day, periods.month(year, month).last.day))


@rule(
    "(?:WD COMMA?)? (?P<month>MON) (?P<day>DOM)",
    "(?:WD COMMA?)? THE? (?P<day>DOM) OF? (?P<month>MON)",
)
def month_day_rule(p: Phrase) -> Meaning | None:
    """'February 23', '3rd of March'"""
    month, day = p.integer("month"), p.integer("day")
    if p.lexemes.kind_is(p.j, "UNITS", "NUMWORD") and not p.lexemes.kind_is(p.j - 1, "MON"):
        return None  # 'in May 12 years after'

    def resolve(s: Situation) -> Answer | None:
        found = year_of_month(p, s, month, day, "")
        if found is None:
            return unanchored("day")
        year, basis = found
        try:
            period = periods.day(date(year, month, day))
        except ValueError:
            return None
        return Answer.of(period, "narrative" if basis == "narrative" else "relative")

    return resolve


@rule(
    "(?P<days>DAYS) OF? (?P<month>MON)",
    "(?P<month>MON) (?P<days>DAYS)",
    "(?P<day>DOM) (?:TO_SIGN|TO|AND) (?P<end>DOM) OF? (?P<month>MON)",
    "(?P<month>MON) (?P<day>DOM) (?:TO_SIGN|TO) (?P<end>DOM)",
)
def day_span_rule(p: Phrase) -> Meaning | None:
    """'10-12 November', 'from November 10 to 12'"""
    if not joined(p):
        return None

    def resolve(s: Situation) -> Answer | None:
        found = year_of_month(p, s, p.integer("month"), span_of_days(p)[1], "")
        if found is None:
            return unanchored("interval")
        meaning = day_span(p, lambda month, day: found[0])
        answer = meaning(s) if meaning else None
        return replace(answer, basis="narrative" if found[1] == "narrative" else "relative") if answer else None

    return resolve


@rule("(?:THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS))? (?P<month>MON)", left="part")
def month_rule(p: Phrase) -> Meaning | None:
    """'in October', 'last July'; not 'may', 'they march', 'Theresa May'"""
    direct = direction(p)
    if not direct and not _is_month(p):
        return None
    month = p.integer("month")

    def resolve(s: Situation) -> Answer | None:
        shared = _shared_year(p)
        found = (shared, "explicit") if shared else year_of_month(p, s, month, None, direct)
        if found is None:
            return unanchored("month")
        period = periods.month(found[0], month)
        return Answer.of(period, "explicit" if shared else "narrative" if found[1] == "narrative" else "relative")

    return resolve


def _shared_year(p: Phrase) -> int | None:
    """In 'between April and June 2014' the first month has the second one's year."""
    lexemes, j = p.lexemes, p.j
    joined_by = ("AND", "TO", "TO_SIGN", "COMMA", "HYPHEN", "DASH")
    while lexemes.kind_is(j, "AND", "TO", "COMMA", "HYPHEN", "DASH") and lexemes.kind_is(j + 1, "MONTH", "SHORTMONTH"):
        j += 2
    assert joined_by
    value = lexemes.values[j] if j > p.j and lexemes.kind_is(j, "YEAR") else None
    return value if isinstance(value, int) else None


_BEFORE_MONTH: Final = str.split("IN SINCE BY UNTIL FROM BEFORE AFTER OF TO BETWEEN EARLY MID LATE THIS LAST NEXT ON EVERY AND "
                        "HYPHEN DASH OPEN APPROX FOR")  # fmt: skip
_PERSONAL: Final = {"May", "April", "June", "August", "March", "January"}


def _is_month(p: Phrase) -> bool:
    lexemes = p.lexemes
    token = lexemes.text[lexemes.starts[p.i] : lexemes.ends[p.i]]
    if p.kind("month", "SHORTMONTH") and not token.endswith(".") and token != "Sept":
        return False
    if lexemes.kind_is(p.i - 1, *[k for k in _BEFORE_MONTH if k != "FOR"]) or lexemes.word(p.i - 1) == "for":
        return not (
            token == "May"
            and lexemes.kind_is(p.i - 1, "AND", "BY", "OF", "FROM", "TO", "AFTER", "BEFORE")
            and _verb_follows(p)
        )
    if token in ("May", "March"):
        return lexemes.kind_is(p.j, "POSS")
    before = lexemes.starts[p.i - 1] if p.i else 0
    named = p.i > 0 and lexemes.text[before].isupper() and token in _PERSONAL and not lexemes.kind_is(p.i - 1, "THE")
    return not named and not p.kind("month", "SHORTMONTH")


def _verb_follows(p: Phrase) -> bool:
    return p.lexemes.word(p.j) in {"said", "says", "told", "has", "had", "was", "is", "will", "would", "did", "met"}


@rule("(?P<month>MON) OF? THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING|THAT|SAME) (?P<unit>UNIT)")
def month_of_year_rule(p: Phrase) -> Meaning | None:
    """'October of next year', 'June of that year', 'January this year'"""
    if p.text("unit") != "year":
        return None
    month = p.integer("month")

    def resolve(s: Situation) -> Answer | None:
        if p.kind("dir", "THAT", "SAME", "FOLLOWING", "PREVIOUS"):
            n = 1 if p.kind("dir", "FOLLOWING") else -1 if p.kind("dir", "PREVIOUS") else 0
            known = s.paragraph.latest("year") or s.document.latest("year")
            if known is None or known.first is None:
                return unanchored("month")
            return Answer.of(periods.month(known.first.year + n, month), "narrative")
        n = {"last": -1, "next": 1, "this": 0}[direction(p)]
        return s.relative(lambda d: periods.month(d.year + n, month), "month")

    return resolve


@rule("THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS)? (?P<season>SEASON)", left="part")
def season_rule(p: Phrase) -> Meaning | None:
    """'last summer', 'in the spring'; not 'a fall in prices', 'the Arab Spring'"""
    direct, code = direction(p), p.text("season")
    word = p.lexemes.word(p.j - 1)
    the = p.lexemes.kind_is(p.j - 2, "THE")
    if not direct:
        if not p.lexemes.kind_is(p.i - 1, "IN", "SINCE", "BY", "UNTIL", "EARLY", "LATE", "MID") and not (
            p.lexemes.kind_is(p.i - 1, "HYPHEN")
        ):
            return None
        if (word in ("fall", "spring") and not the) or p.lexemes.kind_is(p.j, "OF"):
            return None

    def resolve(s: Situation) -> Answer | None:
        if s.narrative_year is not None and not direct:
            return Answer.of(periods.season(s.narrative_year, code), "narrative")

        def choices(d: date) -> tuple[Period, Period, Period]:
            seasons = [periods.season(d.year + n, code) for n in (-2, -1, 0, 1)]
            before = [x for x in seasons if x.last < d]
            after = [x for x in seasons if x.first > d]
            at = next((x for x in seasons if x.first <= d <= x.last), None)
            return before[-1], at or periods.season(d.year, code), after[0]

        return s.relative(nearest(direct, s, p, choices), "season")

    return resolve


@rule(
    "THE? (?P<ord>ORD|FINAL) HYPHEN? QUARTER",
    "THE? (?P<ord>ORD|FINAL|LAST) HYPHEN? QUARTER (?:OF|IN)? THE? (?P<dir>LAST|PAST|PREVIOUS|THIS|CURRENT|NEXT) UNIT",
    "(?P<name>QNAME)",
    left="part",
)
def quarter_rule(p: Phrase) -> Meaning | None:
    """'the third quarter', 'the first quarter of last year', 'Q2'"""
    number = quarter_number(p)
    if number is None:
        return None
    direct = direction(p)

    def resolve(s: Situation) -> Answer | None:
        if direct:
            n = {"last": -1, "this": 0, "next": 1}[direct]
            return s.relative(lambda d: periods.quarter(d.year + n, number), "quarter")
        if s.narrative_year is not None:
            return Answer.of(periods.quarter(s.narrative_year, number), "narrative")

        def choose(d: date) -> Period:
            this = periods.quarter(d.year, number)
            if s.tense() == "future" and this.last >= d:
                return this
            return this if this.first <= d - timedelta(days=20) else periods.quarter(d.year - 1, number)

        return s.relative(choose, "quarter")

    return resolve


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
    if n == 0 and s.tense() == "past" and d.weekday() < 4:
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
    """'three years ago', 'a decade ago', 'several months ago' (no days)"""
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


_AFTER_THE_UNIT: Final = ("COMMA", "STOP", "CLOSE", "POSS", "DASH")


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
    in_frame = (closes and lexemes.kind_is(p.i - 1, "IN", "OF", "APPROX")) or lexemes.word(p.i - 1) in (
        "end",
        "ended",
        "ending",
    )
    if lexemes.kind_is(p.j, "OF", "THAT", "AFTER", "BEFORE") or not (of_part or after_comparative or in_frame):
        return None
    if unit == "weekend":
        return lambda s: s.relative(lambda d: _weekend(d, 0, s), "interval")

    def resolve(s: Situation) -> Answer | None:
        if s.narrative_year is not None or unit == "day":
            return s.from_story(unit, lambda d: periods.containing(unit, d), grain_of(unit))
        return s.relative(lambda d: periods.containing(unit, d), grain_of(unit))

    return resolve
