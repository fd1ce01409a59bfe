"""Asking about actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from comity.errors import UsageError
from comity.record.asking.documents import known_document
from comity.record.asking.filters import Filter, Sql, allowed

if TYPE_CHECKING:
    import pyarrow as pa


def actors(
    sql: Sql,
    *,
    name: str | None = None,
    kind: str | None = None,
    document: str | None = None,
    least_events: int | None = None,
) -> pa.Table:
    """See `Record.actors`."""
    from comity.actors.model import ActorKind

    allowed("kind of actor", kind, get_args(ActorKind))
    wanted = Filter()
    wanted.add("a.origin IS DISTINCT FROM 'imported'")
    wanted.equal("a.kind", kind)
    wanted.add("(contains(lower(a.name), lower(?)) OR lower(a.id) = lower(?))", name, name)
    if document is not None:
        known_document(sql, document)
        wanted.add("EXISTS (SELECT 1 FROM mentions o WHERE o.actor = a.id AND o.document_id = ?)", document)
    wanted.add("coalesce(e.events, 0) >= ?", least_events)
    return sql(
        f"""SELECT a.*, coalesce(m.mentions, 0) AS mentions, coalesce(e.events, 0) AS events,
               coalesce(m.documents, 0) AS documents
        FROM actors a
        LEFT JOIN (SELECT actor, count(*) AS mentions, count(DISTINCT document_id) AS documents FROM mentions
                   GROUP BY actor) m ON m.actor = a.id
        LEFT JOIN (SELECT actor, count(DISTINCT id) AS events FROM
                   (SELECT id, unnest(list_concat(sources, targets)) AS actor FROM events) GROUP BY actor) e
               ON e.actor = a.id
        {wanted} ORDER BY events DESC, mentions DESC, a.id""",
        wanted.values,
    )


def find_actor(sql: Sql, name: str) -> str:
    """See `Record.find_actor`."""
    from rapidfuzz import process

    rows = sql("SELECT id, name FROM actors ORDER BY id").to_pylist()
    wanted = name.strip().casefold()
    for key in ("id", "name"):
        for row in rows:
            if row[key].casefold() == wanted:
                return str(row["id"])
    known = {row["id"]: f"{row['name']} ({row['id']})" for row in rows}
    near = [text for text, *_ in process.extract(name, known, limit=3, score_cutoff=55)]
    hint = f"Close: {', '.join(near)}." if near else "List those that the documents name: comity actors"
    raise UsageError(f"No actor {name!r} is named in these documents.", hint=hint)
