"""Signed ties as people give them -> arrays of integers to compute with.

Conventions. Ties are undirected, and ties between the same two nodes add up: of two ties of opposite sign one is always
frustrated. A negative tie of a node with itself is a negative cycle of length one: always frustrated; a positive one
never is. Both are allowed, and reported. Weights are positive and finite; without one a tie weighs 1.

Whole numbers and decimals are computed with exactly, as multiples of the smallest unit in which all of them are whole.
Where there is none of reasonable size (long binary fractions), weights are rounded to a grid, and the bounds are widened by
what that can cost at most.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from comity.errors import UsageError

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Edge: TypeAlias = Sequence[Any]
"""(u, v, sign) or (u, v, sign, weight)."""
Conflicting: TypeAlias = Literal["negative", "positive", "drop", "sum"]

LARGEST_TOTAL: Final = 1 << 40
"""Units in all: up to here weights are whole numbers of units, and bits are left for halves (see kernel)."""


@dataclass(frozen=True, slots=True)
class SignedEdges:
    """A signed graph. Edge i joins nodes `u[i]` and `v[i]` (places in `nodes`); `weight[i]` counts units of size `unit`."""

    nodes: tuple[Hashable, ...]
    u: Ints
    v: Ints
    sign: Ints
    weight: Ints
    given: tuple[tuple[Hashable, Hashable, int, Any], ...]
    unit: Fraction
    exact: bool
    """Weights are whole numbers of units; False where they were rounded to a grid."""
    whole: bool
    """All weights were whole numbers."""
    self_ties: tuple[int, ...] = ()
    conflicts: tuple[tuple[Hashable, Hashable], ...] = ()
    """Pairs with ties of both signs."""
    repeated: int = 0
    """Ties beyond the first between the same two nodes."""
    places: dict[Hashable, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Weight of all ties, in units."""
        return int(self.weight.sum())

    def value(self, units: int | Fraction) -> int | float:
        """Units as the user counts: whole where all weights were."""
        amount = units * self.unit
        return int(amount) if self.whole and amount.denominator == 1 else float(amount)


def signed_edges(edges: Iterable[Edge]) -> SignedEdges:
    """Check ties and number their nodes in the order in which they appear.

    Raises UsageError for a tie that is none: no sign or one other than 1 and -1, a weight that is missing, negative, zero or
    not finite. It says which tie it is.
    """
    places: dict[Hashable, int] = {}
    given: list[tuple[Hashable, Hashable, int, Any]] = []
    ends: list[tuple[int, int]] = []
    weights: list[Any] = []
    for number, edge in enumerate(edges):
        u, v, sign, weight = _parts(edge, number)
        ends.append((places.setdefault(u, len(places)), places.setdefault(v, len(places))))
        given.append((u, v, sign, weight))
        weights.append(weight)
    whole = all(type(w) is int or _fraction(w).denominator == 1 for w in set(weights))
    counted, unit, exact = _units(weights)
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    sign_of = np.array([g[2] for g in given], dtype=np.int64)
    conflicts, repeated = _twice(pairs, sign_of, len(places))
    nodes = tuple(places)
    return SignedEdges(
        nodes=nodes,
        u=pairs[:, 0].copy(),
        v=pairs[:, 1].copy(),
        sign=sign_of,
        weight=counted,
        given=tuple(given),
        unit=unit,
        exact=exact,
        whole=whole,
        self_ties=tuple(int(i) for i in np.flatnonzero(pairs[:, 0] == pairs[:, 1])),
        conflicts=tuple((nodes[a], nodes[b]) for a, b in conflicts),
        repeated=repeated,
        places=places,
    )


def one_tie_a_pair(edges: Iterable[Edge], *, conflicting: Conflicting = "negative") -> list[tuple[Any, Any, int, Any]]:
    """Arcs or repeated ties -> one tie a pair of nodes, in the order of their first appearance.

    Where all ties of a pair agree, the pair has their sign, and the weight of the first. Where they do not: the pair is
    `negative`, or `positive`, or is dropped (`drop`); `sum` adds up sign times weight over all ties, agreeing ones too,
    and drops pairs at which nothing is left.
    """
    if conflicting not in ("negative", "positive", "drop", "sum"):
        raise UsageError(
            f"{conflicting!r} is no rule for conflicting ties.", hint="Choose negative, positive, drop or sum."
        )
    pairs: dict[frozenset[Any], list[tuple[Any, Any, int, Any]]] = {}
    for number, edge in enumerate(edges):
        tie = _parts(edge, number)
        pairs.setdefault(frozenset(tie[:2]), []).append(tie)
    kept = []
    for ties in pairs.values():
        u, v, sign, _ = ties[0]
        if len(ties) == 1:
            kept.append(ties[0])
        elif conflicting == "sum":
            left = sum(s * _fraction(w) for _, _, s, w in ties)
            if left:
                size = abs(left)
                kept.append((u, v, 1 if left > 0 else -1, int(size) if size.denominator == 1 else float(size)))
        elif all(s == sign for _, _, s, _ in ties):
            kept.append(ties[0])
        elif conflicting != "drop":
            wanted = -1 if conflicting == "negative" else 1
            kept.append((u, v, wanted, next(w for _, _, s, w in ties if s == wanted)))
    return kept


def _parts(edge: Edge, number: int) -> tuple[Any, Any, int, Any]:
    sign: Any
    try:
        u, v, sign, *rest = edge
    except (TypeError, ValueError):
        raise UsageError(
            f"Tie {number} ({edge!r}) is not one.", hint="Ties are (u, v, sign) or (u, v, sign, weight)."
        ) from None
    if len(rest) > 1:
        raise UsageError(f"Tie {number} ({edge!r}) has too many parts.", hint="Ties are (u, v, sign, weight).")
    if type(sign) is int and sign in (1, -1) and (not rest or (type(rest[0]) is int and rest[0] > 0)):
        return u, v, sign, rest[0] if rest else 1
    signed = isinstance(sign, Real) and sign in (1, -1)
    if not signed:
        hint = "A sign is 1 or -1; how strong a tie is goes into the fourth place: (u, v, sign, weight)."
        raise UsageError(f"Tie {number}, between {u!r} and {v!r}, has the sign {sign!r}.", hint=hint)
    weight: Any = rest[0] if rest else 1
    number_like = isinstance(weight, (Real, Decimal)) and not isinstance(weight, bool)
    if not number_like or not 0 < weight < math.inf:
        hint = "A weight is a number above zero; leave out ties without one."
        raise UsageError(f"Tie {number}, between {u!r} and {v!r}, has the weight {weight!r}.", hint=hint)
    return u, v, int(sign), int(weight) if isinstance(weight, Integral) else weight


def _fraction(weight: Any) -> Fraction:
    """The number as one writes it: 0.1 is a tenth."""
    if isinstance(weight, (Rational, Decimal)):
        return Fraction(weight)
    return Fraction(repr(float(weight)))


def _units(weights: Sequence[Any]) -> tuple[Ints, Fraction, bool]:
    """Weights in units, the unit, and whether that is exact."""
    if all(type(w) is int and w == 1 for w in weights):
        return np.ones(len(weights), dtype=np.int64), Fraction(1), True
    numbers = [_fraction(w) for w in weights]
    unit = Fraction(1, math.lcm(*{w.denominator for w in numbers}))
    unit *= math.gcd(*{int(w / unit) for w in numbers})
    total = sum(numbers)
    if total / unit <= LARGEST_TOTAL:
        return np.array([int(w / unit) for w in numbers], dtype=np.int64), unit, True
    grid = Fraction(total) / LARGEST_TOTAL
    return np.array([round(w / grid) for w in numbers], dtype=np.int64), grid, False


def _twice(pairs: Ints, sign: Ints, nodes: int) -> tuple[list[tuple[int, int]], int]:
    """Pairs with both signs, and how many ties are not the first of their pair; ties of a node with itself apart."""
    apart = pairs[:, 0] != pairs[:, 1]
    low, high = pairs[apart].min(axis=1), pairs[apart].max(axis=1)
    key = low * max(nodes, 1) + high
    distinct, where = np.unique(key, return_inverse=True)
    has_plus = np.bincount(where, weights=sign[apart] > 0, minlength=len(distinct)) > 0
    has_minus = np.bincount(where, weights=sign[apart] < 0, minlength=len(distinct)) > 0
    both = distinct[has_plus & has_minus]
    return [(int(k) // nodes, int(k) % nodes) for k in both], int(apart.sum() - len(distinct))
