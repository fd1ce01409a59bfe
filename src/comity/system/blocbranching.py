"""Divisions into at most k blocs by branch and bound: which node is in which bloc."""

from __future__ import annotations

import math

import numpy as np

from comity.system.frustration.block import Solved
from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import Cycles
from comity.system.frustration.kernel import BITS
from comity.system.frustration.relaxation import add_cycles, run_within, solver
from comity.system.frustration.timing import Clock


def divide_exactly(block: Block, found: Solved, most: int, cycles: Cycles, step: int, clock: Clock) -> None:
    """Bring the bounds of `found` (whose sides are labels of blocs) together, as far as the clock allows.

    Node i may only be in blocs 0 to i, so that a division is not tried under other names. A tie is frustrated where a bloc
    holds just one end of a positive one, or both ends of a negative one; cycles strengthen the bound.
    """
    import highspy

    highs = solver()
    size, edges = block.size, len(block.u)
    scale = float(1 << BITS)
    order = np.argsort(-np.bincount(np.r_[block.u, block.v], minlength=size), kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    columns = size * most
    upper = np.ones(columns + edges)
    upper[:columns] = (np.arange(most)[None, :] <= rank[:, None]).ravel()
    highs.addVars(columns + edges, np.zeros(columns + edges), upper)
    highs.changeColsCost(edges, np.arange(columns, columns + edges, dtype=np.int32), block.weight / scale)
    whole = np.full(columns, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    highs.changeColsIntegrality(columns, np.arange(columns, dtype=np.int32), whole)
    place = np.arange(columns).reshape(size, most)
    _rows(highs, place, np.ones(place.shape), np.ones(size), np.ones(size))
    number = np.repeat(np.arange(edges) + columns, most)
    one, two = place[block.u].ravel(), place[block.v].ravel()
    positive = np.repeat(block.sign > 0, most)
    index = np.stack([number, one, two], axis=1)
    first = np.where(positive[:, None], [1.0, -1.0, 1.0], [1.0, -1.0, -1.0])
    free = np.full(len(index), highspy.kHighsInf)
    _rows(highs, index, first, np.where(positive, 0.0, -1.0), free)
    second = np.tile([1.0, 1.0, -1.0], (int(positive.sum()), 1))
    _rows(highs, index[positive], second, np.zeros(len(second)), free[: len(second)])
    add_cycles(highs, cycles, columns)
    values = run_within(highs, clock, 0.999 * step / scale)
    if len(values) == columns + edges:
        labels = values[:columns].reshape(size, most).argmax(axis=1)
        cost = int(block.weight[(labels[block.u] == labels[block.v]) != (block.sign > 0)].sum())
        if cost < found.upper:
            found.upper, found.sides = cost, labels
    info = highs.getInfo()
    found.branches += max(int(info.mip_node_count), 0)
    if math.isfinite(info.mip_dual_bound):
        gap = found.upper - (info.mip_dual_bound - 1e-6) * scale
        found.lower = max(found.lower, found.upper - max(math.floor(gap / step), 0) * step)


def _rows(highs: object, index: np.ndarray, values: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Rows of as many entries each."""
    count, wide = index.shape
    highs.addRows(  # type: ignore[attr-defined]
        count,
        low,
        high,
        count * wide,
        np.arange(0, count * wide, wide, dtype=np.int32),
        index.ravel().astype(np.int32),
        values.ravel(),
    )
