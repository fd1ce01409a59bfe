"""Every partition of a small block, by doubling: exact, and quicker there than branching."""

from __future__ import annotations

from typing import Final

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Ints

MOST: Final = 22
"""Nodes: two million partitions, 50 MB, a second at most."""
FEW: Final = 15
"""Nodes at which it takes no more than the rest of the work does."""


def best_of_all(block: Block) -> Ints:
    """Sides of a partition of least cost, the first found; the last node stands on side 1."""
    signed = np.zeros((block.size, block.size), dtype=np.int64)
    signed[block.u, block.v] = signed[block.v, block.u] = block.sign * block.weight
    kept = np.zeros(1, dtype=np.int64)  # ties kept less ties frustrated, of each partition of the nodes so far
    for node in range(block.size):
        pull = np.zeros(1, dtype=np.int64)
        for other in range(node):
            pull = np.concatenate([pull + signed[node, other], pull - signed[node, other]])
        kept = kept + pull if node == block.size - 1 else np.concatenate([kept + pull, kept - pull])
    best = int(kept.argmax())
    return np.array([-1 if best >> node & 1 else 1 for node in range(block.size)], dtype=np.int64)
