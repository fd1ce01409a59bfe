"""What a packing rules out: nodes that stand alike in every better partition, merged to make the block smaller.

Let S be the best partition known, and take any other that turns the nodes of a set D about. It frustrates the ties at the
border of D that S keeps, and a partition costs at least the packing and what the packing leaves of the weights of the ties
that it frustrates. So if it is better than S, the leftovers at the border of D add up to no more than the gap; nodes that no
such border can part stay as S has them. Borders are looked at as cuts: an order in which the best connected node comes next
shows which ends of ties no cut as light as that can part (Nagamochi, Ono & Ibaraki 1994).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Ints
from comity.system.frustration.kernel import Kernel, contracted


@dataclass(frozen=True, slots=True)
class Merged:
    """A block with nodes merged: the kernel of what is left, and how to get back."""

    kernel: Kernel
    group: Ints
    sides: Ints
    """A node stands on the side of its group, times this."""

    def lift(self, sides: Ints) -> Ints:
        return self.kernel.lift(sides)[self.group] * self.sides


def merged(block: Block, packed: tuple[int, int, Ints], sides: Ints, upper: int, step: int) -> Merged:
    """The block with all nodes merged that stand alike in every partition that costs less than `upper`, that of `sides`."""
    size, bits, left = packed
    gap = ((upper - step) << bits) - size
    group = inseparable(block, np.where(block.sign * sides[block.u] * sides[block.v] > 0, left, 0), gap)
    signed = block.sign * block.weight * sides[block.u] * sides[block.v]
    return Merged(contracted(int(group.max()) + 1, group[block.u], group[block.v], signed), group, sides)


def inseparable(block: Block, capacity: Ints, gap: int) -> Ints:
    """Groups of nodes, numbered from 0, such that every cut through a group is heavier than `gap`."""
    group = np.arange(block.size)
    u, v = block.u, block.v
    while len(u):
        count = int(max(u.max(), v.max())) + 1
        low, high = np.minimum(u, v), np.maximum(u, v)
        keys, where = np.unique(low * count + high, return_inverse=True)
        together = np.zeros(len(keys), dtype=np.int64)
        np.add.at(together, where, capacity)
        u, v, capacity = keys // count, keys % count, together
        joined = _well_connected(count, u, v, capacity, gap)
        if not joined.any():
            break
        label = _united(count, u[joined], v[joined])
        group, u, v = label[group], label[u], label[v]
        apart = u != v
        u, v, capacity = u[apart], v[apart], capacity[apart]
    return group


def _united(count: int, u: Ints, v: Ints) -> Ints:
    """Of each node, the number of its part, parts being numbered by their first nodes."""
    above = list(range(count))
    for a, b in zip(u.tolist(), v.tolist(), strict=True):
        while above[a] != a:
            above[a] = a = above[above[a]]
        while above[b] != b:
            above[b] = b = above[above[b]]
        above[max(a, b)] = min(a, b)
    top = [0] * count
    for node in range(count):  # a node comes after those above it
        top[node] = node if above[node] == node else top[above[node]]
    return np.unique(np.array(top, dtype=np.int64), return_inverse=True)[1].astype(np.int64)


def _well_connected(
    count: int, u: Ints, v: Ints, capacity: Ints, gap: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which ties have ends that no cut of `gap` or less parts, as far as one maximum adjacency order shows."""
    ends, others = np.concatenate([u, v]), np.concatenate([v, u])
    order = np.argsort(ends, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=count))]).tolist()
    near = others[order].tolist()
    by = np.tile(np.arange(len(u)), 2)[order].tolist()
    weight = capacity.tolist()
    reach = [0] * count
    visited = [False] * count
    joined = np.zeros(len(u), dtype=bool)
    for root in range(count):
        waiting = [(0, root)]
        while waiting:
            _, node = heapq.heappop(waiting)
            if visited[node]:
                continue
            visited[node] = True
            for place in range(starts[node], starts[node + 1]):
                other = near[place]
                if visited[other]:
                    continue
                tie = by[place]
                reach[other] += weight[tie]
                joined[tie] = reach[other] > gap
                heapq.heappush(waiting, (-reach[other], other))
    return joined
