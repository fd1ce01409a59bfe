"""Dates as data sets write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from comity.intervals import Interval

EARLIEST: Final = date(1800, 1, 1)
LATEST: Final = date(2100, 12, 31)
"""No event data speaks of days beyond these: what lies beyond is a slip."""
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WRITTEN: Final = re.compile(r"\d{4}([-/]\d{1,2}){0,2}", re.ASCII)


class Days(NamedTuple):
    """The first and last day that a cell names; `grain`: day, month, year, longer."""

    first: date
    last: date
    grain: str


def days(first: str, last: str | None = None, form: str | None = None) -> Days | None:
    """The days that one cell, or two, mean; None for a day that there is none of. `form` is a format of strptime; without it:
    20160503, 2016-05-03, 2016/05/03, 2016-05, 2016, each with a time of day or without."""
    begins = _interval(first, form)
    ends = begins if last is None else _interval(last, form)
    if begins is None or ends is None or ends.last < begins.first:
        return None
    if begins.first < EARLIEST or ends.last > LATEST:
        return None
    return Days(begins.first, ends.last, _grain(begins.first, ends.last))


def _interval(text: str, form: str | None) -> Interval | None:
    try:
        if form is not None:
            return Interval.day(datetime.strptime(text.strip(), form).date())
        text = re.split(r"[T ]", text.strip(), maxsplit=1)[0]
        packed = _DIGITS.fullmatch(text)
        if packed:
            return Interval.day(date(*map(int, packed.groups())))
        if _WRITTEN.fullmatch(text):
            return Interval.parse(text.replace("/", "-"))
    except ValueError:
        return None
    return None


def _grain(first: date, last: date) -> str:
    if first == last:
        return "day"
    if first == Interval.month(first.year, first.month).first and last == Interval.month(first.year, first.month).last:
        return "month"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return "year"
    return "longer" if (last - first).days > 366 else "month" if (last - first).days < 31 else "year"


def gaps(seen: Iterable[date]) -> list[tuple[date, date, int]]:
    """Empty periods between the first and the last day with rows: (first, last, days).

    Days count where most days of the span have rows; else months where most months have; else years; none where even most
    years are empty: such rows are no series. Only whole empty months or years are told then.
    """
    days = sorted(set(seen))
    if len(days) < 2:
        return []
    span = (days[-1] - days[0]).days + 1
    if len(days) * 2 >= span:
        return _between([d.toordinal() for d in days], date.fromordinal, date.fromordinal)
    months = sorted({d.year * 12 + d.month - 1 for d in days})
    if len(months) * 2 >= months[-1] - months[0] + 1:
        return _between(months, lambda n: _month(n).first, lambda n: _month(n).last)
    years = sorted({d.year for d in days})
    if len(years) * 2 >= years[-1] - years[0] + 1:
        return _between(years, lambda n: date(n, 1, 1), lambda n: date(n, 12, 31))
    return []


def _month(number: int) -> Interval:
    return Interval.month(number // 12, number % 12 + 1)


def _between(
    numbers: list[int], first_of: Callable[[int], date], last_of: Callable[[int], date]
) -> list[tuple[date, date, int]]:
    found = []
    for earlier, later in pairwise(numbers):
        if later - earlier > 1:
            first, last = first_of(earlier + 1), last_of(later - 1)
            found.append((first, last, (last - first).days + 1))
    return found
