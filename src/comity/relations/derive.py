"""What follows from events and relation claims: tallies, standing facts, scores, turning points and phases.

Reads the record's tables out of a new store and writes its own into it, a pure function of their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.record.joining.merging import Event
from comity.record.store import StoreWriter
from comity.relations.courses import derive_courses
from comity.relations.scores import derive_scores
from comity.relations.tally import PeriodName
from comity.relations.tallying import derive_tallies

if TYPE_CHECKING:
    from comity.actors import Registry


def derive_relations(
    store: StoreWriter,
    registry: Registry,
    events: Sequence[Event],
    period: PeriodName,
    memory: float | None = None,
) -> None:
    """Write every table of the relations. `period` is the length of a tally's periods; `memory`, in days, that of scores, fitted
    where it is None."""
    derive_tallies(store, registry, events, period)
    derive_scores(store, registry, events, memory)
    derive_courses(store)
