"""Rows into a table of an in-memory database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def load(db: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """A table of some rows: by column, which is much quicker than by row."""
    db.execute(f"CREATE TEMP TABLE {name} ({columns})")
    held = [list(column) for column in zip(*rows, strict=True)]
    if held:
        kinds = [column.split()[1] for column in columns.split(", ")]
        given = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        db.execute(f"INSERT INTO {name} SELECT {given}", held)
