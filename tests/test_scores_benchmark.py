"""Scores of made-up relations: intervals that hold, and smaller errors than plainer measures make."""

from __future__ import annotations

import pytest
from benchmarks.scores import quality


@pytest.mark.parametrize(("relations", "acts"), [(250, 30), (60, 840)])
def test_intervals_hold_and_the_filter_is_nearer_than_plainer_measures(relations: int, acts: int) -> None:
    found = quality(relations, acts, seed=3)
    assert 0.88 < found["filter covers"] < 0.92
    assert 0.88 < found["smoother covers"] < 0.92
    assert found["smoother"] < found["filter"] < found["decayed"] < found["log-odds"]
    assert found["filter"] < 0.9 * found["always 0"]
