"""What is taken along: which tables, and which of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.exchange.dyads import DYADS, QUERY
from comity.exchange.schema import BY_NAME, arrow_schema, in_order
from comity.record.asking.filters import check

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record import Record

_KEPT: Final = "(SELECT unnest(?))"
_REPORTS: Final = f"(SELECT report_id FROM event_reports WHERE event_id IN {_KEPT})"
_DOCUMENTS: Final = f"(SELECT document_id FROM reports WHERE id IN {_REPORTS})"
_OF_EVENTS: Final = {
    "documents": f"id IN {_DOCUMENTS}",
    "texts": f"document_id IN {_DOCUMENTS}",
    "actors": "true",
    "reports": f"id IN {_REPORTS}",
    "report_actors": f"report_id IN {_REPORTS}",
    "quantities": f"report_id IN {_REPORTS}",
    "events": f"id IN {_KEPT}",
    "event_dyads": f"event_id IN {_KEPT}",
    "event_reports": f"event_id IN {_KEPT}",
    "report_sources": f"report_id IN {_REPORTS}",
    "disagreements": f"event_id IN {_KEPT}",
    "agreements": f"event_id IN {_KEPT}",
    "event_things": f"event_id IN {_KEPT}",
    "things": f"id IN (SELECT thing_id FROM event_things WHERE event_id IN {_KEPT})",
}
"""Tables that hang on events, and which of their rows belong to some events."""


@dataclass(frozen=True)
class Chosen:
    """`events`: ids of the events that were asked for; None for the whole record."""

    record: Record
    tables: tuple[str, ...]
    events: list[str] | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def rows(self, name: str) -> pa.Table:
        """The rows of a table, in an order that leaves nothing to chance, with the types of `arrow_schema`."""
        table = BY_NAME[name]
        columns = ", ".join(f'"{c.name}"' for c in table.columns)
        where, values = "", None
        if self.events is not None and name != "actors":
            where, values = f"WHERE {_OF_EVENTS[name]}", [self.events]
        source = QUERY if name == DYADS.name else f'"{name}"'
        found = self.record.sql(f"SELECT {columns} FROM {source} {where} ORDER BY {in_order(table)}", values)
        return found.cast(arrow_schema(table))


def choose(record: Record, tables: Sequence[str], asked: dict[str, Any] | None, *, texts: bool) -> Chosen:
    """The tables by name (all, or all that hang on events, where none is named) and the events that were asked for.

    Raises UsageError for a table that there is none of, and for one whose rows do not belong to events where events were
    asked for.
    """
    for name in tables:
        check(name, list(BY_NAME), "table")
    events = None
    if asked:
        events = [str(id) for id in record.events(**asked).column("id").to_pylist()]
        if not events:
            raise UsageError("No event is left, so there is nothing to write.", hint="Ask for less.")
        for name in tables:
            if name not in _OF_EVENTS:
                raise UsageError(
                    f"The rows of {name} do not belong to events.",
                    hint=f"With filters there are: {', '.join(_OF_EVENTS)}. Export {name} without them.",
                )
    known = _OF_EVENTS if events is not None else BY_NAME
    wanted = [n for n in BY_NAME if n in (tables or known) and (texts or n != "texts" or n in tables)]
    return Chosen(record, tuple(wanted), events)
