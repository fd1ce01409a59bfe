"""A read-only handle on one generation of the store.

    with project.record() as record:
        record.events(actors=["PAK", "RUS"], since=date(2014, 1, 1))   # a pyarrow.Table
        record.event("0f3a...")                                        # one event with its sentences
        record.sql("SELECT * FROM reports WHERE status = 'planned'")

What each table's columns mean is in `comity.tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, get_args

from comity.errors import StoreError, UsageError
from comity.record.store import guarded

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_TEXT_IN: Final = 'substring(t."text", {0}.start + 1, {0}."end" - {0}.start)'
SHORTEST_ID: Final = 4
_DOCUMENT_STATUSES: Final = ("read", "set aside", "failed")
_WHAT: Final = """CASE WHEN e.id IS NULL THEN d.about ELSE concat(e.event_type, ' ', array_to_string(e.sources, ', '),
    CASE WHEN len(e.targets) > 0 AND len(e.sources) > 0 THEN CASE WHEN e.symmetric THEN ', ' ELSE ' > ' END ELSE '' END,
    array_to_string(e.targets, ', '), CASE WHEN e.thing IS NULL THEN '' ELSE ': ' || e.thing END) END"""
_AMOUNTS: Final = f"""
    SELECT q.report_id, q.value, q.unit, q.currency, {_TEXT_IN.format("q")} AS "text"
    FROM quantities q JOIN reports r ON r.id = q.report_id LEFT JOIN texts t ON t.document_id = r.document_id
    WHERE q.report_id IN (SELECT report_id FROM event_reports WHERE event_id = ?) ORDER BY q.report_id, q.start, q.value
"""
_SENTENCES: Final = f"""
    SELECT r.id, r.document_id, {_TEXT_IN.format("r")} AS sentence
    FROM reports r LEFT JOIN texts t ON t.document_id = r.document_id WHERE list_contains(?, r.id)
    ORDER BY r.document_id, r.start, r.id
"""
_EVIDENCE: Final = f"""
    SELECT er.event_id, r.id AS report_id, r.document_id, d.title, d.outlet, d.author, d.published_first,
           d.published_last, d.published_basis, d.source_group, d.path, r.start, r."end", {_TEXT_IN.format("r")} AS sentence,
           r.trigger_start, r.trigger_end, p.start AS paragraph_start, p."end" AS paragraph_end,
           {_TEXT_IN.format("p")} AS paragraph, r.event_type, r.mode, r.status, r.first, r.last, r.date_basis, r.thing,
           r.place, r.voice, r.claimed_by, r.claimed_start, r.claimed_end, r.confidence, r.rule, r.corrected, er.why,
           s.source, s.why AS source_why
    FROM event_reports er JOIN reports r ON r.id = er.report_id LEFT JOIN report_sources s ON s.report_id = r.id
    LEFT JOIN documents d ON d.id = r.document_id
    LEFT JOIN texts t ON t.document_id = r.document_id
    LEFT JOIN passages p ON p.document_id = r.document_id AND p.start <= r.start AND r.start < p."end"
    WHERE er.event_id = ?
    ORDER BY d.published_first NULLS LAST, r.document_id, r.start, r.id
"""


class Record:
    """One generation of a project's store, or any store file. Nothing is ever written through it.

    `path` is the store file; `changed_ids` maps ids of earlier builds to those that took their place; `view` says in
    words which documents count, where it is not all of them.
    Use it as a context, or close it. Raises StoreError when the file is missing or damaged.
    """

    def __init__(
        self,
        path: Path,
        *,
        generation: str | None = None,
        changed_ids: dict[str, str] | None = None,
        view: str | None = None,
    ) -> None:
        self.path = path
        self.generation = generation
        self.view = view
        self._changed = changed_ids or {}
        self._db: duckdb.DuckDBPyConnection | None = None

    @property
    def changed_ids(self) -> dict[str, str]:
        """Ids of earlier builds, and the ids that took their place."""
        return dict(self._changed)

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._db is None:
            import duckdb

            if not self.path.is_file():
                raise StoreError(f"The store {self.path} is missing.", hint="Build again: comity build")
            self._db = guarded(self.path, lambda: duckdb.connect(str(self.path), read_only=True))
        return self._db

    def sql(self, query: str, params: Sequence[object] | None = None) -> pa.Table:
        """The rows of any query over the tables of `comity.tables`, with `?` for each of `params`.

        Raises UsageError when DuckDB cannot make sense of the query; the message says what it makes of it.
        """
        import duckdb

        cursor = self._connection().cursor()

        def run() -> pa.Table:
            relation = cursor.sql(query, params=list(params) if params else None)
            if relation is None:
                raise UsageError("This query gives no rows.", hint="A record is read with SELECT.")
            return relation.to_arrow_table()

        try:
            return guarded(self.path, run)
        except duckdb.Error as error:
            raise UsageError(
                f"The query cannot be run: {str(error).strip()}",
                hint="The tables and their columns: SELECT table_name, column_name FROM information_schema.columns",
            ) from error
        finally:
            cursor.close()

    def documents(self, *, status: str | None = None, outlet: str | None = None, search: str | None = None) -> pa.Table:
        """The table `documents`, with the numbers of reports and events that each gives. `search`: in title or text.

        Raises UsageError for a status that no document can have.
        """
        _allowed("status of a document", status, _DOCUMENT_STATUSES)
        wanted = _Filter()
        wanted.equal("d.status", status)
        wanted.add("lower(d.outlet) = lower(?)", outlet)
        wanted.words("concat_ws(' ', d.title, t.\"text\")", search)
        return self.sql(
            f"""SELECT d.*, coalesce(n.reports, 0) AS reports, coalesce(n.events, 0) AS events
            FROM documents d LEFT JOIN texts t ON t.document_id = d.id
            LEFT JOIN (SELECT document_id, count(*) AS reports, count(DISTINCT event_id) AS events FROM reports
                       LEFT JOIN event_reports ON report_id = id WHERE NOT coalesce(rejected, false)
                       GROUP BY document_id) n ON n.document_id = d.id
            {wanted} ORDER BY d.id""",
            wanted.values,
        )

    def actors(self, *, name: str | None = None, kind: str | None = None) -> pa.Table:
        """Actors that the documents name, with the numbers of mentions, events and documents, the busiest first."""
        from comity.actors.model import ActorKind

        _allowed("kind of actor", kind, get_args(ActorKind))
        wanted = _Filter()
        wanted.equal("a.kind", kind)
        if name is not None:
            wanted.clauses.append("(contains(lower(a.name), lower(?)) OR lower(a.id) = lower(?))")
            wanted.values += [name, name]
        return self.sql(
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

    def events(
        self,
        *,
        actor: str | None = None,
        actors: Sequence[str] = (),
        event_type: str | None = None,
        mode: str | None = None,
        issue: str | None = None,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        document: str | None = None,
        search: str | None = None,
        told_by: str | None = None,
        alone: bool = False,
        least_sources: int | None = None,
    ) -> pa.Table:
        """The table `events`, sorted by date (undated last), then id.

        `actors`: each must take part, itself or another actor of its lineage. `since` and `until`: events that can
        have happened on or after, on or before, that day; undated events are then left out. `document`: reported
        there. `search`: all these words in the evidence of one of its reports. `told_by`: an outlet, author or document
        that tells of it. `alone`: only one independent source does (with `told_by`: nobody but this one).
        `least_sources`: at least so many independent sources do. Raises UsageError for a document or source that is
        none of these, and for a time that ends before it begins.
        """
        _forwards(since, until)
        if document is not None:
            self._known_document(document)
        wanted = _Filter()
        for party in (*actors, *([actor] if actor else ())):
            wanted.add(
                "list_has_any(list_concat(e.sources, e.targets), (SELECT list(id) FROM actors WHERE lineage = "
                "coalesce((SELECT lineage FROM actors WHERE id = ?1), ?1)))".replace("?1", "?"),
                party,
                party,
            )
        wanted.add("e.event_type = upper(?)", event_type)
        wanted.equal("e.mode", mode)
        wanted.equal("e.issue", issue)
        wanted.equal("e.status", status)
        wanted.add("e.last >= ?", since)
        wanted.add("e.first <= ?", until)
        reported = "EXISTS (SELECT 1 FROM event_reports er JOIN reports r ON r.id = er.report_id {} WHERE er.event_id = e.id AND {})"
        wanted.add(reported.format("", "r.document_id = ?"), document)
        if told_by is not None:
            from comity.record.sources import documents_of

            own = documents_of(self, told_by)
            wanted.add(reported.format("", "list_contains(?, r.document_id)"), own)
            if alone:
                wanted.add("NOT " + reported.format("", "NOT list_contains(?, r.document_id)"), own)
        elif alone:
            wanted.clauses.append("e.independent_sources = 1")
        wanted.add("e.independent_sources >= ?", least_sources)
        if search:
            inner = _Filter()
            inner.words(_TEXT_IN.format("r"), search)
            joined = reported.format(
                "JOIN texts t ON t.document_id = r.document_id", " AND ".join(inner.clauses) or "true"
            )
            wanted.clauses.append(joined)
            wanted.values += inner.values
        return self.sql(f"SELECT e.* FROM events e {wanted} ORDER BY e.first NULLS LAST, e.last, e.id", wanted.values)

    def sources(self) -> list[dict[str, Any]]:
        """A row a source: outlets, authors, documents without an outlet, and outlets that are credited; each with its
        numbers of documents, reports and events, their shares (0 to 1), the events that only it tells, the
        disagreements it has a side in, its first and last day, and its copies (see `comity.record.sources`)."""
        from comity.record.sources import source_rows

        return source_rows(self)

    def source(self, name: str) -> dict[str, Any]:
        """One outlet, author or document: its row of `sources`, what only it says, whom it quotes and credits, and with
        which others it tells of the same events or differs. Raises UsageError with what comes close."""
        from comity.record.sources import source

        return source(self, name)

    def quoted(self) -> list[dict[str, Any]]:
        """A row an actor that is quoted or reported as a speaker: the numbers of reports and claims, of events, and of
        those that rest on nobody else's word."""
        from comity.record.sources import quoted_rows

        return quoted_rows(self)

    def things(self, *, kind: str | None = None, actor: str | None = None) -> pa.Table:
        """The table `things`, those in most documents first. `actor`: those to which it, or another actor of its lineage,
        is a party. Raises UsageError for a kind that there is none of."""
        from comity.record.things.asking import things

        return things(self.sql, kind=kind, actor=actor)

    def thing(self, name: str) -> dict[str, Any]:
        """One thing, by its id or any of its names: its columns, `names`, `stages` and `facts` with their sentences, `events`,
        and the `members` of an organisation (see `comity.record.things.asking`). Raises UsageError with what comes close."""
        from comity.record.things.asking import thing

        return thing(self.sql, name)

    def _known_document(self, id: str) -> None:
        from rapidfuzz import process

        ids = self.sql("SELECT id FROM documents ORDER BY id").column(0).to_pylist()
        if id in ids:
            return
        near = [text for text, *_ in process.extract(id, ids, limit=3, score_cutoff=55)]
        hint = f"Close: {', '.join(near)}." if near else "List them with: comity documents"
        raise UsageError(f"There is no document {id!r}.", hint=hint)

    def event_id(self, id: str) -> str:
        """The event that an id means: its own, that of one of its reports, or one that either had in an earlier build.

        Four or more first characters of an event's own id will do where no other begins with them. Raises UsageError when there is none.
        """
        seen = set()
        wanted = id
        while wanted not in seen:
            seen.add(wanted)
            found = self.sql("SELECT event_id FROM event_reports WHERE report_id = ?", [wanted]).column(0).to_pylist()
            if found:
                return str(found[0])
            wanted = self._changed.get(wanted, wanted)
        return self._event_that_begins(id)

    def _event_that_begins(self, beginning: str) -> str:
        query = "SELECT id FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 3"
        found = self.sql(query, [beginning]).column(0).to_pylist() if len(beginning) >= SHORTEST_ID else []
        if len(found) == 1:
            return str(found[0])
        if found:
            raise UsageError(
                f"Several events begin with {beginning!r}.", hint=f"Give more of it: {', '.join(found)} ..."
            )
        raise UsageError(f"There is no event {beginning!r}.", hint="List events and their ids with: comity events")

    def event(self, id: str) -> dict[str, Any]:
        """One event as a dictionary of its columns, with `evidence`, `disagreements` and `corrections`, those that it
        rests on (lists of rows).

        A row of `evidence` has the `amounts` of its report ({value, unit, currency, text}); a row of `disagreements`,
        one side, has the `sentences` that take it ({document_id, sentence}), each once.
        """
        of = self.event_id(id)
        row: dict[str, Any] = self.sql("SELECT * FROM events WHERE id = ?", [of]).to_pylist()[0]
        row["evidence"] = self.evidence(of).to_pylist()
        amounts = self.sql(_AMOUNTS, [of]).to_pylist()
        for report in row["evidence"]:
            own = [a for a in amounts if a["report_id"] == report["report_id"]]
            report["amounts"] = [{k: a[k] for k in ("value", "unit", "currency", "text")} for a in own]
        resting = "SELECT * FROM corrections WHERE list_contains(?, id) ORDER BY ordinal"
        row["corrections"] = self.sql(resting, [row["corrected"]]).to_pylist()
        row["disagreements"] = self.disagreements(event=of).to_pylist()
        for side in row["disagreements"]:
            told = self.sql(_SENTENCES, [side["report_ids"]]).to_pylist()
            once = dict.fromkeys((t["document_id"], t["sentence"]) for t in told)
            side["sentences"] = [{"document_id": document, "sentence": sentence} for document, sentence in once]
        return row

    def evidence(self, event: str) -> pa.Table:
        """What stands behind an event, one row a report: document, outlet, title, dates of publication, the sentence,
        the paragraph it stands in, their spans, who claims it, and why the report belongs to the event."""
        return self.sql(_EVIDENCE, [self.event_id(event)])

    def dyad(self, a: str, b: str, *, since: date | None = None, until: date | None = None) -> dict[str, Any]:
        """A relation along the lineages of `a` and `b`: `tallies`, `events`, `claims`, `disagreements` as tables.

        Raises UsageError when both are one actor, and for a time that ends before it begins.
        """
        _forwards(since, until)
        lines = self.sql("SELECT id, lineage FROM actors WHERE id IN (?, ?)", [a, b]).to_pylist()
        lineage = {row["id"]: row["lineage"] for row in lines}
        left, right = sorted((lineage.get(a, a), lineage.get(b, b)))
        if left == right:
            same = f"{a!r} twice" if a == b else f"{a!r} and {b!r}, which are one actor at different times"
            raise UsageError(f"A relation has two sides; these are {same}.", hint="Name two actors.")
        wanted = _Filter()
        wanted.equal("a", left)
        wanted.equal("b", right)
        wanted.add("last >= ?", since)
        wanted.add("first <= ?", until)
        claims = _Filter()
        claims.add("least(la.lineage, lb.lineage) = ?", left)
        claims.add("greatest(la.lineage, lb.lineage) = ?", right)
        claims.add("c.last >= ?", since)
        claims.add("c.first <= ?", until)
        return {
            "a": left,
            "b": right,
            "tallies": self.sql(f"SELECT * FROM tallies {wanted} ORDER BY first", wanted.values),
            "events": self.events(actors=[a, b], since=since, until=until),
            "claims": self.sql(
                f"""SELECT c.*, {_TEXT_IN.format("c")} AS sentence FROM relation_claims c
                JOIN actors la ON la.id = c.a JOIN actors lb ON lb.id = c.b
                LEFT JOIN texts t ON t.document_id = c.document_id {claims} ORDER BY c.first NULLS LAST, c.id""",
                claims.values,
            ),
            "disagreements": self.disagreements(actors=[a, b]),
        }

    def disagreements(
        self,
        *,
        actors: Sequence[str] = (),
        field: str | None = None,
        grade: str | None = None,
        event: str | None = None,
    ) -> pa.Table:
        """The table `disagreements`, one row a side, the plainest first, with `what`: what it concerns in a few words.

        `actors`: each must be concerned, itself or another actor of its lineage. `event` finds those that concern it,
        even where they stand under another event's id. Raises UsageError for a field or grade that there cannot be.
        """
        from comity.record.disagreements.model import FIELDS, GRADES

        _allowed("field of a disagreement", field, FIELDS)
        _allowed("grade of a disagreement", grade, GRADES)
        wanted = _Filter()
        wanted.equal("d.field", field)
        wanted.equal("d.grade", grade)
        wanted.concerning("d.actors", actors)
        if event is not None:
            wanted.add(
                "d.id IN (SELECT x.id FROM disagreements x WHERE x.event_id = ? OR "
                "list_has_any(x.report_ids, (SELECT list(report_id) FROM event_reports WHERE event_id = ?)))",
                event,
                event,
            )
        ranks = " ".join(f"WHEN '{grade}' THEN {n}" for n, grade in enumerate(GRADES))
        return self.sql(
            f"""SELECT d.*, {_WHAT} AS what FROM disagreements d LEFT JOIN events e ON e.id = d.event_id {wanted}
            ORDER BY CASE d.grade {ranks} ELSE {len(GRADES)} END, -d.apart * d.sure NULLS LAST, d.event_id, d.field, d.id,
                     d.side""",
            wanted.values,
        )

    def agreements(
        self,
        *,
        actors: Sequence[str] = (),
        field: str | None = None,
        sources: int = 2,
        event: str | None = None,
    ) -> pa.Table:
        """The table `agreements`: facts that at least so many independent sources agree on, those of most sources
        first, with `what`: what the fact concerns in a few words.

        `actors`: each must be concerned, itself or another actor of its lineage. Raises UsageError for a field that
        there cannot be.
        """
        from comity.record.disagreements.agreements import FIELDS

        _allowed("field of an agreement", field, FIELDS)
        wanted = _Filter()
        wanted.equal("d.field", field)
        wanted.add("d.sources >= ?", sources)
        wanted.equal("d.event_id", event)
        wanted.concerning("d.actors", actors)
        return self.sql(
            f"""SELECT d.*, {_WHAT} AS what FROM agreements d LEFT JOIN events e ON e.id = d.event_id {wanted}
            ORDER BY d.sources DESC, e.first NULLS LAST, d.event_id NULLS LAST, d.field, d.value, d.id""",
            wanted.values,
        )

    def find_actor(self, name: str) -> str:
        """The id of the actor that a person means by an id or a name. Raises UsageError with what comes close."""
        from rapidfuzz import process

        rows = self.sql("SELECT id, name FROM actors ORDER BY id").to_pylist()
        wanted = name.strip().casefold()
        for key in ("id", "name"):
            for row in rows:
                if row[key].casefold() == wanted:
                    return str(row["id"])
        known = {row["id"]: f"{row['name']} ({row['id']})" for row in rows}
        near = [text for text, *_ in process.extract(name, known, limit=3, score_cutoff=55)]
        hint = f"Close: {', '.join(near)}." if near else "List those that the documents name: comity actors"
        raise UsageError(f"No actor {name!r} is named in these documents.", hint=hint)


def _allowed(what: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"There is no {what} called {value!r}.", hint=f"It can be {', '.join(known)}.")


def _forwards(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and since > until:
        raise UsageError(f"Nothing lies between {since} and {until}.", hint="`since` must not be after `until`.")


class _Filter:
    """A WHERE clause that grows; a condition whose value is None is left out."""

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.values: list[object] = []

    def add(self, clause: str, *values: object) -> None:
        if all(value is not None for value in values):
            self.clauses.append(clause)
            self.values += values

    def concerning(self, column: str, actors: Sequence[str]) -> None:
        """A list of actors that holds each of these, itself or another of its lineage."""
        for actor in actors:
            self.add(
                f"list_has_any({column}, (SELECT list(id) FROM actors WHERE lineage = "
                "coalesce((SELECT lineage FROM actors WHERE id = ?), ?)))",
                actor,
                actor,
            )

    def equal(self, column: str, value: object) -> None:
        self.add(f"{column} = ?", value)

    def words(self, column: str, search: str | None) -> None:
        for word in (search or "").split():
            self.add(f"contains(lower({column}), lower(?))", word)

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self.clauses)}" if self.clauses else ""
