"""Walk-based balance: closed walks of every length, the shorter ones counting more (Estrada & Benzi 2014).

The index is trace(exp(A)) / trace(exp(|A|)), A being the matrix of signed weights: the share of closed walks, weighted by one
over the factorial of their length, that is left when negative ones are taken off positive ones. It is 1 for a balanced graph.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from comity.system.frustration.edges import Edge, signed_edges

DENSE: Final = 1500
"""Graphs of up to so many nodes are computed with all eigenvalues."""
_RANKS: Final = (32, 96)
_CLOSE: Final = 1e-3
"""An interval narrower than this part of the value will do."""
_PROBES: Final = 64
_STEPS: Final = 40

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WalkBalance:
    """The index lies between `low` and `high`, which are the same where it was computed exactly.

    `method`: eigenvalues (all of them), leading eigenvalues (the rest is bounded, so that the interval is certain) or
    estimate (random probes: the interval holds 95 times in 100).
    """

    value: float
    low: float
    high: float
    method: str
    of_nodes: dict[Hashable, float] | None = None
    """The same ratio at each node (its closed walks); only with all eigenvalues."""


def walk_balance(edges: Iterable[Edge]) -> WalkBalance | None:
    """Walk-based balance of ties (u, v, sign) or (u, v, sign, weight); None without ties.

    Ties between the same two nodes add up. In |A| every tie counts with its weight, so that two opposite ties between the
    same nodes are out of balance. Raises UsageError for what is no tie.
    """
    graph = signed_edges(edges)
    if not len(graph.u):
        return None
    weight = np.array([float(tie[3]) for tie in graph.given])
    size = len(graph.nodes)
    signed = _matrix(graph.u, graph.v, graph.sign * weight, size)
    plain = _matrix(graph.u, graph.v, weight, size)
    if size <= DENSE:
        return _exact(signed.toarray(), plain.toarray(), graph.nodes)
    return _leading(signed, plain) or _estimate(signed, plain)


def _matrix(u: Any, v: Any, values: Floats, size: int) -> Any:
    from scipy.sparse import csr_array

    apart = u != v  # a tie of a node with itself is a walk of one step, and stands once on the diagonal
    tail, head = np.concatenate([u, v[apart]]), np.concatenate([v, u[apart]])
    matrix = csr_array((np.concatenate([values, values[apart]]), (tail, head)), shape=(size, size))
    matrix.sum_duplicates()
    return matrix


def _exact(signed: Floats, plain: Floats, nodes: tuple[Hashable, ...]) -> WalkBalance:
    values, vectors = np.linalg.eigh(signed)
    all_values, all_vectors = np.linalg.eigh(plain)
    top = all_values[-1]  # no eigenvalue is larger than this one: exponentials stay at 1 or below
    own = (vectors**2) @ np.exp(values - top)
    whole = (all_vectors**2) @ np.exp(all_values - top)
    value = min(float(own.sum() / whole.sum()), 1.0)
    ratios = np.where(whole > 0, own / np.maximum(whole, np.finfo(float).tiny), 1.0)
    of_nodes = {node: min(float(r), 1.0) for node, r in zip(nodes, ratios, strict=True)}
    return WalkBalance(value, value, value, "eigenvalues", of_nodes)


def _leading(signed: Any, plain: Any) -> WalkBalance | None:
    """From the largest eigenvalues: those not computed are no larger than the smallest of them."""
    from scipy.sparse.linalg import eigsh

    size = signed.shape[0]
    start = np.random.Generator(np.random.PCG64(size)).standard_normal(size)
    for rank in _RANKS:
        values = np.sort(eigsh(signed, k=rank, which="LA", v0=start, return_eigenvectors=False))
        all_values = np.sort(eigsh(plain, k=rank, which="LA", v0=start, return_eigenvectors=False))
        top = all_values[-1]
        own, whole = float(np.exp(values - top).sum()), float(np.exp(all_values - top).sum())
        rest = (size - rank) * float(np.exp(values[0] - top))
        all_rest = (size - rank) * float(np.exp(all_values[0] - top))
        low, high = own / (whole + all_rest), min((own + rest) / whole, 1.0)
        if high - low <= _CLOSE * high:
            return WalkBalance((low + high) / 2, low, high, "leading eigenvalues")
    return None


def _estimate(signed: Any, plain: Any) -> WalkBalance:
    """Random vectors of signs z: the mean of z' exp(A) z is the trace, by the same vectors above and below."""
    from scipy.sparse.linalg import eigsh

    size = signed.shape[0]
    chance = np.random.Generator(np.random.PCG64(size))
    top = float(eigsh(plain, k=1, which="LA", v0=chance.standard_normal(size), return_eigenvectors=False)[0])
    probes = chance.choice(np.array([-1.0, 1.0]), size=(size, _PROBES))
    own, whole = _quadratic(signed, probes, top), _quadratic(plain, probes, top)
    ratio = float(own.mean() / whole.mean())
    spread = float(np.std(own - ratio * whole, ddof=1) / np.sqrt(_PROBES) / whole.mean())
    return WalkBalance(min(ratio, 1.0), max(ratio - 1.96 * spread, 0.0), min(ratio + 1.96 * spread, 1.0), "estimate")


def _quadratic(matrix: Any, probes: Floats, shift: float) -> Floats:
    """z' exp(A - shift) z for each column z, by Lanczos and Gauss quadrature (Golub & Meurant 2010)."""
    steps = min(_STEPS, matrix.shape[0])
    diagonal, beside = np.zeros((steps, probes.shape[1])), np.zeros((steps, probes.shape[1]))
    lengths = np.linalg.norm(probes, axis=0)
    now, before, beta = probes / lengths, np.zeros_like(probes), np.zeros(probes.shape[1])
    for step in range(steps):
        after = matrix @ now - beta * before
        diagonal[step] = (now * after).sum(axis=0)
        after -= diagonal[step] * now
        beside[step] = beta = np.linalg.norm(after, axis=0)
        before, now = now, after / np.maximum(beta, np.finfo(float).tiny)
    found = np.zeros(probes.shape[1])
    for column in range(probes.shape[1]):
        chain = np.diag(diagonal[:, column]) + np.diag(beside[:-1, column], 1) + np.diag(beside[:-1, column], -1)
        nodes, vectors = np.linalg.eigh(chain)
        found[column] = lengths[column] ** 2 * (vectors[0] ** 2 @ np.exp(nodes - shift))
    return found
