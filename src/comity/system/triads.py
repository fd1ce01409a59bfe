"""The signed triad census: how many triangles of friends and foes are balanced, and which ones are not.

A triangle is balanced where the product of its signs is positive: three friends, or two friends and a foe of both (Cartwright
& Harary 1956). It is weakly balanced where it is not that one negative tie stands against two positive ones: three foes are
weakly balanced (Davis 1967). The strength of a triangle is the geometric mean of its weights (Onnela et al. 2005).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from comity.system.frustration import one_tie_a_pair
from comity.system.frustration.edges import Edge, SignedEdges, signed_edges
from comity.system.triangles import triangles

TYPES: Final = ("+++", "++-", "+--", "---")
"""By the number of negative ties."""


@dataclass(frozen=True, slots=True)
class TriadCensus:
    """Triangles by the number of their negative ties, 0 to 3: how many, and their strengths added up."""

    counts: tuple[int, int, int, int]
    strengths: tuple[float, float, float, float]
    ties: int
    nodes: int

    @property
    def triangles(self) -> int:
        return sum(self.counts)

    @property
    def balanced(self) -> int:
        return self.counts[0] + self.counts[2]

    @property
    def weakly_balanced(self) -> int:
        return self.balanced + self.counts[3]

    @property
    def balance(self) -> float | None:
        """Share of balanced triangles; None without triangles."""
        return self.balanced / self.triangles if self.triangles else None

    @property
    def weak_balance(self) -> float | None:
        """Share of weakly balanced triangles; None without triangles."""
        return self.weakly_balanced / self.triangles if self.triangles else None

    @property
    def weighted_balance(self) -> float | None:
        """Of the strength of all triangles, the part that is of balanced ones; None without triangles."""
        total = sum(self.strengths)
        return (self.strengths[0] + self.strengths[2]) / total if total else None

    @property
    def weighted_weak_balance(self) -> float | None:
        total = sum(self.strengths)
        return 1 - self.strengths[1] / total if total else None


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three nodes in the order of the graph, and the ties between the first two, the last two, and the first and last."""

    nodes: tuple[Hashable, Hashable, Hashable]
    signs: tuple[int, int, int]
    weights: tuple[float, float, float]
    strength: float

    @property
    def type(self) -> str:
        return TYPES[self.signs.count(-1)]

    @property
    def balanced(self) -> bool:
        return self.signs.count(-1) % 2 == 0

    @property
    def weakly_balanced(self) -> bool:
        return self.signs.count(-1) != 1


def triad_census(edges: Iterable[Edge]) -> TriadCensus:
    """Census of ties (u, v, sign) or (u, v, sign, weight).

    Ties between the same two nodes add up, sign times weight, and pairs at which nothing is left are no tie; a node's tie
    with itself is in no triangle. Raises UsageError for what is no tie.
    """
    graph, weight = _simple(edges)
    return census(graph.u, graph.v, graph.sign, weight, len(graph.nodes))


def census(
    u: npt.NDArray[np.int64],
    v: npt.NDArray[np.int64],
    sign: npt.NDArray[Any],
    weight: npt.NDArray[np.float64],
    nodes: int,
) -> TriadCensus:
    """The same from arrays: ends below `nodes`, one tie a pair and none of a node with itself, signs 1 and -1."""
    counts, strengths = np.zeros(4, dtype=np.int64), np.zeros(4)
    logs = np.log(weight)
    for batch in triangles(u, v, nodes):
        kind = (sign[batch] < 0).sum(axis=1)
        counts += np.bincount(kind, minlength=4)
        strengths += np.bincount(kind, weights=np.exp(logs[batch].mean(axis=1)), minlength=4)
    one, two, three, four = (int(n) for n in counts)
    a, b, c, d = (float(s) for s in strengths)
    return TriadCensus(counts=(one, two, three, four), strengths=(a, b, c, d), ties=len(u), nodes=nodes)


def triangles_of(
    edges: Iterable[Edge], *, actor: Hashable | None = None, tie: tuple[Hashable, Hashable] | None = None
) -> list[Triangle]:
    """The triangles of an actor, or of a tie, or all of them; the strongest first, then in the order of the graph."""
    graph, weight = _simple(edges)
    wanted = {graph.places.get(node, -1) for node in (tie or (() if actor is None else (actor,)))}
    kept = np.arange(len(graph.u))
    if wanted:  # a triangle of an actor has its neighbours for corners
        near = set(wanted)
        for a, b in zip(graph.u.tolist(), graph.v.tolist(), strict=True):
            if a in wanted or b in wanted:
                near |= {a, b}
        inside = np.isin(graph.u, list(near)) & np.isin(graph.v, list(near))
        kept = np.flatnonzero(inside)
    found = [t for t in _each(graph, weight, kept) if wanted <= {graph.places[node] for node in t.nodes}]
    return sorted(found, key=lambda t: (-t.strength, [graph.places[node] for node in t.nodes]))


def _each(graph: SignedEdges, weight: npt.NDArray[np.float64], kept: npt.NDArray[np.int64]) -> Iterator[Triangle]:
    for batch in triangles(graph.u[kept], graph.v[kept], len(graph.nodes)):
        for row in kept[batch].tolist():
            by_pair = {frozenset((int(graph.u[e]), int(graph.v[e]))): e for e in row}
            a, b, c = sorted(frozenset.union(*by_pair))
            ties = [by_pair[frozenset(pair)] for pair in ((a, b), (b, c), (a, c))]
            one, two, three = (float(weight[e]) for e in ties)
            yield Triangle(
                nodes=(graph.nodes[a], graph.nodes[b], graph.nodes[c]),
                signs=(int(graph.sign[ties[0]]), int(graph.sign[ties[1]]), int(graph.sign[ties[2]])),
                weights=(one, two, three),
                strength=(one * two * three) ** (1 / 3),
            )


def _simple(edges: Iterable[Edge]) -> tuple[SignedEdges, npt.NDArray[np.float64]]:
    """One tie a pair, none of a node with itself; and their weights as the user counts."""
    apart = (tie for tie in one_tie_a_pair(edges, conflicting="sum") if tie[0] != tie[1])
    graph = signed_edges(apart)
    return graph, np.array([float(tie[3]) for tie in graph.given], dtype=np.float64)
