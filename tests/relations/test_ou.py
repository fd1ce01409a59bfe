"""The filter and smoother against brute force, against statsmodels, and on what must always hold."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.relations.ou import Model, Smoothed, filter_smooth

MODEL = Model(mu=0.1, spread=0.4, memory=900.0, noise=0.4, noise_floor=0.1)


def conditioned(days: np.ndarray, y: np.ndarray, r: np.ndarray, model: Model) -> tuple[np.ndarray, np.ndarray]:
    """Means and variances of the levels given all observations, by the joint normal distribution."""
    k = model.spread**2 * np.exp(-np.abs(days[:, None] - days[None, :]) / model.memory)
    solved = np.linalg.solve(k + np.diag(r), np.column_stack([y - model.mu, k]))
    return model.mu + k @ solved[:, 0], np.diag(k - k @ solved[:, 1:])


def ragged(seed: int, lengths: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.Generator(np.random.PCG64(seed))
    days = np.concatenate([np.sort(rng.integers(700_000, 725_000, n)).astype(float) for n in lengths] or [np.empty(0)])
    y = np.clip(rng.normal(0.1, 0.3, len(days)), -1, 1)
    r = rng.uniform(0.02, 0.6, len(days))
    return days, y, r, np.concatenate([[0], np.cumsum(lengths)]).astype(int)


@pytest.mark.parametrize("lengths", [[5], [3, 0, 7, 1], [1, 1, 1], [40, 2, 13]])
def test_smoother_is_the_conditional_distribution(lengths: list[int]) -> None:
    days, y, r, starts = ragged(7, lengths)
    found = filter_smooth(days, y, r, starts, MODEL)
    assert not found.clipped.any()
    for a, b in pairwise(starts):
        mean, var = conditioned(days[a:b], y[a:b], r[a:b], MODEL)
        np.testing.assert_allclose(found.mean[a:b], mean, atol=1e-11)
        np.testing.assert_allclose(found.var[a:b], var, atol=1e-11)
        for n in range(a, b):  # the filter knows what came until then
            mean, var = conditioned(days[a : n + 1], y[a : n + 1], r[a : n + 1], MODEL)
            assert found.filter_mean[n] == pytest.approx(mean[-1], abs=1e-11)
            assert found.filter_var[n] == pytest.approx(var[-1], abs=1e-11)


def test_filter_and_smoother_agree_with_statsmodels() -> None:
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother  # type: ignore[import-untyped]

    days, y, r, starts = ragged(11, [60])
    n = len(days)
    theirs = KalmanSmoother(k_endog=1, k_states=1, k_posdef=1)
    theirs.bind((y - MODEL.mu).reshape(-1, 1))
    phi = np.exp(-np.diff(days, append=days[-1]) / MODEL.memory)
    theirs["design"] = np.ones((1, 1, 1))
    theirs["selection"] = np.ones((1, 1, 1))
    theirs["transition"] = phi.reshape(1, 1, n)
    theirs["state_cov"] = (MODEL.spread**2 * (1 - phi**2)).reshape(1, 1, n)
    theirs["obs_cov"] = r.reshape(1, 1, n)
    theirs.initialize_known(np.zeros(1), np.full((1, 1), MODEL.spread**2))
    result = theirs.smooth()
    ours = filter_smooth(days, y, r, starts, MODEL)
    np.testing.assert_allclose(ours.filter_mean, MODEL.mu + result.filtered_state[0], rtol=0, atol=1e-8)
    np.testing.assert_allclose(ours.filter_var, result.filtered_state_cov[0, 0], rtol=0, atol=1e-8)
    np.testing.assert_allclose(ours.mean, MODEL.mu + result.smoothed_state[0], rtol=0, atol=1e-8)
    np.testing.assert_allclose(ours.var, result.smoothed_state_cov[0, 0], rtol=0, atol=1e-8)
    assert ours.log_likelihood[0] == pytest.approx(float(result.llf), abs=1e-8)


def test_one_step_by_hand() -> None:
    found = filter_smooth([0.0], [0.5], [0.16], [0, 1], Model(0.0, 0.4, 100.0, 0.4, 0.0))
    assert found.mean[0] == pytest.approx(0.25)  # as much known before as seen: halfway
    assert found.var[0] == pytest.approx(0.08)


def test_an_innovation_far_off_is_pulled_in_and_marked() -> None:
    model = Model(0.0, 0.2, 1000.0, 0.2, 0.0)
    found = filter_smooth([0.0, 1.0, 2.0], [0.1, -1.0, 0.1], [0.01, 0.01, 0.01], [0, 3], model)
    free = conditioned(np.array([0.0, 1.0]), np.array([0.1, -1.0]), np.full(2, 0.01), model)[0][1]
    assert found.clipped.tolist() == [False, True, False]
    assert free < found.filter_mean[1] < 0.0


def test_nothing_observed_changes_nothing() -> None:
    days, y, r, _ = ragged(3, [4])
    alone = filter_smooth(days, y, r, [0, 4], MODEL)
    more = filter_smooth(np.append(days, days[-1] + 50), np.append(y, 0.9), np.append(r, np.inf), [0, 5], MODEL)
    np.testing.assert_allclose(more.mean[:4], alone.mean, atol=1e-14)
    assert more.log_likelihood[0] == pytest.approx(alone.log_likelihood[0])


def test_at_least_moves_only_upwards() -> None:
    friendly = filter_smooth([0.0, 1.0], [0.8, 0.2], [0.05, 0.3], [0, 2], MODEL, side=[0, 1])
    assert friendly.filter_mean[1] == pytest.approx(friendly.filter_mean[0], abs=1e-3)
    hostile = filter_smooth([0.0, 1.0], [-0.8, 0.2], [0.05, 0.3], [0, 2], MODEL, side=[0, 1])
    assert hostile.filter_mean[1] > hostile.filter_mean[0] + 0.05


@pytest.mark.parametrize(
    ("days", "y", "r", "starts"),
    [([1.0, 0.0], [0, 0], [1, 1], [0, 2]), ([0.0], [0.0], [0.0], [0, 1]), ([0.0], [np.nan], [1.0], [0, 1]),
     ([0.0, 1.0], [0.0, 0.0], [1.0, 1.0], [0, 1]), ([0.0], [0.0, 1.0], [1.0], [0, 1])],
)  # fmt: skip
def test_what_cannot_be_is_refused(days: list[float], y: list[float], r: list[float], starts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"have to|has to"):
        filter_smooth(days, y, r, starts, MODEL)


def test_no_relations_give_nothing() -> None:
    found = filter_smooth([], [], [], [0], MODEL)
    assert found.mean.shape == (0,)
    assert found.log_likelihood.shape == (0,)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_what_always_holds(seed: int, lengths: list[int]) -> None:
    days, y, r, starts = ragged(seed, lengths)
    model = Model(0.0, 0.4, 900.0, 0.4, 0.1)
    found = filter_smooth(days, y, r, starts, model)
    assert (np.abs(found.mean) <= 1).all()  # the evidence is within [-1, 1], and so is the level
    assert (found.var <= found.filter_var + 1e-12).all()
    mirrored = filter_smooth(days, -y, r, starts, model)
    np.testing.assert_allclose(mirrored.mean, -found.mean, atol=1e-12)
    alone = [filter_smooth(days[a:b], y[a:b], r[a:b], [0, b - a], model) for a, b in pairwise(starts)]  # fmt: skip
    np.testing.assert_allclose(found.mean, np.concatenate([one.mean for one in alone]), atol=1e-12)


def truth(seed: int, relations: int, events: int, years: int, model: Model) -> tuple[Smoothed, np.ndarray]:
    """Levels drawn from the model itself, as it sees them through noisy events at random days."""
    rng = np.random.Generator(np.random.PCG64(seed))
    days = np.sort(rng.uniform(0, years * 365.25, (relations, events)), axis=1)
    x = np.empty_like(days)
    x[:, 0] = rng.normal(model.mu, model.spread, relations)
    for k in range(1, events):
        phi = np.exp(-(days[:, k] - days[:, k - 1]) / model.memory)
        x[:, k] = (
            model.mu + phi * (x[:, k - 1] - model.mu) + rng.normal(size=relations) * model.spread * np.sqrt(1 - phi**2)
        )
    y = x + rng.normal(0, model.noise, x.shape)
    starts = np.arange(relations + 1) * events
    return filter_smooth(days.ravel(), y.ravel(), np.full(y.size, model.noise**2), starts, model), x.ravel()


def test_intervals_of_90_percent_cover_as_many() -> None:
    found, x = truth(5, 200, 30, 70, Model(0.0, 0.35, 1826.0, 0.4, 0.0))
    filtered = np.abs(found.filter_mean - x) < 1.645 * np.sqrt(found.filter_var)
    smoothed = np.abs(found.mean - x) < 1.645 * np.sqrt(found.var)
    assert 0.88 < filtered.mean() < 0.92
    assert 0.88 < smoothed.mean() < 0.92
