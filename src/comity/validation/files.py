"""Reading public files on votes, disputes, alliances and rivalries; their columns are known by name (`columns.csv`)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from comity.errors import UsageError

KINDS: Final = ("ideal_points", "disputes", "alliances", "rivalries")
FIRST_SESSION: Final = 1945
"""The first session of the General Assembly is that of 1946: session + 1945."""
_COLUMNS: Final = Path(__file__).with_name("columns.csv")
_EARLIEST, _LATEST = 1400, 2200
_OPEN: Final = 9999
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows of a file that could not be taken. `line` is an example's, from 1; `value` what stands there."""

    kind: str
    problem: str
    rows: int
    line: int
    value: str


@dataclass(slots=True)
class Problems:
    kind: str
    held: dict[str, Problem] = field(default_factory=dict)

    def add(self, problem: str, line: int, value: object) -> None:
        first = self.held.get(problem)
        if first is None:
            self.held[problem] = Problem(self.kind, problem, 1, line, str(value))
        else:
            self.held[problem] = Problem(self.kind, problem, first.rows + 1, first.line, first.value)

    def all(self) -> list[Problem]:
        return [self.held[name] for name in sorted(self.held)]


@dataclass(frozen=True, slots=True)
class Votes:
    """Ideal points by (Correlates of War number, year)."""

    points: dict[tuple[int, int], float]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class PairYears:
    """What holds between two states in a year, by (smaller number, larger number, year). `begun`: where it began, as far as
    the file says. `first` to `last`: the years that the file is about."""

    held: frozenset[tuple[int, int, int]]
    begun: frozenset[tuple[int, int, int]] | None
    first: int
    last: int
    problems: list[Problem]


@cache
def known_columns() -> dict[str, dict[str, tuple[str, tuple[str, ...]]]]:
    """kind -> field -> (need, names in lower case), from `columns.csv`."""
    found: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {kind: {} for kind in KINDS}
    with _COLUMNS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            names = tuple(name.lower() for name in row["names"].split(";"))
            found[row["kind"]][row["field"]] = (row["need"], names)
    return found


def votes(path: Path) -> Votes:
    """A file of ideal points. Raises UsageError for a file that is none."""
    problems, points = Problems("ideal_points"), dict[tuple[int, int], float]()
    for line, row in _rows(path, "ideal_points"):
        state, year = _whole(row.get("state")), _whole(row.get("year"))
        session = _whole(row.get("session"))
        when = year if year is not None else session + FIRST_SESSION if session is not None else None
        value = _number(row.get("value"))
        if state is None:
            problems.add("no number of a state", line, row.get("state"))
        elif when is None or not _EARLIEST < when < _LATEST:
            problems.add("no year", line, row.get("year") or row.get("session"))
        elif value is None:
            problems.add("no ideal point", line, row.get("value"))
        elif points.setdefault((state, when), value) != value:
            problems.add("a second value for a state and year: the first is kept", line, value)
    return Votes(points, problems.all())


def pair_years(path: Path, kind: str) -> PairYears:
    """A file of disputes, alliances or rivalries, by year or from year to year. Raises UsageError for a file that is none."""
    problems = Problems(kind)
    held: set[tuple[int, int, int]] = set()
    begun: set[tuple[int, int, int]] = set()
    years: list[int] = []
    opened: list[tuple[Pair, int]] = []
    tells_onset = False
    for line, row in _rows(path, kind):
        a, b = _whole(row.get("a")), _whole(row.get("b"))
        if a is None or b is None:
            problems.add("no number of a state", line, row.get("a") if a is None else row.get("b"))
            continue
        if a == b:
            problems.add("a state with itself", line, a)
            continue
        span = _span(row, line, problems)
        if span is None:
            continue
        years.append(span[0])
        if span[1] != _OPEN:
            years.append(span[1])
        if not _holds(row, kind):
            continue
        pair = (min(a, b), max(a, b))
        if span[1] == _OPEN:
            opened.append((pair, span[0]))
        else:
            held.update((*pair, year) for year in range(span[0], span[1] + 1))
        tells_onset |= row.get("onset") is not None
        if _number(row.get("onset")):
            begun.add((*pair, span[0]))
    if not years:
        raise UsageError(f"{path} has no row that can be used.", hint=_expected(kind))
    first, last = min(years), max(years)
    for pair, start in opened:
        held.update((*pair, year) for year in range(start, last + 1))
    if opened:
        problems.add(f"no last year: taken to hold until {last}, the last year of the file", 0, "")
    return PairYears(frozenset(held), frozenset(begun) if tells_onset else None, first, last, problems.all())


def _span(row: Mapping[str, str], line: int, problems: Problems) -> tuple[int, int] | None:
    year = _whole(row.get("year"))
    if "year" in row:
        first, last = year, year
    else:
        first = _whole(row.get("first"))
        last = _whole(row.get("last")) if row.get("last") else _OPEN
    if first is None or last is None or not _EARLIEST < first < _LATEST:
        problems.add("no year", line, row.get("year") or row.get("first"))
        return None
    if last < first:
        problems.add("ends before it begins", line, f"{first} to {last}")
        return None
    return first, last


def _holds(row: Mapping[str, str], kind: str) -> bool:
    if kind == "disputes":
        # a file of all dyad-years says which have a dispute; one of dispute-dyads has no other rows
        said = [_number(row[name]) for name in ("ongoing", "onset") if name in row]
        return not said or any(said)
    if kind == "alliances":
        promises = [_number(row[name]) for name in ("defence", "offence") if name in row]
        return any(promises) if promises else bool(_number(row.get("any")))
    return True


def _rows(path: Path, kind: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, field -> cell) of each row. Raises UsageError where the file cannot be read or lacks a column."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            header = file.readline()
            delimiter = max(",\t;", key=header.count)
            file.seek(0)
            reader = csv.DictReader(file, delimiter=delimiter)
            fields = _fields(list(reader.fieldnames or ()), path, kind)
            for row in reader:
                yield reader.line_num, {name: (row[column] or "").strip() for name, column in fields.items()}
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV: {error}.", hint=_expected(kind)) from error


def _fields(columns: list[str], path: Path, kind: str) -> dict[str, str]:
    """field -> the column of the file that has it."""
    by_name = {column.strip().lower(): column for column in columns}
    found: dict[str, str] = {}
    for name, (_, names) in known_columns()[kind].items():
        column = next((by_name[n] for n in names if n in by_name), None)
        if column is not None:
            found[name] = column
    groups: dict[str, list[str]] = {}
    for name, (need, _) in known_columns()[kind].items():
        if need != "no":
            groups.setdefault(name if need == "yes" else need, []).append(name)
    for group in groups.values():
        if not any(name in found for name in group):
            wanted = " or ".join("/".join(known_columns()[kind][name][1]) for name in group)
            there = ", ".join(columns[:12]) + (" ..." if len(columns) > 12 else "")
            raise UsageError(f"{path} has no column {wanted}; it has {there or 'none'}.", hint=_expected(kind))
    return found


def _expected(kind: str) -> str:
    said = {
        "ideal_points": "ideal points by state and year or session, as in the file of Bailey, Strezhnev and Voeten",
        "disputes": "militarized disputes by dyad and year, as in the dyadic file of the Correlates of War",
        "alliances": "alliances by dyad and year, as in ATOP or the Correlates of War",
        "rivalries": "rivalries by dyad with first and last year, as in the list of Thompson",
    }
    return f"Expected are {said[kind]}; states by their Correlates of War numbers."


def _number(cell: str | None) -> float | None:
    try:
        value = float(cell) if cell else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < 1e12 else None


def _whole(cell: str | None) -> int | None:
    value = _number(cell)
    return None if value is None or value != int(value) else int(value)
