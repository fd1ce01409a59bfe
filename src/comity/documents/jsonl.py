"""JSON lines: one document a line, its text taken exactly as it is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from comity.documents.decode import refuse_binary, without_zeros
from comity.documents.extract import Extract
from comity.documents.files import opened, too_large
from comity.documents.lead import give
from comity.documents.settings import DocumentSettings
from comity.documents.text import extract_text
from comity.errors import DocumentError

_FIELDS = (
    ("title", ("title", "headline")),
    ("outlet", ("outlet", "source", "publication")),
    ("author", ("author", "byline")),
    ("url", ("url", "link")),
    ("date", ("date", "published", "publication_date")),
)
_HEAD = 4_096  # bytes by which a file that is no text is told


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number from 1, its bytes, and what was read from it or why not."""

    number: int
    data: bytes
    id: str | None = None
    made: Extract | None = None
    language: str | None = None
    error: DocumentError | None = None


def lines(path: Path, settings: DocumentSettings) -> Iterator[Line]:
    """The lines of a file, one at a time. A bad line carries its error and the rest goes on.

    Raises DocumentError when the file cannot be opened, holds no line or no text at all.
    """
    found = False
    with opened(path) as descriptor, open(descriptor, "rb", closefd=False) as stream:
        refuse_binary(stream.peek(_HEAD)[:_HEAD])
        for number, data in _raw_lines(stream, settings.max_bytes):
            if data is not None and not data.strip():
                continue
            found = True
            if data is None:
                yield Line(number, b"", error=too_large(settings.max_bytes + 1, settings.max_bytes, "a line of over "))
                continue
            try:
                yield _read(number, data)
            except DocumentError as error:
                yield Line(number, data, error=error)
    if not found:
        raise DocumentError("empty")


def _raw_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines without their ends; None for one that is over the limit, which is skipped in pieces."""
    number = 0
    while piece := stream.readline(limit + 2):
        number += 1
        if len(piece) > limit + 1 and not piece.endswith(b"\n"):
            while piece and not piece.endswith(b"\n"):
                piece = stream.readline(1 << 20)
            yield number, None
            continue
        if number == 1 and piece.startswith(codecs.BOM_UTF8):
            piece = piece[len(codecs.BOM_UTF8) :]
        yield number, piece.rstrip(b"\r\n")


def _read(number: int, data: bytes) -> Line:
    problems: list[str] = []
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError:
        source = data.decode("utf-8", "replace")
        problems.append("the line is not UTF-8; broken bytes were replaced by U+FFFD")
    try:
        row = json.loads(source, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise DocumentError("not JSON", detail=f"{type(error).__name__}: {str(error)[:120]}") from error
    if not isinstance(row, dict):
        raise DocumentError("not a JSON object", hint='Each line is one object: {"id": ..., "text": ..., "date": ...}.')
    text = row.get("text", row.get("event_text"))
    if not isinstance(text, str):
        raise DocumentError("no text", hint='Each line needs a string "text".')
    text, zeros = without_zeros(text)
    if zeros:
        problems.append(f"{zeros} zero or lone surrogate characters were replaced by U+FFFD")
    if not text.strip():
        raise DocumentError("empty")
    made = extract_text(text)
    made.encoding = "utf-8"
    made.problems = problems
    _facts(row, made)
    language = row.get("language")
    given_id = row.get("id")
    return Line(
        number,
        data,
        id=None
        if given_id is None or isinstance(given_id, (dict, list))
        else without_zeros(str(given_id))[0].strip() or None,
        made=made,
        language=language if isinstance(language, str) and 2 <= len(language) <= 3 else None,
    )


def _facts(row: dict[str, Any], made: Extract) -> None:
    facts = made.facts
    from_header = facts.given.copy()
    for key, names in _FIELDS:
        value = next((row[name] for name in names if row.get(name) not in (None, "")), None)
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            continue
        if key in from_header:
            setattr(facts, key, None)
        problem = give(facts, key, without_zeros(str(value))[0], "the JSON line")
        if problem is not None:
            made.problems.append(problem)
