"""comity from Python, in a few lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.documents.model import Document
    from comity.project import Project
    from comity.reading import Reading


def build(
    documents: str | Path,
    project: str | Path | None = None,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Project:
    """Read the documents of a folder (or one file), make the record and the report, and return the project.

    The project folder is `project`, or `comity-<name>` in the current folder; only what changed is read again.
    Documents that cannot be read raise nothing: they are listed in `record().documents(status="failed")`.
    Raises UsageError when there is no such folder; see `Project.build` for the rest.
    """
    from comity.errors import UsageError
    from comity.project import Project

    if not Path(documents).exists():
        raise UsageError(f"There is no folder or file {str(documents)!r}.", hint="Give a folder of documents.")
    made = Project.for_documents(documents, project)
    made.build(jobs=jobs, progress=progress)
    return made


def open_project(folder: str | Path = ".") -> Project:
    """The project in a folder. Raises NoProject when there is none."""
    from comity.project import Project

    return Project.open(folder)


def read(text: str | Path, *, date: str | None = None, title: str | None = None) -> Reading:
    """Read one text (a string), or the first document of a file (a `Path`), without a project.

    `date` is the day, month or year of publication of a text ("2022-02-23", "2022"). Raises ValueError when it is none,
    DocumentError when the file cannot be read.
    """
    from comity.documents.load import from_text
    from comity.intervals import Interval
    from comity.reading import Reader

    if isinstance(text, Path):
        return Reader().read(_first_document(text))
    published = None if date is None else Interval.parse(date)
    return Reader().read(from_text(text, title=title, published=published))


def _first_document(path: Path) -> Document:
    from comity.documents import discover, load_file
    from comity.documents.model import Document
    from comity.errors import DocumentError

    found = discover([path])
    for item in (*found.failures, *(item for file in found.files for item in load_file(file))):
        if isinstance(item, Document):
            return item
        raise DocumentError(item.reason, detail=item.detail, hint=item.hint)
    raise DocumentError("nothing to read", detail=str(path))
