"""Who a name means on a date."""

from __future__ import annotations

from datetime import date

import pytest

from comity.actors import Registry
from comity.intervals import Interval


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.default()


@pytest.mark.parametrize(
    ("name", "when", "actor"),
    [
        ("Russia", "1971", "SUN"),
        ("Russia", "1991-12-25", "SUN"),
        ("Russia", "1991-12-26", "RUS"),
        ("Moscow", "1962-10", "SUN"),
        ("Soviet Union", "2005", "SUN"),
        ("Soviet", "1979", "SUN"),
        ("Germany", "1965", "DEU"),
        ("Bonn", "1985", "DEU"),
        ("East Berlin", "1985", "DDR"),
        ("Prague", "1968-08-21", "CSK"),
        ("Slovakia", "1995", "SVK"),
        ("Belgrade", "1961", "YUG"),
        ("Belgrade", "2004", "SCG"),
        ("Serbia", "2010", "SRB"),
        ("Hanoi", "1970", "VDR"),
        ("Saigon", "1970", "RVN"),
        ("Vietnam", "1995", "VNM"),
        ("Sanaa", "1980", "YAR"),
        ("Aden", "1980", "YMD"),
        ("Burma", "1990", "MMR"),
        ("Zaire", "1980", "COD"),
        ("Congo", "1980", "COG"),
        ("Ceylon", "1960", "LKA"),
        ("Upper Volta", "1970", "BFA"),
        ("Persia", "1950", "IRN"),
        ("UAR", "1960", "EGY"),
        ("Türkiye", "2023", "TUR"),
        ("Turkiye", "2023", "TUR"),
        ("Czechia", "2020", "CZE"),
        ("the Kremlin", "2010", "RUS"),
        ("Rawalpindi", "2010", "PAK"),
        ("Karachi", "1955", "PAK"),
        ("Nur-Sultan", "2020", "KAZ"),
        ("PRC", "1999", "CHN"),
        ("ROK", "1999", "KOR"),
        ("DPRK", "1999", "PRK"),
    ],
)
def test_names_mean_the_actor_of_their_day(registry: Registry, name: str, when: str, actor: str) -> None:
    assert registry.resolve(name, Interval.parse(when)).actor == actor


@pytest.mark.parametrize(
    ("name", "when", "candidates"),
    [
        ("Congo", "2010", {"COD", "COG"}),
        ("Korea", "2010", {"PRK", "KOR"}),
        ("Vietnam", "1968", {"VDR", "RVN"}),
        ("Yemen", "1980", {"YAR", "YMD"}),
        ("Kashmir", "2010", {"IND", "PAK"}),
        ("Brussels", "2010", {"BEL", "EU", "NATO"}),
    ],
)
def test_even_odds_stay_open(registry: Registry, name: str, when: str, candidates: set[str]) -> None:
    found = registry.resolve(name, Interval.parse(when))
    assert found.actor is None
    assert {id for id, _ in found.candidates} == candidates
    assert sum(share for _, share in found.candidates) == pytest.approx(1, abs=1e-5)


def test_shares_are_shares_of_the_days(registry: Registry) -> None:
    found = registry.resolve("Moscow", Interval(date(1991, 12, 22), date(1991, 12, 29)))
    assert found.candidates == (("RUS", 0.5), ("SUN", 0.5))
    assert found.actor is None


def test_a_seat_is_its_holder_on_most_days(registry: Registry) -> None:
    assert registry.resolve("Moscow", Interval.parse("1991")).actor == "SUN"
    assert registry.resolve("Moscow", Interval(date(1990, 1, 1), date(1999, 12, 31))).actor == "RUS"


def test_undated_names_mean_the_lineage(registry: Registry) -> None:
    assert registry.resolve("Russia", None).actor == "RUS"
    assert registry.resolve("Soviet Union", None).actor == "SUN"


def test_notes_say_what_was_done(registry: Registry) -> None:
    assert registry.resolve("Russia", Interval.parse("1971")).note == "Russia at that time: Soviet Union"
    assert "ended on 1991-12-25" in (registry.resolve("USSR", Interval.parse("2005")).note or "")
    assert "part of Pakistan" in (registry.resolve("Bangladesh", Interval.parse("1965")).note or "")
    assert registry.resolve("Peru", Interval.parse("2005")).note is None


def test_at_follows_the_lineage(registry: Registry) -> None:
    assert registry.at("RUS", Interval.parse("1980")).actor == "SUN"
    assert registry.at("SRB", Interval.parse("1980")).actor == "YUG"
    assert registry.at("CZE", Interval.parse("1980")).actor == "CSK"
    assert registry.at("PAK", Interval.parse("1980")).actor == "PAK"
    with pytest.raises(KeyError):
        registry.at("XYZ", None)


def test_lineages(registry: Registry) -> None:
    assert {id: registry.lineage(id) for id in ("SUN", "RUS", "YUG", "SCG", "CSK", "DDR", "VDR", "RVN", "UKR")} == {
        "SUN": "RUS", "RUS": "RUS", "YUG": "SRB", "SCG": "SRB", "CSK": "CZE", "DDR": "DEU", "VDR": "VNM", "RVN": "RVN",
        "UKR": "UKR",
    }  # fmt: skip
    with pytest.raises(KeyError):
        registry.lineage("nobody")


def test_a_place_belongs_to_who_held_it(registry: Registry) -> None:
    assert registry.resolve("Crimea", Interval.parse("1980")).actor == "SUN"
    assert registry.resolve("Crimea", Interval.parse("2005")).actor == "UKR"
    assert registry.resolve("Crimea", Interval.parse("2020")).actor is None
    assert registry.resolve("Bonn", Interval.parse("2015")).kind == "place"


def test_a_leader_is_the_state_while_in_office(registry: Registry) -> None:
    assert registry.resolve("Helmut Kohl", Interval.parse("1990-11-11")).actor == "DEU"
    after = registry.resolve("Helmut Kohl", Interval.parse("2005-05-05"))
    assert after.actor is None
    assert [id for id, _ in after.candidates] == ["DEU"]


def test_office_holders(registry: Registry) -> None:
    holder = registry.office_holder("IND", "head_of_government", date(2016, 1, 1))
    assert holder is not None
    assert holder.name == "Narendra Modi"
    assert registry.office_holder("IND", "head_of_government", date(1930, 1, 1)) is None


def test_members_change_with_time(registry: Registry) -> None:
    assert "PAK" not in registry.members("SCO", date(2016, 1, 1))
    assert "PAK" in registry.members("SCO", date(2018, 1, 1))
    assert registry.members("nobody", date(2018, 1, 1)) == ()


def test_sectors(registry: Registry) -> None:
    sectors = [registry.agents.sector(w) for w in ("soldiers", "police", "rebels", "lawmakers", "gunmen", "table")]
    assert sectors == ["MIL", "COP", "REB", "LEG", "UAF", None]


def test_an_unknown_name_is_unknown(registry: Registry) -> None:
    assert registry.resolve("Ruritania", None).how == "unknown"
    assert registry.lookup("Ruritania") is None
    assert "ZZZ" not in registry
