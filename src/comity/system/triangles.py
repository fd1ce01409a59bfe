"""Every triangle of a graph, once, without a loop over nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

_AT_ONCE: Final = 4_000_000
"""Pairs of neighbours that are looked at in one go: about 200 MB."""


def triangles(
    u: npt.NDArray[np.int64], v: npt.NDArray[np.int64], nodes: int, *, at_once: int = _AT_ONCE
) -> Iterator[npt.NDArray[np.int64]]:
    """The triangles of a graph without loops and parallel edges, in batches of edge numbers, int64[batch, 3].

    `u` and `v` are the ends of the edges, places below `nodes`. Each edge points to its end of the higher degree, so that
    no node has more than sqrt(2 m) successors; each pair of successors of a node is looked up among the edges (Chiba &
    Nishizeki 1985). Edges 0 and 1 of a triangle start at the same node.
    """
    degree = np.bincount(u, minlength=nodes) + np.bincount(v, minlength=nodes)
    upward = (degree[u] < degree[v]) | ((degree[u] == degree[v]) & (u < v))
    tail, head = np.where(upward, u, v), np.where(upward, v, u)
    order = np.lexsort((head, tail))
    tail, head = tail[order], head[order]
    keys = np.minimum(u, v) * nodes + np.maximum(u, v)
    by_key = np.argsort(keys, kind="stable")
    sorted_keys = keys[by_key]
    out = np.bincount(tail, minlength=nodes)
    last = np.cumsum(out)[tail]
    after = last - np.arange(len(tail)) - 1  # successors of the same tail that follow
    done = np.concatenate([[0], np.cumsum(after)])
    start = 0
    while start < len(tail):
        stop = max(int(np.searchsorted(done, done[start] + at_once, side="right")) - 1, start + 1)
        first = np.repeat(np.arange(start, stop), after[start:stop])
        offset = np.arange(len(first)) - np.repeat(done[start:stop] - done[start], after[start:stop])
        second = first + 1 + offset
        a, b = head[first], head[second]
        wanted = np.minimum(a, b) * nodes + np.maximum(a, b)
        place = np.minimum(np.searchsorted(sorted_keys, wanted), len(sorted_keys) - 1)
        hit = sorted_keys[place] == wanted
        if hit.any():
            yield np.stack([order[first[hit]], order[second[hit]], by_key[place[hit]]], axis=1)
        start = stop
