"""docs/relations.md: its commands run, and its tables say what the code does."""

from __future__ import annotations

import re
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from running import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.project import Project
from comity.relations import naming, turning

PAGE = (Path(__file__).parents[2] / "docs" / "relations.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.init(tmp_path / "p")
    told = [f"PAK {act} RUS {year}-05-03 happened | | An account of {year}." for act, year in _ACTS]
    (made.root / "documents" / "one.txt").write_text(article(*told), encoding="utf-8")
    built(made)
    monkeypatch.chdir(made.root)
    return made


_ACTS = [("SANCTION", 1980 + n) for n in range(6)] + [("AID", 2004 + n) for n in range(12)]


def test_the_commands_run(project: Project, run: Run) -> None:
    for line in block("").splitlines():
        command = line.split("#")[0].strip()
        done = run(*shlex.split(command)[1:])
        assert done.status == 0, (command, done.err)
        assert done.out
    assert (project.root / "pak-rus.svg").is_file()


def test_the_python_runs(project: Project) -> None:
    scope: dict[str, Any] = {"project": project, "date": date}
    exec(block("python"), scope)
    assert scope["found"]["phases"].num_rows > 0
    mean, sd = scope["told"].course.curve.at(date(2015, 6, 1))
    assert -1 < mean < 1
    assert sd > 0


def test_every_name_is_explained() -> None:
    for name in (*naming.NAMES, "reconciliation", "rapprochement", "break"):
        assert re.search(rf"^\| [^|]*{name}", PAGE, re.MULTILINE), name


def test_bounds_are_those_of_the_code() -> None:
    assert (naming.HOSTILE, naming.LEANS, naming.CLOSE, naming.SURE, naming.NEAR) == (-0.35, 0.1, 0.5, 0.9, 0.2)
    assert (turning.SURE, turning.LEAST, turning.WINDOW, turning.DATED) == (0.9, 0.2, 2.0, 0.9)
    assert (naming.BROKE, naming.BOTH_WAYS) == (-0.5, 0.3)
