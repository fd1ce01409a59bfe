"""Rank correlation and area under the ROC curve, with intervals by a bootstrap.

The years of one dyad are no independent cases, and neither are dyads that share a state. So states are drawn, and a dyad counts
as often as both of its states were drawn, with all its years (the vertex bootstrap: Snijders and Borgatti 1999, Connections 22:
161-170). Drawing dyads (the cluster bootstrap: Field and Welsh 2007, Journal of the Royal Statistical Society B 69: 369-390)
gives intervals that are much too narrow where states differ in more than their dyads do; it is used for evidence alone. A
draw is a set of weights, so that nothing is sorted again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Measure = Callable[[Floats], float]
    Draw = Callable[[np.random.Generator], Floats]

DRAWS: Final = 200
MANY: Final = 100_000
"""With more cases than these, half as many draws will do: what they spread over is states, of which there are as many as ever."""
LEVEL: Final = 0.95
_SEED: Final = 20_170_401


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with its 95% interval; None where it cannot be computed."""

    value: float | None
    low: float | None
    high: float | None


def auc(value: Floats, positive: NDArray[np.bool_], stratum: NDArray[np.int64] | None = None) -> Measure:
    """The chance that a positive case has the higher value of a random positive and negative one of the same stratum, ties
    counting half, as a function of weights [n]. Strata count by their numbers of such pairs. NaN where there is none."""
    order = np.lexsort((value, stratum)) if stratum is not None else np.argsort(value, kind="stable")
    v, yes = value[order], positive[order]
    s = stratum[order] if stratum is not None else np.zeros(len(v), dtype=np.int64)
    new = np.ones(len(v), dtype=np.bool_)
    new[1:] = (v[1:] != v[:-1]) | (s[1:] != s[:-1])
    tie = np.cumsum(new) - 1
    ties = int(tie[-1]) + 1 if len(v) else 0
    tie_stratum = s[new]
    starts = np.flatnonzero(np.r_[True, tie_stratum[1:] != tie_stratum[:-1]]) if ties else np.zeros(0, dtype=np.int64)
    group = np.cumsum(np.r_[False, tie_stratum[1:] != tie_stratum[:-1]]) if ties else np.zeros(0, dtype=np.int64)

    def measure(weights: Floats) -> float:
        w = weights[order]
        p = np.bincount(tie, np.where(yes, w, 0.0), ties)
        q = np.bincount(tie, np.where(yes, 0.0, w), ties)
        if not ties:
            return float("nan")
        below = np.cumsum(q) - q
        below -= below[starts][group]
        right = float((p * (below + 0.5 * q)).sum())
        pairs = float((np.bincount(group, p) * np.bincount(group, q)).sum())
        return right / pairs if pairs > 0 else float("nan")

    return measure


def spearman(one: Floats, other: Floats, stratum: NDArray[np.int64] | None = None) -> Measure:
    """Spearman's rank correlation as a function of weights [n]; with strata, of the ranks within each, pooled."""
    ranks = [_ranking(values, stratum) for values in (one, other)]

    def measure(weights: Floats) -> float:
        x, y = (rank(weights) for rank in ranks)
        total = weights.sum()
        if total <= 0:
            return float("nan")
        vx, vy = (weights * x * x).sum(), (weights * y * y).sum()
        return float((weights * x * y).sum() / np.sqrt(vx * vy)) if vx > 0 and vy > 0 else float("nan")

    return measure


def _ranking(value: Floats, stratum: NDArray[np.int64] | None) -> Callable[[Floats], Floats]:
    """Weighted middle ranks within strata, as shares from -0.5 to 0.5, centred, as a function of weights."""
    s = stratum if stratum is not None else np.zeros(len(value), dtype=np.int64)
    order = np.lexsort((value, s))
    v, t = value[order], s[order]
    new = np.ones(len(v), dtype=np.bool_)
    new[1:] = (v[1:] != v[:-1]) | (t[1:] != t[:-1])
    tie = np.cumsum(new) - 1
    group = np.cumsum(np.r_[False, t[1:] != t[:-1]]) if len(v) else np.zeros(0, dtype=np.int64)
    groups = int(group[-1]) + 1 if len(v) else 0
    first = np.flatnonzero(np.r_[True, t[1:] != t[:-1]]) if len(v) else np.zeros(0, dtype=np.int64)

    def ranks(weights: Floats) -> Floats:
        w = weights[order]
        before = np.cumsum(w) - w
        before -= before[first][group]
        of_tie = np.bincount(tie, w)
        rank = before[new][tie] + 0.5 * of_tie[tie]
        total = np.bincount(group, w, groups)
        share = rank / np.maximum(total[group], 1e-300) - 0.5
        placed = np.empty(len(v))
        placed[order] = share
        return placed

    return ranks


def by_dyads(dyad: NDArray[np.int64]) -> Draw:
    """Draws of weights [n]: how often the dyad of each case was drawn. `dyad` [n] is numbered from 0."""
    number = int(dyad.max()) + 1 if len(dyad) else 0
    return lambda rng: _counts(rng, number)[dyad]


def by_states(one: NDArray[np.int64], other: NDArray[np.int64]) -> Draw:
    """Draws of weights [n]: how often the one state of each case was drawn times how often the other. States by any numbers."""
    known, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    left, right = places[: len(one)], places[len(one) :]

    def draw(rng: np.random.Generator) -> Floats:
        counts = _counts(rng, len(known))
        weights: Floats = counts[left] * counts[right]
        return weights

    return draw


def _counts(rng: np.random.Generator, number: int) -> Floats:
    return np.bincount(rng.integers(0, number, number), minlength=number).astype(np.float64)


def estimate(measure: Measure, cases: int, draw: Draw, draws: int = DRAWS) -> Estimate:
    """A measure of all cases, with its 95% interval over draws."""
    return estimates([measure], cases, draw, draws)[0]


def estimates(
    measures: list[Measure], cases: int, draw: Draw, draws: int = DRAWS, *, less: int | None = None
) -> list[Estimate]:
    """Several measures of the same cases on the same draws, so that they can be compared; with `less`, after them how much more
    the measure of that place is than each of the others. A measure that cannot be computed in
    half of the draws has no interval, nor has one that never varies because one dyad or state is all there is."""
    if not cases:
        return [Estimate(None, None, None)] * (len(measures) + (0 if less is None else len(measures) - 1))
    draws = draws if cases <= MANY else draws // 2
    rng = np.random.Generator(np.random.PCG64(_SEED))
    found = np.full((draws, len(measures)), np.nan)
    moved = False
    for n in range(draws):
        weights = draw(rng)
        if weights.any():
            moved = moved or bool((weights != weights[0]).any())
            found[n] = [measure(weights) for measure in measures]
    values = np.array([measure(np.ones(cases)) for measure in measures])
    if less is not None:
        rest = [place for place in range(len(measures)) if place != less]
        values = np.concatenate([values, values[less] - values[rest]])
        found = np.hstack([found, found[:, [less]] - found[:, rest]])
    made = []
    for value, drawn in zip(values, found.T, strict=True):
        drawn = drawn[~np.isnan(drawn)]
        edge = (1 - LEVEL) / 2
        known = moved and len(drawn) > draws / 2
        low, high = np.quantile(drawn, [edge, 1 - edge]) if known else (np.nan, np.nan)
        made.append(Estimate(*(None if np.isnan(x) else round(float(x), 4) + 0.0 for x in (value, low, high))))
    return made


def share(held: NDArray[np.bool_]) -> Measure:
    """The weighted share of cases that hold."""
    return lambda weights: float(weights[held].sum() / weights.sum()) if weights.sum() > 0 else float("nan")
