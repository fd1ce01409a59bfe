"""Rows of imported events, made up for tests: a row says only what matters to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa

from comity import tables

_TYPES: Final = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "TINYINT": pa.int8(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
}
SCHEMA: Final = pa.schema([(c.name, _TYPES[c.type]) for c in tables.IMPORTED_EVENTS.columns])
DAY: Final = date(1999, 5, 4)


def row(sources: Iterable[str], targets: Iterable[str], weight: float | None = 5.0, **other: Any) -> dict[str, Any]:
    """An event of the fourth of May 1999 unless it is said when."""
    plain = {
        "dataset": "made-up",
        "id": "e",
        "event_type": "SUPPORT",
        "issue": None,
        "quad": None if weight is None else (1 if weight >= 0 else 4),
        "status": "happened",
        "first": DAY,
        "last": DAY,
        "symmetric": False,
        "origin": "imported",
        "flags": [],
    }
    return {**plain, "sources": list(sources), "targets": list(targets), "weight": weight, **other}


def events(*rows: Mapping[str, Any]) -> pa.Table:
    """A table with the columns of `tables.IMPORTED_EVENTS`."""
    given = [{**r, "id": f"e{n:05}" if r["id"] == "e" else r["id"]} for n, r in enumerate(rows)]
    return pa.Table.from_pylist([{name: r.get(name) for name in SCHEMA.names} for r in given], schema=SCHEMA)
