"""Who a coder means by a name or an id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.audit.codings import NotUnderstood

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.intervals import Interval


_MISSPELT: Final = 85
"""How alike, of 100, an unknown name and a known one must be spelt to be taken for a slip."""


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
        near = self._near(name)
        if near:
            raise NotUnderstood(f"{name!r} is no actor that comity knows; close: {', '.join(near)}")
        self.unknown.add(name)
        return name

    def _near(self, name: str) -> list[str]:
        """Names and ids that a misspelt one may stand for: nearly all of its letters are theirs."""
        from rapidfuzz import fuzz, process, utils

        known = {actor.name: actor.id for actor in self._registry.actors()}
        found = process.extract(
            name, list(known), scorer=fuzz.ratio, processor=utils.default_process, limit=3, score_cutoff=_MISSPELT
        )
        return [f"{text} ({known[text]})" for text, *_ in found]

    def lineage(self, id: str) -> str:
        return self._registry.lineage(id) if id in self._registry else id.casefold()
