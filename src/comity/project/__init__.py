"""A project folder: its settings, its documents, and `build`, which walks the rooms in order."""

from comity.project.folder import Project
from comity.project.result import BuildResult, Listed

__all__ = ["BuildResult", "Listed", "Project"]
