"""Divisions into blocs by moving one node at a time, from many starts."""

from __future__ import annotations

from typing import Final

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Ints
from comity.system.frustration.timing import Clock

_STARTS: Final = 12
_FEW: Final = (2, 3, 4, 6, 10, 24)
"""Into how many blocs starts are scattered, in turn."""
_ROOMS: Final = 24
"""Blocs at the most in a search that may have as many as it wants."""


def best_division(block: Block, most: int, seed: int, clock: Clock) -> tuple[Ints, float]:
    """Labels of the best division into at most `most` blocs that is found, and how alike the best ones are."""
    rooms = max(min(most, _ROOMS), 1)
    if block.size == 0 or rooms == 1:
        return np.zeros(block.size, dtype=np.int64), 1.0
    moves = _Moves(block, rooms)
    chance = np.random.Generator(np.random.PCG64([seed, block.size, rooms]))
    found: list[tuple[int, Ints]] = []
    for start in range(_STARTS):
        few = min(rooms, _FEW[start % len(_FEW)])
        labels = np.zeros(block.size, dtype=np.int64) if start == 0 else chance.integers(few, size=block.size)
        tenure = chance.integers(2, max(block.size // 5, 3) + 1, size=20 * min(block.size, 100))
        found.append(moves.search(labels, tenure, clock))
        if clock.over():
            break
    least = min(cost for cost, _ in found)
    best = next(labels for cost, labels in found if cost == least)
    alike = [likeness(best, labels) for cost, labels in found if cost == least]
    return best, float(np.mean(alike))


def likeness(one: Ints, two: Ints) -> float:
    """Adjusted Rand index of two divisions (Hubert & Arabie 1985): 1 for the same, about 0 for what chance gives."""
    size = len(one)
    if size < 2:
        return 1.0
    pairs = np.unique(np.stack([one, two]), axis=1, return_counts=True)[1].astype(float)
    rows, columns = (
        np.unique(one, return_counts=True)[1].astype(float),
        np.unique(two, return_counts=True)[1].astype(float),
    )
    both = (pairs * (pairs - 1)).sum() / 2
    in_one, in_two = (rows * (rows - 1)).sum() / 2, (columns * (columns - 1)).sum() / 2
    chance = in_one * in_two / (size * (size - 1) / 2)
    best = (in_one + in_two) / 2
    return 1.0 if best == chance else float((both - chance) / (best - chance))


class _Moves:
    def __init__(self, block: Block, rooms: int) -> None:
        self._block, self._rooms = block, rooms
        ends = np.concatenate([block.u, block.v])
        order = np.argsort(ends, kind="stable")
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=block.size))]).tolist()
        self._other = np.concatenate([block.v, block.u])[order]
        self._signed = np.tile(block.sign * block.weight, 2)[order]
        self._tail = ends[order]

    def search(self, labels: Ints, tenure: Ints, clock: Clock) -> tuple[int, Ints]:
        """Tabu search: the cost and the labels of the best division on the way."""
        block, labels = self._block, labels.copy()
        size = block.size
        pull = np.zeros((size, self._rooms), dtype=np.int64)
        np.add.at(pull, (self._tail, labels[self._other]), self._signed)
        against = (labels[block.u] == labels[block.v]) != (block.sign > 0)
        cost = best = int(block.weight[against].sum())
        kept = labels.copy()
        until = np.zeros(size, dtype=np.int64)
        everyone = np.arange(size)
        low = np.iinfo(np.int64).min // 4
        for step, hold in enumerate(tenure.tolist()):
            gain = pull - pull[everyone, labels][:, None]
            gain[everyone, labels] = low
            room = gain.argmax(axis=1)
            offer = gain[everyone, room]
            offer = np.where((until <= step) | (cost - offer < best), offer, low)
            node = int(offer.argmax())
            if offer[node] <= low:
                break
            cost -= int(offer[node])
            near = slice(self._starts[node], self._starts[node + 1])
            other = self._other[near]
            pull[other, labels[node]] -= self._signed[near]
            labels[node] = room[node]
            pull[other, labels[node]] += self._signed[near]
            until[node] = step + 1 + hold
            if cost < best:
                best, kept = cost, labels.copy()
            if not step % 32 and clock.over():
                break
        return best, kept
