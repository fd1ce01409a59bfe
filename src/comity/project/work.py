"""The work of one document: opening its file, reading it. Done in this process or in others; results go to the cache."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from comity.documents.model import Document, Failure, Passage
from comity.errors import ComityError, DocumentError
from comity.intervals import Interval
from comity.project.cache import Cache
from comity.project.fingerprints import digest
from comity.reading.contract import from_json, to_json
from comity.reading.model import Reading

if TYPE_CHECKING:
    from comity.documents.files import SourceFile
    from comity.documents.settings import DocumentSettings


class ReadsDocuments(Protocol):
    """What a reader must do: one reading a document, in order. `fingerprint` changes when readings could."""

    @property
    def fingerprint(self) -> str: ...

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker must know. `reader` is `package.module:name` of what makes a reader, called with keywords
    `registry` and `any_language`, with `lexicon` where the user has one of his own, with `reading` (as `reader`) where it is
    not the default."""

    cache: Path
    documents: DocumentSettings
    reader: str
    extra_actors: tuple[Path, ...]
    any_language: bool
    lexicon: Path | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A document without its text and passages, and what is known of them. `document_key` is its cache key;
    `content_key` hashes what its reading rests on; documents with one `text_key` are copies of one text."""

    document: Document
    characters: int
    document_key: str
    content_key: str
    text_key: str
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """Open a file. `sha256` is of its bytes when the build looked."""

    file: SourceFile
    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Read:
    """Read a document that stands in the cache. `id` is its name in the project, for messages."""

    document_key: str
    key: str
    id: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a task failed. `retry`: it may well go better another time, so that a build tries again."""

    reason: str
    detail: str | None = None
    hint: str | None = None
    retry: bool = False


class Worker:
    """Does tasks. The reader is made when the first document is to be read."""

    def __init__(self, plan: Plan, reader: ReadsDocuments | None = None) -> None:
        self.plan = plan
        self.cache = Cache(plan.cache)
        self._reader = reader
        self._making = threading.Lock()

    def prepare(self) -> None:
        """Make the reader now, beside other work; what is wrong with it is told when a document is to be read."""
        with contextlib.suppress(Exception):
            self._ready_reader()

    def do(self, task: Load | Read) -> Trouble | None:
        """None when the result stands in the cache under the task's key. Raises nothing but for a lack of the reader,
        of room or of rights (ComityError, OSError)."""
        return self._load(task) if isinstance(task, Load) else self._read(task)

    def _load(self, task: Load) -> Trouble | None:
        from comity.documents import load_file

        items: list[dict[str, Any]] = []
        loading = load_file(task.file, settings=self.plan.documents)
        while True:
            try:
                item = next(loading, None)
            except (MemoryError, RecursionError) as error:
                return Trouble("too much for this computer's memory", type(error).__name__, retry=True)
            except Exception as error:  # whatever a format's library raises: one bad file never stops the rest
                return Trouble("damaged", f"{type(error).__name__}: {error}")
            if item is None:
                break
            items.append(_failure_data(item) if isinstance(item, Failure) else self._keep(item))
        if task.sha256 and _sha256(task.file) != task.sha256:
            return Trouble("changed while it was read", hint="Build again.", retry=True)
        self.cache.put("files", task.key, json.dumps(items, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return None

    def _keep(self, document: Document) -> dict[str, Any]:
        from comity.documents import sketch, text_key

        data = document_data(document)
        packed = json.dumps(data, ensure_ascii=False, sort_keys=True)
        key = digest("document", packed)
        self.cache.put("documents", key, packed.encode("utf-8", "surrogatepass"))
        content = {
            k: v for k, v in data.items() if k not in ("id", "path", "other_paths", "sha256", "encoding", "format")
        }
        head = {**data, "text": "", "passages": []}
        return {
            "document": head,
            "characters": len(document.text),
            "document_key": key,
            "content_key": digest("content", json.dumps(content, ensure_ascii=False, sort_keys=True)),
            "text_key": text_key(document.text),
            "sketch": list(sketch(document)),
        }

    def _read(self, task: Read) -> Trouble | None:
        document = kept_document(self.cache, task.document_key)
        if document is None:
            return Trouble("its cached text was lost", hint="Build again.", retry=True)
        reader = self._ready_reader()
        try:
            reading = next(iter(reader.read_many([document])))
        except ComityError:
            raise
        except (MemoryError, RecursionError) as error:
            return Trouble("too much for this computer's memory", type(error).__name__, retry=True)
        except Exception as error:  # a fault of the reader on one document never stops the rest
            return Trouble("the reader failed", f"{type(error).__name__}: {error}")
        self.cache.put("readings", task.key, to_json(reading).encode("utf-8", "surrogatepass"))
        return None

    def _ready_reader(self) -> ReadsDocuments:
        with self._making:
            if self._reader is None:
                self._reader = self._make_reader()
            return self._reader

    def _make_reader(self) -> ReadsDocuments:
        import importlib

        from comity.actors import Registry

        module, name = self.plan.reader.split(":")
        make = getattr(importlib.import_module(module), name)
        registry = Registry.default(*self.plan.extra_actors)
        own: dict[str, Any] = {}
        if self.plan.reading is not None:
            own["reader"] = self.plan.reading
        if self.plan.lexicon is not None:
            from comity.reading.lexicons.own import OwnLexicon

            own["lexicon"] = OwnLexicon.read(self.plan.lexicon)
        return make(registry=registry, any_language=self.plan.any_language, **own)  # type: ignore[no-any-return]


def _sha256(file: SourceFile) -> str:
    try:
        return file.sha256()
    except DocumentError:
        return ""


def kept_document(cache: Cache, key: str) -> Document | None:
    """A document from the cache; None when it is not there or damaged."""
    data = cache.get("documents", key)
    return None if data is None else document_from(json.loads(data))


def kept_heads(cache: Cache, key: str) -> list[Head | Failure] | None:
    """What a file held; None when it is not in the cache, or damaged, or one of its documents is."""
    data = cache.get("files", key)
    if data is None:
        return None
    found: list[Head | Failure] = []
    for item in json.loads(data):
        if "failure" in item:
            known = item["failure"]
            found.append(Failure(Path(known["path"]), known["reason"], known["detail"], known["hint"]))
        elif cache.has("documents", item["document_key"]):
            found.append(Head(**{**item, "document": document_from(item["document"]), "sketch": tuple(item["sketch"])}))
        else:
            return None
    return found


def kept_reading(cache: Cache, key: str, id: str) -> Reading | None:
    """A reading from the cache, under the document's present id; None when it is not there or damaged."""
    data = cache.get("readings", key)
    if data is None:
        return None
    try:
        return replace(from_json(data), id=id)
    except ValueError:
        return None


def document_data(document: Document) -> dict[str, Any]:
    """A document as JSON values."""
    data = asdict(document)
    data["path"] = None if document.path is None else str(document.path)
    data["other_paths"] = [str(p) for p in document.other_paths]
    published = document.published
    data["published"] = None if published is None else [published.first.isoformat(), published.last.isoformat()]
    data["passages"] = [[p.start, p.end, p.kind, p.reason] for p in document.passages]
    return data


def document_from(data: dict[str, Any]) -> Document:
    """The document that `document_data` wrote."""
    published = data["published"]
    return Document(
        **{
            **data,
            "path": None if data["path"] is None else Path(data["path"]),
            "other_paths": tuple(map(Path, data["other_paths"])),
            "published": None if published is None else Interval(*map(date.fromisoformat, published)),
            "passages": tuple(Passage(*p) for p in data["passages"]),
            "problems": tuple(data["problems"]),
        }
    )


def _failure_data(failure: Failure) -> dict[str, Any]:
    known = {"path": str(failure.path), "reason": failure.reason, "detail": failure.detail, "hint": failure.hint}
    return {"failure": known}
