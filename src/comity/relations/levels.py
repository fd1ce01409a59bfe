"""Levels of a relation over stretches of time, and their differences, with exact uncertainty.

Given all the evidence, the scores on the days of evidence are jointly Gaussian with a tridiagonal precision (an
Ornstein-Uhlenbeck path is a Markov chain: Rue & Held, Gaussian Markov Random Fields, 2005, ch. 2), so that the mean and
variance of any weighted sum of scores cost one banded solution and no draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import solveh_banded

from comity.relations.naming import probability_above
from comity.relations.succession import aged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.curve import Curve

    Floats = NDArray[np.float64]

REACH: Final = 182.0
"""An evidence day stands for the days nearer to it than to any other, up to so many on either side."""
_SHORTEST: Final = 1e-3
"""Days: two pieces of evidence are never taken to be nearer than this."""
_LEAST_KNOWN: Final = 1e-9
"""Evidence of less precision than this is none."""


@dataclass(frozen=True, slots=True)
class Step:
    """How much a level is above another: mean and standard deviation of the difference."""

    before: float
    after: float
    size: float
    sd: float

    @property
    def probability(self) -> float:
        """That the difference has the sign of its mean: 0.5 to 1."""
        return probability_above(abs(self.size), self.sd)


class Levels:
    """The joint posterior of a relation's score on its evidence days, from its curve.

    `days` [k] are ordinals and `ages` [k] the same in the relation's own time, in which a succession takes long;
    `mean` [k] is the smoothed score. `variance` and `observed` [k] are what the evidence of each day amounts to, after
    harsh outliers were pulled in: they are recovered from the filter and the smoother, so that they hold however the
    evidence of a day was put together.
    """

    def __init__(self, curve: Curve) -> None:
        self.curve, self.model = curve, curve.model
        self.days, self.mean = curve.days, curve.mean
        self.ages: Floats = aged(curve.days, curve.breaks, curve.model.memory)
        gaps = np.maximum(np.diff(self.ages), _SHORTEST)
        stationary = self.model.spread**2
        carried = np.exp(-gaps / self.model.memory)
        fresh = stationary * -np.expm1(-2 * gaps / self.model.memory)
        diagonal = np.zeros(len(self.days))
        if len(diagonal):
            diagonal[0] = 1.0 / stationary
        diagonal[:-1] += carried**2 / fresh
        diagonal[1:] += 1.0 / fresh
        beside = -carried / fresh
        expected = np.concatenate([[stationary], carried**2 * curve.filter_var[:-1] + fresh])[: len(self.days)]
        precision = np.maximum(1.0 / np.maximum(curve.filter_var, 1e-12) - 1.0 / expected, _LEAST_KNOWN)
        self.variance: Floats = 1.0 / precision
        self._banded = np.zeros((2, len(self.days)))
        self._banded[0, 1:] = beside
        self._banded[1] = diagonal + precision
        away = self.mean - self.model.mu
        pull = diagonal * away
        pull[:-1] += beside * away[1:]
        pull[1:] += beside * away[:-1]
        self.observed: Floats = self.mean + self.variance * pull

    def covariance(self, weights: Floats) -> Floats:
        """Posterior covariance of every day's score with the sum that `weights` [k] make."""
        if len(weights) == 1:  # SciPy's solver takes no single equation
            return np.asarray(weights / self._banded[1])
        return np.asarray(solveh_banded(self._banded, weights), dtype=np.float64)

    def level(self, first: int, end: int) -> tuple[float, float]:
        """Mean score over the evidence days first..end-1 and its standard deviation."""
        weights = self.share(first, end)
        return float(weights @ self.mean), float(np.sqrt(weights @ self.covariance(weights)))

    def step(self, first: int, middle: int, end: int) -> Step:
        """The level over middle..end-1 less that over first..middle-1."""
        before, after = self.share(first, middle), self.share(middle, end)
        size = after - before
        sd = float(np.sqrt(size @ self.covariance(size)))
        return Step(float(before @ self.mean), float(after @ self.mean), float(size @ self.mean), sd)

    def influences(self, first: int, middle: int, end: int) -> Floats:
        """For each day [k], by how much the step would be less without its evidence (in the direction of the step;
        negative where the evidence speaks against it)."""
        size = self.share(middle, end) - self.share(first, middle)
        left = np.maximum(self.variance - self.curve.var, 1e-12)
        moved: Floats = self.covariance(size) * (self.observed - self.mean) / left
        return moved if float(size @ self.mean) >= 0 else -moved

    def share(self, first: int, end: int) -> Floats:
        """Weights [k] that make the mean over the evidence days first..end-1, each counted for the days that it stands for."""
        days = self.days[first:end]
        half = np.minimum(np.diff(days) / 2, REACH)
        stands = np.full(end - first, 1.0)
        stands[1:] += half
        stands[:-1] += half
        weights = np.zeros(len(self.days))
        weights[first:end] = stands / stands.sum()
        return weights


def merged(days: Floats, observed: Floats, variance: Floats, most: int) -> tuple[Floats, Floats, Floats, list[int]]:
    """Evidence of neighbouring days made one, weighted by precision, in bins of equal length that grow until no more than
    `most` are left: days, values, variances; and the place of each bin's first day among the days."""
    length = 7.0
    starts = np.arange(len(days))
    while len(starts) > most:
        bins = np.floor((days - days[0]) / length)
        starts = np.flatnonzero(np.diff(bins, prepend=-1.0))
        length *= 1.5
    precision = np.add.reduceat(1.0 / variance, starts)
    value = np.add.reduceat(observed / variance, starts) / precision
    middle = np.add.reduceat(days / variance, starts) / precision
    return middle, value, 1.0 / precision, [int(n) for n in starts]
