"""`comity init` and `comity build`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli import output
from comity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from comity.project import BuildResult, Project


SHOWN = 25
"""How many of the documents that failed, and of those that were set aside, are named after a build."""


def add_to(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(build)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The project folder to make.")],
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DOCS", help="Where the documents lie; by default DIR/documents.", show_default=False),
    ] = None,
) -> None:
    """Make a project: a folder with its settings, and a place for documents."""
    from comity.project import Project

    project = Project.init(folder, documents=documents)
    output.note(f"Made {project.root}. Settings: {project.root / 'comity.toml'}")
    if documents is None:
        output.note(f"Next: put documents into {project.root / 'documents'}, then: comity build --project {folder}")
    else:
        output.note(f"Next: comity build --project {folder}")


def build(
    docs: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DOCS]", help="A folder of documents. Without it the project in the current folder is built."
        ),
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            "-p",
            metavar="DIR",
            help="The project folder; by default comity-DOCS, or the current folder.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Processes that read; by default one a core.", show_default=False),
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build of this project to end.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what failed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")] = False,
) -> None:
    """Build a project: read its documents, make the record and the report. Only what changed is read again."""
    found = _project(docs, project)
    with _progress(quiet or as_json) as progress:
        result = found.build(progress=progress, jobs=jobs, wait=wait)
    if as_json:
        output.print_json(result.as_dict())
    for failure in result.failed[:SHOWN]:
        output.note(f"not read: {failure.path}: {failure.reason}" + (f" ({failure.detail})" if failure.detail else ""))
        if failure.hint:
            output.note(f"  {failure.hint}")
    if len(result.failed) > SHOWN:
        output.note(f"not read: {len(result.failed) - SHOWN} more; all of them: comity documents --status failed")
    if not (quiet or as_json):
        _tell(result)
    if result.exit_status:
        raise typer.Exit(result.exit_status)


def _project(docs: Path | None, project: Path | None) -> Project:
    from comity.project import Project
    from comity.project.settings import FILE_NAME

    if docs is None:
        return Project.open(project or Path())
    if project is None and (docs / FILE_NAME).is_file():
        return Project.open(docs)
    if not docs.exists():
        raise UsageError(
            f"There is no folder or file {str(docs)!r}.", hint="Give a folder of documents: comity build FOLDER"
        )
    return Project.for_documents(docs, project)


def _tell(result: BuildResult) -> None:
    for document in result.set_aside_documents[:SHOWN]:
        output.note(
            f"set aside: {document.path}: {document.reason}" + (f" ({document.detail})" if document.detail else "")
        )
    if len(result.set_aside_documents) > SHOWN:
        output.note(f"set aside: {len(result.set_aside_documents) - SHOWN} more; all of them: comity documents")
    for line in result.notes:
        output.note(line)
    if not result.changed:
        output.note("Nothing has changed since the last build.")
    elif result.documents == 0:
        output.note("There was nothing to read. Put documents there: .txt .md .html .pdf .docx .jsonl")
    else:
        output.note(
            f"{output.count(result.documents, 'document')}: {result.read} read, {result.reused} unchanged, "
            f"{result.set_aside} set aside, {len(result.failed)} failed."
        )
        output.note(f"{output.count(result.events, 'event')}, {output.count(result.disagreements, 'disagreement')}.")
    output.note(f"Report: {result.report_path}")
    where = "" if result.report_path.parent == Path.cwd() else f" --project {_near(result.report_path.parent)}"
    output.note(f"Next: comity report --open{where}, or comity events{where}, comity dyad A B{where}")


def _near(path: Path) -> str:
    """The path as a person would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@contextmanager
def _progress(silent: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from comity.documents.visible import visible

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=visible(name)[-40:])

        yield step
