"""A reader for tests: it needs no parser and reads lines such as

PAK CONSULT RUS 2014-06 happened | steel mill | The ministers met.
PAK ~ RUS 2014 +
BOOM            (the reader fails)        HANG            (it never ends)      DIE            (its process dies)
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

from comity.documents.model import Document
from comity.intervals import Interval
from comity.reading.ids import Ordinals, report_id
from comity.reading.model import (
    ActorMention,
    Amount,
    ClaimedBy,
    DateMention,
    DocumentInfo,
    PassageInfo,
    Reading,
    RelationClaim,
    Report,
)

_REPORT = re.compile(r"^([A-Z]{3}) ([A-Z]+) ([A-Z]{3}) (\d[\d-]*|\?) (\w+)(?: \| ([^|\n]*))?(?: \| ([^\n]*))?$", re.M)
_CLAIM = re.compile(r"^([A-Z]{3}) ~ ([A-Z]{3}) (\d{4}) ([+-])$", re.M)


class PlainReader:
    def __init__(self, registry: object = None, *, any_language: bool = False, fingerprint: str = "plain 1") -> None:
        self.fingerprint = fingerprint
        self.seen: list[str] = []

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            self.seen.append(document.id)
            if "BOOM" in document.text:
                raise RuntimeError("no such luck")
            if "HANG" in document.text:
                time.sleep(600)
            if "DIE" in document.text:
                os._exit(9)
            yield read(document)


def _amounts(said: str, start: int) -> tuple[Amount, ...]:
    """'$5' is five dollars, '#7 ships' is seven ships."""
    found = re.finditer(r"\$(\d+)|#(\d+) (\w+)", said)
    return tuple(Amount(start + m.start(), start + m.end(), float(m[1] or m[2]), m[3] or "USD") for m in found)


def read(document: Document) -> Reading:
    published = document.published
    ordinals = Ordinals()
    reports, mentions, dates = [], [], []
    for m in _REPORT.finditer(document.text):
        source, kind, target, when, status, thing, _ = m.groups()
        interval = None if when == "?" else Interval.parse(when)
        evidence, trigger = m[0], kind
        spans: Any = {"start": m.start(), "end": m.end(), "trigger": m.span(2)}
        reports.append(
            Report(
                id=report_id(document.text_sha256, evidence, trigger, kind, ordinals.of(evidence, trigger, kind)),
                **spans,
                event=kind,
                mode=None,
                issue=None,
                sources=(source,),
                source_spans=(m.span(1),),
                targets=(target,),
                target_spans=(m.span(3),),
                symmetric=False,
                first=interval.first if interval else None,
                last=interval.last if interval else None,
                date_basis="explicit" if interval else "none",
                status=status,  # type: ignore[arg-type]
                claimed_by=ClaimedBy(),
                thing=thing.strip() or None if thing else None,
                place=None,
                amounts=_amounts(m[0], m.start()),
                confidence=0.8,
                rule="plain_rule",
            )
        )
        mentions += [ActorMention(*m.span(g), m[g], "state", "name") for g in (1, 3)]
        if interval:
            dates.append(DateMention(*m.span(4), interval.first, interval.last, "day", "explicit"))
    claims = [
        RelationClaim(
            *(m.start(), m.end(), m.span(4), m[1], m[2], 1 if m[4] == "+" else -1, None),
            *(Interval.parse(m[3]).first, Interval.parse(m[3]).last, ClaimedBy(), False, 0.8, "plain_rule"),
        )
        for m in _CLAIM.finditer(document.text)
    ]
    return Reading(
        id=document.id,
        document=DocumentInfo(
            document.title,
            document.outlet,
            document.author,
            (published.first, published.last) if published else None,
            document.published_basis,
            document.language,
        ),
        passages=tuple(PassageInfo(p.start, p.end, p.kind, p.reason) for p in document.passages),
        actors=tuple(mentions),
        dates=tuple(dates),
        reports=tuple(reports),
        relations=tuple(claims),
    )
