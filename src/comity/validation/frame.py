"""Scores at the end of each year, by the numbers that the files of others use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.exchange.panel.asked import Asked, Notes
from comity.exchange.panel.assembling import panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.actors import Registry
    from comity.record import Record

    Floats = NDArray[np.float64]

MEASURES: Final = ("score", "decayed", "log_odds")
"""The score as it was known at the end of the year, and the two plain baselines beside it."""


@dataclass(frozen=True)
class DyadYears:
    """Dyad-years with a score, all arrays [n]: `one` < `other` are Correlates of War numbers; `dyad` numbers lineages' dyads
    from 0. `values` holds `MEASURES`, NaN where missing. `told`: whether the year itself has evidence; else the score rests on
    that of earlier years alone. `left_out`: rows with a score but without numbers."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    year: NDArray[np.int64]
    dyad: NDArray[np.int64]
    values: dict[str, Floats]
    told: NDArray[np.bool_]
    left_out: int

    def __len__(self) -> int:
        return len(self.year)

    def triples(self) -> list[tuple[int, int, int]]:
        return list(zip(self.one.tolist(), self.other.tolist(), self.year.tolist(), strict=True))


def dyad_years(record: Record, registry: Registry, origin: str) -> DyadYears:
    """All dyad-years of an origin that have a score at their end. Raises UsageError for an origin that there is none of."""
    rows = panel(record, registry, Asked(unit="year", origin=origin), Notes())
    names = ("cow_a", "cow_b", "year", "dyad", "last", "last_evidence", *MEASURES)
    columns = {name: rows.column(name).to_pylist() for name in names}
    found: dict[tuple[int, int, int], int] = {}
    left_out = 0
    for place in range(rows.num_rows):
        if columns["score"][place] is None:
            continue
        a, b, year = columns["cow_a"][place], columns["cow_b"][place], columns["year"][place]
        if a is None or b is None or a == b:
            left_out += 1
            continue
        key = (min(a, b), max(a, b), year)
        held = found.get(key)
        if held is None or columns["last"][place] > columns["last"][held]:  # after a succession: the end of the year
            found[key] = place
    kept = sorted(found)
    places = [found[key] for key in kept]
    numbers = {name: n for n, name in enumerate(sorted({columns["dyad"][p] for p in places}))}
    array = np.array(kept, dtype=np.int64).reshape(-1, 3)
    values = {
        name: np.array([np.nan if (v := columns[name][p]) is None else v for p in places], dtype=np.float64)
        for name in MEASURES
    }
    told = np.array([columns["last_evidence"][p].year == columns["year"][p] for p in places], dtype=np.bool_)
    dyad = np.array([numbers[columns["dyad"][p]] for p in places], dtype=np.int64)
    return DyadYears(array[:, 0], array[:, 1], array[:, 2], dyad, values, told, left_out)
