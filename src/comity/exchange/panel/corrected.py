"""The corrections by people that the numbers of a panel rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from comity.exchange.panel.asked import TEXT, Asked

if TYPE_CHECKING:
    from comity.record import Record

_SCORES: Final = "SELECT unnest(corrected) AS id FROM scores WHERE origin = ? AND issue = ?"
_ACTS: Final = """
    SELECT unnest(corrected) AS id FROM events WHERE ? IN ('all', issue)
    UNION SELECT unnest(corrected) FROM reports WHERE rejected AND ? IN ('all', issue)
"""
_CORRECTIONS: Final = "SELECT * FROM corrections ORDER BY ordinal"


def corrections(record: Record, asked: Asked) -> list[str]:
    """One line for each correction behind an act or a score of the matter that is asked for, those included by which a
    report counts no longer; in the order in which they were made."""
    resting = set(record.sql(_SCORES, [asked.origin, asked.issue]).column("id").to_pylist())
    if asked.origin == TEXT:
        resting.update(record.sql(_ACTS, [asked.issue, asked.issue]).column("id").to_pylist())
    return [_line(row) for row in record.sql(_CORRECTIONS).to_pylist() if row["id"] in resting]


def _line(row: dict[str, Any]) -> str:
    what = f"{row['id']}: {row['kind']} {row['target'] or ''}".rstrip()
    if row["field"]:
        what += f", {row['field']}"
    if row["new"]:
        what += f": {row['old'] or 'nothing'} > {row['new']}"
    what += f" ({row['who']})" if row["who"] else ""
    return " ".join((f"{what}; {row['why']}" if row["why"] else what).split())
