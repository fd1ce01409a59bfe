"""Events of imported data sets: asked apart, never among those that were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

from comity.errors import StoreError, UsageError
from comity.record.asking.filters import Filter, check, close, forwards, only_known

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record.record import Record

_QUADS: Final = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
_ORDER: Final = "ORDER BY first, last, id"


class ImportedFilters(TypedDict, total=False):
    """What can be asked of imported events. `actors`: each stands on a side, itself or another of its lineage; `source`,
    `target`: there; `dyad`: on opposite sides. `code`: how the event code there begins. `flagged`: has a flag, or none;
    `flag`: this one. `least_mentions`: mentioned so often. `most_rows`: the first so many."""

    actors: Sequence[str]
    source: Sequence[str]
    target: Sequence[str]
    dyad: tuple[str, str] | None
    event_type: str | Sequence[str] | None
    mode: str | Sequence[str] | None
    quad: str | int | None
    issue: str | Sequence[str] | None
    status: str | Sequence[str] | None
    since: date | None
    until: date | None
    place: str | None
    publisher: str | None
    code: str | None
    flagged: bool | None
    flag: str | None
    least_mentions: int | None
    most_rows: int | None


def imported(record: Record, name: str, asked: ImportedFilters) -> pa.Table:
    """See `Record.imported`."""
    only_known(asked, ImportedFilters)
    forwards(asked.get("since"), asked.get("until"))
    row = _data_set(record, name)
    where = _conditions(asked)
    most = asked.get("most_rows")
    limit = "" if most is None else f"LIMIT {int(most)}"
    if row["in_store"]:
        where.equal("dataset", name)
        return record.sql(f"SELECT * FROM imported_events {where} {_ORDER} {limit}", where.values)
    path = _file(record, name)
    query = f"SELECT * FROM read_parquet(?) {where} {_ORDER} {limit}"
    return _fetched(query, [str(path), *where.values], path)


def count_imported(record: Record, name: str, asked: ImportedFilters) -> int:
    """How many events there are, without fetching them."""
    row = _data_set(record, name)
    where = _conditions(asked)
    if row["in_store"]:
        where.equal("dataset", name)
        found = record.sql(f"SELECT count(*) AS n FROM imported_events {where}", where.values)
    else:
        path = _file(record, name)
        found = _fetched(f"SELECT count(*) AS n FROM read_parquet(?) {where}", [str(path), *where.values], path)
    return int(found.column(0)[0].as_py())


def _data_set(record: Record, name: str) -> dict[str, Any]:
    if record.view:
        raise UsageError(
            "Imported data sets do not belong to documents, and are no part of a record of some of them.",
            hint="Ask the whole record: without --as-of, --only-source and --without-source.",
        )
    rows = record.sql("SELECT * FROM imports ORDER BY name").to_pylist()
    for row in rows:
        if row["name"] == name:
            return dict(row)
    known = [row["name"] for row in rows]
    refuse_unbuilt(record, name)
    listed = f"Imported are: {', '.join(known)}." if known else "None was: comity import FORMAT FILE..."
    raise UsageError(f"No data set {name!r} was imported.", hint=close(name, known, listed))


def refuse_unbuilt(record: Record, name: str) -> None:
    """Raises UsageError for a data set that was imported, but that the record does not have yet."""
    if record.sql("SELECT name FROM imports WHERE name = ?", [name]).num_rows or record.imports is None:
        return
    if "/" not in name and (record.imports / name / "import.json").is_file():
        raise UsageError(
            f"The data set {name!r} is imported, but the record does not have it yet.",
            hint="It is in the record after the next build: comity build",
        )


def _file(record: Record, name: str) -> Path:
    if record.imports is None or not (record.imports / name / "events.parquet").is_file():
        raise StoreError(
            f"The events of {name} stay outside the store, in imports/{name}/events.parquet, which is not there.",
            hint="Open the record through its project, or import the data set again.",
        )
    return record.imports / name / "events.parquet"


def _conditions(asked: ImportedFilters) -> Filter:
    from comity.vocabulary import issues, types

    where = Filter()
    either = "list_has_any(list_concat(sources, targets), ?)"
    for actor in asked.get("actors") or ():
        where.add(either, _lineage(actor))
    for actor in asked.get("source") or ():
        where.add("list_has_any(sources, ?)", _lineage(actor))
    for actor in asked.get("target") or ():
        where.add("list_has_any(targets, ?)", _lineage(actor))
    dyad = asked.get("dyad")
    if dyad:
        a, b = map(_lineage, dyad)
        across = "(list_has_any(sources, ?) AND list_has_any(targets, ?))"
        shared = f'("symmetric" AND {either} AND {either})'
        where.add(f"({across} OR {across} OR {shared})", a, b, b, a, a, b)
    where.among("event_type", [check(v.upper(), list(types()), "type") for v in _many(asked.get("event_type"))])
    where.among("mode", _many(asked.get("mode")))
    where.among("issue", [check(v, list(issues()), "issue") for v in _many(asked.get("issue"))])
    where.among("status", _many(asked.get("status")))
    where.equal("quad", _quad(asked.get("quad")))
    where.add('"last" >= ?', asked.get("since"))
    where.add('"first" <= ?', asked.get("until"))
    where.words("place", asked.get("place"))
    where.words("publisher", asked.get("publisher"))
    where.add("starts_with(their_type, ?)", asked.get("code"))
    where.add("list_contains(flags, ?)", asked.get("flag"))
    where.add("mentions >= ?", asked.get("least_mentions"))
    if asked.get("flagged") is not None:
        where.clauses.append("len(flags) > 0" if asked["flagged"] else "len(flags) = 0")
    return where


def _many(value: str | Sequence[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _quad(value: str | int | None) -> int | None:
    if value is None:
        return None
    text = str(value)
    check(text, [*"1234", *_QUADS], "quad class")
    return int(text) if text.isdecimal() else _QUADS.index(text) + 1


def _lineage(actor: str) -> list[str]:
    """The actor and all others of its lineage."""
    from comity.actors import Registry

    registry = Registry.default()
    if actor not in registry:
        return [actor]
    along = registry.lineage(actor)
    return sorted({actor, *(x.id for x in registry.actors() if registry.lineage(x.id) == along)})


def _fetched(query: str, values: Sequence[object], path: Path) -> pa.Table:
    import duckdb

    try:
        with duckdb.connect() as db:
            db.execute("SET enable_progress_bar = false")
            return db.sql(query, params=list(values)).to_arrow_table()
    except duckdb.Error as error:
        raise StoreError(
            f"{path} cannot be read: {str(error).splitlines()[0]}", hint="Import the data set again."
        ) from error
