"""A project is a folder: settings, documents, the record, the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.errors import NoProject, ProjectError, SettingsError, StoreError, UsageError
from comity.project import settings as toml
from comity.project.files import explained, write_atomically
from comity.project.result import BuildResult

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.documents.settings import DocumentSettings
    from comity.exchange import Exported
    from comity.exchange.importing import Imported
    from comity.project.audit import Audit
    from comity.project.corrections import Corrections
    from comity.project.work import ReadsDocuments
    from comity.record.record import Record
    from comity.system.whole import System


class Project:
    """An open project. `root` is its folder, `settings` what its comity.toml says."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.settings = toml.load(self.root / toml.FILE_NAME)

    def __repr__(self) -> str:
        return f"Project({str(self.root)!r})"

    @classmethod
    def init(cls, folder: str | Path, documents: str | Path | Sequence[str | Path] | None = None) -> Project:
        """Make a project: its folder, a comity.toml with every default, and a place for documents.

        `documents` are files or folders that are read where they lie; without it they go into FOLDER/documents.
        Raises UsageError when there is a project already, ProjectError when the folder cannot be made.
        """
        root = Path(folder)
        if (root / toml.FILE_NAME).exists():
            raise UsageError(f"{root} is a project already.", hint=f"Build it: comity build --project {root}")
        given = [documents] if isinstance(documents, str | Path) else list(documents or ())
        with explained(root):
            try:
                root.mkdir(parents=True, exist_ok=True)
            except FileExistsError:
                raise ProjectError(f"{root} is a file, not a folder.", hint="Give the project another place.") from None
            paths = tuple(_from(root.resolve(), Path(p)) for p in given) or ("documents",)
            if not given:
                (root / "documents").mkdir(exist_ok=True)
            name = Path(given[0]).resolve().name if given else root.resolve().name
            write_atomically(root / toml.FILE_NAME, toml.template(paths, f"{toml.TITLE}: {name}").encode())
        return cls(root)

    @classmethod
    def open(cls, folder: str | Path = ".") -> Project:
        """The project in a folder. Raises NoProject when there is none, SettingsError when its settings are wrong."""
        root = Path(folder)
        if not (root / toml.FILE_NAME).is_file():
            raise NoProject(
                f"There is no project in {root.resolve()} (no {toml.FILE_NAME}).",
                hint="Make one from a folder of documents: comity build FOLDER. Or say where it is: --project DIR",
            )
        return cls(root)

    @classmethod
    def for_documents(cls, documents: str | Path, folder: str | Path | None = None) -> Project:
        """The project that reads `documents` where they lie: made at the first time, in `folder` or ./comity-<name>.

        Raises UsageError when the project there reads something else.
        """
        source = Path(documents).resolve()
        root = (
            Path(folder) if folder is not None else Path(f"comity-{source.stem if source.is_file() else source.name}")
        )
        if not (root / toml.FILE_NAME).exists():
            return cls.init(root, documents=source)
        project = cls(root)
        if source not in project.document_paths():
            reads = ", ".join(project.settings.documents.paths)
            raise UsageError(
                f"The project {root} reads {reads}, not {documents}.",
                hint=f"Add it to paths in {project.root / toml.FILE_NAME}, or choose another folder: --project DIR",
            )
        return project

    @property
    def state(self) -> Path:
        """Caches and stores: may be deleted, is made again."""
        return self.root / ".comity"

    @property
    def cache(self) -> Path:
        return self.state / "cache"

    @property
    def store(self) -> Path:
        return self.state / "store"

    @property
    def report_path(self) -> Path:
        return self.root / "report.html"

    @property
    def corrections_path(self) -> Path:
        """What people put right."""
        return self.root / "corrections.jsonl"

    @property
    def any_language(self) -> bool:
        return self.settings.documents.language == "any"

    def document_paths(self) -> list[Path]:
        """Where the documents lie, as absolute paths. Raises SettingsError when one does not exist."""
        found = []
        for text in self.settings.documents.paths:
            path = Path(os.path.normpath(self.root / Path(text).expanduser()))
            if not path.exists():
                raise SettingsError(
                    f"{self.root / toml.FILE_NAME}: documents.paths names {text}, and there is no {path}.",
                    hint="Put documents there, or change paths.",
                )
            found.append(path)
        return found

    def document_settings(self) -> DocumentSettings:
        """The limits for the documents room."""
        from comity.documents.settings import DocumentSettings

        chosen = self.settings.documents
        return DocumentSettings(
            max_bytes=round(chosen.max_megabytes * 1_000_000),
            max_packed_bytes=round(chosen.max_packed_megabytes * 1_000_000),
        )

    def extra_actors(self) -> Path | None:
        """The user's own actor file. Raises SettingsError when it does not exist."""
        return self._file("actors.extra", self.settings.actors.extra)

    def own_lexicon(self) -> Path | None:
        """The user's own file of words. Raises SettingsError when it does not exist."""
        return self._file("reading.lexicon", self.settings.reading.lexicon)

    def _file(self, setting: str, name: str) -> Path | None:
        if not name:
            return None
        path = self.root / Path(name).expanduser()
        if not path.is_file():
            raise SettingsError(f"{self.root / toml.FILE_NAME}: {setting} names {name}, and there is no {path}.")
        return path

    def build(
        self,
        *,
        progress: Callable[[int, int, str], None] | None = None,
        jobs: int | None = None,
        wait: bool = False,
        reader: ReadsDocuments | str | None = None,
    ) -> BuildResult:
        """Read the documents, make the record and the report; do again only what changed.

        `progress(done, total, name)` is called as documents are opened and read. `jobs` processes read side by side.
        With `wait`, a build that is running is waited for. `reader` takes the place of comity's own: an object, used
        in this process, or `package.module:name` of what makes one in each worker.

        Raises BuildInProgress, SettingsError, ModelMissing, StoreError (a store of a newer comity) or ProjectError (no
        room, no right to write). A document that cannot be read raises nothing: it is in the result's `failed`.
        """
        from comity.project.build import build

        return build(self, progress=progress, jobs=jobs, wait=wait, reader=reader)

    @property
    def corrections(self) -> Corrections:
        """Putting the record right: `reject`, `accept`, `change`, `join`, `split`, `settle`, `alias`, `fact`, `undo`."""
        from comity.project.corrections import Corrections

        return Corrections(self)

    @property
    def audit(self) -> Audit:
        """Finding out what was missed: `draw`, `code`, `export`, `import_`, `settle`, `result`."""
        from comity.project.audit import Audit

        return Audit(self)

    def system(self, on: date | str | None = None, **asked: Any) -> System:
        """The signed network of a day with its balance, blocs and swing actors, from the last good build.

        `on`: a date, or a day, month or year as text; by default the day of the last evidence. `asked`: `issue`, `actors`, `origin` and the rest of
        `comity.system.network.system`, which has what they mean and what is raised.
        """
        from comity.project.systems import system

        return system(self, on, **asked)

    def import_events(
        self,
        format: str,
        files: Sequence[str | Path],
        *,
        name: str | None = None,
        columns: Mapping[str, str] | None = None,
        actors: str = "any",
        date_format: str | None = None,
        wait: bool = False,
    ) -> Imported:
        """Take in event data made by others: `format` is gdelt, icews, polecat, plover or csv. What was imported under the
        same name (by default the format) is replaced. The record knows of it after the next `build`.

        `columns` (meaning -> column), `actors` (how they are written) and `date_format` are for a CSV: see
        `comity.exchange.importing.mapped`. Raises UsageError for files that are not of the format, BuildInProgress, and
        ProjectError where no row can be kept or there is no room.
        """
        from comity.project.importing import import_files

        given = [Path(file) for file in files]
        return import_files(
            self, format, given, name=name, columns=columns, actors=actors, date_format=date_format, wait=wait
        )

    def imports(self) -> list[dict[str, Any]]:
        """What was imported: the contents of each import.json, by name."""
        from comity.project.importing import imports

        return imports(self)

    def imported_behind(self, name: str, a: str, b: str, on: date, *, direction: str = "both") -> pa.Table:
        """The events of a data set behind its score of two lineages on a day with evidence: rows of
        `tables.IMPORTED_EVENTS`. `direction` is both, forth (a towards b, the ids in their order) or back.
        Raises UsageError where there is no such data set."""
        from comity.project.reducing import rows_behind
        from comity.project.systems import registry_of

        return rows_behind(self, name, registry_of(self), a, b, on, direction=direction)

    def remove_import(self, name: str) -> dict[str, Any]:
        """Take an imported data set out of the project, and say what it was. Raises UsageError where there is none."""
        from comity.project.importing import remove

        return remove(self, name)

    def log(self) -> list[dict[str, Any]]:
        """The corrections in order, as dictionaries of the columns of the table `corrections`, with `line`, the text of
        the line. `state` is what became of each in the last build, or "waiting" for the next one."""
        from comity.project.history import history

        return history(self)

    def record(
        self, *, as_of: date | None = None, only_sources: Sequence[str] = (), without_sources: Sequence[str] = ()
    ) -> Record:
        """A read-only handle on the last good build, or on what a part of its documents say.

        `as_of`: the record as it could have been known on that day, from documents that had appeared by then; those
        without a date of publication are left out. `only_sources`, `without_sources`: outlets, authors or ids of
        documents. Events, sources, disagreements and the rest are then those of these documents alone.

        Raises NoProject when nothing was built, StoreError when the store is damaged or of another version, UsageError
        for a source that the project does not have.
        """
        from comity.project import ids
        from comity.project.generations import Generations
        from comity.project.views import View, open_view
        from comity.record.record import Record
        from comity.tables import SCHEMA_VERSION

        current = Generations(self.store).current()
        if current is None:
            raise NoProject(f"{self.root} was not built yet.", hint=f"Build it: comity build --project {self.root}")
        if current.manifest["schema"] != SCHEMA_VERSION:
            raise StoreError(
                f"The store in {current.folder} is of schema {current.manifest['schema']}; this comity reads {SCHEMA_VERSION}.",
                hint="Build again: comity build makes it anew from the cache.",
            )
        changed = ids.load(self.root / ids.FILE_NAME)
        view = View(as_of, tuple(only_sources), tuple(without_sources))
        if not view:
            return Record(current.store, generation=current.name, changed_ids=changed, imports=self.root / "imports")
        store, said = open_view(self, current, view)
        return Record(store, generation=current.name, changed_ids=changed, view=said, whole=current.store)

    def export(
        self,
        folder: str | Path,
        *,
        record: Record | None = None,
        formats: Sequence[str] = ("csv", "parquet", "plover"),
        tables: Sequence[str] = (),
        query: str | None = None,
        asked: dict[str, Any] | None = None,
        told: dict[str, Any] | None = None,
        texts: bool = True,
        seconds: float | None = None,
    ) -> Exported:
        """Write the record as CSV, Parquet and PLOVER JSON lines, described by a datapackage.json (see `comity.exchange`).

        `record`: a view of it, where not all is wanted. `asked`: filters of `Record.events`; `told`: the same in words, for
        the description. Raises UsageError for what cannot be asked and for a folder that holds something else.
        """
        from comity.project.exporting import export

        wanted = {"tables": tables, "query": query, "asked": asked, "texts": texts, "seconds": seconds}
        said = {**(told if told is not None else asked or {})}
        if record is not None:
            return export(self, Path(folder), record, formats=formats, told=said, **wanted)
        with self.record() as whole:
            return export(self, Path(folder), whole, formats=formats, told=said, **wanted)

    def export_panel(
        self,
        folder: str | Path,
        *,
        record: Record | None = None,
        unit: str = "year",
        directed: bool = False,
        issue: str = "all",
        origin: str = "text",
        since: date | None = None,
        until: date | None = None,
        all_pairs: bool = False,
        large: bool = False,
        formats: Sequence[str] = ("csv", "parquet"),
        tell: Callable[[str], None] | None = None,
    ) -> tuple[Exported, list[str]]:
        """Write dyad-months or dyad-years with scores, counts and the numbers of other lists (see `comity.exchange.panel`);
        also gives, in words, what is in no row. `unit`: month or year. `origin`: text or the name of an imported data set.
        `all_pairs`: of states, whether or not anything is told of them. `large`: also of more than five million rows; `tell`
        is called with a line where they will be many. Raises UsageError for what cannot be asked."""
        from comity.project.exporting import export_panel

        asked = {"unit": unit, "directed": directed, "issue": issue, "origin": origin}
        asked |= {"since": since, "until": until, "every": all_pairs, "large": large}
        if record is not None:
            return export_panel(self, Path(folder), record, formats=formats, asked=asked, tell=tell)
        with self.record() as whole:
            return export_panel(self, Path(folder), whole, formats=formats, asked=asked, tell=tell)


def _from(root: Path, path: Path) -> str:
    """A path seen from the project's folder; an absolute one where there is no way (another drive)."""
    try:
        return Path(os.path.relpath(path.resolve(), root)).as_posix()
    except ValueError:
        return path.resolve().as_posix()
