"""Where one actor succeeded another in a lineage: a possible break of each of its relations.

The Soviet Union's relations became Russia's, but a new state may stand elsewhere than the old one. A succession counts as if
`BREAK` memories had passed on that day at once: what was known before still says something of what came after, less than
it would have from one day to the next, and no more than the evidence after it bears out. This is done by counting the time
of a relation in days of its own (`aged`), so that filter, smoother and what lies between their knots stay exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

BREAK: Final = 1.0
"""How many memories pass at a succession: what was known before counts exp(-1) = 0.37 of what it did."""
_SOON: Final = 366
ACTORS: Final = "SELECT id, lineage, valid_from, valid_to FROM actors WHERE kind = 'state' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Succession:
    """`later` took the place of `earlier` on a day (a day number, `date.toordinal`)."""

    day: int
    earlier: str
    later: str

    def told(self) -> str:
        return f"{self.earlier} > {self.later}"


Successions = Mapping[str, tuple[Succession, ...]]


def successions(actors: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Succession, ...]]:
    """Lineage -> its successions by date, from rows with `id`, `lineage`, `valid_from` and `valid_to` (`ACTORS`): an actor
    that begins within a year after another one of its lineage ended. Two that stood side by side succeed nobody."""
    lines: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in actors:
        lines[row["lineage"]].append(row)
    found: dict[str, tuple[Succession, ...]] = {}
    for line, rows in sorted(lines.items()):
        breaks = []
        for later in rows:
            begin: date | None = later["valid_from"]
            ended = [
                (row["valid_to"], row["id"])
                for row in rows
                if begin is not None and row["valid_to"] is not None and 0 < (begin - row["valid_to"]).days <= _SOON
            ]
            if begin is not None and ended:
                breaks.append(Succession(begin.toordinal(), max(ended)[1], later["id"]))
        if breaks:
            found[line] = tuple(sorted(breaks, key=lambda s: (s.day, s.later)))
    return found


def breaks_of(a: str, b: str, known: Successions) -> tuple[Succession, ...]:
    """The successions on either side of a relation, by date."""
    return tuple(sorted((*known.get(a, ()), *known.get(b, ())), key=lambda s: (s.day, s.later)))


def aged(days: ArrayLike, breaks: Iterable[Succession], memory: float) -> NDArray[np.float64]:
    """Days (any shape) in the relation's own time: `BREAK` memories more after each succession."""
    when = np.asarray(days, dtype=np.float64)
    edges = np.array([s.day for s in breaks], dtype=np.float64)
    return when if not len(edges) else when + BREAK * memory * np.searchsorted(edges, when, side="right")
