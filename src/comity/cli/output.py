"""How commands print: tables for people, JSON for programs. Data goes to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

PIPED_WIDTH = 160
NARROWEST = 12
"""A column of a wide table narrower than this breaks words into pieces."""
MOST_SIDE_BY_SIDE = 8
"""Tables of comity's own, of short cells, have no more columns in a narrow terminal."""


def print_json(data: object) -> None:
    """One JSON document. Dates are written as YYYY-MM-DD."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def print_table(rows: Iterable[Row], columns: Sequence[tuple[str, str]], *, title: str | None = None) -> None:
    """`columns` are (key, heading) pairs; a heading that ends in '#' is a number and stands to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from comity.documents.visible import visible

    rows = list(rows)
    if terminal_width() < (NARROWEST + 2) * len(columns) and len(columns) > MOST_SIDE_BY_SIDE:
        for number, row in enumerate(rows):
            print_fields(row, columns, apart=number > 0)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", show_edge=False)
    for key, heading in columns:
        table.add_column(
            heading.rstrip("#"),
            justify="right" if heading.endswith("#") else "left",
            overflow="fold",
            no_wrap=key in {"id", "short", "status", "act", "when", "who"},
        )
    for row in rows:
        table.add_row(*(Text(visible(cell(row.get(key)))) for key, _ in columns))
    Console(width=terminal_width()).print(table)


def print_fields(row: Row, columns: Sequence[tuple[str, str]], *, apart: bool) -> None:
    """One field a line, for rows too wide to stand side by side."""
    wide = max(len(heading.rstrip("#")) for _, heading in columns)
    if apart:
        say("")
    for key, heading in columns:
        say(f"{heading.rstrip('#').ljust(wide)}  {cell(row.get(key))}".rstrip())


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(v) for v in value)
    return " ".join(str(value).split())


def when(first: object, last: object) -> str:
    """'2014-06' for a whole month, '1955' for a whole year, else the day or days; 'undated' for None."""
    import calendar
    from datetime import date

    if not isinstance(first, date) or not isinstance(last, date):
        return "undated"
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (
        first.day == 1
        and (first.year, first.month) == (last.year, last.month)
        and last.day == calendar.monthrange(last.year, last.month)[1]
    ):
        return f"{first:%Y-%m}"
    return f"{first} to {last}"


def count(number: int, word: str) -> str:
    """'1 report', '2 reports'."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def number(value: float) -> str:
    """'2,500,000,000', '0.4'."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def say(text: str) -> None:
    """A line of data, its control characters made visible: text of documents never reaches the terminal raw."""
    from comity.documents.visible import visible

    print("\n".join(visible(line) for line in text.split("\n")))


def note(text: str) -> None:
    """A line for the person at the terminal."""
    from comity.documents.visible import visible

    print(visible(text), file=sys.stderr)


def terminal_width() -> int:
    """Columns to print in: those of the terminal, or many where the output goes to a file or another program."""
    import os
    import shutil

    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return PIPED_WIDTH
    return shutil.get_terminal_size().columns
