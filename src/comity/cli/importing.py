"""Commands on event data made by others: import, imports, imports show, imports remove; and their events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import Options, takes
from comity.cli.rows import SHAPE_OPTIONS, SHOWN, print_rows
from comity.errors import ComityError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMATS: Final = "gdelt, icews, polecat, plover or csv."
_LOST: Final = ("duplicate", "conflicting duplicate, an earlier row")
"""What is left out without loss: the row stands there all the same."""
_EXAMPLES: Final = 3
_LISTED: Final = (
    *("name", "format", "layouts", "files", "rows", "kept", "flagged", "left_out", "first", "last", "in_store"),
    "citation",
)
"""Columns of the list of data sets; as JSON its rows have all that import.json says."""

imports_app = typer.Typer(
    help="List imported event data, show or remove a data set.", rich_markup_mode=None, invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_)
    app.add_typer(imports_app, name="imports")


def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=FORMATS)],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Files of that format, zipped, gzipped or neither.")
    ],
    project: ProjectOption = None,
    name: Annotated[
        str | None,
        typer.Option(help="What to call the data set; the format by default. An earlier one of that name is replaced."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="MEANING=COLUMN", help="Of a CSV: what a column is, such as source=Actor1."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="FILE", help="The same from a file: TOML, or meaning,column.")
    ] = None,
    actors: Annotated[
        str | None,
        typer.Option(
            "--actors", metavar="HOW", help="How a CSV writes actors: any, iso, cow, gw, cameo, fips or name."
        ),
    ] = None,
    date_format: Annotated[
        str | None, typer.Option("--date-format", metavar="FORMAT", help="How a CSV writes dates, such as %d/%m/%Y.")
    ] = None,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build the project afterwards.")] = True,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for a build of this project to end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was imported as one JSON object.")] = False,
) -> None:
    """Take in event data made by others. It stays apart from what was read.

    Exit status: 3 where rows that are in no other row were left out, 1 where none could be kept.
    """
    from comity.exchange.importing import mapping as of
    from comity.exchange.importing.model import FORMATS as KNOWN
    from comity.project import Project
    from comity.record.asking.filters import check

    check(format, KNOWN, "format")
    opened = Project.open(project or Path())
    given = of.gathered(columns or (), mapping)
    before = {row["name"]: row["kept"] for row in opened.imports()}
    done = opened.import_events(
        format,
        files,
        name=name,
        columns=given.columns,
        actors=actors or given.actors or "any",
        date_format=date_format or given.date_format,
        wait=wait,
    )
    about = done.data()
    if as_json:
        output.print_json(about)
    if done.name in before:
        output.note(f"The data set {done.name} of {before[done.name]:,} events is replaced.")
    _tell(about)
    if build:
        try:
            for note in opened.build(wait=wait).notes:
                output.note(note)
        except ComityError:
            output.note(f"{done.name} is imported, but the record does not know of it: the build failed.")
            raise
        output.note(f"Next: comity imports show {done.name}, comity events --dataset {done.name}")
    else:
        output.note("The record knows of it after the next build: comity build")
    if any(p.left_out and p.kind not in _LOST for p in done.problems):
        raise typer.Exit(3)


def _tell(about: Mapping[str, Any]) -> None:
    """What came of an import, for the person at the terminal."""
    for note in about["notes"]:
        output.note(note)
    files = output.count(len(about["files"]), "file")
    output.note(
        f"{about['name']}: {_rows(about['rows'])} in {files} ({', '.join(about['layouts'])}); {about['kept']:,} kept, "
        f"{about['flagged']:,} of them with a flag; {about['left_out']:,} left out. {about['first']} to {about['last']}."
    )
    for problem in about["problems"]:
        fate = "left out" if problem["left_out"] else "days" if problem["problem"] == "empty period" else "flagged"
        output.note(f"  {problem['rows']:>10,} {fate}: {problem['problem']}")


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


@imports_app.callback()
@takes(shape=SHAPE_OPTIONS)
def imports(
    context: typer.Context,
    project: ProjectOption = None,
    *,
    shape: Options,
) -> None:
    """List the data sets that were imported."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.project import Project

    rows = Project.open(project or Path()).imports()
    if not rows and not (shape["as_json"] or shape["as_csv"]):
        output.note("Nothing was imported. Import something: comity import FORMAT FILE...")
        return
    hint = "One of them: comity imports show NAME"
    print_rows(rows, shape, known=_LISTED, what="data set", hint=hint, default=_sets)


def _sets(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["when"] = f"{row['first']} to {row['last']}"
        row["many"] = len(row["files"])
        row["where"] = "store" if row["in_store"] else "its file"
    columns = [("name", "data set"), ("format", "format"), ("many", "files#"), ("rows", "rows#"), ("kept", "kept#")]
    return [*columns, ("flagged", "flagged#"), ("left_out", "left out#"), ("when", "when"), ("where", "events in")]


@imports_app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name of a data set.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a data set: its files, what is doubtful in it with examples, what to beware of, whom to cite."""
    from comity.project import Project
    from comity.project.importing import imported
    from comity.project.reducing import as_built

    opened = Project.open(project or context.obj or Path())
    about = imported(opened, name)
    scored = as_built(opened, name)
    if as_json:
        output.print_json(about | {"scored": None if scored is None else scored.data()})
        return
    output.say(f"{about['name']}: {', '.join(about['layouts'])}, {about['first']} to {about['last']}")
    output.say(f"{_rows(about['rows'])}: {about['kept']:,} kept, {about['left_out']:,} left out")
    output.say(f"{about['flagged']:,} of those kept have a flag, {about['kept'] - about['flagged']:,} have none")
    if not about["in_store"]:
        output.say(f"Too large for the store: its events stay in imports/{name}/events.parquet")
    for file in about["files"]:
        output.say(f"  {file['name']}: {_rows(file['rows'])}, sha256 {file['sha256'][:12]}")
    for meaning, column in about["mapping"].items():
        output.say(f"  {meaning} is column {column}")
    _section("Left out", [p for p in about["problems"] if p["left_out"]])
    _section("Kept with a flag", [p for p in about["problems"] if not p["left_out"] and p["problem"] != "empty period"])
    _section("Without any row: no coverage", [p for p in about["problems"] if p["problem"] == "empty period"], " days")
    if scored is not None:
        output.say("\nIn scores")
        for line in scored.told():
            output.say(f"  {line}")
    if about.get("unknown"):
        told = ", ".join(f"{u['written']} ({u['rows']:,})" for u in about["unknown"])
        output.say(f"\nCountries that were not resolved, the commonest\n  {told}")
    for title, lines in (("Noted", about["notes"]), ("Beware", about["traps"]), ("Cite", [about["citation"]])):
        if lines:
            output.say(f"\n{title}")
            for line in lines:
                output.say(f"  {line}")


def _section(title: str, problems: Sequence[Mapping[str, Any]], unit: str = "") -> None:
    if not problems:
        return
    output.say(f"\n{title}")
    for problem in sorted(problems, key=lambda p: (-p["rows"], p["problem"])):
        output.say(f"  {problem['problem']}: {problem['rows']:,}{unit}")
        for file, line, value in problem["examples"][:_EXAMPLES]:
            where = f"{file}, line {line}: " if file else ""
            output.say(f"      {where}{output.cell(value)}")


@imports_app.command()
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name of a data set.")],
    project: ProjectOption = None,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build the project afterwards.")] = True,
) -> None:
    """Take a data set out of the project; the files that it came from are not touched."""
    from comity.project import Project

    opened = Project.open(project or context.obj or Path())
    opened.remove_import(name)
    output.note(f"{name} is no longer part of the project.")
    if build:
        opened.build()


_ASKED: Final = {
    **{key: key for key in ("event_type", "mode", "quad", "issue", "status", "since", "until", "place")},
    "outlet": "publisher",
}
"""Options of `comity events` that imported events can be asked by, and what they are called there."""


def print_imported(project: Path | None, name: str, asked: Options, view: Options, shape: Options) -> None:
    """`comity events --dataset NAME`: the same options, of which those that need a document are refused."""
    from comity.cli.options import opened
    from comity.record.asking.imported import count_imported
    from comity.tables import IMPORTED_EVENTS

    with opened(project, view) as record:
        wanted: Any = _wanted(asked)
        whole = shape["as_json"] or shape["as_csv"] or shape["sort"] or shape["limit"] == 0
        most = None if whole else SHOWN if shape["limit"] is None else shape["limit"]
        rows = output.rows_of(record.imported(name, **wanted, most_rows=most))
        total = len(rows) if most is None else count_imported(record, name, wanted)
    if not (shape["as_json"] or shape["as_csv"]):
        output.note(f"Events of the data set {name}, not of documents.")
    rest = "" if total == len(rows) else f"{total:,} in all; --limit 0 shows them. "
    hint = f"{rest}What is doubtful in it: comity imports show {name}"
    print_rows(rows, shape, known=IMPORTED_EVENTS.names(), what="event", hint=hint, default=_columns)


def _wanted(asked: Options) -> dict[str, Any]:
    """The filters of `Record.imported` that options of `comity events` mean. Raises UsageError for one that it has not."""
    from comity.cli.listing import day
    from comity.record.asking.filters import check

    given = {name: value for name, value in asked.items() if value not in (None, False, [], ())}
    wanted: dict[str, Any] = {}
    actors, role = [_actor(a) for a in given.pop("actor", ())], given.pop("role", None)
    if role is not None:
        check(role, ("source", "target"), "side")
    if actors:
        wanted[role or "actors"] = actors
    if "dyad" in given:
        wanted["dyad"] = tuple(_actor(a) for a in given.pop("dyad"))
    on = given.pop("on", None)
    for key, end in (("since", False), ("until", True)):
        text = given.pop(key, None) or on
        if text is not None:
            wanted[key] = day(text, end=end)
    for option, value in given.items():
        if option not in _ASKED:
            shown = option.replace("_", "-")
            raise UsageError(
                f"Imported events cannot be asked by {shown}: there is no document behind them.",
                hint="They can be asked by actors, type, mode, quad class, issue, status, date, place and outlet.",
            )
        wanted[_ASKED[option]] = value
    return wanted


def _actor(name: str) -> str:
    """The id of an actor by its id or a name. Raises UsageError."""
    from comity.actors import Registry

    registry = Registry.default()
    for text in (name, name.upper(), name.title()):
        if text in registry:
            return text
        meant = registry.resolve(text, None)
        if meant.actor is not None:
            return meant.actor
    raise UsageError(f"No actor is called {name!r}.", hint="Give an id (PAK, SUN, NATO) or a name.")


def _columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["when"] = output.when(row["first"], row["last"])
        row["parties"] = f"{_side(row, 'source')} > {_side(row, 'target')}"
        mode = f" ({row['mode']})" if row["mode"] else ""
        row["act"] = f"{row['event_type'] or '-'}{mode}"
    columns = [("their_id", "id there"), ("when", "when"), ("parties", "who > whom"), ("act", "what")]
    return [*columns, ("their_type", "code"), ("weight", "weight#"), ("mentions", "mentions#"), ("flags", "flags")]


def _side(row: Mapping[str, Any], side: str) -> str:
    """Ids where there are any, else what the data set says."""
    ids = row[f"{side}s"]
    return ", ".join(ids) if ids else f"({row[f'their_{side}']})" if row[f"their_{side}"] else "?"


DatasetOption = Annotated[
    str | None,
    typer.Option("--dataset", metavar="NAME", help="Instead, the events of this imported data set."),
]
