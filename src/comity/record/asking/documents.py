"""Asking about documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.errors import UsageError
from comity.record.asking.filters import Filter, Sql, allowed, close

if TYPE_CHECKING:
    import pyarrow as pa

STATUSES: Final = ("read", "set aside", "failed")


def documents(sql: Sql, *, status: str | None = None, outlet: str | None = None, search: str | None = None) -> pa.Table:
    """See `Record.documents`."""
    allowed("status of a document", status, STATUSES)
    wanted = Filter()
    wanted.equal("d.status", status)
    wanted.add("lower(d.outlet) = lower(?)", outlet)
    wanted.words("concat_ws(' ', d.title, t.\"text\")", search)
    return sql(
        f"""SELECT d.*, coalesce(n.reports, 0) AS reports, coalesce(n.events, 0) AS events
        FROM documents d LEFT JOIN texts t ON t.document_id = d.id
        LEFT JOIN (SELECT document_id, count(*) AS reports, count(DISTINCT event_id) AS events FROM reports
                   LEFT JOIN event_reports ON report_id = id WHERE NOT coalesce(rejected, false)
                   GROUP BY document_id) n ON n.document_id = d.id
        {wanted} ORDER BY d.id""",
        wanted.values,
    )


def known_document(sql: Sql, id: str) -> None:
    """Raises UsageError when no document has this id, with those that are close."""
    ids = sql("SELECT id FROM documents ORDER BY id").column(0).to_pylist()
    if id not in ids:
        raise UsageError(f"There is no document {id!r}.", hint=close(id, ids, "List them with: comity documents"))
