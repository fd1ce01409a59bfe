"""Asking about documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from comity.errors import UsageError
from comity.record.asking.filters import Filter, Sql, allowed, among_names, close, forwards

if TYPE_CHECKING:
    import pyarrow as pa

STATUSES: Final = ("read", "set aside", "failed")


def documents(
    sql: Sql,
    *,
    status: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    since: date | None = None,
    until: date | None = None,
    undated: bool | None = None,
    actor: str | None = None,
    search: str | None = None,
) -> pa.Table:
    """See `Record.documents`."""
    allowed("status of a document", status, STATUSES)
    forwards(since, until)
    wanted = Filter()
    wanted.equal("d.status", status)
    for column, name in (("outlet", outlet), ("author", author)):
        if name is not None:
            wanted.equal(f"d.{column}", among_names(sql, f"SELECT DISTINCT {column} FROM documents", name, column))
    wanted.add("d.published_last >= ?", since)
    wanted.add("d.published_first <= ?", until)
    if undated is not None:
        wanted.clauses.append(f"d.published_first IS {'' if undated else 'NOT '}NULL")
    named = Filter()
    named.named("m.actor", actor)
    wanted.within("EXISTS (SELECT 1 FROM mentions m WHERE m.document_id = d.id AND {})", named)
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
