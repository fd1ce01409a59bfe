"""Who a coder means by a name or an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.audit.codings import NotUnderstood

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.intervals import Interval


class Names:
    """Names as coders write them. `unknown` collects those that comity has no actor for: they are kept as written."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.unknown: set[str] = set()

    def id(self, name: str, when: Interval | None = None) -> str:
        """The id of an actor named as of a time; the name itself where comity has none. Raises NotUnderstood for one
        that could be several."""
        for id in (name, name.upper()):
            if id in self._registry:
                return id
        meant = self._registry.resolve(name, when)
        if meant.actor is not None:
            return meant.actor
        if meant.candidates:
            several = ", ".join(id for id, _ in meant.candidates[:5])
            raise NotUnderstood(f"{name!r} could be {several}: write one of these")
        self.unknown.add(name)
        return name

    def lineage(self, id: str) -> str:
        return self._registry.lineage(id) if id in self._registry else id.casefold()
