"""Weights for the sentences that are coded, also while only a part of a sample is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from comity.audit.estimates import Group
from comity.audit.sample import Sample


@dataclass(frozen=True, slots=True)
class Weighed:
    """`keys` are the coded sentences, each with its weight: for how many sentences it stands. `groups` are strata, those
    with fewer than two coded sentences joined to a neighbour; their rows are places in `keys`.

    `uncovered`: whether sentences with reports, or those without, have no coded one at all (True for with reports).
    """

    keys: tuple[str, ...]
    weights: tuple[float, ...]
    groups: tuple[Group, ...]
    uncovered: frozenset[bool]
    joined: int
    """How many strata were joined to others."""


def weigh(sample: Sample, coded: Collection[str]) -> Weighed:
    """Weigh the sentences of a sample that are coded.

    A sentence of a stratum of N, m of which are coded, stands for N/m: what is not coded is taken to be like the rest of
    its stratum, since sentences come in an order of chance. A stratum with none is told by those it is joined to.
    """
    keys: list[str] = []
    members: list[list[int]] = [[] for _ in sample.strata]
    for s in sample.sentences:
        if s.key in coded:
            members[s.stratum].append(len(keys))
            keys.append(s.key)
    groups = _joined(sample, [len(m) for m in members])
    weights = [0.0] * len(keys)
    made, uncovered = [], set()
    for group in groups:
        size = sum(sample.strata[h].sentences for h in group)
        covered = sum(sample.strata[h].sentences for h in group if members[h])
        rows = [row for h in group for row in members[h]]
        if not rows:
            uncovered.add(sample.strata[group[0]].stratum.reports)
            continue
        for h in group:
            for row in members[h]:
                weights[row] = sample.strata[h].sentences / len(members[h]) * size / covered
        made.append(Group(size, tuple(rows)))
    joined = len(sample.strata) - len(groups)
    return Weighed(tuple(keys), tuple(weights), tuple(made), frozenset(uncovered), joined)


def _joined(sample: Sample, coded: list[int]) -> list[list[int]]:
    """Strata in groups with two coded sentences or more, or all of theirs; strata with reports never with those without."""
    groups = [[h] for h in range(len(sample.strata))]

    def enough(group: list[int]) -> bool:
        m = sum(coded[h] for h in group)
        return m > 1 or m == sum(sample.strata[h].sentences for h in group)

    def apart(one: list[int], other: list[int]) -> tuple[bool, int]:
        """How unlike two neighbours are: of one quad class first, then the one with fewer sentences."""
        a, b = sample.strata[one[0]].stratum, sample.strata[other[0]].stratum
        return a.quad != b.quad, sum(sample.strata[h].sentences for h in other)

    while True:
        for at, group in enumerate(groups):
            if enough(group):
                continue
            side = sample.strata[group[0]].stratum.reports
            beside = [
                i
                for i in (at - 1, at + 1)
                if 0 <= i < len(groups) and sample.strata[groups[i][0]].stratum.reports == side
            ]
            if beside:
                other = min(beside, key=lambda i: apart(group, groups[i]))
                first, second = sorted((at, other))
                groups[first : second + 1] = [groups[first] + groups[second]]
                break
        else:
            return groups
