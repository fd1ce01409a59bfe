"""Dates that are told from a date earlier in the story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.periods import Period
from comity.reading.dates.relative import at_part_of_day, grain_of, part_of_day, stretch
from comity.reading.dates.situation import Answer, Situation, timeless

_CLAUSE_END: Final = ("COMMA", "STOP", "CLOSE", "DASH", "AND")


def story(s: Situation, unit: str, n: int, *, approximate: bool = False) -> Answer:
    """The `unit` that lies `n` units from the story's last date, else from publication."""
    modifier = "approximate" if approximate else None
    target = {"decade": "year"}.get(unit, unit) if approximate else unit
    wanted = "day" if unit in ("day", "night") else unit

    def to_period(d: date) -> Period:
        return replace(periods.containing(target, periods.moved(unit, d, n)), modifier=modifier)

    return s.from_story(wanted, to_period, grain_of(unit))


@rule("(?:THAT|THE SAME) (?P<unit>ONE_UNIT)", "(?:THAT|THE SAME) (?P<part>DAYPART)", left="part earlier")
def same_unit_rule(p: Phrase) -> Meaning | None:
    """'that year', 'the same day', 'late that month'"""
    groups = p.match.re.groupindex
    if "part" in groups or p.kind("unit", "NIGHT"):
        part = part_of_day(p) if "part" in groups else "NI"
        return lambda s: s.from_story("day", lambda d: at_part_of_day(periods.day(d), part), "day")
    unit = p.text("unit")
    if unit in ("hour", "minute", "millennium", "fortnight"):
        return None
    return lambda s: _known(s, unit, 0)


def _known(s: Situation, unit: str, n: int) -> Answer:
    """As `story`, but a date that the paragraph lacks is looked for earlier in the document before publication is."""
    here = s.paragraph.latest(unit)
    there = here or s.document.latest(unit)
    if there is not None and there.first is not None:
        return Answer.of(periods.shifted(unit, there.first, n), "narrative")
    return s.relative(lambda d: periods.shifted(unit, d, n), grain_of(unit))


@rule("THE (?P<dir>FOLLOWING|NEXT|PREVIOUS) (?P<unit>ONE_UNIT)", left="part")
def next_unit_rule(p: Phrase) -> Meaning | None:
    """'the following year', 'the next day', 'the previous month'; 'the next decade' of a story is the one after it"""
    unit = p.text("unit") or "night"
    n = -1 if p.kind("dir", "PREVIOUS") else 1
    if unit in ("hour", "minute", "fortnight", "millennium"):
        return None

    def resolve(s: Situation) -> Answer | None:
        if p.kind("dir", "NEXT"):
            known = s.paragraph.latest(unit)
            told = known is not None and (s.narrative_year is not None or unit == "day") and s.tense() != "future"
            if not told and unit in ("decade", "century", "year"):
                if s.is_past():
                    return _next_in_the_past(s, unit)
                ahead = stretch("next", 1.0, unit)
                return ahead(s) if ahead else None
            if not told:
                return s.relative(lambda d: periods.shifted(unit, d, 1), grain_of(unit))
        return _known(s, unit, n)

    return resolve


def _next_in_the_past(s: Situation, unit: str) -> Answer | None:
    """'It was only in the next decade that ...': the one after the last that the document spoke of, if that is past."""
    for answer in reversed(s.document.named[-40:]):
        if answer.basis != "explicit" or answer.first is None:
            continue
        period = periods.shifted(unit, answer.first, 1)
        if s.publication is None or period.first <= s.publication.first:
            return Answer.of(period, "narrative")
    return timeless("duration", periods.duration(unit, "1"))


@rule("THE (?P<dir>FOLLOWING|NEXT|PREVIOUS) (?P<weekday>WEEKDAY) (?P<part>PART_OF_DAY)?")
def next_weekday_rule(p: Phrase) -> Meaning | None:
    """'the following Monday'"""
    weekday, part = p.integer("weekday"), part_of_day(p)
    back = p.kind("dir", "PREVIOUS")

    def to_period(d: date) -> Period:
        if back:
            return at_part_of_day(periods.day(d - timedelta(days=(d.weekday() - weekday) % 7 or 7)), part)
        return at_part_of_day(periods.day(d + timedelta(days=(weekday - d.weekday()) % 7 or 7)), part)

    return lambda s: s.from_story("day", to_period, "day")


@rule(
    "(?P<number>NUMBER|AN) (?P<unit>ANY_UNIT) (?P<dir>EARLIER|LATER|AFTERWARDS|BEFORE|AFTER)",
    "AN? (?P<vague>QUANT) OF? (?P<unit>UNITS) (?P<dir>EARLIER|LATER|AFTERWARDS|BEFORE|AFTER)",
    left="approx",
)
def shift_rule(p: Phrase) -> Meaning | None:
    """'two years later', 'a month earlier', 'three days before.'; not 'two years before the coup'"""
    lexemes = p.lexemes
    if p.kind("dir", "BEFORE", "AFTER") and p.j < len(lexemes.kinds) and not lexemes.kind_is(p.j, *_CLAUSE_END):
        return None
    if p.kind("dir", "EARLIER", "LATER") and lexemes.kind_is(p.j, "THAN"):
        return None
    unit = p.text("unit") or "night"
    back = p.kind("dir", "EARLIER", "BEFORE")
    if "vague" in p.match.re.groupindex:
        timex = "PAST_REF" if back else "FUTURE_REF"
        return lambda _: timeless("interval", timex)
    if unit in ("hour", "minute", "second"):
        return lambda s: s.from_story("day", periods.day, "day")
    value = p.value("number")
    number = float(value) if isinstance(value, int | float) else 1.0
    if number != int(number):
        months = {"year": 12, "decade": 120, "month": 1}.get(unit, 0) * number
        if not months:
            return None
        unit, number = "month", float(round(months))
    n = -int(number) if back else int(number)

    def resolve(s: Situation) -> Answer | None:
        if unit == "year" and abs(n) == 1:
            last = s.paragraph.latest("year")
            compared = ("quarter", "month") if n < 0 else ("quarter",)
            if last is not None and last.first is not None and last.grain in compared:
                there = periods.add_months(last.first, 12 * n)
                return Answer.of(periods.containing(last.grain, there), "narrative")
        return story(s, unit, n, approximate=unit in ("week", "month", "decade"))

    return resolve


@rule(
    "THE? SAME (?P<what>UNIT|QUARTER|OTHER) (?:OF|IN)? THE? (?:LAST|PREVIOUS) (?P<unit>UNIT)",
    "THE? SAME (?P<what>UNIT|QUARTER|OTHER) AN (?P<unit>UNIT) (?:AGO|EARLIER|BEFORE)",
)
def same_time_last_year_rule(p: Phrase) -> Meaning | None:
    """'the same period last year': a year before the month or quarter last named"""
    if p.text("unit") != "year" or p.lexemes.word(p.match.start("what")) not in (
        "period",
        "time",
        "month",
        "quarter",
        "week",
        "point",
    ):
        return None

    def resolve(s: Situation) -> Answer | None:
        known = s.paragraph.latest("quarter")
        if known is not None and known.first is not None and known.grain in ("month", "quarter"):
            return Answer.of(periods.containing(known.grain, periods.add_months(known.first, -12)), "narrative")
        return s.relative(lambda d: periods.shifted("year", d, -1), "year")

    return resolve


@rule("(?P<unit>UNIT) HYPHEN (?P<dir>AGO|EARLIER)")
def year_earlier_rule(p: Phrase) -> Meaning | None:
    """'the year-earlier quarter', 'from year-ago levels'"""
    unit = p.text("unit")
    if unit not in ("month", "year"):
        return None
    return lambda s: s.relative(lambda d: periods.shifted(unit, d, -1), grain_of(unit))


@rule("THE (?P<unit>UNIT) (?P<dir>BEFORE|AFTER|EARLIER|PREVIOUS)")
def unit_before_rule(p: Phrase) -> Meaning | None:
    """'the year before', 'the day after' at the end of their clause"""
    lexemes, unit = p.lexemes, p.text("unit")
    if p.j < len(lexemes.kinds) and not lexemes.kind_is(p.j, *_CLAUSE_END):
        return None
    if unit not in ("day", "week", "month", "year", "decade"):
        return None
    n = 1 if p.kind("dir", "AFTER") else -1
    return lambda s: _known(s, unit, n)
