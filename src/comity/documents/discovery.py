"""Finding the files to read: which there are, what `documents.csv` says of them, and what is set aside."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.documents.files import FORMATS, Given, SourceFile, too_large
from comity.documents.model import Failure
from comity.documents.settings import DEFAULTS, DocumentSettings
from comity.documents.sidecar import NAME as SIDECAR
from comity.documents.sidecar import Sidecar, read_sidecar
from comity.documents.visible import visible
from comity.errors import DocumentError


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file or folder that is not read, and why. That is no failure."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found under the paths that were named. Each tuple is sorted by name."""

    files: tuple[SourceFile, ...]
    set_aside: tuple[SetAside, ...]
    failures: tuple[Failure, ...]


@dataclass(slots=True)
class _Found:
    files: list[SourceFile]
    set_aside: list[SetAside]
    failures: list[Failure]


def discover(paths: Sequence[Path], *, settings: DocumentSettings = DEFAULTS) -> Discovery:
    """The files under the paths (files or folders), none of them opened but `documents.csv`.

    Folders are walked without following links: a link into the tree leads to what is found anyway, one out of it
    is refused; so a loop of links is seen once. Hidden files, comity's own folders and unknown kinds of file are
    set aside. What cannot be read is a Failure. A file named twice is found once. Nothing is raised.
    """
    found = _Found([], [], [])
    seen: set[str] = set()
    for path, label in _labelled(paths):
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            found.failures.append(_failure(label or path.name or str(path), _reason(error)))
            continue
        if stat.S_ISDIR(status.st_mode):
            _walk(path, label, found, seen)
        elif _once(path, seen):
            _named_file(path, label or path.name, status, found, settings)
    found.files[:] = [file for file in found.files if _within_limit(file, found, settings)]
    return Discovery(
        tuple(sorted(found.files, key=lambda f: (f.name, os.fsencode(f.path)))),
        tuple(sorted(found.set_aside, key=lambda s: (str(s.path), s.reason))),
        tuple(sorted(found.failures, key=lambda f: (str(f.path), f.reason, f.detail or ""))),
    )


def _labelled(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each path with what stands before its files' names: nothing for a single folder, else as much of its end as tells
    the folders apart; for a file the path as typed when it is relative, else its name."""
    paths = [Path(path) for path in paths]
    folders = [path.absolute() for path in paths if path.is_dir()]
    depth = 0
    if len(set(folders)) > 1:
        depth = 1
        while len({f.parts[-depth:] for f in folders}) < len(set(folders)):
            depth += 1
    for path in paths:
        if path.is_dir():
            whole = path.absolute()
            yield path, "/".join(p.strip("/\\") for p in whole.parts[-depth:]) if depth else ""
        else:
            tame = not path.is_absolute() and ".." not in path.parts
            yield path, path.as_posix() if tame else path.name


def _once(path: Path, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _walk(root: Path, label: str, found: _Found, seen: set[str]) -> None:
    real_root = os.path.realpath(root)
    pending: list[tuple[str, str, tuple[Sidecar, ...]]] = [(os.fspath(root), label, ())]
    while pending:
        folder, prefix, sidecars = pending.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            found.failures.append(_failure(prefix or ".", _reason(error)))
            continue
        names = {entry.name for entry in listed}
        if prefix != label and "comity.toml" in names:
            _aside(prefix, "a comity project", found)
            continue
        if SIDECAR in names:
            sidecar, failures = read_sidecar(Path(folder, SIDECAR), f"{prefix}/" if prefix else "")
            found.failures.extend(failures)
            sidecars = (*sidecars, sidecar)
        for entry in listed:
            name = f"{prefix}/{entry.name}" if prefix else entry.name
            try:
                if entry.name == SIDECAR:
                    _aside(name, "holds metadata of the documents beside it", found)
                elif entry.name.startswith((".", "~$")):
                    _aside(name, "hidden", found)
                elif entry.is_symlink():
                    _link(entry, name, real_root, found)
                elif entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, name, sidecars))
                else:
                    _file(entry, name, sidecars, found, seen)
            except OSError as error:
                found.failures.append(_failure(name, _reason(error)))
        _unmatched(sidecars[-1:] if SIDECAR in names else (), found)


def _unmatched(sidecars: Iterable[Sidecar], found: _Found) -> None:
    for sidecar in sidecars:
        for line, path in sidecar.rows_without_file():
            found.failures.append(
                Failure(
                    Path(visible(sidecar.name)), "bad row", f"line {line}: there is no file '{visible(path)}' beside it"
                )
            )


def _link(entry: os.DirEntry[str], name: str, real_root: str, found: _Found) -> None:
    target = os.path.realpath(entry.path)
    if not Path(target).exists():
        if _format(entry.name):
            found.failures.append(_failure(name, DocumentError("no such file", detail="a link to nothing")))
        else:
            _aside(name, "a link to nothing", found)
    elif target == real_root or target.startswith(real_root.rstrip(os.sep) + os.sep):
        _aside(name, "a link to what is in the folder anyway", found)
    else:
        _aside(name, "a link out of the folder: name its target to read it", found)


def _file(entry: os.DirEntry[str], name: str, sidecars: tuple[Sidecar, ...], found: _Found, seen: set[str]) -> None:
    format_ = _format(entry.name)
    status = entry.stat(follow_symlinks=False)
    if format_ is None:
        _aside(name, "not a kind of file that comity reads", found)
    elif not stat.S_ISREG(status.st_mode):
        found.failures.append(_failure(name, DocumentError("not a regular file")))
    elif _once(Path(entry.path), seen):
        given = Given()
        for sidecar in sidecars:  # the nearer one wins
            given = sidecar.given(Path(entry.path)) or given
        found.files.append(
            SourceFile(Path(entry.path), visible(name), format_, status.st_size, status.st_mtime_ns, given)
        )


def _named_file(path: Path, name: str, status: os.stat_result, found: _Found, settings: DocumentSettings) -> None:
    format_ = _format(path.name)
    if not stat.S_ISREG(status.st_mode):
        found.failures.append(_failure(name, DocumentError("not a regular file")))
    elif format_ is None:
        error = DocumentError(
            "not a kind of file that comity reads", hint="It reads .txt, .md, .html, .pdf, .docx and .jsonl."
        )
        found.failures.append(_failure(name, error))
    else:
        given = Given()
        beside = path.parent / SIDECAR
        if beside.is_file():
            sidecar, failures = read_sidecar(beside, "")
            found.failures.extend(f for f in failures if f not in found.failures)
            given = sidecar.given(path) or given
        found.files.append(SourceFile(path, visible(name), format_, status.st_size, status.st_mtime_ns, given))


def _within_limit(file: SourceFile, found: _Found, settings: DocumentSettings) -> bool:
    limit = settings.limit_of(file.format)
    if file.format == "jsonl" or file.size <= limit:
        return True
    found.failures.append(_failure(file.name, too_large(file.size, limit)))
    return False


def _format(name: str) -> str | None:
    return FORMATS.get(Path(name).suffix.lower())


def _aside(name: str, reason: str, found: _Found) -> None:
    found.set_aside.append(SetAside(Path(visible(name)), reason))


def _failure(name: str, error: DocumentError) -> Failure:
    return Failure(Path(visible(name)), error.reason, error.detail, error.hint)


def _reason(error: OSError | ValueError) -> DocumentError:
    from comity.documents.files import unreadable

    return unreadable(error) if isinstance(error, OSError) else DocumentError("no such file")
