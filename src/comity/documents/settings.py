"""What may be chosen about how documents are read, with its defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Limits and choices. Sizes are in bytes, or in characters where text is meant.

    `max_bytes` holds for a text, Markdown or HTML file, for one line of JSON lines and for the text taken out of
    any file. PDF and DOCX files carry pictures, so that `max_packed_bytes` holds for them. The three `docx` limits are
    checked before anything is unpacked.
    """

    max_bytes: int = 5_000_000
    max_packed_bytes: int = 50_000_000
    max_unpacked_bytes: int = 100_000_000
    max_ratio: int = 200  # unpacked by packed size, for a part of over a megabyte
    max_members: int = 5_000  # files in a DOCX
    max_pages: int = 2_000  # of a PDF
    max_seconds: float = 60.0  # for a PDF; asked between pages
    encoding: str | None = None  # of text files that do not say; None: found out
    today: date | None = None  # a publication date after it is noted; None: the clock's

    def limit_of(self, format: str) -> int:
        """The greatest size in bytes of a file (of a line, for JSON lines) of the format."""
        return self.max_packed_bytes if format in ("pdf", "docx") else self.max_bytes


DEFAULTS = DocumentSettings()
