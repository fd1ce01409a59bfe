"""What the parser is given, and where its words stand in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents.load import from_text
from comity.reading.parse import plain, unparsed


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


@pytest.mark.parametrize("run", ["$" * 12_000, "\"'" * 60, "_" * 101, "a/b?" * 600, "\U0001f600" * 200])
def test_long_runs_without_words_are_kept_from_the_parser(run: str) -> None:
    text = f"The envoys of both sides met on Monday {run} and they agreed to meet again."
    assert unparsed(from_text(text)) == [(39, 39 + len(run))]


@pytest.mark.parametrize("run", ["." * 100, "a" * 1_900, "https://example.org/" + "a-long-name/" * 100])
def test_words_and_addresses_and_leaders_are_parsed(run: str) -> None:
    assert unparsed(from_text(f"The envoys of both sides met on Monday {run} and they agreed to meet again.")) == []


@pytest.mark.model
def test_what_stands_around_a_run_of_marks_is_read_and_the_run_is_listed() -> None:
    import time

    import comity

    text = (
        f"Kenya's president visited Uganda on 3 March 2019. {'$' * 12_000} Togo's president visited Benin in May 2018."
    )
    started = time.process_time()
    reading = comity.read(text)
    assert time.process_time() - started < 20
    assert [text[slice(*r.target_spans[0])] for r in reading.reports] == ["Uganda", "Benin"]
    assert [(p.reason, p.start, p.end) for p in reading.problems] == [
        ("a long run without words, not read", 50, 12_050)
    ]


@pytest.mark.model
def test_a_name_with_invisible_marks_is_found_where_it_stands() -> None:
    import comity

    text = "Keny\u200ba's president visited Uganda on 3 March 2019."
    (report,) = comity.read(text).reports
    assert (report.sources, report.targets) == (("KEN",), ("UGA",))
    assert text[slice(*report.target_spans[0])] == "Uganda"
