"""`comity actors`: whom the documents name."""

from __future__ import annotations

from typing import Annotated

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows


def add_to(app: typer.Typer) -> None:
    app.command()(actors)


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
