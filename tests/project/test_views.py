"""The record of a part of the documents is what a project of these documents alone would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plain_projects import built

from comity.errors import UsageError
from comity.project import Project
from comity.record import Record

Write = Callable[..., Path]
DERIVED = ("events", "event_reports", "disagreements", "tallies", "reports", "report_actors", "actors")
SHEET = """path,outlet,author,published
a.txt,The Herald,A. Writer,2014-06-10
b.txt,Delta Post,B. Scribe,2014-06-20
c.txt,The Herald,C. Pen,2016-01-05
d.txt,,,
"""
TEXTS = {
    "a.txt": ("RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo ended.", "PAK ~ RUS 2014 +"),
    "b.txt": ("RUS RETREAT PAK 2014 happened | arms embargo | An embargo came to its end.",),
    "c.txt": ("RUS RETREAT PAK 2015 happened | arms embargo | It ended later.", "PAK CONSULT RUS 2016-01-04 happened"),
    "d.txt": ("PAK ASSAULT IND ? denied",),
}


@pytest.fixture
def whole(project: Project, write: Write) -> Project:
    for name, lines in TEXTS.items():
        write(name, *lines)
    (project.root / "documents" / "documents.csv").write_text(SHEET, encoding="utf-8")
    built(project)
    return project


def rows(record: Record, table: str) -> list[tuple[str, ...]]:
    return sorted(tuple(map(repr, row.values())) for row in record.sql(f'SELECT * FROM "{table}"').to_pylist())


def ids(record: Record) -> list[str]:
    return [row["id"] for row in record.documents(status="read").to_pylist()]


@pytest.mark.parametrize(
    ("view", "left"),
    [
        ({"as_of": date(2014, 6, 30)}, ["a", "b"]),
        ({"as_of": date(2014, 6, 10)}, ["a"]),
        ({"only_sources": ["the herald"]}, ["a", "c"]),
        ({"only_sources": ["B. Scribe", "d"]}, ["b", "d"]),
        ({"without_sources": ["The Herald"]}, ["b", "d"]),
        ({"as_of": date(2020, 1, 1), "without_sources": ["C. Pen"]}, ["a", "b"]),
    ],
)
def test_view_is_the_record_of_these_documents_alone(
    whole: Project, tmp_path: Path, view: dict[str, Any], left: list[str]
) -> None:
    alone = Project.init(tmp_path / "alone")
    for name in left:
        source = whole.root / "documents" / f"{name}.txt"
        (alone.root / "documents" / source.name).write_bytes(source.read_bytes())
    (alone.root / "documents" / "documents.csv").write_text(SHEET, encoding="utf-8")
    built(alone)
    with whole.record(**view) as seen, alone.record() as wanted:
        assert ids(seen) == ids(wanted) == left
        for table in DERIVED:
            assert rows(seen, table) == rows(wanted, table), table


def test_what_is_left_out_says_why(whole: Project) -> None:
    with whole.record(as_of=date(2014, 6, 30)) as record:
        assert record.view is not None
        assert record.view.startswith("The record as of 2014-06-30: 2 of 4 documents. 1 without a date")
        why = {row["id"]: row["reason"] for row in record.documents(status="set aside").to_pylist()}
    assert why["c"] == "appeared after 2014-06-30"
    assert why["d"].startswith("when it appeared is not known")


def test_a_view_is_made_once_and_anew_after_a_build(whole: Project, write: Write) -> None:
    with whole.record(only_sources=["The Herald"]) as record:
        first = record.path
        events = rows(record, "events")
    with whole.record(only_sources=["THE HERALD"]) as record:
        assert record.path == first
    write("e.txt", "PAK CONSULT CHN 2011 happened")
    sheet = whole.root / "documents" / "documents.csv"
    sheet.write_text(SHEET + "e.txt,The Herald,,2012\n", encoding="utf-8")
    built(whole)
    with whole.record(only_sources=["The Herald"]) as record:
        assert record.path != first
        assert len(rows(record, "events")) == len(events) + 1


def test_views_do_not_pile_up(whole: Project) -> None:
    for day in range(1, 13):
        whole.record(as_of=date(2015, 1, day)).close()
    assert len(list((whole.state / "views").iterdir())) <= 8


def test_unknown_source_is_told_with_what_comes_close(whole: Project) -> None:
    with pytest.raises(UsageError) as told:
        whole.record(without_sources=["The Heralt"])
    assert "The Herald" in (told.value.hint or "")


def test_a_view_without_documents_is_an_error(whole: Project) -> None:
    with pytest.raises(UsageError, match="No document is left as of 1950-01-01"):
        whole.record(as_of=date(1950, 1, 1))
