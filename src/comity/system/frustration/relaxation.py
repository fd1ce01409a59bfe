"""The cycle relaxation: least total weight such that every negative cycle known so far carries at least one.

Its dual packs negative cycles into the weights of the edges. From that packing, put right in whole numbers, comes the lower
bound: it holds whatever the solver's tolerances are.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import Cycles, together
from comity.system.frustration.edges import Floats, Ints
from comity.system.frustration.kernel import BITS
from comity.system.frustration.timing import Clock

_WORD: Final = 62
_REPAIRS: Final = 60


def solver() -> Any:
    """A silent HiGHS. `threads` has to be the same for all runs of a process, so it is set here and nowhere else."""
    import highspy

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 1)
    return highs


def run(highs: Any) -> None:
    """Solve; where another part of the process has run HiGHS with other `threads`, its threads are let go first."""
    import highspy

    if highs.run() == highspy.HighsStatus.kError or highs.getModelStatus() == highspy.HighsModelStatus.kNotset:
        highspy.Highs.resetGlobalScheduler(True)
        highs.run()


def add_cycles(highs: Any, cycles: Cycles, first: int) -> None:
    """Rows by which every cycle carries at least one; the edges' columns begin at `first`."""
    import highspy

    if not len(cycles):
        return
    highs.addRows(
        len(cycles),
        np.ones(len(cycles)),
        np.full(len(cycles), highspy.kHighsInf),
        len(cycles.edges),
        cycles.starts[:-1].astype(np.int32),
        (cycles.edges + first).astype(np.int32),
        np.ones(len(cycles.edges)),
    )


def run_within(highs: Any, clock: Clock, gap: float) -> Any:
    """Solve a model in whole numbers until bound and value are within `gap`, or the clock has run out: the values."""
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", gap)
    left = clock.left()
    if left is not None:
        highs.setOptionValue("time_limit", float(left))
    run(highs)
    return np.array(highs.getSolution().col_value)


class CycleRelaxation:
    """A linear programme over the edges of a block that grows by cycles and starts again from where it stood."""

    def __init__(self, block: Block) -> None:
        import highspy

        self.block = block
        self.cycles: list[Cycles] = []
        self.rows = 0
        self._known: set[int] = set()
        self._highs = solver()
        edges = len(block.u)
        self._highs.addVars(edges, np.zeros(edges), np.full(edges, highspy.kHighsInf))
        cost = block.weight / float(1 << BITS)
        self._highs.changeColsCost(edges, np.arange(edges, dtype=np.int32), cost)
        self._scale = float(1 << BITS)

    def add(self, cycles: Cycles) -> int:
        """Add the cycles that are new; how many that were."""
        import highspy

        keys = cycles.keys(len(self.block.u)).tolist()
        fresh: list[int] = []
        for number, key in enumerate(keys):
            if key not in self._known:
                self._known.add(key)
                fresh.append(number)
        if not fresh:
            return 0
        new = cycles if len(fresh) == len(cycles) else cycles.take(np.array(fresh))
        self._highs.addRows(
            len(new),
            np.ones(len(new)),
            np.full(len(new), highspy.kHighsInf),
            len(new.edges),
            new.starts[:-1].astype(np.int32),
            new.edges.astype(np.int32),
            np.ones(len(new.edges)),
        )
        self.cycles.append(new)
        self.rows += len(new)
        return len(new)

    def solve(self, seconds: float | None) -> tuple[Floats, Floats] | None:
        """Values of the edges and multipliers of the cycles; None where time ran out first."""
        import highspy

        if seconds is not None:
            self._highs.setOptionValue("time_limit", float(self._highs.getRunTime() + max(seconds, 0.0)))
        run(self._highs)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self._highs.getSolution()
        values = np.clip(np.array(found.col_value), 0, 1)
        return values, np.clip(np.array(found.row_dual) * self._scale, 0, None)

    def all_cycles(self) -> Cycles:
        if len(self.cycles) > 1:
            self.cycles = [together(self.cycles)]
        return self.cycles[0] if self.cycles else together([])


def packing_bound(weight: Ints, cycles: Cycles, amounts: Floats, *, fills: int = 0) -> tuple[int, int, Ints]:
    """A packing of cycles near `amounts` that fits, in whole numbers: its size is a lower bound of the frustration index.

    Returns the size and by how many bits it is finer than the weights: the bound is size / 2**bits, in units of `weight`.
    Third: what is left of the weight of each edge, in the same finer units. `fills` times, what is left is shared out.
    """
    bits = _WORD - max(int(weight.sum()), 1).bit_length()
    room = weight << bits
    if not len(cycles):
        return 0, bits, room
    at_most = np.clip(amounts, 0, _least(weight, cycles) * (1 - 2.0**-40))
    whole = np.minimum(np.floor(at_most * float(1 << bits)).astype(np.int64), _least(room, cycles))
    left = room - cycles.loads(whole, len(weight))
    for _ in range(_REPAIRS):
        if (left >= 0).all():
            break
        load = room - left
        share = np.where(left < 0, room / np.maximum(load, 1) * (1 - 1e-12), 1.0)
        whole = np.where((least := _least(share, cycles)) < 1, np.floor(whole * least).astype(np.int64), whole)
        left = room - cycles.loads(whole, len(weight))
    else:
        return 0, bits, room
    for _ in range(fills):
        open_to = _least(left, cycles) > 0
        wanting = cycles.loads(open_to.astype(np.int64), len(weight))
        more = np.where(open_to, _least(left // np.maximum(wanting, 1), cycles), 0)
        whole += more
        left -= cycles.loads(more, len(weight))
    return int(whole.sum()), bits, left


def _least(values: np.ndarray[Any, Any], cycles: Cycles) -> Any:
    """Of each cycle, the least of what stands at its edges."""
    return np.minimum.reduceat(values[cycles.edges], cycles.starts[:-1])
