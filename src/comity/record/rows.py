"""One document and its reading -> the rows of the store's tables that are about this document alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from comity import tables
from comity.documents.model import Document
from comity.reading.ids import Ordinals, claim_id
from comity.reading.model import (
    AND_TRAINED,
    TRAINED,
    CausalClaim,
    ClaimedBy,
    Reading,
    RelationClaim,
    Report,
    Span,
    Stance,
)
from comity.record.joining.merging import grain_of
from comity.record.things.naming import thing_rows

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

PER_DOCUMENT: Final = (
    tables.TEXTS,
    tables.PASSAGES,
    tables.MENTIONS,
    tables.DATES,
    tables.REPORTS,
    tables.REPORT_ACTORS,
    tables.QUANTITIES,
    tables.RELATION_CLAIMS,
    tables.CAUSAL_CLAIMS,
    tables.STANCES,
    tables.NAMED_THINGS,
    tables.THING_TELLINGS,
)
"""Tables whose rows follow from one document and its reading."""

A_COPY_OF: Final = "a copy of "
"""How the reason begins why an exact copy of a document is set aside; the id of that document follows."""
_CURRENCY: Final = re.compile(r"[A-Z]{3}\Z")


def document_row(
    document: Document,
    characters: int,
    *,
    shown: str,
    also: Iterable[str],
    group: str,
    status: str = "read",
    reason: str | None = None,
) -> Row:
    """A row of `documents`. `shown` is its path as the user would name it, `also` those of its exact copies."""
    published = document.published
    return (
        document.id,
        status,
        reason,
        document.title,
        document.outlet,
        document.author,
        published.first if published else None,
        published.last if published else None,
        document.published_basis,
        document.language,
        document.encoding,
        document.format,
        shown,
        sorted(also),
        document.sha256,
        document.text_sha256,
        characters,
        group,
        list(document.problems),
        "text",
    )


def copied(row: Mapping[str, Any]) -> str | None:
    """The document of which a row of `documents` is an exact copy; None for any other row."""
    reason = row["reason"] or ""
    is_copy = row["status"] == "set aside" and reason.startswith(A_COPY_OF)
    return reason.removeprefix(A_COPY_OF) if is_copy else None


def unread_row(id: str, shown: str, status: str, reason: str) -> Row:
    """A row of `documents` for a file that gave no document: "failed" or "set aside"."""
    known = {"id": id, "status": status, "reason": reason, "path": shown, "other_paths": [], "source_group": id}
    known |= {"published_basis": "none", "problems": [], "origin": "text"}
    return tuple(known.get(name) for name in tables.DOCUMENTS.names())


def readable(path: Path | str) -> str:
    """A path as UTF-8 text with forward slashes; bytes of a name that are not UTF-8 are written \\xNN."""
    text = path.as_posix() if isinstance(path, Path) else path
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def reading_rows(document: Document, reading: Reading) -> Rows:
    """Rows by table name, for every table of PER_DOCUMENT. Raises ValueError when a span leaves the text."""
    of = document.id
    _check_spans(document, reading)
    found: Rows = {table.name: [] for table in PER_DOCUMENT}
    found["texts"] = [(of, document.text)]
    found["passages"] = [(of, p.start, p.end, p.kind, p.reason) for p in reading.passages]
    found["mentions"] = [(of, m.start, m.end, m.actor, m.kind, m.resolved, "text") for m in reading.actors]
    found["dates"] = [
        (of, d.start, d.end, d.first, d.last, d.grain, d.basis, d.modifier, d.timex, "text") for d in reading.dates
    ]
    how = {(m.start, m.end, m.actor): m.resolved for m in reading.actors}
    for report in reading.reports:
        found["reports"].append(_report(of, report))
        found["report_actors"] += _report_actors(report, how)
        found["quantities"] += [_quantity(report.id, a.start, a.end, a.value, a.unit) for a in report.amounts]
    ordinals = Ordinals()
    found["relation_claims"] = [_relation(document, c, ordinals) for c in reading.relations]
    found["causal_claims"] = [_cause(document, c, ordinals) for c in reading.causes]
    found["stances"] = [_stance(document, s, ordinals) for s in reading.stances]
    found["named_things"], found["thing_tellings"] = thing_rows(document, reading)
    return found


def reader_of(rule: str) -> str:
    """Which reader found it: parser, trained or both."""
    if rule == TRAINED:
        return "trained"
    return "both" if rule.endswith(AND_TRAINED) else "parser"


def _report(of: str, r: Report) -> Row:
    first = r.first.toordinal() if r.first and r.last else None
    last = r.last.toordinal() if r.first and r.last else None
    speaker, voice = _speaker(r.claimed_by)
    return (
        *(r.id, of, r.start, r.end, *r.trigger, r.event, r.mode, r.issue, r.thing, r.place),
        *(r.first if last else None, r.last if last else None, grain_of(first, last), r.date_basis),
        *(r.status, r.symmetric, speaker, *(r.claimed_by.span or (None, None)), voice),
        *(r.confidence, reader_of(r.rule), r.rule, False, [], "text"),
    )


def _report_actors(report: Report, how: dict[tuple[int, int, str | None], str]) -> Iterator[Row]:
    sides = (("source", report.sources, report.source_spans), ("target", report.targets, report.target_spans))
    for role, actors, spans in sides:
        for ordinal, actor in enumerate(actors):
            start, end = spans[ordinal] if ordinal < len(spans) else (None, None)
            resolved = None if start is None or end is None else how.get((start, end, actor))
            yield report.id, role, ordinal, actor, start, end, resolved


def _quantity(report_id: str, start: int, end: int, value: float, unit: str | None) -> Row:
    money = unit is not None and _CURRENCY.match(unit) is not None
    return report_id, start, end, float(value), None if money else unit, unit if money else None


def _relation(document: Document, c: RelationClaim, ordinals: Ordinals) -> Row:
    id = _claim("relation", document, (c.start, c.end), c.trigger, f"{c.a}|{c.b}|{c.level}|{c.change}", ordinals)
    return (
        *_place(id, document, c),
        c.a,
        c.b,
        c.level,
        c.change,
        c.first,
        c.last,
        _claim_basis(document, c),
        *_said(c),
    )


def _claim_basis(document: Document, c: RelationClaim) -> str | None:
    """How the date of a claim is known, as in the table."""
    if c.first is None:
        return None
    if c.last is None:
        return "no earlier"
    published = document.published
    return "publication" if published is not None and (c.first, c.last) == (published.first, published.last) else "text"


def _cause(document: Document, c: CausalClaim, ordinals: Ordinals) -> Row:
    text = document.text
    parts = f"{text[slice(*c.cause)]}|{text[slice(*c.effect)]}"
    id = _claim("cause", document, (c.start, c.end), c.trigger, parts, ordinals)
    return (*_place(id, document, c), *c.cause, *c.effect, c.sign, c.kind, c.negated, *_said(c))


def _stance(document: Document, s: Stance, ordinals: Ordinals) -> Row:
    parts = f"{s.actor}|{s.stance}|{document.text[slice(*s.object)]}"
    id = _claim("stance", document, (s.start, s.end), s.object, parts, ordinals)
    place = (id, document.id, s.start, s.end)
    return (*place, s.actor, s.stance, *s.object, s.object_actor, s.sign, *_said(s))


def _claim(kind: str, document: Document, evidence: Span, trigger: Span, parts: str, ordinals: Ordinals) -> str:
    said, cue = document.text[slice(*evidence)], document.text[slice(*trigger)]
    return claim_id(kind, document.text_sha256, said, cue, parts, ordinals.of(kind, said, cue, parts))


def _place(id: str, document: Document, claim: RelationClaim | CausalClaim) -> Row:
    return (id, document.id, claim.start, claim.end, *claim.trigger)


def _said(claim: RelationClaim | CausalClaim | Stance) -> Row:
    return (*_speaker(claim.claimed_by), claim.hedged, claim.confidence, claim.rule, "text")


def _speaker(claimed: ClaimedBy) -> tuple[str | None, str]:
    return claimed.actor, claimed.voice


def _check_spans(document: Document, reading: Reading) -> None:
    size = len(document.text)
    spans: list[tuple[str, Span]] = [("passage", (p.start, p.end)) for p in reading.passages]
    spans += [("mention", (m.start, m.end)) for m in reading.actors]
    spans += [("date", (d.start, d.end)) for d in reading.dates]
    for r in reading.reports:
        spans += [("report", (r.start, r.end)), ("report", r.trigger)]
        spans += [("report", s) for s in (*r.source_spans, *r.target_spans)]
    claims: list[RelationClaim | CausalClaim] = [*reading.relations, *reading.causes]
    for c in claims:
        spans += [("claim", (c.start, c.end)), ("claim", c.trigger)]
    spans += [("stance", s) for x in reading.stances for s in ((x.start, x.end), x.object)]
    for what, (start, end) in spans:
        if not 0 <= start <= end <= size:
            raise ValueError(f"a {what} of {document.id} has the span {start} to {end}; the text has {size} characters")
