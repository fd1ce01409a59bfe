"""Krippendorff's alpha, against published examples and by properties."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.alpha import agreement


def units(*coders: str) -> list[list[str]]:
    """Of rows of one letter a unit, a stop where a coder gave no value."""
    return [[v for v in values if v != "."] for values in zip(*coders, strict=True)]


def test_two_coders_and_two_values() -> None:
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, example A: 0.095."""
    found = agreement(units("0100000010", "1110010000"))
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert found.units == 10
    assert found.observed == pytest.approx(0.6)


def test_two_coders_and_several_values() -> None:
    """The same, example B: 0.692."""
    assert agreement(units("aabbdcccedda", "babbbccceddd")).alpha == pytest.approx(0.692, abs=0.0005)


def test_four_coders_and_missing_values() -> None:
    """The same, example C: 0.743."""
    found = agreement(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.units == 11


def test_an_interval_worked_by_hand() -> None:
    """Thirty units of two coders, half of them each value, six apart: De = 30 * 30 * 2 / (60 * 59); the number of
    disagreeing pairs is binomial of 30 and 0.2, of which P(X <= 2) = 0.044, P(X <= 3) = 0.123, P(X <= 9) = 0.939, P(X <= 10) = 0.974."""
    found = agreement(units("0000011111" * 3, "0000111110" * 3), level=0.9)
    expected = 1800 / 3540
    assert found.alpha == pytest.approx(1 - 0.2 / expected)
    assert found.high == pytest.approx(1 - 3 / 30 / expected)
    assert found.low == pytest.approx(1 - 10 / 30 / expected)


def test_fewer_than_thirty_units_have_no_interval() -> None:
    found = agreement([["a", "b"]] * 29)
    assert (found.low, found.high) == (None, None)
    assert found.alpha is not None
    assert agreement([["a", "b"]] * 30).low is not None


def test_the_limits_are_those_of_a_drawn_bootstrap() -> None:
    rng = random.Random(4)
    pairs = [[v, v if rng.random() < 0.7 else rng.choice("abc")] for v in (rng.choice("abc") for _ in range(80))]
    found = agreement(pairs)
    assert found.alpha is not None
    apart = 1 - found.observed  # type: ignore[operator]
    expected = apart / (1 - found.alpha)
    drawn = sorted(1 - sum(rng.random() < apart for _ in pairs) / len(pairs) / expected for _ in range(4000))
    assert found.low == pytest.approx(drawn[100], abs=0.02)
    assert found.high == pytest.approx(drawn[3899], abs=0.02)


def test_one_value_alone_says_nothing() -> None:
    found = agreement([["a", "a"], ["a", "a"]])
    assert (found.alpha, found.low, found.units) == (None, None, 2)


def test_units_of_one_coder_do_not_count() -> None:
    assert agreement([["a"], ["b"]]).units == 0
    assert agreement([["a", "a"], ["b", "b"], ["c"]]) == agreement([["a", "a"], ["b", "b"]])


coded = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4), min_size=1, max_size=40)


@given(coded)
def test_alpha_lies_between_minus_one_and_one(values: list[list[str]]) -> None:
    found = agreement(values)
    if found.alpha is not None:
        assert -1 <= found.alpha <= 1
    if found.low is not None and found.high is not None:
        assert -1 <= found.low <= found.high <= 1


@given(coded, st.permutations("abcd"))
def test_names_of_values_and_the_order_of_coders_are_of_no_matter(values: list[list[str]], other: list[str]) -> None:
    names = dict(zip("abcd", other, strict=True))
    renamed = [[names[v] for v in reversed(unit)] for unit in reversed(values)]
    first, second = agreement(values), agreement(renamed)
    assert first.units == second.units
    if first.alpha is None:
        assert second.alpha is None
    else:
        assert second.alpha == pytest.approx(first.alpha)
        assert second.low == (None if first.low is None else pytest.approx(first.low))


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_full_agreement_is_one(values: list[str]) -> None:
    assert agreement([[v, v] for v in values]).alpha == 1
