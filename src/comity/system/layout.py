"""Where actors stand in a picture: the same place at every date, friends near each other and foes apart.

The places rest on how actors stood over the whole record, not on one date, so that pictures of different years can be laid
side by side. Up to `ROUND` actors stand on a circle, in the order in which friends are nearest; more are placed by stress
majorisation (Gansner, Koren & North 2005).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from comity.system.levels import Relation
from comity.system.ties import Pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUND: Final = 14
_STEPS: Final = 300

Places = Mapping[str, tuple[float, float]]
"""Lineage -> (x, y), each from 0 to 1, y downwards."""


def usual(of: Sequence[Relation]) -> dict[Pair, float]:
    """How each pair usually stood: the mean of its scores at the ends of the years, weighted by how much of them is known."""
    from comity.system.through_time import year_ends

    days = year_ends(of)
    found = {}
    for relation in of:
        told = [tie for tie in relation.ties(days) if tie is not None]
        weight = sum(tie.known for tie in told)
        if weight > 0:
            found[relation.pair] = round(sum(tie.known * tie.mean for tie in told) / weight, 6)
    return found


def places(actors: Sequence[str], levels: Mapping[Pair, float]) -> Places:
    """A place for each actor, a pure function of who they are and how they usually stood."""
    ids = sorted(set(actors))
    if len(ids) <= ROUND:
        return _circle(_order(ids, levels))
    return _spread(ids, levels)


def _circle(ids: Sequence[str]) -> Places:
    if len(ids) == 1:
        return {ids[0]: (0.5, 0.5)}
    turn = math.pi if len(ids) == 2 else -math.pi / 2
    angles = [turn + 2 * math.pi * n / len(ids) for n in range(len(ids))]
    return {x: (0.5 + 0.5 * math.cos(t), 0.5 + 0.5 * math.sin(t)) for x, t in zip(ids, angles, strict=True)}


def _order(ids: Sequence[str], levels: Mapping[Pair, float]) -> list[str]:
    """Round a circle, by exchanging two actors as long as that brings friends nearer or foes further apart."""
    count = len(ids)

    def cost(order: Sequence[str]) -> float:
        at = {x: n for n, x in enumerate(order)}
        total = 0.0
        for (a, b), level in levels.items():
            if a in at and b in at:
                steps = abs(at[a] - at[b])
                total += level * min(steps, count - steps)
        return total

    order = list(ids)
    best = cost(order)
    while True:
        better = None
        for i in range(count):
            for j in range(i + 1, count):
                order[i], order[j] = order[j], order[i]
                now = cost(order)
                if now < best - 1e-9:
                    best, better = now, (i, j)
                order[i], order[j] = order[j], order[i]
        if better is None:
            break
        i, j = better
        order[i], order[j] = order[j], order[i]
    start = order.index(ids[0])
    order = order[start:] + order[:start]
    return order if count < 3 or order[1] < order[-1] else [order[0], *order[:0:-1]]


def _spread(ids: Sequence[str], levels: Mapping[Pair, float]) -> Places:
    import numpy as np

    count = len(ids)
    place = {x: n for n, x in enumerate(ids)}
    wanted = np.full((count, count), 1.7)
    weight = np.full((count, count), 0.3)
    for (a, b), level in levels.items():
        if a in place and b in place:
            i, j = place[a], place[b]
            wanted[i, j] = wanted[j, i] = 1.4 - 0.9 * level if level >= 0 else 1.4 - 1.2 * level
            weight[i, j] = weight[j, i] = 1.0
    weight /= wanted**2
    np.fill_diagonal(weight, 0.0)
    golden = math.pi * (3 - math.sqrt(5))
    n = np.arange(count)
    at = np.sqrt((n + 0.5) / count)[:, None] * np.stack([np.cos(n * golden), np.sin(n * golden)], axis=1)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_STEPS):
        at = inverse @ _guided(at, wanted, weight)
    at = _apart(at)
    low, high = at.min(axis=0), at.max(axis=0)
    at = (at - low) / np.maximum(high - low, 1e-9)
    return {x: (round(float(at[n, 0]), 4), round(float(at[n, 1]), 4)) for x, n in place.items()}


def _guided(at: NDArray[np.float64], wanted: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    apart = at[:, None, :] - at[None, :, :]
    length = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-9)
    pull = weight * wanted / length
    np.fill_diagonal(pull, 0.0)
    found: NDArray[np.float64] = pull.sum(axis=1)[:, None] * at - pull @ at
    return found


def _apart(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push actors off each other until none covers another."""
    import numpy as np

    size = at.max(axis=0) - at.min(axis=0)
    least = 0.85 * math.sqrt(float(size[0] * size[1]) / len(at))
    for _ in range(100):
        apart = at[:, None, :] - at[None, :, :]
        length = np.sqrt((apart**2).sum(axis=2))
        np.fill_diagonal(length, 2 * least)
        near = length < least
        if not near.any():
            break
        push = np.where(near, (least - length) / (2 * np.maximum(length, 1e-6)), 0.0)
        at = at + 0.5 * (push[:, :, None] * apart).sum(axis=1)
    return at
