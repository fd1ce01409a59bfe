"""Packing negative cycles by a first-order method, where there are too many for the simplex.

The primal-dual hybrid gradient of Chambolle & Pock (2011), with the diagonal steps of Pock & Chambolle (2011), averaged and
started again from the average (Applegate et al. 2021). No answer of it has to be trusted: what it packs is put right in whole
numbers before it counts as a bound.
"""

from __future__ import annotations

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import NONE, Cycles, together
from comity.system.frustration.edges import Floats, Ints
from comity.system.frustration.kernel import BITS
from comity.system.frustration.relaxation import packing_bound
from comity.system.frustration.timing import Clock

_TIGHT = 1.15
"""A cycle whose sum is above this, and of which nothing is packed, is given up when room is needed."""


class Ascent:
    """Values of edges, amounts of cycles, both on their way to the best of the cycle relaxation."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.cycles = NONE
        self.values: Floats = np.full(len(block.u), 1 / 3)
        self.amounts: Floats = np.zeros(0)
        self._weight = block.weight / float(1 << BITS)
        self._known: set[int] = set()

    def add(self, cycles: Cycles) -> int:
        """Add the cycles that are new; how many that were."""
        keys, first = np.unique(cycles.keys(len(self.block.u)), return_index=True)
        fresh = [place for key, place in zip(keys.tolist(), first.tolist(), strict=True) if key not in self._known]
        self._known.update(keys.tolist())
        new = cycles.take(np.sort(np.array(fresh, dtype=np.int64)))
        self.cycles = together([self.cycles, new])
        self.amounts = np.concatenate([self.amounts, np.zeros(len(new))])
        return len(new)

    def purge(self) -> None:
        """Give up cycles that matter no longer; one that comes to matter is found again."""
        keep = (self.amounts > 1e-9) | (self.cycles.sums(self.values) < _TIGHT)
        gone = self.cycles.take(np.flatnonzero(~keep))
        self._known.difference_update(gone.keys(len(self.block.u)).tolist())
        kept = np.flatnonzero(keep)
        self.cycles, self.amounts = self.cycles.take(kept), self.amounts[kept]

    def run(self, steps: int, clock: Clock) -> None:
        """So many steps; values and amounts are then the averages over their second half."""
        from scipy.sparse import csr_array

        cycles, weight = self.cycles, self._weight
        shape = (len(cycles), len(weight))
        through = csr_array(
            (np.ones(len(cycles.edges)), cycles.edges.astype(np.int32), cycles.starts.astype(np.int32)), shape=shape
        )
        back = through.T.tocsr()
        on_edge = 1 / np.maximum(back @ np.ones(len(cycles)), 1)
        on_cycle = 1 / cycles.lengths
        values, amounts = self.values, self.amounts
        value_sum, amount_sum, summed = np.zeros_like(values), np.zeros_like(amounts), 0
        for step in range(steps):
            after = np.clip(values - on_edge * (weight - back @ amounts), 0, 1)
            amounts = np.maximum(amounts + on_cycle * (1 - through @ (2 * after - values)), 0)
            values = after
            if step >= steps // 2:
                value_sum += values
                amount_sum += amounts
                summed += 1
            if not step % 8 and clock.over():
                break
        self.values, self.amounts = values, amounts
        if summed:
            self.values, self.amounts = value_sum / summed, amount_sum / summed

    def bound(self) -> tuple[int, int, Ints]:
        """A lower bound (see packing_bound)."""
        return packing_bound(self.block.weight, self.cycles, self.amounts * float(1 << BITS), fills=4)
