"""Building with the plain reader of this folder, and what a store holds, as sorted rows."""

from __future__ import annotations

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


def named_as(project: Project, other: Project) -> None:
    """Give its report the title of the other's."""
    project.settings = project.settings.model_copy(update={"report": other.settings.report})


def built(project: Project, **options: object) -> BuildResult:
    """Build with the plain reader, in this process."""
    return project.build(**{"reader": PlainReader(), **options})  # type: ignore[arg-type]
