"""`comity report`: where the report is, and opening it."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from comity.cli.listing import ProjectOption
from comity.errors import NoProject, ProjectError


def add_to(app: typer.Typer) -> None:
    app.command()(report)


def report(
    project: ProjectOption = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Say where the report of the last build is, and open it."""
    from pathlib import Path

    from comity.project import Project

    path = Project.open(project or Path()).report_path
    if not path.is_file():
        raise NoProject(f"{path} does not exist yet.", hint="Make it with: comity build")
    print(path)
    if open_it and not webbrowser.open(path.as_uri()):
        raise ProjectError("No browser could be started.", hint=f"Open this file yourself: {path}")
