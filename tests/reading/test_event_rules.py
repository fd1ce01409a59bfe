"""Rules about who did what, one sentence that shows it and one that shows where it ends."""

from __future__ import annotations

import pytest
from event_reading import only, reports

pytestmark = pytest.mark.model


# (rule, sentence, type, sources, targets)
SHOWN = [
    ("condition", "Kenya threatened to close the road unless Somalia paid.", "THREATEN", ("KEN",), ("SOM",)),
    ("for T to do", "Canada appealed for China to free the priest.", "REQUEST", ("CAN",), ("CHN",)),
    ("fate", "The Maltese envoy's murder by Libyan gunmen shocked nobody.", "ASSAULT", ("LBY",), ("MLT",)),
    ("fate with an object", "Poland's murder of Ukrainian peasants was planned.", "ASSAULT", ("POL",), ("UKR",)),
    ("whose", "Cuba, whose doctors had treated Angolans, left.", "AID", ("CUB",), ("AGO",)),
    ("agent behind with", "Turkey was threatened with war by Greece.", "THREATEN", ("GRC",), ("TUR",)),
    ("brought to an end", "France brought its aid to Niger to an end.", "SANCTION", ("FRA",), ("NER",)),
    ("carried out by", "The raid carried out by Yemen on Oman was small.", "ASSAULT", ("YEM",), ("OMN",)),
    ("its consul is not the own", "Fiji accused Tonga and expelled its consul.", "SANCTION", ("FJI",), ("TON",)),
    ("at home", "Sudan blamed Sudanese farmers, a Chadian envoy said.", "ACCUSE", ("SDN",), ()),
    ("victims", "Two Estonian soldiers died in an attack.", "ASSAULT", (), ("EST",)),
    ("a crowd's place", "Inmates rioted at a prison in Egypt's second city.", "PROTEST", ("EGY",), ()),
    ("a shaken place", "A general strike paralysed Estonia.", "PROTEST", ("EST",), ()),
    ("a crowd abroad", "Exiles protested outside the Iranian embassy in Sweden.", "PROTEST", ("SWE",), ("IRN",)),
    ("army machines", "Israeli army bulldozers razed a Lebanese orchard.", "ASSAULT", ("ISR",), ("LBN",)),
    ("its own troops", "North Korea trained three thousand commandos.", "MOBILIZE", ("PRK",), ()),
    ("a divided place", "Shells from India landed in Pakistani Kashmir.", "ASSAULT", ("IND",), ("PAK",)),
    ("a people of several states", "Turkey arrested nine Iraqi Kurds.", "COERCE", ("TUR",), ("IRQ",)),
    ("ethnic", "Estonia arrested two ethnic Russian activists.", "COERCE", ("EST",), ()),
    (
        "a main verb read as a participle",
        "A Bolivian paper called Monday on Chileans to march.",
        "REQUEST",
        ("BOL",),
        ("CHL",),
    ),
    ("a call for T to do", "Chile rejected a call for its troops to be sent to Haiti.", "MOBILIZE", ("CHL",), ("HTI",)),
    ("dead in custody", "A Kenyan prisoner died of torture in Ugandan custody.", "ASSAULT", ("UGA",), ("KEN",)),
    ("letter", "In a message to Kenya, Chad offered help.", "AGREE", ("TCD",), ("KEN",)),
    ("when", "Two Kenyan guards were killed when Somali gunmen opened fire.", "ASSAULT", ("SOM",), ("KEN",)),
    ("a border with", "Peru sent tanks to the border with Ecuador.", "MOBILIZE", ("PER",), ("ECU",)),
]


@pytest.mark.parametrize(("rule", "sentence", "event", "sources", "targets"), SHOWN, ids=[row[0] for row in SHOWN])
def test_rule(rule: str, sentence: str, event: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
    report = only(sentence, event)
    assert (report.sources, report.targets) == (sources, targets)


def test_troops_come_home_from_where_they_had_gone() -> None:
    report = only("Vietnam invaded Cambodia in 1978. Hanoi withdrew its troops a decade later.", "RETREAT")
    assert (report.sources, report.targets) == (("VNM",), ("KHM",))


def test_agentless_noun_rule_leaves_out_what_is_mentioned_in_passing() -> None:
    assert [r.event for r in reports("After the attack on Accra, Togo recalled its envoy.")] == ["SANCTION"]
    assert [r.event for r in reports("The attack on Accra began at dawn.")] == ["ASSAULT"]


def test_condition_of_a_threat_is_no_event() -> None:
    assert [r.event for r in reports("Benin threatened to expel the envoy unless Togo freed the pilot.")] == [
        "THREATEN"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "A storm battered the Philippines and killed forty people.",
        "England crushed Australia at cricket.",
        "Stocks staged a rally in Frankfurt.",
        "Sweden withdrew from the tournament in Belgium.",
        "Relations between Peru and Ecuador were strained by the drought.",
    ],
)
def test_nature_rule_and_games_are_no_acts(sentence: str) -> None:
    assert not reports(sentence)


def test_boycotts_of_games_are_acts() -> None:
    assert only("Canada boycotted the Olympics in Russia.", "REJECT").sources == ("CAN",)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Mali reportedly arrested two Chadian officers.", "reportedly"),
        ("Mali is said to have arrested two Chadian officers.", "said"),
    ],
)
def test_hearsay_rule_makes_somebody_unnamed_speak(sentence: str, word: str) -> None:
    claim = only(sentence, "COERCE").claimed_by
    assert claim.voice == "unnamed"
    assert claim.span is not None
    assert sentence[slice(*claim.span)] == word


def test_what_was_never_punished_happened() -> None:
    assert only("Poland's murder of Ukrainian peasants was never punished.", "ASSAULT").status == "happened"
    assert only("The treaty between Chile and Peru was never signed.", "SUPPORT").status == "denied"


@pytest.mark.parametrize(
    "text", ["In 1985 Kenya joined the Lusaka Treaty.", "In 1985 Kenya entered the Lusaka Pact. Uganda denounced it."]
)
def test_treaty_name_rule_the_town_of_a_treaty_is_no_party_to_it(text: str) -> None:
    found = reports(text)
    assert {r.event for r in found} >= {"SUPPORT"}
    assert not any("ZMB" in (*r.sources, *r.targets) for r in found)


def test_joined_name_rule_no_topic_stands_in_for_the_members() -> None:
    text = "Kenya and Uganda have a long history. Kenya and Uganda quarrelled over a lake.\n\nThe road was long. In 1985 Kenya entered the Bandung Pact."
    assert not any("UGA" in r.targets for r in reports(text) if r.event == "SUPPORT")


@pytest.mark.parametrize(
    "text",
    [
        "To Ethiopia's delight, Kenya and Uganda signed a treaty.",
        "Kenya and Uganda held talks, to the annoyance of Ethiopia.",
    ],
)
def test_bystander_rule_who_looks_on_is_no_party(text: str) -> None:
    assert [{*r.sources, *r.targets} for r in reports(text)] == [{"KEN", "UGA"}]


def test_what_somebody_only_had_the_impression_of_is_hypothetical() -> None:
    (report,) = reports("The public had the impression that Kenya was supporting Uganda.")
    assert report.status == "hypothetical"


def test_an_agreement_named_after_a_town_is_not_given_to_whoever_stands_near() -> None:
    found = reports("The shift led to a boom in trade between Kenya and Uganda following the Lusaka agreement.")
    assert "SUPPORT" not in {r.event for r in found}
    assert {r.event for r in reports("The Lusaka agreement between Kenya and Uganda was signed in 1999.")} == {
        "SUPPORT"
    }
