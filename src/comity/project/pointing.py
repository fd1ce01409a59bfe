"""What a person points at in the last build: reports, events and corrections, by any unique beginning of their ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.corrections import anchors, fields
from comity.corrections.anchors import Coded
from comity.corrections.model import Anchor
from comity.errors import UsageError
from comity.record.asking.ids import SHORTEST_ID, beginning_so, several
from comity.record.corrected import StoredReports

if TYPE_CHECKING:
    from comity.record import Record

MOST_ANCHORS: Final = 60
"""So many reports of an event are named in a line: the others stay with them by what speaks for it."""


class LastBuild:
    """The record of the last build, asked for what a person points at."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._reports: StoredReports = StoredReports(lambda query, *values: record.sql(query, values).to_pylist())

    def report(self, id: str) -> Coded:
        """By its id, one that it had in an earlier build, or any unique beginning."""
        if (found := self._now(id)) is not None:
            return found
        query = "SELECT id FROM reports WHERE starts_with(id, ?) ORDER BY id LIMIT 4"
        known = self.record.sql(query, [id]).column(0).to_pylist() if len(id) >= SHORTEST_ID else []
        former = (self._now(old) for old in beginning_so(self.record.changed_ids, id))
        known = sorted({*known, *(one.id for one in former if one is not None)})
        if len(known) > 1:
            raise several("reports", id, known)
        if not known:
            raise UsageError(f"There is no report {id!r}.", hint="They are listed with: comity events show EVENT")
        chosen = self._reports.by_id(known[0])
        assert chosen is not None
        return chosen

    def _now(self, id: str) -> Coded | None:
        """The report of this id, or the one that took its place."""
        seen = set[str]()
        while id not in seen:
            seen.add(id)
            if (found := self._reports.by_id(id)) is not None:
                return found
            id = self.record.changed_ids.get(id, id)
        return None

    def within(self, report: str, ids: Sequence[str]) -> str:
        """A report of one event."""
        beginning = [one for one in ids if one.startswith(report)]
        if not beginning and (meant := self.report(report).id) in ids:  # by an id that it had
            return meant
        return unique(report, beginning, "report of this event", "comity events show EVENT")

    def event_of(self, report: str) -> list[str]:
        """The reports of the event that a report belongs to; none when it makes none."""
        query = "SELECT report_id FROM event_reports WHERE event_id IN (SELECT event_id FROM event_reports WHERE report_id = ?) ORDER BY 1"
        ids: list[str] = self.record.sql(query, [report]).column(0).to_pylist()
        return ids

    def reports_of(self, event: str) -> list[str]:
        """Ids of an event's reports, the one that names it first."""
        query = "SELECT report_id FROM event_reports WHERE event_id = ? ORDER BY 1"
        ids: list[str] = self.record.sql(query, [event]).column(0).to_pylist()
        return ids

    def events_of(self, reports: Sequence[str]) -> list[str]:
        """The events that these reports make, in order."""
        query = "SELECT DISTINCT event_id FROM event_reports WHERE list_contains(?, report_id) ORDER BY 1"
        ids: list[str] = self.record.sql(query, [list(reports)]).column(0).to_pylist()
        return ids

    def disagreement(self, id: str, field: str, about: str | None) -> list[dict[str, Any]]:
        """The sides of one disagreement, found by its own id or by that of an event that it concerns."""
        known = self.record.disagreements().to_pylist()
        rows = [row for row in known if len(id) >= SHORTEST_ID and row["id"].startswith(id)]
        if not rows:
            rows = self.record.disagreements(event=self.record.event_id(id)).to_pylist()
        found = [row for row in rows if row["field"] == field]
        if about is not None:
            found = [row for row in found if about.casefold() in row["about"].casefold()]
        if not found:
            differ = sorted({f"{row['field']} ({row['about']})" if row["about"] else row["field"] for row in rows})
            hint = f"They differ on: {', '.join(differ)}." if differ else "They differ on nothing."
            hint += " A field of one report is changed with: comity correct change"
            raise UsageError(f"What is told of {id} does not differ on {field!r}.", hint=hint)
        ids = list(dict.fromkeys(row["id"] for row in found))
        if len(ids) > 1:
            told = list(dict.fromkeys(f"{row['id'][:8]} ({row['about'] or row['what']})" for row in found))
            raise UsageError(f"They differ more than once on {field!r}.", hint=f"Name one by its id: {', '.join(told)}")
        return found

    def symmetric(self, report: str) -> bool:
        return bool(self.record.sql('SELECT "symmetric" FROM reports WHERE id = ?', [report]).column(0).to_pylist()[0])

    def anchor(self, coded: Coded) -> Anchor:
        query = 'SELECT t."text", d.text_sha256 FROM texts t JOIN documents d ON d.id = t.document_id WHERE d.id = ?'
        (row,) = self.record.sql(query, [coded.document]).to_pylist()
        return anchors.anchor(coded, row["text"], row["text_sha256"])

    def anchors(self, ids: Sequence[str]) -> list[Anchor]:
        return [self.anchor(self.report(id)) for id in ids[:MOST_ANCHORS]]

    def told_event(self, event: str) -> list[str]:
        (row,) = self.record.sql("SELECT * FROM events WHERE id = ?", [event]).to_pylist()
        when = fields.told_date(row["first"], row["last"]) or "undated"
        values: dict[str, Any] = {"event_type": row["event_type"]}
        values["sources"], values["targets"] = fields.told_actors(row["sources"]), fields.told_actors(row["targets"])
        return [f"{event}: {anchors.coding(values)}, {when}, {counted(row['reports'], 'report')}"]


def shown(coded: Coded) -> list[str]:
    """A report in words: how it is coded, where it stands, its sentence."""
    when = coded.values["date"] or "undated"
    return [
        f"{coded.id}: {coded.coding}, {when}, {coded.values['status']}, in {coded.document}",
        f"  “{' '.join(coded.evidence.split())}”",
    ]


def unique(id: str, known: Sequence[str], what: str, where: str) -> str:
    """The only one of the ids that begins so. Raises UsageError."""
    if id in known:
        return id
    found = [one for one in known if one.startswith(id)] if id else []
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"Several begin with {id!r}.", hint=f"Give more of it: {', '.join(found[:3])} ...")
    raise UsageError(f"There is no {what} {id!r}.", hint=f"They are listed with: {where}")


def counted(number: int, word: str) -> str:
    """'1 report', '2 reports'."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
