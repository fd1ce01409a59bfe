"""The record of a part of the documents: as it could have been known on a day, of some sources only, without some.

A view is a store like any other, derived by the same steps from the rows of fewer documents, so that everything in it
(events, independent sources, disagreements, tallies) is what these documents alone say. Views lie beside the
generations, named by all that they depend on, and are made again when they are missing:

    .comity/views/<hash>/record.duckdb
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.errors import StoreError, UsageError
from comity.project import fingerprints
from comity.project.correcting import actor_files_of
from comity.project.files import explained
from comity.project.fingerprints import digest
from comity.project.generations import STORE, Generation
from comity.record.rows import Row, copied

if TYPE_CHECKING:
    from comity.project.folder import Project
KEPT: Final = 8
"""So many views are kept; those used longest ago go first."""
_DOCUMENTS: Final = "SELECT * FROM documents ORDER BY id"
_PRINTED: Final = ("outlet", "author", "published_first", "published_last", "published_basis")
"""What a copy has of its own."""


@dataclass(frozen=True, slots=True)
class View:
    """Which documents count. `as_of`: those that had appeared by that day. `only` and `without`: names of outlets or
    authors, or ids of documents, in any case of letters."""

    as_of: date | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.as_of or self.only or self.without)

    def key(self) -> list[object]:
        return [str(self.as_of), sorted(map(str.casefold, self.only)), sorted(map(str.casefold, self.without))]

    def left_out(self, document: dict[str, Any]) -> str | None:
        """Why a document, given as its row, does not count; None when it does."""
        if self.as_of is not None:
            if document["published_last"] is None:
                return f"when it appeared is not known, so that it may not have been there on {self.as_of}"
            if document["published_last"] > self.as_of:
                return f"appeared after {self.as_of}"
        names = names_of(document)
        if self.only and names.isdisjoint(map(str.casefold, self.only)):
            return f"not from {' or '.join(self.only)}"
        for name in self.without:
            if name.casefold() in names:
                return f"left out with {name}"
        return None

    def told(self) -> str:
        """In words: 'as of 2014-06-30, without The Herald'."""
        said = [f"as of {self.as_of}"] if self.as_of else []
        said += [f"only {' and '.join(self.only)}"] if self.only else []
        said += [f"without {' and '.join(self.without)}"] if self.without else []
        return ", ".join(said)


def names_of(document: dict[str, Any]) -> set[str]:
    """By what a document can be called as a source: its id, outlet, author and source group, case folded."""
    given = (document["id"], document["outlet"], document["author"], document["source_group"])
    return {name.casefold() for name in given if name}


def open_view(project: Project, current: Generation, view: View) -> tuple[Path, str]:
    """The store of a view of a generation, made if it is not there, and what it holds in words.

    Raises UsageError when a name of the view is no source of the project, or when no document is left.
    """
    documents = _documents(current)
    _known(view, documents)
    counted = _as_printed(view, documents)
    kept = [d for d in counted if d["status"] == "read" and view.left_out(d) is None]
    read = [d for d in documents if d["status"] == "read" and d["origin"] != "human"]  # not what a person gave
    dated_by = [d["published_last"] for d in counted if d["status"] == "read" and d["origin"] != "human"]
    undated = dated_by.count(None) if view.as_of else 0
    apart = f" {undated} without a date of publication {'is' if undated == 1 else 'are'} left out." if undated else ""
    if not kept:
        hint = "When each appeared: comity documents. A documents.csv beside them can say so for those without a date."
        raise UsageError(f"No document is left {view.told()}.{apart}", hint=hint)
    said = f"The record {view.told()}: {sum(d['origin'] != 'human' for d in kept)} of {len(read)} documents.{apart}"
    inputs = [current.manifest["store_sha256"], fingerprints.record(), json.dumps(view.key())]
    folder = project.state / "views" / digest(*inputs)[:24]
    if not (folder / STORE).is_file():
        with explained(project.state):
            _make(project, current, view, counted, folder)
            _sweep(folder)
    folder.touch()
    return folder / STORE, said


def _documents(current: Generation) -> list[dict[str, Any]]:
    from comity.record.record import Record

    with Record(current.store) as record:
        rows: list[dict[str, Any]] = record.sql(_DOCUMENTS).to_pylist()
        return rows


def _as_printed(view: View, documents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of documents; one that a view leaves out but of which it has an exact copy is there as that copy was
    printed: by its outlet and on its day."""
    copies: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        original = copied(document)
        if original is not None and view.left_out(document) is None:
            copies.setdefault(original, []).append(document)
    found = []
    for document in documents:
        there = copies.get(document["id"], [])
        if document["status"] == "read" and there and view.left_out(document) is not None:
            first = min(there, key=lambda d: (str(d["published_last"] or "9999"), d["id"]))
            found.append({**document, **{name: first[name] for name in _PRINTED}, "id": document["id"]})
            if view.left_out(found[-1]) is not None:  # it is named itself
                found[-1] = document
        else:
            found.append(document)
    return found


def _known(view: View, documents: Sequence[dict[str, Any]]) -> None:
    from rapidfuzz import process

    known: dict[str, str] = {}
    for document in documents:
        for name in (document["id"], document["outlet"], document["author"], document["source_group"]):
            if name:
                known.setdefault(name.casefold(), name)
    for name in (*view.only, *view.without):
        if name.casefold() not in known:
            near = [known[text] for text, *_ in process.extract(name.casefold(), list(known), limit=3, score_cutoff=55)]
            hint = f"Close: {', '.join(near)}." if near else "List outlets and authors with: comity sources"
            raise UsageError(f"{name!r} is no outlet, author or document of this project.", hint=hint)


def _make(project: Project, current: Generation, view: View, documents: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write the store aside and rename it into place; one that another process put there meanwhile is as good."""
    from comity.actors import Registry
    from comity.record.corrected import Standing
    from comity.record.derive import derive_events
    from comity.record.store import StoreWriter
    from comity.relations.derive import derive_relations
    from comity.system.derive import derive_system

    folder.parent.mkdir(parents=True, exist_ok=True)
    under_way = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        with StoreWriter(under_way / STORE) as store:
            kept = [d for d in documents if d["status"] == "read" and view.left_out(d) is None]
            store.take_over(current.store, [(d["id"], d["id"], d["text_sha256"]) for d in kept])
            store.add("documents", (_row(d, view) for d in documents))
            registry = Registry.default(*actor_files_of(project, current))
            events, _ = derive_events(store, registry, Standing.load(current.folder))
            settings = project.settings
            derive_relations(store, registry, events, settings.tally.period, settings.scores.days)
            derive_system(store, registry)
        try:
            under_way.rename(folder)
        except OSError:
            if not (folder / STORE).is_file():
                raise
    except StoreError as error:
        raise StoreError(
            f"The view cannot be made: {error.message}", hint="Build again: comity build makes the store anew."
        ) from error
    finally:
        shutil.rmtree(under_way, ignore_errors=True)


def _row(document: dict[str, Any], view: View) -> Row:
    why = view.left_out(document) if document["status"] == "read" else None
    changed = document if why is None else {**document, "status": "set aside", "reason": why}
    return tuple(changed.values())


def _sweep(newest: Path) -> None:
    others = [p for p in newest.parent.iterdir() if p.is_dir() and not p.name.startswith(".") and p != newest]
    others.sort(key=lambda p: (p.stat().st_mtime, p.name))
    for folder in others[: max(0, len(others) + 1 - KEPT)]:
        shutil.rmtree(folder, ignore_errors=True)
