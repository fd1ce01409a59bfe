"""Codes and names of other data sets as actors of a day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors import Registry
from comity.exchange.importing.days import EARLIEST, LATEST, days, gaps
from comity.exchange.importing.parties import Parties
from comity.exchange.importing.tables import rows
from comity.intervals import Interval

PARTIES = Parties(Registry.default())


def meant(party: str, day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (spell,) = [s for s in PARTIES.spells(party) if s.first <= day <= s.last]
    return spell.actors, spell.flags


@pytest.mark.parametrize(
    ("party", "day", "actor"),
    [
        ("cameo:RUS", date(1985, 1, 1), "SUN"),
        ("cameo:RUS", date(1992, 1, 1), "RUS"),
        ("iso:SRB", date(1998, 1, 1), "YUG"),
        ("iso:SRB", date(2004, 1, 1), "SCG"),
        ("iso:SRB", date(2010, 1, 1), "SRB"),
        ("iso:CZE", date(1980, 1, 1), "CSK"),
        ("name:Yemen", date(2000, 1, 1), "YEM"),
        ("icews:Vietnam", date(1990, 1, 1), "VNM"),
        ("plover:KOS", date(2015, 1, 1), "XKX"),
        ("plover:UNO", date(2015, 1, 1), "UN"),
        ("fips:RS", date(1980, 1, 1), "SUN"),
        ("group:NAT", date(2000, 1, 1), "NATO"),
        ("code:PAKGOVMIL", date(2000, 1, 1), "PAK"),
        ("code:NGOIGOUNO", date(2000, 1, 1), "UN"),
        ("actor:whoever", date(2000, 1, 1), "whoever"),
    ],
)
def test_who_is_meant_on_a_day(party: str, day: date, actor: str) -> None:
    assert meant(party, day)[0] == (actor,)


def test_a_name_that_means_two_states_on_a_day_stays_open() -> None:
    assert meant("name:Yemen", date(1975, 1, 1)) == ((), ("ambiguous actor",))


def test_several_keys_are_several_actors_each_once() -> None:
    assert meant("iso:RUS|iso:BLR|iso:RUS", date(1985, 6, 1))[0] == ("SUN", "BLR")


def test_a_person_and_a_city_are_no_actors_here() -> None:
    assert meant("any:Lahore", date(2000, 1, 1)) == ((), ("unknown country",))


@given(
    st.sampled_from(sorted(a.id for a in Registry.default().actors("state"))),
    st.dates(date(1946, 1, 1), date(2025, 12, 31)),
)
def test_a_state_by_its_code_is_who_carries_its_lineage_on_that_day(id: str, day: date) -> None:
    expected = Registry.default().at(id, Interval.day(day)).actor
    assert meant(f"iso:{id}", day)[0] == ((expected or id),)


@given(
    st.sampled_from(["cameo:RUS|iso:DEU", "name:Congo", "fips:YM", "bare:", "any:Vietnam", "iso:QQQ", "name:Germany"])
)
def test_spells_cover_all_time_once(party: str) -> None:
    spells = PARTIES.spells(party)
    assert (spells[0].first, spells[-1].last) == (EARLIEST, LATEST)
    for earlier, later in itertools.pairwise(spells):
        assert later.first - earlier.last == timedelta(days=1)


def test_every_actor_of_the_tables_of_codes_is_known() -> None:
    registry = Registry.default()
    for table in ("fips.csv", "cameo_actors.csv", "country_names.csv"):
        assert [r for r in rows(table) if r["actor"] and r["actor"] not in registry] == []


def test_every_state_of_today_has_a_fips_code() -> None:
    registry = Registry.default()
    named = {r["actor"] for r in rows("fips.csv")}
    today = [a.id for a in registry.actors("state") if a.valid.covers(date(2020, 1, 1)) and a.standing == "member"]
    assert [id for id in today if id not in named] == []


@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_each_way_of_writing_it(day: date) -> None:
    for text in (
        f"{day:%Y%m%d}",
        day.isoformat(),
        day.isoformat() + "T12:00:00Z",
        f"{day.year:04d}/{day.month}/{day.day}",
    ):
        found = days(text)
        assert found is not None
        assert (found.first, found.last, found.grain) == (day, day, "day")


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = days(text)
    assert found is None or EARLIEST <= found.first <= found.last <= LATEST


@given(st.lists(st.dates(date(2000, 1, 1), date(2003, 12, 31)), min_size=1, max_size=60))
def test_gaps_hold_no_day_with_rows_and_lie_within_the_span(seen: list[date]) -> None:
    for first, last, length in gaps(seen):
        assert min(seen) < first <= last < max(seen)
        assert length == (last - first).days + 1
        assert not any(first <= day <= last for day in seen)


def test_gaps_are_months_where_days_are_sparse() -> None:
    seen = [date(2001, m, 5) for m in (1, 2, 3, 5, 6)]
    assert gaps(seen) == [(date(2001, 4, 1), date(2001, 4, 30), 30)]
    assert gaps([date(1900, 1, 1), date(2000, 1, 1)]) == []
