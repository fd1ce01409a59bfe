"""A project whose documents the plain reader of this folder reads; what its store holds, as sorted rows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plain_reader import PlainReader

from comity.project import BuildResult, Project
from comity.tables import TABLES

Tables = dict[str, list[tuple[object, ...]]]


def article(*lines: str) -> str:
    """English enough for the language to be told, then the lines that the plain reader reads."""
    opening = "This is a short article about the relations of two states and what their ministers said of them."
    return "\n\n".join([opening, *lines]) + "\n"


def contents(project: Project) -> Tables:
    """Every row of every table, sorted."""
    with project.record() as record:
        return {
            t.name: sorted(
                tuple(map(repr, row.values())) for row in record.sql(f'SELECT * FROM "{t.name}"').to_pylist()
            )
            for t in TABLES
        }


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


def built(project: Project, **options: object) -> BuildResult:
    """Build with the plain reader, in this process."""
    return project.build(**{"reader": PlainReader(), **options})  # type: ignore[arg-type]
