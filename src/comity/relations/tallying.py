"""The tally as rows of the store: from its events and relation claims to the table `tallies`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.record.actors import lineages
from comity.record.joining.merging import Event
from comity.record.rows import Row
from comity.record.store import StoreWriter
from comity.relations.tally import COUNTED, Act, Claim, PeriodName, Tally, dyads, tally

if TYPE_CHECKING:
    from comity.actors import Registry

_CLAIMS: Final = """
    SELECT c.id, c.document_id, d.source_group, c.a, c.b, c.level, c.change, c.hedged, c.first, c.last,
           substring(t."text", c.start + 1, c."end" - c.start) AS evidence
    FROM relation_claims c JOIN documents d ON d.id = c.document_id LEFT JOIN texts t ON t.document_id = c.document_id
    WHERE c.first IS NULL OR d.published_last IS NULL OR c.first <= d.published_last
    ORDER BY c.id
"""
"""Claims about days after their document appeared are forecasts, and left out: as in `evidence.CLAIMS`."""
_CORRECTED_EVENTS: Final = "SELECT id, corrected FROM events WHERE len(corrected) > 0"
_REJECTED: Final = """
    SELECT r.id, r.corrected, r."symmetric", r.status, r.first, r.last,
           list(p.actor ORDER BY p.ordinal) FILTER (p.role = 'source') AS sources,
           list(p.actor ORDER BY p.ordinal) FILTER (p.role = 'target') AS targets
    FROM reports r JOIN report_actors p ON p.report_id = r.id WHERE r.rejected AND p.actor IS NOT NULL
    GROUP BY ALL ORDER BY r.id
"""


def derive_tallies(store: StoreWriter, registry: Registry, events: Iterable[Event], period: PeriodName) -> list[Tally]:
    """Write `tallies` and return them."""
    lineage = lineages(registry)
    found = tally(map(_act, events), _claims(store), lineage, period)
    corrected = _corrected(store, found, lineage)
    store.add("tallies", ((*_tally_row(t), sorted(corrected.get(n, ()))) for n, t in enumerate(found)))
    return found


def _corrected(store: StoreWriter, found: Sequence[Tally], lineage: Callable[[str], str]) -> dict[int, set[str]]:
    """Place among the tallies -> ids of the corrections that it rests on: those of its events, and those by which a
    report of the same two, in the same period, was rejected."""
    resting: dict[int, set[str]] = defaultdict(set)
    corrected = {row["id"]: row["corrected"] for row in store.rows(_CORRECTED_EVENTS)}
    rejected = list(store.rows(_REJECTED))
    if not corrected and not rejected:
        return resting
    of: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        of[one.a, one.b].append(n)
        for id in one.event_ids:
            resting[n].update(corrected.get(id, ()))
    for row in rejected:
        parties = (tuple(row["sources"] or ()), tuple(row["targets"] or ()), row["symmetric"])
        act = Act(row["id"], *parties, 0.0, row["status"], row["first"], row["last"], ())
        for dyad in dyads(act, lineage) if act.status in COUNTED else ():
            for n in of.get(dyad, ()):
                if _would_count(act, found[n]):
                    resting[n].update(row["corrected"])
    return resting


def _would_count(act: Act, one: Tally) -> bool:
    """Whether an act of the same two falls into the period of a tally, and is not wider than it."""
    if act.first is None or act.last is None or act.last - act.first > one.last - one.first:
        return False
    return act.first <= one.last and one.first <= act.last


def _claims(store: StoreWriter) -> list[Claim]:
    return [
        Claim(
            **{name: row[name] for name in ("id", "a", "b", "level", "change", "first", "last")},
            hedged=bool(row["hedged"]),
            document=row["document_id"],
            copy_key=_copy_key(row),
        )
        for row in store.rows(_CLAIMS)
    ]


def _copy_key(row: dict[str, Any]) -> tuple[str, ...]:
    """The same words, said in copies of one text."""
    return (
        row["source_group"],
        " ".join((row["evidence"] or row["id"]).split()),
        row["a"],
        row["b"],
        str(row["level"]),
    )


def _act(event: Event) -> Act:
    parties = (event.sources, event.targets, event.symmetric)
    return Act(event.id, *parties, event.score, event.status, _day(event.first), _day(event.last), event.documents)


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def _tally_row(t: Tally) -> Row:
    counts = (len(t.event_ids), len(t.claim_ids), t.documents, list(t.event_ids), list(t.claim_ids))
    return (t.a, t.b, t.first, t.last, t.cooperation, t.hostility, t.balance, *counts)
