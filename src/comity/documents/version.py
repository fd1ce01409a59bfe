"""What a cache of documents depends on besides the files."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from typing import Final

EXTRACTION_VERSION: Final = 1
"""Raised whenever the same bytes give another text, other passages or other metadata."""

_LIBRARIES: Final = ("charset-normalizer", "lxml", "py3langid", "pypdf", "python-docx", "trafilatura")


@cache
def fingerprint() -> str:
    """Sixteen hex digits that change with the version of this code, its cue list and the libraries that it uses."""
    digest = hashlib.sha256(f"documents {EXTRACTION_VERSION}\n".encode())
    for table in ("cues.csv", "outlet_words.csv"):
        digest.update(resources.files("comity.documents").joinpath("data", table).read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {metadata.version(library)}\n".encode())
        except metadata.PackageNotFoundError:
            digest.update(f"{library} missing\n".encode())
    return digest.hexdigest()[:16]
