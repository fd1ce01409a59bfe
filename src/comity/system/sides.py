"""Two sides for many networks of the same ties at once: the networks drawn from what is not sure about the scores.

Each network gets the split into two sides that leaves least strength of ties on the wrong side (positive ties between
the sides, negative ones within). Actors that hang on one tie only always find their side and are left to the end; what
is left of a component is split exactly where it has at most `EXACT` actors, else by moving one actor at a time until no
move helps, from two starts: then the split is good, and its cost an upper bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Signs = NDArray[np.int8]
    Places = NDArray[np.intp]

EXACT: Final = 12
"""Components of so many actors, apart from those with one tie, are split by looking at every split."""
_SWEEPS: Final = 50
_LEAN: Final = 1e-9
"""By how much, against the ties, the split is drawn to the one given: only enough to choose among equals."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Of each network (row) the side of each actor, 1 or -1, and the number of ties on the wrong side in the split with
    the fewest; `exact`: whether that is proven, else it is an upper bound."""

    sides: Signs
    frustrated: NDArray[np.int64]
    exact: bool


def split(n: int, ends: Places, values: Floats, base: Signs) -> Sides:
    """Split each network in two. `n` actors; `ends` [m, 2] their ties; `values` [k, m] signed strengths, one row a network.

    Among equal splits, and of each component which half is called 1, the choice is the one nearest to `base` [n], 1 or -1.
    """
    import numpy as np

    count = len(values)
    sides = np.tile(base, (count, 1)).astype(np.int8)
    frustrated = np.zeros(count, dtype=np.int64)
    exact = True
    core, hanging = _prune(n, ends)
    signs = np.sign(values)
    for members in components(n, ends, core):
        within = np.flatnonzero(np.isin(ends[:, 0], members) & np.isin(ends[:, 1], members))
        if not len(within):
            continue
        local = np.searchsorted(members, ends[within])
        start = base[members].astype(np.float64)
        if len(members) <= EXACT:
            best, _ = _every(local, values[:, within], start)
            _, fewest = _every(local, signs[:, within], start)
        else:
            exact = False
            best, _ = _moving(len(members), local, values[:, within], start)
            settled = _settle(len(members), local, signs[:, within], best.astype(np.float64))
            fewest = _wrong(local, signs[:, within], settled)
        sides[:, members] = best
        frustrated += fewest.astype(np.int64)
    for leaf, tie, held_by in hanging:
        agreed = np.where(values[:, tie] >= 0, 1, -1).astype(np.int8)
        sides[:, leaf] = sides[:, held_by] * agreed
    _turn(n, ends, sides, base)
    return Sides(sides, frustrated, exact)


def best_of(n: int, ends: Places, values: Floats, base: Signs, tries: int) -> Signs:
    """A good split [n] of one large network, `values` [m]: the best of moving actors from `base`, from what its strongest ties
    say, and from `tries` splits at random, always the same ones."""
    import numpy as np

    rows = np.tile(values, (tries + 2, 1))
    begin = np.random.Generator(np.random.PCG64(n)).choice([-1.0, 1.0], (tries + 2, n))
    begin[0], begin[1] = base, _along_strongest(n, ends, values[None])[0]
    sides = _settle(n, ends, rows, begin)
    best: Signs = sides[_wrong(ends, rows, sides).argmin()].astype(np.int8)
    _turn(n, ends, best[None], base)
    return best


def is_exact(n: int, ends: Places) -> bool:
    """Whether networks of these ties are small enough to be split exactly."""
    core, _ = _prune(n, ends)
    return all(len(members) <= EXACT for members in components(n, ends, core))


def components(n: int, ends: Places, among: Sequence[int] | Places) -> list[Places]:
    """The actors of `among` by connected component of the ties between them; each sorted, the one with the smallest first."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    inside = np.zeros(n, dtype=bool)
    inside[np.asarray(among, dtype=np.intp)] = True
    kept = ends[inside[ends[:, 0]] & inside[ends[:, 1]]]
    graph = coo_array((np.ones(len(kept)), (kept[:, 0], kept[:, 1])), shape=(n, n))
    _, group = connected_components(graph, directed=False)
    members = np.flatnonzero(inside)
    order = members[np.argsort(group[members], kind="stable")]
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    found = [part for part in np.split(order, cuts) if len(part)]
    return sorted(found, key=lambda part: int(part[0]))


def _prune(n: int, ends: Places) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Actors of the 2-core, and the others as (actor, tie, other end) in the order in which they can be put back."""
    ties: list[dict[int, int]] = [{} for _ in range(n)]
    for tie, (a, b) in enumerate(ends.tolist()):
        ties[a][tie] = b
        ties[b][tie] = a
    todo = [x for x in range(n) if len(ties[x]) == 1]
    gone: set[int] = set()
    taken = []
    while todo:
        actor = todo.pop()
        if len(ties[actor]) != 1:
            continue
        ((tie, other),) = ties[actor].items()
        taken.append((actor, tie, other))
        gone.add(actor)
        ties[actor].clear()
        del ties[other][tie]
        if len(ties[other]) == 1:
            todo.append(other)
    return [x for x in range(n) if x not in gone], taken[::-1]


def _every(ends: Places, values: Floats, start: Floats) -> tuple[Signs, Floats]:
    """The best of all splits of one component for each network, and what it leaves on the wrong side."""
    import numpy as np

    n = int(ends.max()) + 1
    codes = np.arange(1 << (n - 1))
    splits = np.ones((len(codes), n))
    splits[:, 1:] = 1 - 2.0 * ((codes[:, None] >> np.arange(n - 1)) & 1)
    products = splits[:, ends[:, 0]] * splits[:, ends[:, 1]]
    lean = np.abs(splits @ start) * _LEAN  # either half may be called 1
    best = np.argmax(values @ products.T + lean, axis=1)
    chosen = splits[best].astype(np.int8)
    return chosen, _wrong(ends, values, chosen)


def _moving(n: int, ends: Places, values: Floats, start: Floats) -> tuple[Signs, Floats]:
    """Splits by moving actors one at a time, from `start` and from what the strongest ties say."""
    import numpy as np

    tries = []
    for begin in (np.tile(start, (len(values), 1)), _along_strongest(n, ends, values)):
        sides = _settle(n, ends, values, begin)
        tries.append((sides, _wrong(ends, values, sides)))
    (one, cost), (other, more) = tries
    better = more < cost
    one[better] = other[better]
    return one.astype(np.int8), np.minimum(cost, more)


def _along_strongest(n: int, ends: Places, values: Floats) -> Floats:
    """Sides as a spanning tree of the ties that are strongest over all networks has them in each."""
    import numpy as np

    begin = np.ones((len(values), n))
    order = np.argsort(-np.abs(values).mean(axis=0), kind="stable")
    group = list(range(n))
    held: dict[int, list[int]] = {x: [x] for x in range(n)}
    for tie in order.tolist():
        a, b = (int(x) for x in ends[tie])
        one, other = group[a], group[b]
        if one == other:
            continue
        if len(held[one]) < len(held[other]):
            one, other = other, one
        turn = np.where(values[:, tie] * begin[:, a] * begin[:, b] < 0, -1.0, 1.0)
        begin[:, held[other]] *= turn[:, None]
        for x in held[other]:
            group[x] = one
        held[one] += held.pop(other)
    return begin


def _settle(n: int, ends: Places, values: Floats, sides: Floats) -> Floats:
    import numpy as np

    ties: list[list[int]] = [[] for _ in range(n)]
    others: list[list[int]] = [[] for _ in range(n)]
    for tie, (a, b) in enumerate(ends.tolist()):
        ties[a].append(tie)
        others[a].append(b)
        ties[b].append(tie)
        others[b].append(a)
    columns = [np.ascontiguousarray(values[:, of].T) for of in ties]
    sides = np.ascontiguousarray(sides.T)
    for _ in range(_SWEEPS):
        moved = False
        for x in range(n):
            pull = np.einsum("tk,tk->k", columns[x], sides[others[x]]) * sides[x]
            wrong = pull < -1e-12
            if wrong.any():
                sides[x, wrong] *= -1
                moved = True
        if not moved:
            break
    return np.ascontiguousarray(sides.T)


def _wrong(ends: Places, values: Floats, sides: Floats | Signs) -> Floats:
    """Strength of the ties on the wrong side, of each network."""
    import numpy as np

    agreed = values * sides[:, ends[:, 0]] * sides[:, ends[:, 1]]
    found: Floats = np.where(agreed < 0, -agreed, 0.0).sum(axis=1)
    return found


def _turn(n: int, ends: Places, sides: Signs, base: Signs) -> None:
    """Call each component's halves so that most of its actors are where `base` has them."""
    import numpy as np

    for members in components(n, ends, range(n)):
        away = (sides[:, members] * base[members]).sum(axis=1) < 0
        sides[np.ix_(away, members)] *= -1
