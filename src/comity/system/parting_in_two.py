"""The two sides of a network, with bounds of its frustration index."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from comity.system.ties import Pair, Tie

SMALL: Final = 300
LARGE: Final = 4000
EASY: Final = 0.1
"""Where no proof is asked for, networks of more than `SMALL` ties are bounded by cycles only if at most `LARGE` ties and a
quick split leaves at most this share of them out of place: what is nearly balanced is quick to bound, what is not can take
minutes."""
_STEPS: Final = 1000
_TRIES: Final = 100

Split = tuple[dict[str, int], int, int, tuple[Pair, ...]]


def in_two(told: Sequence[Tie], start: Mapping[str, int], seconds: float | None, *, proof: bool) -> Split:
    """Sides (1 or -1) of the actors of these ties, which all have a sign; the bounds of the frustration index; and the ties
    out of place. Of splits with equally few ties out of place the one is taken in which these are weakest; of halves the one
    that `start` calls 1.

    With `proof` the index is solved for, for at most `seconds`. Without, work is limited by what the network is, never by
    time, and the bounds of a hard one stay apart.
    """
    if not told:
        return {}, 0, 0, ()
    if not proof and len(told) > SMALL:
        quick = _quick(told, start)
        if len(told) > LARGE or quick[2] > EASY * len(told):
            return quick
    from comity.system.frustration import frustration_index

    weights = [1 + round(t.strength * _STEPS) for t in told]
    most = sum(weights) + 1
    edges = [(t.a, t.b, t.sign, most + w) for t, w in zip(told, weights, strict=True)]
    before: dict[Hashable, int] = {x: 0 if side > 0 else 1 for x, side in start.items()}
    found = frustration_index(edges, seconds=seconds, start=before or None, branching=proof)
    sides = {str(x): 1 if side == 0 else -1 for x, side in found.partition.items()}
    against = _against(told, sides)
    return sides, min(int(found.lower // most), len(against)), len(against), against


def _against(told: Sequence[Tie], sides: Mapping[str, int]) -> tuple[Pair, ...]:
    return tuple(t.pair for t in told if t.sign * sides[t.a] * sides[t.b] < 0)


def _quick(told: Sequence[Tie], start: Mapping[str, int]) -> Split:
    """A good split, and as a lower bound negative triangles that share no tie: each has one tie out of place at least."""
    import numpy as np

    from comity.system.draws import ends_of
    from comity.system.sides import best_of
    from comity.system.triangles import triangles

    ids = sorted({x for t in told for x in t.pair})
    ends = ends_of(told, ids)
    base = np.array([start.get(x, 1) for x in ids], dtype=np.int8)
    values = np.array([t.sign * (1 + t.strength / _STEPS) for t in told])
    chosen = best_of(len(ids), ends, values, base, _TRIES)
    sides = {x: int(side) for x, side in zip(ids, chosen.tolist(), strict=True)}
    sign = np.array([t.sign for t in told])
    taken = [False] * len(told)
    packed = 0
    for batch in triangles(ends[:, 0].astype(np.int64), ends[:, 1].astype(np.int64), len(ids)):
        for one, two, three in batch[sign[batch].prod(axis=1) < 0].tolist():
            if not (taken[one] or taken[two] or taken[three]):
                taken[one] = taken[two] = taken[three] = True
                packed += 1
    against = _against(told, sides)
    return sides, packed, len(against), against
