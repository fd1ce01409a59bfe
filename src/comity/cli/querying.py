"""Commands for one's own questions: sql, tables."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows
from comity.errors import NoProject, UsageError

SECONDS = 60.0
MOST_ROWS = 1_000_000


def add_to(app: typer.Typer) -> None:
    app.command()(sql)
    app.command()(tables)


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="One SELECT, in DuckDB's SQL; - reads it from the input.")
    ],
    project: ProjectOption = None,
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop it after so long.")
    ] = SECONDS,
    *,
    view: Options,
    shape: Options,
) -> None:
    """Ask the record with SQL of your own. Nothing can be written, and no other file is reached."""
    if query == "-":
        query = typer.get_text_stream("stdin").read()
    with opened(project, view) as record:
        table = record.sql(query, seconds=seconds, most_rows=MOST_ROWS)
    names = table.column_names
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"Two columns of the answer are called {twice!r}.", hint=f"Name one: SELECT ... AS {twice}_2")
    print_rows(
        output.rows_of(table), shape, known=names, what="row", hint="", default=lambda _: [(n, n) for n in names]
    )


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def tables(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="The columns of this table.")] = None,
    project: ProjectOption = None,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List the tables of the record with what a row of each is, or the columns of one."""
    from comity.record.asking.filters import check
    from comity.tables import TABLES

    whole = {**shape, "limit": shape["limit"] or 0}
    if name is not None:
        check(name, [t.name for t in TABLES], "table")
        (table,) = (t for t in TABLES if t.name == name)
        rows: list[dict[str, Any]] = [
            {"column": c.name, "type": c.type, "key": c.name in table.key, "about": c.about} for c in table.columns
        ]
        if not (shape["as_json"] or shape["as_csv"]):
            output.note(f"{table.name}: {table.about}")
        print_rows(rows, whole, known=list(rows[0]), what="column", hint="", default=_columns)
    else:
        counts = _counts(project, view)
        rows = [{"table": t.name, "rows": counts.get(t.name), "about": t.about} for t in TABLES]
        shown = [("table", "table"), *([("rows", "rows#")] if counts else []), ("about", "one row is")]
        hint = "The columns of one: comity tables TABLE. Asking them: comity sql 'SELECT ...'"
        print_rows(rows, whole, known=list(rows[0]), what="table", hint=hint, default=lambda _: shown)


def _columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["key"] = "key" if row["key"] else ""
    return [("column", "column"), ("type", "type"), ("key", "key"), ("about", "what it means")]


def _counts(project: Any, view: Options) -> dict[str, int]:
    """Rows of each table; nothing where there is no project, unless one is named."""
    from comity.tables import TABLES

    try:
        with opened(project, view) as record:
            query = " UNION ALL ".join(f"SELECT '{t.name}' AS name, count(*) AS n FROM \"{t.name}\"" for t in TABLES)
            return {row["name"]: row["n"] for row in record.sql(query).to_pylist()}
    except NoProject:
        if project is not None:
            raise
        return {}
