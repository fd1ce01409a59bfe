"""What is no act of its own, what things acts are about, and what earlier sentences tell of a later one."""

from __future__ import annotations

from datetime import date

import pytest
from event_reading import only, reports, told

pytestmark = pytest.mark.model


def types(text: str) -> list[str]:
    return sorted(event for event, *_ in told(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Latvia lifted its arms embargo on Gambia.", ["CONCEDE"]),
        ("Latvia lifted the embargo on arms sales to Gambia.", ["CONCEDE"]),
        ("Latvia ended its ban on cattle imports from Gambia.", ["CONCEDE"]),
        ("Latvia suspended part of its aid to Gambia.", ["SANCTION"]),
        ("Gambian rebels ambushed a Latvian patrol.", ["ASSAULT"]),
        ("Latvia walked out of the talks with Gambia.", ["SANCTION"]),
    ],
)
def test_undone_rule_the_matter_of_an_act_is_no_second_act(text: str, expected: list[str]) -> None:
    assert types(text) == expected


def test_undone_rule_an_act_of_its_own_time_stays() -> None:
    assert types("Latvia lifted its decade-old embargo on Gambia.") == ["CONCEDE", "SANCTION"]


def test_undone_rule_what_was_refused_was_still_offered() -> None:
    assert "AGREE" in types("Gambia rejected a Latvian offer of tractors.")


@pytest.mark.parametrize(
    "text",
    [
        "Sanctions pushed Gambia to look for new markets.",
        "The drought forced Gambia to look for grain elsewhere.",
        "The discount helped Gambia to save dollars.",
        "What Banjul wants",
        "Gambia wants buyers for its nuts.",
        "Gambia and Latvia have drawn closer.",
        "Riga destroyed this trust.",
    ],
)
def test_no_agent_rule_causes_wishes_and_moods_are_no_acts(text: str) -> None:
    assert told(text) == []


def test_somebody_who_pushes_asks() -> None:
    assert types("Latvia pushed Gambia to sign.") == ["REQUEST"]


@pytest.mark.parametrize(
    ("text", "event", "source", "target"),
    [
        ("Gambia received its first cargo of crude from Oman.", "COOPERATE", "OMN", "GMB"),
        ("Gambia received 40 generators from Latvia.", "AID", "LVA", "GMB"),
        ("Gambia received its first cargo of Omani crude oil.", "COOPERATE", "OMN", "GMB"),
        ("Gambia received a Latvian delegation.", "CONSULT", "LVA", "GMB"),
    ],
)
def test_goods_are_no_guests(text: str, event: str, source: str, target: str) -> None:
    report = only(text, event)
    assert (report.sources, report.targets) == ((source,), (target,))


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Latvia agreed to sell six patrol boats to Gambia.", None),
        ("Latvia agreed to sell six frigates to Gambia.", "six frigates"),
        ("Latvia sold six frigates to Gambia.", "six frigates"),
        ("Latvia and Gambia signed an agreement on a gas pipeline.", "gas pipeline"),
        ("Latvia and Gambia held the exercise Grey Gull.", "exercise Grey Gull"),
    ],
)
def test_thing_of_an_act_under_the_verb_that_governs_it(text: str, thing: str | None) -> None:
    (report,) = reports(text)
    assert report.thing == thing


@pytest.mark.parametrize(
    ("text", "event", "sources", "targets"),
    [
        ("In 1975 Latvia imposed an embargo on Gambia. The embargo was lifted in 1981.", "CONCEDE", {"LVA"}, {"GMB"}),
        ("In 1975 Latvia sold frigates to Gambia. Togo condemned the sale.", "ACCUSE", {"TGO"}, {"LVA"}),
        ("Latvia offered Gambia six frigates. Banjul rejected the offer.", "REJECT", {"GMB"}, {"LVA"}),
    ],
)
def test_told_before_rule(text: str, event: str, sources: set[str], targets: set[str]) -> None:
    report = only(text, event)
    assert (set(report.sources), set(report.targets)) == (sources, targets)


def test_told_before_rule_relations_are_those_of_the_two_spoken_of_last() -> None:
    text = "In 1970 Latvia invaded Gambia. Relations were normalised in 1993."
    report = only(text, "SUPPORT")
    assert set(report.sources) | set(report.targets) == {"LVA", "GMB"}
    assert report.first == date(1993, 1, 1)


def test_told_before_rule_not_for_somebody_elses_embargo() -> None:
    report = only("In 1975 Latvia imposed an embargo on Gambia. Peru lifted the embargo.", "CONCEDE")
    assert report.targets == ()


def test_provoked_into_the_object_acts() -> None:
    report = only("The raid provoked Latvia into expelling the Gambian ambassador.", "SANCTION")
    assert (report.sources, report.targets) == (("LVA",), ("GMB",))


def test_anti_names_the_one_it_is_against() -> None:
    report = only("The anti-Latvian riots in Banjul went on.", "PROTEST")
    assert report.sources != ("LVA",)
    assert report.targets == ("LVA",)


def test_a_heading_is_worth_less_than_the_sentence_below_it() -> None:
    from event_reading import reader

    from comity.documents.model import Document, Passage

    text = "Latvia invades Gambia"
    documents = [
        Document(id=k, text=text, text_sha256=k, sha256=k, format="txt", passages=(Passage(0, len(text), k, "test"),))
        for k in ("label", "prose")
    ]
    label, prose = (reader().read(d).reports[0].confidence for d in documents)
    assert label < prose


def test_since_record_rule_the_first_since_a_year_was_not_in_it() -> None:
    report = only("It was the first visit by a Latvian premier to Gambia since 1999.", "CONSULT")
    assert report.first is None
    assert only("Latvia has banned imports from Gambia since 1999.", "SANCTION").first == date(1999, 1, 1)


def test_deadline_rule_an_agreement_is_not_of_the_day_it_is_to_be_kept_by() -> None:
    assert only("Latvia and Gambia agreed to open a rail link by 2030.", "AGREE").first is None
    dated = only("In 2021 Latvia and Gambia agreed to open a rail link by 2030.", "AGREE")
    assert dated.first == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Latvia stopped buying Gambian oil.", "SANCTION"),
        ("Latvia stopped shelling Gambian towns.", "RETREAT"),
        ("Latvia and Gambia settled their border dispute in 1999.", "SUPPORT"),
    ],
)
def test_ceased_rule(text: str, event: str) -> None:
    assert types(text) == [event]
