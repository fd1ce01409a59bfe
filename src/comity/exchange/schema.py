"""The tables of the store as other programs want them: Arrow types, Table Schema types, and which column points where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from comity.exchange.dyads import DYADS
from comity.exchange.panel.columns import PANEL
from comity.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

BY_NAME: Final = {table.name: table for table in (*TABLES, DYADS)}
"""The tables of the store, and what is made for every export."""
DESCRIBED: Final = BY_NAME | {PANEL.name: PANEL}
"""And what is made by an export of its own."""
_FIELD_TYPES: Final = {
    "VARCHAR": "string",
    "DATE": "date",
    "INTEGER": "integer",
    "TINYINT": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
}


def field_type(kind: str) -> str:
    """DuckDB's type -> the type of Table Schema (Data Package 2.0)."""
    return "array" if kind.endswith("[]") else _FIELD_TYPES[kind]


_POINTS_TO: Final = {
    "document_id": "documents",
    "report_id": "reports",
    "a_report": "reports",
    "b_report": "reports",
    "closest": "reports",
    "event_id": "events",
    "thing_id": "things",
    "actor": "actors",
    "claimed_by": "actors",
    "object_actor": "actors",
    "organisation": "actors",
    "member": "actors",
    "a": "actors",
    "b": "actors",
}
_ELSEWHERE: Final[dict[tuple[str, str], str | None]] = {
    ("near_joins", "a"): "events",
    ("near_joins", "b"): "events",
    ("event_dyads", "source"): "actors",
    ("event_dyads", "target"): "actors",
    ("panel", "a"): None,
    ("panel", "b"): None,
}


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table; what it and its columns mean is in the metadata."""
    import pyarrow as pa

    kinds = {
        "VARCHAR": pa.string(),
        "DATE": pa.date32(),
        "INTEGER": pa.int32(),
        "TINYINT": pa.int8(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
    }
    kinds |= {f"{name}[]": pa.list_(kind) for name, kind in kinds.items()}
    fields = [pa.field(c.name, kinds[c.type], metadata={"description": c.about}) for c in table.columns]
    return pa.schema(fields, metadata={"description": table.about})


def points_to(table: str) -> list[tuple[str, str]]:
    """(column, table whose `id` it holds) for the columns of a table that point to rows of others."""
    named = [(c.name, _ELSEWHERE.get((table, c.name), _POINTS_TO.get(c.name))) for c in DESCRIBED[table].columns]
    return [(name, other) for name, other in named if other is not None]


def in_order(table: Table) -> str:
    """An ORDER BY that leaves nothing to chance: by the key, then by every other column."""
    names = [*table.key, *(c.name for c in table.columns if c.name not in table.key)]
    return ", ".join(f'"{name}" NULLS LAST' for name in names)


def constraints(table: str, column: str) -> dict[str, Any]:
    """What a value must be, as constraints of Table Schema: of closed lists, confidences and ids."""
    from comity.record.asking.acts import date_bases, statuses, voices
    from comity.vocabulary import issues, types

    if table not in ("events", "reports", "event_dyads"):
        return {}
    lists = {"event_type": list(types()), "status": statuses(), "issue": list(issues())}
    lists |= {"date_basis": date_bases(), "voice": voices()}
    if column in lists:
        return {"enum": lists[column]}
    if column == "confidence":
        return {"minimum": 0, "maximum": 1}
    return {"required": True, "unique": True} if column == "id" else {}
