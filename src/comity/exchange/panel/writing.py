"""`comity export panel`: dyad-months or dyad-years as files with their description, whole or not at all.

out/datapackage.json   out/README.txt   out/codebook.md   out/codebook.csv   out/csv/panel.csv   out/parquet/panel.parquet
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.exchange.cells import csv_lines
from comity.exchange.export import Exported
from comity.exchange.files import write_csv, write_parquet
from comity.exchange.folders import aside, free, replace
from comity.exchange.package import NAME, Keys, Made, file_resource, package, table_resource
from comity.exchange.panel.asked import Asked, Notes
from comity.exchange.panel.assembling import panel
from comity.exchange.panel.columns import PANEL
from comity.exchange.panel.corrected import corrections
from comity.exchange.panel.words import CODEBOOK_COLUMNS, codebook, codebook_rows, readme
from comity.exchange.schema import arrow_schema
from comity.record.asking.filters import check

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record import Record

FORMATS: Final = ("csv", "parquet")
_WRITERS: Final = {"csv": write_csv, "parquet": write_parquet}


def export_panel(
    record: Record,
    registry: Registry,
    folder: Path,
    *,
    made: Made,
    asked: Asked,
    formats: Sequence[str] = FORMATS,
    tell: Callable[[str], None] | None = None,
) -> tuple[Exported, Notes]:
    """Write the panel of a record to a folder; an earlier export there is replaced. Also gives what is in no row, and why.
    `tell` is told beforehand where the rows will be many.

    Raises UsageError for what cannot be asked, for a panel without rows or of too many and for a folder that holds something else,
    ProjectError where the folder cannot be written.
    """
    for name in formats:
        check(name, FORMATS, "format")
    free(folder)
    notes = Notes()
    rows = panel(record, registry, asked, notes, tell).cast(arrow_schema(PANEL))
    notes.corrections = corrections(record, asked)
    keys = Keys()
    keys.add(PANEL.name, rows)
    with aside(folder) as beside:
        resources = []
        for kind in formats:
            path = beside / kind / f"{PANEL.name}.{kind}"
            path.parent.mkdir(exist_ok=True)
            _WRITERS[kind](rows, path)
            resources.append(table_resource(path, beside, PANEL.name, rows, keys, plain=kind == formats[0]))
        lines = csv_lines(CODEBOOK_COLUMNS, ([row[n] for n in CODEBOOK_COLUMNS] for row in codebook_rows(asked)))
        for file, text, about in (
            ("codebook.csv", "".join(lines), "the columns of the panel, for programs"),
            ("codebook.md", codebook(asked), "the columns of the panel, coverage, counts and scores"),
            ("README.txt", readme(made, asked, rows, notes, formats), "how these files are read"),
        ):
            (beside / file).write_text(text, encoding="utf-8", newline="\n")
            name = file.lower().replace(".", "-").removesuffix("-txt").removesuffix("-md")
            resources.append(file_resource(beside / file, beside, name, about))
        (beside / NAME).write_bytes(package(made, resources))
        files = tuple(sorted(p.relative_to(beside).as_posix() for p in beside.rglob("*") if p.is_file()))
        replace(beside, folder, files)
    return Exported(folder, files, {PANEL.name: rows.num_rows}), notes
