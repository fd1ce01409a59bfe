"""Two sides for many networks at once, against every split tried one by one."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system import sides as module
from comity.system.sides import is_exact, split


def cheapest(n: int, ends: np.ndarray, values: np.ndarray) -> float:
    least = np.inf
    for rest in product((1, -1), repeat=n - 1):
        chosen = np.array((1, *rest))
        agreed = values * chosen[ends[:, 0]] * chosen[ends[:, 1]]
        least = min(least, -agreed[agreed < 0].sum())
    return float(least)


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, np.ndarray, np.ndarray]:
    n = draw(st.integers(2, 7))
    pairs = draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), min_size=1, unique=True))
    tenths = st.integers(-10, 10).filter(bool)
    values = draw(st.lists(st.lists(tenths, min_size=len(pairs), max_size=len(pairs)), min_size=1, max_size=3))
    return n, np.array(pairs), np.array(values) / 10


@given(networks())
@settings(deadline=None)
def test_no_split_of_a_small_network_is_better(made: tuple[int, np.ndarray, np.ndarray]) -> None:
    n, ends, values = made
    found = split(n, ends, values, np.ones(n, dtype=np.int8))
    assert found.exact
    for k, drawn in enumerate(values):
        agreed = drawn * found.sides[k, ends[:, 0]] * found.sides[k, ends[:, 1]]
        assert -agreed[agreed < 0].sum() == np.float64(cheapest(n, ends, drawn)).round(9) or np.isclose(
            -agreed[agreed < 0].sum(), cheapest(n, ends, drawn)
        )
        assert found.frustrated[k] == cheapest(n, ends, np.sign(drawn))


def test_of_equally_good_splits_the_one_nearest_to_the_given_is_taken() -> None:
    ends = np.array(
        [(0, 1), (1, 2), (2, 3), (0, 3)]
    )  # a cycle of four with one negative tie: each tie may be the one out
    values = np.array([[1.0, 1.0, 1.0, -1.0]])
    for base in ((1, 1, 1, 1), (1, 1, -1, -1), (1, -1, -1, -1)):
        found = split(4, ends, values, np.array(base, dtype=np.int8))
        assert found.sides.tolist() == [list(base)]
        assert found.frustrated.tolist() == [1]


def test_larger_components_are_split_nearly_as_well_as_exactly(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(5)
    n = 11
    pairs = np.array(list(combinations(range(n), 2)))
    camps = rng.choice([-1, 1], n)
    values = camps[pairs[:, 0]] * camps[pairs[:, 1]] * rng.normal(0.3, 0.5, (40, len(pairs)))
    exact = split(n, pairs, values, camps.astype(np.int8))
    monkeypatch.setattr(module, "EXACT", 3)
    moved = split(n, pairs, values, camps.astype(np.int8))
    assert exact.exact
    assert not moved.exact
    assert not is_exact(n, pairs)
    assert (moved.frustrated >= exact.frustrated).all()
    assert (moved.frustrated == exact.frustrated).mean() > 0.7
