"""From the log and the reports as they were read to what holds: a pure function.

    decide(lines, reports) -> Rulings

Lines about different reports do not bear on one another, so that their order is of no matter; of two that settle the
same thing the later one in the log holds. An undo holds wherever it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from comity.corrections.anchors import Coded, Found, Place, Reports, coding, find
from comity.corrections.given import what
from comity.corrections.log import Line
from comity.corrections.model import ABOUT_ACTORS, Anchor, Entry
from comity.vocabulary import modes

State = Literal["applied", "undone", "not found", "conflict", "not understood"]
OPEN: Final[tuple[State, ...]] = ("not found", "conflict", "not understood")
"""What a person should look at."""

Pair = tuple[str, str]


@dataclass(slots=True)
class Ruled:
    """What people said of one report. `fields` are new values; `by` maps what was said to the correction that said it."""

    verdict: Literal["reject", "accept"] | None = None
    fields: dict[str, str | None] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)

    def corrections(self) -> list[str]:
        return sorted(set(self.by.values()))


@dataclass(frozen=True, slots=True)
class Joined:
    """A statement about pairs of reports: each of `a` with each of `b` is one event, or is not."""

    id: str
    a: tuple[str, ...]
    b: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A field on which the reports of an event, or else the texts of a disagreement, differ, and the value that holds.

    `about`: what of the field, as the table `disagreements` has it; `disagreement` is its id when it was settled.
    `whole`: reports of the event differ, on the event itself; else texts do, on a part of it (the route of a pipeline).
    """

    id: str
    reports: tuple[str, ...]
    field: str
    value: str
    about: str = ""
    disagreement: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected report and those that stood in one event with it: what they make now rests on the rejection."""

    id: str
    report: str
    beside: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """What became of one line."""

    line: Line
    state: State = "applied"
    note: str | None = None


@dataclass(slots=True)
class Rulings:
    """All that holds, by what it is about. `restored` are accepted reports that were not read this time."""

    reports: dict[str, Ruled] = field(default_factory=dict)
    joins: list[Joined] = field(default_factory=list)
    splits: list[Joined] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    restored: list[tuple[Entry, str, Place]] = field(default_factory=list)
    events: list[tuple[Entry, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def in_force(lines: Iterable[Line]) -> list[Outcome]:
    """Each line with its state before anything is looked for: not understood, undone, or still to be applied.

    A line that stands twice counts once. An undo may itself be undone; which comes first in the log is of no matter.
    """
    outcomes: list[Outcome] = []
    by_id: dict[str, Outcome] = {}
    undoing: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        outcome = Outcome(line)
        outcomes.append(outcome)
        if line.entry is None or line.id is None:
            outcome.state, outcome.note = "not understood", line.remark
        elif line.id in by_id:
            outcome.state, outcome.note = "undone", f"line {by_id[line.id].line.ordinal} says the same"
        else:
            by_id[line.id] = outcome
            if line.edited:
                outcome.note = "the line was changed by hand: its id is not that of what it says"
            if line.entry.kind == "undo":
                undoing[line.entry.target].append(line.id)
    holds = _holding(by_id, undoing)
    for id, outcome in by_id.items():
        entry = outcome.line.entry
        if not holds[id]:
            last = max((by_id[u] for u in undoing[id] if holds[u]), key=lambda o: o.line.ordinal, default=None)
            outcome.state, outcome.note = "undone", f"by line {last.line.ordinal}" if last else "in a circle of undoing"
        elif entry is not None and entry.kind == "undo" and entry.target not in by_id:
            outcome.state, outcome.note = "not found", f"there is no correction {entry.target}"
    return outcomes


def _holding(by_id: Mapping[str, Outcome], undoing: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """Whether each line holds: none that undoes it does. Lines that undo each other in a circle hold not."""
    holds: dict[str, bool] = {}
    for start in by_id:
        stack = [start]
        path: set[str] = set()
        while stack:
            id = stack[-1]
            if id in holds:
                stack.pop()
                continue
            path.add(id)
            ahead = [u for u in undoing.get(id, ()) if u not in holds and u not in path]
            if ahead:
                stack.append(ahead[0])
                continue
            circular = any(u in path and u not in holds for u in undoing.get(id, ()))
            holds[id] = not circular and not any(holds.get(u, False) for u in undoing.get(id, ()))
            path.discard(id)
            stack.pop()
    return holds


def about_actors(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Those in force that the registry of actors takes in: aliases, memberships, offices."""
    return [o for o in outcomes if o.state == "applied" and o.line.entry is not None and _for_registry(o.line.entry)]


def _for_registry(entry: Entry) -> bool:
    return entry.kind == "alias" or (entry.kind == "fact" and what(entry.kind, dict(entry.given)) in ABOUT_ACTORS)


def decide(outcomes: Sequence[Outcome], reports: Reports) -> Rulings:
    """What holds, from the outcomes that `in_force` gave (and the registry may have refused) and the raw reports.

    The outcomes are completed in place.
    """
    rulings = Rulings(outcomes=list(outcomes))
    judging = _Judging(rulings, reports)
    for outcome in rulings.outcomes:
        judging.take(outcome)
    judging.check_modes()
    return rulings


class _Judging:
    """Takes the lines one by one, in the order of the log."""

    def __init__(self, rulings: Rulings, reports: Reports) -> None:
        self.rulings = rulings
        self.reports = reports
        self._known: dict[str, dict[str, set[str | None]]] = {}
        """Report -> field -> values that it has or had by the log: a correction made for one of them still fits."""
        self._set_by: dict[tuple[str, str], Outcome] = {}

    def take(self, outcome: Outcome) -> None:
        entry = outcome.line.entry
        if entry is None or outcome.line.id is None:
            return
        if outcome.state != "applied":
            if outcome.state == "undone" and entry.kind == "change":
                self._remember(entry)
            return
        take: Callable[[Outcome, Entry, str], None] | None = {
            "reject": self._verdict,
            "accept": self._verdict,
            "change": self._change,
            "join": self._join,
            "split": self._split,
            "settle": self._settle,
            "fact": self._fact,
        }.get(entry.kind)
        if take is not None:
            take(outcome, entry, outcome.line.id)

    def _found(self, anchor: Anchor) -> Coded | None:
        found = find(anchor, self.reports)
        return found.report if isinstance(found, Found) else None

    def _remember(self, entry: Entry) -> None:
        """A value that an undone line gave: later lines may have been made for it."""
        report = self._found(entry.reports[0])
        if report is not None and entry.field is not None:
            self._values(report)[entry.field].add(entry.new)

    def _values(self, report: Coded) -> dict[str, set[str | None]]:
        return self._known.setdefault(report.id, {name: {value} for name, value in report.values.items()})

    def _codings(self, report: Coded) -> set[str]:
        known = self._values(report)
        return {
            coding({"event_type": kind, "sources": source, "targets": target})
            for kind in known["event_type"]
            for source in known["sources"]
            for target in known["targets"]
        }

    def _verdict(self, outcome: Outcome, entry: Entry, id: str) -> None:
        anchor = entry.reports[0]
        found = find(anchor, self.reports)
        if not isinstance(found, Found):
            if entry.kind == "accept" and found.place is not None:
                self.rulings.restored.append((entry, id, found.place))
                outcome.note = "not read this time; it stands as it was accepted"
            else:
                outcome.state, outcome.note = "not found", found.why
            return
        report = found.report
        if anchor.coding not in self._codings(report):
            outcome.state = "conflict"
            outcome.note = f"it was made for {anchor.coding}; report {report.id} now reads {report.coding}"
            return
        ruled = self._ruled(report, "verdict", outcome)
        ruled.verdict = "reject" if entry.kind == "reject" else "accept"
        ruled.by["verdict"] = id
        if entry.kind == "reject":
            self.rulings.rejected = [r for r in self.rulings.rejected if r.report != report.id]
            self.rulings.rejected.append(Rejected(id, report.id, entry.beside))
        else:
            self.rulings.rejected = [r for r in self.rulings.rejected if r.report != report.id]

    def _change(self, outcome: Outcome, entry: Entry, id: str) -> None:
        found = find(entry.reports[0], self.reports)
        if not isinstance(found, Found):
            outcome.state, outcome.note = "not found", found.why
            return
        report, name = found.report, entry.field or ""
        known = self._values(report)[name]
        now = report.values[name]
        if entry.old not in known and now != entry.new:
            outcome.state = "conflict"
            outcome.note = f"it was made for {entry.old or 'none'}; report {report.id} now reads {now or 'none'}"
        known.add(entry.new)
        if outcome.state == "conflict":
            return
        ruled = self._ruled(report, name, outcome)
        ruled.fields[name] = entry.new
        ruled.by[name] = id
        if now == entry.new:
            outcome.note = "it is read so by now"

    def check_modes(self) -> None:
        """A mode that the report's type does not have cannot hold; a type that has not the mode as read lets it fall."""
        for id, ruled in self.rulings.reports.items():
            report = self.reports.by_id(id)
            if report is None or not {"event_type", "mode"} & ruled.fields.keys():
                continue
            kind = ruled.fields.get("event_type") or report.event_type
            mode = ruled.fields.get("mode", report.values["mode"])
            if mode is None or (kind, mode) in modes():
                continue
            outcome = self._set_by[id, "mode" if "mode" in ruled.fields else "event_type"]
            if "mode" in ruled.fields:
                outcome.state, outcome.note = "conflict", f"{kind} has no mode {mode}"
                del ruled.fields["mode"], ruled.by["mode"]
            else:
                outcome.note = f"the mode {mode} falls: {kind} has none of that name"

    def _ruled(self, report: Coded, name: str, outcome: Outcome) -> Ruled:
        """What is said of a report so far; an earlier line on the same is overruled by this one."""
        earlier = self._set_by.get((report.id, name))
        if earlier is not None:
            earlier.state, earlier.note = "undone", f"replaced by line {outcome.line.ordinal}"
        self._set_by[report.id, name] = outcome
        return self.rulings.reports.setdefault(report.id, Ruled())

    def _side(self, anchors: Sequence[Anchor]) -> tuple[str, ...]:
        found = (self._found(anchor) for anchor in anchors)
        return tuple(dict.fromkeys(report.id for report in found if report is not None))

    def _sides(self, outcome: Outcome, entry: Entry, id: str) -> Joined | None:
        joined = Joined(id, self._side(entry.reports), self._side(entry.others))
        wanted = len(entry.reports) + len(entry.others)
        if not joined.a or not joined.b:
            side = entry.reports if not joined.a else entry.others
            found = find(side[0], self.reports)
            outcome.state = "not found"
            outcome.note = "its reports are one by now" if isinstance(found, Found) else found.why
            return None
        if set(joined.a) & set(joined.b):
            outcome.state, outcome.note = "conflict", "reports of the two sides have become one"
            return None
        if len(joined.a) + len(joined.b) < wanted:
            outcome.note = f"{len(joined.a) + len(joined.b)} of its {wanted} reports were found"
        return joined

    def _join(self, outcome: Outcome, entry: Entry, id: str) -> None:
        joined = self._sides(outcome, entry, id)
        if joined is not None:
            self.rulings.joins.append(joined)

    def _split(self, outcome: Outcome, entry: Entry, id: str) -> None:
        split = self._sides(outcome, entry, id)
        if split is not None:
            self.rulings.splits.append(split)

    def _settle(self, outcome: Outcome, entry: Entry, id: str) -> None:
        reports = self._side(entry.reports)
        if entry.reports and not reports:
            lost = find(entry.reports[0], self.reports)
            outcome.state, outcome.note = "not found", None if isinstance(lost, Found) else lost.why
            return
        about, disagreement = entry.given_as("about") or "", entry.given_as("disagreement") or ""
        key = "settled", "\0".join((entry.field or "", about, disagreement or " ".join(reports)))
        earlier = self._set_by.get(key)
        if earlier is not None:
            earlier.state, earlier.note = "undone", f"replaced by line {outcome.line.ordinal}"
            self.rulings.settled = [s for s in self.rulings.settled if s.id != earlier.line.id]
        self._set_by[key] = outcome
        whole = entry.given_as("of") != "a part"
        self.rulings.settled.append(
            Settled(id, reports, entry.field or "", entry.new or "", about, disagreement, whole)
        )

    def _fact(self, outcome: Outcome, entry: Entry, id: str) -> None:
        if what(entry.kind, dict(entry.given)) == "event":
            self.rulings.events.append((entry, id))
