"""Stable ids of what a reading holds.

An id rests on words, not on offsets or file names: the document's text, the evidence, the trigger, the type and, where
all of these occur twice, how many came before. So it survives a renamed file and a changed reader that still finds it.
"""

from __future__ import annotations

import hashlib
from collections import Counter

_LENGTH = 16


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def report_id(text_sha256: str, evidence: str, trigger: str, event_type: str, ordinal: int) -> str:
    """16 hexadecimal digits. `ordinal` counts earlier reports of the document with the same words and type, from 0."""
    return _digest("report", text_sha256, evidence, trigger, event_type, str(ordinal))


def claim_id(kind: str, text_sha256: str, evidence: str, trigger: str, parts: str, ordinal: int) -> str:
    """Of a relation claim, a causal claim or a stance; `parts` is what tells two claims of one trigger apart."""
    return _digest(kind, text_sha256, evidence, trigger, parts, str(ordinal))


class Ordinals:
    """Counts how often each combination was seen: `of("a")` is 0, then 1, 2 ..."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def of(self, *parts: str) -> int:
        ordinal = self._seen[parts]
        self._seen[parts] += 1
        return ordinal
