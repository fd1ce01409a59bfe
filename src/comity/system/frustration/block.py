"""One block: bounds that close in on each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from comity.system.frustration.ascent import Ascent
from comity.system.frustration.blocks import Block, blocks, joined
from comity.system.frustration.branching import branch_and_bound
from comity.system.frustration.cycles import NONE, Cycles, DoubleCover, negative_triangles, together
from comity.system.frustration.edges import Ints
from comity.system.frustration.enumeration import FEW, MOST, best_of_all
from comity.system.frustration.fixing import merged
from comity.system.frustration.relaxation import CycleRelaxation, packing_bound
from comity.system.frustration.search import DENSE, Search, tree_sides
from comity.system.frustration.timing import Clock
from comity.system.frustration.trees import Trees

PROOFS: Final = ("kernel", "packing", "enumeration", "branch and bound", "open")
"""What a lower bound rests on; of several blocks, the last of these counts."""
LARGE: Final = 30_000
"""Blocks of more ties than this are not for the simplex."""
MOST_CYCLES: Final = 3_000_000
"""Triangles to begin with: each takes about 100 bytes."""
WORTH_IT: Final = 0.6
"""A block is solved with nodes merged where at most this share of its ties is left."""
MOST_NEW: Final = 60_000
"""Cycles added in one round."""


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
    """Lower and upper bound of the frustration index of a block, equal unless time runs out, or there is no branching."""
    step = step_of(block)
    search = Search(block)
    best = search.descend(np.ones(block.size, dtype=np.int64) if guess is None else guess)
    found = Solved(0, block.cost(best), best, "packing")
    improve(found, search, tree_sides(block, np.zeros(len(block.u))))
    if len(block.u) > LARGE:
        known = ascend(block, found, search, step, clock)
    else:
        known = climb(block, found, search, step, clock)
    if found.lower < found.upper and not clock.over():
        if block.size <= (MOST if clock.branching else FEW):
            found.sides = best_of_all(block)
            found.lower = found.upper = block.cost(found.sides)
            found.proof = "enumeration"
        elif clock.branching:
            branch_and_bound(block, found, known, step, clock)
    if found.lower < found.upper:
        found.proof = "open"
    return found


def climb(block: Block, found: Solved, search: Search, step: int, clock: Clock) -> Cycles:
    """Solve the cycle relaxation by the simplex, adding cycles until none is violated; the cycles."""
    relaxation = CycleRelaxation(block)
    cover: DoubleCover | None = None
    relaxation.add(negative_triangles(block, 20 * len(block.u)))
    while found.lower < found.upper and not clock.over():
        answer = relaxation.solve(clock.left())
        if answer is None:
            break
        values, amounts = answer
        found.rounds += 1
        improve(found, search, tree_sides(block, values))
        packed = packing_bound(block.weight, relaxation.all_cycles(), amounts)
        raise_bound(found, packed, step)
        if found.lower >= found.upper or settle(block, found, packed, step, clock):
            break
        cover = cover or DoubleCover(block)
        if not relaxation.add(cover.violated(values, np.arange(block.size))):
            break
    if found.lower < found.upper and block.size <= DENSE:
        chance = np.random.Generator(np.random.PCG64(block.size))
        starts = chance.choice(np.array([-1, 1]), size=(16, block.size))
        starts[0] = found.sides
        improve(found, search, search.tabu(starts, 500, 1, clock))
        raise_bound(found, (found.lower, 0, block.weight), step)
    found.cycles = relaxation.rows
    return relaxation.all_cycles()


def ascend(block: Block, found: Solved, search: Search, step: int, clock: Clock) -> Cycles:
    """The same for large blocks: cycles from trees, packed by a first-order method."""
    if clock.over():
        return NONE
    ascent = Ascent(block)
    cover: DoubleCover | None = None
    chance = np.random.Generator(np.random.PCG64(block.size))
    degree = np.bincount(block.u, minlength=block.size) + np.bincount(block.v, minlength=block.size)
    ascent.add(negative_triangles(block, min(20 * len(block.u), MOST_CYCLES)))
    if clock.over():  # what fits without a single step
        raise_bound(found, ascent.bound(), step)
    trees = Trees(block)
    steps, idle = 300, 0
    while found.lower < found.upper and not clock.over() and idle < 6:
        ascent.run(steps, clock)
        found.rounds += 1
        before = found.lower, found.upper
        packed = ascent.bound()
        raise_bound(found, packed, step)
        improve(found, search, tree_sides(block, ascent.values))
        improve(found, search, search.tabu_one(found.sides, 5000, found.rounds, clock))
        if found.lower >= found.upper or clock.over() or settle(block, found, packed, step, clock):
            break
        roots = chance.choice(block.size, size=min(30, block.size), replace=False, p=degree / degree.sum())
        new = trees.violated(ascent.values, roots, 0.95)
        if len(new) < 100:
            cover = cover or DoubleCover(block)
            sources = chance.choice(block.size, size=min(500, block.size), replace=False)
            new = together([new, cover.violated(ascent.values, sources)])
        if len(new) > MOST_NEW:
            new = new.take(np.sort(chance.choice(len(new), size=MOST_NEW, replace=False)))
        ascent.purge()
        added = ascent.add(new)
        steps = 120 if added > 1000 else min(2 * steps, 1000)
        idle = 0 if added > 1000 or (found.lower, found.upper) != before else idle + 1
    found.cycles = len(ascent.cycles)
    return ascent.cycles


def settle(block: Block, found: Solved, packed: tuple[int, int, Ints], step: int, clock: Clock) -> bool:
    """Merge nodes that stand alike in every better partition and solve what is left; False where not much would merge.

    Where what is left costs no less than the best partition known, that one is the best there is.
    """
    small = merged(block, packed, found.sides, found.upper, step)
    if len(small.kernel.u) > len(block.u) * WORTH_IT:
        return False
    cut = blocks(small.kernel)
    lower = upper = small.kernel.offset
    parts = []
    for place, part in enumerate(cut):
        rest = sum(len(b.u) for b in cut[place:])
        solved = solve_block(part, clock.share(len(part.u), rest), None)
        lower, upper = lower + solved.lower, upper + solved.upper
        parts.append((part, solved.sides))
        found.rounds, found.cycles = found.rounds + solved.rounds, found.cycles + solved.cycles
        found.branches += solved.branches
        found.proof = max(found.proof, solved.proof, key=PROOFS.index)
    if upper < found.upper:
        found.upper, found.sides = upper, small.lift(joined(small.kernel, parts))
    found.lower = max(found.lower, min(lower, found.upper))
    return True


def improve(found: Solved, search: Search, sides: Ints) -> None:
    """Descend from `sides`, and keep the outcome where it is the best so far."""
    sides = search.descend(sides)
    cost = search.block.cost(sides)
    if cost < found.upper:
        found.upper, found.sides = cost, sides


def raise_bound(found: Solved, packed: tuple[int, int, Ints], step: int) -> None:
    """Take over a lower bound: costs are the upper one less multiples of `step`, so the next of these counts."""
    size, bits, _ = packed
    gap = (found.upper << bits) - size
    found.lower = max(found.lower, found.upper - max(gap >> bits, 0) // step * step)
