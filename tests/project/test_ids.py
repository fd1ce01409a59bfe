"""An id that stood in somebody's paper still opens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import built

from comity.errors import UsageError
from comity.project import Project
from comity.project import ids as changed

Write = Callable[..., Path]


def event_ids(project: Project) -> list[str]:
    with project.record() as record:
        return [str(id) for id in record.events().column("id").to_pylist()]


def test_an_id_outlives_a_changed_text(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened", "PAK ASSAULT IND 1999-05-26 happened")
    built(project)
    attack, meeting = event_ids(project)
    write(
        "one.txt",
        "A paragraph was put in front.",
        "PAK CONSULT RUS 2016-05-03 happened",
        "PAK ASSAULT IND 1999-05-26 happened",
    )
    built(project)
    assert attack not in event_ids(project)
    with project.record() as record:
        assert record.event(attack)["event_type"] == "ASSAULT"
        assert record.event(meeting)["event_type"] == "CONSULT"


def test_an_id_outlives_two_changes(project: Project, write: Write) -> None:
    line = "PAK CONSULT RUS 2016-05-03 happened"
    write("one.txt", line)
    built(project)
    (first,) = event_ids(project)
    for number in range(2):
        write("one.txt", f"Paragraph {number}.", line)
        built(project)
    with project.record() as record:
        assert record.event(first)["first"].isoformat() == "2016-05-03"


def test_any_report_finds_its_event(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("two.txt", "PAK CONSULT RUS 2016-05-03 happened | | In other words.")
    built(project)
    with project.record() as record:
        reports = record.sql("SELECT id FROM reports").column("id").to_pylist()
        (event,) = record.events().to_pylist()
        assert event["id"] == min(reports)
        assert {record.event_id(id) for id in reports} == {event["id"]}


def test_an_event_is_found_though_the_document_whose_report_named_it_is_gone(project: Project, write: Write) -> None:
    one = write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    two = write("two.txt", "PAK CONSULT RUS 2016-05-03 happened | | In other words.")
    built(project)
    with project.record() as record:
        (event,) = record.events().to_pylist()
        first = record.sql("SELECT document_id FROM reports WHERE id = ?", [event["id"]]).to_pylist()[0]["document_id"]
    (one if first == "one" else two).unlink()
    built(project)
    with project.record() as record:
        found = record.event(event["id"])
        assert (found["documents"], found["event_type"]) == (1, "CONSULT")
        assert found["id"] != event["id"]


def test_what_is_gone_without_successor_is_not_mapped(project: Project, write: Write) -> None:
    path = write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("two.txt", "PAK ASSAULT IND 1999-05-26 happened")
    built(project)
    gone = event_ids(project)[1]
    path.unlink()
    built(project)
    assert not (project.root / "ids.jsonl").exists()
    with project.record() as record, pytest.raises(UsageError, match=gone):
        record.event(gone)


def test_the_list_is_only_appended_to_and_says_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "ids.jsonl"
    changed.append(path, {"b": "c", "a": "c"})
    changed.append(path, {"a": "c", "d": "e"})
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {"old": "a", "new": "c"},
        {"old": "b", "new": "c"},
        {"old": "d", "new": "e"},
    ]
    with path.open("a") as out:
        out.write('{"old": "x"')  # half a line, of a build that was killed
    changed.append(path, {"y": "z"})
    assert changed.load(path) == {"a": "c", "b": "c", "d": "e", "y": "z"}
