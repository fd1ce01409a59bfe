"""Stances: each rule on sentences of its own."""

from __future__ import annotations

import pytest
from claim_reading import read
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reading.model import Stance
from comity.reading.stances import find_stances
from comity.reading.stances.lexicon import lexicon

pytestmark = pytest.mark.model


def stances(text: str) -> list[Stance]:
    return find_stances(read(text))


CASES = [
    ("stance-verb-rule", "Kenya wants a base in Somalia.", "KEN", "wants", "a base in Somalia", "SOM", 1),
    ("stance-verb-rule", "Poland opposes the pipeline.", "POL", "opposes", "the pipeline", None, -1),
    ("stance-verb-rule", "Finland fears a Russian attack.", "FIN", "fears", "a Russian attack", "RUS", -1),
    ("stance-verb-rule", "Ethiopia hopes to reach an accord with Egypt.", "ETH", "wants", "to reach an accord with Egypt", "EGY", 1),
    ("stance-verb-rule", "Chile wants to isolate Bolivia.", "CHL", "wants", "to isolate Bolivia", "BOL", -1),
    ("stance-verb-rule", "Malta does not support the boycott.", "MLT", "supports", "the boycott", None, -1),
    ("stance-verb-rule", "Thailand sought protection from Japan.", "THA", "wants", "protection", "JPN", 1),
    ("stance-verb-rule", "Both ministers in Tunis blamed the raid on Libya.", "TUN", "opposes", "Libya", "LBY", -1),
    ("stance-verb-rule", "Mali asked the council to press Algeria.", "MLI", "wants", "the council to press Algeria", "DZA", 1),
    ("stance-verb-rule", "Nobody in Sudan wants a war with Chad.", "SDN", "wants", "a war with Chad", "TCD", -1),
    ("stance-verb-rule", "Neither Iran nor Iraq wants a war.", "IRN", "wants", "a war", None, -1),
    ("stance-adjective-rule", "India is determined to keep China out of Nepal.", "IND", "wants", "to keep China out of Nepal", "CHN", -1),
    ("stance-passive-rule", "The levy was condemned by Ghana.", "GHA", "opposes", "The levy", None, -1),
    ("stance-noun-rule", "Vietnam's opposition to Chinese patrols is firm.", "VNM", "opposes", "Chinese patrols", "CHN", -1),
    ("stance-noun-rule", "Turkey's desire to join the union has faded.", "TUR", "wants", "to join the union", None, 1),
    ("stance-held-noun-rule", "Brazil has sympathy for Argentina's claim.", "BRA", "supports", "Argentina's claim", "ARG", 1),
    ("stance-role-rule", "Cuba is a critic of the embargo.", "CUB", "opposes", "the embargo", None, -1),
    ("stance-adjective-rule", "Japan is wary of North Korea.", "JPN", "fears", "North Korea", "PRK", -1),
    ("stance-adjective-rule", "Serbia is keen to host the summit.", "SRB", "wants", "to host the summit", None, 1),
    ("stance-seen-as-rule", "Egypt sees the dam as a threat.", "EGY", "fears", "the dam", None, -1),
    ("stance-against-rule", "Portugal is against the tariff.", "PRT", "opposes", "the tariff", None, -1),
    ("stance-joined-rule", "Iran-backed fighters held the town.", "IRN", "supports", "fighters", None, 1),
    ("stance-purpose-rule", "Qatar hired lawyers to protect its ties with Oman.", "QAT", "wants", "its ties with Oman", "OMN", 1),
    ("reaction-rule", "Sudan closed the border, to the dismay of Egypt.", "EGY", "opposes", "Sudan closed the border", "SDN", -1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "text", "actor", "stance", "about", "toward", "sign"),
    CASES,
    ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)],
)
def test_each_rule_finds_holder_object_and_sign(
    rule: str, text: str, actor: str, stance: str, about: str, toward: str | None, sign: int
) -> None:
    found = [s for s in stances(text) if s.rule == rule and s.actor == actor]
    assert [(s.stance, s.object_actor, s.sign) for s in found] == [(stance, toward, sign)]
    assert text[slice(*found[0].object)].removeprefix("to ") == about.removeprefix("to ")


def test_prefix_rule() -> None:
    (found,) = (s for s in stances("Anti-Russian feeling in Georgia is strong.") if s.rule == "stance-prefix-rule")
    assert (found.actor, found.object_actor, found.sign) == ("GEO", "RUS", -1)


def test_what_the_allies_of_a_state_want_is_not_its_own_wish() -> None:
    assert stances("Finland's allies want a new treaty.") == []


def test_each_of_a_set_holds_the_stance() -> None:
    assert {s.actor for s in stances("Mali and Niger oppose the sanctions.")} == {"MLI", "NER"}


def test_who_does_not_oppose_is_not_thereby_for_it() -> None:
    (found,) = stances("Iceland does not oppose the treaty.")
    assert found.sign == 0


def test_who_is_accused_is_the_one_who_does_it() -> None:
    found = stances("Colombia accused Venezuela of supporting the rebels.")
    assert ("VEN", "supports") in {(s.actor, s.stance) for s in found}
    assert ("COL", "supports") not in {(s.actor, s.stance) for s in found}


def test_the_speaker_is_named() -> None:
    (found,) = (s for s in stances("Norway said that Iceland wanted a new quota.") if s.stance == "wants")
    assert (found.actor, found.claimed_by.actor) == ("ISL", "NOR")


def test_spans_lie_in_the_text() -> None:
    for _, text, *_ in CASES:
        for stance in stances(text):
            assert 0 <= stance.start <= stance.object[0] < stance.object[1] <= stance.end <= len(text)
            assert stance.actor != stance.object_actor


def test_every_rule_has_been_counted() -> None:
    assert {c[0] for c in CASES} | {"stance-prefix-rule"} <= set(lexicon().confidence)


_PIECES = ["Chad", "Niger's", "wants", "to", "oppose", "the levy", "with", ",", ".", "is keen on", "support for", "fears that", "it", "refused",
           "-backed", "rebels", "anti-", "Malian", "and", "to the dismay of", "sees", "as a threat", "was condemned by"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
def test_any_jumble_of_words_is_read_without_harm(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for stance in stances(text):
        assert 0 <= stance.object[0] < stance.object[1] <= len(text)
        assert stance.actor != stance.object_actor
