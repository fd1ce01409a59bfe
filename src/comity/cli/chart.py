"""A relation through time as a small chart of characters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.relations.story import Course

ROWS: Final = 11
"""Of the chart: from 1 at the top to -1 at the bottom, an odd number, so that 0 has one of its own."""
_MARGIN: Final = 6
_MEAN, _INTERVAL, _NONE, _ZERO = "█", "░", "·", "─"


def chart(course: Course, first: date, last: date, width: int) -> list[str]:
    """Lines no longer than `width`: the score (█) in its 90% interval (░); dots for the interval where there is no evidence; the
    numbers of turning points under it, and years."""
    from comity.relations.naming import INTERVAL

    columns = max(width - _MARGIN - 1, 20)
    begin, span = first.toordinal(), max((last - first).days, 1)
    days = [begin + span * (n + 0.5) / columns for n in range(columns)]
    means, sds = course.curve.through(days)
    silent = [(p.first.toordinal(), p.last.toordinal()) for p in course.phases if p.mean is None]
    lines = [[_ZERO if row == ROWS // 2 else " "] * columns for row in range(ROWS)]
    for n, (day, mean, sd) in enumerate(zip(days, means.tolist(), sds.tolist(), strict=True)):
        faded = any(one <= day <= other for one, other in silent)
        for row in range(_row(mean + INTERVAL * sd), _row(mean - INTERVAL * sd) + 1):
            lines[row][n] = _NONE if faded else _INTERVAL
        if not faded:
            lines[_row(mean)][n] = _MEAN
    labels = {0: "1", ROWS // 2: "0", ROWS - 1: "-1"}
    told = [f"{labels.get(row, ''):>{_MARGIN - 2}} ┤{''.join(line)}".rstrip() for row, line in enumerate(lines)]

    def place(day: date) -> int:
        return min(max(int((day.toordinal() - begin) / span * columns), 0), columns - 1)

    if course.turning_points:
        told.append(
            _marked({place(t.day): str(t.number) for t in course.turning_points if first <= t.day <= last}, columns)
        )
    told.append(_marked(_years(first, last, columns, place), columns))
    return told


def _row(score: float) -> int:
    """0 for 1 and above, ROWS - 1 for -1 and below."""
    return min(max(round((1 - score) / 2 * (ROWS - 1)), 0), ROWS - 1)


def _marked(marks: dict[int, str], columns: int) -> str:
    """Marks at their places; one that would run into that before it is left out."""
    line = ""
    for place, mark in sorted(marks.items()):
        start = min(place, columns - len(mark))
        if not line or start > len(line):
            line = line.ljust(start) + mark
    return (" " * _MARGIN + line).rstrip()


def _years(first: date, last: date, columns: int, place: Callable[[date], int]) -> dict[int, str]:
    years = last.year - first.year + 1
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if years / s * 8 <= columns), 100)
    shown = [year for year in range(first.year, last.year + 1) if year % step == 0 and date(year, 1, 1) >= first]
    return {place(date(year, 1, 1)): str(year) for year in shown} or {0: str(first.year)}
