"""Months and years, the actors that carry a lineage through them, and the numbers that states have in other lists."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from comity.intervals import Interval

if TYPE_CHECKING:
    from comity.actors import Registry

Unit = Literal["month", "year"]
UNITS: Final[tuple[Unit, ...]] = ("month", "year")
_NUMBERS: Final = Path(__file__).with_name("numbers.csv")


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year. `ix` counts months (or years) from year 0, so that neighbours differ by one."""

    ix: int
    name: str
    year: int
    month: int | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Carrier:
    """An actor of a lineage on the days from `first` to `last`. `after`: the actor that it took the lineage over from."""

    actor: str
    lineage: str
    name: str
    kind: str
    first: date
    last: date
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """What a list calls an actor from `first` to `last`. `scheme`: cow, gw or iso."""

    actor: str
    scheme: str
    number: int
    first: date
    last: date


def periods(first: date, last: date, unit: Unit) -> list[Period]:
    """The months or years from that of `first` to that of `last`."""
    return [period(ix, unit) for ix in range(number(first, unit), number(last, unit) + 1)]


def number(day: date, unit: Unit) -> int:
    """Which month or year a day is in, counted from year 0."""
    return day.year if unit == "year" else day.year * 12 + day.month - 1


def period(ix: int, unit: Unit) -> Period:
    if unit == "year":
        return Period(ix, f"{ix:04}", ix, None, date(ix, 1, 1), date(ix, 12, 31))
    year, month = ix // 12, ix % 12 + 1
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Period(ix, f"{year:04}-{month:02}", year, month, date(year, month, 1), last)


def place(first: date | None, last: date | None, unit: Unit) -> int | None:
    """The period of an act that can have happened on any day from `first` to `last`: the one in which most of these days
    fall, the earlier of two equals. None for what is undated, and for what is dated wider than a period."""
    if first is None or last is None:
        return None
    begin, end = number(first, unit), number(last, unit)
    if begin == end:
        return begin
    inside = period(begin, unit)
    days = (last - first).days + 1
    if end > begin + 1 or days > (inside.last - inside.first).days + 1:
        return None
    return begin if 2 * ((inside.last - first).days + 1) >= days else end


class Lineages:
    """Who stands for a lineage on which days, by the tables of actors; an actor of no table is its own lineage, for ever."""

    def __init__(self, registry: Registry, names: dict[str, str]) -> None:
        """`names`: ids of actors that no table need have, and their names."""
        self._registry = registry
        self._names = names
        self._after = {x.later: x.earlier for x in registry.lineages if x.kind == "continues"}
        self._members: dict[str, list[str]] = {}
        for actor in registry.actors():
            self._members.setdefault(actor.lineage or actor.id, []).append(actor.id)

    def lineage(self, actor: str) -> str:
        return self._registry.lineage(actor) if actor in self._registry else actor

    def carrier(self, actor: str) -> Carrier:
        """An actor with the days on which it exists. `after` is set where it took its lineage over from another of it."""
        if actor not in self._registry:
            return Carrier(actor, actor, self._names.get(actor, actor), "group", date.min, date.max)
        known = self._registry.actor(actor)
        lineage = known.lineage or actor
        before = self._after.get(actor)
        if before is not None and (known.valid.first is None or self.carrier(before).first >= known.valid.first):
            before = None  # both states were there at once (East Germany)
        if before is not None and not self._follows(before, known.valid.first):
            before = None
        return Carrier(
            *(actor, lineage, known.name, known.kind),
            *(known.valid.first or date.min, known.valid.last or date.max),
            before,
        )

    def _follows(self, before: str, first: date | None) -> bool:
        ended = self._registry.actor(before).valid.last
        return ended is not None and first is not None and 0 <= (first - ended).days <= 31

    def carriers(self, lineages: Iterable[str]) -> list[Carrier]:
        """All actors of these lineages, sorted."""
        return [self.carrier(id) for one in sorted(set(lineages)) for id in sorted(self._members.get(one, [one]))]

    def on(self, lineage: str, day: date) -> str | None:
        """Who carries a lineage on a day; None where nobody does."""
        if lineage not in self._registry:
            return lineage
        found = self._registry.at(lineage, Interval.day(day)).actor
        return found if found is not None and self.alive(found, day) else None

    def alive(self, actor: str, day: date) -> bool:
        return actor not in self._registry or self._registry.actor(actor).valid.covers(day)

    def cuts(self, lineages: Iterable[str]) -> list[date]:
        """The days on which an actor of these lineages begins, and those after which one ends, sorted."""
        found = set()
        for one in self.carriers(lineages):
            found.add(one.first)
            if one.last < date.max:
                found.add(date.fromordinal(one.last.toordinal() + 1))
        return sorted(found - {date.min})

    def states(self) -> list[str]:
        """Ids of the states of the system, those that only part of it recognises included, dependencies not."""
        return [a.id for a in self._registry.actors("state") if a.standing != "dependency"]

    def numbers(self, actors: Iterable[str]) -> list[Number]:
        """What the lists of others call these actors, each day at most once in a list."""
        found: list[Number] = []
        for actor in sorted({a for a in actors if a in self._registry}):
            own = [n for n in dated_numbers() if n.actor == actor]
            found += own
            known = self._registry.actor(actor)
            for scheme, value in (("cow", known.cow), ("gw", known.gw)):
                if value is not None:
                    gaps = _rest([(n.first, n.last) for n in own if n.scheme == scheme])
                    found += [Number(actor, scheme, value, first, last) for first, last in gaps]
        return found

    def memberships(self, actors: Iterable[str]) -> Iterator[tuple[str, bool, str, date, date]]:
        """(organisation, whether it is an alliance, member, first day, last day) of these members."""
        wanted = set(actors)
        for organisation in self._registry.actors("organisation"):
            alliance = organisation.standing == "alliance"
            for m in self._registry.memberships(organisation.id):
                if m.member in wanted:
                    until = min(m.valid.last or date.max, organisation.valid.last or date.max)
                    yield (organisation.id, alliance, m.member, m.valid.first or date.min, until)


def _rest(taken: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The days that are left between some spans."""
    found, start = [], date.min
    for first, last in sorted(taken):
        if first > start:
            found.append((start, date.fromordinal(first.toordinal() - 1)))
        if last == date.max:
            return found
        start = date.fromordinal(last.toordinal() + 1)
    return [*found, (start, date.max)]


@cache
def dated_numbers() -> tuple[Number, ...]:
    """The rows of numbers.csv."""
    with _NUMBERS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            Number(
                *(row["actor"], row["scheme"], int(row["number"])),
                date.fromisoformat(row["first"]) if row["first"] else date.min,
                date.fromisoformat(row["last"]) if row["last"] else date.max,
            )
            for row in rows
        )
