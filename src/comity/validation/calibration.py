"""Are the intervals honest? Each piece of evidence is foretold from what came before it, and looked up (prequential: Dawid 1984).

The level is N(m, P) on the day before a piece of evidence, from all earlier evidence of the relation; what is seen is N(m, P + R).
If that holds, the places of what was seen in its forecast distribution (probability integral transforms) are spread evenly
from 0 to 1, and an interval of 90% holds 90% of them. The parameters of the model were fitted on all the evidence, so that they
are not held out; there are five of them for the whole record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.relations.curve import curves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.record import Record

    Floats = NDArray[np.float64]

LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
_KNOTS: Final = """
    SELECT a, b, observed, observed_sd FROM scores WHERE origin = ? AND issue = 'all' AND direction = 'both' ORDER BY a, b, date
"""
_BEFORE: Final = 1e-6
"""Of a day: just before its evidence."""


@dataclass(frozen=True)
class Transforms:
    """`place` [n]: where what was seen fell in its forecast distribution, 0 to 1; `dyad` [n] numbered from 0; `first` [n]: the
    first evidence of its relation, foretold from the model alone."""

    place: Floats
    dyad: NDArray[np.int64]
    first: NDArray[np.bool_]

    def inside(self, level: float) -> NDArray[np.bool_]:
        """Whether each piece fell in its central interval of that level."""
        return np.abs(self.place - 0.5) <= level / 2

    def deciles(self) -> list[float]:
        """Shares of the ten tenths, each 0.1 where the forecasts are calibrated."""
        if not len(self.place):
            return []
        counts = np.bincount(np.minimum((self.place * 10).astype(int), 9), minlength=10)
        return [round(float(n) / len(self.place), 4) for n in counts]


def transforms(record: Record, origin: str) -> Transforms:
    """The probability integral transforms of all evidence of an origin."""
    from scipy.special import ndtr

    rows = record.sql(_KNOTS, [origin])
    seen: dict[tuple[str, str], list[tuple[float, float]]] = {}
    columns = (rows.column(name).to_pylist() for name in rows.column_names)
    for a, b, observed, sd in zip(*columns, strict=True):
        seen.setdefault((a, b), []).append((np.nan if observed is None else observed, np.nan if sd is None else sd))
    places, dyads, firsts = [np.empty(0)], [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.bool_)]
    for number, (pair, curve) in enumerate(curves(record, origin=origin).items()):
        values = np.array(seen[pair])
        mean, sd = curve.through(curve.days - _BEFORE, known=True)
        place = ndtr((values[:, 0] - mean) / np.sqrt(sd**2 + values[:, 1] ** 2))
        held = np.isfinite(place)
        places.append(place[held])
        dyads.append(np.full(int(held.sum()), number, dtype=np.int64))
        firsts.append((np.arange(len(place)) == 0)[held])
    return Transforms(np.concatenate(places), np.concatenate(dyads), np.concatenate(firsts))
