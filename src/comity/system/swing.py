"""Who holds the swing: how often an actor is on the other side, and what its turning would do to balance.

An actor that turns all its ties at once changes no triangle's balance and leaves the frustration index as it is, since
every cycle through it has two of them (switching; Zaslavsky 1982). What turns the scales is one tie: `turning` is the
change of the index when the actor's least sure tie turns its sign, `without` the change when the actor is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.system.blocs import Members
from comity.system.draws import Drawn, ends_of
from comity.system.membership import with_the_rest
from comity.system.sides import is_exact, split
from comity.system.ties import Tie


@dataclass(frozen=True, slots=True)
class Swing:
    """`swings`: share of draws in which the actor is on the other side than in the network itself, as seen from the rest;
    `sure`: in which it is with more than half of its bloc (of its usual side where it is in none). None without draws, and for an
    actor without a tie that has a sign: it is on no side.

    `turning`: change of the frustration index if the tie to `turning_with` turned; `without`: if the actor were not there
    (never above 0). None where they were not computed.
    """

    swings: float | None
    sure: float | None
    turning: int | None = None
    turning_with: str | None = None
    without: int | None = None


def shares(drawn: Drawn, blocs: Sequence[Members]) -> dict[str, tuple[float, float]]:
    """Of each actor that was drawn: (swings, sure). Seen from the rest: an actor is on the other side when it is so to most
    of those that ties connect it with; where they are as many on either, it is so by half."""
    import numpy as np

    if not drawn.count:
        return {}
    place = {x: n for n, x in enumerate(drawn.actors)}
    within = {x: share for bloc in blocs for x, share in with_the_rest(drawn, sorted(bloc)).items()}
    agreed = drawn.sides * drawn.base
    whole = np.zeros(agreed.shape, dtype=np.int64)
    for members in drawn.groups:
        whole[:, members] = agreed[:, members].sum(axis=1, keepdims=True)
    rest = np.sign(whole - agreed)
    away = ((rest == -agreed) + 0.5 * (rest == 0)).mean(axis=0)
    found = {}
    for actor, n in place.items():
        found[actor] = (float(away[n]), within.get(actor, 1 - float(away[n])))
    return found


def least_sure(ties: Sequence[Tie]) -> dict[str, Tie]:
    """Of each actor with ties that have a sign, the one whose sign is least sure; the first by name of equals."""
    found: dict[str, Tie] = {}
    for tie in sorted((t for t in ties if t.sign), key=lambda t: t.pair):
        for actor in tie.pair:
            held = found.get(actor)
            if held is None or abs(2 * tie.positive - 1) < abs(2 * held.positive - 1) - 1e-12:
                found[actor] = tie
    return found


def turnings(ties: Sequence[Tie], base: Mapping[str, int]) -> dict[str, tuple[int, str, int]]:
    """Of each actor with a sign on a tie: (turning, the other end of that tie, without). Empty where the network is too
    large to be split exactly."""
    import numpy as np

    told = sorted((t for t in ties if t.sign), key=lambda t: t.pair)
    ids = sorted({x for t in told for x in t.pair})
    ends = ends_of(told, ids)
    if not told or not is_exact(len(ids), ends):
        return {}
    signs = np.array([float(t.sign) for t in told])
    least = least_sure(told)
    at = {t.pair: n for n, t in enumerate(told)}
    values = np.tile(signs, (1 + 2 * len(ids), 1))
    for n, actor in enumerate(ids):
        values[1 + n, at[least[actor].pair]] *= -1
        values[1 + len(ids) + n, (ends == n).any(axis=1)] = 0.0
    start = np.array([base.get(x, 1) for x in ids], dtype=np.int8)
    found = split(len(ids), ends, values, start)
    change = found.frustrated - found.frustrated[0]
    return {
        actor: (int(change[1 + n]), least[actor].other(actor), int(change[1 + len(ids) + n]))
        for n, actor in enumerate(ids)
    }
