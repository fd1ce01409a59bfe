"""What commands on the record share: options, opening it, dates, actors and how an event is shown in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli import output
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.intervals import Interval
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
WIDE = 110
"""Columns of a terminal from which lists show more."""


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
    """The first or last day that `text` names: a day, month or year, in digits or as one writes it. Raises UsageError."""
    if text is None:
        return None
    interval = _interval(text)
    if interval is None:
        raise UsageError(
            f"{text!r} is not a date.",
            hint="Write a day (2014-06-02, 2 June 2014), a month (2014-06) or a year (2014).",
        )
    return interval.last if end else interval.first


def _interval(text: str) -> Interval | None:
    from calendar import month_name

    from comity.intervals import Interval

    try:
        return Interval.parse(text)
    except ValueError:
        words = text.replace(",", " ").split()
    months = [
        n for w in words for n, name in enumerate(month_name) if n and len(w) > 2 and name.lower().startswith(w.lower())
    ]
    numbers = [w for w in words if w.isdecimal()]
    if len(months) != 1 or len(words) != len(numbers) + 1 or not numbers or len(numbers[-1]) != 4:
        return None
    try:
        return Interval.parse("-".join([numbers[-1], str(months[0]), *numbers[:-1]]))
    except ValueError:
        return None


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


def parties(row: dict[str, Any]) -> str:
    """'RUS > PAK'; 'PAK + RUS' where the parties may stand on either side."""
    if row["symmetric"]:
        return " + ".join([*row["sources"], *row["targets"]])
    who, whom = ", ".join(row["sources"]) or "?", ", ".join(row["targets"])
    return f"{who} > {whom}" if whom else who


def svg_file(file: Path | None) -> Path | None:
    """The file of a picture, which must be called .svg. Raises UsageError."""
    if file is not None and file.suffix.lower() != ".svg":
        raise UsageError(f"{file} is no name for a picture.", hint="Pictures are SVG: give a name that ends in .svg.")
    return file
