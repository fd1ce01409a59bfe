"""PLOVER lines: others' records, and comity's own, which come back as they were."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from event_files import brought_in, flags, left_out

from comity.project import Project
from comity.tables import EVENTS

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

RECORD: dict[str, Any] = {
    "id": "e1",
    "date": "2018-04-05",
    "source": [{"code": "KEN", "sector": "GOV"}],
    "recipient": [{"code": "UGA"}],
    "event": ["AID"],
    "mode": [],
    "context": ["health", "humanitarian"],
    "event_scale": 10.0,
    "event_loc": {"name": "Mbale"},
    "cite_info": {"publication": "A Paper"},
}


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(RECORD | record) + "\n" for record in records)


def test_a_record_of_somebody_else() -> None:
    done, (event,) = brought_in("plover", lines({}))
    assert done.layouts == ("PLOVER JSON lines",)
    assert (event["event_type"], event["issue"], event["status"]) == ("AID", "aid", "happened")
    assert (event["sources"], event["targets"], event["symmetric"]) == (["KEN"], ["UGA"], False)
    assert (event["weight"], event["place"], event["publisher"]) == (10.0, "Mbale", "A Paper")
    assert (event["their_source"], event["flags"]) == ("KEN GOV", [])


def test_codes_that_are_no_country_are_looked_up_by_name() -> None:
    sources = [
        [{"code": "UNO"}],
        [{"code": "IGO", "identifier_text": "African Union"}],
        [{"code": "IMG", "actor_text": "raiders"}],
        [{"code": "KOS"}],
        [{"code": "XXX"}],
        [],
        ["KEN"],
    ]
    _, events = brought_in("plover", lines(*({"id": str(n), "source": s} for n, s in enumerate(sources))))
    assert [e["sources"] for e in events] == [["UN"], ["AU"], [], ["XKX"], [], [], ["KEN"]]
    assert flags(events) == [[], [], ["actor without a country"], [], ["unknown country"], ["no source"], []]


def test_marks_are_statuses_and_several_types_are_marked() -> None:
    records = [
        {"id": "1", "context": ["future"]},
        {"id": "2", "context": ["negation"]},
        {"id": "3", "event": ["AID", "CONSULT"]},
    ]
    _, events = brought_in("plover", lines(*records))
    assert [e["status"] for e in events] == ["planned", "denied", "happened"]
    assert events[2]["flags"] == ["several types"]


def test_all_in_the_source_is_a_shared_act() -> None:
    _, (event,) = brought_in("plover", lines({"source": [{"code": "KEN"}, {"code": "UGA"}], "recipient": []}))
    assert (event["sources"], event["targets"], event["symmetric"], event["flags"]) == (["KEN", "UGA"], [], True, [])


def test_lines_that_are_no_records_are_left_out() -> None:
    text = lines({}) + "not json\n" + '{"id": 4, "date": null, "source": [], "event": ["AID"]}\n[1, 2]\n{"broken": \n'
    done, events = brought_in("plover", text)
    assert left_out(done) == {"missing date": 1, "unreadable line": 3}
    assert [e["line"] for e in events] == [1]


@pytest.fixture
def exported(tmp_path: Path) -> tuple[Project, Path]:
    """A built project, and its events as PLOVER lines."""
    project = Project.init(tmp_path / "p")
    told = (
        "KEN CONSULT UGA 2016-05-03 happened | lake treaty",
        "SUN RETREAT AFG 1989-02-15 happened",
        "KEN CONSULT UGA 2031-05 planned",
        "KEN AID TZA 2019 happened",
        "UGA ASSAULT KEN 2011-02-03 denied",
        "KEN REQUEST UGA ? hypothetical",
    )
    (project.root / "documents" / "a.txt").write_text(article(*told), "utf-8")
    built(project)
    project.export(tmp_path / "out", formats=("plover",))
    return project, tmp_path / "out" / "plover.jsonl"


def test_what_comity_exports_comes_back_equal(exported: tuple[Project, Path]) -> None:
    project, path = exported
    _, events = brought_in("plover", path)
    with project.record() as record:
        was = {row["id"]: row for row in record.events().to_pylist() if row["first"] is not None}
    assert len(events) == len(was) == 5
    same = [c for c in EVENTS.names() if c not in ("id", "origin")]
    for event in events:
        there = was[event["their_id"]]
        assert {c: event[c] for c in same} == {c: there[c] for c in same}
        assert event["origin"] == "imported"


def test_a_shared_act_with_parties_on_both_sides_keeps_its_sides(exported: tuple[Project, Path]) -> None:
    _, path = exported
    record = json.loads(path.read_text("utf-8").splitlines()[0])
    record["comity"] |= {"symmetric": True, "sides": {"sources": ["KEN", "own-group"], "targets": ["UGA"]}}
    _, (event,) = brought_in("plover", json.dumps(record) + "\n")
    assert (event["sources"], event["targets"], event["symmetric"]) == (["KEN", "own-group"], ["UGA"], True)
