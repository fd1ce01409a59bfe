"""Commands on who tells what: sources, sources show."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, WIDE, ProjectOption, choice, parties
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows

_KINDS = ("outlet", "author", "document", "credited")
_LISTED = 20
"""How many of each list `sources show` prints; --json prints all."""

sources_app = typer.Typer(
    help="List who tells what: outlets, authors, and who is quoted.", rich_markup_mode=None, invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    app.add_typer(sources_app, name="sources")


@sources_app.callback()
@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def sources(
    context: typer.Context,
    project: ProjectOption = None,
    kind: Annotated[str | None, typer.Option(help="outlet, author, document or credited.")] = None,
    quoted: Annotated[bool, typer.Option("--quoted", help="List instead who is quoted, and how often.")] = False,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List outlets and authors: how much of the record is theirs, and what only they tell."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    kind = choice(kind, _KINDS, "a kind of source")
    with opened(project, view) as record:
        rows = record.quoted() if quoted else [r for r in record.sources() if kind in (None, r["kind"])]
    what = "speaker" if quoted else "source"
    hint = (
        "Claims are those about relations, causes and stances." if quoted else "One of them: comity sources show NAME"
    )
    known = list(rows[0]) if rows else []
    print_rows(rows, shape, known=known, what=what, hint=hint, default=_speakers if quoted else _tellers)


def _tellers(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["when"] = f"{row['first'] or '?'} to {row['last'] or '?'}" if row["first"] or row["last"] else "undated"
        row["part"] = f"{row['events_share']:.0%}"
        row["sides"] = f"{row['with_more']}/{row['evenly']}/{row['with_fewer']}"
        row["same"] = "; ".join(" = ".join(group) for group in row["copies"])
    columns = [("name", "source"), ("kind", "kind"), ("documents", "docs#"), ("reports", "reports#")]
    columns += [("events", "events#"), ("part", "of all#"), ("only_here", "only here#")]
    if output.terminal_width() >= WIDE:
        columns += [("disagreements", "differs#"), ("sides", "more/even/fewer"), ("when", "when"), ("same", "copies")]
    return columns


def _speakers(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    columns = [("actor", "actor"), ("name", "name"), ("reports", "reports#"), ("claims", "claims#")]
    columns += [("events", "events#"), ("only_they_say", "only they say#"), ("documents", "docs#")]
    if output.terminal_width() >= WIDE:
        columns += [("quoted", "in quotes#"), ("reported", "reported#")]
    return columns


@sources_app.command()
@takes(view=VIEW_OPTIONS)
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="An outlet, an author, or a document's id.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Show one source: what only it says, whom it quotes, with whom it agrees and differs."""
    with opened(project or context.obj, view) as record:
        found = record.source(name)
        query = "SELECT * FROM events WHERE list_contains(?, id) ORDER BY first NULLS LAST, id"
        only = output.rows_of(record.sql(query, [found["alone"]])) if found["alone"] else []
    if as_json:
        output.print_json(found)
        return
    counts = (("documents", "document"), ("reports", "report"), ("events", "event"))
    said = ", ".join(output.count(found[key], word) for key, word in counts)
    output.say(f"{found['name']} ({found['kind']}): {said}, {found['events_share']:.0%} of all events")
    if found["first"] or found["last"]:
        output.say(f"published {found['first'] or '?'} to {found['last'] or '?'}")
    for group in found["copies"]:
        output.say(f"copies of one text: {', '.join(group)}")
    output.say(f"\nOnly it tells of {output.count(found['only_here'], 'event')}")
    for row in only[:_LISTED]:
        act = row["event_type"] + (f", {row['thing']}" if row["thing"] else "")
        output.say(f"  {row['id'][:SHORT_ID]}  {output.when(row['first'], row['last'])}  {parties(row)}  {act}")
    _more(len(only))
    _list("It quotes", [f"{q['name']} ({q['actor']}): {output.count(q['reports'], 'report')}" for q in found["quotes"]])
    _list("It credits", [f"{c['name']}: {output.count(c['reports'], 'report')}" for c in found["credits"]])
    others = [
        f"{o['name']}: {output.count(o['events'], 'event')}, {o['independently']} of them independently"
        + (f"; they differ {o['differ']} times, on {', '.join(o['on'])}" if o["differ"] else "")
        for o in found["others"]
    ]
    _list("The same events are told by", others)
    disputes = []
    for d in found["disputes"]:
        against = "; ".join(f"{o['value']} ({', '.join(o['documents']) or 'comity'})" for o in d["others_say"])
        disputes.append(
            f"{(d['event_id'] or d['thing_id'] or d['id'])[:SHORT_ID]} {d['field']}: {d['says']}, against {against}"
        )
    _list("It differs with others on", disputes)


def _list(title: str, lines: list[str]) -> None:
    if lines:
        output.say(f"\n{title}")
        for line in lines[:_LISTED]:
            output.say(f"  {line}")
        _more(len(lines))


def _more(number: int) -> None:
    if number > _LISTED:
        output.say(f"  and {number - _LISTED} more; all of them with --json")
