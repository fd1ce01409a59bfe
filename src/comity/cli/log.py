"""`comity log`: what people put right, and what became of it in the last build."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, ProjectOption
from comity.cli.options import Options, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows
from comity.errors import UsageError

_ID: Final = re.compile(r"\b(?:[0-9a-f]{16}|[0-9a-f]{12})\b")
log_app = typer.Typer(
    help="What people put right, when and why, and what became of it.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


def add_to(app: typer.Typer) -> None:
    app.add_typer(log_app, name="log")


@log_app.callback()
@takes(shape=SHAPE_OPTIONS)
def log(
    context: typer.Context,
    project: ProjectOption = None,
    unapplied: Annotated[bool, typer.Option("--open", help="Only those that could not be applied.")] = False,
    *,
    shape: Options,
) -> None:
    """List the corrections in order."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.corrections.apply import OPEN
    from comity.tables import CORRECTIONS

    found = [row for row in _rows(project) if not unapplied or row["state"] in OPEN]
    rows = [{name: value for name, value in row.items() if name != "line"} for row in found]
    if not rows and not (shape["as_json"] or shape["as_csv"]):
        output.note("No correction is open." if unapplied else "Nothing was corrected yet: comity correct --help")
        return
    known, hint = CORRECTIONS.names(), "One in full: comity log show ID"
    print_rows(rows, shape, known=known, what="line", hint=hint, default=_lines)


def _lines(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    from comity.corrections.telling import told

    for row in rows:
        row["what"] = _shortened(told(row)) + (f" ({row['why']})" if row["why"] else "")
        row["short"] = (row["id"] or "")[:SHORT_ID]
        row["when"] = (row["at"] or "")[:10]
        row["became"] = row["state"] + (f": {_shortened(row['note'])}" if row["note"] else "")
    columns = [("ordinal", "line#"), ("short", "id"), ("when", "when"), ("who", "who"), ("what", "what")]
    return [*columns, ("became", "state")]


@log_app.command()
def show(
    context: typer.Context,
    correction: Annotated[str, typer.Argument(metavar="ID", help="A correction's id, or the number of its line.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show one line in full: what it says, the sentences that it is about, and what became of it."""
    from comity.corrections.telling import told

    row = _one(_rows(project or context.obj), correction)
    if as_json:
        output.print_json(row)
        return
    output.say(f"{row['id'] or 'line ' + str(row['ordinal'])}: {told(row)}")
    output.say(f"{row['state']}" + (f": {row['note']}" if row["note"] else ""))
    if row["kind"] is None:
        output.say(f"\n{row['line'][:2000]}")
        return
    output.say(f"by {row['who']}, {row['at']}" + (f": {row['why']}" if row["why"] else ""))
    data = _data(row["line"])
    for name, value in sorted(data.get("given", {}).items()):
        output.say(f"  {name}: {value}")
    sides = (("reports", ""), ("others", "and " if row["kind"] == "join" else "not with "))
    for side, word in sides:
        for report in data.get(side, []):
            output.say(f"\n  {word}{report['report']} in {report['document']}: {report['coding']}")
            output.say(f"    “{output.cell(report['quote'])}”")


def _shortened(text: str) -> str:
    """The text with ids as lists show them."""
    return _ID.sub(lambda found: found[0][:SHORT_ID], text)


def _rows(project: Any) -> list[dict[str, Any]]:
    from pathlib import Path

    from comity.project import Project

    return Project.open(project or Path()).log()


def _one(rows: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    found = [r for r in rows if r["id"] == wanted] or [r for r in rows if (r["id"] or "").startswith(wanted)]
    if wanted.isdecimal() and len(wanted) < 4:
        found = [r for r in rows if r["ordinal"] == int(wanted)]
    if len(found) == 1 or len({r["id"] for r in found}) == 1:
        return found[0]
    if found:
        raise UsageError(f"Several begin with {wanted!r}.", hint=", ".join(str(r["id"]) for r in found[:5]))
    raise UsageError(f"There is no correction {wanted!r}.", hint="They are listed with: comity log")


def _data(line: str) -> dict[str, Any]:
    import json

    data = json.loads(line.removeprefix("\ufeff"))
    return data if isinstance(data, dict) else {}
