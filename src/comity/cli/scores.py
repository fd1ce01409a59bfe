"""`comity scores`: how relations stand on a day, or one of them through time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption, SinceOption, UntilOption, actor_id, choice, day
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.record import Record

_DIRECTIONS = ("both", "forth", "back")
_SIGNS = {1: "good", -1: "bad", 0: "open"}


def add_to(app: typer.Typer) -> None:
    app.command()(scores)


@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def scores(
    project: ProjectOption = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor", "-a", help="Relations of this actor; of two, their own through time; of more, those among them."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As of this day; by default the last one told of.")
    ] = None,
    known: Annotated[
        bool, typer.Option("--known", help="As known on that day: without what is told of later days.")
    ] = False,
    issue: Annotated[str, typer.Option("--issue", help="On this matter only, such as energy.")] = "all",
    direction: Annotated[
        str, typer.Option("--direction", help="both; forth (the first towards the second, by id), or back.")
    ] = "both",
    dataset: Annotated[
        str, typer.Option("--dataset", metavar="NAME", help="By an imported data set, not by what was read.")
    ] = "text",
    since: SinceOption = None,
    until: UntilOption = None,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List how good relations are, from -1 to 1: all of them on a day, or one through time."""
    from comity.relations.on_a_day import COLUMNS, last_day, scores_on

    choice(direction, _DIRECTIONS, "a direction")
    first, last = day(since, end=False), day(until, end=True)
    with opened(project, view) as record:
        _known_issue(record, issue, dataset)
        named = [_lineage(record, actor_id(record, name)) for name in actor or ()]
        if len(set(named)) == 2 and on is None:
            rows = _knots(record, named, issue, direction, dataset, first, last)
            note = _undated(record, named) if dataset == "text" and rows else ""
            known_columns = list(rows[0]) if rows else []
            print_rows(rows, shape, known=known_columns, what="day", hint=_knots_hint(named) + note, default=_table)
            return
        at = day(on, end=True) or last or last_day(record, dataset)
        rows = [] if at is None else scores_on(
            record, at, issue=issue, direction=direction, origin=dataset, known=known
        )  # fmt: skip
    if len(set(named)) > 2:
        rows = [r for r in rows if {r["a"], r["b"]} <= set(named)]
    rows = [r for r in rows if len(set(named)) > 2 or all(x in (r["a"], r["b"]) for x in named)]
    rows = [r for r in rows if first is None or r["latest"] >= first]
    hint = f"As of {at}. Through time: comity scores --actor A --actor B; its story: comity dyad A B" if at else ""
    print_rows(rows, shape, known=COLUMNS, what="relation", hint=hint, default=_standing)


def _lineage(record: Record, actor: str) -> str:
    found = record.sql("SELECT lineage FROM actors WHERE id = ?", [actor]).column(0).to_pylist()
    return str(found[0]) if found else actor


def _known_issue(record: Record, issue: str, dataset: str) -> None:
    from comity.record.asking.imported import refuse_unbuilt

    found = record.sql("SELECT DISTINCT issue FROM score_models WHERE origin = ? ORDER BY issue", [dataset])
    there = found.column(0).to_pylist()
    if not there and dataset != "text":
        refuse_unbuilt(record, dataset)
        sets = record.sql("SELECT DISTINCT origin FROM score_models WHERE origin <> 'text' ORDER BY origin")
        names = ", ".join(sets.column(0).to_pylist()) or "none yet; comity import adds one"
        raise UsageError(f"There are no scores of a data set {dataset!r}.", hint=f"Imported: {names}.")
    if there and issue not in there:
        raise UsageError(f"There is no evidence on the matter {issue!r}.", hint=f"There is on: {', '.join(there)}.")


def _knots(
    record: Record, named: list[str], issue: str, direction: str, dataset: str, first: date | None, last: date | None
) -> list[dict[str, Any]]:
    left, right = sorted(set(named))
    query = """
        SELECT * FROM scores WHERE a = ? AND b = ? AND issue = ? AND direction = ? AND origin = ?
        AND date >= coalesce(?::DATE, date) AND date <= coalesce(?::DATE, date) ORDER BY date
    """
    return output.rows_of(record.sql(query, [left, right, issue, direction, dataset, first, last]))


def _undated(record: Record, named: list[str]) -> str:
    from comity.relations.on_a_day import undated

    acts, claims = undated(record, *named)
    told = [output.count(n, word) for n, word in ((acts, "act"), (claims, "claim")) if n]
    return (
        f" {' and '.join(told)} of theirs without a date {'is' if acts + claims == 1 else 'are'} in no score."
        if told
        else ""
    )


def _knots_hint(named: list[str]) -> str:
    return f"Each can be opened: comity show ID; its story: comity dyad {' '.join(sorted(set(named)))}."


def _table(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    from comity.relations.naming import INTERVAL

    for row in rows:
        row["score"] = f"{row['mean']:+.2f} ±{INTERVAL * row['sd']:.2f}"
        row["then"] = f"{row['filter_mean']:+.2f} ±{INTERVAL * row['filter_sd']:.2f}"
        row["saw"] = f"{row['observed']:+.2f}"
        row["counts"] = f"{row['weight']:.1f}"
        row["odds"] = f"{row['log_odds']:+.1f}"
        row["mean_of"] = f"{row['decayed']:+.2f}"
        ids = [*(row["event_ids"] or ()), *(row["claim_ids"] or ()), *(row["fact_ids"] or ())]
        row["rests_on"] = " ".join(id[:8] for id in ids[:3]) + (f" +{len(ids) - 3}" if len(ids) > 3 else "")
    columns = [
        ("date", "date"),
        ("score", "score"),
        ("then", "known then"),
        ("saw", "evidence#"),
        ("counts", "counts#"),
    ]
    columns += [("odds", "log-odds#"), ("mean_of", "decayed#")]
    return [*columns, ("rests_on", "rests on")]


def _standing(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["between"] = f"{row['a']} {row['b']}"
        row["score"] = f"{row['mean']:+.2f}"
        row["range"] = f"{row['low']:+.2f} to {row['high']:+.2f}"
        row["is"] = f"{_SIGNS[row['sign']]} {max(row['positive'], 1 - row['positive']):.0%}"
        row["counts"] = f"{row['weight']:.1f}"
        row["odds"] = f"{row['log_odds']:+.1f}"
        row["mean_of"] = f"{row['decayed']:+.2f}"
    columns = [("between", "between"), ("score", "score#"), ("range", "90% interval"), ("is", "sign")]
    columns += [("counts", "evidence#"), ("latest", "latest"), ("odds", "log-odds#"), ("mean_of", "decayed#")]
    return columns
