"""The sentences behind ties: of events, of relation claims, and of standing facts through these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from comity.record.record import Record

_OF_EVENTS: Final = """
    SELECT e.id AS id, 'event' AS kind, e.first, e.last, r.document_id, r.start,
           substring(t."text", r.start + 1, r."end" - r.start) AS sentence
    FROM events e JOIN event_reports m ON m.event_id = e.id JOIN reports r ON r.id = m.report_id
    LEFT JOIN texts t ON t.document_id = r.document_id
    WHERE list_contains(?, e.id) ORDER BY e.id, r.confidence DESC, r.id
"""
_OF_CLAIMS: Final = """
    SELECT c.id AS id, 'claim' AS kind, c.first, c.last, c.document_id, c.start,
           substring(t."text", c.start + 1, c."end" - c.start) AS sentence
    FROM relation_claims c LEFT JOIN texts t ON t.document_id = c.document_id
    WHERE list_contains(?, c.id) ORDER BY c.id
"""
_OF_FACTS: Final = "SELECT event_ids, claim_ids FROM standing_facts WHERE list_contains(?, id) ORDER BY id"


_BETWEEN: Final = " UNION ALL ".join(
    f"SELECT id, first, last FROM {table} WHERE list_contains($1, id)"
    for table in ("events", "relation_claims", "standing_facts")
)


def between(record: Record, ids: Iterable[str]) -> dict[str, tuple[date | None, date | None]]:
    """Between which days acts, claims and standing facts are told to fall, or for how long to hold; by id."""
    rows = record.sql(_BETWEEN, [sorted(set(ids))]).to_pylist()
    return {row["id"]: (row["first"], row["last"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`id` and `kind` (event or claim) say what it is evidence of; the dates are those of the act or the claim."""

    id: str
    kind: str
    first: date | None
    last: date | None
    document_id: str
    text: str


def sentences(
    record: Record, events: Iterable[str] = (), claims: Iterable[str] = (), facts: Iterable[str] = ()
) -> list[Sentence]:
    """One sentence an event or claim, that of the surest report, by date; those behind standing facts among them."""
    of_events, of_claims = set(events), set(claims)
    named = sorted(set(facts))
    for row in record.sql(_OF_FACTS, [named]).to_pylist() if named else ():
        of_events |= set(row["event_ids"] or ())
        of_claims |= set(row["claim_ids"] or ())
    rows: list[dict[str, Any]] = []
    for query, ids in ((_OF_EVENTS, sorted(of_events)), (_OF_CLAIMS, sorted(of_claims))):
        rows += record.sql(query, [ids]).to_pylist() if ids else []
    found: dict[tuple[str, str], Sentence] = {}
    for row in rows:
        text = " ".join((row["sentence"] or "").split())
        one = Sentence(row["id"], row["kind"], row["first"], row["last"], row["document_id"], text)
        found.setdefault((row["kind"], row["id"]), one)
    return sorted(found.values(), key=lambda s: (s.first or date.max, s.last or date.max, s.kind, s.id))
