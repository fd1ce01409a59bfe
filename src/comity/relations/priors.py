"""What is taken of relations before any evidence, and how firmly.

`mu` is 0: a relation of which nothing is known is neither good nor bad. On PLOVER's scale divided by 10, one act within a relation of one kind
differs from the next by some four points of ten (a visit of 4 beside aid of 10; a protest of -5 beside an assault of -9): `noise`. Relations
differ from one another, and from themselves at other times, by about as much: `spread`. `memory` is five years: relations turn over years, not
over days. `noise_floor`: two independent chroniclers of one day differ by a point and a half.

For comparison, the same model fitted to what ICEWS holds of acts between states in 2014 and in 2018 (7,548 and 34,535 acts, PLOVER's scores by the
crosswalk from CAMEO) finds a noise of 0.28 and 0.37, a floor of 0.04, and a spread of 0.16 and 0.20: newswires tell mostly of routine diplomacy, texts on
history of wars and alliances, so that the prior spread is held wider. Memory cannot be told from one year.

The widths say how firmly this is held: `mu` within 0.05, the others within a factor of exp(width), one standard deviation each. One
observation tells at most half a unit of information on the logarithm of a standard deviation, so that a width of 0.15 is worth some ninety of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from comity.relations.ou import Model

PRIOR: Final = Model(mu=0.0, spread=0.4, memory=5 * 365.25, noise=0.4, noise_floor=0.15)
LEAST: Final = 30
"""Fewer observations than this are not fitted to at all."""


@dataclass(frozen=True, slots=True)
class Widths:
    """Standard deviations of the priors: of `mu`, and of the logarithms of the others."""

    mu: float
    spread: float
    memory: float
    noise: float
    noise_floor: float


WIDTHS: Final = Widths(mu=0.05, spread=0.15, memory=0.5, noise=0.15, noise_floor=0.3)
