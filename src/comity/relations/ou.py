"""One level per relation that drifts and returns: an Ornstein-Uhlenbeck process, filtered and smoothed exactly.

A relation's level x(t) has the stationary distribution N(mu, spread^2) and the correlation exp(-d / memory) over d days.
An observation at day t is y = x(t) + e, e ~ N(0, variance). The filter is Kalman's (1960), the smoother that of Rauch,
Tung and Striebel (1965), both in one dimension, over gaps of any length:

    phi = exp(-d / memory)
    predict   m <- mu + phi (m - mu)                P <- phi^2 P + spread^2 (1 - phi^2)
    update    K = P / (P + R)    m <- m + K (y - m)    P <- (1 - K) P
    smooth    J = phi P / P'     ms <- m + J (ms' - m')    Ps <- P + J^2 (Ps' - P')

with ' for the next step (m' and P' as predicted there). An innovation (y - m) / sqrt(P + R) beyond `CLIP` is pulled in to it
and marked. Everything runs over many relations at once: step k of all relations is one pass, the longest relations first,
so that those still running are a prefix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CLIP: Final = 3.5
"""Standard deviations beyond which an innovation is pulled in."""


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters, as a row of `score_models`: `mu` from -1 to 1, `memory` in days, the others are standard deviations.

    Raises ValueError for a spread, memory, noise or noise floor that cannot be.
    """

    mu: float
    spread: float
    memory: float
    noise: float
    noise_floor: float

    def __post_init__(self) -> None:
        if not (self.spread > 0 and self.memory > 0 and self.noise > 0 and self.noise_floor >= 0):
            raise ValueError(f"{self}: spread, memory and noise are above 0, the noise floor is not below.")


@dataclass(frozen=True, slots=True)
class Smoothed:
    """What `filter_smooth` gives. All but `log_likelihood` (n relations) are as long as the observations (k)."""

    filter_mean: NDArray[np.float64]
    filter_var: NDArray[np.float64]
    mean: NDArray[np.float64]
    var: NDArray[np.float64]
    clipped: NDArray[np.bool_]
    log_likelihood: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Steps:
    """Ragged rows in the order of steps: step j of all relations that have one is rows `bounds[j]:bounds[j + 1]`."""

    rows: NDArray[np.intp]
    bounds: NDArray[np.intp]
    relations: NDArray[np.intp]
    gaps: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.bounds) - 1


def steps_of(days: NDArray[np.float64], starts: NDArray[np.intp]) -> Steps:
    """The order of steps of relations whose rows are `starts[i]:starts[i + 1]`. Raises ValueError for days that descend."""
    lengths = np.diff(starts)
    if starts[0] != 0 or starts[-1] != len(days) or (lengths < 0).any():
        raise ValueError("starts has to begin with 0, to end with the number of rows, and never to descend.")
    gaps = np.diff(days, prepend=days[:1])
    begins = starts[:-1][lengths > 0]
    gaps[begins] = 0.0
    if (gaps < 0).any() or not np.isfinite(gaps).all():
        raise ValueError("The days of a relation have to be finite and ascending.")
    relations = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max()) if len(lengths) else 0
    ordered = lengths[relations]
    active = np.searchsorted(-ordered, -np.arange(longest), side="left")
    bounds = np.concatenate(([0], np.cumsum(active))).astype(np.intp)
    step = np.repeat(np.arange(longest), active)
    place = np.arange(bounds[-1]) - bounds[step]
    rows = starts[relations[place]] + step
    return Steps(rows.astype(np.intp), bounds, relations.astype(np.intp), gaps[rows])


def filter_smooth(
    days: ArrayLike,
    observed: ArrayLike,
    variance: ArrayLike,
    starts: ArrayLike,
    model: Model,
    *,
    side: ArrayLike | None = None,
) -> Smoothed:
    """Filter and smooth many relations. `days`, `observed` and `variance` are [k], relation i has rows
    `starts[i]:starts[i + 1]`, its days ascending (equal ones allowed). A variance may be infinite: nothing was observed.

    `side` [k], where given, is 0 for an observation of the level, 1 for one that says "at least so much" and -1 for "at
    most": such a one moves the level only towards itself.

    Raises ValueError for days that descend, a variance that is not above 0, or an observation that is not finite.
    """
    when = np.asarray(days, dtype=np.float64)
    y = np.asarray(observed, dtype=np.float64)
    noise = np.asarray(variance, dtype=np.float64)
    if not (when.shape == y.shape == noise.shape):
        raise ValueError("days, observed and variance have to be equally long.")
    if not np.isfinite(y).all() or not (noise > 0).all():
        raise ValueError("Observations have to be finite and their variances above 0.")
    steps = steps_of(when, np.asarray(starts, dtype=np.intp))
    sides = None if side is None else np.asarray(side, dtype=np.int8)[steps.rows]
    mu, stationary = model.mu, model.spread**2
    phi = np.exp(-steps.gaps / model.memory)
    m, p, clipped, likelihood = forward(steps, phi, y[steps.rows], noise[steps.rows], mu, stationary, sides)
    ms, ps = _backward(steps, phi, m, p, mu, stationary)
    pulled = np.zeros(len(y), dtype=np.bool_)
    pulled[steps.rows] = clipped
    return Smoothed(
        _in_place(steps, m),
        _in_place(steps, p),
        _in_place(steps, ms),
        _in_place(steps, ps),
        pulled,
        _by_relation(steps, likelihood),
    )


def forward(
    steps: Steps,
    phi: NDArray[np.float64],
    y: NDArray[np.float64],
    noise: NDArray[np.float64],
    mu: float | NDArray[np.float64],
    stationary: float | NDArray[np.float64],
    sides: NDArray[np.signedinteger[Any]] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """The filter over rows in the order of steps: means, variances, what was clipped, and the log-likelihood of each row
    given those before it (0 for a row with a side, or without an observation). `mu` and `stationary`, the variance, are
    one for all rows, or one each."""
    centre, widest = np.broadcast_to(mu, y.shape), np.broadcast_to(stationary, y.shape)
    m, p = np.empty_like(y), np.empty_like(y)
    clipped = np.zeros(len(y), dtype=np.bool_)
    scaled, total = np.zeros_like(y), np.ones_like(y)
    drift = widest * (1 - phi * phi)
    for j in range(len(steps)):
        low, high = steps.bounds[j], steps.bounds[j + 1]
        here = slice(low, high)
        if j == 0:
            mean, var = centre[here], widest[here]
        else:
            before = slice(steps.bounds[j - 1], steps.bounds[j - 1] + high - low)
            f = phi[here]
            mean = centre[here] + f * (m[before] - centre[here])
            var = f * f * p[before] + drift[here]
        innovation = y[here] - mean
        if sides is not None:
            s = sides[here]
            innovation = np.where((s * innovation) < 0, 0.0, innovation)
        spread = var + noise[here]
        deviation = innovation / np.sqrt(spread)
        far = np.abs(deviation) > CLIP
        if far.any():
            deviation = np.clip(deviation, -CLIP, CLIP)
            innovation = np.where(far, deviation * np.sqrt(spread), innovation)
            clipped[here] = far
        gain = var / spread
        m[here] = mean + gain * innovation
        p[here] = (1 - gain) * var
        scaled[here] = deviation
        total[here] = spread
    told = np.isfinite(total) if sides is None else np.isfinite(total) & (sides == 0)
    with np.errstate(invalid="ignore"):
        likelihood = np.where(told, -0.5 * (np.log(2 * np.pi * total) + scaled * scaled), 0.0)
    return m, p, clipped, likelihood


def _backward(
    steps: Steps,
    phi: NDArray[np.float64],
    m: NDArray[np.float64],
    p: NDArray[np.float64],
    mu: float,
    stationary: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ms, ps = m.copy(), p.copy()
    for j in range(len(steps) - 2, -1, -1):
        low, high = steps.bounds[j + 1], steps.bounds[j + 2]
        after = slice(low, high)
        here = slice(steps.bounds[j], steps.bounds[j] + high - low)
        f, var = phi[after], p[here]
        mean_next = mu + f * (m[here] - mu)
        var_next = f * f * var + stationary * (1 - f * f)
        back = np.divide(f * var, var_next, out=np.zeros_like(var), where=var_next > 0)
        ms[here] += back * (ms[after] - mean_next)
        ps[here] += back * back * (ps[after] - var_next)
    return ms, np.maximum(ps, 0.0)


def _in_place(steps: Steps, values: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.empty_like(values)
    found[steps.rows] = values
    return found


def _by_relation(steps: Steps, values: NDArray[np.float64]) -> NDArray[np.float64]:
    ranked = np.zeros(len(steps.relations))
    for j in range(len(steps)):
        low, high = steps.bounds[j], steps.bounds[j + 1]
        ranked[: high - low] += values[low:high]
    found = np.empty_like(ranked)
    found[steps.relations] = ranked
    return found
