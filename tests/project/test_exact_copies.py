"""A file with the bytes of another keeps the outlet and day that it was printed with, and is no source of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from plain_projects import built

from comity.project import Project

Write = Callable[..., Path]
LINE = "PAK CONSULT RUS 2016-05-03 happened"
SHEET = """path,outlet,author,published
a.txt,Harbour Post,A. Writer,2016-05-09
b.txt,Delta Post,,2016-05-05
c.txt,Hill Courier,,2016-05-20
d.txt,Hill Courier,,2016-05-21
"""


@pytest.fixture
def whole(project: Project, write: Write) -> Project:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(name, LINE)
    write("d.txt", "PAK ASSAULT IND 2016-05-19 happened | | Shells fell near the ridge.", "PAK ~ IND 2016 -")
    (project.root / "documents" / "documents.csv").write_text(SHEET, encoding="utf-8")
    return project


def test_copies_with_an_outlet_or_date_of_their_own_are_listed_under_it(whole: Project) -> None:
    result = built(whole)
    assert (result.documents, result.read, result.set_aside) == (4, 2, 2)
    told = [(s.path, s.reason) for s in result.set_aside_documents]
    assert told == [("a.txt", "a copy of b"), ("c.txt", "a copy of b")]
    with whole.record() as record:
        rows = {row["id"]: row for row in record.documents().to_pylist()}
        (event,) = record.events(event_type="CONSULT").to_pylist()
    assert (event["documents"], event["independent_sources"]) == (1, 1)
    assert [rows[id]["status"] for id in "abcd"] == ["set aside", "read", "set aside", "read"]
    assert (rows["a"]["outlet"], rows["a"]["author"], rows["a"]["published_first"]) == (
        "Harbour Post",
        "A. Writer",
        date(2016, 5, 9),
    )
    assert {rows[id]["source_group"] for id in "abc"} == {rows["b"]["source_group"]}
    assert rows["b"]["other_paths"] == ["a.txt", "c.txt"]


def test_the_outlet_of_a_copy_is_counted_as_having_printed_it(whole: Project) -> None:
    built(whole)
    with whole.record() as record:
        rows = {row["name"]: row for row in record.sources()}
        other = record.source("Harbour Post")["others"]
    counts = {name: (row["documents"], row["events"], row["only_here"]) for name, row in rows.items()}
    assert counts["Harbour Post"] == (1, 1, 0)
    assert counts["Delta Post"] == (1, 1, 0)
    assert counts["Hill Courier"] == (2, 2, 1)
    assert rows["Harbour Post"]["copies"] == [["a", "b", "c"]]
    assert {(o["name"], o["events"], o["independently"]) for o in other} == {
        ("Delta Post", 1, 0),
        ("Hill Courier", 1, 0),
    }


def test_views_hold_a_text_while_one_of_its_copies_is_there(whole: Project) -> None:
    built(whole)
    with whole.record(as_of=date(2016, 5, 6)) as record:
        assert [d["id"] for d in record.documents(status="read").to_pylist()] == ["b"]
    with whole.record(without_sources=["Delta Post"]) as record:
        (row,) = [d for d in record.documents(status="read").to_pylist() if d["id"] == "b"]
        assert (row["outlet"], row["published_first"]) == ("Harbour Post", date(2016, 5, 9))
    with whole.record(without_sources=["b"]) as record:
        assert [d["id"] for d in record.documents(status="read").to_pylist()] == ["d"]
    with whole.record(only_sources=["Hill Courier"]) as record:
        assert [d["id"] for d in record.documents(status="read").to_pylist()] == ["b", "d"]


def test_a_copy_without_anything_of_its_own_is_another_path(project: Project, write: Write) -> None:
    for name in ("a.txt", "b.txt"):
        write(name, LINE)
    sheet = "path,outlet,published\na.txt,Harbour Post,2016-05-09\n"
    (project.root / "documents" / "documents.csv").write_text(sheet, encoding="utf-8")
    assert built(project).set_aside == 0
