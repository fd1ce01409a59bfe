"""Dates that name their year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from comity.reading.dates import periods
from comity.reading.dates.grammar import Meaning, Phrase, impossible, rule
from comity.reading.dates.lexicon import not_dates
from comity.reading.dates.periods import Period
from comity.reading.dates.situation import Answer, Situation
from comity.reading.model import Grain

FIRST_MODERN, LAST_MODERN = 1900, 2060
_PREPOSITIONS = str.split("IN SINCE BY UNTIL FROM BEFORE AFTER OF TO BETWEEN EARLY MID LATE APPROX")


def fixed(period: Period) -> Meaning:
    answer = Answer.of(period, "explicit")
    return lambda _: answer


def fixed_or_impossible(year: int, month: int, day: int) -> Meaning:
    try:
        return fixed(periods.day(date(year, month, day)))
    except ValueError:
        return impossible


def full_year(short: int, situation: Situation) -> int:
    """A year of two digits: the century that brings it nearest to, and at most twenty years past, publication."""
    reference = situation.publication.last.year if situation.publication else 2000
    year = reference - reference % 100 + short
    return year if year <= reference + 20 else year - 100


@rule("ISO")
def iso_date_rule(p: Phrase) -> Meaning | None:
    """'2022-02-23'"""
    at = p.lexemes.starts[p.i]
    y, m, d = p.lexemes.text[at : at + 10].split("-")
    return fixed_or_impossible(int(y), int(m), int(d))


@rule("NUMERIC")
def numeric_date_rule(p: Phrase) -> Meaning | None:
    """'23-02-2022', '2/23/2022', '23.02.22': day or month first as the document's other dates show, else as brings
    it within a month of publication, else the day first."""
    token = p.lexemes.text[p.lexemes.starts[p.i] : p.lexemes.ends[p.i]]
    separator = token[len(token.rstrip("0123456789")) - 1]
    a, b, y = (int(x) for x in token.split(separator))
    if separator == "." and y < 100:
        return None  # '10.30.15' is a clock or a section

    def resolve(s: Situation) -> Answer | None:
        year = y if y >= 100 else full_year(y, s)
        readings = [_day_or_none(year, b, a), _day_or_none(year, a, b)]
        if not s.day_first:
            readings.reverse()
        known = [d for d in readings if d is not None]
        if len(known) == 2 and s.publication is not None and not s.order_shown:
            close = [d for d in known if abs((d - s.publication.last).days) <= 31]
            known = close if len(close) == 1 else known
        return Answer.of(periods.day(known[0]), "explicit") if known else None

    return resolve


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@rule("(?:WD COMMA?)? THE? (?P<day>DOM) OF? (?P<month>MON) COMMA? (?P<year>YEAR)")
def day_month_year_rule(p: Phrase) -> Meaning | None:
    """'23 February 2022', 'Monday, the 3rd of March, 2014'"""
    return fixed_or_impossible(p.integer("year"), p.integer("month"), p.integer("day"))


@rule("(?:WD COMMA?)? (?P<month>MON) THE? (?P<day>DOM) COMMA? (?P<year>YEAR)")
def month_day_year_rule(p: Phrase) -> Meaning | None:
    """'February 23, 2022', 'Feb. 23rd 2022'"""
    return fixed_or_impossible(p.integer("year"), p.integer("month"), p.integer("day"))


@rule(
    "(?P<days>DAYS) OF? (?P<month>MON) COMMA? (?P<year>YEAR)",
    "(?P<month>MON) (?P<days>DAYS) COMMA? (?P<year>YEAR)",
    "(?P<day>DOM) (?:TO_SIGN|TO|AND) (?P<end>DOM) OF? (?P<month>MON) COMMA? (?P<year>YEAR)",
    "(?P<month>MON) (?P<day>DOM) (?:TO_SIGN|TO) (?P<end>DOM) COMMA? (?P<year>YEAR)",
)
def day_span_year_rule(p: Phrase) -> Meaning | None:
    """'10-12 November 2014', 'November 10 to 12, 2014', 'between 10 and 12 November 2014'"""
    return day_span(p, lambda month, day: p.integer("year"))


def joined(p: Phrase) -> bool:
    """Whether two days make one span: 'and' joins them only after 'between'."""
    groups = p.match.re.groupindex
    if "end" not in groups:
        return True
    return not p.lexemes.kind_is(p.match.start("end") - 1, "AND") or p.lexemes.kind_is(p.i - 1, "BETWEEN")


def day_span(p: Phrase, year_of: Callable[[int, int], int]) -> Meaning | None:
    if not joined(p):
        return None
    first, last = span_of_days(p)
    try:
        year = year_of(p.integer("month"), first)
        a, b = date(year, p.integer("month"), first), date(year, p.integer("month"), last)
    except ValueError:
        return impossible
    return fixed(periods.named(a, b)) if a < b else None


def span_of_days(p: Phrase) -> tuple[int, int]:
    """The two days of the month that a span of days names."""
    groups = p.match.re.groupindex
    if "days" in groups:
        a, b = str(p.value("days")).replace("–", "-").split("-")
        return int(a), int(b)
    return p.integer("day"), p.integer("end")


@rule("(?P<month>MON) (?:COMMA|OF)? (?P<year>YEAR)", left="part")
def month_year_rule(p: Phrase) -> Meaning | None:
    """'February 2022', 'late June, 1971'"""
    if p.kind("month", "SHORTMONTH") and p.lexemes.kind_is(p.j, "HYPHEN"):
        return None
    return fixed(periods.month(p.integer("year"), p.integer("month")))


@rule("(?P<month>MON) TO_SIGN (?P<end>MON) COMMA? (?P<year>YEAR)")
def month_span_year_rule(p: Phrase) -> Meaning | None:
    """'January-March 2014'"""
    a, b = p.integer("month"), p.integer("end")
    if a >= b:
        return None
    year = p.integer("year")
    return fixed(periods.named(date(year, a, 1), periods.month(year, b).last))


@rule("THE? (?P<season>SEASON) (?:OF|COMMA)? (?P<year>YEAR|YEARS)", left="part")
def season_year_rule(p: Phrase) -> Meaning | None:
    """'the spring of 1971', 'winter 2008', 'the winter of 1971-72'"""
    if p.kind("year", "YEARS"):
        return fixed(periods.season(int(p.text("year")[:4]), p.text("season")))
    return fixed(periods.season(p.integer("year"), p.text("season")))


@rule(
    "THE? (?P<ord>ORD|FINAL|LAST) HYPHEN? QUARTER (?:OF|IN)? (?P<year>YEAR)",
    "(?P<name>QNAME) OF? COMMA? (?P<year>YEAR)",
    "(?P<year>YEAR) (?P<name>QNAME)",
    "THE? (?P<year>YEAR) POSS? (?P<ord>ORD|FINAL) HYPHEN? QUARTER",
    left="part",
)
def quarter_year_rule(p: Phrase) -> Meaning | None:
    """'the third quarter of 2008', 'Q3 2008'"""
    number = quarter_number(p)
    return fixed(periods.quarter(p.integer("year"), number)) if number else None


def quarter_number(p: Phrase) -> int | None:
    groups = p.match.re.groupindex
    value = p.value("name") if "name" in groups and p.has("name") else p.value("ord")
    if value in ("final", "last"):
        return 4
    return value if isinstance(value, int) and 1 <= value <= 4 else None


@rule(
    "THE? (?P<ord>ORD|LATE|LAST) HALF OF THE? (?P<year>YEAR|DECADE)",
    "THE? (?P<ord>ORD|LATE|LAST) HALF OF THE? (?P<century>ORD) HYPHEN? CENTURY",
    "(?P<ord>HNAME) OF? (?P<year>YEAR)",
)
def half_rule(p: Phrase) -> Meaning | None:
    """'the second half of 2008', 'the first half of the 1950s', 'the second half of the 19th century'"""
    value = p.value("ord")
    number = value if isinstance(value, int) else 2
    if number not in (1, 2):
        return None
    if "century" in p.match.re.groupindex:
        first = (p.integer("century") - 1) * 100
        return fixed(_half_of(periods.century(first), 50, number))
    if p.kind("year", "DECADE"):
        first = p.integer("year")
        return fixed(_half_of(periods.decade(first), 5, number)) if first >= 1000 else None
    return fixed(periods.half(p.integer("year"), number))


def _half_of(whole: Period, length: int, number: int) -> Period:
    start = whole.last.year + 1 - 2 * length + (number - 1) * length
    span = periods.years(max(start, 1), start + length - 1)
    return Period(span.first, span.last, whole.grain, whole.timex, "early" if number == 1 else "late")


@rule("(?P<year>YEAR)", left="part approx")
def year_rule(p: Phrase) -> Meaning | None:
    """'1955'; not '2000 troops', 'Resolution 1973', '$1950', '1,955'"""
    return fixed(periods.year(p.integer("year"))) if is_year(p, p.integer("year")) else None


def is_year(p: Phrase, number: int) -> bool:
    """Whether four digits are a year, as far as the words around them say."""
    lexemes = p.lexemes
    after = lexemes.word(p.j)
    if after in not_dates()[1] or (lexemes.kind_is(p.j, "HYPHEN") and lexemes.word(p.j + 1) in not_dates()[1]):
        return False
    if lexemes.kind_is(p.j, "UNITS", "ZONE", "AMPM") or lexemes.word(p.j) in ("%", "°"):
        return False
    if lexemes.kind_is(p.j, "NUMWORD") and not lexemes.kind_is(p.i - 1, "IN", "SINCE", "UNTIL"):
        return False  # '1500 million', but 'in 2012 two ships'
    if (
        lexemes.glued(p.i)
        and lexemes.kind_is(p.i - 1, "HYPHEN")
        and not lexemes.kind_is(p.i - 2, "MID", "EARLY", "LATE")
    ):
        return lexemes.word(p.i - 2) in ("pre", "post", "non") or lexemes.kind_is(p.i - 2, "MONTH", "SHORTMONTH")
    if FIRST_MODERN <= number <= LAST_MODERN:
        return True
    return lexemes.kind_is(p.i - 1, *_PREPOSITIONS, "OPEN") and (
        not after.endswith("s")
        or lexemes.kind_is(p.j, "WEEKDAY")
        or not after.isalpha()
        or lexemes.text[lexemes.starts[p.j]].isupper()
    )


@rule("(?P<year>SHORTYEAR)")
def short_year_rule(p: Phrase) -> Meaning | None:
    """'in '68'"""
    if not p.lexemes.kind_is(p.i - 1, *_PREPOSITIONS, "SEASON"):
        return None
    short = int(p.text("year")[1:])
    return lambda s: Answer.of(periods.year(full_year(short, s)), "explicit")


@rule("(?P<years>YEARS)")
def year_span_rule(p: Phrase) -> Meaning | None:
    """'1979-1989', '2014-15'; '2022-02' is a month"""
    token = p.text("years")
    first, end = int(token[:4]), token[5:]
    if p.lexemes.word(p.j) in not_dates()[1]:
        return None
    if len(end) == 4:
        last = int(end)
    else:
        last = first - first % 100 + int(end)
        if last <= first:
            if 1 <= int(end) <= 12 and token[4] == "-":
                return fixed(periods.month(first, int(end)))
            last += 100
    if not first < last <= first + (300 if len(end) == 4 else 60):
        return None
    return fixed(periods.years(first, last))


@rule("THE? (?P<decade>DECADE)", "THE? (?P<decade>DECADEWORD)", left="part")
def decade_rule(p: Phrase) -> Meaning | None:
    """'the 1950s', 'the '80s', '70s', 'the fifties'; not 'in his fifties', 'in the low 60s'"""
    number = p.integer("decade")
    if number >= 1000:
        return fixed(periods.decade(number))
    lexemes = p.lexemes
    token = lexemes.text[lexemes.starts[p.j - 1] : lexemes.ends[p.j - 1]]
    marked = (
        "'" in token
        or lexemes.kind_is(p.i, "THE")
        or lexemes.kind_is(p.i - 1, "EARLY", "MID", "LATE", "AND", "OF", "HYPHEN")
    )
    if not marked or lexemes.word(p.i - 1) in ("his", "her", "their", "my", "your", "our", "low", "high", "upper"):
        return None
    return lambda s: Answer.of(periods.decade(_full_decade(number, s)), "explicit")


def _full_decade(short: int, s: Situation) -> int:
    year = full_year(short, s)
    return year if s.publication is None or year <= s.publication.last.year else year - 100


@rule("THE? (?P<ord>ORD) HYPHEN? CENTURY (?P<era>ERA)?", left="part")
def century_rule(p: Phrase) -> Meaning | None:
    """'the 19th century', 'mid-twentieth-century'"""
    number = p.integer("ord")
    if not 1 <= number <= 30:
        return None
    if p.text("era").startswith("bc"):
        answer = Answer(None, None, "century", "explicit", f"BC{number - 1:02d}")
        return lambda _: answer
    return fixed(periods.century((number - 1) * 100))


@rule("(?P<era>ERA) (?P<year>YEAR|NUM|DAYNUM)", "(?P<year>YEAR|NUM|DAYNUM) (?P<era>ERA)", left="approx")
def era_year_rule(p: Phrase) -> Meaning | None:
    """'AD 712', '712 CE', '323 BC' (before the calendar's first year: no days, a TIMEX3 value only)"""
    value = p.value("year")
    if not isinstance(value, int) or not 1 <= value <= 2199 or not p.text("era"):
        return None
    era = p.lexemes.text[p.lexemes.starts[p.match.start("era")] :][:1]
    if not era.isupper():
        return None
    if p.text("era").startswith("bc"):
        grain: Grain = "year"
        answer = Answer(None, None, grain, "explicit", f"BC{value:04d}")
        return lambda _: answer
    return fixed(periods.year(value))


@rule("(?P<name>FYNAME)", "FISCAL UNIT? (?P<year>YEAR|YEARS)")
def fiscal_year_rule(p: Phrase) -> Meaning | None:
    """'FY 2016', 'fiscal 2015-16': which months is another matter, so the days are approximate"""
    groups = p.match.re.groupindex
    value = p.value("name" if "name" in groups else "year")

    def resolve(s: Situation) -> Answer | None:
        if isinstance(value, str):
            first = int(value[:4])
            return Answer(date(first, 1, 1), date(first + 1, 12, 31), "interval", "explicit", None, "approximate")
        assert isinstance(value, int)
        year = value if value >= 100 else full_year(value, s)
        whole = periods.year(year)
        return Answer(whole.first, whole.last, "year", "explicit", f"FY{year}", "approximate")

    return resolve
