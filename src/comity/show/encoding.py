"""Columns as JSON, the smallest way that is quick to undo in the page."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

EPOCH: Final = date(1970, 1, 1).toordinal()
_REASON_ENDS: Final = re.compile(r"(?<=\d\)); ")


def encode(values: Sequence[Any]) -> Any:
    """A column (values of one type, or None).

    {"c": v} all the same; {"d": [...], "i": [...]} codes into a list of distinct values, -1 for none;
    {"d": [...], "l": [[...]]} lists of such codes; else the plain list. Dates are days since 1970-01-01.
    """
    sample = next((value for value in values if value is not None), None)
    if isinstance(sample, list):
        distinct: dict[Any, int] = {}
        lists = [_plain(value, value[0]) if value else [] for value in values]
        coded = [[distinct.setdefault(item, len(distinct)) for item in items] for items in lists]
        return {"d": list(distinct), "l": coded} if distinct else {"c": []}
    plain = _plain(values, sample)
    if isinstance(sample, str):
        texts = dict.fromkeys(plain)
        if len(texts) == 1:
            return {"c": sample}
        texts.pop(None, None)
        if len(texts) <= len(plain) // 2:
            code = {None: -1, **{text: place for place, text in enumerate(texts)}}
            return {"d": list(texts), "i": [code[text] for text in plain]}
        return plain
    if plain and plain.count(plain[0]) == len(plain):
        return {"c": plain[0]}
    return plain


def encode_ids(values: Sequence[Any], table: str, places: Mapping[str, int]) -> Any:
    """A column of ids of the rows of `table` (or None, or lists of them), by their place in it.

    {"r": table, "i": [...]} places, -1 for none; {"r": table, "l": [[...]]} lists of places; {"r": table} alone: each row
    its own. As `encode` where an id is in no row of that table.
    """
    lists = any(isinstance(value, list) for value in values)
    flat = [id for value in values for id in value or ()] if lists else [id for id in values if id is not None]
    if not flat or any(id not in places for id in flat):
        return encode(values)
    if lists:
        return {"r": table, "l": [[places[id] for id in value or ()] for value in values]}
    found = [-1 if id is None else places[id] for id in values]
    return {"r": table} if found == list(range(len(places))) else {"r": table, "i": found}


def encode_scaled(values: Sequence[float | None], scale: int) -> Any:
    """A column of numbers of which no more than 1/`scale` counts: {"x": scale, "v": [...]} whole numbers, or null."""
    return {"x": scale, "v": [None if v is None or not math.isfinite(v) else round(v * scale) for v in values]}


def encode_places(values: Sequence[str | None], documents: Mapping[str, int]) -> list[list[int]]:
    """A column of evidence (JSON: [[document id, start, end], ...]), each row flat: document's place, start, length, ..."""
    flat = []
    for value in values:
        places: list[int] = []
        for document, start, end in json.loads(value) if value else ():
            if document in documents:
                places += (documents[document], start, end - start)
        flat.append(places)
    return flat


def encode_reasons(values: Sequence[str | None], after: Sequence[str | None] | None = None) -> Any:
    """A column of reasons (each with its weight at its end, joined by semicolons) as lists of reasons; without "with <id
    in `after`>: " before them."""
    split = []
    for place, value in enumerate(values):
        text = value or ""
        if after is not None and after[place]:
            text = text.removeprefix(f"with {after[place]}: ")
        split.append(_REASON_ENDS.split(text) if text else [])
    return encode(split)


def encode_all(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    rows = len(next(iter(columns.values()), ()))
    return {"n": rows, "columns": {name: encode(values) for name, values in columns.items()}}


def _plain(values: Sequence[Any], sample: Any) -> list[Any]:
    match sample:
        case bool():
            return [None if value is None else int(value) for value in values]
        case date():
            return [None if value is None else value.toordinal() - EPOCH for value in values]
        case float():
            return [None if value is None else _short(value) for value in values]
    return list(values)


def _short(value: float) -> float | int | None:
    """Four decimals are more than any score or confidence here has; whole numbers go without. JSON knows no NaN."""
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else round(value, 4)
