"""Dates are written as well as they are known, and what fixes them is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relations.dating import Dated, covers, short, spans, written, year


@pytest.mark.parametrize(
    ("first", "last", "few", "many"),
    [
        ("1998-05-11", "1998-05-11", "1998-05-11", "1998-05-11"),
        ("1998-05-02", "1998-05-20", "1998-05-11", "1998-05-11 (between 1998-05-02 and 1998-05-20)"),
        ("1998-04-01", "1998-06-20", "May 1998", "May 1998 (between April 1998 and June 1998)"),
        ("1998-01-01", "1998-12-31", "1998", "1998"),
        ("1998-02-10", "1998-11-02", "1998", "1998 (between February 1998 and November 1998)"),
        ("1997-06-01", "1998-12-31", "about 1998", "about 1998 (between June 1997 and December 1998)"),
        ("1990-03-01", "2003-07-07", "about 1998", "about 1998 (between 1990 and 2003)"),
    ],
)
def test_a_date_says_no_more_than_is_known(first: str, last: str, few: str, many: str) -> None:
    bounds = date.fromisoformat(first), date.fromisoformat(last)
    assert short(date(1998, 5, 11), *bounds) == few
    assert written(date(1998, 5, 11), *bounds) == many


DAYS = st.dates(date(1900, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 5000), st.integers(0, 5000))
def test_no_day_stands_where_it_is_not_known_to_some_weeks(day: date, before: int, after: int) -> None:
    bounds = day - timedelta(before), day + timedelta(after)
    for text in (short(day, *bounds), written(day, *bounds)):
        assert (str(day) in text) == (before + after <= 42)
        assert str(day.year) in text
    assert str(day.year) in year(day, *bounds)


def test_evidence_falls_where_its_best_dated_piece_is_told_to() -> None:
    told = {
        "year": (date(2001, 1, 1), date(2001, 12, 31)),
        "day": (date(2001, 7, 2), date(2001, 7, 2)),
        "embargo": (date(1995, 1, 1), date(2001, 12, 31)),
    }
    days = [date(1995, 1, 1), date(1998, 7, 2), date(2001, 7, 2), date(2001, 12, 31)]
    found = spans(days, [["embargo"], ["embargo"], ["year"], ["embargo"]], told)
    assert found[0] == (date(1995, 1, 1), date(1995, 12, 31))
    assert found[1][0] <= date(1997, 7, 2)
    assert found[1][1] >= date(1999, 7, 2)
    assert found[2] == told["year"]
    assert found[3] == (date(2001, 1, 1), date(2001, 12, 31))
    assert spans([date(2001, 7, 2)], [["year", "day"]], told) == [told["day"]]
    assert spans([date(2001, 7, 2)], [["nobody tells of it"]], told) == [told["day"]]


def test_evidence_speaks_for_all_the_time_in_which_it_may_fall() -> None:
    told = {
        "nineties": (date(1990, 1, 1), date(1999, 12, 31)),
        "century": (date(1900, 1, 1), date(1999, 12, 31)),
        "war": (date(1990, 1, 1), date(1994, 1, 1)),
    }
    days = [date(1990, 1, 1), date(1994, 1, 1), date(1995, 1, 1), date(1999, 12, 31)]
    found = covers(days, [["war"], ["war"], ["nineties"], ["century"]], told)
    assert found == [(days[0], days[0]), (days[1], days[1]), told["nineties"], (days[3], days[3])]


def test_what_holds_on_across_a_day_does_not_fix_it() -> None:
    days = [date(1990 + n, 1, 1) for n in range(6)]
    dated = Dated(days, [["a", "long"], ["b"], ["long"], ["long", "c"], ["long"], ["d"]])
    assert dated.before(date(1993, 1, 1)) == ["b"]
    assert dated.after(date(1993, 1, 1)) == ["c"]
    assert dated.before(date(1990, 1, 1)) == []
    assert dated.after(date(1995, 1, 2)) == []
