"""Small files made on the spot, and what reading them yields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity.documents import Document, DocumentSettings, Failure, Given, SourceFile, load_file
from comity.documents.files import FORMATS

TODAY = date(2026, 1, 1)
Opened = Callable[..., list[Document | Failure]]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Writes bytes (or text) under a name and reads the file; keywords are settings, `given` is documents.csv's row."""

    def read(
        name: str, content: bytes | str, *, given: Given | None = None, **settings: object
    ) -> list[Document | Failure]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        status = path.stat()
        source = SourceFile(
            path, name, FORMATS[path.suffix.lower()], status.st_size, status.st_mtime_ns, given or Given()
        )
        return list(load_file(source, settings=DocumentSettings(**{"today": TODAY, **settings})))

    return read


@pytest.fixture
def document(opened: Opened) -> Callable[..., Document]:
    """As `opened`, for a file that holds one document."""

    def read(name: str, content: bytes | str, **keywords: object) -> Document:
        (found,) = opened(name, content, **keywords)
        assert isinstance(found, Document), found
        return found

    return read


@pytest.fixture
def failure(opened: Opened) -> Callable[..., Failure]:
    """As `opened`, for a file that cannot be read."""

    def read(name: str, content: bytes | str, **keywords: object) -> Failure:
        (found,) = opened(name, content, **keywords)
        assert isinstance(found, Failure), found
        return found

    return read


@pytest.fixture
def kinds() -> Callable[[Document], dict[str, tuple[str, str]]]:
    """The kind and reason of each passage by its first forty characters."""

    def of(document: Document) -> dict[str, tuple[str, str]]:
        return {document.text[p.start : p.end][:40]: (p.kind, p.reason) for p in document.passages}

    return of
