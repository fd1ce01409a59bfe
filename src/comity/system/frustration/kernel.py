"""What is left of a signed graph once everything easy is taken away, with the same frustration index.

The rules take away a node each and are exact, for any weights:

- ties between the same two nodes merge: of opposite ties, the lighter one is frustrated whatever happens;
- a tie that weighs at least as much as all the others of one of its ends is not frustrated in some best partition: its ends
  merge (nodes with one or two neighbours are the common case; Lange, Andres & Swoboda 2019 give the criterion for any cut);
- a node with three neighbours becomes a triangle among them, whose weights (a + b - c) / 2 cost as much as the best place of
  the node, for each of the four ways in which its neighbours can stand (star-triangle transformation; Barahona 1982).

The bound of the cycle relaxation stays the same as well: a star with the triangle of its ends has no K5 minor, so that cycle
inequalities describe it fully. What is left has at least four neighbours at every node, mostly far fewer nodes than before.

Weights are counted in units of 2**-BITS of those given, so that halves stay whole numbers; a star that does not halve is left.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from comity.system.frustration.edges import Ints, SignedEdges

BITS: Final = 12
_LOOKED_THROUGH: Final = 64
"""Nodes with more neighbours are looked at once, not each time that a neighbour goes."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """Edges among `size` nodes, numbered from 0 (`members[i]` is the place of node i in the graph it comes from)."""

    members: Ints
    u: Ints
    v: Ints
    sign: Ints
    weight: Ints
    offset: int
    taken: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    """The nodes taken away, in order, each with its neighbours of then and the signed weights of its ties to them."""
    nodes: int

    @property
    def size(self) -> int:
        return len(self.members)

    def lift(self, sides: Ints) -> Ints:
        """Sides (1 or -1) of the kernel's nodes -> sides of all nodes: each node taken away stands where it costs least."""
        whole = [1] * self.nodes
        for node, side in zip(self.members.tolist(), sides.tolist(), strict=True):
            whole[node] = side
        for node, ties in reversed(self.taken):
            pull = sum(weight * whole[other] for other, weight in ties)
            whole[node] = 1 if pull >= 0 else -1
        return np.array(whole, dtype=np.int64)


def kernel(edges: SignedEdges) -> Kernel:
    """Reduce a graph until no rule applies. The index is `offset` plus that of what is left, in units of 2**-BITS."""
    return contracted(len(edges.nodes), edges.u, edges.v, edges.sign * edges.weight << BITS)


def contracted(size: int, u: Ints, v: Ints, signed: Ints) -> Kernel:
    """The kernel of ties with signed weights that are in units of 2**-BITS already; a tie of a node with itself counts."""
    ties: list[dict[int, int]] = [{} for _ in range(size)]
    offset = 0
    for a, b, weight in zip(u.tolist(), v.tolist(), signed.tolist(), strict=True):
        offset += _add(ties, a, b, weight) if a != b else max(-weight, 0)
    return _reduce(ties, offset)


def _add(ties: list[dict[int, int]], a: int, b: int, signed: int) -> int:
    """Add a tie; what is frustrated for sure by that."""
    before = ties[a].get(b, 0)
    after = before + signed
    if not signed:
        return 0
    if after:
        ties[a][b] = ties[b][a] = after
    elif before:
        del ties[a][b], ties[b][a]
    return min(abs(before), abs(signed)) if (before > 0) != (signed > 0) and before else 0


def _reduce(ties: list[dict[int, int]], offset: int) -> Kernel:
    strength = [sum(map(abs, of.values())) for of in ties]
    waiting = deque(range(len(ties)))
    queued = [True] * len(ties)
    gone = [False] * len(ties)
    taken: list[tuple[int, tuple[tuple[int, int], ...]]] = []
    fresh = len(ties)  # steps in which nodes of any degree are looked through
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        fresh -= 1
        own = ties[node]
        if gone[node] or (len(own) > _LOOKED_THROUGH and fresh < 0):
            continue
        added = _replacement(own, strength[node])
        if added is None:
            continue
        gone[node] = True
        near = tuple(own.items())
        taken.append((node, near))
        for other, weight in near:
            del ties[other][node]
            strength[other] -= abs(weight)
        own.clear()
        for a, b, weight in added:
            before = abs(ties[a].get(b, 0))
            offset += _add(ties, a, b, weight)
            change = abs(ties[a].get(b, 0)) - before
            strength[a] += change
            strength[b] += change
        for other, _ in near:
            if not queued[other]:
                queued[other] = True
                waiting.append(other)
    members = [node for node in range(len(ties)) if ties[node]]
    number = {node: i for i, node in enumerate(members)}
    left = [(number[a], number[b], w) for a in members for b, w in sorted(ties[a].items()) if a < b]
    columns = np.array(left, dtype=np.int64).reshape(-1, 3)
    return Kernel(
        members=np.array(members, dtype=np.int64),
        u=columns[:, 0].copy(),
        v=columns[:, 1].copy(),
        sign=np.sign(columns[:, 2]),
        weight=np.abs(columns[:, 2]),
        offset=offset,
        taken=tuple(taken),
        nodes=len(ties),
    )


def _replacement(own: dict[int, int], strength: int) -> list[tuple[int, int, int]] | None:
    """The ties that stand for a node once it is taken away; None where no rule takes it."""
    if not own:
        return []
    heavy = max(own, key=lambda other: (abs(own[other]), -other))
    if 2 * abs(own[heavy]) >= strength:
        turn = 1 if own[heavy] > 0 else -1
        return [(heavy, other, turn * weight) for other, weight in own.items() if other != heavy]
    if len(own) != 3 or strength % 2:
        return None
    (x, a), (y, b), (z, c) = own.items()
    return [
        (one, other, (strength - 2 * abs(third)) // 2 * (1 if first * second > 0 else -1))
        for one, first, other, second, third in ((x, a, y, b, c), (x, a, z, c, b), (y, b, z, c, a))
    ]
