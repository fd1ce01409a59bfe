"""Between and beyond knots: against the joint normal distribution of knots and days asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_records import derived, event, knots, told

from comity.record.record import Record
from comity.record.store import StoreWriter
from comity.relations.curve import Curve, curves
from comity.relations.ou import Model, filter_smooth
from comity.relations.succession import BREAK, Succession, aged, breaks_of, successions

MODEL = Model(mu=0.05, spread=0.4, memory=1200.0, noise=0.4, noise_floor=0.1)
DAYS = np.array([700_000.0, 700_400.0, 703_000.0, 703_001.0, 707_000.0])
Y = np.array([0.6, -0.3, -0.8, -0.5, 0.4])
R = np.array([0.2, 0.1, 0.3, 0.15, 0.05])
ASKED = np.array([698_500.0, 700_000.0, 700_100.0, 702_000.0, 705_555.0, 707_000.0, 709_000.0])


def curve(breaks: tuple[Succession, ...] = ()) -> Curve:
    found = filter_smooth(aged(DAYS, breaks, MODEL.memory), Y, R, [0, len(DAYS)], MODEL)
    sds = np.sqrt(found.filter_var), np.sqrt(found.var)
    return Curve(DAYS, found.filter_mean, sds[0], found.mean, sds[1], 0.16 / R, model=MODEL, breaks=breaks)


def exact(asked: np.ndarray, days: np.ndarray, breaks: tuple[Succession, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance at `asked`, given the observations on `days` (a prefix of DAYS)."""
    n = len(days)
    ages = aged(np.concatenate([asked, days]), breaks, MODEL.memory)
    k = MODEL.spread**2 * np.exp(-np.abs(ages[:, None] - ages[None, :]) / MODEL.memory)
    here, across, there = k[:-n, :-n], k[:-n, -n:], k[-n:, -n:] + np.diag(R[:n])
    weights = np.linalg.solve(there, across.T).T
    return MODEL.mu + weights @ (Y[:n] - MODEL.mu), here - weights @ across.T


@pytest.mark.parametrize("breaks", [(), (Succession(701_500, "OLD", "NEW"), Succession(708_000, "NEW", "NEWER"))])
def test_curve_is_exact_between_and_beyond_knots(breaks: tuple[Succession, ...]) -> None:
    mean, covariance = exact(ASKED, DAYS, breaks)
    ours, sd = curve(breaks).through(ASKED)
    np.testing.assert_allclose(ours, mean, atol=1e-10)
    np.testing.assert_allclose(sd, np.sqrt(np.diag(covariance)), atol=1e-10)


def test_known_is_what_was_known_on_that_day() -> None:
    for day in ASKED[1:]:
        until = DAYS[day >= DAYS]
        mean, covariance = exact(np.array([day]), until)
        assert curve().at(float(day), known=True) == pytest.approx((mean[0], np.sqrt(covariance[0, 0])))
    assert curve().at(698_500.0, known=True) == (MODEL.mu, MODEL.spread)


def test_draws_have_the_joint_distribution() -> None:
    breaks = (Succession(701_500, "OLD", "NEW"),)
    shuffled = ASKED[[3, 0, 6, 2, 5, 1, 4]]
    drawn = curve(breaks).sample(shuffled, 40_000, np.random.Generator(np.random.PCG64(1)))
    mean, covariance = exact(shuffled, DAYS, breaks)
    np.testing.assert_allclose(drawn.mean(axis=0), mean, atol=0.008)
    np.testing.assert_allclose(np.cov(drawn.T), covariance, atol=0.004)


def test_draws_are_the_same_from_the_same_seed() -> None:
    one, other = (curve().sample([702_000.0], 5, np.random.Generator(np.random.PCG64(9))) for _ in range(2))
    assert (one == other).all()
    assert curve().sample([], 5, np.random.Generator(np.random.PCG64(9))).shape == (5, 0)


def test_weight_fades_and_latest_is_a_day() -> None:
    one = curve()
    assert one.weight(699_999.0) == 0.0
    assert one.weight(700_000.0) == pytest.approx(0.8)
    assert one.weight(701_200.0) == pytest.approx(0.8 * np.exp(-1) + 1.6 * np.exp(-800 / 1200))
    assert one.latest(699_999.0) is None
    assert one.latest(date.fromordinal(700_500)) == date.fromordinal(700_400)


def test_successions_are_those_who_followed_soon() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "OLD", "lineage": "NEW", "valid_from": None, "valid_to": date(1950, 5, 1)},
        {"id": "NEW", "lineage": "NEW", "valid_from": date(1950, 5, 2), "valid_to": None},
        {"id": "EAST", "lineage": "WEST", "valid_from": date(1949, 10, 7), "valid_to": date(1990, 10, 2)},
        {"id": "WEST", "lineage": "WEST", "valid_from": date(1949, 5, 23), "valid_to": None},
    ]
    known = successions(rows)
    assert {line: [s.told() for s in found] for line, found in known.items()} == {"NEW": ["OLD > NEW"]}
    begin = date(1950, 5, 2).toordinal()
    assert breaks_of("NEW", "WEST", known) == breaks_of("EAST", "NEW", known)
    apart = aged([begin - 1, begin], breaks_of("NEW", "WEST", known), 1000.0)
    assert apart[1] - apart[0] == pytest.approx(1 + BREAK * 1000)


def test_curves_of_a_record_are_those_of_its_knots(tmp_path: Path) -> None:
    acts = [event(told(f"e{n}", ["IND"], ["SUN"], f"19{60 + 9 * n}", event_type="SUPPORT")) for n in range(4)]
    rows = knots(derived(tmp_path, acts)["scores"], "IND", "RUS")
    [path] = tmp_path.glob("*.duckdb")
    with Record(path) as record:
        asked = curves(record)
        assert curves(record, issue="trade") == {}
        assert curves(record, origin="theirs") == {}
        assert set(curves(record, direction="back")) == set()
    with StoreWriter(path.with_name("empty.duckdb")) as store:
        assert curves(store) == {}
    assert set(asked) == {("IND", "RUS")}
    one = asked["IND", "RUS"]
    assert [s.told() for s in one.breaks] == ["SUN > RUS"]
    for row in rows:
        assert one.at(row["date"]) == pytest.approx((row["mean"], row["sd"]), abs=1e-6)
        assert one.at(row["date"], known=True) == pytest.approx((row["filter_mean"], row["filter_sd"]), abs=1e-6)
        assert one.latest(row["date"]) == row["date"]
    before, after = (one.at(date(1991, 12, day))[1] for day in (25, 26))
    assert after > before + 0.01  # the succession
