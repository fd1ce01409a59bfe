"""ids.jsonl: reports whose id changed from one build to the next, so that an old link still opens.

A report that vanished is mapped to the one that took its place: of the same document (by its id, or by its path when
the text changed), the same type if there is one, and the greatest overlap of evidence. An event's id is the id of one
of its reports; where that one is gone for good, another report of the event takes its place. Lines are only appended.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.project.files import sync_folder

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

FILE_NAME: Final = "ids.jsonl"

_GONE: Final = """
    WITH before AS (SELECT r.id, r.document_id, d.path, r.event_type, r.start, r."end",
                        substring(t."text", r.start + 1, r."end" - r.start) AS evidence
                    FROM old.reports r LEFT JOIN old.documents d ON d.id = r.document_id
                    LEFT JOIN old.texts t ON t.document_id = r.document_id
                    WHERE r.id NOT IN (SELECT id FROM reports)),
         after AS (SELECT r.id, r.document_id, d.path, r.event_type, r.start, r."end",
                        substring(t."text", r.start + 1, r."end" - r.start) AS evidence
                   FROM reports r LEFT JOIN documents d ON d.id = r.document_id
                   LEFT JOIN texts t ON t.document_id = r.document_id
                   WHERE r.document_id IN (SELECT document_id FROM before) OR d.path IN (SELECT path FROM before))
    SELECT b.id AS old_id, a.id AS new_id, b.event_type = a.event_type AS same_type, b.evidence = a.evidence AS same_words,
           least(b."end", a."end") - greatest(b.start, a.start) AS overlap
    FROM before b JOIN after a ON a.document_id = b.document_id OR a.path = b.path
    WHERE b.evidence = a.evidence OR (b.start < a."end" AND a.start < b."end")
    ORDER BY b.id, same_words DESC, same_type DESC, overlap DESC, a.id
"""


_EVENTS_GONE: Final = """
    SELECT DISTINCT event_id, report_id FROM old.event_reports
    WHERE event_id NOT IN (SELECT report_id FROM event_reports) ORDER BY ALL
"""
_REPORTS_NOW: Final = "SELECT report_id FROM event_reports"


def changed_ids(store: StoreWriter, old: Path) -> dict[str, str]:
    """Old id -> new id, for each report or event of the store at `old` that is not in the new one and has a successor
    there. For an event whose own report is gone that is another of its reports."""
    escaped = str(old).replace("'", "''")
    store.flush()
    store.db.execute(f"ATTACH '{escaped}' AS old (READ_ONLY)")
    try:
        rows = list(store.rows(_GONE))
        events = list(store.rows(_EVENTS_GONE))
        now = {row["report_id"] for row in store.rows(_REPORTS_NOW)}
    finally:
        store.db.execute("DETACH old")
    found: dict[str, str] = {}
    for row in rows:
        if row["same_type"] or row["same_words"]:
            found.setdefault(row["old_id"], row["new_id"])
    for row in events:
        successor = row["report_id"] if row["report_id"] in now else found.get(row["report_id"])
        if successor is not None:
            found.setdefault(row["event_id"], successor)
    return found


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
