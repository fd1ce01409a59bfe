"""The README's commands and Python are run as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from comity.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("readme")]


def block(language: str, mark: str) -> str:
    found = [b for b in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if mark in b]
    assert len(found) == 1, mark
    return str(found[0])


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "pakistan-russia", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_shell_lines_run_in_order(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    for line in block("", "comity build articles/").splitlines():
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        if "show" in words:
            main_with(monkeypatch, ["events", "--json"])
            words[-1] = json.loads(capsys.readouterr().out)[0]["id"][:8]
        if ">" in words:
            words = words[: words.index(">")]
        assert main_with(monkeypatch, words[1:]) == 0, line
        capsys.readouterr()


def main_with(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> int:
    monkeypatch.setattr(sys, "argv", ["comity", *words])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_the_python_lines_run(articles: Path) -> None:
    names: dict[str, object] = {}
    exec(block("python", "import comity"), names)  # the README's own lines
    assert names["events"].num_rows > 0  # type: ignore[attr-defined]
    assert names["reading"].reports[0].event == "CONSULT"  # type: ignore[attr-defined]


def test_pictures_and_pages_that_it_names_are_there() -> None:
    for name in re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(r"`(docs/[\w.-]+|[A-Z]+\.\w+)`", README):
        assert (ROOT / name).exists(), name
