"""A project whose documents the plain reader of this folder reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plain_projects import article

from comity.project import Project


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
