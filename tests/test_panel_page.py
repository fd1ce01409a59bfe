"""The commands and the Python of docs/panel.md and docs/validation.md are run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from comity.cli import main
from comity.project import Project

ROOT = Path(__file__).parents[1]
PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("panel", "validation")}
COMMANDS = [
    line
    for page in PAGES.values()
    for block in re.findall(r"```\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("comity ")
]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("panel-page")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples" / "pakistan-russia", folder / "articles")
    made = Project.for_documents(folder / "articles", folder / "project")
    made.build(jobs=1)
    return made.root


def run(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs(
    line: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line, project, monkeypatch) == 0, capsys.readouterr().err


def test_the_python_runs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    assert run("comity export panel out/", project, monkeypatch) == 0
    (code,) = re.findall(r"```python\n(.*?)```", PAGES["panel"], re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\d+ rows, \d+ covered, \d+ dyads", done.stdout)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_r_script_runs_on_the_example(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("comity export panel out/", project, monkeypatch) == 0
    script = ROOT / "examples" / "panel.R"
    done = subprocess.run(["Rscript", script, "out/"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "As the codebook says." in done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("comity export panel p/ --unit week", "week"),
        ("comity export panel p/ --actor Pakistan", "takes no --actor"),
        ("comity export csv p/ --unit month", "--unit is for panels"),
        ("comity export panel p/ --dataset gdelt", "No data set is called 'gdelt'"),
        ("comity export panel p/ --issue energy --issue trade", "one issue"),
        ("comity validate --dataset gdelt", "No data set is called 'gdelt'"),
        ("comity validate --swap --dataset gdelt", "--swap leaves out outlets of the texts"),
        ("comity validate --disputes nowhere.csv", "cannot be read"),
    ],
)
def test_what_cannot_be_is_said(
    line: str, said: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line, project, monkeypatch) == 2
    assert said in capsys.readouterr().err
    assert not (project / "p").exists()
