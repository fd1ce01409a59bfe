"""How far an act got: tense, modals, negation and the words above it."""

from __future__ import annotations

import pytest
from event_reading import reports, told

pytestmark = pytest.mark.model

SENTENCES = [
    ("CONSULT", "planned", "Norway's king will visit Oman."),
    ("CONSULT", "planned", "Norway's king is going to visit Oman."),
    ("CONSULT", "planned", "Norway's king plans to visit Oman."),
    ("CONSULT", "planned", "Norway's king wants to visit Oman."),
    ("CONSULT", "planned", "The planned Norwegian visit to Oman drew comments."),
    ("CONSULT", "ongoing", "Norway's king is visiting Oman."),
    ("CONSULT", "hypothetical", "Norway's king may visit Oman."),
    ("CONSULT", "hypothetical", "If Norway's king visits Oman, the markets will rise."),
    ("CONSULT", "hypothetical", "Norway's king is considering visiting Oman."),
    ("CONSULT", "denied", "Norway's king did not visit Oman."),
    ("CONSULT", "denied", "Norway's king has yet to visit Oman."),
    ("CONSULT", "stalled", "The visit of Norway's king to Oman has been postponed."),
    ("CONSULT", "happened", "Norway's king visited Oman."),
    ("ASSAULT", "happened", "Chad failed to prevent the Libyan invasion of Niger."),
    ("ASSAULT", "happened", "Chad condemned the Libyan invasion of Niger."),
    ("COOPERATE", "stalled", "Ghana's plan to buy helicopters from Italy has stalled."),
    ("COOPERATE", "planned", "Ghana said it would buy helicopters from Italy."),
    ("COOPERATE", "hypothetical", "Ghana would buy helicopters from Italy if prices fell."),
    ("SANCTION", "happened", "Ghana announced a suspension of trade with Togo."),
    ("AID", "denied", "Ghana gave up hope without aid from Togo."),
]


@pytest.mark.parametrize(("event", "status", "sentence"), SENTENCES, ids=[s[2][:60] for s in SENTENCES])
def test_status(event: str, status: str, sentence: str) -> None:
    found = [r.status for r in reports(sentence) if r.event == event]
    assert status in found, told(sentence)


def test_a_refusal_told_as_a_negated_future_is_done() -> None:
    assert told("Oman said it would not sign the treaty with Yemen.") == [("REJECT", ("OMN",), ("YEM",), "happened")]


def test_a_wish_stands_as_long_as_it_is_told() -> None:
    assert told("Oman wants Yemen to leave.") == [("REQUEST", ("OMN",), ("YEM",), "demanded")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "event", "status"),
    [
        ("Kenya did not open an embassy in Chad, nor did it sign a treaty with Peru.", "SUPPORT", {"denied"}),
        ("Togo did not take the initiative of establishing relations with Oman.", "SUPPORT", {"denied"}),
        ("A visit to Peru by the Chilean president would be a mistake.", "CONSULT", {"hypothetical"}),
        ("Kenya refused to participate in campaigns to isolate Uganda.", "SANCTION", {"denied"}),
        ("Niger took the initiative of establishing relations with Oman.", "SUPPORT", {"happened"}),
    ],
)
def test_denial_and_doubt_reach_down_to_what_hangs_on_them(text: str, event: str, status: set[str]) -> None:
    import comity

    assert {r.status for r in comity.read(text).reports if r.event == event} == status
