"""What a packing rules out: ties that no better partition frustrates, joined to make the block smaller.

A partition that frustrates a tie costs at least the packing and what the packing leaves of the weight of that tie. Where
this is no less than the best partition known, the tie's ends can be merged in the search for a better one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.edges import Ints
from comity.system.frustration.kernel import Kernel, contracted


@dataclass(frozen=True, slots=True)
class Merged:
    """A block with ties merged: the kernel of what is left, and how to get back."""

    kernel: Kernel
    group: Ints
    turn: Ints
    """A node stands on the side of its group, times this."""

    def lift(self, sides: Ints) -> Ints:
        return self.kernel.lift(sides)[self.group] * self.turn


def fixed_ties(packed: tuple[int, int, Ints], upper: int, step: int) -> Ints:
    """The ties that are not frustrated in any partition that costs less than `upper`."""
    size, bits, left = packed
    return np.flatnonzero(left > ((upper - step) << bits) - size)


def merged(block: Block, fixed: Ints) -> Merged | None:
    """The block with these ties merged; None where they close a negative cycle, so that no better partition exists."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = block.size
    # in the double cover, a part that holds both copies of a node holds a negative cycle
    u, v, negative = block.u[fixed], block.v[fixed], block.sign[fixed] < 0
    tail = np.concatenate([u, u + size])
    head = np.concatenate([np.where(negative, v + size, v), np.where(negative, v, v + size)])
    cover = csr_array((np.ones(len(tail)), (tail, head)), shape=(2 * size, 2 * size))
    count, label = connected_components(cover, directed=False)
    here, there = label[:size], label[size:]
    if (here == there).any():
        return None
    low, high = np.minimum(here, there), np.maximum(here, there)
    _, group = np.unique(low * count + high, return_inverse=True)
    turn = np.where(here < there, 1, -1)
    signed = block.sign * block.weight * turn[block.u] * turn[block.v]
    left = np.ones(len(block.u), dtype=bool)
    left[fixed] = False
    kernel = contracted(int(group.max()) + 1, group[block.u[left]], group[block.v[left]], signed[left])
    return Merged(kernel, group, turn)
