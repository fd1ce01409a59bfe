"""Values as cells of CSV.

Dates are YYYY-MM-DD, numbers have a point, lists are JSON arrays, booleans are true and false, and what is not known is an
empty cell. A spreadsheet takes a text that begins with = + - @ (or a tab or line end) for a formula and would run it; such
a text gets an apostrophe in front, and so does one that begins with apostrophes and then such a character, so that the
apostrophe can be taken away again without loss: `plain` does it. NUL, which readers of CSV end a text at, is written as
U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")


def cell(value: object) -> str:
    """A value as the text of its cell."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value.replace("\0", "\ufffd"))
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return repr(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return json.dumps(list(value), ensure_ascii=False, default=str).replace("\0", "\ufffd")
        case dict():
            return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).replace("\0", "\ufffd")
    return guarded(str(value))


def guarded(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A header, then a line a row, each ended by a line feed; cells are quoted where they need it (RFC 4180)."""
    yield ",".join(_quoted(guarded(name)) for name in columns) + "\n"
    alone = len(columns) == 1
    for row in rows:
        line = ",".join(_quoted(cell(value)) for value in row)
        # an empty line would be no row at all
        yield (line if line or not alone else '""') + "\n"


def _quoted(text: str) -> str:
    if any(mark in text for mark in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
