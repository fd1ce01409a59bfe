"""The commands and the Python of docs/corrections.md, run as they stand there."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import built

import comity
from comity.cli import main
from comity.corrections.fields import FIELDS
from comity.project import Project

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
Write = Callable[..., Path]


@pytest.fixture
def ids(project: Project, write: Write) -> dict[str, str]:
    """The ids of the page, and those that stand for them in a project."""
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("two.txt", "PAK CONSULT RUS 2016-08-11 happened | | Quite another account of it.")
    write("three.txt", "RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo on helicopters was lifted.")
    write("four.txt", "RUS RETREAT PAK 2015-03-04 happened | arms embargo | So ended the embargo on helicopters.")
    built(project)
    with project.record() as record:
        met = record.sql("SELECT id FROM events WHERE event_type = 'CONSULT' ORDER BY id").column(0).to_pylist()
        embargo = record.sql("SELECT id FROM disagreements WHERE field = 'date'").column(0).to_pylist()[0]
    return {"4b797bfa": met[0], "0c12d3f4": met[1], "7e2d90aa": embargo}


def block(language: str, mark: str) -> str:
    (found,) = (b for b in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if mark in b)
    return str(found)


def status(words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", words)
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_the_commands_run(
    project: Project, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    for line in block("", "comity correct reject").splitlines():
        words = [ids.get(word, word) for word in shlex.split(line, comments=True)]
        if words[2:3] == ["split"]:  # what was joined above is one event now
            built(project)
        if words[2:3] == ["undo"]:
            words[-1] = project.log()[2]["id"]  # the first after the rejection that was taken back
        assert status(words, monkeypatch) == 0, (line, capsys.readouterr().err)
        if words[1:3] == ["correct", "reject"]:
            project.corrections.undo(project.log()[0]["id"])
    built(project)
    assert {row["state"] for row in project.log()} <= {"applied", "undone", "conflict"}


def test_the_python_runs(project: Project, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root.parent)
    project.root.rename(project.root.parent / "comity-articles")
    code = block("python", "project.corrections")
    for said, real in ids.items():
        code = code.replace(said, real)
    code = code.replace("project.build()", "built(project)")
    names: dict[str, object] = {"comity": comity, "built": built}
    exec(code, names)  # the page's own lines
    assert isinstance(names["project"], Project)
    assert {row["state"] for row in names["project"].log()} == {"applied"}


def test_every_field_and_state_is_told() -> None:
    for name in FIELDS:
        assert f"`{name}`" in PAGE
    for state in ("applied", "waiting", "undone", "not found", "conflict", "not understood"):
        assert f"\n| {state} |" in PAGE
