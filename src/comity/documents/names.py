"""Readable ids, unique over a set."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable


def slug(name: str) -> str:
    """A readable id from a file's stem: letters, digits, dots and hyphens, at most 80 characters; never empty.

    'Imran Khan in Moscow (final)' becomes 'Imran-Khan-in-Moscow-final', 'žena' 'zena', '000' stays '000'.
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^\w.]+", "-", plain.encode("utf-8", "ignore").decode(), flags=re.UNICODE)
    return plain.strip("-._")[:80].strip("-._") or "document"


def unique_ids(wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Ids that are unique over a set, in the order given, whatever that order is.

    Takes pairs of the id that a document would like and a hash (hex) of its text. An id that only one document wants
    is kept. Where several want it, none keeps it: each appends as many hex digits of its hash, at least six, as tell
    them all apart. So an id never passes silently from one document to another. Equal pairs get the same id.
    """
    pairs = [(name, digest) for name, digest in wanted]
    names = Counter(name for name, _ in set(pairs))
    taken = set(names)
    hashes: dict[str, list[str]] = {}
    for name, digest in sorted(set(pairs)):
        hashes.setdefault(name, []).append(digest)
    ids: dict[tuple[str, str], str] = {}
    for name in sorted(hashes):
        if names[name] == 1:
            ids[name, hashes[name][0]] = name
            continue
        for length in range(6, 65):
            made = [f"{name}-{digest[:length]}" for digest in hashes[name]]
            if len(set(made)) == len(made) and not taken.intersection(made):
                break
        taken.update(made)
        ids.update({(name, digest): new for digest, new in zip(hashes[name], made, strict=True)})
    return [ids[pair] for pair in pairs]
