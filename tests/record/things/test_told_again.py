"""Projects and treaties that have no name of their own, and what points back to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_texts import _pages, read, record_of

from comity.record.things.naming import thing_rows
from comity.record.things.naming.rows import things_named
from comity.tables import THING_TELLINGS


def named(text: str) -> list[tuple[str, str]]:
    return [(n.name, n.means) for n in things_named(_pages(*read(text)))[0]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The fisheries treaty of 9 May 1942 bound Chad.", "fisheries treaty of 1942"),
        ("The declaration of principles of 1942 lapsed.", "declaration of principles of 1942"),
        ("Egypt and Chad signed a declaration of principles in Orvel.", "declaration of principles"),
        ("Egypt and Chad signed a treaty of peace, friendship and cooperation.", "treaty of peace, friendship and cooperation"),
        ("They fear a civil nuclear agreement between Chad and Libya.", "civil nuclear agreement between Chad and Libya"),
        ("Chad and Mali held their first joint exercise, Bold Heron 2011, at Orvel.", "Bold Heron 2011"),
    ],
)  # fmt: skip
def test_small_names(text: str, name: str) -> None:
    assert (name, name) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "A treaty of peace is what they want.",
        "Few want an agreement between Chad and Libya.",
        "They held talks, March 2011 being the date.",
        "The line was long at the office.",
    ],
)
def test_what_names_nothing(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Orvel-Tamsin pipeline is late. The line would cost $2 billion.", "The line"),
        ("Chad wants the Orvel-Tamsin railway. Mali invested in the 1,100-km line.", "the 1,100-km line"),
        ("India built a steel mill near Tamsin.\n\nIndia lent $200 million for the mill.", "the mill"),
    ],
)
def test_short_references(text: str, said: str) -> None:
    assert said in [name for name, _ in named(text)]


def test_a_line_is_none_of_another_passage() -> None:
    assert named("The Orvel-Tamsin pipeline is late.\n\nThe line held.") == [
        ("Orvel-Tamsin pipeline", "Orvel-Tamsin pipeline")
    ]


def stages(text: str) -> list[tuple[str, str]]:
    at = THING_TELLINGS.names().index("tells")
    return [(row[at + 1], row[at + 4]) for row in thing_rows(*read(text))[1] if row[at] == "stage"]


def test_spoken_of_rule() -> None:
    assert stages("India agreed to help Nepal to build the Orvel dam.") == [("agreed", "happened")]
    assert stages("India offered to finance the Orvel dam.") == [("proposed", "happened")]
    assert stages("India will build the Orvel dam.") == [("built", "planned")]


def test_a_date_of_another_clause_is_not_borrowed() -> None:
    tellings = thing_rows(*read("Sanctions imposed on Iran after the floods of May 1990 have stalled the Orvel dam."))[
        1
    ]
    at = THING_TELLINGS.names().index("first")
    assert [row[at] for row in tellings] == [None]


def test_what_is_described_once_is_no_thing(tmp_path: Path) -> None:
    once = record_of({"a": "India built a steel mill near Tamsin."}, tmp_path / "once.duckdb")
    assert once.things().num_rows == 0
    two = {"a": "India built a steel mill near Tamsin.", "b": "The steel mill in Tamsin is idle."}
    again = record_of(two, tmp_path / "again.duckdb").things().to_pylist()
    assert [(t["id"], t["documents"]) for t in again] == [("tamsin-mill", 2)]
