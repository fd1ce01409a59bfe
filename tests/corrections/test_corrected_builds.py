"""What people put right holds at every build, and undoing it leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from plain_projects import Tables, built, contents

from comity.errors import UsageError
from comity.project import Project

Write = Callable[..., Path]

MET = "PAK CONSULT RUS 2016-05-03 happened"
GAS = "PAK CONSULT RUS 2016-05-03 happened | gas talks | The second paper has its own words for it."
WAR = "PAK ASSAULT IND 1999-05-26 happened | | A border fight."


def rows(project: Project, query: str) -> list[dict[str, Any]]:
    with project.record() as record:
        found: list[dict[str, Any]] = record.sql(query).to_pylist()
        return found


def report_of(project: Project, kind: str, document: str) -> str:
    (row,) = rows(project, f"SELECT id FROM reports WHERE event_type = '{kind}' AND document_id = '{document}'")
    return str(row["id"])


def but_for_the_log(tables: Tables) -> Tables:
    return {name: held for name, held in tables.items() if name != "corrections"}


def states(project: Project) -> list[tuple[str, str]]:
    return [(row["kind"], row["state"]) for row in project.log()]


def test_a_rejected_report_makes_no_event(project: Project, write: Write) -> None:
    write("one.txt", MET, WAR)
    built(project)
    report = report_of(project, "ASSAULT", "one")
    made = project.corrections.reject(report[:6], why="a film", who="B. Reader")
    assert states(project) == [("reject", "waiting")]
    assert built(project).events == 1
    assert [row["event_type"] for row in rows(project, "SELECT * FROM events")] == ["CONSULT"]
    (row,) = rows(project, f"SELECT * FROM reports WHERE id = '{report}'")
    assert (row["rejected"], row["corrected"]) == (True, [made.id])
    (line,) = project.log()
    assert (line["state"], line["who"], line["why"], line["note"]) == ("applied", "B. Reader", "a film", None)


def test_what_stood_beside_a_rejected_report_rests_on_the_rejection(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", GAS)
    assert built(project).events == 1
    made = project.corrections.reject(report_of(project, "CONSULT", "two"))
    built(project)
    (event,) = rows(project, "SELECT * FROM events")
    assert (event["reports"], event["corrected"]) == (1, [made.id])


def test_an_accepted_report_is_sure(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    made = project.corrections.accept(report_of(project, "CONSULT", "one"))
    built(project)
    (event,) = rows(project, "SELECT * FROM events")
    assert (event["confidence"], event["corrected"]) == (1.0, [made.id])


@pytest.mark.parametrize(
    ("field", "value", "column", "expected"),
    [
        ("event_type", "support", "event_type", "SUPPORT"),
        ("mode", "visit", "mode", "visit"),
        ("issue", "energy", "issue", "energy"),
        ("status", "planned", "status", "planned"),
        ("date", "2015-06", "grain", "month"),
        ("date", "none", "first", None),
        ("sources", "India, Pakistan", "sources", ["IND", "PAK"]),
        ("targets", "SUN", "targets", ["SUN"]),
        ("thing", "a steel mill", "thing", "a steel mill"),
        ("place", "Tashkent", "place", "Tashkent"),
    ],
)
def test_a_changed_field_is_that_of_the_event(
    project: Project, write: Write, field: str, value: str, column: str, expected: object
) -> None:
    write("one.txt", MET)
    built(project)
    before = contents(project)
    made = project.corrections.change(report_of(project, "CONSULT", "one"), field, value)
    built(project)
    (event,) = rows(project, "SELECT * FROM events")
    assert (event[column], event["corrected"]) == (expected, [made.id])
    project.corrections.undo(made.id)
    built(project)
    assert but_for_the_log(contents(project)) == but_for_the_log(before)


def test_changed_amounts_are_those_of_the_report(project: Project, write: Write) -> None:
    write("one.txt", f"{MET} | | A loan of $5 and #7 ships.")
    built(project)
    report = report_of(project, "CONSULT", "one")
    project.corrections.change(report, "amounts", "2,500,000 USD; 7 ships; 3 loans")
    built(project)
    words = 'substring(t."text", q.start + 1, q."end" - q.start) AS words'
    join = "JOIN reports r ON r.id = q.report_id JOIN texts t ON t.document_id = r.document_id"
    found = rows(project, f"SELECT q.*, {words} FROM quantities q {join} ORDER BY q.value")
    assert [(r["value"], r["unit"], r["currency"], r["words"]) for r in found] == [
        (3.0, "loans", None, f"{MET} | | A loan of $5 and #7 ships."),
        (7.0, "ships", None, "#7 ships"),
        (2_500_000.0, None, "USD", "$5"),
    ]


def test_joined_events_are_one_and_undoing_it_parts_them(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", "PAK CONSULT RUS 2016-08-11 happened | | Quite another account of it.")
    built(project)
    before = contents(project)
    a, b = (row["id"] for row in rows(project, "SELECT id FROM events ORDER BY id"))
    made = project.corrections.join(a, b, why="one visit")
    assert built(project).events == 1
    (event,) = rows(project, "SELECT * FROM events")
    assert (event["reports"], event["corrected"]) == (2, [made.id])
    project.corrections.undo(made.id[:8])
    assert built(project).events == 2
    assert but_for_the_log(contents(project)) == but_for_the_log(before)
    assert states(project) == [("join", "undone"), ("undo", "applied")]


def test_a_split_event_is_two(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", GAS)
    write("three.txt", "PAK CONSULT RUS 2016-05-03 happened | gas talks | A third paper said something like it too.")
    assert built(project).events == 1
    (event,) = rows(project, "SELECT * FROM events")
    made = project.corrections.split(event["id"], [report_of(project, "CONSULT", "one")])
    assert built(project).events == 2
    found = rows(project, "SELECT * FROM events ORDER BY reports")
    assert [(e["reports"], e["corrected"]) for e in found] == [(1, [made.id]), (2, [made.id])]


def test_a_split_is_stronger_than_a_join_and_the_join_is_listed(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", GAS)
    built(project)
    (event,) = rows(project, "SELECT * FROM events")
    project.corrections.split(event["id"], [report_of(project, "CONSULT", "one")])
    built(project)
    a, b = (row["id"] for row in rows(project, "SELECT id FROM events ORDER BY id"))
    project.corrections.join(a, b)
    result = built(project)
    assert result.events == 2
    assert states(project) == [("split", "applied"), ("join", "conflict")]
    assert any("1 of 2 corrections could not be applied" in note for note in result.notes)
    assert any("could not be applied" in note for note in built(project).notes), "an unchanged build says it again"


def test_a_correction_holds_when_the_text_before_it_was_edited(project: Project, write: Write) -> None:
    write("one.txt", MET, WAR)
    built(project)
    project.corrections.change(report_of(project, "ASSAULT", "one"), "date", "1999-06")
    built(project)
    write("one.txt", "A new opening paragraph that was not there before, and it is not short.", MET, WAR)
    built(project)
    assert states(project) == [("change", "applied")]
    (event,) = rows(project, "SELECT * FROM events WHERE event_type = 'ASSAULT'")
    assert str(event["first"]) == "1999-06-01"


def test_a_correction_whose_sentence_is_gone_is_listed(project: Project, write: Write) -> None:
    write("one.txt", MET, WAR)
    built(project)
    project.corrections.reject(report_of(project, "ASSAULT", "one"))
    write("one.txt", MET, "PAK ASSAULT IND 1999-07-19 happened | | A border fight.")
    result = built(project)
    assert result.events == 2
    (line,) = project.log()
    assert line["state"] == "not found"
    assert any("1 of 1 corrections" in note for note in result.notes)


def test_a_correction_made_for_another_value_is_listed(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    project.corrections.change(report, "date", "2015")
    line = project.corrections_path.read_text(encoding="utf-8")
    project.corrections_path.write_text(line.replace('"old": "2016-05-03"', '"old": "2013"'), encoding="utf-8")
    built(project)
    (row,) = project.log()
    assert row["state"] == "conflict"
    assert row["note"] == f"it was made for 2013; report {report} now reads 2016-05-03"


def test_the_log_replayed_on_a_project_from_nothing_gives_the_same_record(
    project: Project, write: Write, tmp_path: Path
) -> None:
    write("one.txt", MET, WAR)
    write("two.txt", GAS)
    built(project)
    report = report_of(project, "ASSAULT", "one")
    project.corrections.change(report, "date", "1999-06")
    built(project)
    project.corrections.change(report, "status", "denied")
    (event,) = rows(project, "SELECT * FROM events WHERE event_type = 'CONSULT'")
    project.corrections.split(event["id"], [report_of(project, "CONSULT", "two")])
    built(project)
    fresh = Project.init(tmp_path / "q", documents=project.root / "documents")
    fresh.corrections_path.write_bytes(project.corrections_path.read_bytes())
    built(fresh)
    assert contents(fresh) == contents(project)


def test_what_cannot_be_said_is_refused_with_what_can(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    for field, value, said in (
        ("colour", "red", "It can be event_type"),
        ("event_type", "DANCE", "AGREE"),
        ("status", "none", "happened"),
        ("date", "soon", "2014-06-02"),
        ("mode", "airstrike", "visit"),
        ("sources", "Ruritania", "Give an id"),
        ("amounts", "many", "40 helicopters"),
    ):
        with pytest.raises(UsageError) as error:
            project.corrections.change(report, field, value)
        assert said in str(error.value), str(error.value)
    with pytest.raises(UsageError, match="no report 'ffff'"):
        project.corrections.reject("ffff")
    with pytest.raises(UsageError, match="already"):
        project.corrections.change(report, "status", "happened")
    assert not project.corrections_path.exists()


def test_copies_of_one_sentence_can_be_split_and_joined_again(project: Project, write: Write) -> None:
    filling = [
        f"Paragraph {n} of a wire text that two papers printed, word for word, in the same week." for n in range(9)
    ]
    said = "PAK CONSULT RUS 2016-05-03 happened | | The ministers spoke of gas pipelines and of wheat."
    write("one.txt", *filling, said)
    write("two.txt", "The other paper.", *filling, said)
    assert built(project).events == 1
    (event,) = rows(project, "SELECT * FROM events")
    project.corrections.split(event["id"], [report_of(project, "CONSULT", "one")])
    assert built(project).events == 2
    assert states(project) == [("split", "applied")]


def test_a_report_without_parties_cannot_be_joined_and_is_listed(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", "PAK CONSULT RUS 2016-08-11 happened | | Quite another account of it.")
    built(project)
    a, b = (row["id"] for row in rows(project, "SELECT id FROM events ORDER BY id"))
    project.corrections.join(a, b)
    project.corrections.reject(b)
    built(project)
    (join, _) = project.log()
    assert (join["state"], join["note"]) == (
        "conflict",
        "one of the two makes no event: its reports are rejected or name no party",
    )


def test_two_logs_put_together_in_either_order_give_one_record(project: Project, write: Write, tmp_path: Path) -> None:
    write("one.txt", MET, WAR)
    write("two.txt", GAS)
    built(project)
    project.corrections.change(report_of(project, "ASSAULT", "one"), "date", "1999-06", who="B. Reader")
    project.corrections.reject(report_of(project, "CONSULT", "two"), who="C. Reader")
    project.corrections.alias("Land of the Pure", "PAK")
    built(project)
    other = Project.init(tmp_path / "q", documents=project.root / "documents")
    lines = project.corrections_path.read_text(encoding="utf-8").splitlines(keepends=True)
    other.corrections_path.write_text("".join([lines[2], lines[1], lines[0]]), encoding="utf-8")
    built(other)
    assert but_for_the_log(contents(other)) == but_for_the_log(contents(project))


def test_of_two_changes_before_a_build_the_later_holds(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    project.corrections.change(report, "date", "2016-06")
    with pytest.raises(UsageError, match="already, by A"):
        project.corrections.change(report, "date", "2016-06")
    made = project.corrections.change(report, "date", "2016-05-03")  # as it was read
    assert "It takes the place of 2016-06" in made.told[-1]
    project.corrections.change(report, "date", "2017")
    assert [row["note"] for row in project.log()][:2] == [
        "replaced by line 2",
        "replaced by line 3",
    ]
    built(project)
    assert [str(row["first"]) for row in rows(project, "SELECT * FROM events")] == ["2017-01-01"]
    assert [row["state"] for row in project.log()] == ["undone", "undone", "applied"]
    assert [row["note"] for row in project.log()] == ["replaced by line 2", "replaced by line 3", None]


def test_a_change_of_a_rejected_report_says_that_it_is_rejected(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    rejected = project.corrections.reject(report)
    made = project.corrections.change(report, "date", "2017")
    assert f"comity correct undo {rejected.id}" in made.told[-1]


def test_nothing_is_undone_twice(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    made = project.corrections.reject(report_of(project, "CONSULT", "one"))
    undone = project.corrections.undo(made.id)
    with pytest.raises(UsageError, match="no longer holds already"):
        project.corrections.undo(made.id)
    project.corrections.undo(undone.id)
    again = project.corrections.undo(made.id)  # in the same second as the first
    assert again.id != undone.id
    assert [row["id"] for row in project.log()][-1] == again.id
