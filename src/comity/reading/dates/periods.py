"""Calendar arithmetic: the day, week, month ... that holds a day, and the periods before and after it.

Proleptic Gregorian throughout. Dates outside the years 1 to 9999 raise ValueError or OverflowError.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comity.reading.model import Grain

DURATION_LETTER: Final = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "weekend": "WE",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "half": "M",
    "season": "M",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
"""Unit -> the letters of a TIMEX3 duration; a leading T stands for the clock's half of the value."""

SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""TIMEX3 season -> its first month (northern meteorological seasons, as in TIMEX3 scoring)."""

YEARS: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days with its name: TIMEX3 value (None when TIMEX3 has no name for it) and grain."""

    first: date
    last: date
    grain: Grain
    timex: str | None
    modifier: str | None = None


def day(d: date) -> Period:
    return Period(d, d, "day", d.isoformat())


def month(year: int, number: int) -> Period:
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month", f"{year:04d}-{number:02d}")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04d}")


def years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31), "interval", None)


def decade(first_year: int) -> Period:
    """The ten years from `first_year`, which ends in 0. TIMEX3 names them by their first three digits."""
    return Period(date(max(first_year, 1), 1, 1), date(first_year + 9, 12, 31), "decade", f"{first_year // 10:03d}")


def century(first_year: int) -> Period:
    """The hundred years from `first_year`, which ends in 00: 1800 gives 1800-1899, "18", the 19th century."""
    return Period(date(max(first_year, 1), 1, 1), date(first_year + 99, 12, 31), "century", f"{first_year // 100:02d}")


def week(d: date) -> Period:
    """The ISO week that holds `d`."""
    y, w, _ = d.isocalendar()
    first = date.fromisocalendar(y, w, 1)
    return Period(first, first + timedelta(days=6), "week", f"{y:04d}-W{w:02d}")


def weekend(d: date) -> Period:
    whole = week(d)
    return Period(whole.first + timedelta(days=5), whole.last, "interval", f"{whole.timex}-WE")


def quarter(y: int, number: int) -> Period:
    m = 3 * number - 2
    return Period(date(y, m, 1), month(y, m + 2).last, "quarter", f"{y:04d}-Q{number}")


def half(y: int, number: int) -> Period:
    m = 6 * number - 5
    return Period(date(y, m, 1), month(y, m + 5).last, "half", f"{y:04d}-H{number}")


def season(y: int, code: str) -> Period:
    """`code` is SP, SU, FA or WI; a winter belongs to the year of its December."""
    m = SEASONS[code]
    end = month(y + 1, 2) if code == "WI" else month(y, m + 2)
    return Period(date(y, m, 1), end.last, "season", f"{y:04d}-{code}")


def containing(unit: str, d: date) -> Period:
    """The `unit` ("day", "week", "weekend", "month", "quarter", "year", "decade", "century" ...) that holds `d`."""
    match unit:
        case "day" | "night" | "hour" | "minute" | "second":
            return day(d)
        case "week" | "fortnight":
            return week(d)
        case "weekend":
            return weekend(d)
        case "month":
            return month(d.year, d.month)
        case "quarter":
            return quarter(d.year, (d.month + 2) // 3)
        case "half":
            return half(d.year, 1 if d.month < 7 else 2)
        case "year":
            return year(d.year)
        case "decade":
            return decade(d.year - d.year % 10)
        case "century" | "millennium":
            return century(d.year - d.year % 100)
    raise ValueError(f"not a unit of time: {unit!r}")


def add_months(d: date, n: int) -> date:
    """The same day `n` months on, or the last day of that month when it is shorter."""
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(y, m + 1, min(d.day, calendar.monthrange(y, m + 1)[1]))


def moved(unit: str, d: date, n: int) -> date:
    """`d` moved by `n` units."""
    match unit:
        case "hour" | "minute" | "second":
            return d
        case "day" | "night":
            return d + timedelta(days=n)
        case "week" | "weekend":
            return d + timedelta(weeks=n)
        case "fortnight":
            return d + timedelta(weeks=2 * n)
        case "month":
            return add_months(d, n)
        case "quarter" | "season":
            return add_months(d, 3 * n)
        case "half":
            return add_months(d, 6 * n)
        case "year" | "decade" | "century" | "millennium":
            return add_months(d, 12 * n * YEARS[unit])
    raise ValueError(f"not a unit of time: {unit!r}")


def shifted(unit: str, d: date, n: int) -> Period:
    """The `unit` that lies `n` units from the one that holds `d`."""
    return containing(unit, moved(unit, d, n))


_HALVES: Final = {
    "century": ("year", "50"),
    "decade": ("year", "5"),
    "year": ("month", "6"),
    "day": ("hour", "12"),
    "hour": ("minute", "30"),
}


def duration(unit: str, amount: str) -> str:
    """TIMEX3 duration: ("year", "2.5") gives "P2.5Y", ("hour", "X") gives "PTXH", ("century", "0.5") gives "P50Y"."""
    if amount == "0.5" and unit in _HALVES:
        unit, amount = _HALVES[unit]
    letters = DURATION_LETTER[unit]
    if unit == "fortnight" and amount != "X":
        amount = f"{2 * float(amount):g}"
    if unit in ("half", "season") and amount != "X":
        amount = f"{(6 if unit == 'half' else 3) * float(amount):g}"
    return f"PT{amount}{letters[1:]}" if letters[0] == "T" else f"P{amount}{letters}"


def named(first: date, last: date) -> Period:
    """The days from `first` to `last` under their calendar name where they have one, else as a plain interval."""
    if first == last:
        return day(first)
    for unit in ("week", "month", "quarter", "half", "year", "decade", "century"):
        candidate = containing(unit, first)
        if (candidate.first, candidate.last) == (first, last):
            return candidate
    return Period(first, last, "interval", None)


def part(whole: Period, which: str) -> Period:
    """The early, mid or late part of a period: its first, second or last third; of a decade the years 0-3, 4-6 and 7-9,
    of a century the years 0-32, 33-66 and 67-99.

    The TIMEX3 value stays that of the whole, as TIMEX3 has it (the part is its `mod`). A day has no parts.
    """
    days = (whole.last - whole.first).days + 1
    if days < 3:
        return Period(whole.first, whole.last, whole.grain, whole.timex, which)
    if whole.grain in ("year", "quarter", "half", "season", "decade", "century"):
        months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
        one, two = {"decade": (48, 84), "century": (396, 804)}.get(
            whole.grain, (round(months / 3), round(2 * months / 3))
        )
        cut_one, cut_two = add_months(whole.first, one), add_months(whole.first, two)
    else:
        cut_one = whole.first + timedelta(days=round(days / 3))
        cut_two = whole.first + timedelta(days=round(2 * days / 3))
    before = timedelta(days=1)
    first, last = {
        "early": (whole.first, cut_one - before),
        "mid": (cut_one, cut_two - before),
        "late": (cut_two, whole.last),
    }[which]
    return Period(first, last, whole.grain, whole.timex, which)


def easter(y: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus; J. Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    a, (b, c) = y % 19, divmod(y, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l_) // 451
    number, last = divmod(h + l_ - 7 * m + 114, 31)
    return date(y, number, last + 1)


def nth_weekday(y: int, m: int, weekday: int, nth: int) -> date:
    """The nth (from 1; -1: the last) `weekday` (0 is Monday) of a month."""
    if nth < 0:
        last = month(y, m).last
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(y, m, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
