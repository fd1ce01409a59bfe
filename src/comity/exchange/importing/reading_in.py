"""Reading event files of others in: from the files to events.parquet, problems.parquet and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.errors import ProjectError, UsageError
from comity.exchange.importing import gdelt, icews, judging, mapped, plover, polecat, raw
from comity.exchange.importing.days import gaps
from comity.exchange.importing.files import prepare
from comity.exchange.importing.model import FORMATS, Imported, Prepared, Problem
from comity.exchange.importing.recognising import Found, recognise

if TYPE_CHECKING:
    import duckdb

    from comity.actors import Registry

EVENTS: Final = "events.parquet"
PROBLEMS: Final = "problems.parquet"
EXAMPLES: Final = 5
"""So many rows of each kind of problem are kept as examples."""
_GAPS: Final = 20
_UNKNOWN: Final = 50
"""So many of the codes and names that nobody knows are kept, the commonest first."""
_ABOUT: Final = {
    "gdelt": (gdelt.CITATION, gdelt.TRAPS),
    "icews": (icews.CITATION, icews.TRAPS),
    "polecat": (polecat.CITATION, polecat.TRAPS),
    "plover": (plover.CITATION, plover.TRAPS),
    "csv": (mapped.CITATION, mapped.TRAPS),
}
_ENOUGH_WEIGHTS: Final = 10
"""From so many weights on, their range says something of their scale."""
_AT_A_TIME: Final = 200_000
"""So many rows are in hand at once, and make a row group of the file."""
EMPTY: Final = "empty period"


def read_in(
    format: str,
    paths: Sequence[Path],
    folder: Path,
    scratch: Path,
    registry: Registry,
    *,
    name: str,
    columns: Mapping[str, str] | None = None,
    actors: str = "any",
    date_format: str | None = None,
    memory: str = "2GB",
) -> Imported:
    """Read files of one format, in the order given, and write events.parquet and problems.parquet into `folder`.

    `scratch` takes what is needed on the way; it can grow to the size of the files unpacked. `columns`, `actors` and
    `date_format` say how a CSV is to be read (`mapped`). `memory` is DuckDB's limit; what grows beside it are the distinct
    dates, codes and parties, not the rows.

    Raises UsageError for files that are not of the format, or of which no column says what is needed; ProjectError where
    there is no room.
    """
    import duckdb

    if format not in FORMATS:
        raise UsageError(f"There is no format {format!r}.", hint=f"There are: {', '.join(FORMATS)}.")
    files, found, notes = _recognised(format, paths, scratch, columns or {}, actors, date_format)
    config: dict[str, Any] = {"memory_limit": memory, "temp_directory": str(scratch / "spill")}
    try:
        with duckdb.connect(config=config) as db:
            db.execute("SET enable_progress_bar = false")
            db.execute("SET preserve_insertion_order = true")
            db.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            counts = [
                raw.write(db, number, file, layout, scratch / f"raw-{number:06d}.parquet")
                for number, (file, layout) in enumerate(zip(files, found, strict=True), 1)
            ]
            return _judged(db, format, files, found, counts, folder, scratch, registry, name, notes, columns or {})
    except (duckdb.Error, OSError) as error:
        raise ProjectError(
            f"The import failed: {str(error).splitlines()[0]}",
            hint="Is there room on the disk? What was imported before is as it was.",
        ) from error


def _recognised(
    format: str,
    paths: Sequence[Path],
    scratch: Path,
    columns: Mapping[str, str],
    actors: str,
    date_format: str | None,
) -> tuple[list[Prepared], list[Found], list[str]]:
    """Every file with its layout, before anything is read in: one wrong file stops it all."""
    if format != "csv" and (columns or date_format or actors != "any"):
        raise UsageError(f"{format} says itself what its columns are.", hint="A mapping is for: comity import csv")
    files = [file for path in paths for file in prepare(path, scratch)]
    found: list[Found] = []
    notes = [note for file in files for note in file.notes]
    for file in files:
        if format == "csv":
            layout, guessed = mapped.mapped(file, columns, actors=actors, date_format=date_format)
            notes += guessed
        else:
            layout = recognise(file, format)
        found.append(layout)
    names = [file.name for file in files]
    for twice in sorted({n for n in names if names.count(n) > 1}):
        notes.append(f"{twice} was given {names.count(twice)} times, or several files have that name")
    return files, found, notes


def _judged(
    db: duckdb.DuckDBPyConnection,
    format: str,
    files: Sequence[Prepared],
    found: Sequence[Found],
    counts: Sequence[int],
    folder: Path,
    scratch: Path,
    registry: Registry,
    name: str,
    notes: list[str],
    columns: Mapping[str, str],
) -> Imported:
    layouts = [f.layout for f in found]
    parts = str(scratch / "raw-*.parquet").replace("'", "''")
    db.execute(f"CREATE TEMP VIEW raw AS SELECT * FROM read_parquet('{parts}')")
    db.execute("CREATE TEMP TABLE named (number INTEGER, name VARCHAR)")
    db.executemany("INSERT INTO named VALUES (?, ?)", [(n, file.name) for n, file in enumerate(files, 1)])
    judging.look_up(db, registry, layouts)
    judging.find_twice(db, unique=all(x.unique for x in layouts))
    select = judging.events(
        name,
        "named",
        has_ids=all(x.has_ids for x in layouts),
        weighs=any(x.weighs for x in layouts),
        since=max((x.since for x in layouts if x.since), default=None),
        theirs_first=format == "csv",
    )
    _write_events(db, select, scratch, counts, folder / EVENTS)
    events = str(folder / EVENTS).replace("'", "''")
    names = [file.name for file in files]
    problems = [
        Problem(reason, True, rows, tuple((names[file - 1], line, shown) for file, line, shown in examples))
        for reason, rows, examples in judging.left_out(db, EXAMPLES)
    ]
    problems += _flagged(db, events)
    problems += _empty(db, events)
    unknown = judging.unknown(db, _UNKNOWN)
    kept, flagged, first, last, swapped = _one(
        db,
        f"""SELECT count(*), count(*) FILTER (len(flags) > 0), min(first), max(last),
                   count(*) FILTER (starts_with(their_type, '043')) FROM read_parquet('{events}')""",
    )
    if swapped and format in ("gdelt", "icews", "csv"):
        notes.append(
            f"{swapped} {'row' if swapped == 1 else 'rows'} of code 043 (hosts a visit): the guest is the source here, as PLOVER has it"
        )
    if format == "csv":
        notes += _odd_weights(db, events)
    if not kept:
        raise ProjectError(_none_kept(sum(counts), problems), hint="What was imported before is as it was.")
    _write_problems(db, problems, name, folder)
    rows = sum(counts)
    citation, traps = _ABOUT[format]
    return Imported(
        name=name,
        format=format,
        layouts=tuple(dict.fromkeys(x.name for x in layouts)),
        files=tuple((file.name, file.sha256, n) for file, n in zip(files, counts, strict=True)),
        rows=rows,
        kept=kept,
        flagged=flagged,
        left_out=rows - kept,
        first=first,
        last=last,
        problems=tuple(problems),
        notes=tuple(notes),
        traps=traps,
        citation=citation,
        mapping=dict(columns),
        unknown=tuple(unknown),
    )


def _odd_weights(db: duckdb.DuckDBPyConnection, events: str) -> list[str]:
    """What looks like another scale than that from -10 to 10."""
    lowest, highest, rows = _one(
        db, f"SELECT min(their_weight), max(their_weight), count(their_weight) FROM read_parquet('{events}')"
    )
    if rows < _ENOUGH_WEIGHTS:
        return []
    scale = "weights run from -10 (conflict) to 10 (cooperation)"
    if lowest >= 0:
        return [f"No weight is below 0: {scale}. Is this the scale of the table?"]
    if lowest >= -1 and highest <= 1:
        return [f"No weight is beyond 1: {scale}. Is this the scale of the table?"]
    return []


def _write_events(
    db: duckdb.DuckDBPyConnection, select: str, scratch: Path, counts: Sequence[int], target: Path
) -> None:
    """Write the events a part at a time, so that the rows in hand are few however many there are."""
    from pyarrow import parquet

    from comity.exchange.schema import arrow_schema
    from comity.tables import IMPORTED_EVENTS

    schema = arrow_schema(IMPORTED_EVENTS)
    with parquet.ParquetWriter(target, schema, compression="zstd") as out:
        for source in _parts(db, scratch, counts):
            out.write_table(db.sql(select.format(raw=source)).to_arrow_table().cast(schema))


def _parts(db: duckdb.DuckDBPyConnection, scratch: Path, counts: Sequence[int]) -> Iterator[str]:
    """The rows of all files in order, in pieces of about `_AT_A_TIME`: a piece of a large file, or several small ones."""
    held: list[str] = []
    rows = 0
    for number, count in enumerate(counts, 1):
        path = "'" + str(scratch / f"raw-{number:06d}.parquet").replace("'", "''") + "'"
        if held and rows + count > _AT_A_TIME:
            yield f"read_parquet([{', '.join(held)}])"
            held, rows = [], 0
        if count <= _AT_A_TIME:
            held.append(path)
            rows += count
            continue
        first, last = _one(db, f"SELECT min(line), max(line) FROM read_parquet({path})")
        for start in range(first, last + 1, _AT_A_TIME):
            yield f"(SELECT * FROM read_parquet({path}) WHERE line >= {start} AND line < {start + _AT_A_TIME})"
    if held:
        yield f"read_parquet([{', '.join(held)}])"


def _none_kept(rows: int, problems: Sequence[Problem]) -> str:
    told = []
    for problem in problems:
        file, line, shown = problem.examples[0]
        told.append(f"{problem.kind} ({problem.rows}; {file}, line {line}: {shown})")
    if not rows:
        return "The files hold no rows."
    return f"Not one of {rows} rows could be kept: {'; '.join(told)}."


def _one(db: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    rows = db.execute(query).fetchall()
    return tuple(rows[0])


def _flagged(db: duckdb.DuckDBPyConnection, events: str) -> list[Problem]:
    """Of each flag how many rows have it, and the first of them."""
    query = f"""
        SELECT flag, count(*), min({{'o': n.number, 'line': line, 'file': file, 'what': what}}, {EXAMPLES})
        FROM (SELECT unnest(flags) AS flag, file, line,
                     concat_ws(' ', their_id, first, coalesce(their_source, '-'), '>', coalesce(their_target, '-'), their_type) AS what
              FROM read_parquet('{events}') WHERE len(flags) > 0) e
        LEFT JOIN (SELECT min(number) AS number, name FROM named GROUP BY name) n ON n.name = e.file
        GROUP BY flag ORDER BY flag"""
    return [
        Problem(flag, False, rows, tuple((e["file"], e["line"], e["what"]) for e in examples))
        for flag, rows, examples in db.execute(query).fetchall()
    ]


def _empty(db: duckdb.DuckDBPyConnection, events: str) -> list[Problem]:
    """Periods within the span that have no row: no coverage, which is not the same as no events."""
    seen = [day for (day,) in db.execute(f"SELECT DISTINCT first FROM read_parquet('{events}')").fetchall()]
    found = gaps(seen)
    if not found:
        return []
    longest = sorted(sorted(found, key=lambda gap: (-gap[2], gap[0]))[:_GAPS])
    told = ((None, None, f"{a} to {b}" if a != b else str(a)) for a, b, _ in longest)
    return [Problem(EMPTY, False, sum(days for _, _, days in found), tuple(told))]


def _write_problems(db: duckdb.DuckDBPyConnection, problems: Sequence[Problem], name: str, folder: Path) -> None:
    from comity.tables import IMPORT_PROBLEMS

    db.execute("DROP TABLE IF EXISTS import_problems")
    db.execute(IMPORT_PROBLEMS.create().replace("CREATE TABLE", "CREATE TEMP TABLE"))
    rows = [(name, p.kind, p.left_out, p.rows, file, line, shown) for p in problems for file, line, shown in p.examples]
    if rows:
        db.executemany("INSERT INTO import_problems VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    path = str(folder / PROBLEMS).replace("'", "''")
    db.execute(f"COPY import_problems TO '{path}' (FORMAT parquet)")
