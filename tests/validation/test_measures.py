"""Rank correlation and area under the curve are those of scipy, and whole numbers of weights are repeated cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, spearmanr

from comity.validation.measures import auc, by_dyads, by_states, estimate, estimates, share, spearman

values = st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 5)), min_size=8, max_size=60)


@given(values)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[int, bool, int]]) -> None:
    value = np.array([v for v, _, _ in rows], dtype=float)
    yes = np.array([p for _, p, _ in rows])
    found = auc(value, yes)(np.ones(len(rows)))
    if yes.all() or not yes.any():
        assert np.isnan(found)
    else:
        u = mannwhitneyu(value[yes], value[~yes]).statistic
        assert found == pytest.approx(u / (yes.sum() * (~yes).sum()))


@given(values)
def test_spearman_is_that_of_scipy(rows: list[tuple[int, bool, int]]) -> None:
    one, other = (np.array([row[place] for row in rows], dtype=float) for place in (0, 2))
    found = spearman(one, other)(np.ones(len(rows)))
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert found == pytest.approx(spearmanr(one, other).statistic)
    else:
        assert np.isnan(found)


@given(values, st.integers(0, 1000))
def test_a_weight_of_two_is_a_case_twice(rows: list[tuple[int, bool, int]], seed: int) -> None:
    draw = np.random.Generator(np.random.PCG64(seed))
    counts = draw.integers(0, 4, len(rows))
    value, other = (np.array([row[place] for row in rows], dtype=float) for place in (0, 2))
    yes = np.array([row[1] for row in rows])
    stratum = np.array([row[2] % 2 for row in rows])
    again = np.repeat(np.arange(len(rows)), counts)
    for made, repeated in (
        (auc(value, yes, stratum), auc(value[again], yes[again], stratum[again])),
        (spearman(value, other, stratum), spearman(value[again], other[again], stratum[again])),
    ):
        left, right = made(counts.astype(float)), repeated(np.ones(len(again)))
        assert (np.isnan(left) and np.isnan(right)) or left == pytest.approx(right)


def test_strata_are_never_compared() -> None:
    value, yes = np.array([1.0, 2.0, 11.0, 12.0]), np.array([False, True, False, True])
    assert auc(value, yes, np.array([0, 0, 1, 1]))(np.ones(4)) == 1.0
    assert auc(np.array([1.0, 2.0, 12.0, 11.0]), yes, np.array([0, 0, 1, 1]))(np.ones(4)) == 0.5


@settings(max_examples=5)
@given(st.integers(0, 10_000))
def test_intervals_by_dyads_are_wider_than_those_by_cases(seed: int) -> None:
    draw = np.random.Generator(np.random.PCG64(seed))
    dyad = np.repeat(np.arange(40), 25)
    level = draw.random(40) < 0.5
    held = level[dyad]  # all years of a dyad alike: 40 cases, not 1,000
    by_dyad = estimate(share(held), 1000, by_dyads(dyad))
    by_case = estimate(share(held), 1000, by_dyads(np.arange(1000)))
    assert by_dyad.low is not None
    assert by_dyad.high is not None
    assert by_case.low is not None
    assert by_case.high is not None
    assert by_dyad.high - by_dyad.low > 3 * (by_case.high - by_case.low)


def test_intervals_cover_as_often_as_they_say() -> None:
    inside = 0
    for seed in range(150):
        draw = np.random.Generator(np.random.PCG64(seed))
        held = draw.random(300) < 0.3
        (found,) = estimates([share(held)], 300, by_dyads(np.arange(300)), draws=200)
        inside += found.low is not None and found.high is not None and found.low <= 0.3 <= found.high
    assert 0.9 <= inside / 150 <= 0.99


def test_one_dyad_alone_gives_no_interval() -> None:
    found = estimate(share(np.array([True, False])), 2, by_dyads(np.zeros(2, dtype=np.int64)))
    assert (found.value, found.low, found.high) == (0.5, None, None)


def test_dyads_that_share_states_are_no_independent_cases() -> None:
    """Two sets of distances between states that have nothing to do with each other: drawing states covers the truth, 0, as often
    as it says or oftener; drawing dyads does not."""
    i, j = np.triu_indices(24, 1)
    covered = {"states": 0, "dyads": 0}
    for seed in range(60):
        draw = np.random.Generator(np.random.PCG64(seed))
        one, other = (np.abs(p[i] - p[j]) for p in draw.normal(size=(2, 24)))
        for name, how in (("states", by_states(i, j)), ("dyads", by_dyads(np.arange(len(i))))):
            found = estimate(spearman(one, other), len(i), how, draws=100)
            covered[name] += found.low is not None and found.high is not None and found.low <= 0 <= found.high
    assert covered["states"] >= 56
    assert covered["dyads"] <= 54
