"""Acts that are easily told of the wrong side, or as done where they were not."""

from __future__ import annotations

import pytest
from event_reading import only, reports, told

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "event", "source", "target", "status"),
    [
        # disowned_rule
        ("Sudan denied any part in the attack on the Chadian garrison.", "ASSAULT", "SDN", "TCD", "denied"),
        ("Sudan denied any role in the bombing of the Chadian embassy.", "ASSAULT", "SDN", "TCD", "denied"),
        # a cancellation that is only asked for
        ("Kenya's president was advised to cancel his visit to Uganda.", "CONSULT", "KEN", "UGA", "planned"),
        ("Kenya's president cancelled his visit to Uganda.", "REJECT", "KEN", "UGA", "happened"),
        # blamed_deed_rule
        ("Egypt condemned the occupation of Kuwait by Iraq.", "ACCUSE", "EGY", "IRQ", "happened"),
        ("Egypt condemned the invasion of Chad.", "ACCUSE", "EGY", "", "happened"),
        ("Egypt condemned the actions of Chad.", "ACCUSE", "EGY", "TCD", "happened"),
        # to whom, and about whom
        ("Ethiopia complained to Sudan over Eritrea's conduct.", "ACCUSE", "ETH", "ERI", "happened"),
        ("Norway complained to Denmark.", "ACCUSE", "NOR", "DNK", "happened"),
        # one's own imports
        ("Japan cut its imports of coal from Peru in retaliation for the raid.", "SANCTION", "JPN", "PER", "happened"),
    ],
)
def test_who_and_how_far(text: str, event: str, source: str, target: str, status: str) -> None:
    report = only(text, event) if event != "CONSULT" else next(r for r in reports(text) if r.event == event)
    assert (",".join(report.sources), ",".join(report.targets), report.status) == (source, target, status)


def test_an_accession_that_is_backed_has_not_happened() -> None:
    for text in (
        "Chile expressed support for Peru's accession to the Pacific Alliance.",
        "Germany supports the accession of Serbia to the European Union.",
    ):
        assert {r.status for r in reports(text) if r.trigger[0] == text.index("accession")} == {"demanded"}


def test_fewer_imports_are_no_sanction() -> None:
    assert "SANCTION" not in {event for event, *_ in told("China cut its imports of soybeans from Brazil.")}


def test_looking_for_means_is_no_coercion() -> None:
    assert told("The fear of war made Kenya search for ways to counter the Somali threat.") == []


def test_whom_a_pact_is_against_is_no_party_to_it() -> None:
    assert all("DEU" not in (*s, *t) for _, s, t, _ in told("The pact against Germany was signed by Poland."))


def test_told_doer_rule_an_invasion_by_who_was_told_to_have_invaded() -> None:
    text = "Turkey invaded Cyprus in 1974. Greece left the alliance over the invasion of Cyprus."
    assert [(r.sources, r.targets) for r in reports(text) if r.event == "ASSAULT"] == [(("TUR",), ("CYP",))] * 2
    several = "Turkey invaded Cyprus. Egypt invaded Cyprus. Greece left the alliance over the invasion of Cyprus."
    assert [r.sources for r in reports(several) if r.event == "ASSAULT"] == [("TUR",), ("EGY",)]


def test_named_elsewhere_rule_a_title_and_surname_before_the_full_name() -> None:
    text = "PM Khan visiting Tehran: a turning point\nThe visit of Pakistan's Prime Minister Imran Khan was noted."
    first = reports(text)[0]
    assert (first.sources, first.targets) == (("PAK",), ("IRN",))
    text = "President Sharif will travel to Oman\nPakistan's Nawaz Sharif was invited."
    assert reports(text, "2015-02-03")[0].sources == ("PAK",)


def test_a_foreign_minister_by_his_short_title() -> None:
    assert reports("FM Lavrov visited Serbia.", "2019-05-10")[0].sources == ("RUS",)
