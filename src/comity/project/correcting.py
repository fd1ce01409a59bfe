"""Corrections in a build: the log is read, and what it says of actors becomes a file for the registry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.corrections.log import read
from comity.project.files import write_atomically

if TYPE_CHECKING:
    from comity.corrections.apply import Outcome
    from comity.project.folder import Project
    from comity.project.generations import Generation
    from comity.project.walk import Walk
    from comity.record.store import StoreWriter

_FOLDER: Final = "actors"
_OPEN: Final = """
    SELECT count(*) FILTER (state IN ('not found', 'conflict', 'not understood')) AS open,
           count(*) FILTER (state = 'applied' AND kind != 'undo') AS applied FROM corrections
"""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The lines of the log with what is known of them before anything is read, and the file of actors they make."""

    outcomes: tuple[Outcome, ...] = ()
    actors: Path | None = None


NO_CORRECTIONS: Final = TakenUp()


def take_up(project: Project) -> TakenUp:
    """Read a project's log. What names an actor that no table has is listed as not found."""
    lines = read(project.corrections_path)
    if not lines:
        return NO_CORRECTIONS
    from comity.corrections.apply import in_force
    from comity.project.actors import actor_csv

    outcomes = in_force(lines)
    text = actor_csv(project, outcomes)
    if text is None:
        return TakenUp(tuple(outcomes))
    data = text.encode("utf-8", "surrogatepass")
    path = project.state / _FOLDER / f"{hashlib.sha256(data).hexdigest()[:16]}.csv"
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    return TakenUp(tuple(outcomes), path)


def actor_files(walk: Walk) -> tuple[Path, ...]:
    """The user's own file of actors, and that of the corrections."""
    return tuple(path for path in (walk.project.extra_actors(), walk.corrections.actors) if path is not None)


def actor_files_of(project: Project, generation: Generation) -> tuple[Path, ...]:
    """The same as a generation was made with."""
    name = generation.manifest.get("actors")
    own = project.state / _FOLDER / str(name) if name else None
    return tuple(path for path in (project.extra_actors(), own) if path is not None and path.is_file())


def unapplied_note(store: StoreWriter) -> Iterator[str]:
    """A line for people when corrections could not be applied."""
    (row,) = store.rows(_OPEN)
    if row["open"]:
        whole = row["open"] + row["applied"]
        yield f"{row['open']} of {whole} corrections could not be applied; they are listed by: comity log --open"
