"""Opening the files that were given: plain, zipped or gzipped, in UTF-8 or not."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from comity.errors import UsageError
from comity.exchange.importing.model import Prepared

_CHUNK: Final = 1 << 20
PREFIX: Final = ".import-"
"""How the names of scratch folders begin."""
LONGEST_LINE: Final = 2 * _CHUNK
"""No line is longer; what is, is cut, and so no row of any layout."""
_ODD: Final = (b"\r", b"\x00", b"\x1f")
"""Bytes that a line must not hold: it is cut at \\x1f by nobody, and ended by a line feed alone."""
_CLEAN: Final = bytes.maketrans(b"\r\x00\x1f", b"   ")


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


def prepare(path: Path, scratch: Path) -> list[Prepared]:
    """What is in a file, ready to be read line by line: one for each member of a zip. `scratch` is a folder for what must be
    written anew. Raises UsageError for a file that is not there, empty, or packed and damaged."""
    if not path.exists():
        raise UsageError(f"There is no file {path}.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", hint="Name its files: comity import FORMAT FOLDER/*.csv")
    digest = _sha256(path)
    try:
        if zipfile.is_zipfile(path):
            return _members(path, digest, scratch)
        if path.suffix == ".gz":
            with gzip.open(path, "rb") as packed:
                return [_written(packed, path.name, digest, scratch, ())]
    except (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise UsageError(
            f"{path} cannot be unpacked: {error}.", hint="Fetch it again, or unpack it yourself."
        ) from error
    if path.stat().st_size == 0:
        raise UsageError(f"{path} is empty.")
    if _is_clean(path):
        return [Prepared(path.name, digest, path)]
    with path.open("rb") as given:
        return [_written(given, path.name, digest, scratch, ())]


def _members(path: Path, digest: str, scratch: Path) -> list[Prepared]:
    with zipfile.ZipFile(path) as archive:
        names = sorted(m.filename for m in archive.infolist() if not m.is_dir() and m.file_size)
        if not names:
            raise UsageError(f"{path} holds no file.")
        found = []
        for name in names:
            with archive.open(name) as packed:
                shown = path.name if len(names) == 1 else f"{path.name}/{name}"
                found.append(_written(packed, shown, digest, scratch, ()))
        return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_clean(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if any(byte in chunk for byte in _ODD) or (len(chunk) == _CHUNK and b"\n" not in chunk):
                return False
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _written(given: _Bytes, name: str, digest: str, scratch: Path, notes: tuple[str, ...]) -> Prepared:
    """The text anew, in UTF-8. A line that is no UTF-8 is read as ISO-8859-1, as POLECAT and older files have it."""
    target = scratch / f"{len(list(scratch.glob('text-*'))):06d}"
    target = target.with_name(f"text-{target.name}")
    odd, total = 0, 0
    with target.open("wb") as out:
        for line in _lines(given):
            total += 1
            clean = line[:_CHUNK].rstrip(b"\r\n").translate(_CLEAN)
            try:
                clean.decode("utf-8")
            except UnicodeDecodeError:
                odd += 1
                clean = clean.decode("latin-1").encode("utf-8")
            out.write(clean + b"\n")
    if not total:
        raise UsageError(f"{name} is empty.")
    if odd:
        notes = (*notes, f"{name}: {odd} {'line was' if odd == 1 else 'lines were'} no UTF-8, read as ISO-8859-1")
    return Prepared(name, digest, target, notes)


def _lines(given: _Bytes) -> Iterator[bytes]:
    """Lines ended by a line feed, with or without a return before it; where there is no line feed at all, by returns."""
    first = given.read(_CHUNK)
    returns_only = b"\n" not in first and b"\r" in first
    rest = first
    while True:
        if returns_only:
            rest = rest.replace(b"\r", b"\n")
        *whole, rest = rest.split(b"\n")
        yield from whole
        chunk = given.read(_CHUNK)
        if not chunk:
            break
        rest += chunk
    if rest:
        yield rest


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A folder for text and tables on the way, on the same disk, gone at the end."""
    import shutil
    import tempfile

    beside.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
