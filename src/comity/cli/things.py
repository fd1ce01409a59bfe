"""Commands on things with a life of their own: projects, treaties, exercises, weapons, organisations."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, WIDE, ProjectOption, actor_id, choice, parties
from comity.cli.options import VIEW_OPTIONS, Options, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows

things_app = typer.Typer(
    help="List projects, treaties, exercises, weapons and organisations, or show the life of one.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


def add_to(app: typer.Typer) -> None:
    app.add_typer(things_app, name="things")


@things_app.callback()
@takes(view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def things(
    context: typer.Context,
    project: ProjectOption = None,
    kind: Annotated[str | None, typer.Option(help="project, treaty, exercise, weapon, organisation or other.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="A party to it, by name or id.")] = None,
    *,
    view: Options,
    shape: Options,
) -> None:
    """List the things that the documents name: what acts are about and what has a life of its own."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.record.things.naming.lexicon import KINDS

    kind = choice(kind, KINDS, "a kind of thing")
    with opened(project, view) as record:
        table = record.things(kind=kind, actor=actor_id(record, actor) if actor else None)
    hint = "The life of one: comity things show THING"
    print_rows(output.rows_of(table), shape, known=table.column_names, what="thing", hint=hint, default=_columns)


def _columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["when"] = _when(row["first"], row["last"])
    columns = [("id", "thing"), ("kind", "kind"), ("name", "name"), ("parties", "parties"), ("stage", "stage")]
    if output.terminal_width() >= WIDE:
        columns += [("when", "told of")]
    return [*columns, ("documents", "docs#"), ("events", "events#")]


@things_app.command()
@takes(view=VIEW_OPTIONS)
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="THING", help="Its id, its name or another name of it.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Show one thing: its life stage by stage, what is told of it and by whom, its names, members and events."""
    with opened(project or context.obj, view) as record:
        found = record.thing(name)
    if as_json:
        output.print_json(found)
        return
    output.say(f"{found['name']}  ({found['kind']}, {found['id']})")
    if found["parties"]:
        output.say(f"parties: {', '.join(found['parties'])}")
    counts = (("mentions", "mention"), ("documents", "document"), ("events", "event"))
    mentions, documents, events = (output.count(found[key], word) for key, word in counts)
    output.say(f"{mentions} in {documents}; {events}")
    _names(found)
    for stage in found["stages"]:
        _stage(stage)
    _facts(found["facts"])
    if "members" in found:
        _members(found["members"])
    if found["event_rows"]:
        output.say("\nEvents")
        for event in found["event_rows"]:
            act = event["event_type"] + (f" ({event['mode']})" if event["mode"] else "")
            when = output.when(event["first"], event["last"])
            output.say(f"  {event['id'][:SHORT_ID]}  {when}  {act}  {parties(event)}  {event['status']}")


def _when(first: object, last: object) -> str:
    return "" if first is None else output.when(first, last)


def _names(found: dict[str, Any]) -> None:
    words = {"former": "formerly ", "later": "later ", "described": "described as ", "acronym": ""}
    others: dict[str, list[str]] = {}
    for row in found["names"]:
        if row["name"] != found["name"]:
            others.setdefault(words.get(row["says"], "") + row["name"], []).extend(row["document_ids"])
    for name, documents in others.items():
        output.say(f"  {name} ({', '.join(sorted(set(documents)))})")


def _stage(stage: dict[str, Any]) -> None:
    status = "" if stage["status"] == "happened" else f", {stage['status']}"
    told = "begun" if (stage["stage"], stage["status"]) == ("built", "ongoing") else f"{stage['stage']}{status}"
    who = f"  {', '.join(stage['parties'])}" if stage["parties"] else ""
    event = f"  [{stage['event_id'][:SHORT_ID]}]" if stage["event_id"] else ""
    output.say(f"\n{output.when(stage['first'], stage['last'])}  {told}{who}{event}")
    for row in stage["sentences"]:
        output.say(f"    {row['document_id']}: “{output.cell(row['sentence'])}”")


def _facts(facts: list[dict[str, Any]]) -> None:
    field = None
    for fact in facts:
        if fact["field"] != field:
            field = fact["field"]
            output.say("\nmay be the same as" if field == "may be" else f"\n{field}")
        whose = f" ({fact['actor']})" if fact["actor"] else ""
        said = f", according to {fact['claimed_by']}" if fact["claimed_by"] else ""
        output.say(f"  {output.cell(fact['value'])}{whose}  {fact['document_id']}{said}")
        output.say(f"    “{output.cell(fact['sentence'])}”")


def _members(members: list[dict[str, Any]]) -> None:
    told = [m for m in members if m["told"]]
    silent = [m for m in members if not m["told"]]
    if told:
        output.say("\nMembers that the documents tell of")
    for member in told:
        listed = output.when(member["first"], member["first"]) if member["first"] else "no date"
        table = f"member from {listed}" if member["in_table"] else "not in comity's table"
        left = f" to {member['last']}" if member["in_table"] and member["last"] else ""
        output.say(f"  {member['name']} ({member['member']}): comity's table: {table}{left}")
        for one in member["told"]:
            word = one["stage"].removeprefix("member ")
            status = "" if one["status"] == "happened" else f", {one['status']}"
            mark = "  DIFFERS FROM THE TABLE" if one["differs"] else ""
            output.say(f"    {word} {output.when(one['first'], one['last'])}{status}{mark}")
            for row in one["sentences"]:
                output.say(f"      {row['document_id']}: “{output.cell(row['sentence'])}”")
    if silent:
        output.say("\nMembers by comity's table, of which no document tells when they joined")
        names = [f"{m['member']} {m['first'] or '?'}" + (f" to {m['last']}" if m["last"] else "") for m in silent]
        output.say("  " + ", ".join(names))
