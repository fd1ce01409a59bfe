"""Reports and texts in memory, for finding and judging without a store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.corrections.anchors import Coded, anchor
from comity.corrections.log import Line, _line
from comity.corrections.model import Anchor, Entry

AT = "2026-05-03T09:12:44Z"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Texts:
    """Documents by name, and reports in them: (document, sentence, trigger, values)."""

    texts: Mapping[str, str]
    coded: list[Coded] = field(default_factory=list)

    def add(self, document: str, sentence: str, trigger: str, occurrence: int = 0, **values: str | None) -> Coded:
        text = self.texts[document]
        start = -1
        for _ in range(occurrence + 1):
            start = text.index(sentence, start + 1)
        cue = start + sentence.index(trigger)
        known: dict[str, str | None] = dict.fromkeys(
            ("mode", "issue", "thing", "place", "amounts", "targets", "date"), None
        )
        known |= {"event_type": "CONSULT", "status": "happened", "sources": "KEN", "targets": "UGA"} | values
        id = sha(f"{sha(text)} {start} {trigger} {known['event_type']}")[:16]
        self.coded.append(Coded(id, document, start, start + len(sentence), (cue, cue + len(trigger)), sentence, known))
        return self.coded[-1]

    def anchor(self, coded: Coded) -> Anchor:
        text = self.texts[coded.document]
        return anchor(coded, text, sha(text))

    def by_id(self, id: str) -> Coded | None:
        return next((r for r in self.coded if r.id == id), None)

    def in_document(self, document: str) -> Sequence[Coded]:
        return [r for r in self.coded if r.document == document]

    def text(self, document: str) -> str | None:
        return self.texts.get(document)

    def documents(self) -> Sequence[str]:
        return sorted(self.texts)


def entry(kind: Any, target: str = "x", **given: Any) -> Entry:
    return Entry(kind=kind, target=target, **{"who": "A. Reader", "at": AT, **given})


def lines(*entries: Entry) -> list[Line]:
    return [_line(n, e.line()) for n, e in enumerate(entries, 1)]
