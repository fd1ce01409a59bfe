"""The first two rooms of a build: files become documents, documents become readings, both in the cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from comity.project import fingerprints
from comity.project.cache import Cache
from comity.project.fingerprints import digest
from comity.project.inventory import Found
from comity.project.walk import Hands, Source, Walk, reading_fingerprint
from comity.project.work import Head, Load, Read, kept_document, kept_heads
from comity.record.rows import A_COPY_OF, readable

_CHARACTERS_PER_JOB: Final = 60_000
"""A further process is worth its start when it has at least this much to read."""
_FILES_PER_JOB: Final = 16
_BASES: Final = ("given", "text", "url", "metadata", "none")


def open_documents(
    walk: Walk, files: Sequence[Found], cache: Cache, hands: Hands
) -> tuple[list[Source], dict[str, Load]]:
    """The documents of the project, sorted by id; and from which file each cached document comes, by its key."""
    opening = digest(fingerprints.opening(), repr(walk.project.document_settings()))
    loads = [Load(f.file, digest("file", opening, *described(f)), f.sha256) for f in files]
    held = {task.key: kept_heads(cache, task.key) if task.sha256 else None for task in loads}
    missing = [task for task in loads if held[task.key] is None]
    lost: set[str] = set()
    for done, (task, trouble) in enumerate(hands.run(missing, jobs=1 + len(missing) // _FILES_PER_JOB), 1):
        assert isinstance(task, Load)
        if trouble is not None:
            lost.add(task.key)
            walk.not_opened(task.file.name, trouble)
        if walk.progress:
            walk.progress(done, len(missing), task.file.name)
    heads: list[Head] = []
    origin: dict[str, Load] = {}
    for task in loads:
        if held[task.key] is None and task.key not in lost:
            held[task.key] = kept_heads(cache, task.key)
        for item in held[task.key] or ():
            if isinstance(item, Head):
                heads.append(item)
                origin[item.document_key] = task
            else:
                walk.not_opened(readable(item.path), item)
    return _sources(walk, heads), origin


def _sources(walk: Walk, heads: Sequence[Head]) -> list[Source]:
    """Copies of one text are one document, under the path that tells most of it; near copies are of one group."""
    from comity.documents import source_groups
    from comity.documents.names import unique_ids

    by_text: dict[str, list[Head]] = {}
    for head in heads:
        by_text.setdefault(head.text_key, []).append(head)
    chosen: list[tuple[Head, tuple[str, ...]]] = []
    for copies in by_text.values():
        first, *others = sorted(copies, key=_rank)
        paths = {_shown(h) for h in others} | {readable(p) for h in copies for p in h.document.other_paths}
        chosen.append((first, tuple(sorted(paths - {_shown(first)}))))
    names = unique_ids((h.document.id, h.document.text_sha256) for h, _ in chosen)
    named = sorted(zip(names, chosen, strict=True), key=lambda n: n[0])
    groups = source_groups({id: head.sketch for id, (head, _) in named})
    reading = reading_fingerprint(walk)
    sources = [
        Source(
            id=id,
            head=head,
            shown=_shown(head),
            also=also,
            group=groups.get(id, id),
            set_aside=_set_aside(walk, head),
            reading_key=digest("reading", reading, head.content_key),
        )
        for id, (head, also) in named
    ]
    return sorted([*sources, *_printed_elsewhere(sources, by_text)], key=lambda s: s.id)


def _printed_elsewhere(sources: Sequence[Source], by_text: Mapping[str, Sequence[Head]]) -> Iterator[Source]:
    """printed_elsewhere_rule: a copy with an outlet, author or date of its own is listed under these, and not read."""
    taken = {source.id for source in sources}
    for source in sources:
        for head in sorted(by_text[source.head.text_key], key=_rank):
            if head is source.head or not _tells_more(head, source.head):
                continue
            id, number = head.document.id, 1
            while id in taken:
                number += 1
                id = f"{head.document.id}-copy{number}"
            taken.add(id)
            reason = f"{A_COPY_OF}{source.id}"
            yield replace(source, id=id, head=head, shown=_shown(head), also=(), set_aside=reason, copy=True)


def _tells_more(copy: Head, first: Head) -> bool:
    a, b = copy.document, first.document
    given = ((a.outlet, b.outlet), (a.author, b.author), (a.published, b.published))
    return any(own is not None and own != other for own, other in given)


def _rank(head: Head) -> tuple[int, int, str, str, str]:
    """Of copies, the one with the best-founded date of publication comes first, of these the earliest, then the smallest
    path and id."""
    d = head.document
    day = d.published.last.toordinal() if d.published and d.published.last else 0
    return _BASES.index(d.published_basis), day, str(d.path), d.id, d.sha256


def _shown(head: Head) -> str:
    return readable(head.document.path) if head.document.path else head.document.id


def described(found: Found) -> tuple[str, ...]:
    """What of a file decides the documents in it, besides settings."""
    return found.file.name, found.file.format, found.file.given.key(), found.sha256


def _set_aside(walk: Walk, head: Head) -> str | None:
    language = head.document.language
    if language in (None, "en") or walk.project.any_language:
        return None
    return f"not English ({language})"


def open_again(walk: Walk, needed: Sequence[Source], origin: dict[str, Load], cache: Cache, hands: Hands) -> None:
    """Open again the files of documents whose cached text is damaged."""
    damaged = [s for s in needed if kept_document(cache, s.head.document_key) is None]
    again = {origin[s.head.document_key].key: origin[s.head.document_key] for s in damaged}
    for task, trouble in hands.run(list(again.values()), jobs=1):
        if trouble is not None:
            for source in damaged:
                if origin[source.head.document_key] == task:
                    walk.not_read(source, trouble)


def read_documents(walk: Walk, missing: Sequence[Source], hands: Hands, *, total: int) -> None:
    by_key: dict[str, Source] = {s.reading_key: s for s in missing}
    tasks = [Read(s.head.document_key, s.reading_key, s.id) for s in by_key.values()]
    characters = sum(s.head.characters for s in by_key.values())
    done = total - len(tasks)
    if walk.progress and tasks:
        walk.progress(done, total, "")
    for task, trouble in hands.run(tasks, jobs=1 + characters // _CHARACTERS_PER_JOB):
        source = by_key[task.key]
        if trouble is not None:
            walk.not_read(source, trouble)
        else:
            walk.read += 1
        done += 1
        if walk.progress:
            walk.progress(done, total, source.id)
