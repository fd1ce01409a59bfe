"""One block: bounds that close in on each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import Cycles, DoubleCover, negative_triangles
from comity.system.frustration.edges import Ints
from comity.system.frustration.relaxation import CycleRelaxation, packing_bound
from comity.system.frustration.search import Search, tree_sides
from comity.system.frustration.timing import Clock


@dataclass(slots=True)
class Solved:
    """Bounds in the block's units, the sides of the upper one, and how they were come by."""

    lower: int
    upper: int
    sides: Ints
    proof: str
    rounds: int = 0
    cycles: int = 0
    branches: int = 0


def step_of(block: Block) -> int:
    """Every two partitions differ in cost by a multiple of this: turning a node adds its ties, less twice those against."""
    strength = np.zeros(block.size, dtype=np.int64)
    np.add.at(strength, block.u, block.weight)
    np.add.at(strength, block.v, block.weight)
    return int(np.gcd(np.gcd.reduce(2 * block.weight), np.gcd.reduce(strength)))


def solve_block(block: Block, clock: Clock, guess: Ints | None = None) -> Solved:
    """Lower and upper bound of the frustration index of a block, equal unless time runs out."""
    step = step_of(block)
    search = Search(block)
    best = search.descend(guess if guess is not None else tree_sides(block, np.zeros(len(block.u))))
    found = Solved(0, block.cost(best), best, "packing")
    relaxation = CycleRelaxation(block)
    cover = DoubleCover(block)
    relaxation.add(negative_triangles(block, 20 * len(block.u)))
    while found.lower < found.upper and not clock.over():
        answer = relaxation.solve(clock.left())
        if answer is None:
            break
        values, amounts = answer
        found.rounds += 1
        improve(found, search, tree_sides(block, values))
        raise_bound(found, relaxation.all_cycles(), amounts, block, step)
        if found.lower >= found.upper:
            break
        new = relaxation.add(cover.violated(values, np.arange(block.size)))
        if not new:
            break
    found.cycles = relaxation.rows
    if found.lower < found.upper and not clock.over():
        from comity.system.frustration.branching import branch_and_bound

        branch_and_bound(block, found, relaxation.all_cycles(), step, clock)
    if found.lower < found.upper:
        found.proof = "open"
    return found


def improve(found: Solved, search: Search, sides: Ints) -> None:
    """Descend from `sides`, and keep the outcome where it is the best so far."""
    sides = search.descend(sides)
    cost = search.block.cost(sides)
    if cost < found.upper:
        found.upper, found.sides = cost, sides


def raise_bound(found: Solved, cycles: Cycles, amounts: np.ndarray, block: Block, step: int) -> None:
    size, bits, _ = packing_bound(block.weight, cycles, amounts)
    # costs are upper - k * step: the least of these that is not below the packing
    gap = (found.upper << bits) - size
    found.lower = max(found.lower, found.upper - (gap >> bits) // step * step if gap > 0 else found.upper)
