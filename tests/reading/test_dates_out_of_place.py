"""Dates that stand near an act and are not its date."""

from __future__ import annotations

import pytest
from event_reading import reports

pytestmark = pytest.mark.model


def years(text: str, published: str | None = None) -> dict[str, tuple[int, int] | None]:
    """The first and last year of each report by its trigger word; None where it has no date."""
    found: dict[str, tuple[int, int] | None] = {}
    for r in reports(text, published):
        found[text[r.trigger[0] : r.trigger[1]]] = (
            (r.first.year, r.last.year) if r.first is not None and r.last is not None else None
        )
    return found


def test_since_record_rule_a_long_name_between_since_and_its_year() -> None:
    text = (
        "The Danish queen arrived in Oman. It is the first visit to Oman by a Danish monarch since then-King Frederik the "
        "Ninth in 1968. She met the sultan."
    )
    assert years(text) == {"arrived": None, "visit": None, "met": None}
    told = years("Norway's premier met the emir of Kuwait after eleven years since 2006. She praised Kuwait.")
    assert told == {"met": None, "praised": None}


def test_what_is_only_compared_with_dates_nothing() -> None:
    assert years("Finland sold less timber to Japan than in 1988. It then signed an accord with China.") == {
        "sold": None,
        "signed": None,
    }


def test_bare_year_rule_a_year_before_a_list_of_names() -> None:
    text = (
        "In December 2002, Peru and Chile established a commission on fishing. For example, in 2009 Peru, Chile, Bolivia and "
        "Ecuador established a council on water."
    )
    assert [r.first.year for r in reports(text) if r.first is not None] == [2002, 2009]


def test_a_main_clause_does_not_take_the_date_of_an_act_like_it() -> None:
    text = "In 2002 Peru recalled its envoy from Chile.\nPeru has recalled its envoy from Chile."
    assert [r.first is not None for r in reports(text)] == [True, False]


def test_opening_phrase_rule_a_treaty_of_a_later_year() -> None:
    text = (
        "In 2015 Norway and Oman reached an agreement on gas. Under a contract signed by the two countries in July 2021, Norway "
        "offered Oman a stake in the field."
    )
    assert years(text)["offered"] == (2021, 2021)


def test_since_named_rule_from_then_until_now() -> None:
    text = "Kenya has armed the rebels of Sudan since the end of the Cold War."
    assert years(text, "2016-05-05") == {"armed": (1991, 2016)}
    assert years(text) == {"armed": None}


def test_the_stated_year_goes_before_what_it_is_told_to_be_after() -> None:
    text = "In 2001, after the 9/11 attacks, Chile and Peru supported the United States."
    (report,) = (r for r in reports(text, "2010-05-05") if r.event == "SUPPORT")
    assert report.date_basis == "explicit"
    assert (str(report.first), str(report.last)) == ("2001-01-01", "2001-12-31")


def test_since_a_year_is_no_scene() -> None:
    text = "Since March 2011, when Libya attacked the town, Egypt is buying tanks from Italy. Egypt sold ships to Chad."
    assert years(text)["sold"] is None


def test_a_decade_in_passing_is_no_scene() -> None:
    text = "Kenya drifted from being a friend of Britain in the 1960s. It then bought ships from China."
    assert years(text)["bought"] != (1960, 1969)


def test_a_term_that_may_last_when_it_is_told_dates_nothing() -> None:
    told = "Angela Merkel criticised the Danish plan."
    assert years(told) == {"criticised": None}
    assert years(told, "2024-05-01") == {"criticised": (2005, 2021)}


def test_unknown_time_rule_a_time_told_from_an_unknown_day_of_publication() -> None:
    text = "In 2018 Ghana signed a pact with Mali. At the beginning of this year, Togo signed a pact with Chad. It paid Chad."
    assert [r.first.year if r.first is not None else None for r in reports(text)][:2] == [2018, None]
    assert [r.first.year if r.first is not None else None for r in reports(text, "2020-05-05")][:2] == [2018, 2020]


def test_visits_are_many() -> None:
    text = "In 2003 the president of Togo visited Chad.\nThe visit to Chad by the king of Oman is under way."
    assert years(text)["visit"] is None
