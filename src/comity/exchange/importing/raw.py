"""The rows of files as text under common names, one Parquet file a file: nothing is judged yet, nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.exchange.importing import mapped, plover
from comity.exchange.importing.files import LONGEST_LINE
from comity.exchange.importing.model import Layout, Prepared
from comity.exchange.importing.recognising import Found

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

COLUMNS: Final = (
    *("id", "day", "last", "source", "target", "their_source", "their_target", "code", "type", "mode", "issue"),
    *("contexts", "weight", "quad", "status", "grain", "date_basis", "symmetric", "thing", "place", "place_key"),
    *("reports", "documents", "independent", "confidence", "corrected", "publisher", "mentions", "outlets", "added"),
    "more",
)
"""What a layout can say of a row; beside them stand file, line, hash (of the whole row) and broken (why it is no row)."""
NOT_CUT: Final = "\x1f"
_BATCH: Final = 20_000
_SHOWN: Final = 200
Row = tuple[str, int, list[str | None] | None]
"""What stands there (cut), its line, and its cells: None where it is no record."""


def write(db: duckdb.DuckDBPyConnection, number: int, file: Prepared, found: Found, target: Path) -> int:
    """Write the rows of one file; return how many there are. A blank line is no row, and neither is a header."""
    if found.separator == "\t" and found.layout.format != "csv":
        lines = _split_lines(file)
    else:
        lines = _handed_over(db, file, found)
    query = f"""
        SELECT {number}::INTEGER AS file, line, hash, {_broken(found)} AS broken,
               CASE WHEN broken IS NOT NULL THEN left(text, {_SHOWN}) END AS text, {_fields(found)}
        FROM {lines} WHERE line > {found.header}"""
    path = str(target).replace("'", "''")
    written = db.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION snappy)").fetchall()
    return int(written[0][0])


def _split_lines(file: Prepared) -> str:
    """Lines cut at tabs, whatever quotes they hold."""
    path = str(file.path).replace("'", "''")
    read = (
        f"read_csv('{path}', columns = {{'text': 'VARCHAR'}}, delim = '{NOT_CUT}', quote = '', escape = '', "
        f"header = false, auto_detect = false, new_line = '\\n', max_line_size = {LONGEST_LINE})"
    )
    numbered = f"(SELECT text, row_number() OVER () AS line FROM {read})"
    return (
        f"(SELECT text, line, hash(text) AS hash, string_split(text, '\t') AS s FROM {numbered} WHERE trim(text) <> '')"
    )


def _handed_over(db: duckdb.DuckDBPyConnection, file: Prepared, found: Found) -> str:
    """Rows that Python cuts: tables with quoted cells, and JSON."""
    import pyarrow as pa

    schema = pa.schema([("text", pa.string()), ("line", pa.int64()), ("s", pa.list_(pa.string()))])
    reader = pa.RecordBatchReader.from_batches(schema, _batches(file, found, schema))
    db.register("handed_over", reader)
    return "(SELECT text, line, hash(coalesce(s::VARCHAR, text)) AS hash, s FROM handed_over)"


def _batches(file: Prepared, found: Found, schema: pa.Schema) -> Iterator[pa.RecordBatch]:

    held: list[Row] = []
    for row in _rows(file, found):
        held.append(row)
        if len(held) == _BATCH:
            yield _batch(held, schema)
            held = []
    if held:
        yield _batch(held, schema)


def _batch(rows: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [pa.array(column, f.type) for column, f in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _rows(file: Prepared, found: Found) -> Iterator[Row]:
    with file.path.open(encoding="utf-8-sig", newline="\n") as text:
        if found.separator == "json":
            cut = plover.cells if found.layout.format == "plover" else plover.protest_cells
            for number, shown, record in plover.records(text):
                yield shown[:_SHOWN], number, None if record is None else cut(record)
        else:
            for number, cells in mapped.records(text, found.separator):
                yield found.separator.join(cells)[:_SHOWN], number, list(cells)


def _broken(found: Found) -> str:
    """Why a row is none: other columns than there are. Empty cells beyond the last column are no reason."""
    width = len(found.columns)
    beyond = f"len(s) > {width} AND array_to_string(s[{width + 1}:], '') <> ''"
    return (
        "CASE WHEN s IS NULL THEN 'unreadable line' "
        f"WHEN len(s) < {width} OR ({beyond}) THEN 'wrong number of columns' END"
    )


def _fields(found: Found) -> str:
    layout, told = found.layout, []
    for name in COLUMNS:
        sql = layout.fields.get(name)
        told.append(f"{_filled(sql, found) if sql else 'NULL::VARCHAR'} AS {name}")
    return ", ".join(told)


def _filled(sql: str, found: Found) -> str:
    """The SQL of a field with each {Column} as the trimmed text of its cell, NULL where it is empty or missing."""
    place = {column: number for number, column in reversed(list(enumerate(found.columns, 1)))}

    def cell(match: re.Match[str]) -> str:
        number = place.get(match.group(1))
        return "NULL::VARCHAR" if number is None else _clean(f"s[{number}]", found.layout)

    return f"nullif({re.sub(r'{([^{}]+)}', cell, sql)}, '')"


def _clean(cell: str, layout: Layout) -> str:
    marks = ' "' if layout.quotes else " "
    text = f"nullif(trim({cell}, '{marks}'), '')"
    for word in layout.missing:
        text = f"nullif({text}, '{word}')"
    return text
