"""Cutting passages into sentences by their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Kenya sent troops.", "Uganda did not."],
        ["Did Chad agree?", "It did!", "Niger refused."],
        ["“We shall see.”", "The minister left."],
        ["He said it was over (at last).", "Nobody believed him."],
        ["The talks ended in 1998.", "In 2001 they began anew.", "12 ships sailed."],
        ["It was the work of an art.", "The mar was plain."],
    ],
)
def test_a_stop_before_a_capital_or_figure_ends_a_sentence(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "one",
    [
        "Mr. Otieno met Gen. Abebe in Addis Ababa on Mar. 3.",
        "The U.S. Embassy in Lima paid 2.5 million dollars to J. R. Quispe.",
        "Resolution No. 5 was adopted by Peru vs. Ecuador.",
        "Acme Inc. Holdings sold ships, planes etc. Bolivia paid.",
        "Prices rose by 3.4 percent in St. Lucia.",
    ],
)
def test_a_stop_that_belongs_to_a_word_ends_none(one: str) -> None:
    assert cut(one) == [one]


def test_a_word_with_stops_ends_a_sentence_where_a_usual_first_word_follows() -> None:
    assert cut("Peru turned to the U.S. The embassy was silent.") == [
        "Peru turned to the U.S.",
        "The embassy was silent.",
    ]


def test_what_holds_no_word_is_no_sentence() -> None:
    assert cut("* * *") == []
    assert cut("12.") == []
    assert cut("Chad left. * * *") == ["Chad left. * * *"]


@given(st.text(alphabet='Aab .!?"”“\n19(…é', max_size=80), st.integers(0, 20), st.integers(0, 20))
def test_sentences_lie_in_order_within_the_passage_and_lose_no_word(text: str, left: int, right: int) -> None:
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    at = start
    covered = set()
    for first, last in sentences(text, start, end):
        assert at <= first < last <= end
        assert text[first:last].strip() == text[first:last]
        covered |= set(range(first, last))
        at = last
    for place in range(start, end - 1):
        if text[place].isalpha() and text[place + 1].isalpha():
            assert place in covered


def test_time_grows_with_the_text_alone() -> None:
    from time import perf_counter

    start = perf_counter()
    assert len(cut("A" * 300_000 + ". Chad left. " + "b." * 100_000 + " Mali stayed. " * 2_000)) > 1_000
    assert perf_counter() - start < 5
