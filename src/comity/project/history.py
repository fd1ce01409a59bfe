"""The story of a project's corrections: the lines of the log, and what became of each in the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.corrections.log import read
from comity.errors import ProjectError

if TYPE_CHECKING:
    from comity.project.folder import Project


def history(project: Project) -> list[dict[str, Any]]:
    """See `Project.log`."""
    from comity.corrections.apply import in_force

    lines = read(project.corrections_path)
    built: dict[tuple[int, str | None], dict[str, Any]] = {}
    try:
        with project.record() as record:
            rows = record.sql("SELECT * FROM corrections ORDER BY ordinal").to_pylist()
            built = {(row["ordinal"], row["id"]): row for row in rows}
    except ProjectError:  # not built yet
        pass
    found = []
    for outcome in in_force(lines):
        line, entry = outcome.line, outcome.line.entry
        row: dict[str, Any] = {"ordinal": line.ordinal, "id": line.id}
        for name in ("kind", "target", "field", "old", "new", "who", "at", "why"):
            row[name] = None if entry is None else getattr(entry, name)
        state, note = outcome.state, outcome.note
        known = built.get((line.ordinal, line.id))
        if known is not None:
            row["state"], row["note"] = known["state"], known["note"]
            if state == "undone" and known["state"] != "undone":
                row["note"] = f"undone at the next build, {note}"
        elif state == "applied":
            row["state"], row["note"] = "waiting", "applied at the next build"
        else:
            row["state"], row["note"] = state, note
        row["line"] = line.text
        found.append(row)
    return found
