"""What the actor tables hold, and what a look-up in them yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ActorKind = Literal["state", "organisation", "group", "person", "place"]
Role = Literal["name", "demonym", "people", "seat", "place", "group", "organisation", "person", "prefix", "none"]
"""What a name is of its actor. `none`: words that hold a name without meaning the actor ("Paris Agreement")."""

Office = Literal[
    "head_of_state", "head_of_government", "effective_ruler", "foreign_minister", "defence_minister", "senior_official", "head_of_organisation"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation or group. `lineage` is the id along which relations run (SUN and RUS: RUS).

    `parent`: the state that a dependency or a partly recognised state counts under, where a scheme has no place for it.
    For an organ of an organisation: that organisation.
    `home`: states in which a group chiefly is. `checked`: an independent list agreed with the row. `origin`: table or human.
    """

    id: str
    name: str
    kind: ActorKind
    valid: Span = ALWAYS
    lineage: str = ""
    standing: str = ""
    parent: str | None = None
    home: tuple[str, ...] = ()
    sector: str | None = None
    cow: int | None = None
    gw: int | None = None
    source: str = "recalled"
    checked: bool = False
    origin: str = "table"

    @property
    def valid_from(self) -> date | None:
        return self.valid.first

    @property
    def valid_to(self) -> date | None:
        return self.valid.last


@dataclass(frozen=True, slots=True)
class Name:
    """One way of naming one actor. `dated`: on the days of `valid` it means this actor and no other.

    `detail`: capital, building, city, province, region, island, site. `sector`: PLOVER sector of who sits there.
    """

    text: str
    actor: str
    role: Role
    valid: Span = ALWAYS
    dated: bool = False
    detail: str = ""
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class AliasHit:
    """Characters [start, end) of a text and everything that its words may name."""

    start: int
    end: int
    text: str
    names: tuple[Name, ...]

    def roles(self) -> frozenset[Role]:
        return frozenset(n.role for n in self.names)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is meant. `actor` is None where it stays open; then `candidates` holds (id, share of the days) pairs, shares adding up to 1.

    how: name, demonym, seat, place, group, organisation, leader, ambiguous or unknown. `note` is for people
    ("before Russia: Soviet Union").
    """

    actor: str | None
    how: str
    kind: ActorKind = "state"
    candidates: tuple[tuple[str, float], ...] = ()
    note: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office of one state (`state` as of the term: SUN, not RUS)."""

    person: str
    state: str
    office: Office
    valid: Span
    source: str = "recalled"
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who held an office. `id` is a slug of the name; two people of one name differ by state."""

    id: str
    name: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    def states(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.state for t in self.terms))


@dataclass(frozen=True, slots=True)
class Membership:
    organisation: str
    member: str
    valid: Span
    source: str = "recalled"
    origin: str = "table"


@dataclass(frozen=True, slots=True)
class Lineage:
    """`later` follows `earlier` from `on`. kind: continues (carries the lineage) or part. `broken`: a possible break in a series."""

    earlier: str
    later: str
    on: date
    broken: bool
    kind: str
