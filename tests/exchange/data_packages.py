"""What is wrong in a data package, by the rules of the standard (Data Package 2.0: package, resource, table schema) and by its
own files: hashes, sizes, fields, keys."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

PATH = re.compile(r"((?=[^./~])(?!file:)((?!/\.\./)(?!\\)(?!://).)*|(http|ftp)s?://.*)\Z")
HASH = re.compile(r"([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)\Z")
TYPES = {
    *("string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time", "year"),
    *("yearmonth", "duration", "geopoint", "geojson", "any"),
}
DIALECT = {"header": bool, "delimiter": str, "lineTerminator": str, "quoteChar": str, "doubleQuote": bool}


def faults(folder: Path) -> list[str]:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return [*_package(package), *(f for r in package["resources"] for f in _resource(r, package, folder))]


def _package(package: dict[str, Any]) -> Iterator[str]:
    if not package.get("resources"):
        yield "no resources"
    if package.get("$schema") != "https://datapackage.org/profiles/2.0/datapackage.json":
        yield "no profile"
    for name in ("name", "title", "description", "version"):
        if not isinstance(package.get(name), str):
            yield f"{name} is no string"
    if "licenses" in package and not package["licenses"]:
        yield "an empty list of licences"
    names = [r["name"] for r in package["resources"]]
    if len(set(names)) < len(names):
        yield "two resources of one name"


def _resource(resource: dict[str, Any], package: dict[str, Any], folder: Path) -> Iterator[str]:
    name, path = resource["name"], folder / resource["path"]
    if not PATH.match(resource["path"]) or not path.is_file():
        yield f"{name}: path"
        return
    data = path.read_bytes()
    if resource["bytes"] != len(data) or not HASH.match(resource["hash"]):
        yield f"{name}: bytes or form of hash"
    if resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
        yield f"{name}: hash"
    if not re.match(r"(.+)/(.+)\Z", resource["mediatype"]):
        yield f"{name}: mediatype"
    for key, kind in DIALECT.items():
        if key in resource.get("dialect", {}) and not isinstance(resource["dialect"][key], kind):
            yield f"{name}: dialect {key}"
    if "schema" in resource:
        yield from _schema(resource, package)
        if resource["format"] == "csv":
            yield from _cells(resource, package, folder)


def _schema(resource: dict[str, Any], package: dict[str, Any]) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    if resource.get("type") != "table" or not schema["fields"]:
        yield f"{name}: a schema without a table"
    fields = [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        if field["type"] not in TYPES:
            yield f"{name}.{field['name']}: type {field['type']}"
    if not set(schema.get("primaryKey", [])) <= set(fields):
        yield f"{name}: primary key"
    others = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"] if "schema" in r}
    for key in schema.get("foreignKeys", []):
        there = key["reference"]
        if not set(key["fields"]) <= set(fields) or not set(there["fields"]) <= set(others[there["resource"]]):
            yield f"{name}: foreign key {key}"


def rows(path: Path) -> list[dict[str, str]]:
    usual = csv.field_size_limit(10_000_000)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(usual)


def _cells(resource: dict[str, Any], package: dict[str, Any], folder: Path) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    held = rows(folder / resource["path"])
    if len(held) != resource["rows"]:
        yield f"{name}: {len(held)} rows"
    tests = {"integer": int, "number": float, "date": date.fromisoformat, "array": json.loads}
    for row in held:
        if list(row) != [f["name"] for f in schema["fields"]]:
            yield f"{name}: columns"
        for field in schema["fields"]:
            cell = row[field["name"]]
            try:
                if cell and field["type"] in tests:
                    tests[field["type"]](cell)
                if field["type"] == "boolean" and cell not in ("", "true", "false"):
                    yield f"{name}: {cell}"
                limits = field.get("constraints", {})
                if cell and ("enum" in limits and cell not in limits["enum"]):
                    yield f"{name}.{field['name']}: {cell!r} is none of {limits['enum']}"
                if cell and "minimum" in limits and not limits["minimum"] <= float(cell) <= limits["maximum"]:
                    yield f"{name}.{field['name']}: {cell} is out of bounds"
                if limits.get("required") and not cell:
                    yield f"{name}.{field['name']}: none"
            except ValueError:
                yield f"{name}.{field['name']}: {cell!r} is no {field['type']}"
    key = schema.get("primaryKey", [])
    if key and len({tuple(row[k] for k in key) for row in held}) < len(held):
        yield f"{name}: primary key"
    for foreign in schema.get("foreignKeys", []):
        there = next(r for r in package["resources"] if r["name"] == foreign["reference"]["resource"])
        ids = {row[foreign["reference"]["fields"][0]] for row in rows(folder / there["path"])}
        (column,) = foreign["fields"]
        if {row[column] for row in held} - ids - {""}:
            yield f"{name}: foreign key {column}"
