"""Writing an export: a folder of CSV, Parquet and PLOVER files with their description, whole or not at all.

    export(record, Path("out"), formats=("csv", "parquet", "plover"), made=Made("0.1.0"))

    out/datapackage.json   out/README.txt   out/codebook.md   out/csv/*.csv   out/parquet/*.parquet   out/plover.jsonl

The same record gives the same bytes. A folder that holds something else than an earlier export is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.exchange.chosen import Chosen, choose
from comity.exchange.files import write_csv, write_parquet
from comity.exchange.folders import aside, free, replace
from comity.exchange.package import NAME, Keys, Made, file_resource, package, table_resource
from comity.exchange.words import codebook, readme
from comity.record.asking.filters import check

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record import Record

FORMATS: Final = ("csv", "parquet", "plover")
_WRITERS: Final = {"csv": write_csv, "parquet": write_parquet}
_PLOVER: Final = {
    "plover": ("plover.jsonl", "one event a line, with the field names of PLOVER (2021)"),
    "plover_incomplete": ("plover_incomplete.jsonl", "events without a date or a doer, which PLOVER requires"),
}
_ANSWER: Final = "query"


@dataclass(frozen=True)
class Exported:
    """What was written: the folder, its files as they lie below it, and the numbers of rows by table."""

    folder: Path
    files: tuple[str, ...]
    rows: dict[str, int]


def export(
    record: Record,
    folder: Path,
    *,
    made: Made,
    formats: Sequence[str] = FORMATS,
    tables: Sequence[str] = (),
    query: str | None = None,
    asked: dict[str, Any] | None = None,
    texts: bool = True,
    seconds: float | None = None,
) -> Exported:
    """Write a record, or a part of it, to a folder; an earlier export there is replaced.

    `tables`: only these; `asked`: only the events that these filters of `Record.events` leave, with what hangs on them;
    `query`: the answer to a SELECT instead, as one table, stopped after `seconds`; without `texts` the words of documents
    stay out.

    Raises UsageError for what cannot be asked and for a folder that holds something else, ProjectError where the folder
    cannot be written.
    """
    for name in formats:
        check(name, FORMATS, "format")
    free(folder)
    if query is not None:
        if asked or tables or "plover" in formats:
            raise UsageError(
                "A query is a table of its own.", hint="Export it as csv or parquet, without tables and filters."
            )
        answer = record.sql(query, seconds=seconds)
        chosen = Chosen(record, ())
        rows_of = {_ANSWER: answer}
    else:
        chosen, rows_of = choose(record, tables, asked, texts=texts), {}
    with aside(folder) as beside:
        counts = _write(beside, chosen, rows_of, formats, made, texts=texts)
        files = tuple(sorted(p.relative_to(beside).as_posix() for p in beside.rglob("*") if p.is_file()))
        replace(beside, folder, files)
    return Exported(folder, files, counts)


def _write(
    beside: Path,
    chosen: Chosen,
    given: dict[str, pa.Table],
    formats: Sequence[str],
    made: Made,
    *,
    texts: bool,
) -> dict[str, int]:
    keys, counts = Keys(), {}
    written: list[tuple[str, str, pa.Table]] = []
    kinds = [f for f in formats if f in _WRITERS]
    for name in (given or chosen.tables) if kinds else ():
        rows = given[name] if given else chosen.rows(name)
        keys.add(name, rows)
        counts[name] = rows.num_rows
        for kind in kinds:
            path = beside / kind / f"{name}.{kind}"
            path.parent.mkdir(exist_ok=True)
            _WRITERS[kind](rows, path)
            written.append((name, kind, rows.slice(0, 0) if name == "texts" else rows))
    resources = []
    for name, kind, rows in written:
        path = beside / kind / f"{name}.{kind}"
        found = table_resource(path, beside, name, rows, keys, plain=kind == kinds[0])
        resources.append(found | {"rows": counts[name]})
    if "plover" in formats:
        resources += _write_plover(beside, chosen, counts, texts=texts)
    if not given:
        (beside / "codebook.md").write_text(codebook(chosen.tables), encoding="utf-8", newline="\n")
        resources.append(
            file_resource(beside / "codebook.md", beside, "codebook", "what tables, columns and values mean")
        )
    (beside / "README.txt").write_text(readme(made, formats, counts), encoding="utf-8", newline="\n")
    resources.append(file_resource(beside / "README.txt", beside, "readme", "how these files are read"))
    (beside / NAME).write_bytes(package(made, resources))
    return counts


def _write_plover(beside: Path, chosen: Chosen, counts: dict[str, int], *, texts: bool) -> list[dict[str, Any]]:
    from comity.exchange.plover import complete, line, records

    numbers = dict.fromkeys(_PLOVER, 0)
    opened = {name: (beside / file).open("w", encoding="utf-8", newline="\n") for name, (file, _) in _PLOVER.items()}
    try:
        for found in records(chosen.record, chosen.events, texts=texts):
            name = "plover" if complete(found) else "plover_incomplete"
            opened[name].write(line(found))
            numbers[name] += 1
    finally:
        for out in opened.values():
            out.close()
    counts |= numbers
    return [
        file_resource(beside / file, beside, name, about) | {"rows": numbers[name]}
        for name, (file, about) in _PLOVER.items()
    ]
