"""Plain text."""

from __future__ import annotations

from comity.documents.blocks import text_blocks
from comity.documents.decode import decode, newlines
from comity.documents.extract import Extract, Facts
from comity.documents.lead import header_blocks
from comity.documents.settings import DocumentSettings


def extract(data: bytes, settings: DocumentSettings) -> Extract:
    r"""The file decoded, without byte-order mark, every line end as `\n`; nothing else is changed.

    Raises DocumentError.
    """
    decoded = decode(data, declared=settings.encoding)
    made = extract_text(newlines(decoded.text))
    made.encoding = decoded.encoding
    made.problems = list(decoded.problems)
    return made


def extract_text(text: str) -> Extract:
    """The same for text that is taken as it is."""
    facts = Facts()
    blocks = header_blocks(text, text_blocks(text), facts)
    return Extract(text, blocks, facts)
