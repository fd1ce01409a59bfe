"""When a relation turned: dates with their intervals, sizes with theirs, and the evidence that carries them.

The evidence is cut into stretches of one level (`segments`), the likeliest cut taken; a cut is a turning point when the
score's own model (`levels`) says that the level after it is above, or below, the level before it with probability
`SURE`, by at least `LEAST`, and the evidence around it rather speaks for a change than against. Cuts of which that does
not hold are taken away, the weakest first, and what is left moves to where it fits best. The probability is exact under
the model and, being a posterior one, is not spoilt by having searched for the cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.relations.levels import Levels, Piece, Step, merged
from comity.relations.segments import Stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SURE: Final = 0.9
"""Probability from which a direction is taken to be known."""
LEAST: Final = 0.2
"""Steps smaller than this are no turning points, however sure: two points on PLOVER's scale of -10 to 10."""
SPEAKS: Final = 0.0
"""Log Bayes factor from which evidence speaks for a change rather than against it."""
DATED: Final = 0.9
"""Probability that the interval of the date covers the change."""
WINDOW: Final = 2.0
"""Memories: how far from a cut evidence counts for the level before or after it."""
MOST_PIECES: Final = 360
"""Evidence of more days is merged into bins before it is cut."""
CARRIED: Final = 0.5
"""The evidence that carries a turning point is what makes up this share of all that speaks for it, the strongest first."""
EACH_SIDE: Final = 2
MOST_CARRYING: Final = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point. `at` is the place of the first evidence day after it; `first` and `last` are days (ordinals):
    it came on one of these, with probability `DATED`. `before` and `after` are the levels over the evidence of up to `WINDOW`
    memories on either side. `carried` are the ids of the pieces of evidence that carry it, the strongest first, and
    `influences` how much smaller the step would be without each."""

    at: int
    day: float
    first: float
    last: float
    before: float
    after: float
    size: float
    sd: float
    probability: float
    carried: tuple[str, ...]
    influences: tuple[float, ...]


def turns(levels: Levels, *, sure: float = SURE, least: float = LEAST) -> list[Turn]:
    """The turning points of one relation, in order, from the joint posterior of its scores."""
    if len(levels.days) < 2:
        return []
    binned, observed, spread, starts = merged(levels.ages, levels.observed, levels.variance, MOST_PIECES)
    if len(binned) < 2:
        return []
    places = np.append(starts, len(levels.days))
    stretches = Stretches(binned, observed, spread, levels.model)
    cuts = _kept(stretches.best(), stretches, levels, places, sure, least)
    edges = [0, *cuts, len(binned)]
    return [_turn(edges[n - 1], edges[n], edges[n + 1], stretches, levels, places) for n in range(1, len(edges) - 1)]


def _kept(
    cuts: list[int], stretches: Stretches, levels: Levels, places: NDArray[np.int64], sure: float, least: float
) -> list[int]:
    """The cuts that are turning points, where they sum up the score best."""
    while cuts:
        cuts = _summed_up(cuts, stretches, levels, places)
        edges = [0, *cuts, len(stretches.days)]
        steps = [
            levels.step(*_near(levels, *(int(place) for place in places[edges[n : n + 3]]))) for n in range(len(cuts))
        ]
        weak = [
            n
            for n, step in enumerate(steps)
            if step.probability < sure or abs(step.size) < least or stretches.factor(edges[n], edges[n + 2]) < SPEAKS
        ]
        if not weak:
            break
        worst = min(weak, key=lambda n: (_strength(steps[n]), n))
        cuts = _settled(cuts[:worst] + cuts[worst + 1 :], stretches)
    return cuts


def _strength(step: Step) -> float:
    return abs(step.size) / step.sd if step.sd > 0 else float("inf")


def _settled(cuts: list[int], stretches: Stretches) -> list[int]:
    """Each cut moved to where it fits best between its neighbours, until none moves."""
    for _ in range(len(cuts) + 1):
        moved = list(cuts)
        for n in range(len(moved)):
            left = moved[n - 1] if n else 0
            right = moved[n + 1] if n + 1 < len(moved) else len(stretches.days)
            moved[n] = left + 1 + int(np.argmax(stretches.places(left, right)))
        if moved == cuts:
            break
        cuts = moved
    return cuts


def _summed_up(cuts: list[int], stretches: Stretches, levels: Levels, places: NDArray[np.int64]) -> list[int]:
    """Each cut at that of its possible places which sums up the score best: where two levels, each the mean of its side,
    have the least expected squared distance from the score (the part of that distance which hangs on the cut)."""
    found = list(cuts)
    for n in range(len(cuts)):
        left = found[n - 1] if n else 0
        right = cuts[n + 1] if n + 1 < len(cuts) else len(stretches.days)
        early, late = _interval(stretches, left, right)
        first, end = int(places[left]), int(places[right])
        stands = levels.share(first, end)[first:end]
        mass, sums = np.cumsum(stands), np.cumsum(stands * levels.mean[first:end])
        tried = np.arange(early, late + 1)
        at = places[tried] - first - 1
        explained = sums[at] ** 2 / mass[at] + (sums[-1] - sums[at]) ** 2 / (mass[-1] - mass[at])
        best = int(tried[int(np.argmax(explained))])
        found[n] = best
    return found


def _interval(stretches: Stretches, left: int, right: int) -> tuple[int, int]:
    """The first and the last place of a cut between two others, with probability `DATED`."""
    sums = np.cumsum(stretches.places(left, right))
    early = left + 1 + int(np.searchsorted(sums, (1 - DATED) / 2))
    return early, left + 1 + min(int(np.searchsorted(sums, (1 + DATED) / 2)), len(sums) - 1)


def _near(levels: Levels, first: int, at: int, end: int) -> tuple[int, int, int]:
    """The stretches before and after a cut, cut down to the evidence within `WINDOW` memories of it."""
    reach = WINDOW * levels.model.memory
    ages = levels.ages
    first = max(first, int(np.searchsorted(ages, ages[at - 1] - reach)))
    end = min(end, int(np.searchsorted(ages, ages[at] + reach, side="right")))
    return first, at, end


def _turn(left: int, cut: int, right: int, stretches: Stretches, levels: Levels, places: NDArray[np.int64]) -> Turn:
    near = _near(levels, int(places[left]), int(places[cut]), int(places[right]))
    step = levels.step(*near)
    early, late = _interval(stretches, left, right)
    carrying = _carrying(levels.influences(*near, MOST_CARRYING), near[1])
    first = float(levels.earliest[int(places[early - 1])]) + 1.0
    last = float(max(levels.latest[near[1]], levels.latest[int(places[late + 1]) - 1]))
    return Turn(
        at=near[1],
        day=float(levels.days[near[1]]),
        first=min(first, levels.days[near[1]]),
        last=max(last, levels.days[near[1]]),
        before=step.before,
        after=step.after,
        size=step.size,
        sd=step.sd,
        probability=step.probability,
        carried=tuple(piece.id for piece, _ in carrying),
        influences=tuple(influence for _, influence in carrying),
    )


def _carrying(found: Sequence[tuple[Piece, float]], at: int) -> list[tuple[Piece, float]]:
    """Of pieces with their influence, the strongest first, the fewest that make up the wanted share of what speaks for a
    step, and in any case the `EACH_SIDE` strongest from before it and from after."""
    total = sum(influence for _, influence in found)
    taken: list[tuple[Piece, float]] = []
    for one in found[:MOST_CARRYING]:
        if taken and sum(influence for _, influence in taken) >= CARRIED * total:
            break
        taken.append(one)
    sides = ([f for f in found if f[0].places[0] < at], [f for f in found if f[0].places[-1] >= at])
    taken += [one for side in sides for one in side[:EACH_SIDE] if one not in taken]
    return sorted(taken, key=found.index)
