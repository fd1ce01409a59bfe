"""Who is in a bloc: those that most draws find there.

A bloc is parted from the signs that are sure; draws say how much of it outlasts what is not sure. A member that stands with
most of the others in half of the draws, or in fewer, is no member: it is left out, and the rest is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from comity.system.blocs import Members, held_together
from comity.system.draws import Drawn
from comity.system.ties import Tie

MOST_DRAWS: Final = 0.5
"""A member is on the side of most of its bloc in more than this share of draws."""


def with_the_rest(drawn: Drawn, members: Sequence[str], halved: float = 0.0) -> dict[str, float]:
    """Of each of these actors that was drawn, the share of draws in which it is on the side of most of the others; draws in
    which these are halved count as much as `halved` says. Empty of fewer than two."""
    import numpy as np

    place = {x: n for n, x in enumerate(drawn.actors)}
    there = [x for x in sorted(members) if x in place]
    if not drawn.count or len(there) < 2:
        return {}
    sides = drawn.sides[:, [place[x] for x in there]].astype(np.int64)
    most = np.sign(sides.sum(axis=1, keepdims=True) - sides)
    share = ((most == sides) + halved * (most == 0)).mean(axis=0)
    return dict(zip(there, share.tolist(), strict=True))


def lasting(blocs: Sequence[Members], ties: Sequence[Tie], drawn: Drawn) -> tuple[Members, ...]:
    """What draws leave of these blocs: the least sure member goes until every one is there in more than `MOST_DRAWS` of the draws.
    Of members as sure as each other that one goes which is more seldom with half of the others. What positive `ties` no longer hold together are two; an actor left alone is no bloc. The largest first."""
    found: list[Members] = []
    todo = list(blocs)
    while todo:
        bloc = todo.pop()
        share = with_the_rest(drawn, sorted(bloc))
        loosely = with_the_rest(drawn, sorted(bloc), halved=0.5)
        least = min(share, key=lambda x: (share[x], loosely[x], x), default=None)
        if least is None or share[least] > MOST_DRAWS:
            found.append(bloc)
        else:
            todo += held_together(ties, dict.fromkeys(sorted(bloc - {least}), 0))
    return tuple(sorted(found, key=lambda bloc: (-len(bloc), min(bloc))))
