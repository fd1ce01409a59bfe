"""ids.jsonl: reports, events, claims and things whose id changed from one build to the next, so that an old link still opens.

Ids rest on words (`comity.reading.ids`), so most stay: over a rebuild from nothing, renamed files, other documents, another
order. A changed text gives its reports and claims new ids. What vanished is mapped to what took its place:

- a report: to one of the same document (by its id, or by its path), of the same type or with the same words, the greatest
  overlap of evidence first; where the document itself is gone, to one with the same words and type anywhere;
- an event, whose id is that of one of its reports: where that one is gone for good, to another report of the event;
- a claim: as a report, where its parties are the same;
- a thing: to the one whose name stands where its own stood most often.

Lines are only appended. What changed while there was no last store to compare with (its folder deleted) is not mapped.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.project.files import sync_folder

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

FILE_NAME: Final = "ids.jsonl"

_SUCCESSORS: Final = """
    WITH homes AS (SELECT o.id AS old_id, n.id AS new_id FROM old.documents o JOIN documents n ON n.id = o.id UNION
                   SELECT o.id, n.id FROM old.documents o JOIN documents n ON n.path = o.path),
         before AS (SELECT r.id, r.document_id, {kind} AS kind, r.start, r."end",
                        substring(t."text", r.start + 1, r."end" - r.start) AS evidence,
                        substring(t."text", r.{cue}_start + 1, r.{cue}_end - r.{cue}_start) AS cue
                    FROM old.{table} r LEFT JOIN old.texts t ON t.document_id = r.document_id
                    WHERE r.id NOT IN (SELECT id FROM {table})),
         after AS (SELECT r.id, r.document_id, {kind} AS kind, r.start, r."end",
                        substring(t."text", r.start + 1, r."end" - r.start) AS evidence,
                        substring(t."text", r.{cue}_start + 1, r.{cue}_end - r.{cue}_start) AS cue
                   FROM {table} r LEFT JOIN texts t ON t.document_id = r.document_id),
         found AS (SELECT b.id AS old_id, a.id AS new_id, b.kind IS NOT DISTINCT FROM a.kind AS same_kind, b.cue = a.cue AS same_cue,
                        b.evidence = a.evidence AS same_words, least(b."end", a."end") - greatest(b.start, a.start) AS overlap
                   FROM before b JOIN homes h ON h.old_id = b.document_id JOIN after a ON a.document_id = h.new_id
                   WHERE b.evidence = a.evidence OR (b.start < a."end" AND a.start < b."end")
                   UNION ALL
                   SELECT b.id, a.id, true, b.cue = a.cue, true, 0 FROM before b JOIN after a
                     ON a.evidence = b.evidence AND a.kind IS NOT DISTINCT FROM b.kind
                   WHERE b.document_id NOT IN (SELECT old_id FROM homes) AND a.id NOT IN (SELECT id FROM old.{table}))
    SELECT old_id, new_id, same_words, same_kind FROM found
    ORDER BY old_id, same_words DESC, same_kind DESC, same_cue DESC, overlap DESC, new_id
"""
_KINDS: Final = {
    "reports": ("r.event_type", "trigger"),
    "relation_claims": ("concat_ws(' ', r.a, r.b)", "trigger"),
    "causal_claims": ("coalesce(r.sign, 0)::VARCHAR", "trigger"),
    "stances": ("concat_ws(' ', r.actor, r.stance)", "object"),
}
"""Of each table of ids, what is the same in a row and its successor besides the words, and which words tell rows apart."""
_THINGS: Final = """
    WITH gone AS (SELECT id FROM old.things WHERE id NOT IN (SELECT id FROM things)),
         before AS (SELECT m.thing_id, m.document_id, d.path, substring(t."text", m.start + 1, m."end" - m.start) AS name
                    FROM old.thing_mentions m JOIN gone g ON g.id = m.thing_id JOIN old.documents d ON d.id = m.document_id
                    JOIN old.texts t ON t.document_id = m.document_id),
         after AS (SELECT DISTINCT m.thing_id, m.document_id, d.path, substring(t."text", m.start + 1, m."end" - m.start) AS name
                   FROM thing_mentions m JOIN documents d ON d.id = m.document_id JOIN texts t ON t.document_id = m.document_id)
    SELECT b.thing_id AS old_id, a.thing_id AS new_id,
           count(*) FILTER (a.document_id = b.document_id OR a.path = b.path) AS here, count(*) AS anywhere
    FROM before b JOIN after a ON a.name = b.name GROUP BY b.thing_id, a.thing_id
    ORDER BY old_id, here DESC, anywhere DESC, new_id
"""
_EVENTS_GONE: Final = """
    SELECT DISTINCT event_id, report_id FROM old.event_reports
    WHERE event_id NOT IN (SELECT report_id FROM event_reports) ORDER BY ALL
"""
_REPORTS_NOW: Final = "SELECT report_id FROM event_reports"


def changed_ids(store: StoreWriter, old: Path) -> dict[str, str]:
    """Old id -> new id, for each report, event, claim or thing of the store at `old` that is not in the new one and has a
    successor there."""
    escaped = str(old).replace("'", "''")
    store.flush()
    store.db.execute(f"ATTACH '{escaped}' AS old (READ_ONLY)")
    found: dict[str, str] = {}
    try:
        for old_id, new_id in _successors(store):
            found.setdefault(old_id, new_id)
        events = list(store.rows(_EVENTS_GONE))
        now = {row["report_id"] for row in store.rows(_REPORTS_NOW)}
    finally:
        store.db.execute("DETACH old")
    for row in events:
        successor = row["report_id"] if row["report_id"] in now else found.get(row["report_id"])
        if successor is not None:
            found.setdefault(row["event_id"], successor)
    return found


def _successors(store: StoreWriter) -> Iterator[tuple[str, str]]:
    """Pairs of ids, the likeliest successor of each first."""
    for table, (kind, cue) in _KINDS.items():
        for row in store.rows(_SUCCESSORS.format(table=table, kind=kind, cue=cue)):
            if row["same_kind"] or (table == "reports" and row["same_words"]):
                yield row["old_id"], row["new_id"]
    for row in store.rows(_THINGS):
        yield row["old_id"], row["new_id"]


def load(path: Path) -> dict[str, str]:
    """Old id -> new id; of several lines about one id the last holds. Lines that are damaged are passed over."""
    found: dict[str, str] = {}
    with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                row: dict[str, Any] = json.loads(line)
                found[str(row["old"])] = str(row["new"])
            except (ValueError, KeyError, TypeError):
                continue
    return found


def append(path: Path, changed: dict[str, str]) -> None:
    """Add what is not there yet, sorted by the old id."""
    known = load(path)
    fresh = {old: new for old, new in sorted(changed.items()) if known.get(old) != new}
    if not fresh:
        return
    whole = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
    with path.open("a", encoding="utf-8", newline="\n") as out:
        if not whole:  # a build that was killed left half a line
            out.write("\n")
        for old, new in fresh.items():
            out.write(json.dumps({"old": old, "new": new}) + "\n")
        out.flush()
        os.fsync(out.fileno())
    sync_folder(path.parent)
