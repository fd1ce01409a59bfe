"""Scores of imported data sets: made once a data set, kept in .comity/reduced/NAME, copied into each store.

Large data sets stay where they are: of one whose daily statistics have more than `DAYS_IN_STORE` rows the store has the
scores, and the statistics are read from their file (`daily_statistics`).
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.errors import ComityError, ProjectError
from comity.project import fingerprints
from comity.project.files import write_atomically
from comity.project.fingerprints import digest
from comity.project.importing import ABOUT, events_path
from comity.project.importing import FOLDER as IMPORTS

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.actors import Registry
    from comity.engines import Engine
    from comity.project.folder import Project
    from comity.record.store import StoreWriter
    from comity.relations.reduced import Reduced

DAYS_IN_STORE: Final = 10_000_000
_KEY: Final = "key"


def data_sets(project: Project) -> list[str]:
    """Names of the data sets that were imported, sorted."""
    return sorted(path.parent.name for path in (project.root / IMPORTS).glob(f"[!.]*/{ABOUT}"))


def reduced(project: Project, name: str, registry: Registry) -> Reduced:
    """The daily statistics and scores of a data set, made now if its events or the code changed since.

    Raises UsageError where there is no such data set, ProjectError where it cannot be worked on.
    """
    from comity.relations.reduced import read_back, reduce

    events, folder = events_path(project, name), _folder(project, name)
    if not events.is_file():
        raise ProjectError(f"{events} is missing.", hint="Import the data set again.")
    key = _key(events, registry)
    try:
        if (folder / _KEY).read_text(encoding="utf-8") == key:
            return read_back(folder)
    except (OSError, ValueError):
        pass
    from comity.engines import engine
    from comity.engines.duckdb import DuckDBEngine

    shutil.rmtree(folder, ignore_errors=True)
    chosen, scratch = project.settings.engine, project.state / "scratch"
    try:
        with ExitStack() as open_engines:
            here = open_engines.enter_context(DuckDBEngine(memory=chosen.memory, scratch=scratch))
            on: Engine = here
            if chosen.kind != "duckdb":
                on = open_engines.enter_context(
                    engine(chosen.kind, memory=chosen.memory, master=chosen.master, scratch=scratch)
                )
            made = reduce(
                events,
                folder,
                name=name,
                lineages=lineages(registry),
                successions=successions(registry),
                on=on,
                here=here,
            )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    write_atomically(folder / _KEY, key.encode())
    return made


def as_built(project: Project, name: str) -> Reduced | None:
    """What the last build made of a data set, without any work; None where none has seen it yet."""
    from comity.relations.reduced import read_back

    try:
        return read_back(_folder(project, name))
    except (OSError, ValueError):
        return None


def put_reduced(store: StoreWriter, project: Project, registry: Registry) -> list[str]:
    """Write `dyad_days`, `scores`, `score_models` and the actors of every data set into a new store, before the relations
    of what was read are derived. One that cannot be worked on is left out, and told in words."""
    notes: list[str] = []
    if not (project.root / IMPORTS).is_dir():
        return notes
    for name in data_sets(project):
        try:
            made = reduced(project, name, registry)
        except ComityError as error:
            notes.append(f"The data set {name} has no scores: {error.message}")
            continue
        _put(store, made, _folder(project, name))
    _put_actors(store, registry)
    known = set(data_sets(project))
    for left in sorted((project.state / "reduced").glob("*")):
        if left.name not in known:
            shutil.rmtree(left, ignore_errors=True)
    return notes


def daily_statistics(project: Project, name: str, registry: Registry) -> pa.Table:
    """The rows of `tables.DYAD_DAYS` of a data set, from their file: also of one too large for the store."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from comity.relations.reduced import day_files

    reduced(project, name, registry)
    return pa.concat_tables(pq.read_table(file) for file in day_files(_folder(project, name)))


def rows_behind(
    project: Project, name: str, registry: Registry, a: str, b: str, on: date, *, direction: str = "both"
) -> pa.Table:
    """The events of a data set behind its score of two lineages on a day with evidence: the rows of `tables.IMPORTED_EVENTS`
    of the bin (a day or a month) that ends there, by date and id. `direction` is both, forth (a towards b) or back."""
    import pyarrow as pa

    from comity.engines import engine, reduction

    made = reduced(project, name, registry)
    first = on.replace(day=1) if made.bin == "month" else on
    ways = {"both": [(a, b), (b, a)], "forth": [(a, b)], "back": [(b, a)]}[direction]
    with engine(memory=project.settings.engine.memory) as here:
        rows = here.read(events_path(project, name))
        known = lineages(registry)
        found = [
            here.table(reduction.behind(rows, known, source, target, first, on), ("first", "id"))
            for source, target in ways
        ]
    both = pa.concat_tables(found)
    seen: dict[str, int] = {}
    for n, id in enumerate(both.column("id").to_pylist()):
        seen.setdefault(id, n)  # a symmetric event stands on both sides
    return both.take(pa.array(sorted(seen.values()), pa.int64())).sort_by([("first", "ascending"), ("id", "ascending")])


def lineages(registry: Registry) -> dict[str, str]:
    """Actor -> lineage, of those of which it is another."""
    ids = [actor.id for actor in registry.actors()]
    return {id: registry.lineage(id) for id in ids if registry.lineage(id) != id}


def successions(registry: Registry) -> dict[str, Any]:
    """As `comity.relations.succession.successions`, of all states that the tables know."""
    from comity.relations.succession import successions as found

    rows = [
        {"id": x.id, "lineage": registry.lineage(x.id), "valid_from": x.valid.first, "valid_to": x.valid.last}
        for x in registry.actors("state")
    ]
    return found(rows)


def _folder(project: Project, name: str) -> Path:
    return project.state / "reduced" / name


def _key(events: Path, registry: Registry) -> str:
    """Of the events as they were imported, the actors and the code."""
    about = events.with_name(ABOUT)
    return digest(fingerprints.reduced(), registry.fingerprint, fingerprints.of_file(about), str(events.stat().st_size))


def _put(store: StoreWriter, made: Reduced, folder: Path) -> None:
    from comity import tables
    from comity.relations.reduced import SCORES, day_files

    files = [("scores", folder / SCORES)]
    if made.days <= DAYS_IN_STORE:
        files += [("dyad_days", file) for file in day_files(folder)]
    for table, file in files:
        path = str(file).replace("'", "''")
        store.db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{path}')")
    names = tables.SCORE_MODELS.names()
    store.add("score_models", [tuple(model[name] for name in names) for model in made.models])


_UNKNOWN: Final = """
    SELECT DISTINCT id FROM (SELECT a AS id FROM scores UNION SELECT b FROM scores) WHERE id NOT IN (SELECT id FROM actors)
    ORDER BY id
"""


def _put_actors(store: StoreWriter, registry: Registry) -> None:
    """Actors of data sets that no document names, with the earlier ones of their lineages."""
    from comity.record.actors import actor_rows

    scored = {row["id"] for row in store.rows(_UNKNOWN)}
    if not scored:
        return
    there = {row["id"] for row in store.rows("SELECT id FROM actors")}
    named = {row["id"] for row in store.rows("SELECT a AS id FROM scores UNION SELECT b FROM scores")}
    line = {x.id for x in registry.actors("state") if registry.lineage(x.id) in named}
    rows = (row for row in actor_rows(registry, named | line) if row[0] not in there)
    store.add("actors", [(*row[:-1], "imported") for row in rows])
