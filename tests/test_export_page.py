"""The commands of docs/export.md are run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from comity.cli import main
from comity.project import Project

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("export-page")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples" / "pakistan-russia", folder / "articles")
    made = Project.for_documents(folder / "articles", folder / "project")
    made.build(jobs=1)
    return made.root


def test_there_are_commands() -> None:
    assert len(LINES) > 15


@pytest.mark.parametrize("line", LINES)
def test_a_line_runs(
    line: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    words = shlex.split(line)
    if ">" in words:
        words = words[: words.index(">")]
    monkeypatch.setattr(sys, "argv", words)
    status = 0
    try:
        main()
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == 0, capsys.readouterr().err
