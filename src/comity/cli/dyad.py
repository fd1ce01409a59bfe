"""`comity dyad`: the story of a relation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.events import print_events
from comity.cli.listing import ProjectOption, SinceOption, UntilOption, actor_id, day, svg_file
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes


def add_to(app: typer.Typer) -> None:
    app.command()(dyad)


@takes(view=VIEW_OPTIONS)
def dyad(
    a: Annotated[str, typer.Argument(metavar="A", help="An actor, by id or name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    project: ProjectOption = None,
    issue: Annotated[str, typer.Option("--issue", help="On this matter only, such as energy.")] = "all",
    directed: Annotated[
        bool, typer.Option("--directed", help="Also how each stands towards the other, by its own acts.")
    ] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    dataset: Annotated[
        str, typer.Option("--dataset", metavar="NAME", help="By an imported data set, not by what was read.")
    ] = "text",
    picture: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE.svg", callback=svg_file, help="Also draw it, as a picture."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=0, help="Also list so many of its events, 0 for all.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Tell the story of a relation: its score, phases and turning points, with the sentences that carry them."""
    from comity.relations.asking import story

    first, last = day(since, end=False), day(until, end=True)
    with opened(project, view) as record:
        left, right = actor_id(record, a), actor_id(record, b)
        told = story(record, left, right, since=first, until=last, issue=issue, directed=directed, origin=dataset)
        found = record.dyad(left, right, since=first, until=last, origin=dataset)
    if picture is not None:
        from comity.show.relation_picture import write

        write(told, picture)
        output.note(f"Picture: {picture}")
    rows = {key: output.rows_of(value) if hasattr(value, "to_pylist") else value for key, value in found.items()}
    if dataset != "text":  # what was read stands beside no figure of others
        rows = {name: rows[name] for name in ("a", "b", "scores")}
    if as_json:
        output.print_json({**rows, "story": plain(told)})
        return
    from comity.cli.dyad_text import tell

    tell(told, asked=issue, since=first, until=last)
    if rows.get("tallies"):
        _print_tallies(rows["tallies"], rows["scores"], issue)
    if "events" not in rows:
        return
    if limit is not None:
        print_events(rows["events"], limit)
    else:
        output.note(f"{output.count(len(rows['events']), 'event')}: --limit 0 lists them. Any id: comity show ID")


def plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists; what is only for computing left out."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__ if name != "curve"}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


_COLUMNS: Final = (
    ("when", "period"),
    ("score", "score#"),
    ("log_odds", "log-odds#"),
    ("decayed", "decayed#"),
    ("balance", "balance#"),
    ("events", "events#"),
    ("claims", "claims#"),
    ("documents", "documents#"),
)


def _print_tallies(tallies: list[dict[str, Any]], scores: list[dict[str, Any]], issue: str) -> None:
    """The score beside plain measures of the same: at the last evidence of each period."""
    from comity.cli.dyad_text import heading, say

    knots = [row for row in scores if (row["direction"], row["issue"]) == ("both", issue)]
    for row in tallies:
        row["when"] = output.when(row["first"], row["last"])
        row["resting"] = len(row["corrected"]) or None
        last = next((k for k in reversed(knots) if row["first"] <= k["date"] <= row["last"]), None)
        for name, key in (("score", "mean"), ("log_odds", "log_odds"), ("decayed", "decayed")):
            row[name] = None if last is None else f"{last[key]:.2f}"
    columns = list(_COLUMNS)
    if issue != "all":  # the tally is of all matters
        tallies = [row for row in tallies if row["score"] is not None]
        columns = columns[:4]
    elif any(row["corrected"] for row in tallies):
        columns.append(("resting", "corrections#"))
    heading("The score beside plain measures, at the last evidence of each period")
    output.print_table(tallies, columns)
    say(
        "log-odds: of cooperation, in the five years before; decayed: mean of what is told, fading; balance: a simple "
        "tally, from -1 to 1. None of them needs a model.",
        2,
    )
