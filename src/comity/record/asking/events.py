"""Asking for events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.record.asking.acts import ActFilters, about_thing, at_place, on_whose_word, told_how
from comity.record.asking.filters import Filter, check, only_known

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record.record import Record

_REPORTED: Final = """EXISTS (SELECT 1 FROM event_reports er JOIN reports r ON r.id = er.report_id
    LEFT JOIN documents d ON d.id = r.document_id {texts} WHERE er.event_id = e.id AND {{}})"""
_DIFFERING: Final = """e.id {negated} IN (SELECT x.event_id FROM disagreements x WHERE x.event_id IS NOT NULL {field} UNION
    SELECT er.event_id FROM event_reports er WHERE er.report_id IN (
        SELECT unnest(x.report_ids) FROM disagreements x WHERE true {field}))"""


class EventFilters(ActFilters, total=False):
    """What can be asked of events."""

    alone: bool
    """only one independent source tells of it; with `told_by`, nobody but this one"""
    least_sources: int | None
    """at least so many independent sources"""
    most_sources: int | None
    least_documents: int | None


def events(record: Record, asked: EventFilters) -> pa.Table:
    """See `Record.events`."""
    only_known(asked, EventFilters)
    wanted = Filter()
    told_how(wanted, asked, "e")
    about_thing(record.sql, wanted, asked.get("thing"), "e", "e.id")
    at_place(record.sql, wanted, asked.get("place"), "e", "events")
    by_report = Filter()
    on_whose_word(record, by_report, asked)
    texts = "LEFT JOIN texts t ON t.document_id = r.document_id" if asked.get("search") else ""
    wanted.within(_REPORTED.format(texts=texts), by_report)
    if asked.get("alone"):
        _alone(record, wanted, asked.get("told_by"))
    wanted.add("e.independent_sources >= ?", asked.get("least_sources"))
    wanted.add("e.independent_sources <= ?", asked.get("most_sources"))
    wanted.add("e.documents >= ?", asked.get("least_documents"))
    differing(wanted, _DIFFERING, asked.get("disagreeing"))
    return record.sql(f"SELECT e.* FROM events e {wanted} ORDER BY e.first NULLS LAST, e.last, e.id", wanted.values)


def _alone(record: Record, wanted: Filter, source: str | None) -> None:
    if source is None:
        wanted.clauses.append("e.independent_sources = 1")
        return
    from comity.record.sources import documents_of

    others = Filter()
    others.add("NOT list_contains(?, r.document_id)", documents_of(record, source))
    wanted.within("NOT " + _REPORTED.format(texts=""), others)


def differing(wanted: Filter, clause: str, on: bool | str | None) -> None:
    """Adds whether documents differ: `on` is a field, or whether they differ at all; `clause` has {negated} and {field}."""
    if on is None:
        return
    if isinstance(on, bool):
        wanted.clauses.append(clause.format(negated="" if on else "NOT", field=""))
        return
    from comity.record.disagreements.model import FIELDS

    check(on, FIELDS, "field of a disagreement")
    times = clause.count("{field}")
    wanted.add(clause.format(negated="", field="AND x.field = ?"), *[on] * times)
