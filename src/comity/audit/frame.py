"""What an audit draws from: the sentences of all prose that was read, each with what comity found in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from comity.audit.events import Event, Lineage, lineages
from comity.audit.sentences import sentences

Row = dict[str, Any]
Span = tuple[int, int]

_CLAIMS: Final = ("relation_claims", "causal_claims", "stances")
READ: Final = "SELECT id FROM documents WHERE status = 'read' AND origin IS DISTINCT FROM 'human'"
"""Documents that were read; not the facts that people gave, which stand in the record as documents too."""
_REPORTS: Final = """
    WITH wanted AS (
        SELECT *, coalesce(trigger_start, start) AS stands FROM reports
        WHERE NOT coalesce(rejected, false) AND document_id IS NOT NULL
          AND coalesce(trigger_start, start) IS NOT NULL AND origin IS DISTINCT FROM 'human' {}
    ), sides AS (
        SELECT report_id, list(actor ORDER BY ordinal) FILTER (role = 'source' AND actor IS NOT NULL) AS sources,
               list(actor ORDER BY ordinal) FILTER (role = 'target' AND actor IS NOT NULL) AS targets
        FROM report_actors WHERE report_id IN (SELECT id FROM wanted) GROUP BY report_id
    )
    SELECT r.id, r.document_id, r.stands AS at, r.event_type, r.status, r.first, r.last, r.symmetric, r.confidence, r.corrected,
           coalesce(s.sources, []) AS sources, coalesce(s.targets, []) AS targets
    FROM wanted r LEFT JOIN sides s ON s.report_id = r.id ORDER BY r.document_id, r.stands, r.id
"""


class Store(Protocol):
    """What an audit needs of a record: an SQL query in, a `pyarrow.Table` out."""

    def sql(self, query: str, params: Sequence[object] | None = None, /) -> Any: ...


@dataclass(slots=True)
class Sentence:
    """A sentence of the prose that was read: where it stands, and what was found in it.

    `key` is a hash of the document's id, the words and their ordinal among the same words there. `actors` counts
    different actors that are named; `claims` those of relations, causes and stances.
    """

    key: str
    document: str
    start: int
    end: int
    found: list[Event] = field(default_factory=list)
    claims: int = 0
    actors: int = 0


def frame(store: Store) -> list[Sentence]:
    """All sentences, by document and place."""
    lineage = lineage_of(store)
    reports = _by_document(store.sql(_REPORTS.format("")).to_pylist())
    claims: dict[str, list[int]] = {}
    for table in _CLAIMS:
        for row in store.sql(
            f"SELECT document_id, coalesce(trigger_start, start) AS at FROM {_with_trigger(table)}"
        ).to_pylist():
            claims.setdefault(row["document_id"], []).append(row["at"])
    mentions = _by_document(
        store.sql("SELECT document_id, start AS at, actor FROM mentions WHERE actor IS NOT NULL").to_pylist()
    )
    found: list[Sentence] = []
    for document, text, passages in texts(store):
        own = cut(document, text, passages)
        starts = [s.start for s in own]
        for row in reports.get(document, ()):
            if (at := _at(own, starts, row["at"])) is not None:
                own[at].found.append(event_of(row, lineage))
        for place in claims.get(document, ()):
            if (at := _at(own, starts, place)) is not None:
                own[at].claims += 1
        named: dict[int, set[str]] = {}
        for row in mentions.get(document, ()):
            if (at := _at(own, starts, row["at"])) is not None:
                named.setdefault(at, set()).add(lineage(row["actor"]))
        for at, actors in named.items():
            own[at].actors = len(actors)
        found += own
    return found


def cut(document: str, text: str, passages: Sequence[Span]) -> list[Sentence]:
    """The sentences of a document's prose, in order."""
    again: Counter[str] = Counter()
    found = []
    for first, last in passages:
        for start, end in sentences(text, first, last):
            quote = text[start:end]
            found.append(Sentence(key_of(document, quote, again[quote]), document, start, end))
            again[quote] += 1
    return found


def key_of(document: str, quote: str, ordinal: int) -> str:
    """An id that no spreadsheet takes for a number."""
    packed = "\x1f".join((document, quote, str(ordinal)))
    return "s" + hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def texts(store: Store) -> Iterator[tuple[str, str, list[Span]]]:
    """Each document that was read, with its text and the spans of its prose, by id."""
    passages: dict[str, list[Span]] = {}
    query = f"""SELECT document_id, start, "end" FROM passages WHERE kind = 'prose' AND document_id IN ({READ})
        ORDER BY document_id, start, "end" """
    for row in store.sql(query).to_pylist():
        passages.setdefault(row["document_id"], []).append((row["start"], row["end"]))
    ids = list(passages)
    for chunk in (ids[i : i + 500] for i in range(0, len(ids), 500)):
        rows = store.sql("SELECT document_id, text FROM texts WHERE list_contains(?, document_id) ORDER BY 1", [chunk])
        for row in rows.to_pylist():
            yield row["document_id"], row["text"], passages[row["document_id"]]


def found_in(store: Store, spans: Mapping[str, Sequence[Span]], lineage: Lineage) -> dict[str, list[list[Event]]]:
    """What comity found in each of these stretches of documents, by document."""
    query = _REPORTS.format("AND document_id IN (SELECT unnest(?))")
    rows = _by_document(store.sql(query, [list(spans)]).to_pylist() if spans else [])
    return {
        document: [
            [event_of(r, lineage) for r in rows.get(document, ()) if start <= r["at"] < end] for start, end in own
        ]
        for document, own in spans.items()
    }


def event_of(row: Mapping[str, Any], lineage: Lineage) -> Event:
    return Event(
        type=row["event_type"],
        sources=lineages(tuple(row["sources"]), lineage),
        targets=lineages(tuple(row["targets"]), lineage),
        status=row["status"] or "happened",
        first=row["first"],
        last=row["last"],
        symmetric=bool(row["symmetric"]),
        confidence=row["confidence"],
        corrected=bool(row["corrected"]),
    )


def lineage_of(store: Store, otherwise: Lineage = str) -> Lineage:
    """The lineage of an actor as the store has it; of one that it does not name, as `otherwise` says."""
    known = {row["id"]: row["lineage"] or row["id"] for row in store.sql("SELECT id, lineage FROM actors").to_pylist()}
    return lambda id: known[id] if id in known else otherwise(id)


def _with_trigger(table: str) -> str:
    """Stances have no trigger of their own: they stand where their evidence begins."""
    if table == "stances":
        return "(SELECT document_id, start, NULL::INTEGER AS trigger_start FROM stances)"
    return table


def _by_document(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["document_id"], []).append(row)
    return found


def _at(own: Sequence[Sentence], starts: Sequence[int], place: int) -> int | None:
    at = bisect_right(starts, place) - 1
    return at if at >= 0 and place < own[at].end else None
