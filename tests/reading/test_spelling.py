"""British and American spelling: told apart word by word, and read alike."""

from __future__ import annotations

import pytest
from event_reading import told

from comity.reading.spelling import american, british

PAIRS = [
    ("recognised", "recognized"),
    ("mobilisation", "mobilization"),
    ("paralysed", "paralyzed"),
    ("neighbours", "neighbors"),
    ("favourable", "favorable"),
    ("defence", "defense"),
    ("cancelled", "canceled"),
    ("programme", "program"),
]


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_spellings_turn_into_each_other(here: str, there: str) -> None:
    assert american(here) == there
    assert british(there) == here


@pytest.mark.parametrize(
    "word", ["promised", "exercises", "crisis", "raising", "surprise", "criticism", "troops", "isis"]
)
def test_words_that_all_spell_alike_stay(word: str) -> None:
    assert american(word) == british(word) == word


@pytest.mark.parametrize("word", ["seized", "prizes", "laboratory", "honorary", "rigorous", "laborious"])
def test_american_words_without_a_british_twin_stay(word: str) -> None:
    assert british(word) == word


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Togo recognised Kosovo and cancelled the exercises with Serbia.",
        "Malta's defence minister criticised Libya for mobilising its neighbours.",
    ],
)
def test_both_spellings_are_read_alike(text: str) -> None:
    other = " ".join(american(word) if word.islower() else word for word in text.split(" "))
    assert other != text
    assert told(text)
    assert told(other) == told(text)
