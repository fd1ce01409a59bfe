"""What corrections say of actors, as a file that the registry takes in beside the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.actors import Registry
from comity.corrections.apply import Outcome, about_actors
from comity.corrections.given import as_csv, registry_rows, what
from comity.corrections.model import Entry

if TYPE_CHECKING:
    from comity.project.folder import Project


def actor_csv(project: Project, outcomes: Sequence[Outcome]) -> str | None:
    """The text of an actor file; None when nothing is said of actors. What cannot be taken in is marked as not found."""
    wanted = about_actors(outcomes)
    if not wanted:
        return None
    registry = Registry.default(project.extra_actors())
    taken: list[Entry] = []
    for outcome in wanted:
        entry = outcome.line.entry
        assert entry is not None
        missing = [id for id in _named(entry) if id not in registry]
        if missing:
            outcome.state, outcome.note = "not found", f"no actor has the id {', '.join(missing)}"
        else:
            taken.append(entry)
    return as_csv(registry_rows(taken)) if taken else None


def _named(entry: Entry) -> list[str]:
    """Ids of actors that must be known."""
    given = dict(entry.given)
    names = {"alias": ("actor",), "member": ("member", "organisation"), "leader": ("state",)}
    return [given[name] for name in names[what(entry.kind, given)]]
