"""A correction in a few words, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_VALUE: Final = 160
"""Characters of a value that are shown."""


def told(row: Mapping[str, Any]) -> str:
    """A row of `corrections` in a few words: 'change 4b79...: date 2014 to 2015'."""
    kind, target, new = row["kind"], row["target"], row["new"]
    if kind is None:
        return "not understood"
    if kind == "change":
        return f"change {target}: {row['field']} {_short(row['old'])} to {_short(new)}"
    if kind == "settle":
        return f"settle {target}: {row['field']} is {_short(new)}"
    if kind == "join":
        return f"join {target} with {new}"
    if kind == "split":
        return f"split {target}: without {_short(new)}"
    if kind == "alias":
        return f"alias {target}: {new}"
    return f"fact ({row['field']}) {target}" if kind == "fact" else f"{kind} {target}"


def _short(value: str | None) -> str:
    value = value or "none"
    return value if len(value) <= _VALUE else value[: _VALUE - 1] + "…"
