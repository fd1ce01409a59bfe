"""Months, days of a month, seasons and quarters that name no year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from comity.reading.dates import periods
from comity.reading.dates.explicit import day_span, joined, quarter_number, span_of_days
from comity.reading.dates.grammar import Meaning, Phrase, rule
from comity.reading.dates.periods import Period
from comity.reading.dates.relative import direction, nearest
from comity.reading.dates.situation import Answer, Situation, unanchored


def year_of_month(p: Phrase, s: Situation, month: int, day: int | None, direct: str) -> tuple[int, str] | None:
    """(year, basis) of a month or day that names none: the story's year, else told from publication. None: not told."""
    if s.narrative_year is not None and not direct:
        return s.narrative_year + _later_year(s, month), "narrative"
    if s.publication is None:
        known = s.paragraph.latest("year") or s.document.latest("year")
        if known is None or known.first is None or direct:
            return None
        return known.first.year + _after(s, known, month), "narrative"
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
    if p.lexemes.kind_is(p.i - 1, "SINCE"):
        return before, "relative"
    if tense == "future" or (tense not in ("past", "pluperfect") and p.lexemes.kind_is(p.i - 1, "UNTIL", "BY")):
        return after, "relative"
    if tense in ("past", "pluperfect"):
        return before, "relative"
    ahead = (_day(after, month, day or 1) - d).days
    behind = (d - _day(before, month, day or 28)).days
    return (after if 3 * ahead < behind else before), "relative"


_BACK_OF_THE_YEAR: Final = 5
"""So many months back from the last month named, a month is of the year after: from October to March, not from May to April."""


def _later_year(s: Situation, month: int) -> int:
    """1 where the story has passed that month and goes on: 'In September 2020 ... lifted it in February'."""
    last = s.paragraph.named[-1] if s.paragraph.named else None
    return _after(s, last, month) if last is not None and last.first and last.first.year == s.narrative_year else 0


def _after(s: Situation, last: Answer, month: int) -> int:
    if last.first is None or last.grain not in ("day", "month"):
        return 0
    if last.first.month - month < _BACK_OF_THE_YEAR or last.modifier == "until" or s.tense() == "pluperfect":
        return 0
    there = periods.month(last.first.year + 1, month)
    return int(s.publication is None or there.last <= s.publication.last)


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
    if p.lexemes.kind_is(p.j, "UNITS", "NUMWORD") and not p.lexemes.kind_is(p.j - 1, "MONTH", "SHORTMONTH"):
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


@rule("THE? (?P<day>ORD) OF (?P<dir>LAST|NEXT|COMING|THIS) (?P<unit>UNIT)")
def day_of_month_rule(p: Phrase) -> Meaning | None:
    """'the 14th of next month'"""
    if p.text("unit") != "month" or p.integer("day") > 31:
        return None
    n, day = {"last": -1, "next": 1, "this": 0}[direction(p)], p.integer("day")
    return lambda s: s.relative(lambda d: periods.day(periods.shifted("month", d, n).first.replace(day=day)), "day")


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
    while lexemes.kind_is(j, "AND", "TO", "COMMA", "HYPHEN", "DASH") and lexemes.kind_is(j + 1, "MONTH", "SHORTMONTH"):
        j += 3 if lexemes.kind_is(j + 2, "OF") and lexemes.kind_is(j + 3, "YEAR") else 2
    value = lexemes.values[j] if j > p.j and lexemes.kind_is(j, "YEAR") else None
    return value if isinstance(value, int) else None


_SURE: Final = ("IN", "SINCE", "UNTIL", "BETWEEN", "EARLY", "MID", "LATE", "THIS", "LAST", "NEXT", "EVERY", "APPROX")
_BEFORE_MONTH: Final = ("BY", "FROM", "BEFORE", "AFTER", "OF", "TO", "ON", "AND", "HYPHEN", "DASH", "OPEN")
_PERSONAL: Final = {"May", "April", "June", "August", "March", "January"}


def _is_month(p: Phrase) -> bool:
    lexemes = p.lexemes
    token = lexemes.text[lexemes.starts[p.i] : lexemes.ends[p.i]]
    if p.kind("month", "SHORTMONTH") and not token.endswith(".") and token != "Sept":
        return False
    after = lexemes.starts[p.j] if p.j < len(lexemes.starts) else 0
    first_name = token in _PERSONAL and lexemes.kind_is(p.j, "OTHER") and lexemes.text[after].isupper()
    if lexemes.kind_is(p.i - 1, *_SURE) or lexemes.word(p.i - 1) == "for":
        return True
    if lexemes.kind_is(p.i - 1, *_BEFORE_MONTH):
        return not first_name and not (token == "May" and _verb_follows(p))
    if token in ("May", "March"):
        return lexemes.kind_is(p.j, "POSS")
    before = lexemes.starts[p.i - 1] if p.i else 0
    surname = p.i > 0 and lexemes.text[before].isupper() and token in _PERSONAL and not lexemes.kind_is(p.i - 1, "THE")
    return not first_name and not surname and not p.kind("month", "SHORTMONTH")


def _verb_follows(p: Phrase) -> bool:
    return p.lexemes.word(p.j) in {"said", "says", "told", "has", "had", "was", "is", "will", "would", "did", "met"}


@rule("(?P<month>MON) OF? THE (?P<unit>UNIT) (?P<dir>BEFORE|AFTER)")
def month_of_the_year_before_rule(p: Phrase) -> Meaning | None:
    """'May of the year before', 'March of the year after'"""
    if p.text("unit") != "year":
        return None
    month, n = p.integer("month"), 1 if p.kind("dir", "AFTER") else -1
    return lambda s: _month_of_story(s, month, n)


def _month_of_story(s: Situation, month: int, n: int) -> Answer:
    """The month of the year `n` years from the one that the story is in."""
    known = s.paragraph.latest("year") or s.document.latest("year")
    if known is None or known.first is None:
        return unanchored("month")
    return Answer.of(periods.month(known.first.year + n, month), "narrative")


@rule("(?P<month>MON) OF? THE? (?P<dir>LAST|PAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING|THAT|SAME) (?P<unit>UNIT)")
def month_of_year_rule(p: Phrase) -> Meaning | None:
    """'October of next year', 'June of that year', 'January this year'"""
    if p.text("unit") != "year":
        return None
    month = p.integer("month")

    def resolve(s: Situation) -> Answer | None:
        if p.kind("dir", "THAT", "SAME", "FOLLOWING", "PREVIOUS"):
            return _month_of_story(
                s, month, 1 if p.kind("dir", "FOLLOWING") else -1 if p.kind("dir", "PREVIOUS") else 0
            )
        told = s.publication is None or s.narrative_year is not None or s.is_past()
        if p.kind("dir", "NEXT") and p.lexemes.kind_is(p.match.start("dir") - 1, "THE") and told:
            return _month_of_story(s, month, 1)
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
        if (word == "fall" and not the) or p.lexemes.kind_is(p.j, "OF"):
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
    "THE? (?P<dir>LAST|PAST|PREVIOUS|THIS|NEXT) UNIT POSS (?P<ord>ORD|FINAL) HYPHEN? QUARTER",
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
            over = this.last <= d + timedelta(days=10)
            if over or s.tense() == "future" or (not s.is_past() and this.first <= d):
                return this
            return periods.quarter(d.year - 1, number)

        return s.relative(choose, "quarter")

    return resolve
