"""Cells of CSV: nothing is lost, nothing is run."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.exchange.cells import cell, csv_lines, guarded, plain

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        (0.1, "0.1"),
        (2.5e9, "2500000000.0"),
        (date(2016, 5, 3), "2016-05-03"),
        (["PAK", "RUS"], '["PAK", "RUS"]'),
        ([], "[]"),
        (["=1"], '["=1"]'),
        ("=1+1", "'=1+1"),
        ("-5 degrees", "'-5 degrees"),
        ("a\0b", "a\ufffdb"),
        ("'tis", "'tis"),
        ("'=1", "''=1"),
    ],
)
def test_a_value_is_written_so(value: object, written: str) -> None:
    assert cell(value) == written


@given(texts)
@example("'=")
@example("''@x")
def test_a_guarded_text_comes_back_and_is_no_formula(text: str) -> None:
    assert plain(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_rows_come_back_through_a_reader_of_csv(table: list[list[str]]) -> None:
    written = "".join(csv_lines(["a", "b"], table))
    header, *read = csv.reader(io.StringIO(written, newline=""))
    assert header == ["a", "b"]
    assert [[plain(c) for c in row] for row in read] == table


@given(st.lists(texts, max_size=5))
def test_a_single_column_keeps_its_empty_rows(column: list[str]) -> None:
    written = "".join(csv_lines(["a"], [[value] for value in column]))
    _, *read = csv.reader(io.StringIO(written, newline=""))
    assert [plain(row[0]) for row in read] == column
