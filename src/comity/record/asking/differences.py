"""Asking where documents differ, and what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from comity.record.asking.filters import Filter, Sql, allowed

if TYPE_CHECKING:
    import pyarrow as pa

_WHAT: Final = """CASE WHEN e.id IS NULL THEN d.about ELSE concat(e.event_type, ' ', array_to_string(e.sources, ', '),
    CASE WHEN len(e.targets) > 0 AND len(e.sources) > 0 THEN CASE WHEN e.symmetric THEN ', ' ELSE ' > ' END ELSE '' END,
    array_to_string(e.targets, ', '), CASE WHEN e.thing IS NULL THEN '' ELSE ': ' || e.thing END) END"""


def disagreements(
    sql: Sql,
    *,
    actors: Sequence[str] = (),
    field: str | None = None,
    grade: str | None = None,
    event: str | None = None,
) -> pa.Table:
    """See `Record.disagreements`."""
    from comity.record.disagreements.model import FIELDS, GRADES

    allowed("field of a disagreement", field, FIELDS)
    allowed("grade of a disagreement", grade, GRADES)
    wanted = Filter()
    wanted.equal("d.field", field)
    wanted.equal("d.grade", grade)
    wanted.concerning("d.actors", actors)
    wanted.add(
        "d.id IN (SELECT x.id FROM disagreements x WHERE x.event_id = ? OR "
        "list_has_any(x.report_ids, (SELECT list(report_id) FROM event_reports WHERE event_id = ?)))",
        event,
        event,
    )
    ranks = " ".join(f"WHEN '{grade}' THEN {n}" for n, grade in enumerate(GRADES))
    return sql(
        f"""SELECT d.*, {_WHAT} AS what FROM disagreements d LEFT JOIN events e ON e.id = d.event_id {wanted}
        ORDER BY CASE d.grade {ranks} ELSE {len(GRADES)} END, -d.apart * d.sure NULLS LAST, d.event_id, d.field, d.id,
                 d.side""",
        wanted.values,
    )


def agreements(
    sql: Sql,
    *,
    actors: Sequence[str] = (),
    field: str | None = None,
    sources: int = 2,
    event: str | None = None,
) -> pa.Table:
    """See `Record.agreements`."""
    from comity.record.disagreements.agreements import FIELDS

    allowed("field of an agreement", field, FIELDS)
    wanted = Filter()
    wanted.equal("d.field", field)
    wanted.add("d.sources >= ?", sources)
    wanted.equal("d.event_id", event)
    wanted.concerning("d.actors", actors)
    return sql(
        f"""SELECT d.*, {_WHAT} AS what FROM agreements d LEFT JOIN events e ON e.id = d.event_id {wanted}
        ORDER BY d.sources DESC, e.first NULLS LAST, d.event_id NULLS LAST, d.field, d.value, d.id""",
        wanted.values,
    )
