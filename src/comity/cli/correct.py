"""`comity correct`: put the record right. Each command adds a line to the log, which the next build applies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.options import Options, takes

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.project.corrections import Corrections, Made

FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to this day, month or year.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it stands written.")]

HOW: Final[Options] = {
    "why": Annotated[
        str | None, typer.Option("--why", "-w", metavar="TEXT", help="The reason, for those who read the log.")
    ],
    "who": Annotated[
        str | None,
        typer.Option(
            "--who", metavar="NAME", help="Who says so; by default COMITY_WHO, git's user.name or the account."
        ),
    ],
    "project": ProjectOption,
    "build": Annotated[bool, typer.Option("--build", help="Build at once.")],
}
"""What every correction takes."""

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


@takes(how=HOW)
def reject(
    report: Annotated[str, typer.Argument(help="A report's id: comity events show EVENT lists them.")],
    *,
    how: Options,
) -> None:
    """A report is none: it makes no event from now on."""
    _correct(how, lambda log, said: log.reject(report, **said))


@takes(how=HOW)
def accept(
    report: Annotated[str, typer.Argument(help="A report's id.")],
    *,
    how: Options,
) -> None:
    """A report is right: its confidence is 1, and no later reading drops it."""
    _correct(how, lambda log, said: log.accept(report, **said))


@takes(how=HOW)
def change(
    report: Annotated[str, typer.Argument(help="A report's id.")],
    field: Annotated[
        str,
        typer.Argument(
            help="event_type, mode, issue, status, date, sources, targets, thing, place or amounts.", metavar="FIELD"
        ),
    ],
    value: Annotated[str, typer.Argument(help='The new value ("PAK, RUS"; 2014-06; "40 helicopters"), or none.')],
    *,
    how: Options,
) -> None:
    """A field of a report has another value."""
    _correct(how, lambda log, said: log.change(report, field, value, **said))


@takes(how=HOW)
def join(
    a: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id.")],
    b: Annotated[str, typer.Argument(metavar="EVENT", help="Another's.")],
    *,
    how: Options,
) -> None:
    """Two events are one."""
    _correct(how, lambda log, said: log.join(a, b, **said))


@takes(how=HOW)
def split(
    event: Annotated[str, typer.Argument(help="An event's id.")],
    reports: Annotated[list[str], typer.Argument(metavar="REPORT...", help="Those of its reports that go.")],
    *,
    how: Options,
) -> None:
    """Some reports of an event tell of something else."""
    _correct(how, lambda log, said: log.split(event, reports, **said))


@takes(how=HOW)
def settle(
    event: Annotated[str, typer.Argument(help="An event's id, or that of a disagreement.")],
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="On what its reports disagree: date, place, amount ...")
    ],
    value: Annotated[str, typer.Argument(help="What holds: the value of a side, or another.")],
    about: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Which one, where they differ more than once on a field.")
    ] = None,
    *,
    how: Options,
) -> None:
    """Settle a disagreement."""
    _correct(how, lambda log, said: log.settle(event, field, value, about=about, **said))


@takes(how=HOW)
def alias(
    name: Annotated[str, typer.Argument(help="The name as documents write it.")],
    actor: Annotated[str, typer.Argument(help="An actor, by id or by a name that comity knows.")],
    kind: Annotated[
        str | None, typer.Option(help="state, organisation, group, demonym, seat or place.", show_default=False)
    ] = None,
    first: FromOption = None,
    last: ToOption = None,
    *,
    how: Options,
) -> None:
    """A name means an actor."""
    _correct(how, lambda log, said: log.alias(name, actor, kind=kind, first=first, last=last, **said))


@takes(how=HOW)
def member(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="An actor, by id or name.")],
    organisation: Annotated[str, typer.Argument(metavar="ORGANISATION", help="An organisation, by id or name.")],
    first: FromOption = None,
    last: ToOption = None,
    source: SourceOption = None,
    *,
    how: Options,
) -> None:
    """Who belonged to an organisation, and when."""
    given: dict[str, Any] = {
        "member": member,
        "organisation": organisation,
        "first": first,
        "last": last,
        "source": source,
    }
    _correct(how, lambda log, said: log.fact("member", **said, **given))


@takes(how=HOW)
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
    *,
    how: Options,
) -> None:
    """Who held an office, and when."""
    given: dict[str, Any] = {
        "person": person,
        "state": state,
        "office": office,
        "first": first,
        "last": last,
        "source": source,
    }
    _correct(how, lambda log, said: log.fact("leader", **said, **given))


@takes(how=HOW)
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
    *,
    how: Options,
) -> None:
    """An event that no document tells; its source must be given."""
    given: dict[str, Any] = {
        "event_type": event_type,
        "sources": sources,
        "targets": targets,
        "date": date,
        "source": source,
    }
    given |= {"quote": quote, "status": status, "mode": mode, "issue": issue}
    given |= {"thing": thing, "place": place, "amounts": amounts}
    _correct(how, lambda log, said: log.fact("event", **said, **given))


@takes(how=HOW)
def undo(
    correction: Annotated[str, typer.Argument(metavar="ID", help="A correction's id: comity log lists them.")],
    *,
    how: Options,
) -> None:
    """A correction no longer holds."""
    _correct(how, lambda log, said: log.undo(correction, **said))


def _correct(how: Options, make: Callable[[Corrections, dict[str, Any]], Made]) -> None:
    """Make a correction in the project's log, say what was written and what it changes, and build if that is wanted."""
    from comity.project import Project

    project = Project.open(how["project"] or Path())
    made = make(project.corrections, {"why": how["why"] or "", "who": how["who"]})
    for line in made.told:
        output.say(line)
    where = "" if project.root == Path.cwd() else f" --project {project.root}"
    output.note(f"Correction {made.id} by {made.entry.who} is in corrections.jsonl.")
    if not how["build"]:
        output.note(f"It is applied by: comity build{where}   Taken back by: comity correct undo {made.id}{where}")
        return
    from comity.cli.build import build as build_command

    build_command(docs=None, project=project.root, jobs=None, wait=True, quiet=False, as_json=False)
