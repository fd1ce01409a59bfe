"""Any row that has an id, opened down to its sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.record.asking.filters import TEXT_IN
from comity.record.asking.ids import SHORTEST_ID, several

if TYPE_CHECKING:
    from comity.record.record import Record

KINDS: Final = {
    "relation_claims": "relation claim",
    "causal_claims": "causal claim",
    "stances": "stance",
    "standing_facts": "standing fact",
    "turning_points": "turning point",
    "disagreements": "disagreement",
    "agreements": "agreement",
    "things": "thing",
    "corrections": "correction",
    "reports": "report",
}
"""Tables whose rows have an id of their own, besides events, and what a row of each is. Of reports only those that make no
event are shown as such: the id of any other means its event."""
_PLACES: Final = ("start", "end", "trigger_start", "trigger_end", "evidence", "event_ids", "claim_ids", "fact_ids")


def any_row(record: Record, id: str) -> dict[str, Any]:
    """What an id, or its first characters, means: `kind` (event, or a value of `KINDS`), `id`, `fields` (its columns; of an
    event all that `Record.event` gives), `sentences` ({document_id, sentence}) and, each as this function gives it without
    what stands behind it, `rests_on`. Raises UsageError where nothing or more than one thing has such an id."""
    meant = {(table, found) for table in KINDS if table != "reports" for found in _beginning_so(record, table, id)}
    try:
        event: str | None = record.event_id(id)
    except UsageError as error:
        event = None
        if not meant and "Several" in error.message:
            raise
    if len(meant) + (event is not None) > 1:
        raise several("ids", id, [found for _, found in meant] + ([event] if event else []))
    if event is not None:
        shown = record.event(event)
        told = [{"document_id": row["document_id"], "sentence": row["sentence"]} for row in shown["evidence"]]
        return {"kind": "event", "id": event, "fields": shown, "sentences": told, "rests_on": []}
    if not meant:
        table, found = _renamed(record, id)
    else:
        (table, found), *_ = meant
    return _opened(record, table, found)


def _beginning_so(record: Record, table: str, id: str) -> list[str]:
    condition = "starts_with(id, ?)" if len(id) >= SHORTEST_ID else "id = ?"
    rows = record.sql(f"SELECT DISTINCT id FROM {table} WHERE {condition} ORDER BY id LIMIT 4", [id]).to_pylist()
    exact = [row["id"] for row in rows if row["id"] == id]
    return exact or [row["id"] for row in rows]


def _renamed(record: Record, id: str) -> tuple[str, str]:
    """What took the place of an id of an earlier build."""
    try:
        now = record.current_id(id)
    except UsageError:
        raise UsageError(
            f"Nothing in this record has the id {id!r}, and nothing took its place.",
            hint="Ids stand in every list: comity events, comity claims, comity dyad A B, comity disagreements ...",
        ) from None
    return next((table, now) for table in KINDS if now in _beginning_so(record, table, now))


def _opened(record: Record, table: str, id: str) -> dict[str, Any]:
    rows = record.sql(f"SELECT * FROM {table} WHERE id = ?", [id]).to_pylist()
    behind = [one for row in rows for one in _behind(record, row)]
    told = [sentence for row in rows for sentence in _sentences(record, table, row)]
    kept = [{name: value for name, value in row.items() if name not in _PLACES} for row in rows]
    unique = list({(one["kind"], one["id"]): one for one in behind}.values())
    return {"kind": KINDS[table], "id": id, "fields": kept[0], "sides": kept[1:], "sentences": told, "rests_on": unique}


def _behind(record: Record, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The events, claims and facts that a row names, each with a sentence."""
    found = []
    for event in row.get("event_ids") or ():
        shown = record.event(event)
        said = shown["evidence"][:1]
        found.append(
            {"kind": "event", "id": event, "sentences": [{k: s[k] for k in ("document_id", "sentence")} for s in said]}
        )
    for name, table in (("claim_ids", "relation_claims"), ("fact_ids", "standing_facts")):
        for id in row.get(name) or ():
            (other,) = record.sql(f"SELECT * FROM {table} WHERE id = ?", [id]).to_pylist()
            found.append({"kind": KINDS[table], "id": id, "sentences": _sentences(record, table, other)})
    return found


def _sentences(record: Record, table: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    if row.get("start") is not None:
        query = f"SELECT c.document_id, {TEXT_IN.format('c')} AS sentence FROM {table} c LEFT JOIN texts t ON t.document_id = c.document_id WHERE c.id = ?"
        return list(record.sql(query, [row["id"]]).to_pylist())
    places = json.loads(row["evidence"]) if row.get("evidence") else []
    found = []
    for document, start, end in places:
        text = record.sql(
            'SELECT substring("text", ? + 1, ? - ?) AS said FROM texts WHERE document_id = ?',
            [start, end, start, document],
        )
        found += [{"document_id": document, "sentence": said} for said in text.column(0).to_pylist()]
    return found
