"""What follows from the set of reports: events, disagreements, actors.

Reads the tables of the single documents out of a new store and writes the others into it. The order in which documents
came is of no matter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.record.actors import actor_rows, lineages, membership_rows
from comity.record.corrected.standing import NOTHING, Standing
from comity.record.disagreements.finding import agreement_rows, differing, disagreement_rows
from comity.record.joining.clusters import join
from comity.record.joining.loading import sightings
from comity.record.joining.merging import DONE_TO, Event, merge, near_rows, reasons
from comity.record.origins import source_rows, trace
from comity.record.rows import Row
from comity.record.store import StoreWriter
from comity.record.things.derive import Things, derive_things, find_things, named_by

if TYPE_CHECKING:
    from comity.actors import Registry

_NAMED: Final = """
    SELECT DISTINCT actor FROM (
        SELECT actor FROM mentions UNION ALL SELECT actor FROM report_actors
        UNION ALL SELECT claimed_by FROM reports UNION ALL SELECT claimed_by FROM relation_claims
        UNION ALL SELECT claimed_by FROM causal_claims UNION ALL SELECT claimed_by FROM stances
        UNION ALL SELECT a FROM relation_claims UNION ALL SELECT b FROM relation_claims
        UNION ALL SELECT actor FROM stances UNION ALL SELECT object_actor FROM stances
    ) WHERE actor IS NOT NULL ORDER BY actor
"""


def derive_events(store: StoreWriter, registry: Registry, standing: Standing = NOTHING) -> tuple[list[Event], int]:
    """Write actors, memberships, things, events, event_reports, disagreements and corrections; return the events and how many
    disagreements there are. `standing` is what people put right besides the reports themselves."""
    lineage = lineages(registry)
    named = [row["actor"] for row in store.rows(_NAMED)]
    rows = actor_rows(registry, named)
    store.add("actors", rows)
    store.add("memberships", membership_rows(registry, [row[0] for row in rows]))
    joined = join(sightings(store, lineage), must=standing.must(), must_not=standing.must_not())
    groups = joined.groups
    origins = trace(store, groups, registry)
    store.add("report_sources", source_rows(origins))
    told_by = {id: origin.source for id, origin in origins.items()}
    events = [merge(group, lineage, told_by) for group in groups]
    events.sort(key=lambda e: e.id)
    things = find_things(store, registry)
    events = [replace(e, thing=_thing(e, things, told_by)) for e in events]
    derive_things(store, things, {r.id: e.id for e in events for r in e.reports})
    told, events = events, standing.settle(events)  # what differs is what the reports say, not what was settled
    corrected = standing.corrected(store, events)
    store.add("events", (_event_row(e, corrected.get(e.id, [])) for e in events))
    store.add("event_reports", ((e.id, *reason) for e in events for reason in reasons(e, joined.weigher)))
    store.add("near_joins", near_rows(joined))
    disagreements, agreements = differing(store, told, registry, lineage, told_by, joined.weigher.score)
    store.add("disagreements", disagreement_rows(disagreements))
    store.add("agreements", agreement_rows(agreements))
    standing.finish(store, events)
    return events, len(disagreements)


def _thing(event: Event, things: Things, told_by: dict[str, str]) -> str | None:
    ids = (report.id for report in event.reports)
    return named_by(things, ids, told_by, event.event_type in DONE_TO) or event.thing


def _event_row(e: Event, corrected: list[str]) -> Row:
    return (
        *(e.id, e.event_type, e.mode, e.issue, e.quad, e.score, e.status, _day(e.first), _day(e.last), e.grain),
        *(e.date_basis, e.symmetric, e.thing, e.place, list(e.sources), list(e.targets)),
        *(len(e.reports), len(e.documents), e.independent_sources, e.confidence, corrected, e.origin),
    )


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)
