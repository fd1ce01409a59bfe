"""The parameters of scores, fitted on all relations of a record together, held by priors where it is small.

The likelihood of `mu`, `spread`, `memory`, `noise` and `noise_floor` is the product over relations of the densities of each
observation given those before it (the prediction-error decomposition of the filter: Harvey 1989, ch. 3), with harsh innovations pulled in as in the
filter. To its logarithm that of the priors is added (`priors.py`), and the sum is made as large as can be by L-BFGS-B,
with gradients from central differences, all of them in one pass of the filter.

The priors count for as much as some dozens of observations each, so that thirty acts hardly move them, thousands drown them. Of a large record a
sample of relations is enough: the same one every time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from comity.relations.ou import Model, forward, steps_of
from comity.relations.priors import LEAST, PRIOR, WIDTHS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_ROWS: Final = 8_000
"""Observations that are fitted on at most, and ..."""
MOST_STEPS: Final = 400
"""... of each relation."""
_STEP: Final = 1e-4
_BOUND: Final = 20.0
"""No parameter is looked for further from its prior than this many of its widths."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Observations of many relations under some parameters: relation i has rows `starts[i]:starts[i + 1]`. [k] each: `days`
    in the relation's own time, `value`, `variance`, `side` (None: all 0)."""

    days: Floats
    value: Floats
    variance: Floats
    starts: NDArray[np.intp]
    side: NDArray[np.intp] | None = None

    @classmethod
    def joined(cls, several: Iterable[Seen]) -> Seen:
        """The relations of several, one after another."""
        some = list(several)
        sides = [np.zeros(len(s.days), np.intp) if s.side is None else s.side for s in some]
        offsets = np.cumsum([0, *(len(s.days) for s in some)])
        starts = [s.starts[:-1] + offset for s, offset in zip(some, offsets, strict=False)]
        return cls(
            np.concatenate([s.days for s in some]),
            np.concatenate([s.value for s in some]),
            np.concatenate([s.variance for s in some]),
            np.concatenate([*starts, offsets[-1:]]).astype(np.intp),
            np.concatenate(sides),
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """The parameters, whether they are the prior's or fitted, and on how many relations and observations."""

    model: Model
    basis: str
    relations: int
    observations: int


def fit(
    observe: Callable[[Model], Seen], *, prior: Model = PRIOR, least: int = LEAST, memory: float | None = None
) -> Fitted:
    """Parameters for what `observe` gives under them. With fewer than `least` observations they stay the prior's. A `memory`
    (days) that is given stays as it is."""
    prior = prior if memory is None else replace(prior, memory=memory)
    bounds = [(-_BOUND, _BOUND)] * 5
    if memory is not None:
        bounds[2] = (0.0, 0.0)
    first = observe(prior)
    lengths = np.diff(first.starts)
    counts = (int((lengths > 0).sum()), len(first.days))
    if counts[1] < least:
        return Fitted(prior, "prior", *counts)
    from scipy.optimize import minimize

    def cost(x: Floats) -> tuple[float, Floats]:
        moved = np.concatenate([x[None, :], *(x + sign * _STEP * np.eye(5) for sign in (1, -1))])
        values = _costs(observe, [_model(prior, z) for z in moved]) + 0.5 * (moved**2).sum(axis=1)
        return float(values[0]), (values[1:6] - values[6:]) / (2 * _STEP)

    found = minimize(cost, np.zeros(5), jac=True, method="L-BFGS-B", bounds=bounds, options=_OPTIONS)
    return Fitted(_rounded(_model(prior, found.x)), "fitted", *counts)


_OPTIONS: Final[dict[str, Any]] = {"maxiter": 60, "ftol": 1e-9, "gtol": 1e-4}


def _model(prior: Model, z: Floats) -> Model:
    """Parameters at `z` widths of the prior from it: `mu` as it is, the others by their logarithms."""
    widths = WIDTHS
    return Model(
        mu=float(np.clip(prior.mu + z[0] * widths.mu, -1, 1)),
        spread=float(prior.spread * np.exp(z[1] * widths.spread)),
        memory=float(prior.memory * np.exp(z[2] * widths.memory)),
        noise=float(prior.noise * np.exp(z[3] * widths.noise)),
        noise_floor=float(prior.noise_floor * np.exp(z[4] * widths.noise_floor)),
    )


def _rounded(model: Model) -> Model:
    """To four digits: what differs further down is the machine's, not the record's."""
    digits = (float(f"{x:.4g}") for x in (model.spread, model.memory, model.noise, model.noise_floor))
    return Model(round(model.mu, 4), *digits)


def _costs(observe: Callable[[Model], Seen], models: list[Model]) -> Floats:
    """Minus the log-likelihoods of several models, in one pass of the filter over as many copies of the sample."""
    seen = [sample(observe(model)) for model in models]
    rows = [len(one.days) for one in seen]
    offsets = np.concatenate([[0], np.cumsum(rows)]).astype(np.intp)
    starts = [one.starts[:-1] + offset for one, offset in zip(seen, offsets[:-1], strict=True)]
    steps = steps_of(np.concatenate([s.days for s in seen]), np.concatenate([*starts, offsets[-1:]]))

    def each(values: list[float]) -> Floats:
        return np.repeat(np.array(values), rows)[steps.rows]

    sides = None
    if any(one.side is not None for one in seen):
        given = [np.zeros(len(s.days), np.intp) if s.side is None else s.side for s in seen]
        sides = np.concatenate(given)[steps.rows]
    phi = np.exp(-steps.gaps / each([m.memory for m in models]))
    value = np.concatenate([s.value for s in seen])[steps.rows]
    variance = np.concatenate([s.variance for s in seen])[steps.rows]
    mu, stationary = each([m.mu for m in models]), each([m.spread**2 for m in models])
    *_, likelihood = forward(steps, phi, value, variance, mu, stationary, sides)
    by_row = np.empty(offsets[-1])
    by_row[steps.rows] = likelihood
    total: Floats = np.concatenate([[0.0], np.cumsum(by_row)])
    return np.asarray(total[offsets[:-1]] - total[offsets[1:]], dtype=np.float64)


def sample(seen: Seen, rows: int = MOST_ROWS, steps: int = MOST_STEPS) -> Seen:
    """Of each relation at most so many rows, from its middle, and of the relations every so-manieth, until all fit."""
    lengths = np.diff(seen.starts)
    kept = np.minimum(lengths, steps)
    if kept.sum() <= rows and (lengths <= steps).all():
        return seen
    stride = max(1, -(-int(kept.sum()) // rows))
    chosen = np.arange(0, len(lengths), stride)
    begins = seen.starts[:-1][chosen] + (lengths[chosen] - kept[chosen]) // 2
    counts = kept[chosen]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    index = np.repeat(begins - starts[:-1], counts) + np.arange(starts[-1])
    side = None if seen.side is None else seen.side[index]
    return Seen(seen.days[index], seen.value[index], seen.variance[index], starts, side)
