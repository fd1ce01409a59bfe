"""The simple tally, on cases worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.intervals import Interval
from comity.relations.tally import PERIODS, Act, Claim, choose_period, claim_score, dyads, period_of, tally


def lineage(actor: str) -> str:
    return {"SUN": "RUS"}.get(actor, actor)


def act(id: str, score: float, when: str | None, **given: Any) -> Act:
    days = Interval.parse(when) if when else None
    known: dict[str, Any] = {
        "sources": ("PAK",),
        "targets": ("RUS",),
        "symmetric": False,
        "status": "happened",
        "documents": ("a",),
        **given,
    }
    return Act(id=id, score=score, first=days.first if days else None, last=days.last if days else None, **known)


def claim(id: str, when: str | None, level: int | None = None, change: int | None = None, **given: Any) -> Claim:
    days = Interval.parse(when) if when else None
    known: dict[str, Any] = {"a": "RUS", "b": "PAK", "hedged": False, "document": "c", "copy_key": (id,), **given}
    return Claim(
        id=id, level=level, change=change, first=days.first if days else None, last=days.last if days else None, **known
    )


def test_a_year_worked_by_hand() -> None:
    # CONSULT 2.5 + AID 10 + half of a hedged level of 5 = 15.0; ASSAULT 9 + a worsening 2.5 = 11.5; (15 - 11.5) / 26.5
    acts = [
        act("e1", 2.5, "1971-08-09", sources=("SUN",), targets=("PAK",)),
        act("e2", 10.0, "1971", documents=("a", "b")),
        act("e3", -9.0, "1971-12"),
    ]
    claims = [claim("k1", "1971", level=1, hedged=True), claim("k2", "1971-11", change=-1)]
    (row,) = tally(acts, claims, lineage, "year")
    assert (row.a, row.b, row.first, row.last) == ("PAK", "RUS", date(1971, 1, 1), date(1971, 12, 31))
    assert (row.cooperation, row.hostility, row.balance) == (15.0, 11.5, pytest.approx(3.5 / 26.5, abs=1e-6))
    assert (row.event_ids, row.claim_ids, row.documents) == (("e1", "e2", "e3"), ("k1", "k2"), 3)


@pytest.mark.parametrize("status", ["planned", "denied", "demanded", "stalled", "hypothetical"])
def test_what_did_not_happen_counts_nothing(status: str) -> None:
    assert tally([act("e", 10.0, "1971", status=status)], [], lineage, "year") == []


def test_what_has_no_date_or_one_wider_than_the_period_is_in_none() -> None:
    acts = [act("e1", 10.0, None), act("e2", 10.0, "1971/1973")]
    assert tally(acts, [claim("k", None, level=1)], lineage, "year") == []
    (row,) = tally(acts, [], lineage, "decade")
    assert row.event_ids == ("e2",)


def test_a_request_scores_nothing_and_leaves_the_balance_open() -> None:
    (row,) = tally([act("e", 0.0, "1971")], [], lineage, "year")
    assert (row.cooperation, row.hostility, row.balance, row.event_ids) == (0, 0, None, ("e",))


def test_copies_of_a_claim_count_once() -> None:
    claims = [claim(f"k{n}", "1971", level=-1, copy_key=("wire", "same words"), document=f"d{n}") for n in range(10)]
    (row,) = tally([], claims, lineage, "year")
    assert (row.hostility, row.claim_ids) == (5.0, ("k0",))


def test_every_pair_of_a_symmetric_act_and_each_source_with_each_target_of_another() -> None:
    both = act("e", 1.0, "1971", sources=("PAK", "RUS"), targets=("IND",), symmetric=True)
    assert dyads(both, lineage) == [("IND", "PAK"), ("IND", "RUS"), ("PAK", "RUS")]
    led = act("e", 1.0, "1971", sources=("PAK", "SUN"), targets=("IND", "RUS"))
    assert dyads(led, lineage) == [("IND", "PAK"), ("IND", "RUS"), ("PAK", "RUS")]
    assert dyads(act("e", 1.0, "1971", sources=("PAK", "RUS"), targets=()), lineage) == []


def test_the_level_goes_before_the_change_and_a_hedge_halves() -> None:
    assert claim_score(claim("k", None, level=1, change=-1)) == 5.0
    assert claim_score(claim("k", None, change=-1)) == -2.5
    assert claim_score(claim("k", None, level=-1, hedged=True)) == -2.5
    assert claim_score(claim("k", None, level=0)) == 0.0


@pytest.mark.parametrize(
    ("when", "length", "first"),
    [
        ("1999-12-31", "decade", date(1990, 1, 1)),
        ("1971", "5years", date(1970, 1, 1)),
        ("1971-12-30/1972-01-01", "year", date(1971, 1, 1)),
        ("1971-12-31/1972-01-01", "year", date(1971, 1, 1)),
        ("1971-12-31/1972-01-02", "year", date(1972, 1, 1)),
        ("1971-05-10", "quarter", date(1971, 4, 1)),
        ("9999-12-31", "decade", date(9990, 1, 1)),
        ("0001-01-01", "decade", date(1, 1, 1)),
    ],
)
def test_the_period_that_holds_most_of_the_days(when: str, length: Any, first: date) -> None:
    days = Interval.parse(when)
    found = period_of(days.first, days.last, length)
    assert found is not None
    assert found[0] == first


@given(st.dates(), st.integers(0, 4000), st.sampled_from([p for p in PERIODS if p != "auto"]))
def test_a_period_is_found_for_any_interval_that_lies_in_one(day: date, length: int, name: Any) -> None:
    last = date.fromordinal(min(day.toordinal() + length, date.max.toordinal()))
    found = period_of(day, last, name)
    if found is not None:
        assert found[0] <= last
        assert day <= found[1]
        again = period_of(*found, name)
        assert again == found


def test_the_period_fits_the_span_of_the_record() -> None:
    def span(first: str, last: str) -> str:
        return choose_period(
            [
                (Interval.parse(first).first, Interval.parse(first).last),
                (Interval.parse(last).first, Interval.parse(last).last),
            ]
        )

    assert span("2024-01", "2024-06") == "month"
    assert span("2020", "2024") == "quarter"
    assert span("2014", "2024") == "year"
    assert span("1991", "2024") == "5years"
    assert span("1947", "2024") == "decade"
    assert choose_period([(None, None)]) == "year"


@given(st.permutations(range(6)))
def test_the_order_is_of_no_matter(order: list[int]) -> None:
    acts = [act(f"e{n}", 0.1 * (n + 1), f"197{n}-05") for n in range(6)]
    assert tally([acts[n] for n in order], [], lineage, "decade") == tally(acts, [], lineage, "decade")
