"""Networks drawn from what is not sure about the scores, and what they say about sides and balance.

Relations are scored each on its own, so on one day a draw is an independent Gaussian per tie. Each pair has its own
stream of numbers, seeded by its name: a tie is drawn alike in every network that it is part of, whatever other ties are,
and on every day from the same numbers, so that a difference between two years is one of scores and not of chance.
Ties back at the prior are left out of draws: a coin tossed for them would say nothing about the documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.system.sides import EXACT, Sides, components, split
from comity.system.ties import Pair, Tie

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST: Final = 400
"""Networks drawn where nothing forbids it: a share has a standard error of at most 0.025."""
FEWEST: Final = 20
LEANS: Final = 0.6
"""A tie whose likelier sign has a smaller probability leans to neither side."""
BUDGET: Final = 60_000_000
"""Steps of work for one date. A number, not seconds, so that every machine draws the same."""


@dataclass(slots=True)
class Normals:
    """Standard normal numbers of each pair, from its own stream, kept between dates."""

    most: int = MOST
    _held: dict[Pair, NDArray[np.float64]] = field(default_factory=dict)

    def of(self, pairs: Sequence[Pair], count: int) -> NDArray[np.float64]:
        """[count, pairs]."""
        import numpy as np

        for pair in pairs:
            if pair not in self._held:
                seed = int.from_bytes(hashlib.sha256("\x1f".join(pair).encode()).digest()[:8], "big")
                generator = np.random.Generator(np.random.PCG64(seed))
                self._held[pair] = generator.standard_normal(self.most)
        if not pairs:
            return np.zeros((count, 0))
        return np.stack([self._held[pair][:count] for pair in pairs], axis=1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the draws of one date say. `count` networks were drawn of `wanted`.

    `frustrated`: in each, the number of ties on the wrong side of the split that has fewest, proven where `exact`, else
    an upper bound. `actors` names the columns of `sides` [count, actors], 1 or -1, and of `base`, the sides in the network
    itself; `groups` are the actors (as columns) that ties connect.
    """

    count: int
    wanted: int
    actors: tuple[str, ...]
    base: NDArray[np.int8]
    sides: NDArray[np.int8]
    frustrated: NDArray[np.int64]
    groups: tuple[NDArray[np.intp], ...]
    exact: bool

    def interval(self) -> tuple[float, float, float] | None:
        """The 5%, 50% and 95% quantiles of the frustration index over draws; None without ties to draw."""
        import numpy as np

        if not self.actors:
            return None
        low, middle, high = np.quantile(self.frustrated, [0.05, 0.5, 0.95], method="inverted_cdf")
        return float(low), float(middle), float(high)


def how_many(ties: Sequence[Tie], wanted: int = MOST, budget: int = BUDGET) -> int:
    """How many networks of these ties are drawn: all that are wanted for small ones, fewer where the budget says so."""
    import numpy as np

    ids = sorted({x for tie in ties for x in tie.pair})
    ends = ends_of(ties, ids)
    work = 0
    for members in components(len(ids), ends, range(len(ids))):
        within = int(np.isin(ends[:, 0], members).sum())
        size = len(members)
        work += 2 * within * ((1 << (size - 1)) if size <= EXACT else 40)
    return max(min(wanted, FEWEST), min(wanted, budget // max(work, 1)))


def draw(
    ties: Sequence[Tie], base: dict[str, int], normals: Normals, wanted: int = MOST, budget: int = BUDGET
) -> Drawn:
    """Draw networks of the ties that count still. `base`: the side, 1 or -1, of each actor in the network itself; see
    `whole_base` for those that it does not name."""
    import numpy as np

    counted = sorted((t for t in ties if not t.faded), key=lambda t: t.pair)
    ids = sorted({x for t in counted for x in t.pair})
    if not counted:
        none = np.zeros((0, 0), dtype=np.int8)
        return Drawn(0, wanted, (), none[0:0].ravel(), none, np.zeros(0, dtype=np.int64), (), True)
    count = how_many(counted, min(wanted, normals.most), budget)
    means = np.array([t.mean for t in counted])
    sds = np.array([t.sd for t in counted])
    values = means + sds * normals.of([t.pair for t in counted], count)
    whole = whole_base(counted, ids, base)
    ends = ends_of(counted, ids)
    found: Sides = split(len(ids), ends, values, whole)
    groups = tuple(components(len(ids), ends, range(len(ids))))
    return Drawn(count, wanted, tuple(ids), whole, found.sides, found.frustrated, groups, found.exact)


def likely_sides(ties: Sequence[Tie], base: dict[str, int]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The two sides that are likeliest when undetermined ties are taken too, each tie weighing as much as one sign is likelier
    than the other: of each group of actors that ties connect (both sides sorted, that with the first actor before). Ties that
    are `nearly_even` are left out, and so are actors that have no others."""
    import numpy as np

    even = {t.pair for t in nearly_even(ties)}
    counted = sorted((t for t in ties if not t.faded and t.pair not in even), key=lambda t: t.pair)
    ids = sorted({x for t in counted for x in t.pair})
    if not counted:
        return ()
    ends = ends_of(counted, ids)
    leans = np.array([[2 * t.positive - 1 for t in counted]])
    sides = split(len(ids), ends, leans, whole_base(counted, ids, base)).sides[0]
    found = []
    for members in components(len(ids), ends, range(len(ids))):
        one, other = (tuple(ids[n] for n in members.tolist() if sides[n] == s) for s in (1, -1))
        found.append((one, other) if not other or (one and one[0] < other[0]) else (other, one))
    return tuple(found)


def nearly_even(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """The ties that count still and whose likelier sign has a probability below `LEANS`."""
    return tuple(t for t in ties if not t.faded and max(t.positive, 1 - t.positive) < LEANS)


def whole_base(ties: Sequence[Tie], ids: Sequence[str], base: dict[str, int]) -> NDArray[np.int8]:
    """Sides of all actors. Those that ties with a sign join keep the sides given to each other; groups that only ties without
    a sign join, and actors without a side, are turned as the surest of these ties leans."""
    import numpy as np

    sides = {x: base.get(x, 0) or 1 for x in ids}
    group = {x: x for x in ids}
    held = {x: [x] for x in ids}
    joining = [t for t in ties if t.sign and base.get(t.a) and base.get(t.b)]
    kept = {t.pair for t in joining}
    joining += sorted((t for t in ties if t.pair not in kept), key=lambda t: (-abs(2 * t.positive - 1), t.pair))
    for tie in joining:
        one, other = group[tie.a], group[tie.b]
        if one == other:
            continue
        leans = 1 if tie.mean >= 0 else -1
        turn = tie.pair not in kept and sides[tie.a] * sides[tie.b] != leans
        for x in held[other]:
            group[x] = one
            sides[x] = -sides[x] if turn else sides[x]
        held[one] += held.pop(other)
    return np.array([sides[x] for x in ids], dtype=np.int8)


def ends_of(ties: Sequence[Tie], ids: Sequence[str]) -> NDArray[np.intp]:
    import numpy as np

    place = {x: n for n, x in enumerate(ids)}
    return np.array([(place[t.a], place[t.b]) for t in ties], dtype=np.intp).reshape(-1, 2)
