"""Commands on actors: actors, dyad."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.events import print_events
from comity.cli.listing import LimitOption, ProjectOption, SinceOption, UntilOption, actor_id, day
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows


def add_to(app: typer.Typer) -> None:
    app.command()(actors)
    app.command()(dyad)


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def actors(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only actors whose name or id holds this.")
    ] = None,
    project: ProjectOption = None,
    kind: Annotated[str | None, typer.Option(help="state, organisation, group or person.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those that this document names.")] = None,
    least: Annotated[int | None, typer.Option("--events", min=0, help="Only those with so many events.")] = None,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List the actors that the documents name, with how often they act."""
    with opened(project, view) as record:
        table = record.actors(name=name, kind=kind, document=document, least_events=least)
    hint = "Two of them: comity dyad PAK RUS"
    print_rows(
        output.rows_of(table),
        shape,
        known=table.column_names,
        what="actor",
        hint=hint,
        default=lambda _: list(_COLUMNS),
    )


_COLUMNS = (
    ("id", "actor"),
    ("name", "name"),
    ("kind", "kind"),
    ("mentions", "mentions#"),
    ("events", "events#"),
    ("documents", "documents#"),
    ("checked", "checked"),
)


@takes(view=VIEW_OPTIONS)
def dyad(
    a: Annotated[str, typer.Argument(metavar="A", help="An actor, by id or name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    project: ProjectOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Show a relation: the tally through the periods, and its events."""
    with opened(project, view) as record:
        left, right = actor_id(record, a), actor_id(record, b)
        found = record.dyad(left, right, since=day(since, end=False), until=day(until, end=True))
    if as_json:
        output.print_json(
            {key: output.rows_of(value) if hasattr(value, "to_pylist") else value for key, value in found.items()}
        )
        return
    tallies = output.rows_of(found["tallies"])
    if tallies:
        _print_tallies(tallies, f"{left} and {right}")
    print_events(output.rows_of(found["events"]), limit)


def _print_tallies(tallies: list[dict[str, Any]], pair: str) -> None:
    for row in tallies:
        row["when"] = output.when(row["first"], row["last"])
        row["resting"] = len(row["corrected"]) or None
    columns = [
        ("when", "period"),
        ("balance", "balance#"),
        ("cooperation", "cooperation#"),
        ("hostility", "hostility#"),
    ]
    columns += [("events", "events#"), ("claims", "claims#"), ("documents", "documents#")]
    if any(row["corrected"] for row in tallies):
        columns.append(("resting", "corrections#"))
    title = f"{pair}: a simple tally of what these documents report (balance from -1 to 1)"
    output.print_table(tallies, columns, title=title)
