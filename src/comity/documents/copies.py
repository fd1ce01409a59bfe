"""Documents that are one text: exact duplicates, and near ones such as a wire story in two papers.

Near copies are found by MinHash (Broder 1997) over shingles of three words of the prose, locality-sensitive hashing
in bands, and a check of each candidate pair. Two documents are copies when they share at least half of all their
shingles (an estimate from 120 hashes, standard error at most 0.046). That is reached by another headline, a dropped
last paragraph, a few changed words; it is not by a shared subject or one quoted paragraph. Texts under 50
words are copies only when their words are the same: short reports of different things look alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import eq
from typing import TYPE_CHECKING, Any, Final

from comity.documents.model import Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

Sketch = tuple[int, ...]

SHINGLE: Final = 3  # words
ROWS: Final = 3
BANDS: Final = 40
HASHES: Final = ROWS * BANDS
THRESHOLD: Final = 0.5  # of the shingles of both
FEWEST_WORDS: Final = 50
_ALL_PAIRS: Final = 48  # up to so many in a bucket every pair is checked

_WORD: Final = re.compile(r"\w+")
_SPACE: Final = re.compile(r"\s+")


def text_key(text: str) -> str:
    """Hex SHA-256 of the text with every stretch of blank space as one space: equal for exact duplicates."""
    return hashlib.sha256(_SPACE.sub(" ", text).strip().encode("utf-8")).hexdigest()


def merge_duplicates(documents: Iterable[Document]) -> list[Document]:
    """One document for each text, whatever the order: the one with the best-founded date of publication, then the
    smallest path and id; the paths of the others are its `other_paths`. Sorted by path and id."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(text_key(document.text), []).append(document)
    merged = []
    for group in groups.values():
        first, *others = sorted(group, key=_worth)
        paths = {p for d in group for p in (d.path, *d.other_paths) if p is not None and p != first.path}
        merged.append(replace(first, other_paths=tuple(sorted(paths, key=str))) if others or paths else first)
    return sorted(merged, key=lambda d: (str(d.path), d.id, d.text_sha256))


_BASES: Final = ("given", "text", "url", "metadata", "none")


def _worth(document: Document) -> tuple[int, str, str, str]:
    return (_BASES.index(document.published_basis), str(document.path), document.id, document.sha256)


def sketch(document: Document) -> Sketch:
    """120 hashes (32 bits each) of the document's prose; one hash (64 bits) for a text of under 50 words.

    The same text gives the same sketch on every machine. Where there is no prose, all of the text counts.
    """
    prose = [document.text[p.start : p.end] for p in document.passages if p.kind == "prose"]
    words = _WORD.findall(" ".join(prose or [document.text]).casefold())
    if len(words) < FEWEST_WORDS:
        return (_hash(" ".join(words)),)
    import numpy as np

    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    hashes = np.fromiter((_hash(s) for s in sorted(shingles)), dtype=np.uint64, count=len(shingles))
    multipliers, offsets = _family()
    least: NDArray[Any] = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), 4_096):  # bounded memory on a text of any length
        mixed = hashes[start : start + 4_096, None] * multipliers[None, :] + offsets[None, :]
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        least = np.minimum(least, mixed.min(axis=0))
    return tuple(int(x) for x in least >> np.uint64(32))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "little")


@cache
def _family() -> tuple[NDArray[Any], NDArray[Any]]:
    import numpy as np

    drawn = [_hash(f"comity {i}") for i in range(2 * HASHES)]
    multipliers = np.array([x | 1 for x in drawn[:HASHES]], dtype=np.uint64)
    return multipliers, np.array(drawn[HASHES:], dtype=np.uint64)


def similarity(a: Sketch, b: Sketch) -> float:
    """Estimated share of the shingles of two texts that both have, 0 to 1."""
    if len(a) != len(b):
        return 0.0
    shared: int = sum(map(eq, a, b))
    return shared / len(a)


def source_groups(sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """Each id's group: the smallest id among the documents that are copies of one another, directly or through others.

    The outcome does not depend on the order of the mapping. Work grows as the number of documents.
    """
    same: dict[Sketch, list[str]] = {}
    for id in sorted(sketches):
        same.setdefault(tuple(sketches[id]), []).append(id)
    heads = [ids[0] for ids in same.values()]  # in order of id
    parent = {id: id for id in heads}

    def find(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    buckets: dict[tuple[int, Sketch], list[str]] = {}
    for id in heads:
        s = sketches[id]
        if len(s) == HASHES:
            for band in range(BANDS):
                buckets.setdefault((band, tuple(s[band * ROWS : (band + 1) * ROWS])), []).append(id)
    for key in sorted(key for key, ids in buckets.items() if len(ids) > 1):
        for a, b in _pairs(buckets[key], find):
            if similarity(sketches[a], sketches[b]) >= THRESHOLD:
                root, other = sorted((find(a), find(b)))
                parent[other] = root
    return {id: find(ids[0]) for ids in same.values() for id in ids}


def _pairs(ids: Sequence[str], find: Any) -> Iterable[tuple[str, str]]:
    """The pairs of a bucket that are not known to be one group; in a crowded bucket only those with a group's first."""
    if len(ids) <= _ALL_PAIRS:
        for i, a in enumerate(ids):
            for b in ids[i + 1 :]:
                if find(a) != find(b):
                    yield a, b
        return
    leaders: list[str] = []
    for id in ids:
        for leader in leaders[:_ALL_PAIRS]:
            if find(leader) != find(id):
                yield leader, id
        if all(find(leader) != find(id) for leader in leaders[:_ALL_PAIRS]):
            leaders.append(id)
