"""`comity show`: whatever an id means, down to its sentences."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, ProjectOption
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes


def add_to(app: typer.Typer) -> None:
    app.command()(show)


@takes(view=VIEW_OPTIONS)
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Any id that comity prints, or its first characters.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Show what an id means, with its sentences: an event, claim, standing fact, turning point, disagreement, thing ..."""
    from comity.cli.events import print_event
    from comity.record.asking.any_row import any_row

    with opened(project, view) as record:
        found = any_row(record, id)
    if as_json:
        output.print_json(found)
    elif found["kind"] == "event":
        print_event(found["fields"])
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    output.say(f"{found['kind']} {found['id']}")
    for n, row in enumerate([found["fields"], *found["sides"]]):
        told = {name: value for name, value in row.items() if value not in (None, [], "") and name != "id"}
        output.print_fields(told, [(name, name.replace("_", " ")) for name in told], apart=n > 0)
    _say(found["sentences"])
    for one in found["rests_on"]:
        output.say(f"\n  rests on {one['kind']} {one['id'][:SHORT_ID]}")
        _say(one["sentences"])


def _say(sentences: list[dict[str, Any]]) -> None:
    for row in sentences:
        output.say(f"\n  {row['document_id']}")
        output.say(f"    “{output.cell(row['sentence'])}”")
