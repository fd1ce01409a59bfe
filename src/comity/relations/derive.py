"""The tally as rows of the store: from its events and relation claims to the table `tallies`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.record.actors import lineages
from comity.record.joining.merging import Event
from comity.record.rows import Row
from comity.record.store import StoreWriter
from comity.relations.tally import Act, Claim, PeriodName, Tally, tally

if TYPE_CHECKING:
    from comity.actors import Registry

_CLAIMS: Final = """
    SELECT c.id, c.document_id, d.source_group, c.a, c.b, c.level, c.change, c.hedged, c.first, c.last,
           substring(t."text", c.start + 1, c."end" - c.start) AS evidence
    FROM relation_claims c JOIN documents d ON d.id = c.document_id LEFT JOIN texts t ON t.document_id = c.document_id
    ORDER BY c.id
"""


def derive_tallies(store: StoreWriter, registry: Registry, events: Iterable[Event], period: PeriodName) -> list[Tally]:
    """Write `tallies` and return them."""
    found = tally(map(_act, events), _claims(store), lineages(registry), period)
    store.add("tallies", map(_tally_row, found))
    return found


def _claims(store: StoreWriter) -> list[Claim]:
    return [
        Claim(
            **{name: row[name] for name in ("id", "a", "b", "level", "change", "first", "last")},
            hedged=bool(row["hedged"]),
            document=row["document_id"],
            copy_key=_copy_key(row),
        )
        for row in store.rows(_CLAIMS)
    ]


def _copy_key(row: dict[str, Any]) -> tuple[str, ...]:
    """The same words, said in copies of one text."""
    return (
        row["source_group"],
        " ".join((row["evidence"] or row["id"]).split()),
        row["a"],
        row["b"],
        str(row["level"]),
    )


def _act(event: Event) -> Act:
    parties = (event.sources, event.targets, event.symmetric)
    return Act(event.id, *parties, event.score, event.status, _day(event.first), _day(event.last), event.documents)


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def _tally_row(t: Tally) -> Row:
    counts = (len(t.event_ids), len(t.claim_ids), t.documents, list(t.event_ids), list(t.claim_ids))
    return (t.a, t.b, t.first, t.last, t.cooperation, t.hostility, t.balance, *counts)
