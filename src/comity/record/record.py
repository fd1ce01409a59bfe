"""A read-only handle on one generation of the store.

    with project.record() as record:
        record.events(actors=["PAK", "RUS"], since=date(2014, 1, 1))   # a pyarrow.Table
        record.event("0f3a...")                                        # one event with its sentences
        record.sql("SELECT * FROM reports WHERE status = 'planned'")

What each table's columns mean is in `comity.tables`. How each question is asked is in `comity.record.asking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Unpack

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from comity.record.asking.claims import ClaimFilters
    from comity.record.asking.events import EventFilters
    from comity.record.asking.imported import ImportedFilters
    from comity.record.asking.reports import ReportFilters


class Record:
    """One generation of a project's store, or any store file. Nothing is ever written through it, and no query reaches
    any other file.

    `path` is the store file; `changed_ids` maps ids of earlier builds to those that took their place; `view` says in
    words which documents count, where it is not all of them, and `whole` is then the store of all. `imports` is the folder
    of imported data sets, of which the large ones are no part of the store.
    Use it as a context, or close it. Raises StoreError when the file is missing or damaged.
    """

    def __init__(
        self,
        path: Path,
        *,
        generation: str | None = None,
        changed_ids: dict[str, str] | None = None,
        view: str | None = None,
        whole: Path | None = None,
        imports: Path | None = None,
    ) -> None:
        self.path = path
        self.imports = imports
        self.generation = generation
        self.view = view
        self._whole = whole
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

    def sql(
        self,
        query: str,
        params: Sequence[object] | None = None,
        *,
        seconds: float | None = None,
        most_rows: int | None = None,
    ) -> pa.Table:
        """The rows of any query over the tables of `comity.tables`, with `?` for each of `params`.

        Raises UsageError when DuckDB cannot make sense of the query (the message says what it makes of it), when it
        takes longer than `seconds` or gives more than `most_rows`, and when it is not one query that reads.
        """
        from comity.record.asking.running import opened, run

        if self._db is None:
            self._db = opened(self.path)
        return run(self._db, self.path, query, params, seconds=seconds, most_rows=most_rows)

    def documents(
        self,
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
        """The table `documents`, with the numbers of reports and events that each gives. `since` and `until`: can have
        been published on or after, on or before, that day. `actor`: names it, or another of its lineage. `search`: these
        words in title or text.

        Raises UsageError for a status that no document can have, and for an outlet or author of none.
        """
        from comity.record.asking.documents import documents

        return documents(
            self.sql,
            status=status,
            outlet=outlet,
            author=author,
            since=since,
            until=until,
            undated=undated,
            actor=actor,
            search=search,
        )

    def actors(
        self,
        *,
        name: str | None = None,
        kind: str | None = None,
        document: str | None = None,
        least_events: int | None = None,
    ) -> pa.Table:
        """Actors that the documents name, with the numbers of mentions, events and documents, the busiest first.
        `name`: held by name or id; `document`: named there."""
        from comity.record.asking.actors import actors

        return actors(self.sql, name=name, kind=kind, document=document, least_events=least_events)

    def events(self, **asked: Unpack[EventFilters]) -> pa.Table:
        """The table `events`, sorted by date (undated last), then id.

        What can be asked, and what it means, is in `asking.acts.ActFilters` and `asking.events.EventFilters`: by actors
        and their sides, type, mode, quad class, issue, status, date, thing, place, amount, outlet, author, document,
        speaker, voice, confidence, numbers of documents and independent sources, corrections, disagreements, reader,
        rule, words. What asks for reports (a document, a speaker, words ...) must fit one and the same report.

            record.events(actors=["PAK", "RUS"], event_type="CONSULT", since=date(2014, 1, 1))
            record.events(dyad=("IND", "PAK"), quad="verbal-conflict", least_sources=2)

        Raises UsageError, with what comes close, for a type, status, document, outlet, thing ... that there is none of,
        and for a time that ends before it begins.
        """
        from comity.record.asking.events import events

        return events(self, asked)

    def imported(self, name: str, **asked: Unpack[ImportedFilters]) -> pa.Table:
        """Events of an imported data set, with the columns of `tables.IMPORTED_EVENTS`, by date, then id: also of one too large
        for the store. What can be asked is in `asking.imported.ImportedFilters`.

            record.imported("gdelt", dyad=("IND", "PAK"), since=date(2014, 1, 1), flagged=False)

        Raises UsageError where none is called so, and as `events` does.
        """
        from comity.record.asking.imported import imported

        return imported(self, name, asked)

    def reports(self, **asked: Unpack[ReportFilters]) -> pa.Table:
        """The table `reports` in the order of the texts, with `sources` and `targets` (lists of actor ids), `event_id` and
        `sentence`. What can be asked is in `asking.reports.ReportFilters`; raises UsageError as `events` does."""
        from comity.record.asking.reports import reports

        return reports(self, asked)

    def claims(self, kind: str, **asked: Unpack[ClaimFilters]) -> pa.Table:
        """Claims of a kind (relation, cause or stance) in the order of the texts, with their `sentence` and the words of
        their parts. What can be asked is in `asking.claims.ClaimFilters`; raises UsageError as `events` does."""
        from comity.record.asking.claims import claims

        return claims(self, kind, asked)

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

        if name in self._changed:
            name = self.current_id(name)
        return thing(self.sql, name)

    def current_id(self, id: str) -> str:
        """The id of the report, event, claim or thing that an id of this or of an earlier build means. Raises UsageError
        where it is gone and nothing took its place."""
        from comity.record.asking.ids import current_id

        return current_id(self.sql, id, self._changed)

    def event_id(self, id: str) -> str:
        """The event that an id means: its own, that of one of its reports, or one that either had in an earlier build.

        Four or more first characters of any of these will do where they mean one event only. In the record of a part
        of the documents, ids of the whole record will do too. Raises UsageError when there is none.
        """
        from comity.record.asking.one_event import event_id

        if self._whole is None:
            return event_id(self.sql, id, self._changed)
        with Record(self._whole) as whole:
            return event_id(self.sql, id, self._changed, whole.sql)

    def event(self, id: str) -> dict[str, Any]:
        """One event as a dictionary of its columns, with `evidence`, `disagreements`, `corrections`, those that it
        rests on, `parted`, the events that a split took from it or it from, and `near`: other events that
        nearly became one with it, and why not (lists of rows).

        A row of `evidence` has the `amounts` of its report ({value, unit, currency, text}); a row of `disagreements`,
        one side, has the `sentences` that take it ({document_id, sentence}), each once.
        """
        from comity.record.asking.one_event import event

        return event(self.sql, self.event_id(id))

    def evidence(self, event: str) -> pa.Table:
        """What stands behind an event, one row a report: document, outlet, title, dates of publication, the sentence,
        the paragraph it stands in, their spans, who claims it, and why the report belongs to the event."""
        from comity.record.asking.one_event import evidence

        return evidence(self.sql, self.event_id(event))

    def dyad(
        self, a: str, b: str, *, since: date | None = None, until: date | None = None, origin: str = "text"
    ) -> dict[str, Any]:
        """A relation along the lineages of `a` and `b`: `tallies`, `events`, `claims`, `disagreements`, `scores`,
        `turning_points`, `phases` and `standing_facts` as tables. Scores, turning points and phases are those of
        `origin` (text, or the name of an imported data set), of all issues together and of each, of both sides together
        and of each towards the other: see their columns `issue` and `direction`.

        Raises UsageError when both are one actor, and for a time that ends before it begins.
        """
        from comity.record.asking.dyads import dyad

        return dyad(self, a, b, since=since, until=until, origin=origin)

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
        from comity.record.asking.differences import disagreements

        return disagreements(self.sql, actors=actors, field=field, grade=grade, event=event)

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
        from comity.record.asking.differences import agreements

        return agreements(self.sql, actors=actors, field=field, sources=sources, event=event)

    def find_actor(self, name: str) -> str:
        """The id of the actor that a person means by an id or a name. Raises UsageError with what comes close."""
        from comity.record.asking.actors import find_actor

        return find_actor(self.sql, name)
