"""Many negative cycles at once: those that a tie closes with a tree of shortest ways.

One tree gives as many cycles as there are ties against it, where the double cover gives one a node, so that for large
blocks most of the cycles come from here. What it misses, the double cover finds.
"""

from __future__ import annotations

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import Cycles, of_rows, together
from comity.system.frustration.edges import Floats, Ints


class Trees:
    """Shortest-way trees of a block under changing lengths of its ties."""

    def __init__(self, block: Block) -> None:
        from scipy.sparse import csr_array

        self._block = block
        tail, head = np.concatenate([block.u, block.v]), np.concatenate([block.v, block.u])
        order = np.lexsort((head, tail))
        self._edge = np.tile(np.arange(len(block.u)), 2)[order]
        starts = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=block.size))])
        self._graph = csr_array(
            (np.zeros(len(order)), head[order].astype(np.int32), starts.astype(np.int32)),
            shape=(block.size, block.size),
        )
        keys = np.minimum(block.u, block.v) * block.size + np.maximum(block.u, block.v)
        self._by_key = np.argsort(keys)
        self._keys = keys[self._by_key]

    def violated(self, values: Floats, roots: Ints, below: float) -> Cycles:
        """Negative cycles whose sum of `values` is less than `below`, each closed by one tie over a tree from a root."""
        from scipy.sparse.csgraph import dijkstra

        self._graph.data = values[self._edge] + 1e-6
        distance, before = dijkstra(self._graph, directed=True, indices=roots, return_predecessors=True)
        return together(
            [
                self._closed(values, int(root), parent.astype(np.int64), far, below)
                for root, parent, far in zip(roots, before, distance, strict=True)
            ]
        )

    def _closed(self, values: Floats, root: int, parent: Ints, far: Floats, below: float) -> Cycles:
        block = self._block
        parent[root] = root
        keys = np.minimum(np.arange(block.size), parent) * block.size + np.maximum(np.arange(block.size), parent)
        edge = self._by_key[np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)]
        depth, side = np.zeros(block.size, dtype=np.int64), np.ones(block.size, dtype=np.int64)
        at = np.arange(block.size)
        while (going := at != root).any():
            depth[going] += 1
            side[going] *= block.sign[edge[at[going]]]
            at = parent[at]
        closing = np.flatnonzero(block.sign * side[block.u] * side[block.v] < 0)
        # a cycle is no shorter than its way down one side is longer than down the other
        closing = closing[np.abs(far[block.u[closing]] - far[block.v[closing]]) < below]
        one, two = block.u[closing], block.v[closing]
        columns = [closing]
        total = values[closing].copy()
        while (apart := one != two).any():
            first = apart & (depth[one] >= depth[two])
            second = apart & ~first
            step = np.full(len(one), -1)
            step[first], step[second] = edge[one[first]], edge[two[second]]
            total[apart] += values[step[apart]]
            one, two = np.where(first, parent[one], one), np.where(second, parent[two], two)
            columns.append(step)
        rows = np.stack(columns, axis=1)
        return of_rows(rows[total < below])
