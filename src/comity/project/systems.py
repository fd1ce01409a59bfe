"""The system of a project's record, with the actors that the project's own tables add."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from comity.project.correcting import actor_files_of

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.project.folder import Project
    from comity.system.whole import System


def registry_of(project: Project) -> Registry:
    """Who is who, as the last good build had it. Without a build, the project's own tables."""
    from comity.actors import Registry
    from comity.project.generations import Generations

    current = Generations(project.store).current()
    return Registry.default(*(actor_files_of(project, current) if current is not None else ()))


def system(project: Project, on: date | str | None, **asked: Any) -> System:
    """See `Project.system`."""
    from comity.system.network import system as system_of

    with project.record() as record:
        return system_of(record, on, **asked, registry=registry_of(project))
