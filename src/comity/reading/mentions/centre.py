"""Who a document is about: the pair of its title, or the states that it names far more often than any other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.reading.context import Context

_OFTEN: Final = 3
"""How often each of them must be named at least."""
_FAR: Final = 1.5
"""How many times as often as the next state."""


class Centre:
    """Asked where nothing before a set says who it is ("the three governments" at the head of a text)."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ranked: list[tuple[str, int]] | None = None
        self.pair = self._title_pair()

    def states(self, size: int) -> tuple[str, ...]:
        """centre_rule: the `size` states that the document is about, sorted; empty where it is not clear."""
        ranked = self._counted()
        if len(ranked) < size or ranked[size - 1][1] < _OFTEN:
            return ()
        after = ranked[size][1] if len(ranked) > size else 0
        if ranked[size - 1][1] < _FAR * after:
            return ()
        return tuple(sorted(actor for actor, _ in ranked[:size]))

    def _counted(self) -> list[tuple[str, int]]:
        """States with how often the document names them, most often first."""
        if self._ranked is None:
            registry, counts = self._context.registry, Counter[str]()
            for paragraph in self._context.paragraphs:
                for hit in registry.find(paragraph.text):
                    found = registry.resolve(hit, self._context.document.published)
                    if found.actor is not None and found.kind == "state":
                        counts[found.actor] += 1
            self._ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        return self._ranked

    def _title_pair(self) -> tuple[str, ...]:
        """The two actors of the title; empty where it names fewer or more."""
        registry, document = self._context.registry, self._context.document
        if not document.title:
            return ()
        resolved = (registry.resolve(hit, document.published) for hit in registry.find(document.title))
        actors = tuple(dict.fromkeys(r.actor for r in resolved if r.actor is not None and r.kind != "place"))
        return actors if len(actors) == 2 else ()
