"""Asking for reports: what single documents say happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.record.asking.acts import ActFilters, about_thing, at_place, on_whose_word, told_how
from comity.record.asking.events import differing
from comity.record.asking.filters import TEXT_IN, Filter, only_known

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record.record import Record

_ROLE: Final = "coalesce(list(actor ORDER BY ordinal) FILTER (role = '{}' AND actor IS NOT NULL), [])"
_REPORTS: Final = f"""
    WITH parties AS (SELECT report_id, {_ROLE.format("source")} AS sources, {_ROLE.format("target")} AS targets
                     FROM report_actors GROUP BY report_id),
         reports AS (SELECT r.*, coalesce(p.sources, []) AS sources, coalesce(p.targets, []) AS targets, er.event_id
                     FROM main.reports r LEFT JOIN parties p ON p.report_id = r.id
                     LEFT JOIN event_reports er ON er.report_id = r.id)
    SELECT r.*, {TEXT_IN.format("r")} AS sentence FROM reports r LEFT JOIN documents d ON d.id = r.document_id
    LEFT JOIN texts t ON t.document_id = r.document_id {{}} ORDER BY r.document_id, r.start, r.trigger_start, r.id
"""
_DIFFERING: Final = "r.id {negated} IN (SELECT unnest(x.report_ids) FROM disagreements x WHERE true {field})"


class ReportFilters(ActFilters, total=False):
    """What can be asked of reports."""

    id: str | None
    """the report of this id, or what took its place"""
    event: str | None
    """those of this event, given by its own id"""
    rejected: bool | None
    """True: only those that a person rejected; None: both; False: none of them"""


def reports(record: Record, asked: ReportFilters) -> pa.Table:
    """See `Record.reports`."""
    only_known(asked, ReportFilters)
    wanted = Filter()
    told_how(wanted, asked, "r")
    about_thing(record.sql, wanted, asked.get("thing"), "r", "r.event_id")
    at_place(record.sql, wanted, asked.get("place"), "r", "reports")
    on_whose_word(record, wanted, asked)
    id = asked.get("id")
    wanted.equal("r.id", None if id is None else record.current_id(id))
    wanted.equal("r.event_id", asked.get("event"))
    wanted.equal("coalesce(r.rejected, false)", asked.get("rejected"))
    differing(wanted, _DIFFERING, asked.get("disagreeing"))
    return record.sql(_REPORTS.format(wanted), wanted.values)
