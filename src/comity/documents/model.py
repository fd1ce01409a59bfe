"""What a file becomes once it is opened: a document and its passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from comity.intervals import Interval

PassageKind = Literal["prose", "label", "furniture"]
PublishedBasis = Literal["given", "text", "url", "metadata", "none"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, [start, end) in characters. Passages never overlap and never reorder the text.

    prose is read; a label (title, heading, caption) is read; furniture (menus, adverts, disclaimers) is kept and
    shown with its reason, and not read.
    """

    start: int
    end: int
    kind: PassageKind
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it is read. Every offset anywhere in comity counts characters of `text`.

    `id` is readable and unique in a project; `text_sha256` (hex, of the UTF-8 text) is what stable ids rest on.
    `published` is None when no date was given or found; it is never guessed from a file's time stamp.
    """

    id: str
    text: str
    text_sha256: str
    sha256: str  # of the file's bytes (of the JSON line, for JSON lines)
    format: str  # "txt", "md", "html", "pdf", "docx", "jsonl"
    path: Path | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Interval | None = None
    published_basis: PublishedBasis = "none"
    language: str | None = None  # ISO 639-1; None: not told
    encoding: str | None = None
    passages: tuple[Passage, ...] = ()
    problems: tuple[str, ...] = ()  # what was odd and what was done about it, for people
    other_paths: tuple[Path, ...] = field(default=())  # exact duplicates of this document


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read. `reason` is short and fixed ("empty", "not text", "needs a password")."""

    path: Path
    reason: str
    detail: str | None = None
    hint: str | None = None
