"""An event as an audit compares it: what comity found in a sentence, or what a person coded there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from comity.vocabulary import types

Lineage = Callable[[str], str]
"""The id of an actor's lineage, from the actor's id; of a name that is no id, the name."""


@dataclass(frozen=True, slots=True)
class Event:
    """`type` is PLOVER's. `sources` and `targets` are ids of lineages, sorted. Dates are None where none is told.

    `corrected`: a person put it right, so that it is not comity's alone.
    """

    type: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    status: str = "happened"
    first: date | None = None
    last: date | None = None
    symmetric: bool = False
    confidence: float | None = None
    corrected: bool = False

    @property
    def quad(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return types()[self.type].quad

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(self.sources) | frozenset(self.targets)


def lineages(actors: tuple[str, ...], lineage: Lineage) -> tuple[str, ...]:
    return tuple(sorted({lineage(actor) for actor in actors}))
