"""Days and closed intervals of days: the only notion of time in the record."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_WRITTEN: Final = re.compile(r"\d{4}(-\d{1,2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """First and last day, both included. Raises ValueError when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"an interval ends before it begins: {self.first} to {self.last}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlaps(self, other: Interval) -> bool:
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Interval) -> bool:
        return other.first <= self.first and self.last <= other.last

    @classmethod
    def day(cls, day: date) -> Interval:
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Interval:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Interval:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Interval:
        """'2022-02-23', '2022-02', '2022' or 'FIRST/LAST' of these. Raises ValueError, for '23/02/2022' too: a year has
        four digits."""
        if "/" in text:
            first, last = text.split("/", 1)
            return cls(cls.parse(first).first, cls.parse(last).last)
        if not _WRITTEN.fullmatch(text.strip()):
            raise ValueError(f"not a date: {text!r}")
        parts = [int(p) for p in text.strip().split("-")]
        match parts:
            case [year]:
                return cls.year(year)
            case [year, month]:
                return cls.month(year, month)
            case [year, month, day]:
                return cls.day(date(year, month, day))
        raise ValueError(f"not a date: {text!r}")
