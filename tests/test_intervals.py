"""Intervals of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.intervals import Interval


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("1947", date(1947, 1, 1), date(1947, 12, 31)),
        ("1965-09-06", date(1965, 9, 6), date(1965, 9, 6)),
        ("1965-08/1966-01-10", date(1965, 8, 1), date(1966, 1, 10)),
    ],
)
def test_parse_gives_first_and_last_day(text: str, first: date, last: date) -> None:
    assert Interval.parse(text) == Interval(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "1965-02-30", "1965-13", "1966/1965", "soon", "31/02/2014", "01/02/2014", "14", "2014/", "+2014", "June"],
)
def test_parse_refuses_what_is_not_a_date(text: str) -> None:
    with pytest.raises(ValueError):
        Interval.parse(text)


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_overlap_is_symmetric_and_within_implies_overlap(a: date, b: date, c: date, d: date) -> None:
    left, right = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert left.overlaps(right) == right.overlaps(left)
    if left.within(right):
        assert left.overlaps(right)
        assert left.days <= right.days
