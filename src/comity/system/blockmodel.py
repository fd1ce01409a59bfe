"""The line index for k blocs: the least weight of ties against a division into blocs of friends (Doreian & Mrvar 1996, 2009).

Within a bloc ties should be positive, between blocs negative. For two blocs this is the frustration index. More blocs never
cost more, until a further one stays empty; with as many as wanted it is the distance to weak balance (Davis 1967), also known
as correlation clustering. The lower bound rests on cycles with one negative tie: no division into any number of blocs
satisfies all ties of such a cycle, so that packing them bounds the index for every k.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import numpy as np

from comity.errors import UsageError
from comity.system.frustration import frustration_index
from comity.system.frustration.block import Solved, raise_bound
from comity.system.frustration.blocks import Block
from comity.system.frustration.cycles import NONE, Cycles, of_rows
from comity.system.frustration.edges import Edge, Floats, Ints, SignedEdges, signed_edges
from comity.system.frustration.kernel import BITS
from comity.system.frustration.relaxation import CycleRelaxation, packing_bound
from comity.system.frustration.timing import Clock
from comity.system.moving import best_division, likeness
from comity.system.triangles import triangles

LARGE: Final = 20_000
"""Graphs of more ties have a lower bound from the first cycles only."""
SMALL: Final = 600
"""Up to so many pairs of a node and a bloc, what is left open is closed by branch and bound."""


@dataclass(frozen=True, slots=True)
class Blockmodel:
    """A division into at most `k` blocs (None: as many as wanted). The index lies between `lower` and `upper`.

    `blocs` are largest first; `partition` gives each node the number of its bloc; `frustrated` are the ties against it.
    `stability` is how alike divisions are to this one that other starts of the search found, among those that cost no more
    (adjusted Rand index, 1 where they are the same).
    """

    k: int | None
    lower: int | float
    upper: int | float
    certified: bool
    partition: dict[Hashable, int]
    blocs: tuple[tuple[Hashable, ...], ...]
    frustrated: tuple[tuple[Any, ...], ...]
    stability: float
    seconds: float


def line_index(
    edges: Iterable[Edge], k: int | None = None, *, seconds: float | None = None, seed: int = 1
) -> Blockmodel:
    """The line index of ties (u, v, sign) or (u, v, sign, weight) for at most `k` blocs.

    Raises UsageError for what is no tie, and for k below 1. Self-ties and repeated ties count as for the frustration index.
    """
    if k is not None and k < 1:
        raise UsageError(f"There is no division into {k} blocs.", hint="k is 1 or more.")
    edges = list(edges)
    clock = Clock(seconds)
    graph = signed_edges(edges)
    whole, offset, step = _merged(graph)
    most = min(whole.size, k) if k is not None else whole.size
    labels, stability = best_division(whole, most, seed, clock)
    found = Solved(0, _cost(whole, labels), labels, "packing")
    if most <= 1:
        found.lower = found.upper
    elif most == 2 and k == 2:
        exact = frustration_index(edges, seconds=clock.left())
        sides = np.array([exact.partition[node] for node in graph.nodes], dtype=np.int64)
        if _cost(whole, sides) < found.upper:
            found.upper, found.sides = _cost(whole, sides), sides
        found.lower = found.upper if exact.certified else int(Fraction(exact.lower) / graph.unit * (1 << BITS)) - offset
    else:
        _raise(whole, found, most, step, clock)
    return _result(graph, found, offset, k, stability, clock)


def choose_blocs(
    edges: Iterable[Edge], *, most: int = 8, seconds: float | None = None, seed: int = 1
) -> tuple[Blockmodel, list[Blockmodel]]:
    """The line index for 1 to `most` blocs, and the one to take: the fewest blocs at which the index is least.

    A division into fewer blocs is one into more, some of them empty; so bounds are handed on from one k to the next. Where two
    numbers of blocs cost the same, the smaller one says as much.
    """
    edges = list(edges)
    clock = Clock(seconds)
    tried: list[Blockmodel] = []
    for k in range(1, most + 1):
        model = line_index(edges, k, seconds=clock.share(1, most + 1 - k).left(), seed=seed)
        if tried and model.upper > tried[-1].upper:
            before = tried[-1]
            lower = min(model.lower, before.upper)
            model = replace(before, k=k, lower=lower, certified=lower >= before.upper, seconds=model.seconds)
        tried.append(model)
    least = min(model.upper for model in tried)
    return next(model for model in tried if model.upper == least), tried


def _merged(graph: SignedEdges) -> tuple[Block, int, int]:
    """One tie a pair, in finer units; what is frustrated whatever the division; and in what steps costs go."""
    apart = graph.u != graph.v
    weight = graph.weight << BITS
    loops = int(weight[~apart & (graph.sign < 0)].sum())
    size = max(len(graph.nodes), 1)
    low, high = np.minimum(graph.u, graph.v)[apart], np.maximum(graph.u, graph.v)[apart]
    keys, where = np.unique(low * size + high, return_inverse=True)
    signed, total = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.int64)
    np.add.at(signed, where, (graph.sign * weight)[apart])
    np.add.at(total, where, weight[apart])
    kept = signed != 0
    block = Block(
        np.arange(len(graph.nodes)), keys[kept] // size, keys[kept] % size, np.sign(signed[kept]), np.abs(signed[kept])
    )
    offset = loops + int((total - np.abs(signed)).sum()) // 2
    return block, offset, max(int(np.gcd.reduce(block.weight)), 1) if len(block.u) else 1


def _against(block: Block, labels: Ints) -> Any:
    """Which ties stand against a division."""
    return (labels[block.u] == labels[block.v]) != (block.sign > 0)


def _cost(block: Block, labels: Ints) -> int:
    return int(block.weight[_against(block, labels)].sum())


def _raise(block: Block, found: Solved, most: int, step: int, clock: Clock) -> None:
    """The lower bound: cycles with one negative tie; then branch and bound."""
    relaxation = CycleRelaxation(block)
    ways = _Ways(block)
    relaxation.add(_triangles(block, 20 * len(block.u)))
    rounds = 0
    while found.lower < found.upper and not clock.over():
        answer = relaxation.solve(clock.left())
        if answer is None:
            break
        values, amounts = answer
        raise_bound(found, packing_bound(block.weight, relaxation.all_cycles(), amounts), step)
        rounds += 1
        if found.lower >= found.upper or (len(block.u) > LARGE and rounds > 2):
            break
        if not relaxation.add(ways.violated(values)):
            break
    if found.lower < found.upper and not clock.over() and block.size * min(most, block.size) <= SMALL:
        from comity.system.blocbranching import divide_exactly

        divide_exactly(block, found, most, relaxation.all_cycles(), step, clock)


def _triangles(block: Block, most: int) -> Cycles:
    found: list[Ints] = []
    for batch in triangles(block.u, block.v, block.size):
        found.append(batch[(block.sign[batch] < 0).sum(axis=1) == 1])
        if sum(map(len, found)) > most:
            break
    return of_rows(np.concatenate(found)[:most]) if found else NONE


class _Ways:
    """Shortest ways over positive ties between the ends of negative ones."""

    def __init__(self, block: Block) -> None:
        from scipy.sparse import csr_array

        self._block = block
        self._plus, self._minus = np.flatnonzero(block.sign > 0), np.flatnonzero(block.sign < 0)
        u, v = block.u[self._plus], block.v[self._plus]
        tail, head = np.concatenate([u, v]), np.concatenate([v, u])
        order = np.lexsort((head, tail))
        self._edge = np.tile(self._plus, 2)[order]
        starts = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=block.size))])
        self._graph = csr_array(
            (np.zeros(len(order)), head[order].astype(np.int32), starts.astype(np.int32)), shape=(block.size,) * 2
        )
        keys = np.minimum(u, v) * block.size + np.maximum(u, v)
        self._by_key = self._plus[np.argsort(keys)]
        self._keys = np.sort(keys)

    def violated(self, values: Floats) -> Cycles:
        """Of each negative tie, the shortest cycle with positive ones that carries less than 1 of `values`."""
        from scipy.sparse.csgraph import dijkstra

        block = self._block
        if not len(self._minus) or not len(self._plus):
            return NONE
        self._graph.data = values[self._edge] + 1e-7
        sources, row = np.unique(block.u[self._minus], return_inverse=True)
        far, before = dijkstra(self._graph, indices=sources, return_predecessors=True, limit=1 - 1e-6)
        length = far[row, block.v[self._minus]] + values[self._minus]
        chosen = np.flatnonzero(length < 1 - 1e-6)
        if not len(chosen):
            return NONE
        ties, row = self._minus[chosen], row[chosen]
        at, columns = block.v[ties].copy(), [ties]
        while (going := at != block.u[ties]).any():
            to = np.where(going, before[row, at], at).astype(np.int64)
            keys = np.minimum(at, to) * block.size + np.maximum(at, to)
            place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            columns.append(np.where(going, self._by_key[place], -1))
            at = to
        return of_rows(np.stack(columns, axis=1))


def _result(
    graph: SignedEdges, found: Solved, offset: int, k: int | None, stability: float, clock: Clock
) -> Blockmodel:
    labels = found.sides
    scale = 1 << BITS
    groups: dict[int, list[Hashable]] = {}
    for node, label in zip(graph.nodes, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(node)
    ordered = sorted(groups, key=lambda label: (-len(groups[label]), graph.places[groups[label][0]]))
    number = {label: i for i, label in enumerate(ordered)}
    loops = graph.u == graph.v
    against = np.flatnonzero(np.where(loops, graph.sign < 0, (labels[graph.u] == labels[graph.v]) != (graph.sign > 0)))
    return Blockmodel(
        k=k,
        lower=graph.value(Fraction(min(found.lower, found.upper) + offset, scale)),
        upper=graph.value(Fraction(found.upper + offset, scale)),
        certified=found.lower >= found.upper,
        partition={node: number[label] for node, label in zip(graph.nodes, labels.tolist(), strict=True)},
        blocs=tuple(tuple(groups[label]) for label in ordered),
        frustrated=tuple(graph.given[i] for i in against.tolist()),
        stability=stability,
        seconds=clock.elapsed(),
    )


__all__ = ["Blockmodel", "choose_blocs", "likeness", "line_index"]
