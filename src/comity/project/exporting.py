"""An export of a project, with what its description says of how the record was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from comity.exchange import Exported, Made
    from comity.project.folder import Project
    from comity.record.record import Record

_PRIVATE: Final = {("documents", "paths"), ("reading", "jobs"), ("reading", "max_seconds"), ("report", "title")}
"""Settings that say where things lie on this machine, or change nothing in the record."""


def export(
    project: Project,
    folder: Path,
    record: Record,
    *,
    formats: Sequence[str],
    told: dict[str, Any],
    **wanted: Any,
) -> Exported:
    """See `Project.export`."""
    from comity.exchange import export as write

    return write(record, folder, formats=formats, made=made(project, record, told), **wanted)


def export_panel(
    project: Project,
    folder: Path,
    record: Record,
    *,
    formats: Sequence[str],
    asked: dict[str, Any],
    tell: Callable[[str], None] | None = None,
) -> tuple[Exported, list[str]]:
    """See `Project.export_panel`."""
    from comity.actors import Registry
    from comity.exchange.panel.asked import Asked
    from comity.exchange.panel.periods import UNITS
    from comity.exchange.panel.writing import export_panel as write
    from comity.record.asking.filters import check

    check(asked["unit"], UNITS, "unit of time")
    wanted = Asked(**asked)
    registry = Registry.default(project.extra_actors())
    how = made(project, record, wanted.told())
    done, notes = write(record, registry, folder, made=how, asked=wanted, formats=formats, tell=tell)
    return done, notes.lines()


def made(project: Project, record: Record, filters: dict[str, Any]) -> Made:
    """What is known of how a record was made."""
    from comity.exchange import Made
    from comity.project.generations import Generations

    current = Generations(project.store).current()
    manifest = current.manifest if current is not None and current.name == record.generation else {}
    settings = {
        f"{section}.{name}": value
        for section, held in sorted(manifest.get("settings", {}).items())
        for name, value in sorted(held.items())
        if (section, name) not in _PRIVATE
    }
    return Made(
        comity=str(manifest.get("comity", "")),
        inputs=str(manifest.get("inputs", "")),
        settings=settings,
        title=project.settings.report.title,
        view=record.view,
        filters={name: _told(value) for name, value in sorted(filters.items())},
    )


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
