"""`comity correct`: put the record right. Each command adds a line to the log, which the next build applies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption

if TYPE_CHECKING:
    from comity.project import Project
    from comity.project.corrections import Made

WhyOption = Annotated[str, typer.Option("--why", "-w", metavar="TEXT", help="The reason, for those who read the log.")]
WhoOption = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who says so; by default COMITY_WHO, git's user.name or the account."),
]
BuildOption = Annotated[bool, typer.Option("--build", help="Build at once.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to this day, month or year.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it stands written.")]

correct_app = typer.Typer(
    help="Put the record right: reports, events, disagreements, names, facts. Applied again at every build.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
fact_app = typer.Typer(
    help="A fact that no document tells, or that comity's tables have wrong.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    for command in (reject, accept, change, join, split, settle, alias, undo):
        correct_app.command()(command)
    fact_app.command()(member)
    fact_app.command()(leader)
    fact_app.command()(event)
    correct_app.add_typer(fact_app, name="fact")
    app.add_typer(correct_app, name="correct")


def reject(
    report: Annotated[str, typer.Argument(help="A report's id: comity events show EVENT lists them.")],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """A report is none: it makes no event from now on."""
    found = _open(project)
    _tell(found, found.corrections.reject(report, why=why, who=who), build)


def accept(
    report: Annotated[str, typer.Argument(help="A report's id.")],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """A report is right: its confidence is 1, and no later reading drops it."""
    found = _open(project)
    _tell(found, found.corrections.accept(report, why=why, who=who), build)


def change(
    report: Annotated[str, typer.Argument(help="A report's id.")],
    field: Annotated[
        str,
        typer.Argument(
            help="event_type, mode, issue, status, date, sources, targets, thing, place or amounts.", metavar="FIELD"
        ),
    ],
    value: Annotated[str, typer.Argument(help='The new value ("PAK, RUS"; 2014-06; "40 helicopters"), or none.')],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """A field of a report has another value."""
    found = _open(project)
    _tell(found, found.corrections.change(report, field, value, why=why, who=who), build)


def join(
    a: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")],
    b: Annotated[str, typer.Argument(metavar="EVENT", help="Another's.")],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """Two events are one."""
    found = _open(project)
    _tell(found, found.corrections.join(a, b, why=why, who=who), build)


def split(
    event: Annotated[str, typer.Argument(help="An event's id.")],
    reports: Annotated[list[str], typer.Argument(metavar="REPORT...", help="Those of its reports that go.")],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """Some reports of an event tell of something else."""
    found = _open(project)
    _tell(found, found.corrections.split(event, reports, why=why, who=who), build)


def settle(
    event: Annotated[str, typer.Argument(help="An event's id, or that of a disagreement.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="On what its reports disagree: date, place, amount ...")
    ],
    value: Annotated[str, typer.Argument(help="What holds: the value of a side, or another.")],
    about: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Which one, where they differ more than once on a field.")
    ] = None,
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """Settle a disagreement."""
    found = _open(project)
    _tell(found, found.corrections.settle(event, field, value, about=about, why=why, who=who), build)


def alias(
    name: Annotated[str, typer.Argument(help="The name as documents write it.")],
    actor: Annotated[str, typer.Argument(help="An actor, by id or by a name that comity knows.")],
    kind: Annotated[
        str | None, typer.Option(help="state, organisation, group, demonym, seat or place.", show_default=False)
    ] = None,
    first: FromOption = None,
    last: ToOption = None,
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """A name means an actor."""
    found = _open(project)
    made = found.corrections.alias(name, actor, kind=kind, first=first, last=last, why=why, who=who)
    _tell(found, made, build)


def member(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="An actor, by id or name.")],
    organisation: Annotated[str, typer.Argument(metavar="ORGANISATION", help="An organisation, by id or name.")],
    first: FromOption = None,
    last: ToOption = None,
    source: SourceOption = None,
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """Who belonged to an organisation, and when."""
    found = _open(project)
    given = {"member": member, "organisation": organisation, "first": first, "last": last, "source": source}
    _tell(found, found.corrections.fact("member", why=why, who=who, **given), build)


def leader(
    person: Annotated[str, typer.Argument(metavar="NAME", help="A person's full name.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="Of which state or organisation.")],
    office: Annotated[
        str,
        typer.Argument(
            metavar="OFFICE", help="head_of_state, head_of_government, foreign_minister, defence_minister ..."
        ),
    ],
    first: FromOption = None,
    last: ToOption = None,
    source: SourceOption = None,
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """Who held an office, and when."""
    found = _open(project)
    given = {"person": person, "state": state, "office": office, "first": first, "last": last, "source": source}
    _tell(found, found.corrections.fact("leader", why=why, who=who, **given), build)


def event(
    event_type: Annotated[str, typer.Argument(metavar="TYPE", help="A PLOVER type, such as CONSULT.")],
    sources: Annotated[str, typer.Argument(metavar="WHO", help='Actors, by id or name ("PAK, RUS").')],
    targets: Annotated[str, typer.Argument(metavar="[WHOM]", help="Actors, by id or name.")] = "",
    date: Annotated[str | None, typer.Option(metavar="DATE", help="A day, month or year, or two of them: A/B.")] = None,
    source: SourceOption = None,
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="The words of the source.")] = None,
    status: Annotated[str | None, typer.Option(help="happened (the default), ongoing, planned ...")] = None,
    mode: Annotated[str | None, typer.Option(help="A PLOVER mode, such as visit.")] = None,
    issue: Annotated[str | None, typer.Option(help="The matter, such as energy.")] = None,
    thing: Annotated[str | None, typer.Option(metavar="TEXT", help="What it is about.")] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help="Where.")] = None,
    amounts: Annotated[
        str | None, typer.Option(metavar="TEXT", help='Such as "2500000000 USD; 40 helicopters".')
    ] = None,
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """An event that no document tells; its source must be given."""
    found = _open(project)
    given = {"event_type": event_type, "sources": sources, "targets": targets, "date": date, "source": source}
    given |= {"quote": quote, "status": status, "mode": mode, "issue": issue}
    given |= {"thing": thing, "place": place, "amounts": amounts}
    _tell(found, found.corrections.fact("event", why=why, who=who, **given), build)


def undo(
    correction: Annotated[str, typer.Argument(metavar="ID", help="A correction's id: comity log lists them.")],
    why: WhyOption = "",
    who: WhoOption = None,
    project: ProjectOption = None,
    build: BuildOption = False,
) -> None:
    """A correction no longer holds."""
    found = _open(project)
    _tell(found, found.corrections.undo(correction, why=why, who=who), build)


def _open(project: Path | None) -> Project:
    from comity.project import Project

    return Project.open(project or Path())


def _tell(project: Project, made: Made, build: bool) -> None:
    """Say what was written and what it changes, and build if that is wanted."""
    for line in made.told:
        output.say(line)
    where = "" if project.root == Path.cwd() else f" --project {project.root}"
    output.note(f"Correction {made.id} by {made.entry.who} is in corrections.jsonl.")
    if not build:
        output.note(f"It is applied by: comity build{where}   Taken back by: comity correct undo {made.id}{where}")
        return
    from comity.cli.build import build as build_command

    build_command(docs=None, project=project.root, jobs=None, wait=True, quiet=False, as_json=False)
