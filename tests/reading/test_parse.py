"""What the parser is given, and where its words stand in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reading.parse import plain


@pytest.mark.parametrize(
    ("text", "format", "parsed"),
    [
        ("Chad\u2019s envoy met\nTogo\u2019s", "txt", "Chad's envoy met Togo's"),
        ("Mo\u00adzam\u200bbique left", "txt", "Mozambique   left"),
        (
            "**Peru** signed [a pact](https://example.org/x)",
            "md",
            "  Peru   signed  a pact" + " " * len("](https://example.org/x)"),
        ),
        ("**Peru** stays", "txt", "**Peru** stays"),
    ],
)
def test_plain_text_is_what_a_reader_sees(text: str, format: str, parsed: str) -> None:
    assert plain(text, format) == parsed


@given(st.text(), st.sampled_from(["txt", "md"]))
def test_plain_text_is_as_long_as_the_original(text: str, format: str) -> None:
    assert len(plain(text, format)) == len(text)


@pytest.mark.model
def test_a_name_with_invisible_marks_is_found_where_it_stands() -> None:
    import comity

    text = "Keny\u200ba's president visited Uganda on 3 March 2019."
    (report,) = comity.read(text).reports
    assert (report.sources, report.targets) == (("KEN",), ("UGA",))
    assert text[slice(*report.target_spans[0])] == "Uganda"
