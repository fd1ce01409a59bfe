"""Events made from the published files agree with these files, and the same events given to other dyads do not."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from worlds import FIRST, LAST, NAME, World, store

from comity.actors import Registry
from comity.record import Record
from comity.validation import validate
from comity.validation.files import pair_years, votes

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
FOLDER = Path(os.environ.get("COMITY_REFERENCE", BESIDE)) / "signed-networks" / "validation"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason=f"needs the published files: none in {FOLDER}; COMITY_REFERENCE names their folder"
    ),
]
FILES = {
    "ideal_points": FOLDER / "un_idealpoints_all_apr2020.csv",
    "disputes": FOLDER / "cow_mid_dirdisps.csv",
    "rivalries": FOLDER / "tss_rivalries.csv",
}


def test_the_published_files_are_read() -> None:
    polled = votes(FILES["ideal_points"])
    assert polled.points[2, 1946] == 1.675486
    assert len(polled.points) > 10_000
    disputes, rivalries = pair_years(FILES["disputes"], "disputes"), pair_years(FILES["rivalries"], "rivalries")
    assert (750, 770, 1999) in disputes.held  # Kargil
    assert disputes.begun is not None
    assert (750, 770, 1975) in rivalries.held
    assert (2, 20, 1975) not in rivalries.held
    assert pair_years(FOLDER / "td_rivalries.csv", "rivalries").held


@pytest.fixture(scope="module")
def made() -> World:
    """States with a rivalry in these years, every pair of them; levels that follow from rivalries, disputes and votes."""
    rivals, disputes = pair_years(FILES["rivalries"], "rivalries").held, pair_years(FILES["disputes"], "disputes").held
    points = votes(FILES["ideal_points"]).points
    registry = Registry.default()
    ids = {
        a.cow: a.id
        for a in registry.actors("state")
        if a.cow
        and a.standing == "member"
        and a.valid.last is None
        and (a.valid.first is None or a.valid.first.year < FIRST)
        and a.id not in ("DEU", "RUS", "YEM")
    }
    busy = sorted({state for a, b, year in rivals if year == 2000 for state in (a, b)} & set(ids))[:26]
    pairs = [(i, j) for i in range(len(busy)) for j in range(i + 1, len(busy))]
    years = range(FIRST, LAST + 1)
    levels = np.empty((len(pairs), len(years)))
    for place, (i, j) in enumerate(pairs):
        a, b = busy[i], busy[j]
        for n, year in enumerate(years):
            apart = abs(points.get((a, year), 0.0) - points.get((b, year), 0.0))
            levels[place, n] = 0.5 - 0.25 * apart - 0.5 * ((a, b, year) in rivals) - 0.3 * ((a, b, year) in disputes)
    return World([ids[state] for state in busy], busy, pairs, np.empty(0), np.clip(levels, -0.95, 0.95))


@pytest.mark.parametrize("noise", [False, True])
def test_events_made_from_the_files_agree_with_them_and_noise_does_not(
    noise: bool, made: World, tmp_path: Path
) -> None:
    with Record(store(tmp_path / "w", made, noise=noise)) as record:
        found = validate(record, Registry.default(), files=FILES, origin=NAME, draws=100)
    scores = {f.what: f for f in found.findings if f.measure == "score" and "all years" not in f.figure}
    disputes, rivals = scores["a dispute in the next year"], scores["a rival below a dyad without rivalry"]
    nearness = scores["score with nearness of votes in the United Nations"]
    for finding in (disputes, rivals, nearness):
        assert finding.value is not None
        assert finding.low is not None
        assert finding.high is not None
    if noise:
        assert 0.4 < disputes.value < 0.6  # type: ignore[operator]
        assert 0.4 < rivals.value < 0.6  # type: ignore[operator]
        assert nearness.low < 0 < nearness.high  # type: ignore[operator]
    else:
        # the interval leaves chance out, and the figure is as high as what was put in
        assert disputes.low > 0.5  # type: ignore[operator]
        assert disputes.value > 0.65  # type: ignore[operator]
        assert rivals.low > 0.5  # type: ignore[operator]
        assert rivals.value > 0.8  # type: ignore[operator]
        assert nearness.low > 0  # type: ignore[operator]
        assert nearness.value > 0.5  # type: ignore[operator]
