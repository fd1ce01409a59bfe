"""`comity system`: who stands with whom on a day, how balanced that is, who swings; the years, two dates, one actor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption, SinceOption, UntilOption, day, svg_file
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, as_data, print_rows
from comity.cli.system_words import MOST_PAIRED
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.record import Record
    from comity.system.ties import Pair
    from comity.system.whole import System

OF_OPTIONS: Final[Options] = {
    "issue": Annotated[str | None, typer.Option("--issue", metavar="ISSUE", help="One matter, such as energy.")],
    "actor": Annotated[
        list[str] | None,
        typer.Option("--actor", "-a", metavar="ACTOR", help="Only these actors, by name or id; once for each."),
    ],
    "kind": Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Kinds of actors: state, group (both by default), organisation."),
    ],
    "dataset": Annotated[
        str | None, typer.Option("--dataset", metavar="NAME", help="An imported data set instead of the documents.")
    ],
    "known": Annotated[
        bool, typer.Option("--then", help="As it was known on that day, without what was told of it later.")
    ],
}
"""Which network is meant."""
_KINDS: Final = ("state", "group", "organisation", "person", "place")
OnOption = Annotated[
    list[str] | None,
    typer.Option("--on", metavar="DATE", help="On this day, or the last of this month or year; several: 1955,1965."),
]
PictureOption = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE.svg", callback=svg_file, help="Draw it; several dates side by side."),
]
system_app = typer.Typer(
    help="Who stands with whom on a day, how balanced that is, and who holds the swing.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


def add_to(app: typer.Typer) -> None:
    app.add_typer(system_app, name="system")


@system_app.callback()
@takes(of=OF_OPTIONS, view=VIEW_OPTIONS)
def system(
    context: typer.Context,
    project: ProjectOption = None,
    on: OnOption = None,
    picture: PictureOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object; of several dates an array.")] = False,
    *,
    of: Options,
    view: Options,
) -> None:
    """Show the signed network of a day (by default that of the last evidence): ties, blocs, balance, swing."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.system.as_data import system_data
    from comity.system.network import last_day, systems
    from comity.system.sentences import between

    asked = _asked(project, of)
    with opened(project, view) as record:
        days = _days(on) or [last_day(record, asked["origin"], asked["issue"])]
        found = [year.system for year in systems(record, days, **asked)]
        missing = [_undated(record, one) for one in found]
        ties = [tie for one in found for tie in one.network.ties]
        spans = between(record, (id for t in ties for id in (*t.event_ids, *t.claim_ids, *t.fact_ids)))
        if picture is not None:
            _draw(record, found, picture, asked)
    if as_json:
        data = [system_data(one, undated) for one, undated in zip(found, missing, strict=True)]
        output.print_json(data[0] if len(data) == 1 else data)
        return
    from comity.cli.system_text import print_system

    for n, (one, undated) in enumerate(zip(found, missing, strict=True)):
        if n:
            output.say("")
        print_system(one, undated, spans, first=not n)
    if picture is not None:
        output.note(f"Drawn: {picture}")


@system_app.command()
@takes(of=OF_OPTIONS, view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def years(
    context: typer.Context,
    project: ProjectOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    why: Annotated[
        bool, typer.Option("--why", "-w", help="With what changed in each year, and on what evidence.")
    ] = False,
    *,
    of: Options,
    view: Options,
    shape: Options,
) -> None:
    """List the system at the end of each year of the record: ties, balance, blocs, and what changed."""
    from comity import tables
    from comity.system.derive import BUDGET, DRAWS, year_row
    from comity.system.network import systems

    first, last = day(since, end=False), day(until, end=True)
    project = project or context.obj
    asked = _asked(project, of)
    with opened(project, view) as record:
        every = systems(record, [], **asked, draws=DRAWS, budget=BUDGET)
    chosen = [y for y in every if (first is None or y.system.date >= first) and (last is None or y.system.date <= last)]
    columns = next(t for t in tables.TABLES if t.name == "system_years").names()
    rows = [{**dict(zip(columns, year_row(y.system), strict=True)), "changes": len(y.changes)} for y in chosen]
    if why and not as_data(shape):
        from comity.cli.system_changes import print_changes

        for one in chosen:
            print_changes(one)
        output.note(
            "surely, sure: a sign has a probability of 0.9. That it came to, or no longer has, is alone no change."
        )
        return
    print_rows(
        rows,
        shape,
        known=[*columns, "changes"],
        what="year",
        hint="What changed in each, and why: comity system years --why",
        default=_year_columns,
    )


@system_app.command()
@takes(of=OF_OPTIONS, view=VIEW_OPTIONS)
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="DATE", help="A day, month or year (its last day).")],
    second: Annotated[str, typer.Argument(metavar="DATE", help="The other.")],
    project: ProjectOption = None,
    picture: PictureOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    of: Options,
    view: Options,
) -> None:
    """Compare the system of two dates: which ties changed and how sure that is, who changed blocs, and why."""
    from comity.system.as_data import comparison_data
    from comity.system.comparing import compare as compared

    project = project or context.obj
    asked = _asked(project, of)
    one, other = day(first, end=True), day(second, end=True)
    assert one is not None
    assert other is not None
    with opened(project, view) as record:
        found = compared(record, one, other, **asked)
        if picture is not None:
            _draw(record, [found.before, found.after], picture, asked)
    if as_json:
        output.print_json(comparison_data(found))
        return
    from comity.cli.system_changes import print_comparison

    print_comparison(found)


@system_app.command()
@takes(of=OF_OPTIONS, view=VIEW_OPTIONS)
def actor(
    context: typer.Context,
    who: Annotated[str, typer.Argument(metavar="ACTOR", help="An actor, by name or id.")],
    project: ProjectOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="On this day; by default the last.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    of: Options,
    view: Options,
) -> None:
    """Show where one actor stands: its ties with the sentences behind them, its bloc through time, what pulls on it."""
    from comity.cli.system_text import print_actor
    from comity.system.as_data import actor_data, tie_data
    from comity.system.naming import Names, lineages_of
    from comity.system.network import last_day
    from comity.system.network import system as system_of

    project = project or context.obj
    asked = _asked(project, of)
    with opened(project, view) as record:
        (lineage,) = lineages_of(Names(record, asked["registry"]), record, asked["registry"], [who])
        when = day(on, end=True) or last_day(record, asked["origin"], asked["issue"])
        if asked["actors"] is not None:
            asked["actors"] = [*asked["actors"], lineage]
        found = system_of(record, when, **asked)
        if lineage not in {node.lineage for node in found.network.nodes}:
            raise UsageError(
                f"Nothing with a date is told of {who} and another actor up to {when}.",
                hint="A later day: --on DATE. Organisations: --kind organisation --kind state.",
            )
        past = _past(record, lineage, asked)
        if as_json:
            ties = [tie_data(tie, found.network) for tie in found.network.of(lineage)]
            told = {"date": found.date, **actor_data(found.actor(lineage), found.network), "ties": ties, "years": past}
            output.print_json(told)
            return
        print_actor(record, found, lineage, past)


def _past(record: Record, lineage: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of `system_actors`, where the table holds this network."""
    if asked["issue"] != "all" or asked["actors"] is not None:
        return []
    query = "SELECT * FROM system_actors WHERE actor = ? AND origin = ? AND issue = 'all' ORDER BY date"
    return output.rows_of(record.sql(query, [lineage, asked["origin"]]))


def _asked(project: Path | None, of: Options) -> dict[str, Any]:
    """What `comity.system.network` takes."""
    from comity.project import Project
    from comity.project.systems import registry_of
    from comity.system.network import ACTING

    for kind in of["kind"] or ():
        if kind not in _KINDS:
            raise UsageError(f"{kind!r} is no kind of actor.", hint=f"Choose one of: {', '.join(_KINDS)}")
    return {
        "issue": of["issue"] or "all",
        "actors": of["actor"] or None,
        "origin": of["dataset"] or "text",
        "kinds": tuple(of["kind"] or ACTING),
        "known": of["known"],
        "registry": registry_of(Project.open(project or Path())),
    }


def _undated(record: Record, one: System) -> dict[Pair, tuple[int, int]]:
    """Acts and claims without a date of the pairs that have none with one; of few actors, and where no issue is asked for."""
    from comity.relations.on_a_day import undated

    network = one.network
    if network.origin != "text" or network.issue != "all" or len(network.nodes) > MOST_PAIRED:
        return {}
    return {pair: undated(record, *pair) for pair in network.silent()}


def _days(on: Sequence[str] | None) -> list[date]:
    parts = [part.strip() for text in on or () for part in text.split(",") if part.strip()]
    found = [day(part, end=True) for part in parts]
    return sorted({d for d in found if d is not None})


def _draw(record: Record, found: Sequence[System], file: Path, asked: dict[str, Any]) -> None:
    from comity.system.layout import places, usual
    from comity.system.network import drawn_from
    from comity.system.picture import picture

    of, *_ = drawn_from(record, asked["issue"], asked["actors"], asked["origin"], asked["kinds"], asked["registry"])
    everyone = {x for r in of for x in r.pair} | {n.lineage for s in found for n in s.network.nodes}
    at = places(sorted(everyone), usual(of))
    matter = "" if asked["issue"] == "all" else f" on {asked['issue']}"
    days = ", ".join(str(s.date) for s in found) if len(found) < 3 else f"{found[0].date} to {found[-1].date}"
    title = f"Who stood with whom{matter}, {days}"
    try:
        file.write_text(picture(found, at, title), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written: {error.strerror}.", hint="Give a file in a folder that is there."
        ) from error


def _year_columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["year"] = row["date"].year
        row["index"] = (
            str(int(row["frustration_upper"]))
            if row["certified"]
            else f"{row['frustration_lower']:.0f}-{row['frustration_upper']:.0f}"
        )
        low, high = row["frustration_low"], row["frustration_high"]
        row["drawn"] = "" if low is None else f"{low:.0f}-{high:.0f}"
    columns = [("year", "year#"), ("positive", "positive#"), ("negative", "negative#"), ("undetermined", "open#")]
    return [*columns, ("index", "frustr.#"), ("drawn", "in draws#"), ("blocs", "blocs#"), ("changes", "changes#")]
