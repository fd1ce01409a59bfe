"""The system of a day: its network with balance, blocs, swing actors and the triangles that pull."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.system.blocs import Members, part
from comity.system.draws import BUDGET, MOST, Drawn, Normals, draw, likely_sides
from comity.system.matching import Numbers
from comity.system.membership import lasting
from comity.system.parting_in_two import in_two
from comity.system.pulls import Triangle, in_words, triads
from comity.system.swing import Swing, shares, turnings
from comity.system.ties import Network, Node, Pair, Tie, edges_of

LARGE: Final = 4000
"""Networks with more ties that have a sign are given no walk-based balance."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced a network is. `lower` and `upper` enclose the frustration index of the ties that have a sign: the least
    number of ties that would have to turn, or go, for the actors to fall into two sides without a tie out of place.

    `interval`: its 5%, 50% and 95% quantiles over draws of all ties that count, undetermined ones too, which so are in one
    draw positive and in another negative; where not `interval_exact`, they are upper bounds. `against`: the ties out of
    place in the split with the least. `triangles` of ties with a sign: `balanced` by an even number of negative ties;
    `weakly`, three negative ones too. `triangle_balance`: share of balanced ones, weighted by strength; None without any.
    `walk_balance`: 0 to 1 (Estrada & Benzi 2014), None where not computed.
    """

    lower: int
    upper: int
    certified: bool
    interval: tuple[float, float, float] | None
    interval_exact: bool
    against: tuple[Pair, ...]
    triangles: int
    balanced: int
    weakly: int
    triangle_balance: float | None
    walk_balance: float | None

    @property
    def share(self) -> float | None:
        """Of the triangles, the balanced ones."""
        return self.balanced / self.triangles if self.triangles else None


@dataclass(frozen=True, slots=True)
class Bloc:
    """`number` stays with its members from date to date; `members` are lineage ids, sorted: those that are with most of the
    bloc in more than half of the draws."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an actor stands. `side`: 1 or -1 in the split of the network, None without a tie that has a sign. `bloc`: None
    in none. `pull`: the strongest unbalanced triangle that it is part of, in `words`."""

    node: Node
    bloc: int | None
    side: int | None
    swing: Swing
    friends: int
    foes: int
    open: int
    pull: Triangle | None
    words: str | None


@dataclass(frozen=True, slots=True)
class System:
    """All that is asked about the system of a day. `draws` networks were drawn of the `wanted`. `likely`: two sides of each
    connected group of actors, undetermined ties taken by how they lean where they do (`draws.LEANS`). `agreement`: likeness of the blocs (adjusted Rand
    index) with those of the date before, where there was one."""

    network: Network
    balance: Balance
    blocs: tuple[Bloc, ...]
    actors: tuple[Standing, ...]
    draws: int
    wanted: int
    likely: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    agreement: float | None = None

    @property
    def date(self) -> date:
        return self.network.date

    @property
    def swing(self) -> tuple[Standing, ...]:
        """Actors that are on the other side in some draw, those that are most often first."""
        moving = [a for a in self.actors if a.swing.swings]
        return tuple(sorted(moving, key=lambda a: (-(a.swing.swings or 0), a.node.lineage)))

    def actor(self, lineage: str) -> Standing:
        """Raises KeyError."""
        for one in self.actors:
            if one.node.lineage == lineage:
                return one
        raise KeyError(lineage)


def analyse(
    network: Network,
    normals: Normals | None = None,
    *,
    draws: int = MOST,
    budget: int = BUDGET,
    numbers: Numbers | None = None,
    before: Sequence[Members] = (),
    start: Mapping[str, int] | None = None,
    seconds: float | None = None,
    proof: bool = True,
) -> System:
    """Work out the system of a network. `numbers` gives blocs theirs, `before` are the blocs of an earlier date and `start` the
    sides then: of equally good answers, the one like it is taken. `seconds`: a limit to the proof of the frustration index;
    without `proof` a hard one stays an interval, so that no network takes long."""
    told = network.determined
    sides, lower, upper, against = in_two(told, start or {}, seconds, proof=proof)
    parting = part(told, before)
    drawn = draw(network.ties, sides, normals or Normals(draws), draws, budget)
    members = lasting(parting.blocs, told, drawn)
    given = (numbers or Numbers()).give(members)
    found = triads(told)
    balance = Balance(
        lower,
        upper,
        lower == upper,
        drawn.interval(),
        drawn.exact,
        against,
        found.count,
        found.balanced,
        found.weakly_balanced,
        found.balance,
        _walks(told),
    )
    blocs = sorted((Bloc(n, tuple(sorted(m))) for n, m in zip(given, members, strict=True)), key=lambda b: b.number)
    actors = _standings(network, sides, blocs, members, drawn, found.pulls)
    likely = likely_sides(network.ties, sides)
    return System(network, balance, tuple(blocs), actors, drawn.count, drawn.wanted, likely)


def _walks(told: Sequence[Tie]) -> float | None:
    if not told or len(told) > LARGE:
        return None
    from comity.system.walks import walk_balance

    found = walk_balance(edges_of(told))
    return None if found is None else found.value


def _standings(
    network: Network,
    sides: Mapping[str, int],
    blocs: Sequence[Bloc],
    members: Sequence[Members],
    drawn: Drawn,
    pulls: Mapping[str, Triangle],
) -> tuple[Standing, ...]:
    bloc_of = {x: bloc.number for bloc in blocs for x in bloc.members}
    share = shares(drawn, members)
    turning = turnings(network.determined, sides)
    counts: dict[str, list[int]] = {node.lineage: [0, 0, 0] for node in network.nodes}
    for tie in network.ties:
        place = {1: 0, -1: 1}.get(tie.sign, None if tie.faded else 2)
        if place is not None:
            counts[tie.a][place] += 1
            counts[tie.b][place] += 1
    found = []
    for node in network.nodes:
        x = node.lineage
        swings, sure = share.get(x, (None, None)) if x in sides else (None, None)
        swing = Swing(swings, sure, *turning.get(x, (None, None, None)))
        words = in_words(pulls[x], x, network) if x in pulls else None
        friends, foes, undecided = counts[x]
        at = (bloc_of.get(x), sides.get(x), swing, friends, foes, undecided)
        found.append(Standing(node, *at, pulls.get(x), words))
    return tuple(found)
