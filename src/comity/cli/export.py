"""`comity export`: taking the record along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import EVENT_OPTIONS, VIEW_OPTIONS, Options, asked_of, opened, takes
from comity.cli.querying import SECONDS
from comity.errors import UsageError

KINDS = ("csv", "parquet", "plover", "all", "panel")
OF_PANELS = ("issue", "since", "until")
"""The filters of events that a panel takes too."""


def add_to(app: typer.Typer) -> None:
    app.command()(export)


@takes(asked=EVENT_OPTIONS, view=VIEW_OPTIONS)
def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="csv, parquet, plover, all or panel.")],
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
    unit: Annotated[str | None, typer.Option("--unit", help="Panel: month or year (year).")] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Panel: a row for what each does to the other, not one for the two.")
    ] = False,
    dataset: Annotated[
        str | None,
        typer.Option("--dataset", metavar="NAME", help="Panel: of this imported data set, not of the texts."),
    ] = None,
    all_pairs: Annotated[
        bool, typer.Option("--all-pairs", help="Panel: all pairs of states, missing where nothing is told.")
    ] = False,
    large: Annotated[bool, typer.Option("--large", help="Panel: also of more than five million rows.")] = False,
    *,
    asked: Options,
    view: Options,
) -> None:
    """Write tables as CSV or Parquet, events as PLOVER JSON lines, or a panel of dyad-years or dyad-months (panel), with a
    description of every column. Filters choose events; a panel takes --issue, --since and --until."""
    from comity.exchange import FORMATS
    from comity.project import Project
    from comity.record.asking.filters import check

    check(kind, KINDS, "kind of export")
    formats = FORMATS if kind == "all" else (kind,)
    names = [name.strip() for name in (tables or "").split(",") if name.strip()]
    given = {name: value for name, value in asked.items() if value not in (None, False, [], ())}
    of_panel = {
        "--unit": unit,
        "--directed": directed,
        "--dataset": dataset,
        "--all-pairs": all_pairs,
        "--large": large,
    }
    if kind == "panel":
        _no_others(given, tables, query)
        _panel(project, folder, of_panel, given, view)
        return
    for name, value in of_panel.items():
        if value:
            raise UsageError(f"{name} is for panels.", hint="comity export panel DIR --unit month")
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


def _no_others(given: dict[str, Any], tables: str | None, query: str | None) -> None:
    """Raises UsageError for options that a panel does not take."""
    others = [name for name in given if name not in OF_PANELS]
    others += [name for name, value in (("tables", tables), ("sql", query)) if value]
    if others:
        name = others[0].replace("_", "-")
        raise UsageError(
            f"A panel takes no --{name}: it is of whole dyads and periods.",
            hint="It takes --issue, --since and --until.",
        )
    if len(given.get("issue", ())) > 1:
        raise UsageError("A panel is of one issue, or of all.", hint="Make one panel for each.")


def _panel(project: Path | None, folder: Path, wanted: dict[str, Any], given: dict[str, Any], view: Options) -> None:
    from comity.cli.listing import day
    from comity.project import Project

    with opened(project, view) as record:
        done, notes = Project.open(project or Path()).export_panel(
            folder,
            record=record,
            unit=wanted["--unit"] or "year",
            directed=bool(wanted["--directed"]),
            issue=(given.get("issue") or ["all"])[0],
            origin=wanted["--dataset"] or "text",
            since=day(given.get("since"), end=False),
            until=day(given.get("until"), end=True),
            all_pairs=bool(wanted["--all-pairs"]),
            large=bool(wanted["--large"]),
            tell=output.note,
        )
    output.note(
        f"{output.count(done.rows['panel'], 'row')} in {done.folder}; how to read them: {done.folder / 'README.txt'}"
    )
    for line in notes:
        output.note(f"  {line}")
