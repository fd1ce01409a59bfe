"""`comity export`: taking the record along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import EVENT_OPTIONS, VIEW_OPTIONS, Options, asked_of, opened, takes
from comity.cli.querying import SECONDS

KINDS = ("csv", "parquet", "plover", "all")


def add_to(app: typer.Typer) -> None:
    app.command()(export)


@takes(asked=EVENT_OPTIONS, view=VIEW_OPTIONS)
def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="csv, parquet, plover or all.")],
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write; an earlier export there is replaced.")
    ],
    project: ProjectOption = None,
    tables: Annotated[
        str | None, typer.Option("--tables", metavar="A,B", help="Only these tables; comity tables lists them.")
    ] = None,
    query: Annotated[
        str | None, typer.Option("--sql", metavar="QUERY", help="Instead of tables, the answer to one SELECT.")
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="With the words of the documents, or only where they stand.")
    ] = True,
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop the query after so long.")
    ] = SECONDS,
    *,
    asked: Options,
    view: Options,
) -> None:
    """Write tables as CSV or Parquet, or events as PLOVER JSON lines, with a description of every column. Filters choose events."""
    from comity.exchange import FORMATS
    from comity.project import Project
    from comity.record.asking.filters import check

    check(kind, KINDS, "kind of export")
    formats = FORMATS if kind == "all" else (kind,)
    names = [name.strip() for name in (tables or "").split(",") if name.strip()]
    given = {name: value for name, value in asked.items() if value not in (None, False, [], ())}
    with opened(project, view) as record:
        wanted = {name: value for name, value in asked_of(record, asked).items() if value not in (None, [])}
        done = Project.open(project or Path()).export(
            folder,
            record=record,
            formats=formats,
            tables=names,
            query=query,
            asked=wanted,
            told=given,
            texts=texts,
            seconds=seconds,
        )
    rows = ", ".join(f"{name} {number}" for name, number in done.rows.items() if number)
    output.note(f"{output.count(len(done.files), 'file')} in {done.folder}; rows: {rows or 'none'}")
