"""Reading the tables: CSV files with `#` header lines, every bad row named with file and line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from comity.actors.model import ALWAYS, Span
from comity.errors import TableError
from comity.intervals import Interval

_interval = lru_cache(maxsize=20_000)(Interval.parse)


class Readable(Protocol):
    """A file of a package or of a folder."""

    @property
    def name(self) -> str: ...

    def read_text(self, encoding: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Every complaint names the file, the line and what to do."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fail(self, what: str, hint: str) -> TableError:
        return TableError(f"{self.file}, line {self.line}: {what}.", hint=hint)

    def need(self, column: str) -> str:
        """The cell. Raises TableError when it is empty."""
        value = self[column]
        if not value:
            raise self.fail(f"'{column}' is empty", f"Write a value under '{column}', or delete the row.")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self[column].split(";") if part.strip())

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value = self[column]
        known = sorted(allowed)
        if value not in known:
            raise self.fail(f"'{column}' is {value!r}", f"Write one of: {', '.join(known)}.")
        return value

    def number(self, column: str) -> int | None:
        value = self[column]
        if not value:
            return None
        if not value.isdecimal():
            raise self.fail(f"'{column}' is {value!r}", "Write a whole number, or leave the cell empty.")
        return int(value)

    def day(self, column: str, *, last: bool = False) -> date | None:
        """First (or last) day of 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'; None for an empty cell."""
        value = self[column]
        if not value:
            return None
        try:
            interval = _interval(value)
        except ValueError:
            raise self.fail(
                f"'{column}' is {value!r}, which is not a date", "Write YYYY, YYYY-MM or YYYY-MM-DD."
            ) from None
        return interval.last if last else interval.first

    def span(self) -> Span:
        """Days from column `from` to column `to`."""
        first, last = self.day("from"), self.day("to", last=True)
        if first is not None and last is not None and first > last:
            raise self.fail(f"it ends ({self['to']}) before it begins ({self['from']})", "Correct 'from' or 'to'.")
        return ALWAYS if first is None and last is None else Span(first, last)


def read_rows(file: Readable | Path, columns: Iterable[str], *, name: str | None = None) -> Iterator[Row]:
    """Rows of a CSV table. Lines that begin with '#' and empty lines are skipped; the first other line names the columns.

    Raises TableError when the file cannot be read, a column of `columns` is missing, or a row has too many or few cells.
    """
    label = name or file.name
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{label}: cannot be read ({error}).", hint="Give a CSV file in UTF-8.") from error
    numbered = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    if not numbered:
        raise TableError(f"{label}: has no rows.", hint=f"Its first line names the columns: {','.join(columns)}")
    reader = csv.reader((line for _, line in numbered), strict=True)
    try:
        header = [cell.strip() for cell in next(reader)]
        missing = [column for column in columns if column not in header]
        if missing:
            raise TableError(
                f"{label}, line {numbered[0][0]}: the column {missing[0]!r} is missing.",
                hint=f"The first line must name the columns: {','.join(columns)}",
            )
        for cells in reader:
            line = numbered[min(reader.line_num, len(numbered)) - 1][0]
            if len(cells) != len(header):
                raise TableError(
                    f"{label}, line {line}: {len(cells)} cells, but {len(header)} columns.",
                    hint="Put a cell that holds a comma in double quotes.",
                )
            yield Row(label, line, {k: v.strip() for k, v in zip(header, cells, strict=True)})
    except csv.Error as error:
        line = numbered[min(reader.line_num, len(numbered)) - 1][0]
        raise TableError(f"{label}, line {line}: {error}.", hint="Check the double quotes of that line.") from error
