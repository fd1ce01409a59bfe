"""The commands and the Python of docs/audit.md, run as they stand there."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.cli import main
from comity.project import Project

PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.init(tmp_path / "p")
    told = [f"PAK CONSULT RUS {1980 + n} happened | | Account number {n} of it." for n in range(30)]
    (made.root / "documents" / "one.txt").write_text(article(*told), encoding="utf-8")
    built(made)
    monkeypatch.chdir(made.root)
    return made


def test_the_commands_run_in_order(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda question: "n")
    for line in block("").splitlines():
        words = shlex.split(line, comments=True)
        if words[1] == "build":
            continue
        monkeypatch.setattr(sys, "argv", words)
        try:
            main()
            status = 0
        except SystemExit as stop:
            status = int(stop.code or 0)
        assert status == 0, (line, capsys.readouterr().err)
    assert [(c.coder, len(c.events)) for c in project.audit.codings()] == [("Anna", 31)]


def test_the_python_runs(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    exec(block("python"), {"project": project})
    assert "PAK CONSULT RUS" in capsys.readouterr().out
    (coding,) = project.audit.codings()
    ((event,),) = coding.events.values()
    assert (event.sources, event.targets, event.date) == (("PAK",), ("RUS",), "2014-06")


def test_the_page_names_every_command_and_level_and_the_bounds_that_hold() -> None:
    from comity.audit.drawing import BANDS
    from comity.audit.estimates import FEWEST, WIDE
    from comity.audit.matching import LEVELS
    from comity.cli.audit import _LEVELS

    assert set(_LEVELS) == {"there", *LEVELS}
    for said in _LEVELS.values():
        assert f"\n| {said.split(' (')[0]} |" in PAGE
    assert BANDS == (0.6, 0.8)
    assert (FEWEST, WIDE) == (10, 0.3)
    for words in ("code", "export", "import", "settle", "--sample", "--seed", "--new", "--interval"):
        assert words in PAGE
