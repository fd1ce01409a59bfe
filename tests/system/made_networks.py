"""Networks made by hand, for tests of what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from comity.system.ties import Network, Node, Tie, probability, sign_of

DAY = date(2000, 12, 31)


def tie(a: str, b: str, mean: float, sd: float = 0.05, known: float = 0.9) -> Tie:
    a, b = sorted((a, b))
    positive = probability(mean, sd)
    return Tie(a, b, mean, sd, positive, sign_of(positive), 1.0, known, DAY)


def ties(levels: Mapping[str, float], sd: float = 0.05) -> list[Tie]:
    """From 'AB': level."""
    return [tie(pair[0], pair[1], level, sd) for pair, level in levels.items()]


def network(of: list[Tie], also: tuple[str, ...] = ()) -> Network:
    ids = sorted({x for t in of for x in t.pair} | set(also))
    return Network(
        DAY, "all", "text", tuple(Node(x, x, x, "state") for x in ids), tuple(sorted(of, key=lambda t: t.pair))
    )
