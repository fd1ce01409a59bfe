"""The documents of files and folders that a command was given, without a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.documents.model import Document, Failure


def opened(paths: list[Path], failures: list[Failure]) -> Iterator[Document]:
    """The documents in order; what cannot be read is added to `failures`."""
    from comity.documents import discover, load_file
    from comity.documents.model import Document

    found = discover(paths)
    failures.extend(found.failures)
    for file in found.files:
        for item in load_file(file):
            if isinstance(item, Document):
                yield item
            else:
                failures.append(item)
