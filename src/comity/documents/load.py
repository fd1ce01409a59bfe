"""A file to its documents: bytes, text, facts, passages, language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from comity.documents import jsonl
from comity.documents.decode import without_zeros
from comity.documents.extract import Extract, Stated
from comity.documents.files import Given, SourceFile, read_bytes
from comity.documents.language import language_of
from comity.documents.lead import give
from comity.documents.model import Document, Failure
from comity.documents.names import slug
from comity.documents.passages import UNJUDGED
from comity.documents.passages import passages as passages_of
from comity.documents.published import choose, date_in_url
from comity.documents.settings import DEFAULTS, DocumentSettings
from comity.documents.text import extract_text
from comity.documents.visible import is_blank
from comity.errors import DocumentError
from comity.intervals import Interval

Format = Callable[[bytes, DocumentSettings], Extract]

_LOOKS_LIKE_HTML: Final = (b"<!doctype html", b"<html")


def load_file(source: SourceFile, *, settings: DocumentSettings = DEFAULTS) -> Iterator[Document | Failure]:
    """The documents of a file: one, or one a line for JSON lines. What cannot be read is a Failure, never raised.

    A document's id is a slug of the file's name, or what its JSON line says; `unique_ids` makes ids unique over a set.
    """
    path = Path(source.name)
    try:
        if source.format == "jsonl":
            yield from _load_lines(source, settings)
            return
        data = read_bytes(source.path, settings.limit_of(source.format))
        made, format_ = extract(data, source.format, settings)
        yield _document(made, slug(path.stem), format_, hashlib.sha256(data).hexdigest(), path, source.given, settings)
    except DocumentError as error:
        yield Failure(path, error.reason, error.detail, error.hint)


def from_text(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    published: Interval | None = None,
    settings: DocumentSettings = DEFAULTS,
) -> Document:
    """The document of a text that is in no file, taken exactly as it is but for zero characters; without passages when
    it is blank. Raises DocumentError ("too large").
    """
    text, replaced = without_zeros(text)
    if len(text) > settings.max_bytes:
        raise DocumentError("too large", detail=f"it has {len(text)} characters; the limit is {settings.max_bytes}")
    made = extract_text(text)
    if replaced:
        made.problems.append(f"{replaced} zero characters were replaced by U+FFFD")
    if published is not None:
        made.facts.dates.append(Stated(published, "given", -1, "the caller"))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _document(made, id, "txt", digest, None, Given(title=title), settings)


def extract(data: bytes, format: str, settings: DocumentSettings = DEFAULTS) -> tuple[Extract, str]:
    """Text, blocks and facts of a file's bytes, and the format they turned out to be in (a web page may be named .txt).

    Raises DocumentError and, for want of memory, MemoryError; nothing else: what a format's library throws at a damaged file becomes "damaged".
    """
    if not data.strip():
        raise DocumentError("empty")
    noted = None
    if format in ("txt", "md") and data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_LOOKS_LIKE_HTML):
        noted, format = f"named as {format} but holds a web page; read as one", "html"
    if len(data) > settings.limit_of(format):
        raise DocumentError("too large")
    try:
        made = _format(format)(data, settings)
        made.text, replaced = without_zeros(made.text)
    except (DocumentError, MemoryError):
        raise
    except (Exception, RecursionError) as error:
        raise DocumentError("damaged", detail=f"{type(error).__name__}: {str(error)[:160]}") from error
    if is_blank(made.text):
        raise DocumentError("empty")
    if len(made.text) > settings.max_bytes:
        raise DocumentError("too large", detail=f"its text has {len(made.text)} characters")
    if noted:
        made.problems.append(noted)
    if replaced:
        made.problems.append(f"{replaced} zero characters were replaced by U+FFFD")
    return made, format


_MODULES: Final = {"txt": "text", "md": "markdown", "html": "html", "pdf": "pdf", "docx": "docx"}


def _format(name: str) -> Format:
    # imported where used: trafilatura, pypdf and python-docx are slow to import
    if name not in _MODULES:
        raise DocumentError("not a kind of file that comity reads", detail=name)
    found: Format = import_module(f"comity.documents.{_MODULES[name]}").extract
    return found


def _load_lines(source: SourceFile, settings: DocumentSettings) -> Iterator[Document | Failure]:
    path = Path(source.name)
    for line in jsonl.lines(source.path, settings):
        if line.made is None:
            assert line.error is not None
            detail = f"line {line.number}" + (f": {line.error.detail}" if line.error.detail else "")
            yield Failure(path, line.error.reason, detail, line.error.hint)
            continue
        yield _document(
            line.made,
            line.id or f"{slug(path.stem)}-{line.number}",
            "jsonl",
            hashlib.sha256(line.data).hexdigest(),
            path,
            source.given,
            settings,
            language=line.language,
            own_first=True,
        )


def _document(
    made: Extract,
    id: str,
    format: str,
    sha256: str,
    path: Path | None,
    given: Given,
    settings: DocumentSettings,
    *,
    language: str | None = None,
    own_first: bool = False,
) -> Document:
    facts, problems = made.facts, list(made.problems)
    if not own_first:  # documents.csv goes before what the file says of itself
        facts.title, facts.outlet, facts.author = (
            given.title or facts.title,
            given.outlet or facts.outlet,
            given.author or facts.author,
        )
    if given.published and not (own_first and facts.dates):
        for stated in [s for s in facts.dates if s.basis == "given"]:
            facts.dates[facts.dates.index(stated)] = Stated(stated.published, "given", stated.rank + 1, stated.where)
        problem = give(facts, "date", given.published, "documents.csv")
        if problem is not None:
            problems.append(problem)
        else:
            facts.dates[-1] = Stated(facts.dates[-1].published, "given", -1, "documents.csv")
    passages = passages_of(made.text, made.blocks, facts)
    if passages and passages[-1].reason == UNJUDGED:
        problems.append(f"characters {passages[-1].start} to {passages[-1].end} are {UNJUDGED}")
    if facts.url and (in_url := date_in_url(facts.url)) is not None:
        facts.dates.append(Stated(in_url, "url", 0, "its address"))
    published, basis, notes = choose(facts.dates, today=settings.today or date.today())
    problems.extend(notes)
    if language is None:
        read = " ".join(made.text[p.start : p.end] for p in passages[:60] if p.kind != "furniture") or made.text
        language, _ = language_of(read)
    return Document(
        id=id,
        text=made.text,
        text_sha256=hashlib.sha256(made.text.encode("utf-8")).hexdigest(),
        sha256=sha256,
        format=format,
        path=path,
        title=facts.title or (given.title if own_first else None),
        outlet=facts.outlet or (given.outlet if own_first else None),
        author=facts.author or (given.author if own_first else None),
        published=published,
        published_basis=basis,  # type: ignore[arg-type]
        language=language,
        encoding=made.encoding,
        passages=passages,
        problems=tuple(problems),
    )
