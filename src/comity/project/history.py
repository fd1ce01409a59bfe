"""The story of a project's corrections: the lines of the log, and what became of each in the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.corrections.log import read
from comity.errors import ProjectError

if TYPE_CHECKING:
    from comity.corrections.model import Entry
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
    holding: dict[tuple[str, ...], dict[str, Any]] = {}
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
        if state == "applied" and entry is not None and (said := _about(entry)) is not None:
            earlier = holding.get(said)
            if earlier is not None and row["state"] == "waiting":
                _replace(earlier, line.ordinal)
            holding[said] = row
    return found


def _about(entry: Entry) -> tuple[str, ...] | None:
    """What only one line can hold on: a field of a report, a disagreement."""
    if entry.kind == "change":
        return "change", entry.reports[0].report, entry.field or ""
    disagreement = entry.given_as("disagreement") if entry.kind == "settle" else None
    return ("settle", disagreement, entry.field or "") if disagreement else None


def _replace(row: dict[str, Any], by: int) -> None:
    """Say of an earlier line that a later one, not yet built, takes its place."""
    if row["state"] == "waiting":
        row["state"], row["note"] = "undone", f"replaced by line {by}"
    elif row["state"] == "applied":
        row["note"] = f"undone at the next build, replaced by line {by}"
