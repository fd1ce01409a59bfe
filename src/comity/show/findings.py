"""What the page needs beside the tables: names of things, members of organisations, and who tells what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from comity.record.sources import Sources

if TYPE_CHECKING:
    from comity.record.record import Record

Columns = dict[str, list[Any]]

_NAMES = """
    SELECT m.thing_id, n.name, n.says, CAST(count(*) AS INTEGER) AS times,
           list(DISTINCT n.document_id ORDER BY n.document_id) AS document_ids
    FROM thing_mentions m JOIN things t ON t.id = m.thing_id
    JOIN named_things n ON n.document_id = m.document_id AND n.start = m.start AND n."end" = m."end"
    WHERE n.says != 'pronoun' AND (n.kind = 'organisation') = (t.kind = 'organisation')
    GROUP BY m.thing_id, n.name, n.says ORDER BY m.thing_id, times DESC, n.name, n.says
"""
_MEMBERSHIPS = """
    SELECT organisation, member, first, last, source FROM memberships
    WHERE organisation IN (SELECT id FROM things WHERE kind = 'organisation')
      AND member IN (SELECT actor FROM report_actors UNION SELECT unnest(parties) FROM thing_stages
                     UNION SELECT actor FROM mentions)
    ORDER BY organisation, member, first
"""


class Store(Protocol):
    def sql(self, query: str, /) -> Any: ...


def thing_names(store: Store) -> Columns:
    """How each thing is called: a row a name and way of naming, with how often and in which documents."""
    columns: Columns = store.sql(_NAMES).to_pydict()
    return columns


def memberships(store: Store) -> Columns:
    """Of the organisations that are named as things: the memberships, by comity's table, of the actors that are named."""
    columns: Columns = store.sql(_MEMBERSHIPS).to_pydict()
    return columns


def named(mentions: Columns, things: Sequence[str], documents: Mapping[str, int]) -> list[list[int]]:
    """For each of `things` where it is named, flat: document's place, start, length, ..."""
    found: dict[str, list[int]] = {id: [] for id in things}
    rows = zip(*(mentions[name] for name in ("thing_id", "document_id", "start", "end")), strict=True)
    for thing, document, start, end in rows:
        if thing in found and document in documents:
            found[thing] += (documents[document], start, end - start)
    return list(found.values())


def tellers(store: Store, read: Mapping[str, Columns]) -> list[list[Any]]:
    """Outlets, authors, documents without an outlet, and outlets that are credited: [kind, name, places of its documents,
    places of its reports]; the reports are given only of a credited outlet, elsewhere they are all of its documents'."""
    documents = {id: place for place, id in enumerate(read["documents"]["id"])}
    reports = {id: place for place, id in enumerate(read["reports"]["id"])}
    sources = Sources(cast("Record", store))
    return [
        [
            teller.kind,
            teller.name,
            [documents[id] for id in teller.documents],
            [reports[id] for id in teller.reports] if teller.kind == "credited" else None,
        ]
        for teller in sources.tellers
    ]
