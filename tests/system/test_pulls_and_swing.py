"""Triangles that pull, and who holds the swing."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_networks import network, tie, ties

from comity.system.draws import Normals, draw, how_many
from comity.system.pulls import in_words, triads
from comity.system.swing import least_sure, shares, turnings
from comity.system.ties import Tie
from comity.system.whole import analyse


def test_triads_are_counted_by_balance() -> None:
    found = triads(ties({"AB": 0.5, "AC": 0.5, "BC": -0.5, "AD": -0.5, "BD": -0.5, "CD": -0.5}))
    # ABC ++-; ABD +--; ACD +--; BCD ---
    assert (found.count, found.balanced, found.weakly_balanced) == (4, 2, 3)
    assert found.balance == pytest.approx(0.5)


def test_balance_weighs_triangles_by_their_strength() -> None:
    found = triads(ties({"AB": 0.8, "AC": 0.8, "BC": 0.8, "AD": 0.1, "BD": -0.1}, sd=0.001))
    torn = (0.8 * 0.1 * 0.1) ** (1 / 3)
    assert found.balance == pytest.approx(0.8 / (0.8 + torn))


def test_the_strongest_unbalanced_triangle_pulls() -> None:
    of = ties({"AB": 0.6, "AC": 0.5, "BC": -0.7, "AD": 0.2, "BD": -0.2})
    found = triads(of).pulls
    assert found["A"].actors == ("A", "B", "C")
    assert found["A"].strength == pytest.approx((0.6 * 0.5 * 0.7) ** (1 / 3))
    assert found["D"].actors == ("A", "B", "D")
    assert set(found) == set("ABCD")


def test_pulls_are_said_from_where_the_actor_stands() -> None:
    net = network(ties({"AB": 0.6, "AC": 0.5, "BC": -0.7}))
    triangle = triads(net.ties).pulls["A"]
    assert in_words(triangle, "A", net) == "A is friendly with B and C, which are hostile to each other."
    assert in_words(triangle, "B", net) == "B is friendly with A and hostile to C, which are friendly with each other."
    foes = network(ties({"AB": -0.6, "AC": -0.5, "BC": -0.7}))
    said = in_words(triads(foes.ties).pulls["C"], "C", foes)
    assert said == "C is hostile to A and B, which are hostile to each other too."


def test_the_probability_of_a_torn_triangle_is_that_of_its_signs() -> None:
    of = [tie("A", "B", 0.4, 0.3), tie("A", "C", 0.5, 0.35), tie("B", "C", -0.6, 0.4)]
    triangle = triads(of).pulls["A"]
    rng = np.random.default_rng(3)
    drawn = rng.normal([t.mean for t in of], [t.sd for t in of], (200_000, 3))
    assert triangle.unbalanced == pytest.approx((drawn.prod(axis=1) < 0).mean(), abs=0.005)


@st.composite
def made(draw: st.DrawFn) -> list[Tie]:
    ids = "ABCDEF"[: draw(st.integers(3, 6))]
    pairs = draw(st.lists(st.sampled_from(list(combinations(ids, 2))), min_size=2, unique=True))
    return [tie(a, b, draw(st.integers(-9, 9).filter(bool)) / 10, 0.01) for a, b in pairs]


def turned(of: list[Tie], actor: str) -> list[Tie]:
    return [tie(t.a, t.b, -t.mean if actor in t.pair else t.mean, t.sd) for t in of]


@given(made())
@settings(deadline=None, max_examples=40)
def test_an_actor_that_turns_all_its_ties_changes_no_balance(of: list[Tie]) -> None:
    before = analyse(network(of), draws=5)
    for actor in {x for t in of for x in t.pair}:
        after = analyse(network(turned(of, actor)), draws=5)
        assert (after.balance.upper, after.balance.balanced) == (before.balance.upper, before.balance.balanced)


@given(made())
@settings(deadline=None, max_examples=40)
def test_turning_one_tie_and_leaving_are_what_solving_anew_says(of: list[Tie]) -> None:
    before = analyse(network(of), draws=5)
    least = least_sure(of)
    found = turnings(of, {})
    for actor, (turning, other, without) in found.items():
        assert {actor, other} == set(least[actor].pair)
        flipped = [tie(t.a, t.b, -t.mean, t.sd) if t is least[actor] else t for t in of]
        assert analyse(network(flipped), draws=5).balance.upper - before.balance.upper == turning
        left = [t for t in of if actor not in t.pair]
        assert analyse(network(left), draws=5).balance.upper - before.balance.upper == without
        assert without <= 0


def test_an_unsure_tie_between_camps_swings_and_a_sure_one_does_not() -> None:
    of = ties({"AB": 0.8, "AC": 0.8, "BC": 0.8, "DE": 0.8, "AD": -0.8, "BE": -0.8, "CD": -0.8, "CE": -0.8})
    of += [tie("F", "A", 0.3, 0.2), tie("F", "D", -0.25, 0.2)]
    found = analyse(network(of)).actors
    swings = {a.node.lineage: a.swing.swings for a in found}
    assert swings["A"] == swings["D"] == 0
    assert swings["F"] == pytest.approx(0.03, abs=0.03)
    doubted = analyse(network([*of[:-2], tie("F", "A", 0.3, 0.2), tie("F", "D", 0.25, 0.2)]))
    share = doubted.actor("F").swing.swings
    assert share is not None
    assert 0.3 < share < 0.6  # which of the two is stronger decides


def test_two_alone_swing_alike() -> None:
    of = [tie("A", "B", 0.3, 0.2)]
    drawn = draw(of, {"A": 1, "B": 1}, Normals())
    share = shares(drawn, [])
    assert share["A"][0] == share["B"][0] == pytest.approx(0.067, abs=0.03)


def test_a_tie_is_drawn_alike_whatever_other_ties_there_are() -> None:
    few, many = Normals(50).of([("A", "B")], 50), Normals(50).of([("A", "C"), ("A", "B")], 50)
    assert np.array_equal(few[:, 0], many[:, 1])


def test_fewer_networks_are_drawn_of_large_systems_and_it_is_said() -> None:
    ids = [f"s{n:03d}" for n in range(40)]
    of = [tie(a, b, 0.4 if (int(a[1:]) + int(b[1:])) % 2 else -0.4) for a, b in combinations(ids, 2)]
    assert how_many(of, 400, budget=1_000_000) < 400
    found = analyse(network(of), draws=400, budget=1_000_000, proof=False)
    assert 20 <= found.draws < found.wanted == 400
    assert not found.balance.interval_exact


def test_ties_back_at_the_prior_are_not_drawn() -> None:
    faded = tie("A", "C", 0.01, 0.4, known=0.02)
    found = analyse(network([tie("A", "B", 0.6), faded]))
    assert found.balance.interval == (0.0, 0.0, 0.0)
    assert found.actor("C").swing.swings is None
    assert found.network.faded == (faded,)


def test_without_a_proof_a_hard_network_has_bounds_that_hold() -> None:
    rng = np.random.default_rng(8)
    ids = [f"s{n:02d}" for n in range(40)]
    pairs = [pair for pair in combinations(ids, 2) if rng.random() < 0.5]
    of = [tie(a, b, float(rng.choice([-1, 1])) * 0.5) for a, b in pairs]
    assert len(of) > 300
    found = analyse(network(of), draws=20, proof=False).balance
    assert 0 < found.lower < found.upper == len(found.against)
    assert not found.certified
    known = analyse(network(of), draws=20, seconds=5).balance
    assert found.lower <= known.upper <= found.upper
