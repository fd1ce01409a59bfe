"""Parties that one act of a sentence lends another, and who is meant by "the first to ..."."""

from __future__ import annotations

import pytest
from event_reading import only, reports

pytestmark = pytest.mark.model


# (rule, sentence, type, sources, targets)
SHOWN = [
    ("answer", "Kenya offered a truce, which Ghana turned down.", "REJECT", ("GHA",), ("KEN",)),
    ("answered", "Peru asked for a meeting, but Chile refused.", "REQUEST", ("PER",), ("CHL",)),
    ("retaliation", "Mali recalled its envoy after Togolese police seized his car.", "SANCTION", ("MLI",), ("TGO",)),
    ("retaliation", "Peru put its army on alert after Chile closed a port.", "MOBILIZE", ("PER",), ("CHL",)),
    ("joined acts", "Kenya blamed Ghana for the raid and threatened to retaliate.", "THREATEN", ("KEN",), ("GHA",)),
    ("joined acts", "Kenya recalled its ambassador and accused Ghana of piracy.", "SANCTION", ("KEN",), ("GHA",)),
    ("joined acts", "Oman cut ties with Peru, accusing the country of piracy.", "ACCUSE", ("OMN",), ("PER",)),
    ("first to", "Chad was the first state to recognise the government of Mali.", "SUPPORT", ("TCD",), ("MLI",)),
    ("first to", "Peru remains the only country in the region that recognises Kosovo.", "SUPPORT", ("PER",), ("XKX",)),
    ("first to", "Kenya was among the first to recognise Eritrea.", "SUPPORT", ("KEN",), ("ERI",)),
    ("envoy", "Mali recalled its ambassadors to Accra and Lagos.", "SANCTION", ("MLI",), ("GHA", "NGA")),
    ("main verb", "Chile, which has a long coast, offered to mediate.", "AGREE", ("CHL",), ()),
    ("statement", "President Ruto's letter, warning Accra of war, caused anger.", "THREATEN", ("KEN",), ("GHA",)),
    ("hands", "Two Kenyan soldiers were killed at the hands of Ghana.", "ASSAULT", ("GHA",), ("KEN",)),
    ("border with", "Kenya stationed troops along its border with Uganda.", "MOBILIZE", ("KEN",), ("UGA",)),
    ("read with the verb", "Kenya came to the aid of Ghana.", "AID", ("KEN",), ("GHA",)),
    ("each other", "Kenya and Ghana accused each other of lying.", "ACCUSE", ("KEN", "GHA"), ()),
    ("each other", "Kenya and Ghana fell out, and each suspected the other.", "ACCUSE", ("KEN", "GHA"), ()),
    ("only other", "Peru's envoy in Chile asked for asylum.", "REQUEST", ("PER",), ("CHL",)),
    ("next clause", "Kenya deplored the raid, and friends of Ghana in Togo fell silent.", "ACCUSE", ("KEN",), ()),
    (
        "list",
        "Norway, Iceland, the United Arab Emirates and Kenya condemned Peru.",
        "ACCUSE",
        ("NOR", "ISL", "ARE", "KEN"),
        ("PER",),
    ),
]


@pytest.mark.parametrize(("rule", "sentence", "event", "sources", "targets"), SHOWN)
def test_rule(rule: str, sentence: str, event: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
    report = only(sentence, event)
    assert (report.sources, report.targets) == (sources, targets)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya proposed a truce on Monday. Ghana rejected the proposal.",
        "Kenya proposed a truce on Monday. Ghana turned it down.",
        "Kenya proposed a truce on Monday. Ghana refused.",
    ],
)
def test_who_answers_a_sentence_later_answers_who_spoke(text: str) -> None:
    report = only(text, "REJECT")
    assert (report.sources, report.targets) == (("GHA",), ("KEN",))


def test_where_an_act_was_done_or_what_was_cut_over_it_does_not_say_by_whom() -> None:
    text = "Burma cut ties with Peru over the bombing in Mali which killed four Chadian ministers."
    assert [(r.sources, r.targets) for r in reports(text) if r.event == "ASSAULT"] == [((), ("TCD",))]


def test_only_other_rule_holds_where_nobody_was_named_before() -> None:
    text = "Kenya and Mali have quarrelled for years. Kenya's envoy in Ghana called for calm."
    assert [r.targets for r in reports(text) if r.event == "REQUEST"] == [()]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya blamed Ghana for the raid and arrested thirty students.",  # somebody else's arrest
        "Kenya thanked Ghana and closed its border.",  # a friendly act lends a hostile one nothing
        "Kenya condemned Ghana and sent food.",
    ],
)
def test_what_is_done_to_somebody_else_is_not_shared(sentence: str) -> None:
    assert [r.event for r in reports(sentence) if r.targets == ("GHA",)] in (["ACCUSE"], ["SUPPORT"])
