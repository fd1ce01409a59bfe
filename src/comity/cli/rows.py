"""How a list is cut to the wanted shape and printed: as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.errors import UsageError

SHAPE_OPTIONS: Final[Mapping[str, Any]] = {
    "sort": Annotated[
        list[str] | None,
        typer.Option(
            "--sort", metavar="COLUMN", help="By this column, with - before it downwards; more than once for several."
        ),
    ],
    "columns": Annotated[
        str | None, typer.Option("--columns", metavar="A,B", help="Only these columns, in this order.")
    ],
    "limit": Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            help="At most so many rows, 0 for all; by default tables stop at 50, JSON and CSV never.",
        ),
    ],
    "as_json": Annotated[bool, typer.Option("--json", help="Print one JSON array of rows.")],
    "as_csv": Annotated[bool, typer.Option("--csv", help="Print CSV: lists as JSON, nothing for what is not known.")],
}
"""The options of every list, which a command gets as one dictionary."""
SHOWN: Final = 50
Rows = list[dict[str, Any]]


def print_rows(
    rows: Rows,
    shape: Mapping[str, Any],
    *,
    known: Sequence[str],
    what: str,
    hint: str,
    default: Callable[[Rows], list[tuple[str, str]]],
) -> bool:
    """Print a list in the wanted shape. `known` are the columns that it has; `default` adds to rows what a table for people
    shows and names its columns. Returns whether such a table was printed.

    Raises UsageError for a column that there is none of.
    """
    if shape["as_json"] and shape["as_csv"]:
        raise UsageError("--json and --csv cannot both be.", hint="Choose one.")
    names = [n.strip() for n in (shape["columns"] or "").split(",") if n.strip()]
    for name in names:
        _known(name, known)
    rows = in_order(rows, shape["sort"] or (), known)
    limit = shape["limit"]
    if shape["as_json"] or shape["as_csv"]:
        shown = rows[:limit] if limit else rows
        wanted = names or list(known)
        if shape["as_csv"]:
            print_csv(shown, wanted)
        else:
            output.print_json([{n: row.get(n) for n in names} for row in shown] if names else shown)
        return False
    if not rows:
        output.note(f"No {what}s.")
        return False
    shown = rows if limit == 0 else rows[: SHOWN if limit is None else limit]
    columns = [(n, n) for n in names] if names else default(shown)
    output.print_table(shown, columns)
    rest = f" {len(shown)} of {len(rows)} are shown; --limit 0 shows all." if len(shown) < len(rows) else ""
    output.note(f"{output.count(len(rows), what)}.{rest} {hint}".rstrip())
    return True


def as_data(shape: Mapping[str, Any]) -> bool:
    """Whether the list is wanted in a shape of one's own: as JSON or CSV, sorted, or cut to some columns."""
    return bool(shape["as_json"] or shape["as_csv"] or shape["columns"] or shape["sort"])


def in_order(rows: Rows, sort: Sequence[str], known: Sequence[str]) -> Rows:
    """Rows by columns, the first of most weight; what is not known comes last, whichever way. Ties stay as they were."""
    for wanted in reversed(sort):
        name = wanted.removeprefix("-")
        _known(name, known)
        told = [row for row in rows if row.get(name) is not None]
        rest = [row for row in rows if row.get(name) is None]
        told.sort(key=lambda row: _rank(row[name]), reverse=wanted.startswith("-"))
        rows = told + rest
    return rows


def _rank(value: object) -> Any:
    if isinstance(value, list | tuple):
        return [str(v) for v in value]
    return value if isinstance(value, int | float | str | date) else str(value)


def _known(name: str, known: Sequence[str]) -> None:
    if name in known or not known:
        return
    from comity.record.asking.filters import close

    raise UsageError(
        f"This list has no column {name!r}.", hint=f"{close(name, known, '')} It has: {', '.join(known)}".strip()
    )


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """CSV on standard output, with a header."""
    from comity.exchange.cells import csv_lines

    sys.stdout.writelines(csv_lines(columns, ([row.get(name) for name in columns] for row in rows)))
