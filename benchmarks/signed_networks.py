"""Signed networks to measure on: made ones, and published ones where they lie beside the project."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import numpy as np

Tie = tuple[Any, ...]

BESIDE = Path(__file__).resolve().parents[1].parent / "shared" / "reference"
FOLDER = Path(os.environ.get("COMITY_REFERENCE", BESIDE)) / "signed-networks"


def windows() -> tuple[str, list[list[Tie]]]:
    """What they are, and networks of states: the 51 windows of the Correlates of War, or nine made ones of their size."""
    path = FOLDER / "cow_1946_1999.csv"
    if not path.exists():
        return "made networks of states", [alliances(seed) for seed in range(9)]
    found: dict[str, list[Tie]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["window"], []).append((row["source"], row["target"], int(row["sign"])))
    return "Correlates-of-War windows", list(found.values())


def trust() -> dict[str, list[Tie]]:
    """The Bitcoin trust networks, one tie a pair, conflicting pairs dropped; none where the files are not there."""
    from comity.system import one_tie_a_pair

    found = {}
    for name in ("bitcoinalpha", "bitcoinotc"):
        path = FOLDER / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                arcs = [(a, b, 1 if float(rating) > 0 else -1) for a, b, rating in csv.reader(file) if a != b]
            found[name] = one_tie_a_pair(arcs, conflicting="drop")
    return found


def alliances(seed: int, states: int = 140, regions: int = 9) -> list[Tie]:
    """Regions that are allied within, sparse alliances and disputes between and within: about 1,100 ties, 10% negative."""
    chance = np.random.Generator(np.random.PCG64(seed))
    region = chance.integers(regions, size=states)
    u, v = np.triu_indices(states, 1)
    same = region[u] == region[v]
    allied = chance.random(len(u)) < np.where(same, 0.85, 0.01)
    disputing = chance.random(len(u)) < np.where(same, 0.012, 0.01)
    sign = np.where(disputing, -1, np.where(allied, 1, 0))
    return [(int(a), int(b), int(s)) for a, b, s in zip(u, v, sign, strict=True) if s]


def elections(seed: int, nodes: int = 7000, ties: int = 100_000, negative: float = 0.22) -> list[Tie]:
    """A heavy-tailed network the size of the Wikipedia elections: half the nodes have four ties or fewer, some have hundreds.

    How often a tie is negative differs from one of its ends to the next, as candidates differ in how they are liked.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    share = (np.arange(nodes) + 150.0) ** -2.2
    share = 0.97 * share / share.sum() + 0.03 / nodes
    share = np.minimum(share, 0.005)
    share /= share.sum()
    u, v = chance.choice(nodes, size=4 * ties, p=share), chance.choice(nodes, size=4 * ties, p=share)
    apart = np.flatnonzero(u != v)
    keys = np.minimum(u, v)[apart] * nodes + np.maximum(u, v)[apart]
    first = np.sort(np.unique(keys, return_index=True)[1])[:ties]
    u, v = u[apart][first], v[apart][first]
    rate = chance.beta(0.6, 0.6 * (1 - negative) / negative, size=nodes)
    sign = np.where(chance.random(len(u)) < rate[v], -1, 1)
    return list(zip(u.tolist(), v.tolist(), sign.tolist(), strict=True))
