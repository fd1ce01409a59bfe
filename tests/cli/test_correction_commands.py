"""`comity correct` and `comity log`, on a project that was built without a parser."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from running import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("COMITY_WHO", "A. Reader")
    made = Project.init(tmp_path / "p")
    told = {
        "one": ["PAK CONSULT RUS 2016-05-03 happened", "PAK ASSAULT IND 1999-05-26 happened"],
        "two": ["PAK CONSULT RUS 2016-08-11 happened | | Quite another account of it."],
    }
    for name, lines in told.items():
        (made.root / "documents" / f"{name}.txt").write_text(article(*lines), encoding="utf-8")
    built(made)
    monkeypatch.chdir(made.root)
    return made


def events(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("events", "--json", *options).out)
    return found


def test_a_correction_from_the_command_line_to_the_record(project: Project, run: Run) -> None:
    (war,) = events(run, "--type", "ASSAULT")
    said = run("correct", "change", war["id"][:8], "date", "1999-06", "--why", "the hill was taken in June")
    assert said.status == 0
    assert "date: 1999-05-26 becomes 1999-06." in said.out
    assert "PAK ASSAULT IND 1999-05-26 happened" in said.out
    assert "comity build" in said.err
    listed = run("log")
    assert "waiting" in listed.out
    built(project)
    (war,) = events(run, "--type", "ASSAULT")
    assert war["first"] == "1999-06-01"
    shown = run("events", "show", war["id"]).out
    assert f"report {war['id']}, put right by {war['corrected'][0]}" in shown
    assert (
        f"Rests on correction {war['corrected'][0]} by A. Reader: change {war['id']}: date 1999-05-26 to 1999-06"
        in shown
    )
    assert "the hill was taken in June" in shown
    assert "(date: set by A. Reader)" in shown
    assert "date: explicit" not in shown
    assert war["corrected"][0] in run("events").out
    relation = run("dyad", "PAK", "IND", "--limit", "0").out
    assert "The score beside plain measures" in relation
    assert war["corrected"][0] in relation
    one = run("log", "show", war["corrected"][0][:6]).out
    assert "applied" in one
    assert "“PAK ASSAULT IND 1999-05-26 happened”" in one
    assert json.loads(run("log", "show", "1", "--json").out)["field"] == "date"


def test_joining_splitting_and_taking_back(project: Project, run: Run) -> None:
    a, b = (event["id"] for event in events(run, "--type", "CONSULT"))
    assert "become one of 2 reports" in run("correct", "join", a, b).out
    built(project)
    (one,) = events(run, "--type", "CONSULT")
    shown = run("events", "show", one["id"]).out
    assert f"with {min(a, b)}: joined by A. Reader" in shown
    assert "despite" not in shown
    said = run("correct", "split", one["id"], max(a, b))
    assert "are taken out" in said.out
    built(project)
    assert len(events(run, "--type", "CONSULT")) == 2
    assert f"Split by A. Reader: 1 report of it is now event {max(a, b)}" in run("events", "show", one["id"]).out
    rows = json.loads(run("log", "--json").out)
    assert [(row["kind"], row["state"]) for row in rows] == [("join", "conflict"), ("split", "applied")]
    assert rows[0]["id"][:8] in run("log", "--open").out
    assert rows[0]["id"] not in run("log", "--open").out
    assert run("correct", "undo", rows[1]["id"][:6]).status == 0
    built(project)
    assert len(events(run, "--type", "CONSULT")) == 1
    assert "No correction is open" in run("log", "--open").err


def test_names_and_facts_are_said_on_the_command_line(project: Project, run: Run) -> None:
    assert "'Land of the Pure' is read as Pakistan (PAK)" in run("correct", "alias", "Land of the Pure", "Pakistan").out
    said = run("correct", "fact", "member", "PAK", "SCO", "--from", "2016", "--source", "a treaty")
    assert "PAK is a member of SCO from 2016 to now." in said.out
    said = run("correct", "fact", "leader", "Ann Example", "Nauru", "head_of_state", "--from", "2031", "--to", "2032")
    assert "Ann Example is head_of_state of NRU" in said.out
    given = ["--date", "2018-05-08", "--source", "a register"]
    assert (
        "An event is added: SANCTION USA > IRN"
        in run("correct", "fact", "event", "SANCTION", "USA", "Iran", *given).out
    )
    built(project)
    assert [e["origin"] for e in events(run, "--type", "SANCTION")] == ["human"]
    rows = json.loads(run("log", "--json").out)
    assert {row["state"] for row in rows} == {"applied"}
    assert [row["kind"] for row in rows] == ["alias", "fact", "fact", "fact"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reject", "ffffffff"), "There is no report 'ffffffff'"),
        (("undo", "ffffffff"), "There is no correction 'ffffffff'"),
        (("join", "ffffffff", "eeeeeeee"), "There is no event"),
        (("alias", "Strelsau", "Ruritania"), "no actor 'Ruritania'"),
        (("fact", "event", "SANCTION", "USA", "IRN"), "'source' is missing"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_written(
    project: Project, run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run("correct", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not project.corrections_path.exists()


def test_a_line_of_another_hand_is_listed_and_shown_as_it_stands(project: Project, run: Run) -> None:
    project.corrections_path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    built(project)
    assert "not understood" in run("log").out
    assert "it is no JSON" in run("log", "show", "1").out
    assert "<<<<<<< HEAD" in run("log", "show", "1").out
    assert run("correct", "alias", "Land of the Pure", "PAK").status == 0
    assert project.corrections_path.read_text(encoding="utf-8").startswith("<<<<<<< HEAD\n{")


def test_every_command_explains_itself(run: Run) -> None:
    for words in (["correct"], ["correct", "settle"], ["correct", "fact", "event"], ["log"], ["log", "show"]):
        done = run(*words, "--help")
        assert done.status == 0
        assert "Usage: comity" in done.out


def test_a_correction_may_build_at_once(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from plain_reader import PlainReader

    build = Project.build
    monkeypatch.setattr(Project, "build", lambda self, **given: build(self, **{**given, "reader": PlainReader()}))
    (war,) = events(run, "--type", "ASSAULT")
    assert run("correct", "reject", war["id"], "--build").status == 0
    assert events(run, "--type", "ASSAULT") == []


def test_the_log_fits_a_terminal(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    (war,) = events(run, "--type", "ASSAULT")
    made = project.corrections.change(war["id"], "date", "1999-06", who="Ann Marie Example", why="taken in June")
    listed = run("log").out
    assert "Ann Marie Example" in listed
    assert made.id[:8] in listed
    assert made.id not in listed
    assert war["id"] not in listed
    assert max(map(len, listed.splitlines())) <= 100
