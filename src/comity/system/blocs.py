"""Blocs: actors that positive ties hold together and that have no more negative ones among them than must be.

Two sides are what structural balance asks for (Cartwright & Harary 1956); of several blocs, each in harmony and hostile
to others, a network is made that is clusterable (Davis 1967). Here the actors are parted so that as few ties as possible
go against the parting: positive ones between blocs, negative ones within (the line index of Doreian & Mrvar 1996, with
the number of blocs left open; also known as correlation clustering). Among partings with equally few, the one against
which the weakest ties go is taken, then the one likest to the blocs of the date before, then the one with fewest blocs.
An actor with no positive tie into a bloc is in none; nor, by `membership`, is one that most draws do not find in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity.system.ties import Tie

Members = frozenset[str]
EXACT: Final = 10
"""Components of so many actors are parted exactly, larger ones by moving actors and joining blocs until nothing helps."""
MANY: Final = 60
_TRIES: Final = 40
"""Components of up to `MANY` actors are tried from so many partings at random too, always the same ones."""
_STEP: Final = 1e-5
_FEWER: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Parting:
    """`blocs`: two or more actors each, sorted, the largest first. `against`: ties that go against the parting.
    `exact`: whether fewer cannot be, by having looked at every parting."""

    blocs: tuple[Members, ...]
    against: tuple[Tie, ...]
    exact: bool


def part(ties: Sequence[Tie], before: Sequence[Members] = ()) -> Parting:
    """The blocs that ties with a sign make. `before`: blocs of an earlier date; of partings as good as each other in all,
    the one likest to them is taken."""
    told = sorted((t for t in ties if t.sign), key=lambda t: t.pair)
    most = 1.0 + sum(t.strength for t in told)
    weights = {t.pair: t.sign * (1.0 + t.strength / most) for t in told}
    earlier = {actor: n for n, bloc in enumerate(before) for actor in bloc}
    label: dict[str, int] = {}
    exact = True
    for members in _components(weights):
        inside = {pair: w for pair, w in weights.items() if pair[0] in members}
        if len(members) <= EXACT:
            found = _exact(members, inside, earlier)
        else:
            found = _heuristic(members, inside, earlier)
            exact = False
        offset = len(label)
        label.update({actor: offset + n for actor, n in found.items()})
    against = tuple(t for t in told if (t.sign > 0) != (label[t.a] == label[t.b]))
    return Parting(held_together(told, label), against, exact)


def _components(weights: dict[tuple[str, str], float]) -> list[list[str]]:
    near: dict[str, list[str]] = {}
    for a, b in weights:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    seen: set[str] = set()
    found = []
    for actor in sorted(near):
        if actor in seen:
            continue
        group, todo = [], [actor]
        seen.add(actor)
        while todo:
            group.append(todo.pop())
            for other in near[group[-1]]:
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        found.append(sorted(group))
    return found


def _exact(members: list[str], weights: dict[tuple[str, str], float], earlier: dict[str, int]) -> dict[str, int]:
    """Branch and bound over the partings of a component, actor after actor: the cost only grows along a branch."""
    order = sorted(members, key=lambda x: (-sum(abs(w) for pair, w in weights.items() if x in pair), x))
    place = {x: n for n, x in enumerate(order)}
    back: list[list[tuple[int, float]]] = [[] for _ in order]
    for (a, b), w in sorted(weights.items()):
        low, high = sorted((place[a], place[b]))
        back[high].append((low, w))
    past = [earlier.get(x, -1 - n) if earlier else None for n, x in enumerate(order)]
    greedy = _heuristic(members, weights, earlier)
    best = [_relabelled([greedy[x] for x in order])]
    least = [_cost(best[0], back, past)]
    chosen: list[int] = []

    def go(at: int, cost: float, used: int) -> None:
        if cost >= least[0] - 1e-13:
            return
        if at == len(order):
            best[0], least[0] = list(chosen), cost
            return
        join = [0.0] * (used + 1)
        for other, w in back[at]:
            if w > 0:
                for n in range(used + 1):
                    join[n] += w if n != chosen[other] else 0.0
            else:
                join[chosen[other]] -= w
        for n in sorted(range(used + 1), key=lambda n: (join[n], n)):
            more = join[n] + (_FEWER if n == used else 0.0) + _moved(chosen, past, at, n)
            chosen.append(n)
            go(at + 1, cost + more, max(used, n + 1))
            chosen.pop()

    go(0, 0.0, 0)
    return dict(zip(order, best[0], strict=True))


def _moved(chosen: Sequence[int], past: Sequence[int | None], at: int, n: int) -> float:
    """A little for every other actor with which this one was in a bloc and is no longer, or the other way round."""
    if past[at] is None:
        return 0.0
    differ = sum(
        (chosen[k] == n) != (past[k] == past[at]) for k in range(len(chosen)) if k < at and past[k] is not None
    )
    return differ * _STEP


def _cost(labels: Sequence[int], back: Sequence[Sequence[tuple[int, float]]], past: Sequence[int | None]) -> float:
    total = _FEWER * len(set(labels))
    for at, ties in enumerate(back):
        total += _moved(labels[:at], past, at, labels[at])
        for other, w in ties:
            same = labels[other] == labels[at]
            total += w if w > 0 and not same else -w if w < 0 and same else 0.0
    return total


def _relabelled(labels: Sequence[int]) -> list[int]:
    new: dict[int, int] = {}
    return [new.setdefault(n, len(new)) for n in labels]


def _heuristic(members: list[str], weights: dict[tuple[str, str], float], earlier: dict[str, int]) -> dict[str, int]:
    """From several starts: move single actors while that helps, join blocs while that helps, and again. The best is kept."""
    near: dict[str, dict[str, float]] = {x: {} for x in members}
    for (a, b), w in sorted(weights.items()):
        near[a][b] = w
        near[b][a] = w
    far = len(members)
    starts = [{x: n for n, x in enumerate(members)}, dict.fromkeys(members, 0)]
    if earlier:
        starts = [starts[0], {x: earlier.get(x, far + n) for n, x in enumerate(members)}]
    if EXACT < far <= MANY:
        import numpy as np

        chance = np.random.Generator(np.random.PCG64(far))
        for n in range(_TRIES):
            labels = chance.integers(0, 2 + n % 4, far).tolist()
            starts.append(dict(zip(members, labels, strict=True)))
    tries = [_improved(start, near) for start in starts]
    return min(tries, key=lambda labels: (round(_lost(labels, near), 9), len(set(labels.values()))))


def _lost(labels: dict[str, int], near: dict[str, dict[str, float]]) -> float:
    """Twice the weight of the ties that go against a parting."""
    return sum(
        w if w > 0 and labels[x] != labels[y] else -w if w < 0 and labels[x] == labels[y] else 0.0
        for x, of in near.items()
        for y, w in of.items()
    )


def _improved(labels: dict[str, int], near: dict[str, dict[str, float]]) -> dict[str, int]:
    labels = dict(labels)
    fresh = max(labels.values()) + 1
    while True:
        moved = False
        for x in sorted(near):
            gain: dict[int, float] = {}
            for y, w in near[x].items():
                gain[labels[y]] = gain.get(labels[y], 0.0) + w
            here = gain.get(labels[x], 0.0)
            most = max(gain.values(), default=0.0)
            best = min((n for n, g in gain.items() if g == most), default=labels[x])
            if max(most, 0.0) > here + 1e-9:
                if most > 0:
                    labels[x] = best
                else:
                    labels[x], fresh = fresh, fresh + 1
                moved = True
        if _joined(labels, near):
            moved = True
        if not moved:
            return labels


def _joined(labels: dict[str, int], near: dict[str, dict[str, float]]) -> bool:
    """Join the two blocs that gain most by it, if any do."""
    between: dict[tuple[int, int], float] = {}
    for x, of in near.items():
        for y, w in of.items():
            if labels[x] < labels[y]:
                key = (labels[x], labels[y])
                between[key] = between.get(key, 0.0) + w
    if not between:
        return False
    (one, other), gain = min(between.items(), key=lambda pair: (-pair[1], pair[0]))
    if gain <= 1e-9:
        return False
    for x, n in labels.items():
        if n == other:
            labels[x] = one
    return True


def held_together(ties: Sequence[Tie], label: Mapping[str, int]) -> tuple[Members, ...]:
    """The parts of each bloc that positive ties within it connect; single actors are no bloc."""
    group = {x: x for x in label}

    def root(x: str) -> str:
        while group[x] != x:
            x = group[x]
        return x

    for t in ties:
        if t.sign > 0 and t.a in label and t.b in label and label[t.a] == label[t.b]:
            one, other = sorted((root(t.a), root(t.b)))
            group[other] = one
    found: dict[str, list[str]] = {}
    for x in sorted(label):
        found.setdefault(root(x), []).append(x)
    blocs = [frozenset(members) for members in found.values() if len(members) > 1]
    return tuple(sorted(blocs, key=lambda bloc: (-len(bloc), min(bloc))))
