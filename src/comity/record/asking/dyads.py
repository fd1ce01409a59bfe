"""Asking about the relation of two actors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from comity.errors import UsageError
from comity.record.asking.filters import TEXT_IN, Filter, forwards

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record.record import Record


def dyad(
    record: Record, a: str, b: str, *, since: date | None, until: date | None, origin: str = "text"
) -> dict[str, Any]:
    """See `Record.dyad`."""
    forwards(since, until)
    lines = record.sql("SELECT id, lineage FROM actors WHERE id IN (?, ?)", [a, b]).to_pylist()
    lineage = {row["id"]: row["lineage"] for row in lines}
    left, right = sorted((lineage.get(a, a), lineage.get(b, b)))
    if left == right:
        same = f"{a!r} twice" if a == b else f"{a!r} and {b!r}, which are one actor at different times"
        raise UsageError(f"A relation has two sides; these are {same}.", hint="Name two actors.")
    wanted = Filter()
    wanted.equal("a", left)
    wanted.equal("b", right)
    wanted.add("last >= ?", since)
    wanted.add("first <= ?", until)
    scored = Filter()
    scored.equal("a", left)
    scored.equal("b", right)
    scored.equal("origin", origin)
    within = Filter()
    within.add("last >= ?", since)
    within.add("first <= ?", until)
    on = Filter()
    on.add("date >= ?", since)
    on.add("date <= ?", until)
    claims = Filter()
    claims.add("least(la.lineage, lb.lineage) = ?", left)
    claims.add("greatest(la.lineage, lb.lineage) = ?", right)
    claims.add("c.last >= ?", since)
    claims.add("c.first <= ?", until)
    return {
        "a": left,
        "b": right,
        "tallies": record.sql(f"SELECT * FROM tallies {wanted} ORDER BY first", wanted.values),
        "events": record.events(actors=[a, b], since=since, until=until),
        "claims": record.sql(
            f"""SELECT c.*, {TEXT_IN.format("c")} AS sentence FROM relation_claims c
            JOIN actors la ON la.id = c.a JOIN actors lb ON lb.id = c.b
            LEFT JOIN texts t ON t.document_id = c.document_id {claims} ORDER BY c.first NULLS LAST, c.id""",
            claims.values,
        ),
        "scores": _part(record, "scores", scored, on, "date"),
        "turning_points": _part(record, "turning_points", scored, within, "date"),
        "phases": _part(record, "phases", scored, within, "ordinal"),
        "standing_facts": record.sql(
            "SELECT * FROM standing_facts WHERE a = ? AND b = ? ORDER BY first NULLS LAST, id", [left, right]
        ),
        "disagreements": record.disagreements(actors=[a, b]),
    }


def _part(record: Record, table: str, of: Filter, when: Filter, order: str) -> pa.Table:
    """Rows of a table of relations: all issues and both sides together first."""
    wanted = Filter()
    wanted.clauses, wanted.values = [*of.clauses, *when.clauses], [*of.values, *when.values]
    return record.sql(
        f"""SELECT * FROM {table} {wanted}
        ORDER BY direction != 'both', direction, issue != 'all', issue, {order}""",
        wanted.values,
    )
