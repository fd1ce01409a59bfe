"""The system at the end of each year, and what changed since the year before and why.

Blocs keep their numbers from year to year, sides are matched, and a pair is drawn from the same random numbers in every
year, so that what differs between two years is what the documents tell of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.system.draws import BUDGET, MOST, Normals
from comity.system.levels import Knot, Relation
from comity.system.matching import Numbers, likeness
from comity.system.ties import Pair, Tie
from comity.system.whole import System, analyse

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.system.naming import Names

NEW: Final = "new"
FADED: Final = "faded"
POSITIVE: Final = "turned positive"
NEGATIVE: Final = "turned negative"
SURE_POSITIVE: Final = "now surely positive"
SURE_NEGATIVE: Final = "now surely negative"
OPEN: Final = "no longer sure"
CHANGES: Final = (NEW, POSITIVE, NEGATIVE, SURE_POSITIVE, SURE_NEGATIVE, OPEN, FADED)
_SIGNED: Final = (POSITIVE, NEGATIVE, SURE_POSITIVE, SURE_NEGATIVE)
_MOST_NAMED: Final = 12
"""So many events, claims and facts are named behind a change, those of most weight first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a tie from one date to a later one. `kind` is one of `CHANGES`; `before` is None for a new tie. A tie has
    turned only from one sign to the other; where it had or has none, it came to be sure of its sign or no longer is, which
    by itself is no change of the relation.

    The ids are those of the evidence between the two dates that speaks for the change, the weightiest first. Where there is
    none they are those of the next evidence, towards which the score moves already (`later`); a score seen from the end of
    the record does so, one that is as known then does not. They are empty where evidence only faded.
    """

    kind: str
    before: Tie | None
    after: Tie
    event_ids: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    fact_ids: tuple[str, ...] = ()
    later: bool = False

    @property
    def pair(self) -> Pair:
        return self.after.pair


@dataclass(frozen=True, slots=True)
class Year:
    """The system at the end of a year, and the changes since the end of the year before, by pair."""

    system: System
    changes: dict[Pair, Change]


def year_ends(of: Sequence[Relation]) -> list[date]:
    """The last day of every year from that of the first evidence to that of the last."""
    days = [knot.date for relation in of for knot in (relation.knots[0], relation.knots[-1])]
    if not days:
        return []
    return [date(year, 12, 31) for year in range(min(days).year, max(days).year + 1)]


def through_time(
    of: Sequence[Relation],
    names: Names,
    registry: Registry,
    days: Sequence[date],
    *,
    issue: str = "all",
    origin: str = "text",
    among: Sequence[str] | None = None,
    draws: int = MOST,
    budget: int = BUDGET,
    known: bool = False,
    seconds: float | None = None,
    proof: bool = True,
) -> Iterator[Year]:
    """The system on each of these days, in their order, each with what changed since the one before."""
    from comity.system.network import assembled

    normals, numbers = Normals(draws), Numbers()
    by_pair = {relation.pair: relation for relation in of}
    columns = [relation.ties(days, known=known) for relation in of]
    past: System | None = None
    for n, day in enumerate(days):
        ties = [column[n] for column in columns]
        network = assembled(
            [t for t in ties if t is not None], names, registry, day, issue=issue, origin=origin, among=among
        )
        blocs = [frozenset(b.members) for b in past.blocs] if past else []
        start = {a.node.lineage: a.side for a in past.actors if a.side} if past else {}
        now = analyse(
            network,
            normals,
            draws=draws,
            budget=budget,
            numbers=numbers,
            before=blocs,
            start=start,
            seconds=seconds,
            proof=proof,
        )
        if past is not None:
            agreement = likeness(bloc_of(past), bloc_of(now))
            now = replace(now, agreement=agreement)
        yield Year(now, changes(past, now, by_pair))
        past = now


def bloc_of(system: System) -> dict[str, int]:
    """Lineage -> number of its bloc, of the actors that are in one."""
    return {x: bloc.number for bloc in system.blocs for x in bloc.members}


def changes(before: System | None, after: System, relations: dict[Pair, Relation]) -> dict[Pair, Change]:
    """What became of ties. Without a system before, every tie that counts is new."""
    past = {} if before is None else {tie.pair: tie for tie in before.network.ties}
    found = {}
    for tie in after.network.ties:
        was, relation = past.get(tie.pair), relations[tie.pair]
        told = relation.between(date.min if before is None else before.date, after.date)
        kind = _kind(was, tie, bool(told))
        if kind:
            found[tie.pair] = explained(kind, was, tie, told, relation, after.date)
    return found


def explained(kind: str, was: Tie | None, now: Tie, told: Sequence[Knot], relation: Relation, until: date) -> Change:
    """A change with the evidence that speaks for it, out of what is `told` between the two dates, else the next after `until`."""
    reasons = _reasons(told, kind, was, now)
    later = kind != FADED and not any(reasons)
    if later:
        reasons = _reasons(relation.between(until, date.max)[:1], kind, was, now)
    return Change(kind, was, now, *reasons, later and any(reasons))


def _kind(was: Tie | None, now: Tie, told: bool) -> str:
    """Empty where nothing became of it. `told`: whether there is evidence between."""
    gone = now.faded and not now.sign
    if was is None:
        return "" if gone else NEW
    if was.faded and not was.sign:
        return NEW if now.sign or (told and not gone) else ""
    if gone:
        return FADED
    if now.sign == was.sign:
        return ""
    if now.sign == 0:
        return OPEN
    positive, negative = (POSITIVE, NEGATIVE) if was.sign else (SURE_POSITIVE, SURE_NEGATIVE)
    return positive if now.sign > 0 else negative


def _reasons(
    told: Sequence[Knot], kind: str, was: Tie | None, now: Tie
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Events, claims and facts of the days between that speak for the change."""
    level = 0.0 if was is None else was.mean
    towards = float(now.sign) if kind in _SIGNED else now.mean - level
    speaking = [k for k in told if kind == NEW or (k.observed - level) * towards > 0]
    speaking.sort(key=lambda k: (-k.weight, k.date))
    ids = []
    for name in ("event_ids", "claim_ids", "fact_ids"):
        ordered = dict.fromkeys(id for knot in speaking for id in getattr(knot, name))
        ids.append(tuple(ordered)[:_MOST_NAMED])
    return ids[0], ids[1], ids[2]
