"""Levels of a relation over stretches of time, and their differences, with exact uncertainty.

Given the smoothed score at the days of evidence, the joint posterior of all of them is Gaussian with a tridiagonal
precision (an Ornstein-Uhlenbeck path is a Markov chain: Rue & Held, Gaussian Markov Random Fields, 2005, ch. 2), so
that the mean and variance of any weighted sum of scores cost one banded solution and no draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from scipy.linalg import solveh_banded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REACH: Final = 182.0
"""An evidence day stands for the days nearer to it than to any other, up to so many on either side."""
_SHORTEST: Final = 1e-3
"""Days: two pieces of evidence are never taken to be nearer than this."""


class Parameters(Protocol):
    """Of the model: level to which a relation returns, standard deviation of relations around it, memory in days."""

    @property
    def mu(self) -> float: ...
    @property
    def spread(self) -> float: ...
    @property
    def memory(self) -> float: ...


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
        return NormalDist().cdf(abs(self.size) / self.sd) if self.sd > 0 else 1.0


class Levels:
    """The joint posterior of a relation's score at its evidence days.

    `days` (ascending ordinals), `mean` (smoothed) and `variance` (of the evidence of each day) have one length k.
    What the evidence must have been, after harsh outliers were pulled in, is recovered from the smoothed mean exactly.
    """

    def __init__(self, days: Floats, mean: Floats, variance: Floats, model: Parameters) -> None:
        self.days, self.mean, self.variance = days, mean, variance
        diagonal, beside = _precision(days, model)
        self._banded = np.zeros((2, len(days)))
        self._banded[0, 1:] = beside
        self._banded[1] = diagonal + 1.0 / variance
        away = mean - model.mu
        pulled = diagonal * away
        pulled[:-1] += beside * away[1:]
        pulled[1:] += beside * away[:-1]
        self.observed: Floats = mean + variance * pulled
        """What was observed, as far as it was believed."""

    @classmethod
    def of_evidence(cls, days: Floats, observed: Floats, variance: Floats, model: Parameters) -> Levels:
        """The same from the evidence itself, none of it pulled in."""
        diagonal, beside = _precision(days, model)
        banded = np.zeros((2, len(days)))
        banded[0, 1:] = beside
        banded[1] = diagonal + 1.0 / variance
        mean = model.mu + solveh_banded(banded, (observed - model.mu) / variance)
        return cls(days, np.asarray(mean), variance, model)

    def covariance(self, weights: Floats) -> Floats:
        """Posterior covariance of every day's score with the sum that `weights` [k] make."""
        return np.asarray(solveh_banded(self._banded, weights), dtype=np.float64)

    def level(self, first: int, end: int) -> tuple[float, float]:
        """Mean score over the evidence days first..end-1 and its standard deviation."""
        weights = self._stretch(first, end)
        return float(weights @ self.mean), float(np.sqrt(weights @ self.covariance(weights)))

    def step(self, first: int, middle: int, end: int) -> Step:
        """The level over middle..end-1 less that over first..middle-1."""
        before, after = self._stretch(first, middle), self._stretch(middle, end)
        size = after - before
        sd = float(np.sqrt(size @ self.covariance(size)))
        return Step(float(before @ self.mean), float(after @ self.mean), float(size @ self.mean), sd)

    def influences(self, first: int, middle: int, end: int) -> Floats:
        """For each day [k], by how much the step would be less without its evidence (in the direction of the step;
        negative where the evidence speaks against it)."""
        size = self._stretch(middle, end) - self._stretch(first, middle)
        step = float(size @ self.mean)
        residual = self.observed - self.mean
        left = self.variance - self.variances()
        moved: Floats = self.covariance(size) * residual / np.maximum(left, 1e-12)
        return moved if step >= 0 else -moved

    def variances(self) -> Floats:
        """Posterior variance of the score on each day [k]: the diagonal of the inverse, by its recursion (Takahashi)."""
        beside, diagonal = self._banded[0, 1:], self._banded[1]
        k = len(diagonal)
        pivot = np.empty(k)
        pivot[0] = diagonal[0]
        for n in range(1, k):
            pivot[n] = diagonal[n] - beside[n - 1] ** 2 / pivot[n - 1]
        found = np.empty(k)
        found[-1] = 1.0 / pivot[-1]
        for n in range(k - 2, -1, -1):
            found[n] = 1.0 / pivot[n] + (beside[n] / pivot[n]) ** 2 * found[n + 1]
        return found

    def _stretch(self, first: int, end: int) -> Floats:
        """Weights [k] that make the mean over the days first..end-1, each counted for the days that it stands for."""
        days = self.days[first:end]
        half = np.minimum(np.diff(days) / 2, REACH)
        stands = np.full(end - first, 1.0)
        stands[1:] += half
        stands[:-1] += half
        weights = np.zeros(len(self.days))
        weights[first:end] = stands / stands.sum()
        return weights


def _precision(days: Floats, model: Parameters) -> tuple[Floats, Floats]:
    """Diagonal [k] and what stands beside it [k-1] of the prior precision of the path on these days."""
    gaps = np.maximum(np.diff(days), _SHORTEST)
    carried = np.exp(-gaps / model.memory)
    fresh = model.spread**2 * -np.expm1(-2 * gaps / model.memory)
    diagonal = np.zeros(len(days))
    diagonal[0] = 1.0 / model.spread**2
    diagonal[:-1] += carried**2 / fresh
    diagonal[1:] += 1.0 / fresh
    return diagonal, -carried / fresh


def probability_above(mean: float, sd: float, bound: float = 0.0) -> float:
    """That a score with this mean and standard deviation is above `bound`."""
    if sd <= 0:
        return float(mean > bound)
    return NormalDist(mean, sd).cdf(2 * mean - bound)


def merged(days: Floats, observed: Floats, variance: Floats, most: int) -> tuple[Floats, Floats, Floats, Sequence[int]]:
    """Evidence of neighbouring days made one, precision-weighted, in calendar-free bins of equal length that grow until
    no more than `most` are left; and the place of each bin's first day among the days."""
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
