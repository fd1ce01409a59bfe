"""datapackage.json: what the files of an export are, as a Data Package of the Frictionless standard, version 2.0.

https://datapackage.org: a package is a list of resources (files) with their hashes, and a Table Schema for each table.
Keys are stated only where they hold: a primary key where no two rows share it and none lacks it, a foreign key where
every value is the id of a row that is in the package.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.schema import DESCRIBED, constraints, field_type, points_to

if TYPE_CHECKING:
    import pyarrow as pa

NAME: Final = "datapackage.json"
_PROFILES: Final = "https://datapackage.org/profiles/2.0/"
_MEDIA: Final = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
    "md": "text/markdown",
    "txt": "text/plain",
}


@dataclass(frozen=True)
class Made:
    """How a record was made. `inputs`: hash of everything that it was built from; `view`: which documents count, in
    words, where not all do; `filters`: what was asked for, in words."""

    comity: str
    inputs: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    title: str = "A record of what documents say"
    view: str | None = None
    filters: dict[str, Any] = field(default_factory=dict)


def package(made: Made, resources: list[dict[str, Any]]) -> bytes:
    """The descriptor as the bytes of its file."""
    said = (
        "Who did what to whom, when, according to whom, as read from documents by a program. It says what the documents "
        "say, and misses part of it; each row from a text has the document and the characters that it rests on."
    )
    descriptor: dict[str, Any] = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": _slug(made.title),
        "title": made.title,
        "description": said
        + " No licence is asserted: the texts belong to whoever wrote them, and this description gives no right to them.",
        "version": made.inputs[:12] or "0",
        "resources": resources,
        "comity": {
            "version": made.comity,
            "inputs": made.inputs,
            "settings": made.settings,
            "view": made.view,
            "filters": made.filters,
        },
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "record"


def file_resource(path: Path, folder: Path, name: str, about: str) -> dict[str, Any]:
    """A resource of any file: `path` below `folder`."""
    data = path.read_bytes()
    kind = path.suffix.lstrip(".")
    return {
        "name": name,
        "path": path.relative_to(folder).as_posix(),
        "description": about,
        "format": kind,
        "mediatype": _MEDIA[kind],
        **({} if kind == "parquet" else {"encoding": "utf-8"}),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def table_resource(path: Path, folder: Path, name: str, rows: pa.Table, keys: Keys, *, plain: bool) -> dict[str, Any]:
    """A resource of a table's file. `plain`: its name is the table's own, so that foreign keys can name it."""
    table = DESCRIBED.get(name)
    about = table.about if table else "the answer to a query"
    kind = path.suffix.lstrip(".")
    found = file_resource(path, folder, name if plain else f"{name}-{kind}", about)
    dialect = {
        "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
    }
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": _fields(name, rows),
        "missingValues": [""],
    }
    if table is not None:
        schema |= keys.stated(name, suffix="" if plain else f"-{kind}")
    extra = dialect if kind == "csv" else {}
    return {**found, "type": "table", "rows": rows.num_rows, **extra, "schema": schema}


def _fields(name: str, rows: pa.Table) -> list[dict[str, Any]]:
    table = DESCRIBED.get(name)
    if table is not None:
        fields = [{"name": c.name, "type": field_type(c.type), "description": c.about} for c in table.columns]
        limits = {c.name: constraints(name, c.name) for c in table.columns}
        return [field | ({"constraints": limits[field["name"]]} if limits[field["name"]] else {}) for field in fields]
    return [{"name": f.name, "type": _field_type(f.type)} for f in rows.schema]


def _field_type(kind: pa.DataType) -> str:
    import pyarrow as pa

    tests = (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_string, "string"),
        (pa.types.is_list, "array"),
        (pa.types.is_struct, "object"),
    )
    return next((said for test, said in tests if test(kind)), "any")


class Keys:
    """Which keys hold among the tables of a package. Tables are added first; then they can be asked for."""

    def __init__(self) -> None:
        self._tables: dict[str, pa.Table] = {}
        self._ids: dict[str, set[Any]] = {}

    def add(self, name: str, rows: pa.Table) -> None:
        if name not in DESCRIBED:
            return
        pointing = [column for column, _ in points_to(name)]
        kept = dict.fromkeys([*DESCRIBED[name].key, *pointing])
        self._tables[name] = rows.select(list(kept))
        if DESCRIBED[name].key == ("id",):
            self._ids[name] = set(rows.column("id").to_pylist())

    def stated(self, name: str, *, suffix: str) -> dict[str, Any]:
        """`primaryKey` and `foreignKeys` of a Table Schema, as far as they hold."""
        found: dict[str, Any] = {}
        rows, key = self._tables[name], list(DESCRIBED[name].key)
        columns = rows.select(key)
        full = not any(column.null_count for column in columns.columns)
        if full and columns.group_by(key, use_threads=False).aggregate([]).num_rows == rows.num_rows:
            found["primaryKey"] = key
        foreign = []
        for column, other in points_to(name):
            ids = self._ids.get(other)
            if ids is not None and set(rows.column(column).drop_null().to_pylist()) <= ids:
                foreign.append({"fields": [column], "reference": {"resource": other + suffix, "fields": ["id"]}})
        if foreign:
            found["foreignKeys"] = foreign
        return found
