"""Branch and bound where cycles alone do not close the gap: the XOR model of Aref, Mason & Wilson (2020), with our cycles.

A node is on side 0 or 1; a tie is frustrated where its ends stand unlike its sign. HiGHS does the branching.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import Cycles
from comity.system.frustration.kernel import BITS
from comity.system.frustration.relaxation import add_cycles, run_within, solver
from comity.system.frustration.timing import Clock

if TYPE_CHECKING:
    from comity.system.frustration.block import Solved


def branch_and_bound(block: Block, found: Solved, cycles: Cycles, step: int, clock: Clock) -> None:
    """Bring the bounds of `found` together; where the clock runs out first, as near as they came."""
    import highspy

    highs = solver()
    size, edges = block.size, len(block.u)
    scale = float(1 << BITS)
    highs.addVars(size + edges, np.zeros(size + edges), np.ones(size + edges))
    columns = np.arange(size, size + edges, dtype=np.int32)
    highs.changeColsCost(edges, columns, block.weight / scale)
    highs.changeColsIntegrality(
        size, np.arange(size, dtype=np.int32), np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    )
    degree = np.bincount(block.u, minlength=size) + np.bincount(block.v, minlength=size)
    fixed = int(degree.argmax())
    highs.changeColBounds(fixed, 0.0, 0.0)
    _ties(highs, block)
    add_cycles(highs, cycles, size)
    side = (found.sides != found.sides[fixed]).astype(float)
    against = (block.sign * found.sides[block.u] * found.sides[block.v] < 0).astype(float)
    start = np.concatenate([side, against])
    highs.setSolution(size + edges, np.arange(size + edges, dtype=np.int32), start)
    values = run_within(highs, clock, 0.999 * step / scale)
    if len(values) == size + edges:
        sides = np.where(values[:size] > 0.5, -1, 1)
        cost = block.cost(sides)
        if cost < found.upper:
            found.upper, found.sides = cost, sides
    info = highs.getInfo()
    found.branches += max(int(info.mip_node_count), 0)
    bound = info.mip_dual_bound
    if math.isfinite(bound):
        lower = bound * scale - 1e-6 * scale
        found.lower = max(found.lower, found.upper - max(math.floor((found.upper - lower) / step), 0) * step)
        found.proof = "branch and bound"


def _ties(highs: object, block: Block) -> None:
    """f >= x_u - x_v and f >= x_v - x_u for a positive tie; f >= x_u + x_v - 1 and f >= 1 - x_u - x_v for a negative one."""
    import highspy

    size, edges = block.size, len(block.u)
    positive = block.sign > 0
    number = np.arange(edges) + size
    one = np.ones(edges)
    indices = np.stack([number, block.u, block.v], axis=1)
    first = np.stack([one, -one, np.where(positive, 1, -1)], axis=1)
    second = np.stack([one, one, np.where(positive, -1, 1)], axis=1)
    lower = np.where(positive, 0.0, -1.0), np.where(positive, 0.0, 1.0)
    for values, least in zip((first, second), lower, strict=True):
        highs.addRows(  # type: ignore[attr-defined]
            edges,
            least,
            np.full(edges, highspy.kHighsInf),
            3 * edges,
            np.arange(0, 3 * edges, 3, dtype=np.int32),
            indices.ravel().astype(np.int32),
            values.ravel(),
        )
