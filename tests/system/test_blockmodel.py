"""The line index for k blocs: against every division, and against the frustration index."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_networks import needs_reference, tribes, windows

from comity.errors import UsageError
from comity.system import frustration_index
from comity.system.blockmodel import choose_blocs, line_index
from comity.system.moving import likeness

Tie = tuple[Any, ...]


def some_ties(seed: int, nodes: int, share: float = 0.8) -> list[Tie]:
    chance = random.Random(seed)
    pairs = [pair for pair in itertools.combinations(range(nodes), 2) if chance.random() < share]
    return [(a, b, chance.choice((1, -1, -1)), chance.randint(1, 3)) for a, b in pairs]


def cost(ties: list[Tie], bloc: Any) -> int:
    return sum(t[3] if len(t) > 3 else 1 for t in ties if (t[2] > 0) != (bloc[t[0]] == bloc[t[1]]))


def least(ties: list[Tie], nodes: int, k: int) -> int:
    return min(cost(ties, bloc) for bloc in itertools.product(range(k), repeat=nodes))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_index_is_that_of_all_divisions(seed: int, k: int) -> None:
    ties = some_ties(seed, 6)
    model = line_index(ties, k)
    assert model.certified
    assert model.lower == model.upper == least(ties, 6, k) == cost(ties, model.partition)
    assert len(model.blocs) <= k
    assert sum(t[3] for t in model.frustrated) == model.upper


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_any_number_of_blocs_is_as_many_as_there_are_nodes(seed: int) -> None:
    ties = some_ties(seed, 6)
    model = line_index(ties)
    assert model.certified
    assert model.upper == least(ties, 6, 6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_two_blocs_are_the_frustration_index(seed: int) -> None:
    ties = [*some_ties(seed, 9), (3, 3, -1), (3, 3, 1), (1, 0, -1), (0, 1, 1)]
    model = line_index(ties, 2)
    assert model.upper == frustration_index(ties).upper == cost(ties, model.partition)


def test_more_blocs_never_cost_more_and_the_fewest_are_chosen() -> None:
    three = [(a, b, 1 if a % 3 == b % 3 else -1) for a, b in itertools.combinations(range(12), 2)]
    model, tried = choose_blocs(three, most=5)
    assert [m.upper for m in tried] == [48, 16, 0, 0, 0]
    assert model.k == 3
    assert model.blocs == ((0, 3, 6, 9), (1, 4, 7, 10), (2, 5, 8, 11))
    assert model.stability == 1
    assert all(m.certified for m in tried)


def test_foes_all_want_a_bloc_of_their_own() -> None:
    foes = [(a, b, -1) for a, b in itertools.combinations(range(6), 2)]
    assert [line_index(foes, k).upper for k in (1, 2, 3, 6, None)] == [15, 6, 3, 0, 0]


def test_no_bloc_and_no_ties() -> None:
    with pytest.raises(UsageError):
        line_index([("a", "b", 1)], 0)
    assert line_index([], 3).blocs == ()


def test_time_that_runs_out_leaves_an_interval() -> None:
    ties = some_ties(3, 60)
    model = line_index(ties, 4, seconds=0.3)
    assert 0 <= model.lower <= model.upper == cost(ties, model.partition)
    assert model.seconds < 5


def test_likeness_of_divisions() -> None:
    one = np.array([0, 0, 1, 1])
    assert likeness(one, np.array([5, 5, 2, 2])) == 1
    # Hubert & Arabie by hand: no pair is together in both, 2 in one and 2 in the other: (0 - 2/3) / (2 - 2/3)
    assert likeness(one, np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


@pytest.mark.shared
@needs_reference
def test_tribes_fall_into_three_blocs() -> None:
    # Doreian & Mrvar (1996): two ties against three blocs
    model, tried = choose_blocs(tribes(), most=5)
    assert [m.upper for m in tried] == [29, 7, 2, 2, 2]
    assert model.k == 3
    assert all(m.certified for m in tried)


@pytest.mark.shared
@needs_reference
def test_imbalance_of_states_does_not_fall_from_1946_to_1999() -> None:
    # Doreian & Mrvar (2015): the claim that systems move towards balance does not hold for these networks
    index = [frustration_index(ties) for ties in windows().values()]
    years = np.arange(len(index))
    assert np.polyfit(years, [float(r.upper) for r in index], 1)[0] > 0
    assert np.mean([r.upper for r in index[-10:]]) > np.mean([r.upper for r in index[:10]])
