"""The network of a day from the scores, and all that is asked of it.

with project.record() as record:
    now = system(record, on=date(1971, 12, 31), actors=["PAK", "IND", "RUS", "CHN", "USA"])
    now.network.ties, now.balance, now.blocs, now.swing
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.system.draws import BUDGET, MOST, Normals
from comity.system.levels import Relation, asked, quoted, relations
from comity.system.naming import Names, lineages_of
from comity.system.table_ties import TableTie
from comity.system.ties import Network, Node, Tie

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.relations.curve import Asked, Written
    from comity.system.through_time import Year
    from comity.system.whole import System

__all__ = ["ACTING", "Network", "Node", "TableTie", "Tie", "network_of", "system", "systems"]

ACTING: Final = ("state", "group")
"""Kinds of actors that a network has where nobody chose its actors: those that stand on a side. An organisation can be chosen."""
SECONDS: Final = 60.0
"""Limit to the proof of the frustration index of a large network, where a person waits for it."""


def system(
    record: Asked | Written,
    on: date | str | None = None,
    issue: str = "all",
    actors: Sequence[str] | None = None,
    origin: str = "text",
    *,
    kinds: Sequence[str] = ACTING,
    known: bool = False,
    draws: int = MOST,
    budget: int = BUDGET,
    seconds: float | None = SECONDS,
    registry: Registry | None = None,
) -> System:
    """The system on a day (by default that of the last evidence), of an issue or of all, from one origin's scores.

    `on`: a date, or as text a day, month or year, of which the last day counts ("1972-12-31", "1972").

    `actors`: these alone, by id or name, at any time of their lineage (SUN and RUS are one); those without evidence are
    there without ties. Otherwise all actors of `kinds` that have evidence. `known`: as it was known on that day, from what
    came until then; else seen from the end of the record.

    Raises UsageError for an actor that nobody knows, for an issue or origin without scores, and for a text that is no date.
    """
    from comity.system.whole import analyse

    of, names, registry, wanted = drawn_from(record, issue, actors, origin, kinds, registry)
    day = _day(on) or last_day(record, origin, issue)
    network = network_of(of, names, registry, day, issue=issue, origin=origin, among=wanted, known=known)
    return analyse(network, Normals(draws), draws=draws, budget=budget, seconds=seconds)


def _day(on: date | str | None) -> date | None:
    if not isinstance(on, str):
        return on
    from comity.errors import UsageError
    from comity.intervals import Interval

    try:
        return Interval.parse(on).last
    except ValueError:
        raise UsageError(
            f"{on!r} is not a date.", hint="Write a day (1972-12-31), a month (1972-12) or a year."
        ) from None


def systems(
    record: Asked | Written,
    days: Sequence[date],
    issue: str = "all",
    actors: Sequence[str] | None = None,
    origin: str = "text",
    *,
    kinds: Sequence[str] = ACTING,
    known: bool = False,
    draws: int = MOST,
    budget: int = BUDGET,
    seconds: float | None = SECONDS,
    registry: Registry | None = None,
) -> list[Year]:
    """The system on each of these days, the earliest first, with what changed since the day before it in the list. Blocs keep
    their numbers. Without `days`: at the end of each year of the record. Arguments and errors as of `system`."""
    from comity.system.through_time import through_time, year_ends

    of, names, registry, wanted = drawn_from(record, issue, actors, origin, kinds, registry)
    when = sorted(set(days)) or year_ends(of)
    found = through_time(
        of,
        names,
        registry,
        when,
        issue=issue,
        origin=origin,
        among=wanted,
        draws=draws,
        budget=budget,
        known=known,
        seconds=seconds,
    )
    return list(found)


def drawn_from(
    record: Asked | Written,
    issue: str,
    actors: Sequence[str] | None,
    origin: str,
    kinds: Sequence[str],
    registry: Registry | None,
) -> tuple[list[Relation], Names, Registry, list[str] | None]:
    """The relations that a network is made from, the names of its actors, who is who, and the lineages chosen, if any were.

    Raises UsageError as `system` does.
    """
    from comity.actors import Registry

    registry = registry or Registry.default()
    names = Names(record, registry)
    wanted = None if actors is None else lineages_of(names, record, registry, actors)
    of = relations(record, origin=origin, issue=issue, among=wanted)
    if not of:
        _scored(record, origin, issue)
    return (acting(of, names, kinds) if wanted is None else of), names, registry, wanted


def acting(of: Iterable[Relation], names: Names, kinds: Sequence[str]) -> list[Relation]:
    """The relations between actors of these kinds."""
    return [r for r in of if all(names.kind(x) in kinds for x in r.pair)]


def network_of(
    of: Sequence[Relation],
    names: Names,
    registry: Registry,
    day: date,
    *,
    issue: str = "all",
    origin: str = "text",
    among: Sequence[str] | None = None,
    known: bool = False,
) -> Network:
    """The network of these relations on a day; with the nodes `among`, or those that have a tie."""
    ties = [tie for relation in of for tie in relation.ties([day], known=known) if tie is not None]
    return assembled(ties, names, registry, day, issue=issue, origin=origin, among=among)


def assembled(
    ties: Sequence[Tie],
    names: Names,
    registry: Registry,
    day: date,
    *,
    issue: str = "all",
    origin: str = "text",
    among: Sequence[str] | None = None,
) -> Network:
    """A network of ties, with its actors as of the day and what tables know of them."""
    from comity.system.table_ties import table_ties

    ids = sorted({x for tie in ties for x in tie.pair} | set(among or ()))
    nodes = tuple(names.node(x, day) for x in ids)
    drawn = tuple(table_ties(registry, ids, day))
    return Network(day, issue, origin, nodes, tuple(sorted(ties, key=lambda t: t.pair)), drawn)


def last_day(record: Asked | Written, origin: str, issue: str) -> date:
    """The day of the last act or claim, of an imported data set that of the last score. Raises UsageError where there is none."""
    told = "len(event_ids) + len(claim_ids) > 0"
    query = f"""SELECT coalesce(max(date) FILTER ({told}), max(date)) AS day FROM scores
        WHERE origin = {quoted(origin)} AND issue = {quoted(issue)}"""
    day = next((row["day"] for row in asked(record, query)), None)
    if day is None:
        _scored(record, origin, issue)
    assert isinstance(day, date)
    return day


def _scored(record: Asked | Written, origin: str, issue: str) -> None:
    """Raises UsageError unless there are scores of this origin and issue."""
    from comity.errors import UsageError
    from comity.record import Record
    from comity.record.asking.imported import refuse_unbuilt

    if origin != "text" and isinstance(record, Record):
        refuse_unbuilt(record, origin)
    held = asked(record, "SELECT DISTINCT origin, issue FROM scores WHERE direction = 'both' ORDER BY origin, issue")
    if not held:
        raise UsageError(
            "No relation is scored: no dated event or claim has two actors.",
            hint="What was read: comity events. A build after more documents may score some.",
        )
    origins = sorted({row["origin"] for row in held})
    if origin not in origins:
        raise UsageError(f"Nothing is scored from {origin!r}.", hint=f"There is: {', '.join(origins)}.")
    issues = [row["issue"] for row in held if row["origin"] == origin]
    if issue not in issues:
        raise UsageError(f"No relation is scored on {issue!r}.", hint=f"There is: {', '.join(issues)}.")
