"""Commands on events: events, events show."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from comity.cli import output
from comity.cli.importing import DatasetOption, print_imported
from comity.cli.listing import SHORT_ID, WIDE, ProjectOption, parties
from comity.cli.options import EVENT_OPTIONS, VIEW_OPTIONS, Options, asked_of, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, SHOWN, print_rows

events_app = typer.Typer(
    help="List events, or show one with the sentences behind it.", rich_markup_mode=None, invoke_without_command=True
)
_LOOSE = ("context",)
_HINT = "The sentences behind one: comity events show EVENT"


def add_to(app: typer.Typer) -> None:
    app.add_typer(events_app, name="events")


@events_app.callback()
@takes(asked=EVENT_OPTIONS, view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def events(
    context: typer.Context,
    project: ProjectOption = None,
    dataset: DatasetOption = None,
    *,
    asked: Options,
    view: Options,
    shape: Options,
) -> None:
    """List events: what happened, once, however many documents report it."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    if dataset is not None:
        print_imported(project, dataset, asked, view, shape)
        return
    with opened(project, view) as record:
        table = record.events(**asked_of(record, asked))
    rows = output.rows_of(table)
    print_rows(rows, shape, known=table.column_names, what="event", hint=hint_of(rows), default=columns_of)


def print_events(rows: list[dict[str, Any]], limit: int | None = None) -> None:
    """A table of events for people."""
    shape = {
        "sort": None,
        "columns": None,
        "limit": SHOWN if limit is None else limit,
        "as_json": False,
        "as_csv": False,
    }
    print_rows(rows, shape, known=list(rows[0]) if rows else [], what="event", hint=hint_of(rows), default=columns_of)


def hint_of(rows: list[dict[str, Any]]) -> str:
    """What stands under a table of events: what the marks in it mean, and what to ask next."""
    legend = "~ after a date: only the context or the day of publication tells it. "
    return (legend if any(loosely_dated(row) for row in rows) else "") + _HINT


def loosely_dated(row: dict[str, Any]) -> bool:
    """Whether the sentences themselves do not date it: only what stands around them does, or the day they were printed."""
    return row.get("date_basis") in _LOOSE and row["first"] is not None


def columns_of(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What a table of events shows; rows get what is only for people."""
    for row in rows:
        row["short"] = row["id"][:SHORT_ID]
        row["when"] = output.when(row["first"], row["last"]) + ("~" if loosely_dated(row) else "")
        row["parties"] = parties(row)
        row["act"] = row["event_type"] + (f" ({row['mode']})" if row["mode"] else "")
        row["told"] = row["documents"]
    columns = [("short", "event"), ("when", "when"), ("parties", "who > whom"), ("act", "what"), ("status", "status")]
    if output.terminal_width() >= WIDE:
        columns += [("issue", "issue"), ("thing", "thing"), ("confidence", "conf.#")]
        columns += [("documents", "docs#"), ("independent_sources", "sources#")]
    else:
        columns += [("confidence", "conf.#"), ("told", "docs#")]
    if any(row["corrected"] for row in rows):
        columns.append(("corrected", "corrections"))
    return columns


@events_app.command()
@takes(view=VIEW_OPTIONS)
def show(
    context: typer.Context,
    event: Annotated[str, typer.Argument(help="An event's id, or that of any of its reports.")],
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    *,
    view: Options,
) -> None:
    """Show one event: its fields, where its reports differ, and the sentences behind it."""
    with opened(project or context.obj, view) as record:
        found = record.event(event)
    if as_json:
        output.print_json(found)
    else:
        print_event(found)


def print_event(found: dict[str, Any]) -> None:
    """One event for people, as `Record.event` gives it."""
    mode = f" ({found['mode']})" if found["mode"] else ""
    output.say(f"{found['event_type']}{mode}  {parties(found)}")
    matter = found["issue"] or "no issue told"
    output.say(
        f"{output.when(found['first'], found['last'])} ({_dated_by(found)}), {found['status']}, {matter}"
        + (f", {found['thing']}" if found["thing"] else "")
    )
    counts = (("reports", "report"), ("documents", "document"), ("independent_sources", "independent source"))
    reports, told_in, sources = (output.count(found[key], word) for key, word in counts)
    output.say(f"{reports} in {told_in} from {sources}")
    for row in found["evidence"]:
        source = ", ".join(output.cell(row[k]) for k in ("outlet", "author", "published_first") if row.get(k))
        output.say(f"\n  {row['document_id']}{' (' + source + ')' if source else ''}")
        output.say(f"    “{output.cell(row['sentence'])}”")
        right = f", put right by {output.cell(row['corrected'])}" if row["corrected"] else ""
        output.say(f"    report {row['report_id']}{right}")
        if found["reports"] > 1:
            output.say(f"    {row['why']}")
        if row["source_why"] and row["source_why"] != "its own text":
            output.say(f"    source: {row['source_why']}")
        if row["claimed_by"]:
            output.say(f"    according to {row['claimed_by']} ({row['voice']})")
        for amount in row.get("amounts") or ():
            unit = amount.get("currency") or amount.get("unit") or ""
            output.say(f"    amount: {output.number(amount['value'])} {unit}".rstrip())
    from comity.corrections.telling import told

    for row in found["corrections"]:
        output.say(f"\n  Rests on correction {row['id']} by {row['who']}: {told(row)}")
        if row["why"]:
            output.say(f"    {output.cell(row['why'])}")
    for row in found["parted"]:
        of_it = f"{output.count(row['reports'], 'report')} of it {'is' if row['reports'] == 1 else 'are'}"
        output.say(f"\n  Split by {row['who']}: {of_it} now event {row['event_id']}")
    for row in found["disagreements"]:
        output.say(
            f"\n  They differ on {row['field']}: {output.cell(row['value'])} ({output.cell(row['document_ids'])})"
        )
        for sentence in row.get("sentences") or ():
            output.say(f"    “{output.cell(sentence['sentence'])}”")
        if row["settled"]:
            output.say(f"    settled: {output.cell(row['settled'])}")
    for row in found["near"]:
        when = output.when(row["first"], row["last"])
        output.say(f"\n  Nearly one with event {row['event_id']}: {row['event_type']}, {when} ({row['document_id']})")
        output.say(f"    “{output.cell(row['sentence'])}”")
        output.say(f"    for one event: {row['why']}")
        output.say(f"    against: {row['why_not']}")


def _dated_by(found: dict[str, Any]) -> str:
    """Where an event's date is from: how the documents give it, or the person who set it."""
    set_by = {row["id"]: row for row in found["corrections"] if row["field"] == "date" or row["kind"] == "fact"}
    settled = [row["who"] for row in set_by.values() if row["kind"] == "settle" and row["state"] == "applied"]
    if settled:
        return f"date: set by {settled[-1]}"
    when = found["first"], found["last"]
    own = [row for row in found["evidence"] if when[0] is not None and (row["first"], row["last"]) == when]
    people = [next((set_by[id]["who"] for id in row["corrected"] or () if id in set_by), None) for row in own]
    if people and all(people):
        return f"date: set by {people[-1]}"
    return f"date: {found['date_basis']}"
