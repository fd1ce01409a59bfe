"""From pieces of evidence to scores: knots, their observations, filter and smoother.

**When.** An act of which only a span is known (a year, a decade) stands in the middle of the span. If it came on a day T,
any of the span alike, the level then and the level in the middle have the mean correlation c = (1 - exp(-h / memory)) / (h / memory), h half the span;
the best linear estimate of the middle from such an act is as good as an observation with variance (spread^2 (1 - c^2) + noise^2 / w) / c^2. An
act that is loose beyond use (c below `LOOSEST`) is placed nowhere.

What holds for a span (a claim of level, a standing fact) is observed at both its ends and at least every two years between. Each such knot
gets its share of the information, in all that of one statement for every two memories of the span (and of one at least). Observed so all
along, with the density 1 / (2 memory R) of information, a level has the variance spread^2 / sqrt(1 + spread^2 / R), where a statement about the day
alone leaves spread^2 / (1 + spread^2 / R): who says that two states were hostile for forty years says something of each year of them, but less
than who says it of that year, and leaves room for the better ones. A war or an alliance, which decides a relation on every day that it lasts
(`throughout`), is observed with the density (1 + spread^2 / 2R) / (memory R), which leaves in the middle what a statement about the day leaves.

**How much.** A piece of weight w has the variance noise^2 / w. The pieces of one day are averaged by their precision, and the variance of
the average gets noise_floor^2 on top: what one day brings is told by few, about the same things, and no number of repeats makes it certain.
`weight` is noise^2 over that variance.

Scores stay within [-1, 1] by themselves: all evidence and `mu` lie there, and the filter and the smoother are averages of both with
weights that are nowhere negative (the precision of the levels is an M-matrix).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from comity.relations.baselines import decayed_mean, log_odds
from comity.relations.evidence import Dyad, Piece
from comity.relations.ou import Model, filter_smooth, steps_of
from comity.relations.succession import Succession, aged

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

LOOSEST: Final = 0.2
_APART: Final = 730
_AT_ONCE: Final = 366
_SIDES: Final = np.array([0, 1, 2])  # of a day, first the level, then "at least", then "at most": index by side


@dataclass(frozen=True, slots=True)
class Placed:
    """Pieces at their knots, one row a piece and knot ([k] each). `half` is half the span of an act that came somewhere in
    it, `stretch` the whole span of what holds, `share` this knot's share of it, `throughout` as of pieces."""

    piece: Ints
    pair: Ints
    day: Floats
    half: Floats
    stretch: Floats
    share: Floats
    value: Floats
    weight: Floats
    side: Ints
    throughout: NDArray[np.bool_]

    def only(self, chosen: NDArray[Any]) -> Placed:
        """The rows that are chosen, by a mask or by their places."""
        return Placed(*(getattr(self, name)[chosen] for name in Placed.__dataclass_fields__))

    def of_some(self, nth: int) -> Placed:
        """The rows of every so-manieth relation."""
        number = np.unique(self.pair, return_inverse=True)[1]
        return self.only(number % nth == 0)


@dataclass(frozen=True, slots=True)
class Observed:
    """What filter and smoother take, one row a step: `pair` ascending, of each pair the days, of each day the sides."""

    pair: Ints
    day: Floats
    value: Floats
    variance: Floats
    side: Ints
    starts: Ints
    pairs: Ints


@dataclass(frozen=True, slots=True)
class Scored:
    """The knots of many relations, by relation and day: the columns of `scores` ([k] each). `pair` is the relation's number;
    knot `of_knot[i]` rests on piece `of_piece[i]`, each pair of them once, sorted."""

    pair: Ints
    day: Ints
    filter_mean: Floats
    filter_sd: Floats
    mean: Floats
    sd: Floats
    observed: Floats
    observed_sd: Floats
    weight: Floats
    clipped: NDArray[np.bool_]
    log_odds: Floats
    log_odds_sd: Floats
    decayed: Floats
    of_knot: Ints
    of_piece: Ints


def place(pieces: Sequence[Piece], dyads: Mapping[Dyad, int]) -> Placed:
    """Where the pieces' knots are, by relation, day and side; `dyads` numbers the relations. What has no weight has none."""
    rows: list[tuple[int, int, float, float, float, float]] = []
    for n, piece in enumerate(pieces):
        if piece.weight <= 0:
            continue
        pair = dyads[piece.a, piece.b]
        span = piece.last - piece.first
        if piece.holds and span > _AT_ONCE:
            knots = -(-span // _APART) + 1
            for k in range(knots):
                share = (0.5 if k in (0, knots - 1) else 1.0) / (knots - 1)
                rows.append((n, pair, float(piece.first + round(span * k / (knots - 1))), 0.0, float(span), share))
        else:
            middle = float(piece.first + span // 2)
            rows.append((n, pair, middle, 0.0 if piece.holds else span / 2, 0.0, 1.0))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 6).T
    number, of = columns[0].astype(np.intp), columns[1].astype(np.intp)
    value = np.array([p.value for p in pieces], dtype=np.float64)
    weight = np.array([p.weight for p in pieces], dtype=np.float64)
    side = np.array([p.side for p in pieces], dtype=np.intp)
    throughout = np.array([p.throughout for p in pieces], dtype=np.bool_)
    day, half, stretch, share = columns[2:]
    found = Placed(
        number, of, day, half, stretch, share, value[number], weight[number], side[number], throughout[number]
    )
    return found.only(np.lexsort((number, _SIDES[found.side], day, of)))


def variances(placed: Placed, model: Model) -> tuple[Floats, NDArray[np.bool_]]:
    """The variance of each row as an observation of the level on its day, and which rows are too loose to be one."""
    h = placed.half / model.memory
    c = np.where(h > 1e-9, -np.expm1(-h) / np.where(h > 1e-9, h, 1.0), 1.0)
    stated = model.noise**2 / placed.weight
    each_day = placed.stretch / model.memory * (1 + model.spread**2 / (2 * stated))
    times = np.maximum(1.0, np.where(placed.throughout, each_day, placed.stretch / (2 * model.memory)))
    own = stated / (placed.share * times)
    return (model.spread**2 * (1 - c * c) + own) / (c * c), c < LOOSEST


def observe(placed: Placed, model: Model, shift: Floats | None = None) -> tuple[Placed, Observed, Ints]:
    """What was observed: the rows that count; the steps; and the step of each row. `shift` [pieces] is taken off."""
    variance, loose = variances(placed, model)
    kept = ~loose
    if not kept.all():
        placed, variance = placed.only(kept), variance[kept]
    precision = 1 / variance
    value = placed.value if shift is None else np.clip(placed.value - shift[placed.piece], -1.0, 1.0)
    new = np.ones(len(placed.pair), dtype=np.bool_)
    for key in (placed.pair, placed.day, placed.side):
        new[1:] &= key[1:] == key[:-1]
    new[1:] = ~new[1:]
    step = np.cumsum(new) - 1
    total = _sums(step, precision)
    mean = _sums(step, precision * value) / total
    first = np.flatnonzero(new)
    pair = placed.pair[first]
    pairs, counts = np.unique(pair, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    floor = 1 / total + model.noise_floor**2
    observed = Observed(pair, placed.day[first], mean, floor, placed.side[first], starts, pairs.astype(np.intp))
    return placed, observed, step.astype(np.intp)


def ages(observed: Observed, breaks: Callable[[int], Sequence[Succession]], memory: float) -> Floats:
    """Days in each relation's own time."""
    days = observed.day.copy()
    for n, pair in enumerate(observed.pairs):
        found = breaks(int(pair))
        if found:
            rows = slice(observed.starts[n], observed.starts[n + 1])
            days[rows] = aged(observed.day[rows], found, memory)
    return days


def scored(
    placed: Placed,
    model: Model,
    breaks: Callable[[int], Sequence[Succession]],
    shift: Floats | None = None,
) -> Scored | None:
    """The scores of all relations with evidence; None where there is none. `breaks` gives the successions of a relation by its
    number; `shift` [pieces] is taken off the values."""
    placed, seen, step = observe(placed, model, shift)
    if not len(seen.pair):
        return None
    own = ages(seen, breaks, model.memory)
    found = filter_smooth(own, seen.value, seen.variance, seen.starts, model, side=seen.side)
    new = np.ones(len(seen.pair), dtype=np.bool_)
    new[1:] = (seen.pair[1:] != seen.pair[:-1]) | (seen.day[1:] != seen.day[:-1])
    knot = np.cumsum(new) - 1
    firsts = np.flatnonzero(new)
    lasts = np.concatenate([firsts[1:], [len(new)]]) - 1
    precision = _sums(knot, 1 / seen.variance)
    at = knot[step]
    value = placed.value if shift is None else np.clip(placed.value - shift[placed.piece], -1.0, 1.0)
    pair, day = seen.pair[firsts], seen.day[firsts]
    cooperative, hostile = (_sums(at, np.where(sign * value > 0, placed.share, 0.0)) for sign in (1, -1))
    odds, odds_sd = log_odds(day, pair, cooperative, hostile)
    mass = _sums(at, placed.weight * placed.share)
    mean = _sums(at, placed.weight * placed.share * value) / mass
    starts = np.concatenate([np.searchsorted(pair, seen.pairs), [len(pair)]]).astype(np.intp)
    of_knot, of_piece = np.unique(np.stack([at, placed.piece]), axis=1).astype(np.intp)
    return Scored(
        pair,
        day.astype(np.intp),
        found.filter_mean[lasts],
        np.sqrt(found.filter_var[lasts]),
        found.mean[lasts],
        np.sqrt(found.var[lasts]),
        _sums(knot, seen.value / seen.variance) / precision,
        np.sqrt(1 / precision),
        model.noise**2 * precision,
        _sums(knot, found.clipped) > 0,
        odds,
        odds_sd,
        decayed_mean(steps_of(own[firsts], starts), model.memory, mean, mass),
        of_knot,
        of_piece,
    )


def _sums(groups: Ints, values: NDArray[Any]) -> Floats:
    return np.bincount(groups, values).astype(np.float64)
