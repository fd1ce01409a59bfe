"""The signed triad census and walk-based balance."""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_networks import needs_reference, tribes

from comity.errors import UsageError
from comity.system import frustration_index, walks
from comity.system.triads import triad_census, triangles_of
from comity.system.walks import walk_balance

Tie = tuple[Any, ...]

PARTY = [("a", "b", 1, 8), ("b", "c", -1, 1), ("a", "c", 1, 1), ("c", "d", -1, 1), ("b", "d", -1, 1), ("a", "d", 1, 2)]
"""Four who all know one another: abc is ++-, abd is ++-, acd is ++-, bcd is ---."""


def some_ties(seed: int, nodes: int = 9, share: float = 0.7) -> list[Tie]:
    chance = random.Random(seed)
    pairs = [pair for pair in itertools.combinations(range(nodes), 2) if chance.random() < share]
    return [(a, b, chance.choice((1, -1)), chance.randint(1, 5)) for a, b in pairs]


def test_census_worked_by_hand() -> None:
    census = triad_census(PARTY)
    assert census.counts == (0, 3, 0, 1)
    assert census.strengths == pytest.approx((0, 2 + 16 ** (1 / 3) + 2 ** (1 / 3), 0, 1))
    assert (census.triangles, census.balanced, census.weakly_balanced) == (4, 0, 1)
    assert (census.balance, census.weak_balance, census.weighted_balance) == (0, 0.25, 0)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 12))
def test_census_is_that_of_all_triples(seed: int, nodes: int) -> None:
    ties = some_ties(seed, nodes)
    tie = {frozenset(t[:2]): t for t in ties}
    counts, strengths = [0] * 4, [0.0] * 4
    for corners in itertools.combinations(range(nodes), 3):
        sides = [tie.get(frozenset(pair)) for pair in itertools.combinations(corners, 2)]
        known = [t for t in sides if t is not None]
        if len(known) == 3:
            kind = sum(t[2] < 0 for t in known)
            counts[kind] += 1
            strengths[kind] += math.prod(t[3] for t in known) ** (1 / 3)
    census = triad_census(ties)
    assert list(census.counts) == counts
    assert census.strengths == pytest.approx(strengths)


def test_triangles_of_an_actor_and_of_a_tie() -> None:
    of_b = triangles_of(PARTY, actor="b")
    assert [(t.nodes, t.type) for t in of_b] == [
        (("a", "b", "d"), "++-"),
        (("a", "b", "c"), "++-"),
        (("b", "c", "d"), "---"),
    ]
    assert of_b[0].signs == (1, -1, 1)
    assert of_b[0].weights == (8, 1, 2)
    assert [t.nodes for t in triangles_of(PARTY, tie=("c", "d"))] == [("a", "c", "d"), ("b", "c", "d")]
    assert len(triangles_of(PARTY)) == 4
    assert not of_b[0].balanced
    assert of_b[2].weakly_balanced
    assert triangles_of(PARTY, actor="nobody") == []


def test_ties_between_the_same_two_add_up_in_the_census() -> None:
    ties = [("a", "b", 1), ("b", "a", -1, 3), ("b", "c", 1), ("a", "c", 1), ("a", "a", -1)]
    assert triad_census(ties).counts == (0, 1, 0, 0)
    assert triad_census([*ties, ("a", "b", 1, 2)]).triangles == 0


def test_without_triangles_there_is_no_share() -> None:
    census = triad_census([("a", "b", 1)])
    assert (census.balance, census.weak_balance, census.weighted_balance) == (None, None, None)
    with pytest.raises(UsageError):
        triad_census([("a", "b", 0)])


def test_walks_of_a_triangle_by_hand() -> None:
    # eigenvalues of a friendly triangle: 2, -1, -1; with one foe among them: 1, 1, -2
    expected = (2 * math.e + math.exp(-2)) / (math.exp(2) + 2 * math.exp(-1))
    found = walk_balance([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)])
    assert found is not None
    assert found.value == found.low == found.high == pytest.approx(expected, abs=1e-12)
    assert found.of_nodes == {node: pytest.approx(expected) for node in "abc"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_walk_balance_is_one_just_where_the_graph_is_balanced(seed: int) -> None:
    ties = some_ties(seed, 6, 0.5)
    found = walk_balance(ties)
    if not ties:
        assert found is None
        return
    assert found is not None
    assert 0 < found.value <= 1
    assert (found.value == pytest.approx(1, abs=1e-9)) == (frustration_index(ties).upper == 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 8)))
def test_turning_nodes_about_changes_no_walk(seed: int, turned: set[int]) -> None:
    ties = [(0, 1, 1, 1), *some_ties(seed)[1:]]
    switched = [(u, v, s * (-1) ** ((u in turned) + (v in turned)), w) for u, v, s, w in ties]
    one, two = walk_balance(ties), walk_balance(switched)
    assert one is not None
    assert two is not None
    assert one.value == pytest.approx(two.value, rel=1e-9)
    assert triad_census(switched).balance == triad_census(ties).balance


def test_large_weights_do_not_overflow() -> None:
    found = walk_balance([("a", "b", 1, 5000), ("b", "c", 1, 5000), ("a", "c", -1, 5000)])
    assert found is not None
    assert 0 <= found.value < 1e-9


def ring(nodes: int, share: float, seed: int) -> list[Tie]:
    chance = random.Random(seed)
    near = [(i, (i + d) % nodes, 1 if chance.random() > share else -1) for i in range(nodes) for d in (1, 2, 3)]
    hub = [(0, i, 1) for i in range(4, nodes - 3, 2)]
    return near + hub


def test_leading_eigenvalues_enclose_the_exact_value(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = ring(700, 0.02, 1)
    exact = walk_balance(ties)
    monkeypatch.setattr(walks, "DENSE", 10)
    near = walk_balance(ties)
    assert exact is not None
    assert near is not None
    assert near.method == "leading eigenvalues"
    assert near.low <= exact.value * (1 + 1e-9)
    assert exact.value <= near.high * (1 + 1e-9)


def test_estimate_is_near_the_exact_value(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = [tie for tie in ring(700, 0.3, 2) if tie[0] != 0]
    exact = walk_balance(ties)
    monkeypatch.setattr(walks, "DENSE", 10)
    near = walk_balance(ties)
    assert exact is not None
    assert near is not None
    assert near.method == "estimate"
    assert near.low < near.value < near.high
    # 1.96 standard errors either way: twice that is never left in practice
    assert abs(exact.value - near.value) < near.high - near.low
    again = walk_balance(ties)
    assert again == near


def test_lanczos_is_exact_where_it_runs_to_the_end() -> None:
    chance = np.random.Generator(np.random.PCG64(1))
    matrix = chance.standard_normal((12, 12))
    matrix += matrix.T
    probes = chance.choice(np.array([-1.0, 1.0]), size=(12, 5))
    values, vectors = np.linalg.eigh(matrix)
    expected = ((vectors.T @ probes) ** 2 * np.exp(values - 3)[:, None]).sum(axis=0)
    assert walks._quadratic(matrix, probes, 3.0) == pytest.approx(expected)


@pytest.mark.shared
@needs_reference
def test_figures_published_by_signnet_for_the_tribes() -> None:
    ties = tribes()
    found = walk_balance(ties)
    assert found is not None
    assert triad_census(ties).balance == pytest.approx(0.8676471, abs=5e-8)
    assert found.value == pytest.approx(0.3575761, abs=5e-8)
    assert frustration_index(ties).balance == pytest.approx(0.7586207, abs=5e-8)
