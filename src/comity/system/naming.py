"""The actors of a network under the names they had on its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from comity.intervals import Interval
from comity.system.levels import asked
from comity.system.ties import Node

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.relations.curve import Asked, Written


class Names:
    """Lineage -> node on a day. Asks the record's own actors, which hold what a user's tables added, and the registry."""

    def __init__(self, source: Asked | Written, registry: Registry) -> None:
        self._registry = registry
        self._kept = {row["id"]: row for row in asked(source, "SELECT id, name, kind, lineage FROM actors ORDER BY id")}
        self._nodes: dict[tuple[str, int], Node] = {}

    def node(self, lineage: str, on: date) -> Node:
        key = (lineage, on.toordinal())
        if key not in self._nodes:
            self._nodes[key] = self._node(lineage, on)
        return self._nodes[key]

    def kind(self, lineage: str) -> str | None:
        """state, organisation, group, person or place; None where no table tells."""
        if lineage in self._registry:
            return self._registry.actor(lineage).kind
        row = self._kept.get(lineage)
        return None if row is None else row["kind"]

    def lineage(self, id: str) -> str:
        if id in self._registry:
            return self._registry.lineage(id)
        row = self._kept.get(id)
        return str(row["lineage"]) if row is not None else id

    def known(self, id: str) -> bool:
        return id in self._registry or id in self._kept

    def _node(self, lineage: str, on: date) -> Node:
        if lineage not in self._registry:
            row = self._kept.get(lineage)
            return Node(lineage, lineage, row["name"] if row else lineage, row["kind"] if row else None)
        meant = self._registry.at(lineage, Interval(on, on))
        actor = self._registry.actor(meant.actor or lineage)
        return Node(lineage, actor.id, actor.name, actor.kind, actor.valid.covers(on))


def lineages_of(names: Names, source: Asked | Written, registry: Registry, given: Iterable[str]) -> list[str]:
    """The lineages that ids or names mean, each once, in the order given. Raises UsageError for what names nobody."""
    from comity.errors import UsageError

    found: dict[str, None] = {}
    by_name = {
        row["name"].casefold(): row["id"] for row in asked(source, "SELECT id, name FROM actors ORDER BY id DESC")
    }
    for one in given:
        text = one.strip()
        id = next((i for i in (text, text.upper(), text.lower()) if names.known(i)), None)
        id = id or by_name.get(text.casefold())
        if id is None:
            meant = registry.resolve(text, None)
            id = meant.actor or (meant.candidates[0][0] if len(meant.candidates) == 1 else None)
        if id is None:
            raise UsageError(
                f"No actor is called {one!r}.",
                hint="Give an id (PAK) or a name (Pakistan); comity actors lists those named.",
            )
        found[names.lineage(id)] = None
    return list(found)
