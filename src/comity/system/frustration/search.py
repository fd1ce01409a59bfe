"""Good partitions: from a tree that keeps its ties, then by turning nodes one by one."""

from __future__ import annotations

from typing import Final

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Floats, Ints
from comity.system.frustration.timing import Clock

DENSE: Final = 1500
"""Blocks up to so many nodes are searched with a full matrix."""


def tree_sides(block: Block, values: Floats) -> Ints:
    """Sides (1 or -1) under which no tie of the lightest spanning tree is frustrated; `values` are the lengths of ties.

    Kruskal's algorithm, each node knowing on which side of its part's first node it stands.
    """
    order = np.argsort(values, kind="stable")
    above = list(range(block.size))
    turn = [1] * block.size
    left = block.size - 1
    for a, b, sign in zip(block.u[order].tolist(), block.v[order].tolist(), block.sign[order].tolist(), strict=True):
        one, to_one = _top(a, above, turn)
        two, to_two = _top(b, above, turn)
        if one != two:
            above[two], turn[two] = one, to_one * sign * to_two
            left -= 1
            if not left:
                break
    return np.array([_top(node, above, turn)[1] for node in range(block.size)], dtype=np.int64)


def _top(node: int, above: list[int], turn: list[int]) -> tuple[int, int]:
    """The first node of a part, and on which side of it a node stands; ways there are halved in passing."""
    side = 1
    while above[node] != node:
        higher = above[node]
        turn[node] *= turn[higher]
        above[node] = above[higher]
        side *= turn[node]
        node = above[node]
    return node, side


class Search:
    """Local search on one block."""

    def __init__(self, block: Block) -> None:
        self.block = block
        ends = np.concatenate([block.u, block.v])
        order = np.argsort(ends, kind="stable")
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=block.size))])
        self._other = np.concatenate([block.v, block.u])[order]
        self._signed = np.tile(block.sign * block.weight, 2)[order]

    def fields(self, sides: Ints) -> Ints:
        """What turning each node would add to the cost."""
        pulls = self._signed * sides[self._other]
        fields: Ints = np.add.reduceat(pulls, self._starts[:-1]) * sides
        return fields

    def descend(self, sides: Ints) -> Ints:
        """Turn the node that helps most until none does."""
        sides = sides.copy()
        fields = self.fields(sides)
        while True:
            node = int(fields.argmin())
            if fields[node] >= 0:
                return sides
            near = slice(self._starts[node], self._starts[node + 1])
            other = self._other[near]
            fields[other] -= 2 * self._signed[near] * sides[other] * sides[node]
            fields[node] = -fields[node]
            sides[node] = -sides[node]

    def tabu(self, starts: Ints, steps: int, seed: int, clock: Clock) -> Ints:
        """Tabu search from several partitions at once (rows of `starts`): the best that any of them comes by.

        Each step turns, in each partition, the node that helps most or harms least among those not turned lately; a node
        turned lately may turn if that gives the best partition so far (Glover 1989).
        """
        size = self.block.size
        matrix = np.zeros((size, size))
        matrix[self.block.u, self.block.v] = matrix[self.block.v, self.block.u] = self.block.sign * self.block.weight
        sides = starts.astype(float)
        rows = np.arange(len(sides))
        fields = sides * (sides @ matrix)
        cost = np.array([self.block.cost(row) for row in starts], dtype=float)
        best, kept = cost.copy(), starts.copy()
        until = np.zeros(sides.shape, dtype=np.int64)
        chance = np.random.Generator(np.random.PCG64(seed))
        longest = max(min(10 + size // 10, size // 2), 1)
        tenure = chance.integers(longest // 2, longest + 1, size=(steps, len(rows))) + 1
        for step in range(steps):
            after = cost[:, None] + fields
            open_to = (until <= step) | (after < best[:, None])
            node = np.where(open_to, after, np.inf).argmin(axis=1)
            cost += fields[rows, node]
            turned = sides[rows, node].copy()
            fields -= 2 * matrix[node] * sides * turned[:, None]
            fields[rows, node] *= -1
            sides[rows, node] = -turned
            until[rows, node] = step + tenure[step]
            better = cost < best
            if better.any():
                best[better] = cost[better]
                kept[better] = sides[better].astype(np.int64)
            if not step % 32 and clock.over():
                break
        found: Ints = kept[int(best.argmin())]
        return found

    def tabu_one(self, sides: Ints, steps: int, seed: int, clock: Clock) -> Ints:
        """Tabu search from one partition, for blocks of any size."""
        sides = sides.copy()
        fields = self.fields(sides)
        cost = best = self.block.cost(sides)
        kept = sides.copy()
        until = np.zeros(self.block.size, dtype=np.int64)
        longest = max(min(60, self.block.size // 4), 1)
        tenure = np.random.Generator(np.random.PCG64(seed)).integers(longest // 4, longest + 1, size=steps) + 1
        for step in range(steps):
            node = int(np.where(until <= step, fields, np.iinfo(np.int64).max).argmin())
            cost += int(fields[node])
            near = slice(self._starts[node], self._starts[node + 1])
            other = self._other[near]
            fields[other] -= 2 * self._signed[near] * sides[other] * sides[node]
            fields[node] = -fields[node]
            sides[node] = -sides[node]
            until[node] = step + tenure[step]
            if cost < best:
                best, kept = cost, sides.copy()
            if not step % 64 and clock.over():
                break
        return kept
