"""The reading as JSON (schema comity-reading/1): one object a document, the fields of `comity.reading.model`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from comity.reading.model import SCHEMA, Reading

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    return {"schema": data.pop("schema"), **data}


def to_dict(reading: Reading) -> dict[str, Any]:
    """Plain lists, strings, numbers and None; dates as YYYY-MM-DD."""
    return _ordered(_adapter().dump_python(reading, mode="json"))


def plain(row: object) -> dict[str, Any]:
    """One report or claim of a reading, as in `to_dict`."""
    from pydantic import TypeAdapter

    data: dict[str, Any] = TypeAdapter(type(row)).dump_python(row, mode="json")
    return data


def to_json(reading: Reading) -> str:
    """One line, without a line break."""
    import json

    return json.dumps(to_dict(reading), ensure_ascii=False, separators=(",", ":"))


def from_json(line: str | bytes) -> Reading:
    """Raises ValueError when the line is not a reading of this schema."""
    reading = _adapter().validate_json(line)
    if reading.schema != SCHEMA:
        raise ValueError(f"a reading of schema {reading.schema!r}; this version reads {SCHEMA!r}")
    return reading
