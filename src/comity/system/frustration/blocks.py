"""Cutting a kernel at its cut vertices: the index is the sum over blocks, since each can be turned about without the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from comity.system.frustration.edges import Ints
from comity.system.frustration.kernel import Kernel


@dataclass(frozen=True, slots=True)
class Block:
    """A biconnected part: edges among nodes 0 .. size - 1, `members[i]` being the place of node i in the kernel."""

    members: Ints
    u: Ints
    v: Ints
    sign: Ints
    weight: Ints

    @property
    def size(self) -> int:
        return len(self.members)

    def cost(self, sides: Ints) -> int:
        """Weight of the ties against a partition into sides 1 and -1."""
        return int(self.weight[self.sign * sides[self.u] * sides[self.v] < 0].sum())

    def without(self, contracted: npt.NDArray[np.bool_]) -> Block:
        """The same nodes, some edges less."""
        kept = ~contracted
        return Block(self.members, self.u[kept], self.v[kept], self.sign[kept], self.weight[kept])


def blocks(kernel: Kernel) -> list[Block]:
    """The biconnected components, largest first. Bridges do not occur: the kernel's rules take them away."""
    found = []
    for edges in _components(kernel):
        members, ends = np.unique(np.concatenate([kernel.u[edges], kernel.v[edges]]), return_inverse=True)
        found.append(
            Block(
                members=members,
                u=ends[: len(edges)],
                v=ends[len(edges) :],
                sign=kernel.sign[edges],
                weight=kernel.weight[edges],
            )
        )
    return sorted(found, key=lambda block: (-len(block.u), block.members[0]))


def joined(kernel: Kernel, parts: list[tuple[Block, Ints]]) -> Ints:
    """Sides of the kernel's nodes from sides within each block: blocks are turned so that they agree at cut vertices."""
    sides = np.zeros(kernel.size, dtype=np.int64)
    at: list[list[int]] = [[] for _ in range(kernel.size)]
    for number, (block, _) in enumerate(parts):
        for node in block.members.tolist():
            at[node].append(number)
    done = [False] * len(parts)
    for start in range(len(parts)):
        if done[start]:
            continue
        waiting = [start]
        done[start] = True
        while waiting:
            block, own = parts[waiting.pop()]
            fixed = np.flatnonzero(sides[block.members])
            turn = 1 if not len(fixed) else int(sides[block.members[fixed[0]]] * own[fixed[0]])
            sides[block.members] = turn * own
            for node in block.members.tolist():
                for other in at[node]:
                    if not done[other]:
                        done[other] = True
                        waiting.append(other)
                at[node] = []
    return sides


def _components(kernel: Kernel) -> list[Ints]:
    """Edges of each biconnected component (Hopcroft & Tarjan 1973), without recursion."""
    starts, other, edge = _adjacency(kernel)
    order = [-1] * kernel.size
    low = [0] * kernel.size
    place = starts[:-1].tolist()
    end = starts[1:].tolist()
    found: list[Ints] = []
    clock = 0
    for root in range(kernel.size):
        if order[root] >= 0:
            continue
        order[root] = low[root] = clock
        clock += 1
        path = [(root, -1)]
        stack: list[int] = []
        while path:
            node, came_by = path[-1]
            if place[node] < end[node]:
                to, by = other[place[node]], edge[place[node]]
                place[node] += 1
                if by == came_by:
                    continue
                if order[to] < 0:
                    order[to] = low[to] = clock
                    clock += 1
                    stack.append(by)
                    path.append((to, by))
                elif order[to] < order[node]:
                    stack.append(by)
                    low[node] = min(low[node], order[to])
                continue
            path.pop()
            if path:
                before = path[-1][0]
                low[before] = min(low[before], low[node])
                if low[node] >= order[before]:
                    cut = _last(stack, came_by)
                    found.append(np.array(sorted(stack[cut:]), dtype=np.int64))
                    del stack[cut:]
    return found


def _last(stack: list[int], edge: int) -> int:
    for place in range(len(stack) - 1, -1, -1):
        if stack[place] == edge:
            return place
    raise ValueError(edge)


def _adjacency(kernel: Kernel) -> tuple[Ints, list[int], list[int]]:
    """For each node its neighbours and the edges to them, in one row: `starts[i]` to `starts[i + 1]`."""
    ends = np.concatenate([kernel.u, kernel.v])
    order = np.argsort(ends, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=kernel.size))])
    other = np.concatenate([kernel.v, kernel.u])[order]
    edge = np.tile(np.arange(len(kernel.u)), 2)[order]
    return starts, other.tolist(), edge.tolist()
