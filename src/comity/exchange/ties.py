"""Signed ties from a CSV file of anybody's making: who, with whom, friend or foe, how strongly.

The columns are found by their names, whatever their order; a file without a header has them in the order a, b, sign, weight.
A row that cannot be used is a problem with its line and the reason, and never stops the rest.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from comity.errors import UsageError

COLUMNS: Final = {
    "a": (
        "a",
        "source",
        "from",
        "u",
        "actor1",
        "actor_a",
        "actor_1",
        "node1",
        "state1",
        "state_a",
        "i",
        "sender",
        "ego",
    ),
    "b": (
        "b",
        "target",
        "to",
        "v",
        "actor2",
        "actor_b",
        "actor_2",
        "node2",
        "state2",
        "state_b",
        "j",
        "receiver",
        "alter",
    ),
    "sign": ("sign", "polarity", "type", "relation", "tie", "value", "rating", "score", "s"),
    "weight": ("weight", "strength", "w", "size"),
    "date": ("date", "year", "period", "time", "on"),
}
POSITIVE: Final = frozenset({"+", "p", "pos", "positive", "friend", "friends", "ally", "plus"})
NEGATIVE: Final = frozenset({"-", "−", "–", "n", "neg", "negative", "foe", "foes", "enemy", "minus"})
NO_SIGN: Final = "no sign"
"""What is said of a row whose sign is 0 or missing: it tells of no tie."""
_DECIMAL: Final = re.compile(r"[-+−]?\d*,\d+")


@dataclass(frozen=True, slots=True)
class TieProblem:
    """A row that is not as it should be. `used` says whether it counts all the same."""

    line: int
    a: str
    b: str
    problem: str
    used: bool


@dataclass(slots=True)
class TieFile:
    """What a file holds: ties (a, b, sign, weight), the line of each, and the problems, in the order of the file; `dates` are
    the values of its column of dates, if it has one, sorted."""

    ties: list[tuple[str, str, int, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[TieProblem] = field(default_factory=list)
    rows: int = 0
    dates: list[str] = field(default_factory=list)


def read_ties(path: Path, *, values: bool = False, on: str | None = None) -> TieFile:
    """Read signed ties. With `values`, the sign column holds numbers: their sign counts, and their size is the weight. With `on`
    only the rows of that date (as it stands in the column of dates, or begins there: 1985 for 1985-12-31).

    Raises UsageError where the file cannot be read, has no columns that could be meant, or no row of that date.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}).", hint="Save it as CSV in UTF-8.") from None
    rows = [(n, r) for n, r in _rows(text) if any(cell.strip() for cell in r) and not r[0].lstrip().startswith("#")]
    if not rows:
        raise UsageError(
            f"{path} has no rows.", hint="Give a CSV file with the columns a, b, sign and, if any, weight."
        )
    places, first = _columns(rows[0][1], path, values)
    found = TieFile()
    told = rows[first:]
    if "date" in places:
        when = [row[places["date"]].strip() if places["date"] < len(row) else "" for _, row in told]
        found.dates = sorted({one for one in when if one})
        if on is not None:
            told = [row for one, row in zip(when, told, strict=True) if one == on or one.startswith(f"{on}-")]
    if on is not None and ("date" not in places or not told):
        span = f"There are {found.dates[0]} to {found.dates[-1]}." if found.dates else "It has no column of dates."
        raise UsageError(f"{path} has no row of {on}.", hint=span)
    comma = _delimiter(text) != ","
    for line, row in told:
        found.rows += 1
        _take(found, line, [_decimal(cell) for cell in row] if comma else row, places, values)
    _twice(found)
    return found


def _rows(text: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(), delimiter=_delimiter(text))
    for row in reader:
        yield reader.line_num, row


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return max(";\t,", key=head.count)


def _decimal(cell: str) -> str:
    """1,5 is 1.5 in a table that is not divided by commas."""
    return cell.replace(",", ".") if _DECIMAL.fullmatch(cell.strip()) else cell


def _columns(head: list[str], path: Path, values: bool) -> tuple[dict[str, int], int]:
    """Where each column stands, and from which row on there is data."""
    names = [cell.strip().lower().replace(" ", "_") for cell in head]
    places = {}
    for column, known in COLUMNS.items():
        chosen = [name for name in known if name in names]
        if chosen:
            places[column] = names.index(chosen[0])
    if {"a", "b", "sign"} <= set(places):
        return places, 1
    if len(head) >= 3 and (_sign(head[2]) or _number(_decimal(head[2])) is not None):
        return {"a": 0, "b": 1, "sign": 2} | ({"weight": 3} if len(head) > 3 else {}), 0
    lacking = [column for column in ("a", "b", "sign") if column not in places]
    hint = f"Name them a, b and sign (or {', '.join('/'.join(COLUMNS[c][1:4]) for c in lacking)})."
    raise UsageError(f"{path}: no column for {', '.join(lacking)} among {', '.join(head)}.", hint=hint)


def _take(found: TieFile, line: int, row: list[str], places: dict[str, int], values: bool) -> None:
    cells = {column: row[place].strip() if place < len(row) else "" for column, place in places.items()}
    a, b = cells["a"], cells["b"]
    number = _number(cells["sign"])
    sign = (0 if not number else 1 if number > 0 else -1) if values else _sign(cells["sign"])
    weight: Any = 1
    if "weight" in cells:
        weight = _number(cells["weight"])
    elif values and number:
        weight = abs(number)
    if not a or not b:
        problem = "an actor is missing"
    elif not sign:
        problem = _no_sign(cells["sign"], number)
    elif a == b:
        problem = "a tie with itself"
    elif weight is None:
        problem = f"{cells['weight']!r} is no weight" if cells["weight"] else "no weight"
    elif weight <= 0:
        problem = f"weight {weight} is not above zero"
    else:
        found.ties.append((a, b, sign, int(weight) if weight == int(weight) else weight))
        found.lines.append(line)
        return
    found.problems.append(TieProblem(line, a, b, problem, used=False))


def _no_sign(told: str, number: Decimal | None) -> str:
    if not told:
        return NO_SIGN
    if number is not None:
        return (
            f"unknown sign {told!r} (numbers of any size: --values)" if number else f"{NO_SIGN} ({told}: undetermined)"
        )
    return f"unknown sign {told!r}"


def _twice(found: TieFile) -> None:
    """Rows on a pair that has been told of before: the same sign again, or the other one."""
    first: dict[frozenset[str], tuple[int, int]] = {}
    for (a, b, sign, _), line in zip(found.ties, found.lines, strict=True):
        before = first.setdefault(frozenset((a, b)), (sign, line))
        if before[1] != line:
            problem = "again" if before[0] == sign else "conflicting: the other sign"
            found.problems.append(TieProblem(line, a, b, f"{problem}, after line {before[1]}", used=True))
    found.problems.sort(key=lambda p: p.line)


def _sign(text: str) -> int:
    """1, -1, or 0 where it says neither."""
    text = text.strip().lower()
    number = _number(_decimal(text))
    if number is not None and abs(number) == 1:
        return int(number)
    return 1 if text in POSITIVE else -1 if text in NEGATIVE else 0


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e300") and not math.isinf(float(number)) else None
