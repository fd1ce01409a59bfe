"""What an import is made of, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

FORMATS: Final = ("gdelt", "icews", "polecat", "plover", "csv")
MISSING_WORDS: Final = ("NULL", "None", "NA", "\\N")
"""Words that stand for an empty cell in some layout or other."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it can be read: UTF-8, a line feed after each line, no NUL. `name` is what the user knows it by, `path`
    where the text lies (another file where the given one is packed or otherwise encoded)."""

    name: str
    sha256: str
    path: Path
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a kind of file are laid out.

    `columns`: names of the columns in order. `fields`: common name -> SQL over the columns, each written {Like this}, which
    stand for trimmed text or NULL. `missing`: words that mean an empty cell. `unique`: whether an id means one row.
    `since`: the first day that the data set can speak of. `weighs`: whether rows ought to have a weight.
    """

    format: str
    name: str
    columns: tuple[str, ...]
    fields: dict[str, str]
    missing: tuple[str, ...] = ()
    quotes: bool = False
    unique: bool = False
    since: date | None = None
    weighs: bool = False
    full_codes: bool = False
    has_ids: bool = True
    date_format: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of doubtful row: how many there are, and where some of them stand, as (file, line, what stands there)."""

    kind: str
    left_out: bool
    rows: int
    examples: tuple[tuple[str | None, int | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. `rows` = `kept` + `left_out`; `flagged` are those of the kept that have a flag."""

    name: str
    format: str
    layouts: tuple[str, ...]
    files: tuple[tuple[str, str, int], ...]
    """(name, sha256, rows) of each."""
    rows: int
    kept: int
    flagged: int
    left_out: int
    first: date | None
    last: date | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    traps: tuple[str, ...]
    citation: str
    mapping: dict[str, str] = field(default_factory=dict)
    unknown: tuple[tuple[str, int], ...] = ()
    """Codes and names of countries that nobody knows, and how often each stands there: the commonest."""

    def data(self) -> dict[str, Any]:
        """As plain values, for import.json."""
        return {
            "name": self.name,
            "format": self.format,
            "layouts": list(self.layouts),
            "files": [{"name": name, "sha256": digest, "rows": rows} for name, digest, rows in self.files],
            "rows": self.rows,
            "kept": self.kept,
            "flagged": self.flagged,
            "left_out": self.left_out,
            "first": None if self.first is None else self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
            "problems": [
                {"problem": p.kind, "left_out": p.left_out, "rows": p.rows, "examples": [list(e) for e in p.examples]}
                for p in self.problems
            ],
            "notes": list(self.notes),
            "traps": list(self.traps),
            "citation": self.citation,
            "mapping": dict(sorted(self.mapping.items())),
            "unknown": [{"written": text, "rows": rows} for text, rows in self.unknown],
        }
