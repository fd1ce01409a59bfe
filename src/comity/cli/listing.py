"""Commands that list what the record holds: documents, actors, events, dyad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from comity.cli import output
from comity.errors import UsageError
from comity.reading.model import Status

if TYPE_CHECKING:
    from comity.record import Record

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project", "-p", metavar="DIR", help="The project folder; by default the current folder.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON array of rows.")]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=0, help="At most so many rows; 0 for all. JSON is never cut.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on (2014, 2014-06).")
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, month or year.")]

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="As it could have been known then: documents that had appeared."),
]
OnlySourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only-source", metavar="NAME", help="Only what this outlet, author or document says; more than once."
    ),
]
WithoutSourceOption = Annotated[
    list[str] | None,
    typer.Option("--without-source", metavar="NAME", help="As if this outlet, author or document were not there."),
]

SHORT_ID = 8
"""Characters of an event's id that lists show; any unique beginning of an id finds the event."""
NOTED = 12
"""How many notes on odd documents are printed under their list."""
WIDE = 110
"""Columns of a terminal from which lists show more."""

events_app = typer.Typer(
    help="List events, or show one with the sentences behind it.", rich_markup_mode=None, invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    app.command()(documents)
    app.command()(actors)
    app.add_typer(events_app, name="events")
    app.command()(dyad)


def open_record(
    project: Path | None,
    as_of: str | None = None,
    only_source: Sequence[str] | None = None,
    without_source: Sequence[str] | None = None,
) -> Record:
    """The record of a project, or of a part of its documents: then a note says which."""
    from comity.project import Project

    opened = Project.open(project or Path()).record(
        as_of=day(as_of, end=True), only_sources=only_source or (), without_sources=without_source or ()
    )
    if opened.view:
        output.note(opened.view)
    return opened


def day(text: str | None, *, end: bool) -> date | None:
    """The first or last day that `text` (a day, month or year) names. Raises UsageError."""
    from comity.intervals import Interval

    if text is None:
        return None
    try:
        interval = Interval.parse(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date.", hint="Write a day (2014-06-02), a month (2014-06) or a year (2014)."
        ) from None
    return interval.last if end else interval.first


def actor_id(record: Record, name: str) -> str:
    """The id that a person means by a name, an id or any name that comity knows. Raises UsageError with what is close."""
    try:
        return record.find_actor(name)
    except UsageError:
        from comity.actors import Registry

        registry = Registry.default()
        meant = registry.resolve(name, None)
        wanted = [meant.actor] if meant.actor else [actor for actor, _ in meant.candidates]
        named = set(record.sql("SELECT id FROM actors").column(0).to_pylist())
        for actor in wanted:
            if actor in named:
                return str(actor)
            along = sorted(other for other in named if registry.lineage(other) == registry.lineage(actor))
            if along:
                return str(along[0])
        raise


def choice(value: str | None, allowed: Sequence[str], what: str) -> str | None:
    """`value` when it is allowed. Raises UsageError with what is."""
    if value is None or value in allowed:
        return value
    raise UsageError(f"{value!r} is not {what}.", hint=f"Choose one of: {', '.join(allowed)}")


def _print(rows: list[dict[str, Any]], columns: list[tuple[str, str]], limit: int, what: str, hint: str) -> None:
    if not rows:
        output.note(f"No {what}s.")
        return
    shown = rows if limit == 0 else rows[:limit]
    output.print_table(shown, columns)
    rest = f" {len(shown)} of {len(rows)} are shown; --limit 0 shows all." if len(shown) < len(rows) else ""
    output.note(f"{output.count(len(rows), what)}.{rest} {hint}")


def documents(
    project: ProjectOption = None,
    status: Annotated[str | None, typer.Option(help="read, set aside or failed.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    as_of: AsOfOption = None,
    only_source: OnlySourceOption = None,
    without_source: WithoutSourceOption = None,
    limit: LimitOption = 100,
    as_json: JsonOption = False,
) -> None:
    """List the documents: what was read, what was set aside and why."""
    with open_record(project, as_of, only_source, without_source) as record:
        rows = output.rows_of(record.documents(status=status, outlet=outlet))
    if as_json:
        output.print_json(rows)
        return
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
    _print(rows, columns, limit, "document", "What they report: comity events")
    odd = [(row["id"], problem) for row in rows if row["status"] == "read" for problem in row["problems"] or ()]
    for document, problem in odd[:NOTED]:
        output.note(f"{document}: {problem}")
    if len(odd) > NOTED:
        output.note(f"{len(odd) - NOTED} more notes on documents; all of them: comity documents --json")


def actors(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only actors whose name or id holds this.")
    ] = None,
    project: ProjectOption = None,
    kind: Annotated[str | None, typer.Option(help="state, organisation, group or person.")] = None,
    as_of: AsOfOption = None,
    only_source: OnlySourceOption = None,
    without_source: WithoutSourceOption = None,
    limit: LimitOption = 100,
    as_json: JsonOption = False,
) -> None:
    """List the actors that the documents name, with how often they act."""
    with open_record(project, as_of, only_source, without_source) as record:
        rows = output.rows_of(record.actors(name=name, kind=kind))
    if as_json:
        output.print_json(rows)
        return
    columns = [("id", "actor"), ("name", "name"), ("kind", "kind"), ("mentions", "mentions#"), ("events", "events#")]
    _print(
        rows,
        [*columns, ("documents", "documents#"), ("checked", "checked")],
        limit,
        "actor",
        "Two of them: comity dyad PAK RUS",
    )


@events_app.callback()
def events(
    context: typer.Context,
    project: ProjectOption = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", "-a", help="A party, by name or id; give it twice for a dyad.")
    ] = None,
    event_type: Annotated[str | None, typer.Option("--type", "-t", help="A PLOVER type, such as CONSULT.")] = None,
    issue: Annotated[str | None, typer.Option(help="The matter, such as energy.")] = None,
    status: Annotated[
        str | None, typer.Option(help="happened, ongoing, planned, stalled, denied, demanded, hypothetical.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    document: Annotated[str | None, typer.Option(help="Only what this document reports.")] = None,
    search: Annotated[str | None, typer.Option(help="Only events with these words in their evidence.")] = None,
    told_by: Annotated[
        str | None, typer.Option("--told-by", metavar="NAME", help="Only what this outlet, author or document tells.")
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Only what one independent source tells; with --told-by, nobody else.")
    ] = False,
    sources: Annotated[
        int | None, typer.Option("--sources", metavar="N", min=1, help="Only what so many independent sources tell.")
    ] = None,
    as_of: AsOfOption = None,
    only_source: OnlySourceOption = None,
    without_source: WithoutSourceOption = None,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
) -> None:
    """List events: what happened, once, however many documents report it."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.vocabulary import issues, types

    event_type = choice(event_type and event_type.upper(), list(types()), "an event type")
    issue = choice(issue, list(issues()), "an issue")
    status = choice(status, list(get_args(Status)), "a status")
    with open_record(project, as_of, only_source, without_source) as record:
        table = record.events(
            actors=[actor_id(record, a) for a in actor or ()],
            event_type=event_type,
            issue=issue,
            status=status,
            since=day(since, end=False),
            until=day(until, end=True),
            document=document,
            search=search,
            told_by=told_by,
            alone=alone,
            least_sources=sources,
        )
        rows = output.rows_of(table)
    if as_json:
        output.print_json(rows)
        return
    print_events(rows, limit)


def print_events(rows: list[dict[str, Any]], limit: int) -> None:
    for row in rows:
        row["short"] = row["id"][:SHORT_ID]
        row["when"] = output.when(row["first"], row["last"])
        row["parties"] = parties(row)
        row["act"] = row["event_type"] + (f" ({row['mode']})" if row["mode"] else "")
        row["told"] = row["documents"]
    columns = [("short", "event"), ("when", "when"), ("parties", "who > whom"), ("act", "what"), ("status", "status")]
    if output.terminal_width() >= WIDE:
        columns += [("issue", "issue"), ("thing", "thing"), ("confidence", "conf.#")]
        columns += [("documents", "docs#"), ("independent_sources", "sources#")]
    else:
        columns += [("told", "docs#")]
    if any(row["corrected"] for row in rows):
        columns.append(("corrected", "corrections"))
    _print(rows, columns, limit, "event", "The sentences behind one: comity events show EVENT")


def parties(row: dict[str, Any]) -> str:
    """'RUS > PAK'; 'PAK + RUS' where the parties may stand on either side."""
    if row["symmetric"]:
        return " + ".join([*row["sources"], *row["targets"]])
    who, whom = ", ".join(row["sources"]) or "?", ", ".join(row["targets"])
    return f"{who} > {whom}" if whom else who


@events_app.command()
def show(
    context: typer.Context,
    event: Annotated[str, typer.Argument(help="An event's id, or that of any of its reports.")],
    project: ProjectOption = None,
    as_of: AsOfOption = None,
    only_source: OnlySourceOption = None,
    without_source: WithoutSourceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show one event: its fields, where its reports differ, and the sentences behind it."""
    with open_record(project or context.obj, as_of, only_source, without_source) as record:
        found = record.event(event)
    if as_json:
        output.print_json(found)
        return
    mode = f" ({found['mode']})" if found["mode"] else ""
    output.say(f"{found['event_type']}{mode}  {parties(found)}")
    matter = found["issue"] or "no issue told"
    output.say(
        f"{output.when(found['first'], found['last'])} (date: {found['date_basis']}), {found['status']}, {matter}"
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
    for row in found["disagreements"]:
        output.say(
            f"\n  They differ on {row['field']}: {output.cell(row['value'])} ({output.cell(row['document_ids'])})"
        )
        for sentence in row.get("sentences") or ():
            output.say(f"    “{output.cell(sentence['sentence'])}”")
        if row["settled"]:
            output.say(f"    settled: {output.cell(row['settled'])}")


def dyad(
    a: Annotated[str, typer.Argument(metavar="A", help="An actor, by id or name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    project: ProjectOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    only_source: OnlySourceOption = None,
    without_source: WithoutSourceOption = None,
    limit: LimitOption = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a relation: the tally through the periods, and its events."""
    with open_record(project, as_of, only_source, without_source) as record:
        left, right = actor_id(record, a), actor_id(record, b)
        found = record.dyad(left, right, since=day(since, end=False), until=day(until, end=True))
    if as_json:
        output.print_json(
            {key: output.rows_of(value) if hasattr(value, "to_pylist") else value for key, value in found.items()}
        )
        return
    tallies = output.rows_of(found["tallies"])
    for row in tallies:
        row["when"] = output.when(row["first"], row["last"])
    if tallies:
        right = [("corrected", "corrections")] if any(row["corrected"] for row in tallies) else []
        columns = [
            ("when", "period"),
            ("balance", "balance#"),
            ("cooperation", "cooperation#"),
            ("hostility", "hostility#"),
        ]
        output.print_table(
            tallies,
            [*columns, ("events", "events#"), ("claims", "claims#"), ("documents", "documents#"), *right],
            title=f"{left} and {right}: a simple tally of what these documents report (balance from -1 to 1)",
        )
    print_events(output.rows_of(found["events"]), limit)
