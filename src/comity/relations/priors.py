"""What is taken of relations before any evidence.

`mu` is 0: a relation of which nothing is known is neither good nor bad. On PLOVER's scale divided by 10, one act within a relation of one kind
differs from the next by some four points of ten (a visit of 4 beside aid of 10; a protest of -2 beside an assault of -9): `noise`. Relations differ from one another, and from themselves at other
times, by about as much: `spread`. `memory` is five years: relations turn over years, not over days. `noise_floor`: two independent
chroniclers of one day differ by a point and a half.
"""

from __future__ import annotations

from typing import Final

from comity.relations.ou import Model

PRIOR: Final = Model(mu=0.0, spread=0.4, memory=5 * 365.25, noise=0.4, noise_floor=0.15)
