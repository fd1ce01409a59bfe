"""The triangle that pulls on an actor: the strongest unbalanced one that it is part of, in words.

A triangle of signed ties is balanced when the product of its signs is positive (Heider 1946; Cartwright & Harary 1956).
Its strength is the geometric mean of the strengths of its ties, 0 to 1. Only ties with a sure sign make triangles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.system.ties import Network, Tie


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three ties between three actors. `actors` are sorted lineage ids; the ties are (first-second, first-third, second-third)."""

    actors: tuple[str, str, str]
    ties: tuple[Tie, Tie, Tie]

    @property
    def balanced(self) -> bool:
        return self.ties[0].sign * self.ties[1].sign * self.ties[2].sign > 0

    @property
    def strength(self) -> float:
        """0 to 1."""
        one, two, three = (tie.strength for tie in self.ties)
        return float((one * two * three) ** (1 / 3))

    @property
    def unbalanced(self) -> float:
        """Probability that the product of the three signs is negative, the ties independent of each other."""
        product = 1.0
        for tie in self.ties:
            product *= 2 * tie.positive - 1
        return (1 - product) / 2

    def tie(self, one: str, other: str) -> Tie:
        return next(tie for tie in self.ties if {tie.a, tie.b} == {one, other})


@dataclass(frozen=True, slots=True)
class Triads:
    """All triangles of ties with a sign. `strength` is that of all of them, `balanced_strength` of the balanced ones."""

    count: int
    balanced: int
    weakly_balanced: int
    strength: float
    balanced_strength: float
    pulls: dict[str, Triangle]

    @property
    def balance(self) -> float | None:
        """Share of balanced triangles, weighted by strength; None without triangles (or without any strength)."""
        return self.balanced_strength / self.strength if self.strength > 0 else None


def triads(ties: Sequence[Tie]) -> Triads:
    """Count triangles, and find of each actor in an unbalanced one the strongest (of equals the first by their actors)."""
    import numpy as np

    from comity.system.triangles import triangles

    told = sorted((t for t in ties if t.sign), key=lambda t: t.pair)
    if len(told) < 3:
        return Triads(0, 0, 0, 0.0, 0.0, {})
    ids = sorted({x for t in told for x in t.pair})
    place = {x: n for n, x in enumerate(ids)}
    u = np.array([place[t.a] for t in told], dtype=np.int64)
    v = np.array([place[t.b] for t in told], dtype=np.int64)
    sign = np.array([t.sign for t in told])
    logs = np.log(np.maximum([t.strength for t in told], 1e-300)) / 3
    count = balanced = weakly = 0
    total = even = 0.0
    hardest = np.full(len(ids), -np.inf)
    chosen: dict[int, tuple[int, ...]] = {}
    for batch in triangles(u, v, len(ids)):
        product = sign[batch].prod(axis=1)
        strength = np.exp(logs[batch].sum(axis=1))
        count += len(batch)
        balanced += int((product > 0).sum())
        weakly += int(((product > 0) | (sign[batch].sum(axis=1) == -3)).sum())
        total += float(strength.sum())
        even += float(strength[product > 0].sum())
        torn = np.flatnonzero(product < 0)
        if not len(torn):
            continue
        edges, hard = batch[torn], np.round(strength[torn], 9)
        corners = np.sort(np.concatenate([u[edges], v[edges]], axis=1), axis=1)[:, ::2]
        order = np.lexsort((corners[:, 2], corners[:, 1], corners[:, 0], -hard))
        for side in range(3):
            actors, first = np.unique(corners[order, side], return_index=True)
            for actor, at in zip(actors.tolist(), order[first].tolist(), strict=True):
                key = tuple(corners[at].tolist())
                better = hard[at] > hardest[actor] or (hard[at] == hardest[actor] and key < chosen[actor])
                if better:
                    hardest[actor], chosen[actor] = hard[at], key
    by_pair = {t.pair: t for t in told}
    found = {}
    for actor, corners_of in sorted(chosen.items()):
        a, b, c = (ids[n] for n in corners_of)
        found[ids[actor]] = Triangle((a, b, c), (by_pair[a, b], by_pair[a, c], by_pair[b, c]))
    return Triads(count, balanced, weakly, total, even, found)


def in_words(triangle: Triangle, actor: str, network: Network) -> str:
    """'Pakistan is friendly with China and the United States, which are hostile to each other.'"""
    others = [x for x in triangle.actors if x != actor]
    one, other = sorted(others, key=lambda x: (-triangle.tie(actor, x).sign, x))
    me, first, second = (spoken(network, x) for x in (actor, one, other))
    with_one, with_other = triangle.tie(actor, one).sign, triangle.tie(actor, other).sign
    if with_one > 0 and with_other > 0:
        return f"{_opening(me)} is friendly with {first} and {second}, which are hostile to each other."
    if with_one > 0:
        return f"{_opening(me)} is friendly with {first} and hostile to {second}, which are friendly with each other."
    return f"{_opening(me)} is hostile to {first} and {second}, which are hostile to each other too."


def spoken(network: Network, lineage: str) -> str:
    """The name of an actor as a sentence has it: 'the Soviet Union'."""
    name = network.node(lineage).name
    plural = name.endswith(("States", "Union", "Kingdom", "Republic", "Emirates", "Islands", "Nations", "Philippines"))
    return f"the {name}" if plural or name in ("Netherlands", "Maldives", "Gambia", "Bahamas", "Comoros") else name


def _opening(name: str) -> str:
    return name[:1].upper() + name[1:]
