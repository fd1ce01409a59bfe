"""Where the evidence on a relation changes level: exact segmentation under a model of stretches.

Within a stretch the score is one level plus wander; from one stretch to the next the level is drawn afresh. Changes come
at the rate of one a memory, levels with the variance that the score's own model gives them, so that stretches have the
same mean and the same fading of correlation as that model and no parameter is new but the share of wander. All sums over
where changes lie are exact (product partition model: Barry & Hartigan 1992; recursions: Fearnhead 2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.ou import Model

    Floats = NDArray[np.float64]

WANDER: Final = 0.35
"""Share of the variance of relations that is wander within a stretch, not change of level."""
WANDER_MEMORY: Final = 0.25
"""How long a deviation from the level lasts, as a share of the memory of relations."""


class Stretches:
    """Log likelihoods of all stretches of a relation's evidence, `likelihood[i, j]` for the evidence i..j; and of
    changes in the gap before each piece. `days` (in the relation's own time), `observed` and `variance` have one length:
    at most a few hundred."""

    def __init__(self, days: Floats, observed: Floats, variance: Floats, model: Model) -> None:
        self.days = days
        self.likelihood = _likelihoods(days, observed, variance, model)
        gaps = np.diff(days, prepend=days[0])
        self.stay: Floats = -gaps / model.memory
        """Log probability of no change in the gap before a piece of evidence."""
        with np.errstate(divide="ignore"):
            self.change: Floats = np.log(-np.expm1(self.stay))
        self._stayed = np.cumsum(self.stay)

    def stretch(self, first: int, end: int) -> float:
        """Log likelihood of first..end-1 as one stretch, the absence of changes within it included."""
        return float(self.likelihood[first, end - 1] + self._stayed[end - 1] - self._stayed[first])

    def best(self) -> list[int]:
        """Where the likeliest stretches begin, the first at 0 left out."""
        k = len(self.days)
        best = np.empty(k + 1)
        best[0] = 0.0
        came = np.zeros(k + 1, dtype=np.int64)
        opened = np.empty(k)
        for end in range(1, k + 1):
            last = end - 1
            opened[last] = best[last] + (self.change[last] if last else 0.0) - self._stayed[last]
            scores = opened[:end] + self.likelihood[:end, last]
            came[end] = int(np.argmax(scores))
            best[end] = scores[came[end]] + self._stayed[last]
        found = []
        end = k
        while came[end] > 0:
            end = int(came[end])
            found.append(end)
        return found[::-1]

    def places(self, first: int, end: int) -> Floats:
        """Probability of each place first+1..end-1 to be where the second of two stretches begins, given that there are
        two between `first` and `end`."""
        where = np.arange(first + 1, end)
        left = self.likelihood[first, where - 1] + self._stayed[where - 1] - self._stayed[first]
        right = self.likelihood[where, end - 1] + self._stayed[end - 1] - self._stayed[where]
        log = left + self.change[where] + right
        shares = np.exp(log - log.max())
        return np.asarray(shares / shares.sum(), dtype=np.float64)

    def factor(self, first: int, end: int) -> float:
        """Log Bayes factor for two stretches, changing somewhere in first..end-1, against one: what the evidence says
        of it, how often relations change left out."""
        where = np.arange(first + 1, end)
        prior = self.change[where] - np.logaddexp.reduce(self.change[where])
        split = self.likelihood[first, where - 1] + self.likelihood[where, end - 1] + prior
        return float(np.logaddexp.reduce(split) - self.likelihood[first, end - 1])


def _likelihoods(days: Floats, observed: Floats, variance: Floats, model: Model) -> Floats:
    """[k, k], the upper triangle filled: one Kalman filter for each first piece, all run side by side.

    The state is the level, which stays, and the wander, an Ornstein-Uhlenbeck process around 0.
    """
    k = len(days)
    found = np.full((k, k), -np.inf)
    level_var, wander_var = model.spread**2 * (1 - WANDER), model.spread**2 * WANDER
    level, wander, total = np.empty(k), np.empty(k), np.empty(k)
    ll, lw, ww = np.empty(k), np.empty(k), np.empty(k)
    kept = np.exp(-np.diff(days, prepend=days[0]) / (model.memory * WANDER_MEMORY))
    for n in range(k):
        old = slice(0, n)
        wander[old] *= kept[n]
        lw[old] *= kept[n]
        ww[old] = wander_var + kept[n] ** 2 * (ww[old] - wander_var)
        level[n], wander[n], total[n] = model.mu, 0.0, 0.0
        ll[n], lw[n], ww[n] = level_var, 0.0, wander_var
        a = slice(0, n + 1)
        gain_level, gain_wander = ll[a] + lw[a], lw[a] + ww[a]
        spread = gain_level + gain_wander + variance[n]
        off = observed[n] - level[a] - wander[a]
        total[a] -= 0.5 * (np.log(2 * np.pi * spread) + off**2 / spread)
        level[a] += gain_level / spread * off
        wander[a] += gain_wander / spread * off
        ll[a] -= gain_level**2 / spread
        lw[a] -= gain_level * gain_wander / spread
        ww[a] -= gain_wander**2 / spread
        found[a, n] = total[a]
    return found
