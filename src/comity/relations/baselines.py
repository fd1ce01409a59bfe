"""Two plain measures beside every score, so that nobody has to trust the filter.

Log-odds of cooperation: ln((C + 0.5) / (K + 0.5)) of the cooperative and hostile pieces of evidence in a window before, with the standard
error sqrt(1 / (C + 0.5) + 1 / (K + 0.5)) (after Lowe, Benoit, Mikhaylov and Laver 2011, Legislative Studies Quarterly 36:
123-155). Decayed mean: the mean of the values, each weighted by its weight and by exp(-age / memory).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.ou import Steps

    Floats = NDArray[np.float64]

WINDOW: Final = 5 * 365.25
"""Days of the window of the log-odds."""
_HALF: Final = 0.5


def log_odds(
    days: Floats, relation: NDArray[np.intp], cooperative: Floats, hostile: Floats, window: float = WINDOW
) -> tuple[Floats, Floats]:
    """Log-odds and standard errors [k]. Rows are sorted by relation and day; `relation` [k] is its number; `cooperative` and
    `hostile` [k] count the pieces of each row. The window ends with the row's own day."""
    if not len(days):
        return np.empty(0), np.empty(0)
    reach = days.max() - days.min() + window + 1
    place = relation * reach + (days - days.min())
    low = np.maximum(np.searchsorted(place, place - window, side="right"), np.searchsorted(relation, relation))
    high = np.searchsorted(place, place, side="right")
    told = []
    for counts in (cooperative, hostile):
        total = np.concatenate([[0.0], np.cumsum(counts)])
        told.append(np.maximum(total[high] - total[low], 0.0) + _HALF)
    return np.log(told[0] / told[1]), np.sqrt(1 / told[0] + 1 / told[1])


def decayed_mean(steps: Steps, memory: float, value: Floats, weight: Floats) -> Floats:
    """Decayed means [k] of values [k] with weights [k]; `steps` from `ou.steps_of`. A row of no weight at all is 0."""
    phi = np.exp(-steps.gaps / memory)
    total, of = (value * weight)[steps.rows], weight[steps.rows]
    for j in range(1, len(steps)):
        low, high = steps.bounds[j], steps.bounds[j + 1]
        before = slice(steps.bounds[j - 1], steps.bounds[j - 1] + high - low)
        total[low:high] += phi[low:high] * total[before]
        of[low:high] += phi[low:high] * of[before]
    found = np.empty_like(total)
    found[steps.rows] = np.divide(total, of, out=np.zeros_like(total), where=of > 0)
    return found
