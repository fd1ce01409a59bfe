"""Ratios of totals from a stratified sample, with their intervals.

The sample is weighted by its inclusion probabilities (Horvitz and Thompson 1952). A ratio of two estimated totals
(Hajek) has the linearised variance of Sarndal, Swensson and Wretman (1992, section 5.6), stratum by stratum, with the
correction for a finite population. For a share (precision, recall) the interval is Wilson's with the effective number of cases
(Korn and Graubard 1998; Dean and Pagano 2015), for a ratio of counts that of its logarithm; both with Student's t and
Satterthwaite's degrees of freedom in place of the normal distribution.

In a small sample strata look even by chance, and what is seldom is not seen at all. Below 100 coded sentences the variance
is therefore drawn towards that of a plain sample of Kish's effective number (small_sample_rule), the more the fewer there
are, and half a case is reckoned with in the strata in which nothing was seen (unseen_rule, after the prior of Jeffreys).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

LEVEL: Final = 0.95
FEWEST: Final = 10
"""With fewer cases than this under the line, no figure is given."""
FEW: Final = 50
"""With fewer coded sentences than this the figures are too rough to tell by."""
ENOUGH: Final = 100
"""From so many coded sentences on the variance is taken as it was estimated."""
WIDE: Final = 0.3
"""A share whose interval is wider says little."""


@dataclass(frozen=True, slots=True)
class Group:
    """A stratum for the estimate: how many sentences there are, and of those coded the numbers in `rows`."""

    size: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval. `cases`: coded sentences or events under the line (unweighted).

    `value`, `low` and `high` are None where there are too few.
    """

    value: float | None
    low: float | None
    high: float | None
    cases: int

    @property
    def wide(self) -> bool:
        return self.low is not None and self.high is not None and self.high - self.low > WIDE

    def times(self, factor: float) -> Figure:
        if self.value is None or self.low is None or self.high is None:
            return self
        return Figure(self.value * factor, self.low * factor, self.high * factor, self.cases)


@dataclass(frozen=True, slots=True)
class Ratio:
    """An estimated ratio, its variance and degrees of freedom, the cases under the line, their effective number under
    unequal weights (Kish 1965), the share of sentences that are not coded (0 leaves nothing to chance), the estimated
    number of all cases; the variance that half a case would add where nothing was seen, as a share of all cases; and by how
    much the sample is small, from 1 (none coded) to 0 (100 or more)."""

    value: float
    variance: float
    freedom: float
    cases: int
    kish: float
    open: float
    total: float
    unseen: float = 0.0
    small: float = 0.0


def ratio(
    above: Sequence[float], below: Sequence[float], weights: Sequence[float], groups: Sequence[Group]
) -> Ratio | None:
    """The ratio of the weighted sums of `above` and `below`, one value a coded sentence. None where `below` is nothing.

    Of a group with m of N sentences coded, the variance is that of m weighted residuals, times 1 - m/N.
    """
    total = sum(w * x for w, x in zip(weights, below, strict=True))
    if total <= 0:
        return None
    value = sum(w * x for w, x in zip(weights, above, strict=True)) / total
    residuals = [w * (a - value * b) / total for w, a, b in zip(weights, above, below, strict=True)]
    variance, square = 0.0, 0.0
    for group in groups:
        m = len(group.rows)
        if m < 2 or group.size <= m:
            continue
        own = [residuals[i] for i in group.rows]
        mean = sum(own) / m
        part = (1 - m / group.size) * m / (m - 1) * sum((r - mean) ** 2 for r in own)
        variance += part
        square += part * part / (m - 1)
    cases = round(sum(below))
    counted = [w * x for w, x in zip(weights, below, strict=True) if x > 0]
    kish = sum(counted) ** 2 / sum(w * w * x for w, x in zip(weights, below, strict=True) if x > 0)
    freedom = variance * variance / square if square > 0 else max(1.0, kish - 1)
    size = sum(group.size for group in groups)
    left = 1 - len(residuals) / size if size else 0.0
    small = max(0.0, 1 - len(residuals) / ENOUGH)
    if small:
        freedom = min(freedom, max(3.0, len(residuals) - len(groups)))
    unseen = _unseen(residuals, groups, total)
    return Ratio(value, variance, max(1.0, freedom), cases, max(1.0, kish), max(0.0, left), total, unseen, small)


def _unseen(residuals: Sequence[float], groups: Sequence[Group], total: float) -> float:
    """unseen_rule: the variance of the number of cases in the groups where none was seen, over the square of all cases."""
    empty = [g for g in groups if g.size > len(g.rows) and not any(residuals[i] for i in g.rows)]
    size, coded = sum(g.size for g in empty), sum(len(g.rows) for g in empty)
    rate = 0.5 / (coded + 1)
    return (size / total) ** 2 * rate * (1 - rate) / (coded + 1)


def share(estimate: Ratio | None, level: float = LEVEL) -> Figure:
    """A ratio between 0 and 1, with its interval.

    No more cases are reckoned with than there are: strata that happen to be even do not make a small sample a large one.
    """
    if estimate is None or estimate.cases < FEWEST:
        return Figure(None, None, None, 0 if estimate is None else estimate.cases)
    p = min(1.0, max(0.0, estimate.value))
    if estimate.open <= 0:
        return Figure(p, p, p, estimate.cases)
    n = estimate.kish
    if estimate.small > 0:
        near = (estimate.cases * p + 2) / (estimate.cases + 4)
        plain = near * (1 - near) / estimate.kish * estimate.open
        more = max(0.0, plain - estimate.variance) + max(p, 0.5) ** 2 * estimate.unseen
        n = near * (1 - near) / (estimate.variance + estimate.small * more)
    elif estimate.variance > 0 and 0 < p < 1:
        n = min(p * (1 - p) / estimate.variance, estimate.cases / max(0.01, 1 - estimate.cases / estimate.total))
    t = student(estimate.freedom, level)
    below = 1 + t * t / n
    middle = (p + t * t / (2 * n)) / below
    half = t / below * math.sqrt(p * (1 - p) / n + t * t / (4 * n * n))
    return Figure(p, max(0.0, middle - half), min(1.0, middle + half), estimate.cases)


def factor(estimate: Ratio | None, level: float = LEVEL) -> Figure:
    """A ratio of counts, 0 or more, with its interval.

    Where all coded sentences tell the same, one case more that does not is reckoned with, since it may be among the rest.
    """
    if estimate is None or estimate.cases < FEWEST:
        return Figure(None, None, None, 0 if estimate is None else estimate.cases)
    if estimate.value <= 0:  # none seen: up to the mean of a Poisson distribution that would show none as seldom
        return Figure(0.0, 0.0, 0.0 if estimate.open <= 0 else -math.log(1 - level) / estimate.kish, estimate.cases)
    least = estimate.open * (estimate.value / estimate.kish) ** 2
    variance = max(estimate.variance, least) + estimate.small * estimate.unseen
    error = math.sqrt(variance) / estimate.value
    wide = math.exp(student(estimate.freedom, level) * error)
    return Figure(estimate.value, estimate.value / wide, estimate.value * wide, estimate.cases)


def student(freedom: float, level: float) -> float:
    """The two-sided quantile of Student's t (the expansion of Cornish and Fisher, Abramowitz and Stegun 26.7.5), within
    one in a hundred from 3 degrees of freedom on; below 3, that of 3."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    v = max(3.0, freedom)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / v + g2 / v**2 + g3 / v**3 + g4 / v**4
