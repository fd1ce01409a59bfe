"""Krippendorff's alpha for nominal data: how far coders agree beyond chance.

Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability. The interval is that of the bootstrap of Hayes and
Krippendorff (2007): of as many pairs of values as were compared, drawn anew from those observed, each disagreeing one
takes the same from 1. For nominal data the number of disagreeing pairs is then binomial, so that the limits are computed and not drawn.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity.audit.estimates import LEVEL

FEWEST_UNITS: Final = 30


@dataclass(frozen=True, slots=True)
class Agreement:
    """`alpha` from -1 to 1, 1 for full agreement, 0 for chance; None where all values are one and the same, so that
    agreement means nothing. No interval under 30 units, where the bootstrap's is far too narrow. `units`: those that two or more coded; `observed`: the share of pairs that agree."""

    alpha: float | None
    low: float | None
    high: float | None
    units: int
    observed: float | None


def agreement(units: Iterable[Sequence[Hashable]], level: float = LEVEL) -> Agreement:
    """Of units, each with the values that coders gave it (any number; units with fewer than two do not count)."""
    paired = [values for values in units if len(values) > 1]
    if not paired:
        return Agreement(None, None, None, 0, None)
    totals: Counter[Hashable] = Counter()
    apart = 0.0
    pairs = 0
    for values in paired:
        counts = Counter(values)
        m = len(values)
        totals.update(counts)
        apart += (m * m - sum(n * n for n in counts.values())) / (m - 1)
        pairs += m * (m - 1) // 2
    n = totals.total()
    observed = apart / n
    expected = (n * n - sum(c * c for c in totals.values())) / (n * (n - 1))
    if expected <= 0:
        return Agreement(None, None, None, len(paired), 1 - observed)
    alpha = max(-1.0, 1 - observed / expected)
    if len(paired) < FEWEST_UNITS:
        return Agreement(alpha, None, None, len(paired), 1 - observed)
    most = _binomial_quantile(pairs, observed, (1 + level) / 2)
    fewest = _binomial_quantile(pairs, observed, (1 - level) / 2)
    low, high = (max(-1.0, 1 - k / pairs / expected) for k in (most, fewest))
    return Agreement(alpha, low, high, len(paired), 1 - observed)


def _binomial_quantile(n: int, p: float, level: float) -> int:
    """The smallest k with P(X <= k) >= level, X the successes in n trials of chance p."""
    if p <= 0:
        return 0
    if p >= 1:
        return n
    below = 0.0
    for k in range(n + 1):
        below += math.exp(
            math.lgamma(n + 1)
            - math.lgamma(k + 1)
            - math.lgamma(n - k + 1)
            + k * math.log(p)
            + (n - k) * math.log1p(-p)
        )
        if below >= level:
            return k
    return n
