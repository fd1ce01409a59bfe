"""How well turning points are found: on relations made up by chance, of which the truth is known.

Three worlds: relations that never change, relations that change their level once, and relations that drift all the time as
the model of scores supposes. Evidence comes at random days, or each month; noise is that of single acts. In the first two
every turning point beyond the true one is false. In the third there is no true list, but each turning point says with which
probability the level after it is above, or below, the level before it, and the true levels show whether that is right.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from comity.relations.levels import Levels
    from comity.relations.ou import Model
    from comity.relations.turning import Turn

    Floats = NDArray[np.float64]

YEARS: Final = 70
YEAR: Final = 365.25
NOISE: Final = 0.45
FLOOR: Final = 0.1
DENSITIES: Final = ((5, "5 events"), (30, "30 events"), (840, "1 a month"), (8400, "10 a month"))
SIZES: Final = (0.4, 0.7, 1.0)
START: Final = 711_858.0
"""Day number of 1 January 1950, where all of it begins."""
SEED: Final = 20_260_101


@dataclass(slots=True)
class Found:
    """What was found in many relations of one kind. `years` are how far a turning point that was meant was dated off,
    `widths` how long its interval is; `named` counts phases with a name for a good or a bad level, `rightly` those of
    which the true level has that sign; `between` thaws above 0 and chills below, `between_rightly` those of which it has."""

    relations: int = 0
    turns: int = 0
    detected: int = 0
    covered: int = 0
    right: int = 0
    said: float = 0.0
    named: int = 0
    rightly: int = 0
    between: int = 0
    between_rightly: int = 0
    years: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    seconds: float = 0.0


def measure(relations: int = 200) -> Iterator[str]:
    """Lines of a table: one a density of evidence and world. `relations` are made up for each."""
    yield f"Turning points in {YEARS} years, {relations} relations a line; noise of an act {NOISE}, spread of relations 0.35"
    yield f"{'evidence':12}{'truth':16}{'found':>7}{'false':>7}{'date off':>10}{'interval':>10}{'covers':>8}{'ms':>6}"
    for events, told in DENSITIES:
        for size in (0.0, *SIZES):
            found = _world(relations, events, size)
            truth = f"one step of {size}" if size else "no change"
            share = f"{found.detected / relations:7.0%}" if size else f"{'':7}"
            false = (found.turns - found.detected) / relations
            dated = (
                f"{_median(found.years):8.1f} y{_median(found.widths):8.1f} y{found.covered / found.detected:8.0%}"
                if found.detected
                else f"{'':28}"
            )
            yield f"{told:12}{truth:16}{share}{false:7.2f}{dated}{1000 * found.seconds / relations:6.1f}"
            if not size:
                thaws = f"{found.between / relations:.2f} thaws above 0 and chills below a relation"
                yield f"{told:12}{'phases of these':16}{thaws}, {found.between_rightly} of {found.between} rightly so"
        found = _world(relations, events, None)
        right = f"right way {found.right / found.turns:.0%}, said {found.said / found.turns:.0%}" if found.turns else ""
        yield f"{told:12}{'drift':16}{found.turns / relations:7.2f} a relation; {right}"
        sure = f"{found.rightly / found.named:.0%} of {found.named}" if found.named else "none"
        thaws = f"thaws above 0 and chills below: {found.between_rightly} of {found.between} rightly so"
        yield f"{told:12}{'phases of these':16}called good or bad: {sure} rightly so; {thaws}"


def _world(relations: int, events: int, size: float | None) -> Found:
    """Relations with evidence of so many events; `size` of their one step, 0 for none, None for relations that drift."""
    import numpy as np

    from comity.relations.turning import turns

    rng = np.random.Generator(np.random.PCG64(SEED + events))
    found = Found(relations)
    for _ in range(relations):
        days, variance = _days(rng, events)
        truth, when, step = _truth(rng, days, size)
        levels = _levels(days, truth + rng.normal(size=len(days)) * np.sqrt(variance), variance)
        began = time.perf_counter()
        turned = turns(levels)
        found.seconds += time.perf_counter() - began
        found.turns += len(turned)
        if size:
            meant = [
                t for t in turned if t.size * step > 0 and (abs(t.day - when) < 5 * YEAR or t.first <= when <= t.last)
            ]
            if meant:
                nearest = min(meant, key=lambda t: abs(t.day - when))
                found.detected += 1
                found.covered += nearest.first - 1 <= when <= nearest.last
                found.years.append(abs(nearest.day - when) / YEAR)
                found.widths.append((nearest.last - nearest.first + 1) / YEAR)
        elif size is None:
            edges = [0, *(t.at for t in turned), len(days)]
            for n, t in enumerate(turned):
                before, after = levels.share(edges[n], edges[n + 1]), levels.share(edges[n + 1], edges[n + 2])
                found.right += bool((after - before) @ truth * t.size > 0)
                found.said += t.probability
        if not size:
            _phased(found, levels, turned, truth)
    return found


def _phased(found: Found, levels: Levels, turned: Sequence[Turn], truth: Floats) -> None:
    """Count phases, and those of which the true level has the sign that they are named after."""
    from comity.relations.phases import phases

    for phase in phases(levels, turned, START + YEARS * YEAR):
        side = {"hostile": -1, "cold": -1, "friendly": 1, "close": 1}.get(phase.name)
        off = {"thaw": 1, "chill": -1}.get(phase.name)
        if side is not None:
            found.named += 1
            found.rightly += bool(levels.share(phase.begin, phase.end) @ truth * side > 0)
        elif off is not None and phase.mean is not None and phase.mean * off > 0:
            found.between += 1
            found.between_rightly += bool(levels.share(phase.begin, phase.end) @ truth * off > 0)


def _days(rng: np.random.Generator, events: int) -> tuple[Floats, Floats]:
    """Days of evidence and its variances: at random where there is little, else one a month with its share of events."""
    import numpy as np

    months = YEARS * 12
    if events < months:
        days = np.sort(rng.choice(int(YEARS * YEAR), size=events, replace=False)).astype(np.float64)
        return START + days, np.full(events, NOISE**2 + FLOOR**2)
    monthly: Floats = START + np.arange(months, dtype=np.float64) * (YEAR / 12)
    return monthly, np.full(months, NOISE**2 * months / events + FLOOR**2)


def _truth(rng: np.random.Generator, days: Floats, size: float | None) -> tuple[Floats, float, float]:
    """The true score on these days; the day and size of its step, where it has one."""
    import numpy as np

    model = _model()
    if size is None:
        path = np.empty(len(days))
        path[0] = rng.normal(model.mu, model.spread)
        for n in range(1, len(days)):
            kept = np.exp(-(days[n] - days[n - 1]) / model.memory)
            fresh = model.spread * np.sqrt(1 - kept**2)
            path[n] = model.mu + kept * (path[n - 1] - model.mu) + fresh * rng.normal()
        return path, 0.0, 0.0
    when = START + rng.uniform(0.15, 0.85) * YEARS * YEAR
    step = size * (1 if rng.random() < 0.5 else -1)
    middle = rng.normal(model.mu, model.spread / (2 if size else 1))
    return np.where(days < when, middle - step / 2, middle + step / 2), float(when), step


def _model() -> Model:
    from comity.relations.ou import Model

    return Model(mu=0.1, spread=0.35, memory=3000.0, noise=NOISE, noise_floor=FLOOR)


def _levels(days: Floats, observed: Floats, variance: Floats) -> Levels:
    import numpy as np

    from comity.relations.curve import Curve
    from comity.relations.levels import Levels
    from comity.relations.ou import filter_smooth

    model = _model()
    found = filter_smooth(days, observed, variance, [0, len(days)], model)
    sds = np.sqrt(found.filter_var), np.sqrt(found.var)
    return Levels(Curve(days, found.filter_mean, sds[0], found.mean, sds[1], np.ones(len(days)), model=model))


def _median(values: Sequence[float]) -> float:
    from statistics import median

    return median(values)


if __name__ == "__main__":
    for line in measure():
        print(line, flush=True)
