"""Sightings out of a store: every report with what it is compared by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from comity.record.joining.marks import marks
from comity.record.joining.readings import beside, one_act
from comity.record.joining.sighting import Sighting, content_words, without, wording

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_REPORTS: Final = """
    SELECT r.id, r.document_id, coalesce(d.source_group, r.document_id) AS source_group, r.start, r."end",
           r.trigger_start, r.trigger_end,
           r.event_type, r.mode, r.issue, r.thing, r.place, r.first, r.last, r.date_basis, r.status, r.symmetric,
           r.claimed_by, r.voice, r.confidence, r.origin, d.published_last,
           substring(t."text", r.start + 1, r."end" - r.start) AS evidence
    FROM reports r LEFT JOIN documents d ON d.id = r.document_id LEFT JOIN texts t ON t.document_id = r.document_id
    WHERE NOT coalesce(r.rejected, false) ORDER BY r.id, r.document_id
"""
_SPANS: Final = """
    SELECT document_id, start, "end", kind FROM (
        SELECT document_id, start, "end", CASE WHEN kind = 'person' THEN kind ELSE 'actor' END AS kind FROM mentions
        WHERE kind != 'place'
        UNION SELECT document_id, start, "end", 'date' FROM dates) ORDER BY ALL
"""
_LABELS: Final = "SELECT document_id, start, \"end\" FROM passages WHERE kind = 'label' ORDER BY ALL"
_YEAR: Final = re.compile(r"\b[12]\d{3}\b")
_MOST_BESIDE: Final = 12
_Figure = tuple[float, str, int, int]  # value, unit, where it stands in the document
_SINCE: Final = re.compile(r"\b(?:since|until|till|before|after|than)\W*$", re.IGNORECASE)


def sightings(store: StoreWriter, lineage: Callable[[str], str]) -> list[Sighting]:
    """Every report in the store that nobody rejected, in the order of its id."""
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    query = "SELECT report_id, role, actor FROM report_actors WHERE actor IS NOT NULL ORDER BY report_id, role, ordinal"
    for row in store.rows(query):
        sides[row["report_id"], row["role"]].append(row["actor"])
    amounts: dict[str, list[_Figure]] = defaultdict(list)
    query = (
        "SELECT report_id, value, coalesce(currency, unit, '') AS unit, start, \"end\" FROM quantities"
        " ORDER BY report_id, start, value"
    )
    for row in store.rows(query):
        amounts[row["report_id"]].append((row["value"], row["unit"], row["start"], row["end"]))
    spans = _Spans(store)
    rows = list(store.rows(_REPORTS))
    beside_it: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        beside_it[row["document_id"], row["start"], row["end"]].append(row)
    return [
        _in_sentence(
            _sighting(
                row, sides[row["id"], "source"], sides[row["id"], "target"], amounts.get(row["id"], []), spans, lineage
            ),
            row,
            beside_it[row["document_id"], row["start"], row["end"]],
            amounts.get(row["id"], []),
        )
        for row in rows
    ]


def _in_sentence(
    report: Sighting, row: dict[str, Any], all_of_it: list[dict[str, Any]], figures: list[_Figure]
) -> Sighting:
    """A report with what the other reports of its sentence say of it."""
    said = row["evidence"] or ""
    own = _trigger(row)
    others = [(_trigger(other), other["id"]) for other in all_of_it if other["id"] != row["id"]][:_MOST_BESIDE]
    governs: set[str] = set()
    governed: set[str] = set()
    for trigger, id in others:
        if one_act(said, own, trigger):
            (governs if (own, report.id) < (trigger, id) else governed).add(id)
    triggers = [trigger for trigger, _ in others if trigger != own]
    start = row["start"]
    aside = {(v, u) for v, u, a, b in figures if beside(said, own, (a - start, b - start), triggers)}
    if not governs and not governed and not aside:
        return report
    return replace(report, governs=frozenset(governs), governed=frozenset(governed), aside=frozenset(aside))


def _trigger(row: dict[str, Any]) -> tuple[int, int]:
    return row["trigger_start"] - row["start"], row["trigger_end"] - row["start"]


class _Spans:
    """Where actors and dates stand in each document: what two sentences share besides them is what counts. A person
    counts as a name that is shared, not as a like word: a leader stands in every sentence about his country."""

    def __init__(self, store: StoreWriter) -> None:
        self._starts: dict[str, list[int]] = defaultdict(list)
        self._ends: dict[str, list[int]] = defaultdict(list)
        self._kinds: dict[str, list[str]] = defaultdict(list)
        self._labels: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in store.rows(_SPANS):
            self._starts[row["document_id"]].append(row["start"])
            self._ends[row["document_id"]].append(row["end"])
            self._kinds[row["document_id"]].append(intern(row["kind"]))
        for label in store.rows(_LABELS):
            self._labels[label["document_id"]].append((label["start"], label["end"]))

    def within(self, document: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
        """Those that begin in [start, end), counted from `start`, by kind: person, actor, date."""
        starts, ends = self._starts.get(document, []), self._ends.get(document, [])
        kinds = self._kinds.get(document, [])
        spans: dict[str, list[tuple[int, int]]] = {"person": [], "actor": [], "date": []}
        for i in range(bisect_left(starts, start), bisect_left(starts, end)):
            spans[kinds[i]].append((starts[i] - start, ends[i] - start))
        return spans

    def in_label(self, document: str, start: int) -> bool:
        """Whether a headline, caption or other label stands there."""
        labels = self._labels.get(document, [])
        first = bisect_right(labels, (start, start))
        return any(a <= start < b for a, b in labels[max(first - 1, 0) : first + 1])


def _sighting(
    row: dict[str, Any],
    sources: list[str],
    targets: list[str],
    amounts: list[_Figure],
    spans: _Spans,
    lineage: Callable[[str], str],
) -> Sighting:
    said = row["evidence"] or ""
    trigger = _trigger(row)
    inside = spans.within(row["document_id"], row["start"], row["end"])
    not_its_own = inside["actor"] + inside["date"] + compared_with(said, trigger)
    said_in = wording(without(said, not_its_own), trigger, inside["person"])
    source_side, target_side = frozenset(map(lineage, sources)), frozenset(map(lineage, targets))
    return Sighting(
        id=row["id"],
        document=intern(row["document_id"]),
        group=intern(row["source_group"]),
        start=row["start"],
        end=row["end"],
        trigger=said[slice(*trigger)].casefold(),
        event_type=intern(row["event_type"]),
        mode=row["mode"],
        issue=row["issue"],
        thing=row["thing"],
        place=row["place"],
        first=_ordinal(row["first"]),
        last=_ordinal(row["last"]),
        basis=intern(row["date_basis"]),
        status=intern(row["status"]),
        symmetric=row["symmetric"],
        sources=tuple(map(intern, sources)),
        targets=tuple(map(intern, targets)),
        source_side=source_side,
        target_side=target_side,
        parties=source_side | target_side,
        amounts=tuple((value, unit) for value, unit, _, _ in amounts),
        claimed_by=row["claimed_by"],
        voice=intern(row["voice"]),
        confidence=row["confidence"],
        origin=intern(row["origin"]),
        published=_ordinal(row["published_last"]),
        words=said_in.words,
        focus=said_in.focus,
        names=said_in.names,
        thing_words=content_words(row["thing"]),
        label=spans.in_label(row["document_id"], row["start"]),
        dates=frozenset(" ".join(said[a:b].casefold().split()) for a, b in inside["date"]),
        years=_years(said, inside["date"]),
        marks=marks(said, trigger),
    )


def compared_with(said: str, trigger: tuple[int, int]) -> list[tuple[int, int]]:
    """What follows a 'since' behind the act, to the next mark: 'the first visit since Moro in 1974' tells of Moro's visit
    only that it was another one."""
    found = _SINCE_THERE.search(said, trigger[1])
    return [found.span()] if found else []


_SINCE_THERE: Final = re.compile(r"\bsince (?!then\b(?!-))[^.;:]*", re.IGNORECASE)


def _years(said: str, dates: list[tuple[int, int]]) -> frozenset[int]:
    """The years that the dates of a sentence name; 'since 1999' and the like date something else."""
    return frozenset(
        int(year[0]) for a, b in dates if not _SINCE.search(said[:a]) for year in _YEAR.finditer(said[max(a, 0) : b])
    )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
