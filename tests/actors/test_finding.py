"""Names in running text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors import Registry

REGISTRY = Registry.default()


def found(text: str) -> list[str]:
    return [hit.text for hit in REGISTRY.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Equatorial Guinea, Guinea-Bissau, Guinea and Papua New Guinea", ["Equatorial Guinea", "Guinea-Bissau", "Guinea", "Papua New Guinea"]),
        ("Niger is not Nigeria, nor a Nigerian a Nigerien", ["Niger", "Nigeria", "Nigerian", "Nigerien"]),
        ("it told us that the US left", ["US"]),
        ("a turkey from Turkey", ["Turkey"]),
        ("TURKEY AND IRAN SIGN", ["TURKEY", "IRAN"]),
        ("The DEMOCRATIC REPUBLIC OF THE CONGO", ["DEMOCRATIC REPUBLIC OF THE CONGO"]),
        ("Côte d’Ivoire and Cote d'Ivoire", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("the U.S. and the U.K.", ["U.S.", "the U.K."[4:]]),
        ("Malian and Malians, Mali's", ["Malian", "Malians", "Mali"]),
        ("Omanization of Iranology", []),
        ("South Sudan and Sudan", ["South Sudan", "Sudan"]),
        ("Ru\u200bssia", ["Ru\u200bssia"]),
        ("the South China Sea", ["South China Sea"]),
    ],
)  # fmt: skip
def test_longest_names_with_word_bounds_and_case(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_phrases_that_hold_a_name_mean_nobody() -> None:
    (hit,) = REGISTRY.find("the Paris Agreement")
    assert hit.roles() == {"none"}


@given(st.text(max_size=200))
def test_hits_slice_back_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for hit in REGISTRY.find(text):
        assert end <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.text
        end = hit.end


@given(
    st.lists(
        st.sampled_from(["Peru", "and", "Chile", "the", "U.S.", "Pakistan-", "Indo-", "’s", "\u202e", "ß"]), max_size=40
    )
)
def test_finding_is_the_same_wherever_a_text_begins(words: list[str]) -> None:
    text = " ".join(words)
    moved = [(h.start - 3, h.end - 3, h.text) for h in REGISTRY.find("x. " + text)]
    assert moved == [(h.start, h.end, h.text) for h in REGISTRY.find(text)]


def test_finding_is_linear() -> None:
    once, many = "Guinea Equatorial United States of " * 300, "Guinea Equatorial United States of " * 3000

    def cost(text: str) -> float:
        best = 9.0
        for _ in range(7):
            start = time.process_time()
            REGISTRY.find(text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(many) < 40 * cost(once)
