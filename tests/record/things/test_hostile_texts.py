"""Whatever the text, names and tellings lie inside it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_texts import read

from comity.record.things.naming import thing_rows

WORDS = st.sampled_from([
    "the", "Orvel", "Tamsin", "pipeline", "dam", "Treaty", "of", "treaty", "Exercise", "port", "Port", "and", ",", ".", "(OGP)", "formerly", "known as",
    "renamed", "Iran-Pakistan", "gas", "2010", "S-400", "Mi-35", "was", "completed", "signed", "in 2015", "$2 billion", "51 percent", "Its", "cost", "India",
    "Russia", "joined", "SCO", "NATO", "“", "”", "'", "’s", "\n", "\n\n", "—", "project", "from", "to", "between", "called", "Operation", "at", "U.S.",
    "New", "km", "agreed to", "build", "will", "not", "I", "II", "é", "São", "Ünal", "\u200b", "Article", "share", "stake", "the project", "x" * 40,
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(str.strip))
def test_spans_lie_in_the_text_and_names_do_not_overlap(text: str) -> None:
    document, reading = read(text)
    named, tellings = thing_rows(document, reading)
    size = len(document.text)
    end = 0
    for row in named:
        assert 0 <= row[1] < row[2] <= size
        assert row[6]
        if row[4] != "organisation":
            assert row[1] >= end
            end = row[2]
    places = {(row[1], row[2]) for row in named}
    for row in tellings:
        assert 0 <= row[1] < row[2] <= size
        assert (row[3], row[4]) in places
        assert row[7] <= row[8]
    assert thing_rows(document, reading) == (named, tellings)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200).filter(str.strip))
def test_any_text_is_read(text: str) -> None:
    document, reading = read(text)
    for row in thing_rows(document, reading)[0]:
        assert 0 <= row[1] < row[2] <= len(document.text)
