"""Ties that comity's own tables know: treaties between two states, and alliances of several by their members.

They are drawn beside what the documents say and never mixed with it: they move no score, no sign and no balance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations
from typing import TYPE_CHECKING, Final

from comity.actors.model import Span
from comity.actors.rows import Row as FileRow
from comity.actors.rows import read_rows

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.rows import Row

KINDS: Final = ("alliance", "partnership")
_COLUMNS: Final = ("a", "b", "kind", "name", "from", "to", "source")
_FAR: Final = date.max


@dataclass(frozen=True, slots=True)
class TableTie:
    """A treaty or a common alliance of two actors. `a` < `b` are lineage ids; `first` and `last` are its days, both
    included (None: not known, or still). `kind` is alliance or partnership."""

    a: str
    b: str
    kind: str
    name: str
    first: date | None
    last: date | None
    source: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.a, self.b

    @property
    def id(self) -> str:
        """Stable: a hash of what it says."""
        said = "\x1f".join(("table", self.a, self.b, self.kind, self.name, str(self.first)))
        return hashlib.sha256(said.encode()).hexdigest()[:20]

    def covers(self, day: date) -> bool:
        return Span(self.first, self.last).covers(day)


@dataclass(frozen=True, slots=True)
class Treaty:
    """A row of `data/alliances.csv`. `a` and `b` are ids as of the treaty."""

    a: str
    b: str
    kind: str
    name: str
    valid: Span
    source: str


@cache
def treaties() -> tuple[Treaty, ...]:
    """The rows of the table, checked. Raises TableError for a bad one."""
    file = resources.files("comity.system") / "data" / "alliances.csv"
    return tuple(_treaty(row) for row in read_rows(file, list(_COLUMNS)))


def _treaty(row: FileRow) -> Treaty:
    valid = Span(row.day("from"), row.day("to", last=True))
    if valid.first is not None and valid.last is not None and valid.last < valid.first:
        raise row.fail("it ends before it begins", "Look at 'from' and 'to'.")
    kind = row.one_of("kind", KINDS)
    return Treaty(row.need("a"), row.need("b"), kind, row.need("name"), valid, row.need("source"))


def table_ties(registry: Registry, among: Iterable[str], on: date | None = None) -> list[TableTie]:
    """Ties between lineages of `among`, sorted; those that hold on the day `on`, or ever."""
    wanted = set(among)
    found = [*_by_treaty(registry, wanted), *_by_membership(registry, wanted)]
    kept = {tie for tie in found if on is None or tie.covers(on)}
    return sorted(kept, key=lambda t: (t.a, t.b, str(t.first), t.kind, t.name, str(t.last)))


def _by_treaty(registry: Registry, wanted: set[str]) -> Iterable[TableTie]:
    for treaty in treaties():
        a, b = sorted((registry.lineage(treaty.a), registry.lineage(treaty.b)))
        if a != b and a in wanted and b in wanted:
            yield TableTie(a, b, treaty.kind, treaty.name, treaty.valid.first, treaty.valid.last, treaty.source)


def _by_membership(registry: Registry, wanted: set[str]) -> Iterable[TableTie]:
    """Two members of one organisation of kind alliance, on the days on which both were."""
    for organisation in registry.actors("organisation"):
        if organisation.standing != "alliance":
            continue
        members = [
            (lineage, m)
            for m in registry.memberships(organisation.id)
            if m.member in registry and (lineage := registry.lineage(m.member)) in wanted
        ]
        for (one, his), (other, hers) in combinations(members, 2):
            first = max((d for d in (his.valid.first, hers.valid.first) if d is not None), default=None)
            last = min((d for d in (his.valid.last, hers.valid.last) if d is not None), default=None)
            if one != other and (last is None or first is None or first <= last):
                a, b = sorted((one, other))
                yield TableTie(a, b, "alliance", organisation.name, first, last, his.source)


def fact_rows(ties: Iterable[TableTie]) -> list[Row]:
    """Rows of the table `standing_facts`, of origin `table`."""
    return [(t.id, t.a, t.b, t.kind, t.name, 1, t.first, t.last, [], [], "[]", t.source, "table") for t in ties]
