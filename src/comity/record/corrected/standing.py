"""What holds of the log once the reports are changed: which reports are one event, what is settled, what rests on what.

A generation keeps it beside its store (`corrections.json`), so that a view of a part of the documents is corrected too.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.corrections import fields
from comity.corrections.apply import Joined, Outcome, Pair, Rejected, Rulings, Settled
from comity.intervals import Interval
from comity.record.joining.merging import Event, grain_of
from comity.record.rows import Row

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

FILE_NAME: Final = "corrections.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """Joins, splits, settlements and rejections that were found their place, and the rows of the table `corrections`."""

    joins: tuple[Joined, ...] = ()
    splits: tuple[Joined, ...] = ()
    settled: tuple[Settled, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, rulings: Rulings) -> Standing:
        return cls(
            tuple(rulings.joins),
            tuple(rulings.splits),
            tuple(rulings.settled),
            tuple(rulings.rejected),
            tuple(map(_row, rulings.outcomes)),
        )

    @classmethod
    def load(cls, folder: Path) -> Standing:
        """Of a generation; nothing where it keeps none."""
        try:
            data: dict[str, list[Any]] = json.loads((folder / FILE_NAME).read_bytes())
        except (OSError, ValueError):
            return NOTHING
        return cls(
            tuple(Joined(j["id"], tuple(j["a"]), tuple(j["b"])) for j in data["joins"]),
            tuple(Joined(j["id"], tuple(j["a"]), tuple(j["b"])) for j in data["splits"]),
            tuple(Settled(**{**s, "reports": tuple(s["reports"])}) for s in data["settled"]),
            tuple(Rejected(r["id"], r["report"], tuple(r["beside"])) for r in data["rejected"]),
            tuple(map(tuple, data["rows"])),
        )

    def data(self) -> bytes:
        """For `load`."""
        return json.dumps(asdict(self)).encode()

    def must(self) -> frozenset[Pair]:
        """Pairs of reports that are one event: those of both sides of a join, each with the next."""
        return frozenset(pair for join in self.joins for pair in pairwise((*join.a, *join.b)))

    def must_not(self) -> frozenset[Pair]:
        return frozenset((a, b) for split in self.splits for a in split.a for b in split.b)

    def settle(self, events: Sequence[Event]) -> list[Event]:
        """The events, with the settled values."""
        if not self.settled:
            return list(events)
        by_report = {report.id: n for n, event in enumerate(events) for report in event.reports}
        found = list(events)
        for one in self.settled:
            for n in sorted({by_report[id] for id in one.reports if id in by_report}):
                found[n] = _settled(found[n], one)
        return found

    def corrected(self, store: StoreWriter, events: Iterable[Event]) -> dict[str, list[str]]:
        """Event id -> ids of the corrections that it rests on; events that rest on none are left out."""
        resting: dict[str, set[str]] = defaultdict(set)
        for row in store.rows("SELECT id, corrected FROM reports WHERE len(corrected) > 0"):
            resting[row["id"]].update(row["corrected"])
        for one in self.settled:
            for id in one.reports:
                resting[id].add(one.id)
        for rejected in self.rejected:
            for id in rejected.beside:
                resting[id].add(rejected.id)
        for split in self.splits:
            for id in (*split.a, *split.b):
                resting[id].add(split.id)
        joins: dict[str, list[Joined]] = defaultdict(list)
        for join in self.joins:
            for id in join.a:
                joins[id].append(join)
        found = {}
        for event in events:
            ids = {report.id for report in event.reports}
            on = {c for id in sorted(ids & resting.keys()) for c in resting[id]}
            on |= {j.id for id in sorted(ids & joins.keys()) for j in joins[id] if ids & set(j.b)}
            if on:
                found[event.id] = sorted(on)
        return found

    def finish(self, store: StoreWriter, events: Sequence[Event]) -> None:
        """Write `corrections`, and into disagreements and things what rests on them. To be called last."""
        marked = self._mark_disagreements(store) if self.settled else set()
        if self.rows:
            store.flush()
            store.db.execute(_THINGS)
        self._say_who_joined(store)
        store.add("corrections", self._rows(events, marked))

    def _say_who_joined(self, store: StoreWriter) -> None:
        """Where only a person's word brought two reports together, that stands for the reasons why."""
        who = {row[1]: row[7] for row in self.rows}
        for join in self.joins:
            a, b = list(join.a), list(join.b)
            store.db.execute(_JOINED_BY, [f": joined by {who.get(join.id) or 'a person'}", a, b, b, a])

    def _mark_disagreements(self, store: StoreWriter) -> set[str]:
        """Write what was settled into the disagreements; ids of the corrections that found theirs."""
        store.flush()
        marked = set()
        for one in self.settled:
            reports = list(one.reports)
            found = store.db.execute(_DIFFERING, [one.field, one.disagreement, reports, reports]).fetchall()
            same = [id for id, about in found if about == one.about]
            if not same and one.whole and one.field in fields.OF_EVENT and len(found) == 1:
                same = [id for id, _ in found]  # told in other words by now
            if not same:
                same = self._in_other_words(store, one, sorted({id for id, _ in found}))
            if same:
                marked.add(one.id)
                store.db.execute(_SETTLE, [one.value, one.id, same])
        return marked

    def _in_other_words(self, store: StoreWriter, one: Settled, found: Sequence[str]) -> list[str]:
        """Of disagreements on the same field of the same event or reports, the one that has most of the values between
        which the settled one stood: what it is about may be told or grouped otherwise by now."""
        old = next((row[5] for row in self.rows if row[1] == one.id), None)
        values = {*(old or "").split(" | "), one.value}
        rows = store.db.execute(
            "SELECT id, value FROM disagreements WHERE list_contains(?, id)", [list(found)]
        ).fetchall()
        shared = Counter(id for id, value in set(rows) if value in values).most_common(2)
        if not shared or (len(shared) > 1 and shared[0][1] == shared[1][1]):
            return []
        return [shared[0][0]]

    def _rows(self, events: Sequence[Event], marked: set[str]) -> Iterator[Row]:
        """The rows of `corrections`: what was settled and is no longer told is not found; a join or split that could not be kept is a conflict."""
        home = {report.id: event.id for event in events for report in event.reports}
        broken: dict[str, str] = {}
        for join in self.joins:
            made = sorted({home[id] for id in (*join.a, *join.b) if id in home})
            if not any(id in home for id in join.a) or not any(id in home for id in join.b):
                broken[join.id] = "one of the two makes no event: its reports are rejected or name no party"
            elif len(made) > 1:
                broken[join.id] = f"a split keeps them apart: {', '.join(made[:3])}"
        for split in self.splits:
            if {home[id] for id in split.a if id in home} & {home[id] for id in split.b if id in home}:
                broken[split.id] = "they could not be kept apart"
        unmarked = {s.id for s in self.settled if s.id not in marked}
        told = {s.id for s in self.settled if s.whole and any(r in home for r in s.reports)}
        for row in self.rows:
            id, state = row[1], row[10]
            if state == "applied" and id in broken:
                row = (*row[:10], "conflict", broken[id])
            elif state == "applied" and id in unmarked:
                of_event = row[4] in fields.OF_EVENT and id in told
                row = (*row[:10], "applied" if of_event else "not found", "the documents no longer differ on it")
            yield row


NOTHING: Final = Standing()

_DIFFERING: Final = """
    SELECT DISTINCT id, about FROM disagreements d WHERE field = ? AND (id = ? OR list_has_any(report_ids, ?)
        OR event_id IN (SELECT event_id FROM event_reports WHERE list_contains(?, report_id))) ORDER BY id
"""
_SETTLE: Final = """
    UPDATE disagreements SET settled = ?, corrected = list_sort(list_distinct(list_append(corrected, ?)))
    WHERE list_contains(?, id)
"""
_JOINED_BY: Final = """
    UPDATE event_reports SET why = 'with ' || closest || ?
    WHERE (list_contains(?, report_id) AND list_contains(?, closest))
       OR (list_contains(?, report_id) AND list_contains(?, closest))
"""
_THINGS: Final = """
    WITH resting AS (
        SELECT s.thing_id, unnest(e.corrected) AS id FROM thing_stages s JOIN events e ON e.id = s.event_id
        UNION SELECT thing_id, unnest(corrected) FROM disagreements WHERE thing_id IS NOT NULL)
    UPDATE things SET corrected = r.ids
    FROM (SELECT thing_id, list_sort(list(DISTINCT id)) AS ids FROM resting GROUP BY thing_id) r
    WHERE r.thing_id = things.id
"""


def _row(outcome: Outcome) -> Row:
    entry, line = outcome.line.entry, outcome.line
    if entry is None:
        return (line.ordinal, line.id, None, None, None, None, None, None, None, None, outcome.state, outcome.note)
    said = (entry.kind, entry.target, entry.field, entry.old, entry.new, entry.who, entry.at, entry.why or None)
    return (line.ordinal, line.id, *said, outcome.state, outcome.note)


def _settled(event: Event, one: Settled) -> Event:
    """The event with the field of its own that was settled. Amounts, causes and the like stand with its reports, and so
    does what is about a part of it (the route of a pipeline)."""
    if not one.whole:
        return event
    if one.field == "date":
        when = Interval.parse(one.value)
        first, last = when.first.toordinal(), when.last.toordinal()
        return replace(event, first=first, last=last, grain=grain_of(first, last), date_basis="explicit")
    if one.field == "place":
        return replace(event, place=one.value)
    if one.field == "status":
        return replace(event, status=one.value)
    if one.field == "party":
        sources, targets = settled_sides(event, one.value)
        return replace(event, sources=sources, targets=targets)
    return event


def settled_sides(event: Event, value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who did it to whom, from 'PAK to RUS', or from 'PAK, RUS' where each stays on its side."""
    if " to " in value:
        sources, targets = (fields.actors_of(side.replace("nobody named", "")) for side in value.split(" to ", 1))
        return sources, targets
    named = fields.actors_of(value)
    targets = tuple(id for id in named if id in event.targets and id not in event.sources)
    return tuple(id for id in named if id not in targets), targets
