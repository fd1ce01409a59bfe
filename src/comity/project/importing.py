"""Event data sets of others in a project.

    imports/NAME/import.json       what was imported: files with their hashes, numbers of rows, problems, whom to cite
    imports/NAME/events.parquet    the columns of `tables.IMPORTED_EVENTS`
    imports/NAME/problems.parquet  the columns of `tables.IMPORT_PROBLEMS`

They are no part of what was read: they have tables of their own in the store, and a data set of more than `MOST_IN_STORE`
rows stays in its Parquet file.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import comity
from comity.errors import ProjectError, UsageError
from comity.project.files import explained, write_atomically
from comity.project.fingerprints import digest, of_file

if TYPE_CHECKING:
    from comity.exchange.importing import Imported
    from comity.project.folder import Project
    from comity.record.store import StoreWriter

FOLDER: Final = "imports"
ABOUT: Final = "import.json"
EVENTS: Final = "events.parquet"
PROBLEMS: Final = "problems.parquet"
MOST_IN_STORE: Final = 200_000
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TAKEN: Final = ("text", "table", "human", "imported")
_OLD: Final = ".old-"


def import_files(
    project: Project,
    format: str,
    files: Sequence[Path],
    *,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    actors: str = "any",
    date_format: str | None = None,
    wait: bool = False,
) -> Imported:
    """Read files of others into imports/NAME (by default the format is the name); what was there under that name is replaced,
    and stays as it was where this fails. The store knows of it with the next build.

    `columns`, `actors` and `date_format` say how a CSV is to be read (`exchange.importing.mapped`).
    Raises UsageError for files that are not of the format and a name that cannot be, BuildInProgress, and ProjectError where
    there is no room.
    """
    from comity.actors import Registry
    from comity.exchange.importing import read_in
    from comity.exchange.importing.files import PREFIX, scratch_folder
    from comity.project.lock import building

    name = _checked(name or format)
    if not files:
        raise UsageError("No file is given.", hint="comity import FORMAT FILE...")
    root = project.root / FOLDER
    with explained(project.root):
        project.state.mkdir(parents=True, exist_ok=True)
        with building(project.state, wait=wait):
            _sweep(root)
            for leftover in sorted(project.state.glob(f"{PREFIX}*")):
                shutil.rmtree(leftover, ignore_errors=True)
            registry = Registry.default(project.extra_actors())
            with scratch_folder(project.state) as scratch:
                made, work = scratch / "made", scratch / "work"
                made.mkdir()
                work.mkdir()
                done = read_in(
                    format,
                    files,
                    made,
                    work,
                    registry,
                    name=name,
                    columns=columns,
                    actors=actors,
                    date_format=date_format,
                )
                about = done.data() | {"comity": comity.__version__, "events_sha256": _sha256(made / EVENTS)}
                write_atomically(made / ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
                _put_in_place(made, root / name)
            return done


def imports(project: Project) -> list[dict[str, Any]]:
    """What was imported, as import.json says it, by name."""
    return [imported(project, path.parent.name) for path in sorted((project.root / FOLDER).glob(f"[!.]*/{ABOUT}"))]


def imported(project: Project, name: str) -> dict[str, Any]:
    """What import.json says of one data set, with `in_store`. Raises UsageError where there is none of that name, ProjectError
    where its files are damaged."""
    folder = project.root / FOLDER / name
    if not _NAME.fullmatch(name) or not (folder / ABOUT).is_file():
        known = ", ".join(sorted(p.parent.name for p in (project.root / FOLDER).glob(f"[!.]*/{ABOUT}")))
        raise UsageError(
            f"No data set {name!r} was imported.",
            hint=f"Imported are: {known}." if known else "Import one: comity import FORMAT FILE...",
        )
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        about["in_store"] = int(about["kept"]) <= MOST_IN_STORE
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProjectError(
            f"{folder / ABOUT} cannot be read: {error}.", hint=f"Import it again, or: comity imports remove {name}"
        ) from error
    return about


def events_path(project: Project, name: str) -> Path:
    """The Parquet file of a data set's events: the columns of `tables.IMPORTED_EVENTS`. Raises as `imported` does."""
    imported(project, name)
    return project.root / FOLDER / name / EVENTS


def remove(project: Project, name: str, *, wait: bool = False) -> dict[str, Any]:
    """Take a data set out of the project, and say what it was. Raises as `imported` does, and BuildInProgress."""
    from comity.project.lock import building

    folder = project.root / FOLDER / name
    with explained(project.root), building(project.state, wait=wait):
        try:
            about = imported(project, name)
        except ProjectError:
            if not folder.is_dir() or not _NAME.fullmatch(name):
                raise
            about = {"name": name}
        gone = folder.with_name(f"{_OLD}{name}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        return about


def fingerprint(project: Project) -> str:
    """Of all that is imported: a build depends on it."""
    return digest(*(f"{p.parent.name} {of_file(p)}" for p in sorted((project.root / FOLDER).glob(f"[!.]*/{ABOUT}"))))


def put_imports(store: StoreWriter, project: Project) -> list[str]:
    """Write `imports`, `import_problems` and, of data sets that are not too large, `imported_events` into a new store. A data
    set whose files are missing or damaged is left out; what is said of that is returned."""
    import duckdb

    from comity.tables import IMPORTED_EVENTS

    notes: list[str] = []
    root = project.root / FOLDER
    for name in sorted(p.parent.name for p in root.glob(f"[!.]*/{ABOUT}")):
        try:
            about = imported(project, name)
            tables = [*([("imported_events", EVENTS)] if about["in_store"] else []), ("import_problems", PROBLEMS)]
            for table, file in tables:
                path = str(root / name / file).replace("'", "''")
                columns = ", ".join(f'"{c}"' for c in IMPORTED_EVENTS.names()) if file == EVENTS else "*"
                store.db.execute(f"INSERT INTO {table} BY NAME SELECT {columns} FROM read_parquet('{path}')")
            store.add("imports", [_row(about)])
        except (ProjectError, duckdb.Error) as error:
            said = error.message if isinstance(error, ProjectError) else str(error).splitlines()[0]
            notes.append(f"The imported data set {name} is left out: {said}")
    return notes


def _row(about: Mapping[str, Any]) -> tuple[object, ...]:
    from datetime import date

    first, last = (date.fromisoformat(about[k]) if about[k] else None for k in ("first", "last"))
    files = about["files"]
    return (
        *(about["name"], about["format"], [f["name"] for f in files], [f["sha256"] for f in files]),
        *(about["rows"], about["kept"], about["flagged"], about["left_out"], first, last),
        *(about["in_store"], about["citation"]),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"A data set cannot be called {name!r}.",
            hint="A name has small letters, digits, - and _, up to 40: --name gdelt-2015",
        )
    if name in _TAKEN:
        raise UsageError(f"A data set cannot be called {name!r}: the record uses it for what is not imported.")
    return name


def _put_in_place(made: Path, folder: Path) -> None:
    """The new data set takes the old one's place, which goes only when the new one stands."""
    folder.parent.mkdir(exist_ok=True)
    old = folder.with_name(f"{_OLD}{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sweep(root: Path) -> None:
    """Put right what an import that was killed has left."""
    for old in sorted(root.glob(f"{_OLD}*")):
        folder = old.with_name(old.name.removeprefix(_OLD))
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
