"""Amounts: money, shares, measures and counted things; identifiers, dates and ages are none."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from comity.reading.amounts import find_amounts
from comity.reading.context import Paragraph
from comity.reading.number_words import number


@cache
def blank() -> Any:
    return spacy.blank("en")


def read(text: str, nlp: Any = None) -> list[tuple[str, float, str | None]]:
    paragraph = Paragraph(0, 0, len(text), "prose", (nlp or blank())(text))
    return [(text[a.start : a.end], a.value, a.unit) for a in find_amounts([paragraph])]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("Oslo lent $2.5 billion.", "$2.5 billion", 2.5e9, "USD"),
        ("Oslo lent US$300m.", "US$300m", 3e8, "USD"),
        ("a loan of Rs 500 crore", "Rs 500 crore", 5e9, "rupee"),
        ("Pakistan's loan of Rs. 2 lakh crore", "Rs. 2 lakh crore", 2e12, "PKR"),
        ("a loan of €3 bn", "€3 bn", 3e9, "EUR"),
        ("a loan of 20 billion yuan", "20 billion yuan", 2e10, "CNY"),
        ("two million dollars", "two million dollars", 2e6, "USD"),
        ("half a billion dollars", "half a billion dollars", 5e8, "USD"),
        ("5 million Indian rupees", "5 million Indian rupees", 5e6, "INR"),
        ("worth 4,750 Swiss francs", "4,750 Swiss francs", 4750.0, "CHF"),
        ("five trillion won", "five trillion won", 5e12, "KRW"),
        ("SAR 3 billion", "SAR 3 billion", 3e9, "SAR"),
        ("fell 40 percent", "40 percent", 40.0, "percent"),
        ("fell 40 per cent", "40 per cent", 40.0, "percent"),
        ("fell by 12.5%.", "12.5%", 12.5, "percent"),
        ("the 1,800-km line", "1,800-km", 1800.0, "km"),
        ("1,100 kilometres of road", "1,100 kilometres", 1100.0, "km"),
        ("33 billion cubic metres of gas", "33 billion cubic metres", 3.3e10, "cubic metre"),
        ("300,000 barrels per day", "300,000 barrels per day", 300_000.0, "barrel per day"),
        ("a plant of 500 MW", "500 MW", 500.0, "MW"),
        ("a 40,000-strong force", "40,000-strong", 40_000.0, "people"),
        ("At least 12 were killed.", "12", 12.0, "people"),
        ("1,00,000 tonnes", "1,00,000 tonnes", 100_000.0, "tonne"),
    ],
)
def test_an_amount_has_its_words_value_and_unit(text: str, words: str, value: float, unit: str) -> None:
    assert read(text) == [(words, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "The Mi-35, the S-400, the S 400 and the F-16s",
        "The G-20, the Group of Seven and the 5+1 talks",
        "Security Council Resolution 242 and Article 370",
        "Flight 370 was a Boeing 787",
        "after 9/11 and 26/11",
        "They won 3-2 in 1999.",
        "on 23 February 2022 at 14:30",
        "dozens of tanks and hundreds of lives",
        "in the 1990s and in 2014-15",
    ],
)
def test_what_is_no_amount_stays_text(text: str) -> None:
    assert read(text) == []


def test_a_range_gives_its_two_ends() -> None:
    for text in ("between 10 and 15 million euros", "10-15 million euros", "10 to 15 million euros"):
        assert read(text) == [("10", 1e7, "EUR"), ("15 million euros", 1.5e7, "EUR")]
    assert read("$2-3 billion") == [("$2", 2e9, "USD"), ("3 billion", 3e9, "USD")]


def test_amounts_joined_by_and_are_no_range() -> None:
    assert [v for _, v, _ in read("$5 million and $7 million")] == [5e6, 7e6]


def test_rupees_are_those_of_the_only_country_named() -> None:
    assert read("India gave Rs 10 crore.")[0][2] == "INR"
    assert read("India and Pakistan argued over Rs 10 crore.")[0][2] == "rupee"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Cairo bought 24 Danish-made attack helicopters.",
            [("24 Danish-made attack helicopters", 24.0, "helicopter")],
        ),
        ("They sent three thousand troops.", [("three thousand troops", 3000.0, "troops")]),
        ("Some 40 people fled.", [("40 people", 40.0, "people")]),
        (
            "A million refugees fled in a dozen boats.",
            [("A million refugees", 1e6, "refugee"), ("a dozen boats", 12.0, "boat")],
        ),
        ("They sent 2000 troops.", [("2000 troops", 2000.0, "troops")]),
        ("The 2010 elections cost two years of peace.", []),
        ("Two countries and three leaders met for five days.", []),
        ("The blast killed 14 and wounded 30 others.", [("14", 14.0, "people"), ("30", 30.0, "people")]),
    ],
)
def test_counted_things_have_their_noun(text: str, found: list[tuple[str, float, str]]) -> None:
    from comity.reading.parse import load_model

    assert read(text, load_model()) == found


@pytest.mark.parametrize("unit", ["1", "1,000,", "$", "5 and ", "million ", "between 5 and ", "10-"])
def test_long_runs_of_one_thing_are_read_to_the_end(unit: str) -> None:
    text = (unit * 12_000)[:12_000]
    doc = Doc(blank().vocab, words=[text], spaces=[False])  # the tokenizer itself is slow on such lines
    amounts = find_amounts([Paragraph(0, 0, len(text), "prose", doc)])
    assert all(0 <= a.start < a.end <= len(text) and a.value < 1e30 for a in amounts)


PIECES = str.split(
    "$ € Rs US$ 5 10 2.5 1,800 2014 three hundred million billion crore dozen half a between and to - percent % km MW "
    "troops tanks helicopters dollars Indian rupees S-400 Article 370 5+1 killed strong-minded"
)


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join), st.text(max_size=50)))
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_in_order_and_values_are_not_negative(text: str) -> None:
    paragraph = Paragraph(0, 11, 11 + len(text), "prose", blank()(text))
    reached = 11
    amounts = find_amounts([paragraph])
    for amount in amounts:
        assert reached <= amount.start < amount.end <= 11 + len(text)
        assert amount.value >= 0
        assert amount.unit
        reached = amount.end
    assert amounts == find_amounts([paragraph])


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0), ("twenty-five", 25), ("one hundred and six", 106), ("two hundred and six thousand", 206_000),
        ("three million four hundred thousand", 3_400_000), ("half a million", 500_000), ("a dozen", 12),
        ("two dozen", 24), ("a hundred", 100), ("2.5 million", 2_500_000), ("20 thousand", 20_000), ("five five", None),
        ("twenty twelve", None), ("soldiers", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_written_out(words: str, value: float | None) -> None:
    assert number(words) == value
