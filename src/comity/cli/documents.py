"""`comity documents`: what was read, what was set aside and why."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import WIDE, ProjectOption, SinceOption, UntilOption, day
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows

NOTED: Final = 12
"""How many notes on odd documents are printed under their list."""


def add_to(app: typer.Typer) -> None:
    app.command()(documents)


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def documents(
    project: ProjectOption = None,
    status: Annotated[str | None, typer.Option(help="read, set aside or failed.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    author: Annotated[str | None, typer.Option(help="Only this author.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    undated: Annotated[
        bool | None, typer.Option("--undated/--dated", help="Only those whose date of publication is not known, or is.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Only those that name this actor.")] = None,
    search: Annotated[str | None, typer.Option(help="Only those with these words in title or text.")] = None,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List the documents: what was read, what was set aside and why. --since and --until are of their publication."""
    from comity.cli.listing import actor_id

    with opened(project, view) as record:
        table = record.documents(
            status=status,
            outlet=outlet,
            author=author,
            since=day(since, end=False),
            until=day(until, end=True),
            undated=undated,
            actor=actor_id(record, actor) if actor else None,
            search=search,
        )
    rows = output.rows_of(table)
    hint = "What they report: comity events"
    if print_rows(rows, shape, known=table.column_names, what="document", hint=hint, default=_columns):
        _notes(rows)


def _columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["when"] = output.when(row["published_first"], row["published_last"])
        row["what"] = row["title"] if row["status"] == "read" else f"{row['status']}: {row['reason']}"
    columns = [
        ("id", "document"),
        ("when", "published"),
        ("outlet", "outlet"),
        ("what", "title, or why it was not read"),
    ]
    if output.terminal_width() >= WIDE:
        columns[2:2] = [("published_basis", "date from"), ("author", "author")]
    return columns


def _notes(rows: list[dict[str, Any]]) -> None:
    odd = [(row["id"], problem) for row in rows if row["status"] == "read" for problem in row["problems"] or ()]
    for document, problem in odd[:NOTED]:
        output.note(f"{document}: {problem}")
    if len(odd) > NOTED:
        output.note(f"{len(odd) - NOTED} more notes on documents; all of them: comity documents --json")
