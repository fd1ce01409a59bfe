"""How good scores are on relations made up by chance, of which the truth is known, and how fast filter and smoother run.

    python -m benchmarks.scores [--relations N] [--dyads N] [--months N]

The levels drift as the model supposes, the parameters are known, so that this says what the method can do at best. Acts have a noise of
0.4 each. Printed are how often the 90% intervals of filter and smoother cover the truth, and how far (root mean squared error) they and plainer measures are off: the
decayed mean, the log-odds of cooperation in a window of five years (as tanh of their half, which lies between -1 and 1), and "always 0". All of
them are asked at the end of each year.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

YEARS: Final = 70
YEAR: Final = 365.25
DENSITIES: Final = ((30, "30 in 70 years"), (840, "1 a month"), (84_000, "100 a month"))
SPREAD: Final = 0.35
MEMORY: Final = 5 * YEAR
NOISE: Final = 0.4
SEED: Final = 20_260_202
_REPEATS: Final = 3


def measure(relations: int = 300) -> Iterator[str]:
    """Lines of the table of quality; `relations` are made up for each density of evidence."""
    yield f"Scores of {relations} made-up relations over {YEARS} years: spread {SPREAD}, memory 5 years, noise of an act {NOISE}"
    names = ("filter covers", "smoother", "RMSE filter", "smoother", "decayed", "log-odds", "always 0")
    yield f"{'acts':16}" + "".join(f"{name:>15}" for name in names)
    for acts, told in DENSITIES:
        figures = quality(relations, acts, SEED + acts)
        yield f"{told:16}" + "".join(f"{figures[name]:15.3f}" for name in figures)


def quality(relations: int, acts: int, seed: int) -> dict[str, float]:
    """Coverage of 90% intervals and errors, at the ends of the years of so many relations with so many acts each."""
    import numpy as np

    from comity.relations.baselines import decayed_mean, log_odds
    from comity.relations.ou import Model, filter_smooth, steps_of

    draw = np.random.Generator(np.random.PCG64(seed))
    asked = np.arange(1, YEARS + 1) * YEAR
    daily = acts > 10_000  # many acts: the acts of a day are one observation, as scores take them
    days = np.sort(
        np.unique(draw.integers(0, int(YEARS * YEAR), acts)) if daily else draw.uniform(0, YEARS * YEAR, acts)
    )
    count = (
        np.maximum(draw.poisson(acts / len(days), (relations, len(days))), 1)
        if daily
        else np.ones((relations, len(days)))
    )
    grid = np.sort(np.concatenate([days, asked]))
    level = _levels(draw, grid, relations)
    at = np.searchsorted(grid, days)
    seen = level[:, at] + draw.normal(0, 1, (relations, len(days))) * NOISE / np.sqrt(count)
    model = Model(0.0, SPREAD, MEMORY, NOISE, 0.0)
    value, variance = np.zeros((relations, len(grid))), np.full((relations, len(grid)), np.inf)
    value[:, at], variance[:, at] = seen, NOISE**2 / count
    starts = np.arange(relations + 1) * len(grid)
    every = np.tile(grid, relations)
    found = filter_smooth(every, value.ravel(), variance.ravel(), starts, model)
    weight = np.zeros_like(value)
    weight[:, at] = count
    decayed = decayed_mean(steps_of(every, starts), MEMORY, value.ravel(), weight.ravel())
    relation = np.repeat(np.arange(relations), len(grid))
    cooperative, hostile = ((weight * (sign * value > 0)).ravel() for sign in (1, -1))
    odds, _ = log_odds(every, relation, cooperative, hostile)
    ends = np.searchsorted(grid, asked)
    truth = level[:, ends]

    def at_ends(values: Floats) -> Floats:
        return values.reshape(relations, -1)[:, ends]

    def covered(mean: Floats, var: Floats) -> float:
        return float((np.abs(at_ends(mean) - truth) < 1.6449 * np.sqrt(at_ends(var))).mean())

    def error(values: Floats) -> float:
        return float(np.sqrt(((at_ends(values) - truth) ** 2).mean()))

    return {
        "filter covers": covered(found.filter_mean, found.filter_var),
        "smoother covers": covered(found.mean, found.var),
        "filter": error(found.filter_mean),
        "smoother": error(found.mean),
        "decayed": error(decayed),
        "log-odds": error(np.tanh(odds / 2)),
        "always 0": error(np.zeros_like(decayed)),
    }


def _levels(draw: np.random.Generator, grid: Floats, relations: int) -> Floats:
    import numpy as np

    level = np.empty((relations, len(grid)))
    level[:, 0] = draw.normal(0, SPREAD, relations)
    phi = np.exp(-np.diff(grid) / MEMORY)
    for k, f in enumerate(phi):
        level[:, k + 1] = f * level[:, k] + draw.normal(0, 1, relations) * SPREAD * np.sqrt(1 - f * f)
    return level


def speed(dyads: int, months: int) -> Iterator[str]:
    """Filter and smoother over `dyads` x `months`, against one pass of numpy over the same cells (exp, product, sum)."""
    import numpy as np

    from comity.relations.ou import Model, filter_smooth

    draw = np.random.Generator(np.random.PCG64(SEED))
    days = np.tile(np.arange(months) * 30.4, dyads)
    value, variance = draw.uniform(-1, 1, len(days)), draw.uniform(0.01, 0.5, len(days))
    starts = np.arange(dyads + 1) * months
    model = Model(0.0, SPREAD, MEMORY, NOISE, 0.1)
    ours, plain = [], []
    for _ in range(_REPEATS):
        begun = time.perf_counter()
        filter_smooth(days, value, variance, starts, model)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        (np.exp(-days / MEMORY) * value + variance).sum()
        plain.append(time.perf_counter() - begun)
    best, base = sorted(ours)[_REPEATS // 2], sorted(plain)[_REPEATS // 2]
    cells = dyads * months
    yield f"Filter and smoother, {dyads:,} dyads x {months} months: {best:.1f} s, {cells / best:,.0f} cells a second"
    yield f"against one pass of numpy over the same cells: {best / base:.0f} times"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scores", description=__doc__)
    parser.add_argument("--relations", type=int, default=300)
    parser.add_argument("--dyads", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=500)
    chosen = parser.parse_args()
    for line in (*measure(chosen.relations), *speed(chosen.dyads, chosen.months)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
