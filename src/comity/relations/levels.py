"""Levels of a relation over stretches of time, and their differences, with exact uncertainty.

Given all the evidence, the scores on the days of evidence are jointly Gaussian with a tridiagonal precision (an
Ornstein-Uhlenbeck path is a Markov chain: Rue & Held, Gaussian Markov Random Fields, 2005, ch. 2), so that the mean and
variance of any weighted sum of scores cost one banded solution and no draws.
"""

from __future__ import annotations

from collections.abc import Sequence
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
class Piece:
    """A piece of evidence: its id, the places of the days on which it counts, and its share of the evidence of each."""

    id: str
    places: tuple[int, ...]
    shares: tuple[float, ...]


def pieces_of(days: Sequence[Sequence[str]]) -> list[Piece]:
    """The pieces that stand on a relation's evidence days, given by their ids day by day: each day's evidence is taken to
    be shared alike. In the order in which they first stand there."""
    on: dict[str, list[tuple[int, float]]] = {}
    for place, ids in enumerate(days):
        for id in ids:
            on.setdefault(id, []).append((place, 1 / len(ids)))
    return [Piece(id, tuple(p for p, _ in stands), tuple(s for _, s in stands)) for id, stands in on.items()]


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

    A statement about a long time is one piece on many days. The filter takes what it says of each day to be wrong by
    chance of its own; if it is wrong, it is so on all of them. Variances of levels and steps given here are those of the
    same estimates with such errors shared (`_shared`). Without `pieces`, each day's evidence is a piece of its own.

    `known` [k] are the days between which the evidence of each day is told to fall (`earliest`, `latest`), `covered` [k] those
    between which any of it may; without them, that day.
    """

    def __init__(
        self,
        curve: Curve,
        pieces: Sequence[Piece] | None = None,
        known: Sequence[tuple[int, int]] | None = None,
        covered: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        self.curve, self.model = curve, curve.model
        self.days, self.mean = curve.days, curve.mean
        self.earliest, self.latest = self._between(known)
        self.covered = self._between(covered)
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
        if pieces is None:
            pieces = [Piece(str(int(day)), (n,), (1.0,)) for n, day in enumerate(self.days)]
        self.pieces = tuple(pieces)
        counts = np.ones(len(self.days))
        for p in self.pieces:
            if len(p.places) > 1:
                counts[list(p.places)] -= np.array(p.shares) * (1 - 1 / self._statements(p))
        self.once: Floats = np.maximum(counts, 0.0) / self.variance
        """Precision of each day's evidence [k], a statement about many days counted as one."""
        self._long = [
            (np.array(p.places), np.array(p.shares), self._error(p)) for p in self.pieces if len(p.places) > 1
        ]

    def _between(self, spans: Sequence[tuple[int, int]] | None) -> tuple[Floats, Floats]:
        if spans is None:
            return self.days, self.days
        bounds = np.array(spans, dtype=np.float64).reshape(-1, 2)
        return np.minimum(bounds[:, 0], self.days), np.maximum(bounds[:, 1], self.days)

    def _error(self, piece: Piece) -> float:
        """Variance of what a piece on several days says, taken as one statement: its days carry the information of one
        for every two memories of its length (`scoring`)."""
        places = np.array(piece.places)
        return self._statements(piece) / float((np.array(piece.shares) / self.variance[places]).sum())

    def _statements(self, piece: Piece) -> float:
        """As how many statements a piece on several days counts."""
        length = float(self.days[piece.places[-1]] - self.days[piece.places[0]])
        return max(1.0, length / (2 * self.model.memory))

    def _spread(self, weights: Floats) -> float:
        """Standard deviation of the weighted sum of scores."""
        covariance = self.covariance(weights)
        return float(np.sqrt(weights @ covariance + self._shared(covariance / self.variance)))

    def _shared(self, gains: Floats) -> float:
        """By how much the variance of a sum that moves by `gains` [k] with the evidence of each day is more than the filter
        takes it to be, since a piece on several days errs on all of them at once."""
        more = 0.0
        for places, shares, error in self._long:
            moved = gains[places] * shares
            alone = float((moved**2 * self.variance[places] / shares).sum())
            more += max(float(moved.sum()) ** 2 * error - alone, 0.0)
        return more

    def covariance(self, weights: Floats) -> Floats:
        """Posterior covariance of every day's score with the sum that `weights` [k] make."""
        return _solved(self._banded, weights)

    def level(self, first: int, end: int) -> tuple[float, float]:
        """Mean score over the evidence days first..end-1 and its standard deviation."""
        weights = self.share(first, end)
        return float(weights @ self.mean), self._spread(weights)

    def step(self, first: int, middle: int, end: int) -> Step:
        """The level over middle..end-1 less that over first..middle-1."""
        before, after = self.share(first, middle), self.share(middle, end)
        size = after - before
        return Step(float(before @ self.mean), float(after @ self.mean), float(size @ self.mean), self._spread(size))

    def influences(self, first: int, middle: int, end: int, most: int) -> list[tuple[Piece, float]]:
        """The pieces that move the step most, the strongest first, and by how much it would be less without each (in its
        direction; what speaks against it is left out). Of a day shared by several, the others keep what it says.

        Looked at are pieces of the `most` days before the step and of as many after it that move it most.
        """
        size = self.share(middle, end) - self.share(first, middle)
        step = float(size @ self.mean)
        left = np.maximum(self.variance - self.curve.var, 1e-12)
        by_day = self.covariance(size) * (self.observed - self.mean) / left * (1 if step >= 0 else -1)
        order = np.argsort(-by_day, kind="stable")
        days = {
            int(n) for side in (order[order < middle], order[order >= middle]) for n in side[:most] if by_day[n] > 0
        }
        found = []
        for piece in self.pieces:
            if not days.isdisjoint(piece.places):
                loss = (step - float(size @ self._without(piece))) * (1 if step >= 0 else -1)
                if loss > 0:
                    found.append((piece, loss))
        return sorted(found, key=lambda f: (-f[1], f[0].places, f[0].id))

    def _without(self, piece: Piece) -> Floats:
        """The smoothed score [k] if a piece were not there."""
        places = np.array(piece.places)
        precision = 1.0 / self.variance
        banded = self._banded.copy()
        banded[1, places] -= precision[places] * np.array(piece.shares)
        precision[places] *= 1.0 - np.array(piece.shares)
        away = precision * (self.observed - self.model.mu)
        return np.asarray(self.model.mu + _solved(banded, away), dtype=np.float64)

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


def _solved(banded: Floats, right: Floats) -> Floats:
    if len(right) == 1:  # SciPy's solver takes no single equation
        return np.asarray(right / banded[1])
    return np.asarray(solveh_banded(banded, right), dtype=np.float64)


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
