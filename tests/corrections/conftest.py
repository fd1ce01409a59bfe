"""Projects that are built without a parser: the plain reader of the tests of projects."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from comity.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_WHO", "A. Reader")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.init(tmp_path / "p")


@pytest.fixture
def write(project: Project) -> Callable[..., Path]:
    def write(name: str, *lines: str) -> Path:
        path = project.root / "documents" / name
        path.write_text(article(*lines), encoding="utf-8")
        return path

    return write
