"""`documents.csv`: what the user says of the documents beside it."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field
from pathlib import Path

from comity.documents.decode import decode
from comity.documents.files import Given, read_bytes
from comity.documents.model import Failure
from comity.documents.visible import visible
from comity.errors import DocumentError

NAME = "documents.csv"
COLUMNS = ("path", "title", "outlet", "author", "published")
_MAX_BYTES = 50_000_000


@dataclass(slots=True)
class Sidecar:
    """The rows of one `documents.csv` by the file that they are about."""

    name: str
    folder: str = ""
    rows: dict[str, tuple[int, Given]] = field(default_factory=dict)

    def given(self, path: Path) -> Given | None:
        row = self.rows.get(_relative(os.fspath(path), self.folder))
        return row[1] if row else None

    def rows_without_file(self) -> list[tuple[int, str]]:
        """Line and path of each row that names no file; a name that no file can have is one of them."""
        there = os.path.exists  # unlike Path.exists, it raises nothing for such a name
        return [(line, path) for path, (line, _) in self.rows.items() if not there(Path(self.folder, path))]


def _relative(path: str, folder: str) -> str:
    return os.path.relpath(path, folder or ".").replace(os.sep, "/")


def read_sidecar(path: Path, prefix: str) -> tuple[Sidecar, list[Failure]]:
    """The rows of a `documents.csv` with the columns path, title, outlet, author, published (any may be missing but
    path; others are left alone), and what is wrong with it. Paths are relative to its folder and stay in it.

    Commas, semicolons or tabs; any encoding that `decode` tells. Never raises.
    """
    sidecar = Sidecar(f"{prefix}{NAME}", os.fspath(path.parent))
    failures: list[Failure] = []

    def fail(reason: str, detail: str | None, hint: str | None = None) -> None:
        failures.append(Failure(Path(visible(sidecar.name)), reason, detail, hint))

    try:
        text = decode(read_bytes(path, _MAX_BYTES)).text
    except DocumentError as error:
        if error.reason != "empty":
            fail(error.reason, error.detail, error.hint)
        return sidecar, failures
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        if "path" not in header:
            fail(
                "no column `path`",
                f"its columns are {', '.join(visible(h)[:30] for h in header[:8])}",
                f"Its first line is {','.join(COLUMNS)}.",
            )
            return sidecar, failures
        for row in reader:
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if name in COLUMNS}
            name = cells.pop("path", "").replace("\\", "/")
            if not name and not any(cells.values()):
                continue
            place = os.path.normpath(name).replace(os.sep, "/") if name else ""
            if not name or name.startswith("/") or place.startswith("..") or "\0" in name or ":" in place[:3]:
                fail("bad row", f"line {reader.line_num}: {visible(name)[:80]!r} is not a path in this folder")
            elif place in sidecar.rows:
                fail(
                    "bad row", f"line {reader.line_num}: {visible(name)[:80]!r} is named twice; the first row is taken"
                )
            else:
                sidecar.rows[place] = (reader.line_num, Given(**{k: v or None for k, v in cells.items()}))
    except (csv.Error, StopIteration) as error:
        fail("not a table", f"line {reader.line_num}: {error}")
    return sidecar, failures
