"""The reports of a store as corrections see them, and changing them.

A new store holds every report as it was read; `correct_reports` changes the rows that the log speaks of. Documents of
such reports are not taken over by the next build but made again from their readings, so that nothing that was read is
ever lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from comity import tables
from comity.corrections import fields
from comity.corrections.anchors import Coded, Place
from comity.corrections.apply import Outcome, Ruled, Rulings, decide
from comity.corrections.model import Anchor, Entry
from comity.intervals import Interval
from comity.reading.ids import report_id
from comity.record.corrected.events import add_event
from comity.record.joining.merging import grain_of
from comity.record.rows import Row
from comity.vocabulary import modes, types

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_CODED: Final = """
    SELECT r.*, substring(t."text", r.start + 1, r."end" - r.start) AS evidence
    FROM reports r LEFT JOIN texts t ON t.document_id = r.document_id WHERE {} ORDER BY r.document_id, r.start, r.id
"""
_AMONG: Final = "{} IN (SELECT unnest(?::VARCHAR[]))"
_REPORT_NAMES: Final = tables.REPORTS.names()


Rows = Callable[..., list[dict[str, Any]]]
"""From a query and the values for its `?` to rows by column name."""


class StoredReports:
    """Reports of a store. `rows` asks it; `first` are anchors that will be looked for: what they need is fetched at once."""

    def __init__(self, rows: Rows, first: Iterable[Anchor] = ()) -> None:
        self._rows = rows
        self._texts: dict[str, str | None] = {}
        self._in: dict[str, list[Coded]] = {}
        anchors = list(first)
        wanted = sorted({anchor.report for anchor in anchors})
        self._by_id: dict[str, Coded | None] = dict.fromkeys(wanted)
        if wanted:
            self._by_id.update((r.id, r) for r in self._coded(_AMONG.format("r.id"), wanted))
        gone = sorted({a.document for a in anchors if self._by_id[a.report] is None})
        if gone:
            self._in = {document: [] for document in gone}
            for coded in self._coded(_AMONG.format("r.document_id"), gone):
                self._in[coded.document].append(coded)
                self._by_id[coded.id] = coded

    def by_id(self, id: str) -> Coded | None:
        if id not in self._by_id:
            self._by_id[id] = next(iter(self._coded("r.id = ?", id)), None)
        return self._by_id[id]

    def in_document(self, document: str) -> Sequence[Coded]:
        if document not in self._in:
            self._in[document] = self._coded("r.document_id = ?", document)
            self._by_id.update((coded.id, coded) for coded in self._in[document])
        return self._in[document]

    def text(self, document: str) -> str | None:
        if document not in self._texts:
            query = "SELECT t.\"text\" FROM texts t JOIN documents d ON d.id = t.document_id AND d.status = 'read' WHERE d.id = ?"
            found = self._rows(query, document)
            self._texts[document] = str(found[0]["text"]) if found else None
        return self._texts[document]

    def documents(self) -> Sequence[str]:
        return [row["id"] for row in self._rows("SELECT id FROM documents WHERE status = 'read' ORDER BY id")]

    def _coded(self, where: str, value: object) -> list[Coded]:
        rows = self._rows(_CODED.format(where), value)
        ids = [row["id"] for row in rows]
        query = "SELECT * FROM report_actors WHERE {} ORDER BY report_id, role, ordinal".format(
            _AMONG.format("report_id")
        )
        actors: dict[tuple[str, str], list[str]] = defaultdict(list)
        for actor in self._rows(query, ids):
            actors[actor["report_id"], actor["role"]].append(actor["actor"])
        query = "SELECT * FROM quantities WHERE {} ORDER BY report_id, start, value".format(_AMONG.format("report_id"))
        amounts: dict[str, list[fields.Amount]] = defaultdict(list)
        for amount in self._rows(query, ids):
            amounts[amount["report_id"]].append((amount["value"], amount["currency"] or amount["unit"]))
        return [_coded(row, actors, amounts[row["id"]]) for row in rows]


def _coded(row: dict[str, Any], actors: dict[tuple[str, str], list[str]], amounts: Sequence[fields.Amount]) -> Coded:
    values = {name: row[name] for name in ("event_type", "mode", "issue", "status", "thing", "place")}
    values["date"] = fields.told_date(row["first"], row["last"])
    values["sources"] = fields.told_actors(actors[row["id"], "source"])
    values["targets"] = fields.told_actors(actors[row["id"], "target"])
    values["amounts"] = fields.told_amounts(amounts)
    trigger = (row["trigger_start"], row["trigger_end"])
    return Coded(
        row["id"], row["document_id"], row["start"], row["end"], trigger, row["evidence"] or "", values
    )  # fmt: skip


def correct_reports(store: StoreWriter, outcomes: Sequence[Outcome]) -> tuple[Rulings, set[str]]:
    """Change the reports in a store that holds them as they were read; what else holds of the log, and the documents
    whose rows are no longer as they were read."""
    named = [a for o in outcomes if o.line.entry for a in (*o.line.entry.reports, *o.line.entry.others)]
    if not outcomes:
        return Rulings(), set()
    rows = _asking(store)
    stored = StoredReports(rows, named)
    rulings = decide(outcomes, stored)
    touched = {coded.document for id in rulings.reports if (coded := stored.by_id(id)) is not None}
    _change_rows(store, rows, rulings)
    for entry, id, place in rulings.restored:
        touched.add(place.document)
        _restore(store, rows, stored.text(place.document) or "", entry, id, place)
    for entry, id in rulings.events:
        add_event(store, entry, id)
    return rulings, touched


def _asking(store: StoreWriter) -> Rows:
    def rows(query: str, *values: object) -> list[dict[str, Any]]:
        store.flush()
        with store.db.cursor() as cursor:
            cursor.execute(query, list(values))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return rows


def _change_rows(store: StoreWriter, asked: Rows, rulings: Rulings) -> None:
    ids = sorted(rulings.reports)
    if not ids:
        return
    own, their = _AMONG.format("id"), _AMONG.format("report_id")
    rows = asked(f"SELECT * FROM reports WHERE {own} ORDER BY id", ids)
    actors = _by_report(asked(f"SELECT * FROM report_actors WHERE {their} ORDER BY ALL", ids))
    amounts = _by_report(asked(f"SELECT * FROM quantities WHERE {their} ORDER BY ALL", ids))
    for table, among in (("reports", own), ("report_actors", their), ("quantities", their)):
        store.db.execute(f"DELETE FROM {table} WHERE {among}", [ids])
    for row in rows:
        ruled = rulings.reports[row["id"]]
        store.add("reports", [tuple(_changed(row, ruled)[name] for name in _REPORT_NAMES)])
        store.add("report_actors", _parties(row["id"], ruled, actors[row["id"]]))
        store.add("quantities", _amounts(row, ruled, amounts[row["id"]]))


def _by_report(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    return found


def _changed(row: dict[str, Any], ruled: Ruled) -> dict[str, Any]:
    """The row with what people said of it: `rejected`, a confidence of 1, new values."""
    new = {**row, "corrected": ruled.corrections(), "rejected": ruled.verdict == "reject"}
    if ruled.verdict == "accept":
        new["confidence"] = 1.0
    return {**new, **_fields(new, ruled.fields)}


def _fields(row: dict[str, Any], given: dict[str, str | None]) -> dict[str, Any]:
    """Columns of `reports` that follow from changed fields. A mode that the new type does not have falls."""
    new: dict[str, Any] = {name: value for name, value in given.items() if name in row}
    kind = new.get("event_type", row["event_type"])
    mode = new.get("mode", row["mode"])
    if mode is not None and (kind, mode) not in modes():
        new["mode"] = None
    if kind != row["event_type"] and not types()[kind].symmetric:
        new["symmetric"] = False
    if "date" in given:
        new |= _dated(given["date"])
    return new


def _dated(text: str | None) -> dict[str, Any]:
    when = None if text is None else Interval.parse(text)
    first, last = (when.first, when.last) if when else (None, None)
    grain = grain_of(first.toordinal(), last.toordinal()) if first and last else None
    return {"first": first, "last": last, "grain": grain, "date_basis": "explicit" if when else "none"}


def _parties(id: str, ruled: Ruled, rows: Sequence[dict[str, Any]]) -> list[Row]:
    """Rows of `report_actors`; an actor that was read keeps its span, on whichever side a person puts it."""
    found: list[Row] = []
    for role, name in (("source", "sources"), ("target", "targets")):
        own = sorted((r for r in rows if r["role"] == role), key=lambda r: int(r["ordinal"]))
        if name not in ruled.fields:
            found += [tuple(r[c] for c in tables.REPORT_ACTORS.names()) for r in own]
            continue
        for ordinal, actor in enumerate(fields.actors_of(ruled.fields[name])):
            read = next((r for r in (*own, *rows) if r["actor"] == actor), None)
            place = (read["start"], read["end"], read["resolved"]) if read else (None, None, "corrected")
            found.append((id, role, ordinal, actor, *place))
    return found


def _amounts(report: dict[str, Any], ruled: Ruled, rows: Sequence[dict[str, Any]]) -> list[Row]:
    """Rows of `quantities`. A figure that was read keeps its words; another has those of the only one of its unit, else
    the whole sentence."""
    if "amounts" not in ruled.fields:
        return [tuple(r[c] for c in tables.QUANTITIES.names()) for r in rows]
    given = fields.amounts_of(ruled.fields["amounts"])
    found: list[Row] = []
    for value, unit in given:
        of_unit = [r for r in rows if (r["currency"] or r["unit"]) == unit]
        same = [r for r in of_unit if r["value"] == value]
        alone = len(of_unit) == 1 and sum(u == unit for _, u in given) == 1
        place = same[0] if same else of_unit[0] if alone else report
        found.append((report["id"], place["start"], place["end"], value, *fields.unit_and_currency(unit)))
    return found


def _restore(store: StoreWriter, asked: Rows, text: str, entry: Entry, id: str, place: Place) -> None:
    """A report that a person accepted and that is no longer read, as it was accepted."""
    given = dict(entry.given)
    (sha,) = (row["text_sha256"] for row in asked("SELECT text_sha256 FROM documents WHERE id = ?", place.document))
    said, cue = text[place.start : place.end], text[slice(*place.trigger)]
    kind = given.get("event_type", entry.reports[0].event_type)
    new_id = report_id(sha, said, cue, kind, 0)
    row: dict[str, Any] = {
        **{name: given.get(name) for name in ("mode", "issue", "thing", "place")},
        **_dated(given.get("date")),
        "id": new_id,
        "document_id": place.document,
        "start": place.start,
        "end": place.end,
        "trigger_start": place.trigger[0],
        "trigger_end": place.trigger[1],
        "event_type": kind,
        "status": given.get("status", "happened"),
        "symmetric": given.get("symmetric") == "true",
        "voice": "document",
        "confidence": 1.0,
        "reader": "person",
        "rule": "accepted",
        "rejected": False,
        "corrected": [id],
        "origin": "text",
    }
    store.add("reports", [tuple(row.get(name) for name in _REPORT_NAMES)])
    ruled = Ruled(fields={name: given.get(name) for name in ("sources", "targets", "amounts")})
    store.add("report_actors", _parties(new_id, ruled, ()))
    store.add("quantities", _amounts(row, ruled, ()))
