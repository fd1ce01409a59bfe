"""The measure of dating: what counts as right, and which half a paragraph belongs to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from benchmarks.dating import APART, DEVELOPED, Dated, Days, dated, half_of, load, overlaps, report, same_months

from comity.actors import Registry

MAY = (date(1988, 5, 3), date(1988, 5, 3))
YEAR = (date(1988, 1, 1), date(1988, 12, 31))
NONE = (None, None)


def test_a_date_is_right_by_its_years_and_months() -> None:
    assert same_months(MAY, (date(1988, 5, 1), date(1988, 5, 31)))
    assert not same_months(MAY, YEAR)
    assert same_months(NONE, NONE)
    assert not same_months(NONE, MAY)


def test_dates_overlap_with_a_day_in_common_and_the_same_first_year() -> None:
    assert overlaps(MAY, YEAR)
    assert not overlaps(MAY, (date(1987, 1, 1), date(1988, 12, 31)))
    assert not overlaps(MAY, (date(1988, 6, 1), date(1988, 6, 30)))
    assert not overlaps(NONE, NONE)


def test_about_a_tenth_of_the_paragraphs_is_kept_apart() -> None:
    halves = [half_of(row["id"]) for row in load()]
    assert 0.05 < halves.count(APART) / len(halves) < 0.2
    assert half_of("one") == half_of("one")


def row(basis: str, due: Days) -> dict[str, Any]:
    first, last = (None if day is None else day.isoformat() for day in due)
    return {
        "event": "CONSULT",
        "first": first,
        "last": last,
        "date_basis": basis,
        "date_span": None,
        "trigger": [11, 14],
    }


def test_the_report_tells_stated_dates_from_what_is_left_undated() -> None:
    found = [
        Dated("a", DEVELOPED, row("explicit", MAY), MAY, "explicit", None),
        Dated("a", DEVELOPED, row("relative", MAY), YEAR, "relative", None),
        Dated("a", DEVELOPED, row("none", NONE), NONE, "none", None),
    ]
    lines = list(report(found))
    assert (
        lines[0]
        == "dates of events, developed on: right  50.0, overlap in the same year 100.0, undated   0.0 of 2 where stated"
    )
    assert any("none" in line and "100.0 left undated of 1" in line for line in lines)


@pytest.mark.model
def test_an_annotated_event_is_dated_at_its_trigger() -> None:
    text = "Chad's king met the envoy of Mali on 3 May 1988."
    paragraph = {"id": "p", "text": text, "document": {"published": None}, "reports": [row("explicit", MAY)]}
    (one,) = dated([paragraph], Registry.default())
    assert one.is_right
    assert one.basis == "explicit"
