"""One event with its sentences, and the event that an id means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.record.asking.differences import disagreements
from comity.record.asking.filters import TEXT_IN, Sql
from comity.record.asking.ids import SHORTEST_ID, beginning_so, several

if TYPE_CHECKING:
    import pyarrow as pa

_AMOUNTS: Final = f"""
    SELECT q.report_id, q.value, q.unit, q.currency, {TEXT_IN.format("q")} AS "text"
    FROM quantities q JOIN reports r ON r.id = q.report_id LEFT JOIN texts t ON t.document_id = r.document_id
    WHERE q.report_id IN (SELECT report_id FROM event_reports WHERE event_id = ?) ORDER BY q.report_id, q.start, q.value
"""
_SENTENCES: Final = f"""
    SELECT r.id, r.document_id, {TEXT_IN.format("r")} AS sentence
    FROM reports r LEFT JOIN texts t ON t.document_id = r.document_id WHERE list_contains(?, r.id)
    ORDER BY r.document_id, r.start, r.id
"""
_EVIDENCE: Final = f"""
    SELECT er.event_id, r.id AS report_id, r.document_id, d.title, d.outlet, d.author, d.published_first,
           d.published_last, d.published_basis, d.source_group, d.path, r.start, r."end", {TEXT_IN.format("r")} AS sentence,
           r.trigger_start, r.trigger_end, p.start AS paragraph_start, p."end" AS paragraph_end,
           {TEXT_IN.format("p")} AS paragraph, r.event_type, r.mode, r.status, r.first, r.last, r.date_basis, r.thing,
           r.place, r.voice, r.claimed_by, r.claimed_start, r.claimed_end, r.confidence, r.rule, r.corrected, er.why,
           s.source, s.why AS source_why
    FROM event_reports er JOIN reports r ON r.id = er.report_id LEFT JOIN report_sources s ON s.report_id = r.id
    LEFT JOIN documents d ON d.id = r.document_id
    LEFT JOIN texts t ON t.document_id = r.document_id
    LEFT JOIN passages p ON p.document_id = r.document_id AND p.start <= r.start AND r.start < p."end"
    WHERE er.event_id = ?
    ORDER BY d.published_first NULLS LAST, r.document_id, r.start, r.id
"""
_PARTED: Final = """
    SELECT o.id AS event_id, o.reports, c.id AS correction, c.who
    FROM events e JOIN corrections c ON c.kind = 'split' AND c.state = 'applied' AND list_contains(e.corrected, c.id)
    JOIN events o ON o.id != e.id AND list_contains(o.corrected, c.id) WHERE e.id = ? ORDER BY c.ordinal, o.id
"""
"""The other events that a split made of what was one with this event. Its id may have gone to either of them."""
_NEAR: Final = f"""
    SELECT CASE WHEN n.a = $1 THEN n.b ELSE n.a END AS event_id, e.event_type, e.first, e.last,
           CASE WHEN n.a = $1 THEN n.a_report ELSE n.b_report END AS own_report, r.id AS report_id, r.document_id,
           {TEXT_IN.format("r")} AS sentence, n.score, n.why, n.why_not
    FROM near_joins n JOIN reports r ON r.id = CASE WHEN n.a = $1 THEN n.b_report ELSE n.a_report END
    JOIN events e ON e.id = CASE WHEN n.a = $1 THEN n.b ELSE n.a END
    LEFT JOIN texts t ON t.document_id = r.document_id
    WHERE n.a = $1 OR n.b = $1 ORDER BY n.score DESC, event_id
"""


def event_id(sql: Sql, id: str, changed: Mapping[str, str], whole: Sql | None = None) -> str:
    """See `Record.event_id`; `changed` maps ids of earlier builds to those that took their place; `whole` asks the whole
    record, where this one is of a part of the documents: there an event can have its id from a report that is not here."""
    found = _of_report(sql, id, changed)
    if found is not None:
        return found
    if whole is None:
        return _event_that_begins(sql, id, changed)
    try:
        return _event_that_begins(sql, id, changed)
    except UsageError:
        there = event_id(whole, id, changed)
    told = whole("SELECT report_id FROM event_reports WHERE event_id = ? ORDER BY report_id", [there])
    for report in told.column(0).to_pylist():
        here = _of_report(sql, report, {})
        if here is not None:
            return here
    raise UsageError(f"None of these documents tells of the event {id!r}.", hint="Ask the whole record for it.")


def _of_report(sql: Sql, id: str, changed: Mapping[str, str]) -> str | None:
    """The event of the report that has this id, or took the place of one that had."""
    seen = set()
    while id not in seen:
        seen.add(id)
        found = sql("SELECT event_id FROM event_reports WHERE report_id = ?", [id]).column(0).to_pylist()
        if found:
            return str(found[0])
        id = changed.get(id, id)
    return None


def _event_that_begins(sql: Sql, beginning: str, changed: Mapping[str, str]) -> str:
    """The event whose id, or that of one of whose reports, now or in an earlier build, begins so."""
    meant = set()
    if len(beginning) >= SHORTEST_ID:
        query = (
            "SELECT DISTINCT event_id FROM event_reports WHERE starts_with(event_id, $1) OR starts_with(report_id, $1)"
        )
        meant.update(sql(query + " ORDER BY 1 LIMIT 4", [beginning]).column(0).to_pylist())
        meant.update(one for old in beginning_so(changed, beginning) if (one := _of_report(sql, old, changed)))
    if len(meant) == 1:
        return str(meant.pop())
    if meant:
        raise several("events", beginning, meant)
    raise UsageError(f"There is no event {beginning!r}.", hint="List events and their ids with: comity events")


def event(sql: Sql, of: str) -> dict[str, Any]:
    """See `Record.event`; `of` is the event's own id."""
    row: dict[str, Any] = sql("SELECT * FROM events WHERE id = ?", [of]).to_pylist()[0]
    row["evidence"] = evidence(sql, of).to_pylist()
    amounts = sql(_AMOUNTS, [of]).to_pylist()
    for report in row["evidence"]:
        own = [a for a in amounts if a["report_id"] == report["report_id"]]
        report["amounts"] = [{k: a[k] for k in ("value", "unit", "currency", "text")} for a in own]
    resting = "SELECT * FROM corrections WHERE list_contains(?, id) ORDER BY ordinal"
    row["corrections"] = sql(resting, [row["corrected"]]).to_pylist()
    row["parted"] = sql(_PARTED, [of]).to_pylist()
    row["near"] = sql(_NEAR, [of]).to_pylist()
    row["disagreements"] = disagreements(sql, event=of).to_pylist()
    for side in row["disagreements"]:
        told = sql(_SENTENCES, [side["report_ids"]]).to_pylist()
        once = dict.fromkeys((t["document_id"], t["sentence"]) for t in told)
        side["sentences"] = [{"document_id": document, "sentence": sentence} for document, sentence in once]
    return row


def evidence(sql: Sql, event: str) -> pa.Table:
    """See `Record.evidence`; `event` is the event's own id."""
    return sql(_EVIDENCE, [event])
