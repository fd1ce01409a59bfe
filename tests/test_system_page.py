"""The commands and the Python of docs/system.md are run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

import comity
from comity.cli import main
from comity.project import Project

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "system.md").read_text(encoding="utf-8")
COMMANDS, PYTHON = re.findall(r"```(?:python)?\n(.*?)```", PAGE, re.DOTALL)[:2]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("system-page")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples" / "pakistan-russia", folder / "articles")
    Project.for_documents(folder / "articles", folder / "comity-articles").build(jobs=1)
    (folder / "comity-articles" / "ties.csv").write_text("a,b,sign\nx,y,1\ny,z,1\nx,z,-1\n", encoding="utf-8")
    return folder


def test_there_are_commands() -> None:
    assert len(COMMANDS.splitlines()) == 7


@pytest.mark.parametrize("line", COMMANDS.splitlines())
def test_a_command_runs(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder / "comity-articles")
    monkeypatch.setattr(sys, "argv", shlex.split(line, comments=True))
    status: object = 0
    try:
        main()
    except SystemExit as stop:
        status = stop.code
    printed = capsys.readouterr()
    assert not status, printed.err
    assert printed.out


def test_the_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names = {"comity": comity, "date": date}
    exec(PYTHON, names)  # the page's own lines
    assert names["now"].network.ties  # type: ignore[attr-defined]
