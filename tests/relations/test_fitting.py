"""Parameters are found again where there is much to find them by, and stay the prior's where there is little."""

from __future__ import annotations

import numpy as np
import pytest

from comity.relations.fitting import Seen, fit, sample
from comity.relations.ou import Model
from comity.relations.priors import PRIOR

TRUTH = Model(mu=0.1, spread=0.3, memory=700.0, noise=0.5, noise_floor=0.1)


def simulated(
    seed: int, relations: int, each: int, days: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Days, values, weights and starts, from TRUTH."""
    rng = np.random.Generator(np.random.PCG64(seed))
    when = np.sort(rng.uniform(0, days, (relations, each)), axis=1)
    x = np.empty_like(when)
    x[:, 0] = rng.normal(TRUTH.mu, TRUTH.spread, relations)
    for k in range(1, each):
        phi = np.exp(-(when[:, k] - when[:, k - 1]) / TRUTH.memory)
        noise = rng.normal(size=relations) * TRUTH.spread * np.sqrt(1 - phi**2)
        x[:, k] = TRUTH.mu + phi * (x[:, k - 1] - TRUTH.mu) + noise
    weight = rng.choice([0.3, 1.0, 5.0, 50.0], x.shape)
    y = x + rng.normal(size=x.shape) * np.sqrt(TRUTH.noise**2 / weight + TRUTH.noise_floor**2)
    return when.ravel(), y.ravel(), weight.ravel(), np.arange(relations + 1) * each


def fitted_on(*args: float) -> Model:
    days, y, weight, starts = simulated(*args)  # type: ignore[arg-type]
    return fit(lambda m: Seen(days, y, m.noise**2 / weight + m.noise_floor**2, starts)).model


def test_parameters_are_found_again() -> None:
    found = fitted_on(3, 80, 120, 12_000)
    assert found.mu == pytest.approx(TRUTH.mu, abs=0.04)
    assert found.spread == pytest.approx(TRUTH.spread, rel=0.1)
    assert found.memory == pytest.approx(TRUTH.memory, rel=0.2)
    assert found.noise == pytest.approx(TRUTH.noise, rel=0.05)
    assert found.noise_floor == pytest.approx(TRUTH.noise_floor, rel=0.15)


def test_thirty_observations_hardly_move_the_prior() -> None:
    found = fitted_on(3, 3, 12, 12_000)
    assert found.spread == pytest.approx(PRIOR.spread, rel=0.25)
    assert found.noise == pytest.approx(PRIOR.noise, rel=0.25)
    assert 0.4 < found.memory / PRIOR.memory < 2.5


def test_fewer_are_not_fitted_to() -> None:
    days, y, weight, starts = simulated(3, 2, 10, 12_000)
    found = fit(lambda m: Seen(days, y, m.noise**2 / weight, starts))
    assert (found.model, found.basis, found.relations, found.observations) == (PRIOR, "prior", 2, 20)


def test_fitting_is_the_same_every_time() -> None:
    assert fitted_on(8, 20, 30, 8_000) == fitted_on(8, 20, 30, 8_000)


def test_a_sample_keeps_rows_of_relations_together() -> None:
    days, y, weight, starts = simulated(2, 30, 50, 8_000)
    part = sample(Seen(days, y, weight, starts), rows=200, steps=20)
    assert len(part.days) <= 200
    assert (np.diff(part.starts) == 20).all()
    assert (np.diff(part.days[:20]) >= 0).all()
    assert part.days[0] == days[15]
