"""What the user says of the columns of a CSV: on the command line, or in a file.

    [columns]                         or, as CSV:    meaning,column
    source = "Actor1"                                source,Actor1
    date = "day"                                     date,day

A TOML file may say `actors = "cow"` and `date_format = "%d/%m/%Y"` above.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from comity.errors import UsageError


class Given(NamedTuple):
    """`columns`: meaning -> column; `actors` and `date_format` where a file says them."""

    columns: dict[str, str]
    actors: str | None = None
    date_format: str | None = None


def gathered(pairs: Iterable[str], file: Path | None) -> Given:
    """The mapping of a file, and over it that of `meaning=column` pairs. Raises UsageError for what cannot be read so."""
    given = Given({}) if file is None else _of_file(file)
    columns = dict(given.columns)
    for pair in pairs:
        meaning, equals, column = pair.partition("=")
        if not equals or not meaning.strip() or not column.strip():
            raise UsageError(f"{pair!r} is no mapping.", hint="Write: --map source=Actor1")
        columns[meaning.strip()] = column.strip()
    return given._replace(columns=columns)


def _of_file(path: Path) -> Given:
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    try:
        text = path.read_text(encoding="utf-8-sig")
        return _of_toml(tomllib.loads(text), path) if path.suffix == ".toml" else _of_csv(text, path)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error


def _of_toml(found: dict[str, Any], path: Path) -> Given:
    columns = found.pop("columns", {})
    more = {name: found.pop(name, None) for name in ("actors", "date_format")}
    texts = [*columns.values(), *(v for v in more.values() if v is not None)] if isinstance(columns, dict) else [None]
    if found or not all(isinstance(text, str) for text in texts):
        odd = f" It says {', '.join(sorted(found))}." if found else ""
        raise UsageError(
            f"{path} is no mapping.{odd}", hint='It can say actors, date_format and [columns] source = "Actor1".'
        )
    return Given(columns, more["actors"], more["date_format"])


def _of_csv(text: str, path: Path) -> Given:
    columns = {}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if not row or row[0].startswith("#") or row[:2] == ["meaning", "column"]:
            continue
        if len(row) != 2:
            raise UsageError(f"{path}, line {number}: two cells are wanted, meaning and column.")
        columns[row[0].strip()] = row[1].strip()
    return Given(columns)
