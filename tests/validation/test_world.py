"""The benchmark of balance in the world: its trends are right on known series, and its networks are the published ones."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.world import NAMES, balance, measure, show, trend, windows

sys.path.insert(0, str(Path(__file__).parents[1] / "system"))

from reference_networks import FOLDER, needs_reference


def test_a_trend_is_found_and_noise_is_none() -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    when = list(range(1946, 1997))
    up = trend(when, [0.02 * (year - 1946) / 10 + draw.normal(0, 0.002) for year in when], apart=4)
    assert up.low < 0.02 < up.high
    assert up.low > 0
    assert up.tau > 0.8
    assert up.falling > 0.9
    down = trend(when, [-0.02 * (year - 1946) / 10 + draw.normal(0, 0.002) for year in when], apart=4)
    assert down.high < 0
    assert down.falling < 0.001


def test_standard_errors_are_those_of_newey_and_west() -> None:
    api = pytest.importorskip("statsmodels.api")
    draw = np.random.Generator(np.random.PCG64(2))
    when = np.arange(1946, 1997)
    values = np.cumsum(draw.normal(size=51))
    found = trend(when.tolist(), values.tolist(), lags=6)
    fit = api.OLS(values, api.add_constant((when - when.mean()) / 10)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 6, "use_correction": True}
    )
    assert found.slope == pytest.approx(fit.params[1])
    assert (found.high - found.low) / (2 * 1.96) == pytest.approx(fit.bse[1])


def test_balance_of_networks_worked_by_hand() -> None:
    # two triangles on one side: one has a single negative tie, the other three positive ones
    found = balance(1950, [("a", "b", 1), ("b", "c", 1), ("a", "c", -1), ("a", "d", 1), ("b", "d", 1)])
    assert (found.ties, found.negative, found.index, found.triangles) == (5, 1, 1, 2)
    assert (found.frustration, found.of_negative, found.unbalanced) == (0.2, 1.0, 0.5)
    assert found.against_chance == pytest.approx(0.5 / (3 * 0.2 * 0.64 + 0.008))


@pytest.mark.shared
@needs_reference
def test_imbalance_does_not_fall_in_the_world(capsys: pytest.CaptureFixture[str]) -> None:
    assert next(iter(windows(FOLDER))) == 1948
    found = measure(FOLDER)
    first, second = found.values()
    assert (first[0][0].index, len(first[0])) == (17, 51)
    assert all(one.certified for series, _ in (first, second) for one in series)
    for _, fitted in (first, second):
        for name in ("index", "of_negative", "unbalanced", "against_chance"):
            assert fitted[name].high > 0, name  # no fall that is sure
    show(found)
    said = capsys.readouterr().out
    assert all(name in said for name in NAMES.values())
