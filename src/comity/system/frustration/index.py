"""The frustration index: the least weight of ties that have to change sign, or go, for the graph to be balanced.

Kernel, blocks, and for each block a lower bound from packed negative cycles against an upper bound from a partition; where
these do not meet, branch and bound. Aref, Mason & Wilson (2020) give the integer model; Barahona & Mahjoub (1986) the cycles.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from comity.system.frustration.block import PROOFS, solve_block
from comity.system.frustration.blocks import blocks, joined
from comity.system.frustration.edges import Edge, SignedEdges, signed_edges
from comity.system.frustration.kernel import BITS, kernel
from comity.system.frustration.timing import Clock


@dataclass(frozen=True, slots=True)
class Frustration:
    """Between `lower` and `upper` lies the frustration index; where it is `certified`, they are the same.

    `partition` gives each node its side, 0 or 1: `upper` is the weight of the ties against it, which are `frustrated`
    (within a side and negative, or between sides and positive). The first node of each connected part is on side 0.
    `proof` is what the lower bound rests on.
    """

    lower: int | float
    upper: int | float
    certified: bool
    partition: dict[Hashable, int]
    frustrated: tuple[tuple[Any, ...], ...]
    seconds: float
    nodes: int
    ties: int
    positive: int
    negative: int
    weight: int | float
    tolerance: float
    proof: str
    effort: dict[str, int] = field(default_factory=dict)
    self_ties: tuple[tuple[Any, ...], ...] = ()
    conflicts: tuple[tuple[Hashable, Hashable], ...] = ()
    repeated: int = 0

    @property
    def index(self) -> int | float:
        """The frustration index, or the best value known where it is not certified."""
        return self.upper

    @property
    def share(self) -> float:
        """Of the weight of all ties, the part that is frustrated: L / m."""
        return float(self.upper / self.weight) if self.weight else 0.0

    @property
    def balance(self) -> float:
        """1 - 2 L / m, from 0 to 1: 1 for a balanced graph (Aref & Wilson 2018)."""
        return 1 - 2 * self.share


def frustration_index(
    edges: Iterable[Edge],
    *,
    seconds: float | None = None,
    start: dict[Hashable, int] | None = None,
    branching: bool = True,
) -> Frustration:
    """The frustration index of ties (u, v, sign) or (u, v, sign, weight), with a partition and a proof.

    `seconds` is the time to stop at, about, with what is known then: always a partition and a lower bound. Without it the
    search ends when the index is certain, and the result depends on nothing but the ties. `start` is a partition to begin
    with: of the year before, say. Without `branching`, bounds that the cycles leave apart stay apart: so a hard graph takes
    no longer than another, and the result is the same on every machine.

    Raises UsageError for what is no tie (see `edges.signed_edges`, also for self-ties and repeated ties).
    """
    clock = Clock(seconds, branching=branching)
    graph = signed_edges(edges)
    left = kernel(graph)
    cut = blocks(left)
    guess = None
    if start is not None:
        guess = np.array([1 if start.get(node, 0) == 0 else -1 for node in graph.nodes], dtype=np.int64)[left.members]
    lower = left.offset
    proof = "kernel"
    parts = []
    effort = {"kernel_nodes": left.size, "kernel_ties": len(left.u), "blocks": len(cut)}
    effort |= {"largest_block": max((b.size for b in cut), default=0), "rounds": 0, "cycles": 0, "branches": 0}
    for place, block in enumerate(cut):
        share = clock.share(len(block.u), sum(len(b.u) for b in cut[place:]))
        found = solve_block(block, share, None if guess is None else guess[block.members])
        lower += found.lower
        parts.append((block, found.sides))
        proof = max(proof, found.proof, key=PROOFS.index)
        for name in ("rounds", "cycles", "branches"):
            effort[name] += getattr(found, name)
    sides = left.lift(joined(left, parts))
    return _result(graph, sides, Fraction(lower, 1 << BITS), proof, effort, clock)


def _result(
    graph: SignedEdges, sides: Any, lower: Fraction, proof: str, effort: dict[str, int], clock: Clock
) -> Frustration:
    sides = _turned(graph, sides)
    against = np.flatnonzero(graph.sign * sides[graph.u] * sides[graph.v] < 0)
    upper = Fraction(int(graph.weight[against].sum()))
    tolerance = 0.0
    if graph.exact:
        shown_lower, shown_upper = graph.value(lower), graph.value(upper)
        certified = lower >= upper
    else:
        spread = Fraction(len(graph.u), 2)
        shown_upper = float(sum((Fraction(graph.given[i][3]) for i in against.tolist()), Fraction(0)))
        shown_lower = max(float((lower - spread) * graph.unit), 0.0)
        tolerance = 1e-9 * float(graph.total * graph.unit)
        certified = shown_upper - shown_lower <= tolerance
    return Frustration(
        lower=min(shown_lower, shown_upper),
        upper=shown_upper,
        certified=certified,
        partition={node: int(side < 0) for node, side in zip(graph.nodes, sides.tolist(), strict=True)},
        frustrated=tuple(graph.given[i] for i in against.tolist()),
        seconds=clock.elapsed(),
        nodes=len(graph.nodes),
        ties=len(graph.u),
        positive=int((graph.sign > 0).sum()),
        negative=int((graph.sign < 0).sum()),
        weight=graph.value(graph.total),
        tolerance=tolerance,
        proof=proof if certified else "open",
        effort=effort,
        self_ties=tuple(graph.given[i] for i in graph.self_ties),
        conflicts=graph.conflicts,
        repeated=graph.repeated,
    )


def _turned(graph: SignedEdges, sides: Any) -> Any:
    """The same partition with the first node of each connected part on side 1."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(graph.nodes)
    if not size:
        return sides
    joins = csr_array((np.ones(len(graph.u)), (graph.u, graph.v)), shape=(size, size))
    count, label = connected_components(joins, directed=False)
    first = np.full(count, size)
    np.minimum.at(first, label, np.arange(size))
    return sides * sides[first][label]
