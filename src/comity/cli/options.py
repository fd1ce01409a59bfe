"""Options that several commands take together, each group as one dictionary."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli.listing import (
    AsOfOption,
    OnlySourceOption,
    SinceOption,
    UntilOption,
    WithoutSourceOption,
    actor_id,
    day,
    open_record,
)

if TYPE_CHECKING:
    from pathlib import Path

    from comity.record import Record

Options = Mapping[str, Any]


_TEXT, _TEXTS = str | None, list[str] | None


def _option(kind: Any, *names: str, help: str, **more: Any) -> Any:
    if kind in (_TEXT, _TEXTS):
        more.setdefault("metavar", names[0].lstrip("-").upper())
    return Annotated[kind, typer.Option(*names, help=help, **more)]


ACT_OPTIONS: Final[Options] = {
    "actor": _option(_TEXTS, "--actor", "-a", help="A party, by name or id; give it twice for a dyad."),
    "role": _option(_TEXT, "--role", help="The side on which --actor stands: source or target."),
    "dyad": _option(
        tuple[str, str] | None, "--dyad", metavar="A B", help="These two on opposite sides, or sharing one act."
    ),
    "event_type": _option(_TEXTS, "--type", "-t", help="A PLOVER type, such as CONSULT; more than once for several."),
    "mode": _option(_TEXTS, "--mode", help="A PLOVER mode, such as visit."),
    "quad": _option(
        _TEXT, "--quad", help="1 to 4, or verbal-cooperation, material-cooperation, verbal-conflict, material-conflict."
    ),
    "issue": _option(_TEXTS, "--issue", help="The matter, such as energy."),
    "status": _option(_TEXTS, "--status", help="happened, ongoing, planned, stalled, denied, demanded, hypothetical."),
    "since": SinceOption,
    "until": UntilOption,
    "on": _option(_TEXT, "--on", metavar="DATE", help="In this day, month or year."),
    "undated": _option(bool | None, "--undated/--dated", help="Only what has no date, or only what has one."),
    "date_basis": _option(_TEXTS, "--date-basis", help="explicit, relative, narrative, context or none."),
    "thing": _option(_TEXT, "--thing", help="A project, treaty, weapon ... by any of its names."),
    "place": _option(_TEXT, "--place", help="Where, as the documents call it."),
    "least_amount": _option(float | None, "--min-amount", metavar="N", help="With an amount of at least so much."),
    "most_amount": _option(float | None, "--max-amount", metavar="N", help="With an amount of at most so much."),
    "currency": _option(_TEXT, "--currency", metavar="USD", help="What the amount is in: a currency, or a unit."),
    "document": _option(_TEXT, "--document", help="Only what this document reports."),
    "outlet": _option(_TEXT, "--outlet", help="Only what this outlet reports."),
    "author": _option(_TEXT, "--author", help="Only what this author reports."),
    "told_by": _option(_TEXT, "--told-by", metavar="NAME", help="Only what this outlet, author or document tells."),
    "claimed_by": _option(_TEXT, "--claimed-by", metavar="ACTOR", help="On the word of this actor."),
    "voice": _option(_TEXTS, "--voice", help="Who speaks: document, quoted, reported or unnamed."),
    "least_confidence": _option(
        float | None, "--min-confidence", metavar="N", min=0.0, max=1.0, help="At least so sure, 0 to 1."
    ),
    "corrected": _option(bool | None, "--corrected/--uncorrected", help="What rests on a correction, or does not."),
    "disagreeing": _option(bool | None, "--disagreeing/--undisputed", help="What documents differ on, or do not."),
    "differing_on": _option(
        _TEXT, "--differing-on", metavar="FIELD", help="What they differ on in this field: date ..."
    ),
    "reader": _option(_TEXT, "--reader", help="Found by this reader."),
    "rule": _option(_TEXT, "--rule", help="Found by this rule."),
    "search": _option(_TEXT, "--search", help="Only what has these words in its evidence."),
}
"""Filters of events and reports."""
EVENT_OPTIONS: Final[Options] = {
    **ACT_OPTIONS,
    "alone": _option(bool, "--alone", help="Only what one independent source tells; with --told-by, nobody else."),
    "least_sources": _option(
        int | None, "--sources", metavar="N", min=1, help="Only what so many independent sources tell."
    ),
    "least_documents": _option(int | None, "--documents", metavar="N", min=1, help="Only what so many documents tell."),
}
"""Filters of events."""
REPORT_OPTIONS: Final[Options] = {
    **ACT_OPTIONS,
    "id": _option(_TEXT, "--id", help="This report, also by an id of an earlier build."),
    "event": _option(_TEXT, "--event", help="Only the reports of this event."),
    "rejected": _option(bool | None, "--rejected/--accepted", help="Only what a person rejected, or did not."),
}
"""Filters of reports."""
VIEW_OPTIONS: Final[Options] = {
    "as_of": AsOfOption,
    "only_source": OnlySourceOption,
    "without_source": WithoutSourceOption,
}
"""Which documents count."""


def takes(**groups: Options) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command takes each group of options as one argument, a dictionary, in the place and under the name given."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        shown: list[inspect.Parameter] = []
        for parameter in own.parameters.values():
            if parameter.name in groups:
                shown += [_parameter(name, kind) for name, kind in groups[parameter.name].items()]
            else:
                shown.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))

        @functools.wraps(command)
        def run(**given: Any) -> None:
            taken = {group: {name: given.pop(name) for name in options} for group, options in groups.items()}
            command(**given, **taken)

        run.__signature__ = own.replace(parameters=shown)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in shown}
        return run

    return decorate


def _parameter(name: str, kind: Any) -> inspect.Parameter:
    default = False if kind.__origin__ is bool else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def opened(project: Path | None, view: Options) -> Record:
    """The record of a project, or of the documents that the view options leave."""
    return open_record(project, view["as_of"], view["only_source"], view["without_source"])


def asked_of(record: Record, options: Options) -> dict[str, Any]:
    """The filters of `Record.events` or `Record.reports` that the options mean. Raises UsageError for what cannot be."""
    from comity.errors import UsageError
    from comity.record.asking.filters import check

    asked = {name: value for name, value in options.items() if value not in (None, False, [], ())}
    for name in ("corrected", "disagreeing", "undated", "rejected"):
        if options.get(name) is not None:
            asked[name] = options[name]
    named = [actor_id(record, name) for name in asked.pop("actor", ())]
    role = asked.pop("role", None)
    if role is not None:
        check(role, ("source", "target"), "side")
        if not named:
            raise UsageError("--role says on which side an actor stands, and no actor is given.", hint="Add --actor.")
    asked[role or "actors"] = named
    if "dyad" in asked:
        asked["dyad"] = tuple(actor_id(record, name) for name in asked["dyad"])
    if "claimed_by" in asked:
        asked["claimed_by"] = actor_id(record, asked["claimed_by"])
    during = asked.pop("on", None)
    if during is not None and ("since" in asked or "until" in asked):
        raise UsageError("--on is a time of its own, beside --since and --until.", hint="Give the one or the others.")
    asked["since"] = day(asked.get("since") or during, end=False)
    asked["until"] = day(asked.get("until") or during, end=True)
    if "differing_on" in asked:
        asked["disagreeing"] = asked.pop("differing_on")
    if "event" in asked:
        asked["event"] = record.event_id(asked["event"])
    return asked
