"""The evidence about relations: acts, claims and standing facts, as pieces that a score can be made from.

A piece says of two lineages that their level was `value`, some time between two days (an act), or all the time between them
(`holds`: a claim about a span, a standing fact). The pieces are a set: their order is of no matter, copies count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from comity.record.joining.merging import Event
from comity.record.store import StoreWriter
from comity.relations.weights import COUNTED, act_value, act_weight, claim_value, claim_weight

Kind = Literal["event", "claim", "fact"]
Dyad = tuple[str, str]

CLAIMS: Final = """
    SELECT c.id, c.document_id, d.source_group, c.trigger_start, c.trigger_end, c.a, c.b, c.level, c.change, c.hedged, c.first, c.last,
           c.confidence, substring(t."text", c.start + 1, c."end" - c.start) AS evidence,
           substring(t."text", c.trigger_start + 1, c.trigger_end - c.trigger_start) AS trigger
    FROM relation_claims c JOIN documents d ON d.id = c.document_id LEFT JOIN texts t ON t.document_id = c.document_id
    WHERE c.first IS NULL OR d.published_last IS NULL OR c.first <= d.published_last
    ORDER BY c.id
"""
"""Relation claims of what was: one about days after its document appeared is a forecast, and no evidence."""
_TOLD_BY: Final = """
    SELECT s.report_id, s.source, s.kind, r.document_id FROM report_sources s JOIN reports r ON r.id = s.report_id
    ORDER BY s.report_id
"""
WRITTEN_WITHIN: Final = 60
"""Days: news and analysis are written so soon after the last date that they tell of, where nothing says when."""
_SAME_WORDS: Final = """
    SELECT c.id AS claim_id, e.event_id FROM relation_claims c
    JOIN reports r ON r.document_id = c.document_id AND r.trigger_start < c.trigger_end AND c.trigger_start < r.trigger_end
    JOIN event_reports e ON e.report_id = r.id ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. `a` < `b` are lineages; `forth` and `back` say in which directions it counts (a towards b, b
    towards a); `first` and `last` are day numbers; `side` is 0, or 1 and -1 for "at least" and "at most"; `weight` is in
    acts of full weight; `sources` are keys of independent sources; `throughout`: what holds says as much of each day as if it were said of
    that day alone (a war), not only of the span as a whole."""

    a: str
    b: str
    forth: bool
    back: bool
    issue: str | None
    first: int
    last: int
    holds: bool
    value: float
    weight: float
    side: int
    kind: Kind
    id: str
    sources: tuple[str, ...]
    documents: tuple[str, ...]
    throughout: bool = False


@dataclass(slots=True)
class Evidence:
    """All pieces, sorted; `undated` counts by dyad what would count, had it a date: (acts, claims)."""

    pieces: list[Piece]
    undated: dict[Dyad, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tellers:
    """Who tells: report id -> key of its source, and document id -> key of its own source."""

    reports: Mapping[str, str]
    documents: Mapping[str, str]

    @classmethod
    def of(cls, store: StoreWriter) -> Tellers:
        reports: dict[str, str] = {}
        documents: dict[str, str] = {}
        for row in store.rows(_TOLD_BY):
            reports[row["report_id"]] = row["source"]
            if row["kind"] == "text":
                documents.setdefault(row["document_id"], row["source"])
        return cls(reports, documents)


def directions(event: Event, lineage: Callable[[str], str]) -> dict[Dyad, tuple[bool, bool]]:
    """The dyads of an act, sorted, and whether it counts from a towards b and from b towards a: an act among equals in both."""
    sources = sorted({lineage(x) for x in event.sources})
    targets = sorted({lineage(x) for x in event.targets})
    found: dict[Dyad, tuple[bool, bool]] = {}
    if event.symmetric:
        everyone = sorted({*sources, *targets})
        return {(a, b): (True, True) for n, a in enumerate(everyone) for b in everyone[n + 1 :]}
    for source in sources:
        for target in targets:
            if source != target:
                dyad = (min(source, target), max(source, target))
                forth, back = found.get(dyad, (False, False))
                found[dyad] = (forth or source == dyad[0], back or source == dyad[1])
    return dict(sorted(found.items()))


def gather(
    store: StoreWriter,
    events: Iterable[Event],
    lineage: Callable[[str], str],
    tellers: Tellers,
    facts: Sequence[Piece] = (),
    used: frozenset[tuple[str, Dyad]] = frozenset(),
) -> Evidence:
    """The evidence of a store. `facts` are pieces from standing facts; `used` are the acts and claims, each with its dyad,
    that stand in these already. An act that is going on speaks for all the time that it is told of."""
    pieces: list[Piece] = list(facts)
    undated: dict[Dyad, list[int]] = defaultdict(lambda: [0, 0])
    counted: dict[str, set[Dyad]] = {}
    for event in events:
        if event.status not in COUNTED:
            continue
        pairs = directions(event, lineage)
        if event.first is None or event.last is None:
            for dyad in pairs:
                undated[dyad][0] += 1
            continue
        counted[event.id] = set(pairs)
        value = act_value(event.score)
        parties = len({lineage(x) for x in (*event.sources, *event.targets)}) if event.symmetric else 2
        weight = act_weight(value, event.confidence, parties)
        sources = tuple(sorted({tellers.reports.get(r.id, f"text:{r.group}") for r in event.reports}))
        when = (event.first, event.last, event.status == "ongoing")
        for (a, b), ways in pairs.items():
            if (event.id, (a, b)) in used:
                continue
            said = (value, weight, 0, "event", event.id, sources, event.documents)
            pieces.append(Piece(a, b, *ways, event.issue, *when, *said))  # type: ignore[arg-type]
    read_twice: dict[str, list[str]] = defaultdict(list)
    for row in store.rows(_SAME_WORDS):
        read_twice[row["claim_id"]].append(row["event_id"])
    for row, dyad, value, side in distinct_claims(store, lineage):
        if (row["id"], dyad) in used or any(dyad in counted.get(event, ()) for event in read_twice[row["id"]]):
            continue
        if row["first"] is None:
            undated[dyad][1] += 1
            continue
        weight = claim_weight(side, row["confidence"], bool(row["hedged"]))
        pieces.append(_of_claim(row, dyad, value, side, weight, tellers))
    pieces.sort(key=lambda p: (p.a, p.b, p.kind, p.id))
    return Evidence(pieces, {dyad: (n[0], n[1]) for dyad, n in sorted(undated.items())})


def distinct_claims(store: StoreWriter, lineage: Callable[[str], str]) -> list[tuple[dict[str, Any], Dyad, float, int]]:
    """Relation claims with their dyads, values and sides; of copies of one text each claim once; by id."""
    found, seen = [], set()
    for row in store.rows(CLAIMS):
        said = claim_value(row["level"], row["change"])
        a, b = sorted((lineage(row["a"]), lineage(row["b"])))
        if said is None or a == b:
            continue
        words = " ".join((row["evidence"] or row["id"]).split())
        key = (row["source_group"], words, a, b, row["level"], row["change"])
        if key not in seen:
            seen.add(key)
            found.append((row, (a, b), *said))
    return found


def _of_claim(row: Mapping[str, Any], dyad: Dyad, value: float, side: int, weight: float, tellers: Tellers) -> Piece:
    """A claim of level speaks for its whole span; one of change for where its span ends, when the change has come. One of
    the present of a text whose day is not known speaks of a day in the `WRITTEN_WITHIN` after the last that the text tells of."""
    first = row["first"].toordinal()
    if row["last"] is None:
        when = (first, first + WRITTEN_WITHIN, False)
    else:
        last = row["last"].toordinal()
        when = (last, last, False) if side else (first, last, True)
    source = tellers.documents.get(row["document_id"], f"text:{row['source_group']}")
    said = (value, weight, side, "claim", row["id"], (source,), (row["document_id"],))
    return Piece(*dyad, True, True, None, *when, *said)  # type: ignore[arg-type]
