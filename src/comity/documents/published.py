"""When a document was published: dates as lines, addresses and files state them, and which one to believe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comity.documents.extract import Stated
from comity.intervals import Interval

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR: Final = r"(?P<y{0}>1[6-9]\d\d|20\d\d|21\d\d)(?!\d)"
_DAY: Final = r"(?P<d{0}>[0-3]?\d)(?:st|nd|rd|th)?\b"
_DATE: Final = re.compile(
    "|".join(
        (
            r"(?<![\d-])(?P<y1>\d{4})[-./](?P<m1>[01]?\d)[-./](?P<d1>[0-3]?\d)(?![\d-])",  # 2022-02-23
            rf"\b{_DAY.format(2)}[\s.-]*(?:of\s)?{_MONTH.format('m2')}[\s,.-]*{_YEAR.format(2)}",  # 23 February 2022
            rf"\b{_MONTH.format('m3')}[\s-]*{_DAY.format(3)}[\s,.-]+{_YEAR.format(3)}",  # Feb. 23, 2022
            r"(?<![\d./-])(?P<a4>[0-3]?\d)(?P<s4>[-./])(?P<b4>[0-3]?\d)(?P=s4)(?P<y4>\d{4})(?![\d-]|\.\d)",  # 23-02-2022
            rf"\b{_MONTH.format('m6')}\s?[/–-]\s?{_MONTH.format('n6')}[\s,]*{_YEAR.format(6)}",  # May/June 2022
            rf"\b{_MONTH.format('m5')}[\s,-]*{_YEAR.format(5)}",  # February 2022
        )
    ),
    re.IGNORECASE,
)
_URL_DATE: Final = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)(?:[/-]([0-3]?\d))?(?=[/-]|\Z)")
_URL_COMPACT: Final = re.compile(r"[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/_.-]|\Z)")
_ISO: Final = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a line: the days it can be, and where it stands."""

    published: Interval
    start: int
    end: int
    ambiguous: bool = False


def dates_in(line: str, *, limit: int = 400) -> Iterator[Dated]:
    """The full dates and months with a year in the first `limit` characters of a line.

    Dates in figures count the day first, as DD-MM-YYYY, where that can be; with slashes both orders are kept
    if both can be. A day that is not in the calendar (30 February) is no date.
    """
    for match in _DATE.finditer(line[:limit]):
        found = _interval(match)
        if found is not None:
            yield Dated(found[0], match.start(), match.end(), found[1])


def _interval(match: re.Match[str]) -> tuple[Interval, bool] | None:
    g = match.groupdict()
    try:
        if g["y1"]:
            return Interval.day(date(int(g["y1"]), int(g["m1"]), int(g["d1"]))), False
        if g["y2"]:
            return Interval.day(date(int(g["y2"]), _MONTHS[g["m2"].lower()], int(g["d2"]))), False
        if g["y3"]:
            return Interval.day(date(int(g["y3"]), _MONTHS[g["m3"].lower()], int(g["d3"]))), False
        if g["y6"]:
            year, first, last = int(g["y6"]), _MONTHS[g["m6"].lower()], _MONTHS[g["n6"].lower()]
            return Interval(Interval.month(year, first).first, Interval.month(year, last).last), False
        if g["y5"]:
            return Interval.month(int(g["y5"]), _MONTHS[g["m5"].lower()]), False
    except ValueError:
        return None
    year, a, b = int(g["y4"]), int(g["a4"]), int(g["b4"])
    readings = [day for day in (_day(year, b, a), _day(year, a, b)) if day is not None]
    if not readings:
        return None
    if g["s4"] == "/" and len(set(readings)) == 2:
        return Interval(min(readings), max(readings)), True
    return Interval.day(readings[0]), False


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_given(text: str) -> Interval | None:
    """A date that somebody gave on purpose: '2022', '2022-02', '2022-02-23', with or without a time of day, or as in a
    line of text. None when it is not a date."""
    iso = _ISO.match(text[:100])
    try:
        if iso:
            year, month, day = iso.groups()
            return Interval.parse("-".join(part for part in (year, month, day) if part))
        if "/" in text and re.fullmatch(r"\s*[\d-]{4,10}/[\d-]{4,10}\s*", text):
            return Interval.parse(text)
    except ValueError:
        return None
    found = next(dates_in(text), None)
    return found.published if found else None


def date_in_url(url: str) -> Interval | None:
    """The date in an address such as /2022/02/23/ or /20220223-, a month if that is all."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url[:2_000])
    match = _URL_DATE.search(path) or _URL_COMPACT.search(path)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        return Interval.day(date(year, month, int(day))) if day else Interval.month(year, month)
    except ValueError:
        return None


_BASES: Final = ("given", "text", "url", "metadata")
WEAK_RANK: Final = 90
"""From this rank on a date in the text is believed only where nothing else is stated (a bare date at the top)."""
UNSURE_RANK: Final = 5
"""From this rank on a date in metadata is noted: PDF and DOCX properties, guesses from a page's code."""
_SAME: Final = timedelta(days=1)  # a page and its address may be a time zone apart


def choose(dates: Sequence[Stated], *, today: date) -> tuple[Interval | None, str, list[str]]:
    """The publication date to believe, its basis, and notes for people.

    Rule: what was given before what the text states, before its address, before metadata; a bare date at the top last.
    Among dates in the text 'first published' goes before 'published', before a byline, before 'updated'. Within the
    chosen month or year, a day that another place states is taken. Dates over a day apart are both noted.
    """
    if not dates:
        return None, "none", []
    ranked = sorted(dates, key=lambda d: (d.rank >= WEAK_RANK, _BASES.index(d.basis), d.rank))
    best = ranked[0]
    for other in ranked[1:]:
        if (
            other.published.days < best.published.days
            and other.published.within(best.published)
            and other.rank < WEAK_RANK
        ):
            best = Stated(other.published, best.basis, best.rank, best.where)
            break
    notes: list[str] = []
    seen = {best.published}
    for other in ranked:
        if other.published not in seen and _apart(other.published, best.published):
            seen.add(other.published)
            notes.append(
                f"dates disagree: {shown(best.published)} ({best.where}) is taken, {shown(other.published)} ({other.where}) is not"
            )
    if best.basis == "metadata" and best.rank >= UNSURE_RANK:
        notes.append(f"the date of publication is from {best.where} only")
    elif best.rank >= WEAK_RANK:
        notes.append(f"the date of publication is from {best.where}; that may be the day on which the page was saved")
    if best.published.first > today:
        notes.append(f"published in the future: {shown(best.published)}")
    return best.published, best.basis, notes


def _apart(a: Interval, b: Interval) -> bool:
    return a.first - b.last > _SAME or b.first - a.last > _SAME


def shown(interval: Interval) -> str:
    """An interval as people write it: 2022-02-23, 2022-02, 2022 or first/last."""
    first, last = interval.first, interval.last
    if first == last:
        return first.isoformat()
    if interval == Interval.year(first.year):
        return f"{first.year:04}"
    if interval == Interval.month(first.year, first.month):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.isoformat()}/{last.isoformat()}"
