"""What a table of the store is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str  # a DuckDB type
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def create(self) -> str:
        columns = ", ".join(f'"{c.name}" {c.type}' for c in self.columns)
        return f'CREATE TABLE "{self.name}" ({columns})'


def table(name: str, about: str, key: str, columns: str) -> Table:
    rows = [line.split("|") for line in columns.splitlines() if line.strip()]
    return Table(name, about, tuple(Column(n.strip(), t.strip(), a.strip()) for n, t, a in rows), tuple(key.split()))


PLACE_IN_TEXT = """
    document_id | VARCHAR | the document
    start | INTEGER | first character of the evidence
    end | INTEGER | one past its last character
"""
"""Columns of every row that came from text."""
