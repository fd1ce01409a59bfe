"""Turning points: the sums against independent ones, and what must hold of any evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from comity.relations.curve import Curve
from comity.relations.levels import Levels, Piece, merged, pieces_of
from comity.relations.ou import Model, filter_smooth
from comity.relations.segments import WANDER, WANDER_MEMORY, Stretches
from comity.relations.turning import turns

Floats = NDArray[np.float64]


MODEL = Model(mu=0.1, spread=0.4, memory=3000.0, noise=0.5, noise_floor=0.1)


def of_evidence(days: Floats, observed: Floats, variance: Floats, model: Model = MODEL) -> Levels:
    found = filter_smooth(days, observed, variance, [0, len(days)], model)
    sds = np.sqrt(found.filter_var), np.sqrt(found.var)
    return Levels(Curve(days, found.filter_mean, sds[0], found.mean, sds[1], np.ones(len(days)), model=model))


def posterior(days: Floats, observed: Floats, variance: Floats) -> tuple[Floats, Floats]:
    prior = MODEL.spread**2 * np.exp(-np.abs(days[:, None] - days[None, :]) / MODEL.memory)
    gain = prior @ np.linalg.inv(prior + np.diag(variance))
    return MODEL.mu + gain @ (observed - MODEL.mu), prior - gain @ prior


def evidence(seed: int, k: int) -> tuple[Floats, Floats, Floats]:
    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(20_000, k, replace=False)).astype(np.float64)
    return days, rng.normal(0.0, 0.6, k), rng.uniform(0.02, 0.5, k)


def test_joint_posterior_is_that_of_the_dense_formula() -> None:
    days, observed, variance = evidence(3, 12)
    levels = of_evidence(days, observed, variance)
    mean, covariance = posterior(days, observed, variance)
    np.testing.assert_allclose(levels.mean, mean, atol=1e-10)
    np.testing.assert_allclose(levels.variance, variance, rtol=1e-8)
    weights = np.linspace(-1, 1, 12)
    np.testing.assert_allclose(levels.covariance(weights), covariance @ weights, atol=1e-10)
    np.testing.assert_allclose(levels.observed, observed, atol=1e-8)


def test_a_step_between_two_days_worked_by_hand() -> None:
    # Far apart for the memory, the two days know nothing of one another: each is a mean of prior and evidence.
    days = np.array([0.0, 1e6])
    levels = of_evidence(days, np.array([-0.7, 0.9]), np.array([0.16, 0.16]), replace(MODEL, memory=100.0))
    step = levels.step(0, 1, 2)
    assert step.before == pytest.approx(-0.3)
    assert step.after == pytest.approx(0.5)
    assert step.sd == pytest.approx(0.4)  # each has variance 0.08
    assert step.probability == pytest.approx(0.97725, abs=1e-5)  # two standard deviations


def test_influence_is_what_the_step_loses_without_a_piece() -> None:
    days, observed, variance = evidence(7, 9)
    levels = of_evidence(days, observed, variance)
    step = levels.step(0, 4, 9)
    found = {piece.places: loss for piece, loss in levels.influences(0, 4, 9, 9)}
    for n in range(9):
        without = variance.copy()
        without[n] = 1e12
        rest = of_evidence(days, observed, without).step(0, 4, 9)
        expected = (step.size - rest.size) * np.sign(step.size)
        assert found.get((n,), 0.0) == pytest.approx(max(expected, 0.0), abs=1e-6)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_statement_about_many_days_errs_on_all_of_them() -> None:
    # Ten days a year apart, all of them one statement: the memory is endless, so that the mean moves by the same gain with
    # each day, and the statement's error is that of the ten together.
    endless = replace(MODEL, memory=1e9)
    days, variance = np.arange(10, dtype=np.float64) * 365.0, np.full(10, 1.6)
    alone = of_evidence(days, np.full(10, -0.5), variance, endless)
    told = Levels(alone.curve, [Piece("c", tuple(range(10)), (1.0,) * 10)])
    assert alone.level(0, 10)[1] ** 2 == pytest.approx(1 / (1 / 0.16 + 10 / 1.6), rel=1e-4)
    assert told.level(0, 10)[1] == pytest.approx(alone.level(0, 10)[1], rel=1e-4)
    # With a memory of two years, ten years hold what 2.5 statements would: the error of one is 2.5 times as large.
    short = replace(MODEL, memory=2 * 365.0)
    alone = of_evidence(days, np.full(10, -0.5), variance, short)
    told = Levels(alone.curve, [Piece("c", tuple(range(10)), (1.0,) * 10)])
    gains = alone.covariance(alone.share(0, 10)) / variance
    more = gains.sum() ** 2 * (9 / 4) / (10 / 1.6) - (gains**2 * variance).sum()
    assert told.level(0, 10)[1] ** 2 - alone.level(0, 10)[1] ** 2 == pytest.approx(more)
    assert more > 0


def test_pieces_share_the_days_on_which_they_stand() -> None:
    found = pieces_of([["e", "c"], ["c"], ["c", "f"]])
    assert found == [Piece("e", (0,), (0.5,)), Piece("c", (0, 1, 2), (0.5, 1.0, 0.5)), Piece("f", (2,), (0.5,))]


def stretch_likelihood(days: Floats, observed: Floats, variance: Floats, model: Model) -> float:
    apart = np.abs(days[:, None] - days[None, :])
    share = model.spread**2
    covariance = share * (1 - WANDER) + share * WANDER * np.exp(-apart / (model.memory * WANDER_MEMORY))
    covariance = covariance + np.diag(variance)
    off = observed - model.mu
    _, log = np.linalg.slogdet(2 * np.pi * covariance)
    return float(-0.5 * (log + off @ np.linalg.solve(covariance, off)))


def test_cuts_are_the_best_of_all_cuts_tried_one_by_one() -> None:
    for seed in range(6):
        days, observed, variance = evidence(seed, 7)
        observed[3:] += 0.8
        stretches = Stretches(days, observed, variance, MODEL)
        gaps = np.diff(days)
        scores = {}
        for many in range(7):
            for cuts in combinations(range(1, 7), many):
                edges = [0, *cuts, 7]
                total = sum(
                    stretch_likelihood(days[a:b], observed[a:b], variance[a:b], MODEL) for a, b in pairwise(edges)
                )
                for n, gap in enumerate(gaps, 1):
                    stays = np.exp(-gap / MODEL.memory)
                    total += np.log(1 - stays) if n in cuts else np.log(stays)
                scores[cuts] = total
        assert tuple(stretches.best()) == max(scores, key=lambda c: scores[c])


def test_a_plain_turn_is_found_where_it_is() -> None:
    days = np.arange(0.0, 40 * 365, 365)
    observed = np.where(days < 20 * 365, -0.5, 0.4)
    variance = np.full(40, 0.05)
    levels = of_evidence(days, observed, variance, MODEL)
    (turn,) = turns(levels)
    assert turn.at == 20
    assert turn.day == days[20]
    assert turn.first <= days[19] + 1
    assert turn.last >= days[20]
    assert turn.last - turn.first < 3 * 366
    assert turn.size == pytest.approx(0.8, abs=0.15)
    assert turn.probability > 0.99
    assert turn.carried
    assert list(turn.influences) == sorted(turn.influences, reverse=True)


def test_evidence_that_says_one_thing_has_no_turn() -> None:
    days = np.arange(0.0, 40 * 365, 365)
    variance = np.full(40, 0.1)
    for level in (-0.6, 0.0, 0.4):
        levels = of_evidence(days, np.full(40, level), variance, MODEL)
        assert turns(levels) == []


def test_what_is_too_little_to_say_is_not_said() -> None:
    days = np.array([0.0, 8000.0])
    variance = np.array([0.4, 0.4])
    levels = of_evidence(days, np.array([-0.2, 0.3]), variance, MODEL)
    assert turns(levels) == []
    for k in (0, 1):
        assert turns(of_evidence(days[:k], np.zeros(k), variance[:k])) == []


def test_two_pieces_decades_apart_give_one_wide_turn() -> None:
    days = np.array([0.0, 12_000.0])
    variance = np.array([0.05, 0.05])
    levels = of_evidence(days, np.array([-0.7, 0.7]), variance, MODEL)
    (turn,) = turns(levels)
    assert (turn.first, turn.last) == (1.0, 12_000.0)
    assert sorted(turn.carried) == ["0", "12000"]


@given(st.integers(0, 10_000), st.integers(2, 60))
@settings(max_examples=40, deadline=None)
def test_turned_upside_down_everything_turns_the_other_way(seed: int, k: int) -> None:
    days, observed, variance = evidence(seed, k)
    level = replace(MODEL, mu=0.0)
    up = turns(of_evidence(days, observed, variance, level))
    down = turns(of_evidence(days, -observed, variance, level))
    assert [(t.at, t.first, t.last, round(t.size, 6)) for t in up] == [
        (t.at, t.first, t.last, round(-t.size, 6)) for t in down
    ]


@given(st.integers(0, 10_000), st.integers(2, 60))
@settings(max_examples=40, deadline=None)
def test_every_turn_is_sure_big_and_in_its_own_interval(seed: int, k: int) -> None:
    days, observed, variance = evidence(seed, k)
    observed[k // 2 :] += 0.7
    found = turns(of_evidence(days, observed, variance, MODEL))
    assert [t.at for t in found] == sorted({t.at for t in found})
    for turn in found:
        assert abs(turn.size) >= 0.2
        assert 0.9 <= turn.probability <= 1
        assert days[0] < turn.first <= turn.last <= days[-1]
        assert turn.size == pytest.approx(turn.after - turn.before)


def test_dense_evidence_is_merged_without_losing_any_weight() -> None:
    days = np.arange(0.0, 5000.0)
    variance = np.full(5000, 0.5)
    observed = np.sin(days / 900)
    middle, value, spread, starts = merged(days, observed, variance, 360)
    assert len(middle) <= 360
    assert (1 / spread).sum() == pytest.approx(5000 / 0.5)
    assert (value / spread).sum() == pytest.approx((observed / variance).sum())
    assert starts[0] == 0
    assert np.all(np.diff(middle) > 0)
