"""Relation claims: each rule on sentences of its own."""

from __future__ import annotations

from datetime import date

import pytest
from claim_reading import read
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading import Reader
from comity.reading.model import RelationClaim
from comity.reading.relations import find_relations
from comity.reading.relations.lexicon import lexicon

pytestmark = pytest.mark.model


def claims(text: str, title: str | None = None) -> list[RelationClaim]:
    return find_relations(read(text, title))


def told(text: str) -> set[tuple[str, str, int | None, int | None]]:
    return {(*sorted((c.a, c.b)), c.level, c.change) for c in claims(text)}  # type: ignore[misc]


CASES = [
    ("change-noun-rule", "The breakup of the Chadian-Nigerien alliance came as a surprise.", {("NER", "TCD", None, -1)}),
    ("change-noun-rule", "The lack of friendly ties between Fiji and Tonga is felt.", {("FJI", "TON", -1, None)}),
    ("tie-noun-rule", "The feud between Oman and Yemen ended their partnership.", {("OMN", "YEM", -1, None)}),
    ("quality-rule", "Peru has cordial relations with Chile.", {("CHL", "PER", 1, None)}),
    ("quality-rule", "Growing mistrust between Kenya and Somalia hindered trade.", {("KEN", "SOM", -1, -1)}),
    ("quality-rule", "The strained relationship between Serbia and Croatia was discussed.", {("HRV", "SRB", -1, None)}),
    ("predicate-rule", "Relations between Norway and Sweden are excellent.", {("NOR", "SWE", 1, None)}),
    ("predicate-rule", "Bolivia's ties with Chile have been frosty.", {("BOL", "CHL", -1, None)}),
    ("comparison-rule", "Relations between Laos and Cambodia are not as close as before.", {("KHM", "LAO", None, -1)}),
    ("move-rule", "Relations between Greece and Turkey deteriorated.", {("GRC", "TUR", None, -1)}),
    ("move-rule", "Tensions between Ghana and Togo eased.", {("GHA", "TGO", None, 1)}),
    ("move-rule", "Rwanda has repaired its relations with Burundi.", {("BDI", "RWA", None, 1)}),
    ("move-rule", "Denmark and Canada deepened their ties.", {("CAN", "DNK", None, 1)}),
    ("state-rule", "Relations between Spain and Morocco are at a low ebb.", {("ESP", "MAR", -1, -1)}),
    ("state-rule", "The raid put Kenya-Somalia relations in jeopardy.", {("KEN", "SOM", -1, -1)}),
    ("change-noun-rule", "The improvement in relations between Ethiopia and Eritrea surprised many.", {("ERI", "ETH", None, 1)}),
    ("change-noun-rule", "The deterioration of ties between Qatar and Bahrain was swift.", {("BHR", "QAT", None, -1)}),
    ("tie-noun-rule", "The rivalry between Iran and Iraq is old.", {("IRN", "IRQ", -1, None)}),
    ("role-predicate-rule", "Belarus is a close ally of Serbia.", {("BLR", "SRB", 1, None)}),
    ("role-predicate-rule", "Armenia and Azerbaijan are rivals.", {("ARM", "AZE", -1, None)}),
    ("role-apposition-rule", "Brunei, a longtime partner of Singapore, agreed.", {("BRN", "SGP", 1, None)}),
    ("role-seen-as-rule", "Eritrea sees Ethiopia as an enemy.", {("ERI", "ETH", -1, None)}),
    ("role-listed-rule", "Uganda's partners, such as Kenya and Tanzania, objected.", {("KEN", "UGA", 1, None), ("TZA", "UGA", 1, None)}),
    ("bond-verb-rule", "Mongolia has drawn closer to Japan.", {("JPN", "MNG", None, 1)}),
    ("bond-verb-rule", "Hungary and Poland drifted apart.", {("HUN", "POL", None, -1)}),
    ("bond-verb-rule", "Jordan sided with Egypt.", {("EGY", "JOR", 1, None)}),
    ("bond-adjective-rule", "Vietnam is wary of China.", {("CHN", "VNM", -1, None)}),
    ("role-turned-rule", "Sudan and Libya turned from friends into foes.", {("LBY", "SDN", -1, -1)}),
    ("role-predicate-rule", "Hungary and Slovakia are uneasy neighbours.", {("HUN", "SVK", -1, None)}),
    ("role-predicate-rule", "Malta and Cyprus found themselves partners.", {("CYP", "MLT", 1, None)}),
    ("role-seen-as-rule", "Oman and Yemen each saw the other as a menace.", {("OMN", "YEM", -1, None)}),
    ("bond-moving-rule", "The embargo drove Angola into the arms of Cuba.", {("AGO", "CUB", 1, 1)}),
    ("bond-moving-rule", "The river pitted Nicaragua against Costa Rica.", {("CRI", "NIC", -1, -1)}),
    ("bond-moving-rule", "A loan bound Zambia to Japan.", {("JPN", "ZMB", 1, 1)}),
    ("bond-foes-rule", "Niger armed Chad's rebels.", {("NER", "TCD", -1, None)}),
    ("bond-verb-rule", "Mali and Senegal made up.", {("MLI", "SEN", 1, 1)}),
    ("bond-verb-rule", "Uruguay did not forgive Brazil.", {("BRA", "URY", -1, None)}),
    ("bond-verb-rule", "Jordan felt betrayed by Egypt.", {("EGY", "JOR", -1, -1)}),
    ("bond-verb-rule", "Ghana sent troops to support Liberia.", {("GHA", "LBR", 1, None)}),
    ("bond-verb-rule", "Kuwait took Bahrain's side.", {("BHR", "KWT", 1, None)}),
    ("move-rule", "Japan healed its rift with Thailand.", {("JPN", "THA", None, 1)}),
    ("move-rule", "The raid revived the rivalry between Chad and Niger.", {("NER", "TCD", -1, -1)}),
    ("move-rule", "Albania's friendship with Italy did not survive the crash.", {("ALB", "ITA", None, -1)}),
    ("state-rule", "The alliance between Laos and Vietnam gave way to suspicion.", {("LAO", "VNM", None, -1)}),
    ("quality-rule", "There was bad blood between Benin and Togo.", {("BEN", "TGO", -1, None)}),
    ("tie-noun-rule", "There was no love lost between Kabul and Islamabad.", {("AFG", "PAK", -1, None)}),
    ("bond-noun-rule", "Nepal's dependence on India worried the planners.", {("IND", "NPL", 1, None)}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_each_rule_finds_pair_level_and_change(rule: str, text: str, expected: set[object]) -> None:
    assert told(text) == expected
    assert {c.rule for c in claims(text)} == {rule}


def test_role_against_rule_sets_the_bearer_against_the_third() -> None:
    text = "Thailand was an ally of Japan against China."
    assert ("CHN", "THA", -1, None) in told(text)
    assert ("JPN", "THA", 1, None) in told(text)


def test_topic_pair_rule_takes_the_pair_last_spoken_of() -> None:
    text = "Relations between Tunisia and Malta are cordial. In 2011 the relationship deteriorated."
    last = claims(text)[-1]
    assert ({last.a, last.b}, last.change, last.rule) == ({"TUN", "MLT"}, -1, "topic-pair-rule")
    assert (last.first, last.last) == (date(2011, 1, 1), date(2011, 12, 31))


def test_every_pair_of_a_set_is_claimed() -> None:
    assert told("Ties between Benin, Togo and Ghana have improved.") == {
        ("BEN", "TGO", None, 1), ("BEN", "GHA", None, 1), ("GHA", "TGO", None, 1)}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Uruguay hopes to improve its relations with Paraguay.",
        "Relations between Fiji and Samoa could deteriorate.",
        "If ties between Fiji and Samoa deteriorate, trade will suffer.",
        "Relations between Fiji and Samoa were discussed.",
        "Peru and Chile signed the Treaty of Friendship.",
        "Poland is a former ally of Bulgaria.",
    ],
)
def test_what_is_wished_possible_or_bygone_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_little_trust_is_distrust() -> None:
    assert told("There is little trust between Greece and Turkey.") == {("GRC", "TUR", -1, None)}


def test_eased_tension_is_better_and_says_no_more() -> None:
    (claim,) = claims("Tensions between Ghana and Togo have eased.")
    assert (claim.level, claim.change) == (None, 1)


def test_denial_turns_a_bond_round() -> None:
    assert told("Estonia is no friend of Belarus.") == {("BLR", "EST", -1, None)}


def test_speaker_and_hedge() -> None:
    (claim,) = claims("Norway said that relations with Iceland were excellent.") or [None]
    assert claim is not None
    assert claim.claimed_by.actor == "NOR"
    (possible,) = claims("Relations between Norway and Iceland apparently soured.")
    assert possible.hedged


def test_spans_lie_in_the_text_and_every_claim_tells_something() -> None:
    for _, text, _ in CASES:
        for claim in claims(text):
            assert 0 <= claim.start <= claim.trigger[0] < claim.trigger[1] <= claim.end <= len(text)
            assert claim.a != claim.b
            assert claim.level is not None or claim.change is not None


def test_every_rule_has_been_counted() -> None:
    assert {c[0] for c in CASES} | {"topic-pair-rule", "role-against-rule"} <= set(lexicon().confidence)


_PIECES = ["Chad", "Niger", "ties", "between", "and", "with", "its", "rivalry", "soured", "close", "ally of", ",", ".", "relations", "are", "at odds",
           "a thaw in", "the relationship", "drew closer to", "against Mali", "not", "their", "once", "could", "trust deficit", "of"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
def test_any_jumble_of_words_is_read_without_harm(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for claim in claims(text):
        assert 0 <= claim.trigger[0] < claim.trigger[1] <= len(text)
        assert claim.a != claim.b


TALE = "Kenya and Uganda signed a pact. Uganda's troops then crossed into Kenya. "


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("A thaw followed.", 1),
        ("The pact did not end the quarrel.", -1),
        ("Drought destroyed this friendship.", -1),
        ("The visit broke the ice.", 1),
        ("The verdict reopened the old wounds.", -1),
        ("Trade drew the former enemies together.", 1),
        ("The friendship never recovered.", -1),
        ("Relations were restored in 1990.", 1),
        ("The mistrust deepened.", -1),
    ],
)
def test_a_tie_without_names_is_that_of_the_two_the_text_is_about(text: str, sign: int) -> None:
    last = claims(TALE + text)[-1]
    assert ({last.a, last.b}, last.level or last.change) == ({"KEN", "UGA"}, sign)


def test_a_tie_without_names_among_several_pairs_is_left_alone() -> None:
    text = "Peru met Chile in May. Bolivia met Brazil in June. Laos met Japan in July. A thaw followed."
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The railway joins Kenya to Uganda. Trains are slow, and fares have risen.",
        "Brazil beat Peru in the final. The rivalry between Brazil and Peru draws crowds to the stadium for every match.",
        "Chile exports copper to China. Demand cooled in autumn, and prices collapsed.",
        "Nepal and China share a border. Snow closed the passes, and the season ended early.",
        "Italy and Croatia both grow olives. A beetle destroyed half the harvest.",
        "Spain and France are divided by the Pyrenees. The climate is mild on one side and dry on the other.",
        "Students from Kenya came to Poland. Rents in Warsaw rose, and confidence was shaken.",
        "The Danube flows through Austria and Hungary. Its upper course is cold.",
    ],
)
def test_geography_trade_and_football_tell_no_tie(text: str) -> None:
    assert claims(text) == []


def test_a_treaty_of_friendship_and_a_new_foe() -> None:
    assert told("Laos and Cuba signed a friendship treaty.") == {("CUB", "LAO", 1, None)}
    last = claims(TALE + "Since then Uganda has become a foe.")[-1]
    assert ({last.a, last.b}, last.level) == ({"KEN", "UGA"}, -1)


def test_their_quarrel_with_somebody_unnamed_is_not_between_them() -> None:
    assert claims("Niger and Mali met. Their quarrel with the neighbours on the coast is bitter.") == []


def test_who_did_not_become_an_ally_is_no_enemy() -> None:
    assert claims("The loan does not make Laos an ally of Japan.") == []


def test_a_tie_that_may_end_is_still_a_tie() -> None:
    assert told("The vote could end the friendship between Malta and Libya.") == {("LBY", "MLT", 1, None)}


def test_closing_a_border_is_not_closeness() -> None:
    assert claims("Niger closed its border with Benin.") == []


def dated(text: str, published: Interval | None) -> dict[tuple[str, str], tuple[date | None, date | None]]:
    document = from_text(text, published=published)
    return {(c.a, c.b): (c.first, c.last) for c in Reader(reader="parser").read(document).relations}


NOW = "In March 2011 Ghana's president visited Togo. Ties between Ghana and Togo are warm. Relations between Ghana and Mali could improve. Relations between Ghana and Chad were hostile in 1998."


def test_present_rule_a_present_without_a_date_is_that_of_the_publication() -> None:
    found = dated(NOW, Interval.parse("2015-05-02"))
    assert found["GHA", "TGO"] == (date(2015, 5, 2), date(2015, 5, 2))
    assert found["GHA", "TCD"] == (date(1998, 1, 1), date(1998, 12, 31))


def test_present_rule_without_a_publication_it_is_no_earlier_than_the_last_date_told() -> None:
    found = dated(NOW, None)
    assert found["GHA", "TGO"] == (date(2011, 3, 1), None)
    assert found["GHA", "TCD"] == (date(1998, 1, 1), date(1998, 12, 31))
    assert dated("Ties between Ghana and Togo are warm. The line will open in 2030.", None)["GHA", "TGO"] == (
        None,
        None,
    )


def test_present_rule_what_may_come_and_what_was_stay_undated() -> None:
    day = Interval.parse("2015-05-02")
    assert dated("Relations between Ghana and Benin could soon become warm.", day).get(
        ("GHA", "BEN"), (None, None)
    ) == (None, None)
    assert dated("If relations between Ghana and Benin are warm, trade will grow.", day).get(
        ("GHA", "BEN"), (None, None)
    ) == (None, None)


def test_an_alliance_that_is_only_hoped_for_is_none() -> None:
    assert told("Hopes for an alliance between Fiji and Tonga faded.") == set()
    assert told("Talk of friendly relations between Fiji and Tonga was rife.") == set()


def test_what_comes_after_the_end_of_a_named_time_is_not_in_it() -> None:
    text = "Owing to the mistrust caused by old quarrels, after the end of the Cold War, Kenya and Uganda had hostile relations for years."
    found = dated(text, Interval.parse("2015-05-02"))
    assert found
    assert all(first is None or first >= date(1991, 12, 26) for first, _ in found.values())


def test_disowned_rule_what_was_only_thought_is_no_claim() -> None:
    assert told("Many were under the illusion that Kenya and Uganda were friends.") == set()


def test_bystander_rule_who_looks_on_is_no_side_of_the_tie() -> None:
    assert told("Kenya and Uganda improved their relations, to the dismay of Ethiopia.") == {("KEN", "UGA", None, 1)}
