"""Negative cycles of a block: triangles to begin with, then those that a fractional solution violates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Floats, Ints
from comity.system.triangles import triangles

SLACK: Final = 1e-6
"""A cycle counts as violated where its sum is below 1 by more than this."""
_STEP: Final = 1e-7
"""Added to every length, so that of two cycles alike the shorter one is found."""


@dataclass(frozen=True, slots=True)
class Cycles:
    """Cycle i consists of the edges `edges[starts[i]:starts[i + 1]]`."""

    edges: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        return np.diff(self.starts)

    @property
    def cycle_of(self) -> Ints:
        return np.repeat(np.arange(len(self)), self.lengths)

    def sums(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of each cycle, the sum of what stands at its edges."""
        return np.add.reduceat(values[self.edges], self.starts[:-1]) if len(self) else values[:0]

    def loads(self, amounts: npt.NDArray[Any], edges: int) -> npt.NDArray[Any]:
        """Of each edge, the sum of what stands at the cycles through it."""
        loads = np.zeros(edges, dtype=amounts.dtype)
        np.add.at(loads, self.edges, np.repeat(amounts, self.lengths))
        return loads

    def take(self, chosen: Ints) -> Cycles:
        lengths = self.lengths[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return Cycles(self.edges[np.repeat(self.starts[chosen], lengths) + within], starts)

    def keys(self, edges: int) -> npt.NDArray[np.uint64]:
        """A number for each cycle, the same for the same set of edges (a sum of random numbers of the edges)."""
        numbers = np.random.Generator(np.random.PCG64(7)).integers(0, 1 << 63, size=edges, dtype=np.uint64)
        return np.add.reduceat(numbers[self.edges], self.starts[:-1]) if len(self) else numbers[:0]


NONE: Final = Cycles(np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64))


def of_rows(rows: Ints) -> Cycles:
    """Cycles from rows of edges, filled up with -1."""
    filled = rows >= 0
    return Cycles(rows[filled], np.concatenate([[0], np.cumsum(filled.sum(axis=1))]))


def together(parts: list[Cycles]) -> Cycles:
    lengths = np.concatenate([part.lengths for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    edges = np.concatenate([part.edges for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    return Cycles(edges, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


def negative_triangles(block: Block, most: int) -> Cycles:
    """All triangles with one or three negative edges; where there are more than `most`, the first of them."""
    found: list[Ints] = []
    count = 0
    for batch in triangles(block.u, block.v, block.size):
        negative = batch[block.sign[batch].prod(axis=1) < 0]
        found.append(negative)
        count += len(negative)
        if count > most:
            break
    rows = np.concatenate(found)[:most] if found else np.zeros((0, 3), dtype=np.int64)
    return of_rows(rows)


class DoubleCover:
    """Two copies of each node; a positive edge joins like copies, a negative one unlike copies.

    A shortest way from one copy of a node to the other is a shortest negative cycle through it (Barahona & Mahjoub 1986).
    """

    def __init__(self, block: Block) -> None:
        from scipy.sparse import csr_array

        self._block = block
        size, edges = block.size, len(block.u)
        negative = block.sign < 0
        number = np.arange(edges)
        tail = np.concatenate([block.u, block.v, block.u + size, block.v + size])
        far_u, far_v = np.where(negative, block.u + size, block.u), np.where(negative, block.v + size, block.v)
        back_u, back_v = np.where(negative, block.u, block.u + size), np.where(negative, block.v, block.v + size)
        head = np.concatenate([far_v, far_u, back_v, back_u])
        order = np.lexsort((head, tail))
        self._edge = np.tile(number, 4)[order]
        counts = np.bincount(tail, minlength=2 * size)
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._graph = csr_array((np.zeros(4 * edges), head[order].astype(np.int32), indptr), shape=(2 * size, 2 * size))
        keys = np.minimum(block.u, block.v) * size + np.maximum(block.u, block.v)
        self._by_key = np.argsort(keys)
        self._keys = keys[self._by_key]

    def violated(self, values: Floats, sources: Ints) -> Cycles:
        """Shortest negative cycles through `sources` whose sum of `values` (one an edge, none negative) is below 1."""
        from scipy.sparse.csgraph import dijkstra

        size = self._block.size
        self._graph.data = values[self._edge] + _STEP
        distance, before = dijkstra(
            self._graph, directed=True, indices=sources, return_predecessors=True, limit=1 - SLACK
        )
        row = np.arange(len(sources))
        reached = np.flatnonzero(np.isfinite(distance[row, sources + size]))
        if not len(reached):
            return NONE
        return self._cycles(before[reached], sources[reached])

    def _cycles(self, before: npt.NDArray[np.int32], sources: Ints) -> Cycles:
        size = self._block.size
        row = np.arange(len(sources))
        at = sources + size
        nodes: list[Ints] = []
        edges: list[Ints] = []
        going = np.ones(len(sources), dtype=bool)
        while going.any():
            to = np.where(going, before[row, at], at).astype(np.int64)
            a, b = at % size, to % size
            place = np.searchsorted(self._keys, np.minimum(a, b) * size + np.maximum(a, b))
            edges.append(np.where(going, self._by_key[np.minimum(place, len(self._keys) - 1)], -1))
            nodes.append(np.where(going, b, -1 - len(nodes)))
            at = to
            going = going & (to != sources)
        visited = np.sort(np.stack(nodes, axis=1), axis=1)
        simple = (np.diff(visited, axis=1) != 0).all(axis=1)
        rows = np.stack(edges, axis=1)
        if not simple.any():
            return together([self._inner(n, e) for n, e in zip(np.stack(nodes, axis=1), rows, strict=True)])
        return of_rows(rows[simple])

    def _inner(self, nodes: Ints, edges: Ints) -> Cycles:
        """A simple negative cycle within a closed negative walk that meets itself."""
        walk = [n for n in nodes.tolist() if n >= 0]
        steps = edges[: len(walk)].tolist()
        sign = self._block.sign
        path: list[int] = [walk[-1]]  # the walk starts where it ends
        taken: list[int] = []
        for node, edge in zip(walk, steps, strict=True):
            taken.append(edge)
            if node in path:
                start = path.index(node)
                cycle = taken[start:]
                if sign[cycle].prod() < 0 and len(set(cycle)) == len(cycle):
                    return Cycles(np.array(cycle, dtype=np.int64), np.array([0, len(cycle)]))
                del taken[start:], path[start + 1 :]
            else:
                path.append(node)
        raise AssertionError("a negative walk holds a negative cycle")
