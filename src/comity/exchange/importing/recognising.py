"""Which layout a file has, from its first line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from comity.errors import UsageError
from comity.exchange.importing import gdelt, icews, plover, polecat
from comity.exchange.importing.model import Layout, Prepared

_LAYOUTS: Final = (*gdelt.LAYOUTS, *icews.LAYOUTS, *polecat.LAYOUTS)
_NAMES: Final = {"gdelt": "GDELT", "icews": "ICEWS", "polecat": "POLECAT", "plover": "PLOVER JSON lines", "csv": "CSV"}
_MOST: Final = 1 << 20
_LOOKED_AT: Final = 100
"""Lines of a file without a header that are looked at: the first may be a bad one."""
_ENOUGH: Final = 0.6
"""A header with so many of the columns of a layout is one of its: files from elsewhere lack some."""
_OTHER_GDELT: Final = {
    16: "the mentions table of GDELT 2",
    27: "the knowledge graph of GDELT 2",
    11: "the knowledge graph of GDELT 1",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The layout of a file. `columns`: its columns as they stand there; `header`: the line that names them, 0 where none does;
    `separator`: what stands between cells, or "json"."""

    layout: Layout
    columns: tuple[str, ...]
    header: int
    separator: str


def recognise(file: Prepared, wanted: str) -> Found:
    """The layout of a file that is said to be `wanted` (gdelt, icews, polecat, plover). Raises UsageError, with what it is
    instead where that shows."""
    number, line = first_line(file)
    found = _of_json(file) if line.lstrip().startswith("{") else _by_names(line, number) or _by_rows(file)
    if found is None or found.layout.format != wanted:
        raise UsageError(_told(file, line, found, wanted), hint=_hint(line, found, wanted))
    return found


def first_line(file: Prepared) -> tuple[int, str]:
    """The first line that is not blank, at most a million characters of it, and its number. Raises UsageError where there is none."""
    with file.path.open(encoding="utf-8-sig", newline="\n") as text:
        for number, line in enumerate(iter(lambda: text.readline(_MOST), ""), 1):
            if line.strip():
                return number, line.rstrip("\n")
    raise UsageError(f"{file.name} holds no row.")


def _by_names(line: str, number: int) -> Found | None:
    for separator in ("\t", ",", ";"):
        cells = [cell.strip().strip('"') for cell in line.split(separator)]
        found = _by_header(cells, separator, number) if len(cells) > 5 else None
        if found is not None:
            return found
    return None


def _by_rows(file: Prepared) -> Found | None:
    """The layout of a file without a header: that of the first row that has the look of one."""
    with file.path.open(encoding="utf-8-sig", newline="\n") as text:
        for line in islice(iter(lambda: text.readline(_MOST), ""), _LOOKED_AT):
            found = _by_cells([cell.strip().strip('"') for cell in line.rstrip("\n").split("\t")])
            if found is not None:
                return found
    return None


def _of_json(file: Prepared) -> Found | None:
    with file.path.open(encoding="utf-8-sig", newline="\n") as text:
        _, _, record = next(plover.records(text), (0, "", None))
    if record is None:
        return None
    if "event" in record and "source" in record and isinstance(record["event"], list):
        return Found(plover.LINES, plover.LINES.columns, 0, "json")
    if {"eventText", "event", "date", "ccode"} <= record.keys():
        return Found(icews.PROTESTS, icews.PROTESTS.columns, 0, "json")
    return None


def plain(name: str) -> str:
    """A column's name as names are compared: letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _by_header(cells: list[str], separator: str, number: int) -> Found | None:
    names = [plain(cell) for cell in cells]
    best: tuple[float, Layout] | None = None
    for layout in _LAYOUTS:
        known = {plain(column): column for column in layout.columns}
        share = len({n for n in names if n in known}) / len(known)
        if share >= _ENOUGH and (best is None or share > best[0]):
            best = (share, layout)
    if best is None:
        return None
    known = {plain(column): column for column in best[1].columns}
    return Found(best[1], tuple(known.get(n, c) for n, c in zip(names, cells, strict=True)), number, separator)


def _by_cells(cells: list[str]) -> Found | None:
    """A file without a header, by the number of its columns and the look of the first."""
    while len(cells) > 20 and len(cells) < 40 and not cells[-1]:
        cells = cells[:-1]
    for layout in _LAYOUTS:
        if len(cells) == len(layout.columns) and _looks(cells, layout):
            return Found(layout, layout.columns, 0, "\t")
    return None


def _looks(cells: list[str], layout: Layout) -> bool:
    if layout is gdelt.REDUCED:
        return bool(re.fullmatch(r"\d{8}", cells[0]))
    if layout.format == "gdelt":
        return cells[0].isdecimal() and bool(re.fullmatch(r"\d{8}", cells[1]))
    return bool(re.match(r"\d{4}-\d{2}-\d{2}", cells[1]))


def _told(file: Prepared, line: str, found: Found | None, wanted: str) -> str:
    if found is not None:
        return f"{file.name} is not {_NAMES[wanted]}: it looks like {found.layout.name}."
    cells = line.count("\t") + 1
    many = "1 column" if cells == 1 else f"{cells} columns"
    if wanted == "gdelt" and cells in _OTHER_GDELT:
        return f"{file.name} is {_OTHER_GDELT[cells]} ({cells} columns), which holds no events."
    if wanted == "plover":
        return f"{file.name} does not begin with a PLOVER record (JSON with source, event and date)."
    names = " or ".join(f"{len(x.columns)}" for x in _LAYOUTS if x.format == wanted)
    return f"{file.name} is not {_NAMES[wanted]}: its first line has {many} separated by tabs, not {names}."


def _hint(line: str, found: Found | None, wanted: str) -> str:
    if found is not None:
        return f"Import it so: comity import {found.layout.format} FILE"
    if wanted == "gdelt" and line.count("\t") + 1 in _OTHER_GDELT:
        return "Events are in the files *.export.CSV.zip."
    return "Any table with a header can be imported: comity import csv FILE --map source=COLUMN ..."
