"""Putting a project's record right, from Python; the command line says the same words.

    project.corrections.reject("4b79", why="the sentence is about a film")
    project.corrections.change("4b79", "date", "2015-06", why="the communique is of 2015")
    project.corrections.join("4b79", "0c12")
    project.corrections.undo("5b0c9d")

Each adds a line to `corrections.jsonl`; the next build applies it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from comity.corrections import anchors, fields
from comity.corrections.anchors import Coded
from comity.corrections.apply import in_force
from comity.corrections.given import EVENT_FIELDS, check_given, what
from comity.corrections.log import append, read
from comity.corrections.model import Anchor, Entry, Kind, NotUnderstood
from comity.errors import UsageError
from comity.project.files import explained
from comity.project.pointing import LastBuild, counted, shown, unique

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.project.folder import Project

_ENVIRONMENT: Final = "COMITY_WHO"


@dataclass(frozen=True, slots=True)
class Made:
    """A correction that now stands in the log, and in words what the next build will change."""

    entry: Entry
    id: str
    told: tuple[str, ...]


class Corrections:
    """The corrections of a project. Each verb writes one line; ids may be any unique beginning.

    `why` is the reason, `who` the person (by default COMITY_WHO, git's user.name or the name of the account). All
    raise UsageError when what is named is not there or cannot be, NoProject when nothing was built yet.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def reject(self, report: str, *, why: str = "", who: str | None = None) -> Made:
        """The report is none: it makes no event from now on."""
        with self._view() as view:
            coded = view.report(report)
            beside = [id for id in view.event_of(coded.id) if id != coded.id]
            if not beside:
                then = "The event that it alone reports goes."
            else:
                then = f"Its event keeps {counted(len(beside), 'other report')}."
            told = (*shown(coded), then)
            return self._add("reject", coded.id, told, why, who, reports=[view.anchor(coded)], beside=tuple(beside))

    def accept(self, report: str, *, why: str = "", who: str | None = None) -> Made:
        """The report is right: its confidence is 1, and it stays though a later reading should not find it."""
        with self._view() as view:
            coded = view.report(report)
            given = {k: v for k, v in coded.values.items() if v is not None}
            given["symmetric"] = "true" if view.symmetric(coded.id) else "false"
            told = (*shown(coded), "Its confidence becomes 1, and no later reading drops it.")
            return self._add("accept", coded.id, told, why, who, reports=[view.anchor(coded)], given=given)

    def change(self, report: str, field: str, value: str, *, why: str = "", who: str | None = None) -> Made:
        """A field of a report has another value; `fields` says which there are and how they are written."""
        with self._view() as view:
            coded = view.report(report)
            new = fields.canonical(field, value, resolve=self._actor, event_type=coded.event_type)
            old, remarks = self._before_change(coded, field, new)
            told = (*shown(coded), f"{field}: {old or 'none'} becomes {new or 'none'}.", *remarks)
            anchor = view.anchor(coded)
            return self._add("change", coded.id, told, why, who, reports=[anchor], field=field, old=old, new=new)

    def join(self, a: str, b: str, *, why: str = "", who: str | None = None) -> Made:
        """Two events are one."""
        with self._view() as view:
            left, right = view.record.event_id(a), view.record.event_id(b)
            if left == right:
                raise UsageError(f"{a} and {b} are one event already: {left}.")
            sides = [view.reports_of(left), view.reports_of(right)]
            told = [f"Events {left} and {right} become one of {counted(len(sides[0]) + len(sides[1]), 'report')}."]
            for event in (left, right):
                told += [f"  {line}" for line in view.told_event(event)]
            anchors_of = [view.anchors(side) for side in sides]
            return self._add("join", left, told, why, who, new=right, reports=anchors_of[0], others=anchors_of[1])

    def split(self, event: str, reports: Sequence[str], *, why: str = "", who: str | None = None) -> Made:
        """Reports of an event do not tell of it, but of something else."""
        with self._view() as view:
            id = view.record.event_id(event)
            ids = view.reports_of(id)
            out = [view.within(report, ids) for report in reports]
            stay = [one for one in ids if one not in out]
            if not out or not stay:
                few = "has one report only" if len(ids) == 1 else "would keep no report"
                raise UsageError(
                    f"Event {id} {few}.", hint="Name some of its reports, not all: comity events show EVENT"
                )
            told = [f"From event {id} ({counted(len(ids), 'report')}) are taken out:"]
            told += [f"  {line}" for report in out for line in shown(view.report(report))]
            return self._add(
                "split", id, told, why, who, new=", ".join(out), reports=view.anchors(out), others=view.anchors(stay)
            )

    def settle(
        self, event: str, field: str, value: str, *, about: str | None = None, why: str = "", who: str | None = None
    ) -> Made:
        """Of what the reports of an event disagree on, this value holds: one of theirs or another.

        `event` may also be the id of a disagreement. `about` tells apart several on one field: words of what they are
        about.
        """
        with self._view() as view:
            sides = view.disagreement(event, field, about)
            chosen = sides[0]
            new = _settled_value(field, value, [row["value"] for row in sides], self._actor)
            id = chosen["event_id"]
            ids = list(dict.fromkeys(one for row in sides for one in row["report_ids"]))
            events = [] if id is None else list(dict.fromkeys([id, *view.events_of(ids)]))
            ids = list(dict.fromkeys([*(one for event in events[:1] for one in view.reports_of(event)), *ids]))
            old = " | ".join(row["value"] for row in sides)
            told = [f"{field} of {chosen['what']}: {old}", f"{new} holds from now on."]
            earlier = last(self._holding("settle"), lambda e: e.given_as("disagreement") == chosen["id"])
            if earlier is not None:
                told.append(f"It takes the place of {earlier.new}, settled by {earlier.who} on {earlier.at[:10]}.")
            of_event = any(row["report_ids"] for row in sides) and not (field == "place" and chosen["about"])
            if of_event and len(events) > 1:
                told.append(f"Those who say so tell of {len(events)} events; if they are one: comity correct join")
                told += [f"  {line}" for event in events for line in view.told_event(event)]
            if not (of_event and field in fields.OF_EVENT):
                told.append(
                    f"It stands with the disagreement. No field of an event changes by it, nor what else differs on it; "
                    f"a field of a report is changed with: comity correct change REPORT {_changed_by(field)}"
                )
            given = {"disagreement": chosen["id"], **({"about": chosen["about"]} if chosen["about"] else {})}
            given["of"] = "the event" if of_event else "a part"
            return self._add(
                "settle", id or chosen["id"], told, why, who,
                field=field, old=old, new=new, reports=view.anchors(ids), given=given,
            )  # fmt: skip

    def alias(
        self,
        name: str,
        actor: str,
        *,
        kind: str | None = None,
        first: str | None = None,
        last: str | None = None,
        why: str = "",
        who: str | None = None,
    ) -> Made:
        """A name means an actor, from a day to a day. `kind` (state, organisation, group, demonym, seat, place) is by
        default that of the actor. Every document that has the name is read again."""
        id = self._actor(actor)
        found = self._registry().actor(id)
        given = {"name": " ".join(name.split()), "actor": id, "kind": kind or found.kind}
        told = (f"{name!r} is read as {found.name} ({id}). Documents are read again at the next build.",)
        return self._give("alias", given["name"], given | _days(first, last), told, why, who, new=id)

    def fact(self, what: str, *, why: str = "", who: str | None = None, **given: str | None) -> Made:
        """A fact that no document tells, or that comity's tables have wrong.

        member: member, organisation, first, last, source. leader: person, state, office, first, last, source.
        event: event_type, sources, targets, source (where it stands written), and date, status, mode, issue, thing,
        place, amounts, quote.
        """
        said = {name: value for name, value in given.items() if value}
        known = {"fact": what, **_days(said.pop("first", None), said.pop("last", None))}
        for name in ("member", "organisation", "state"):
            if name in said:
                said[name] = self._actor(said[name])
        if what == "event":
            for field in EVENT_FIELDS:
                if field in said:
                    kind = said.get("event_type", "").upper() or None
                    value = fields.canonical(field, said[field], resolve=self._actor, event_type=kind)
                    said = {name: v for name, v in said.items() if name != field} | ({field: value} if value else {})
        target, told = _fact_told(what, said, known)
        return self._give("fact", target, known | said, told, why, who, field=what)

    def undo(self, id: str, *, why: str = "", who: str | None = None) -> Made:
        """A correction no longer holds. An undo may be undone."""
        known = {line.id: line for line in read(self._project.corrections_path) if line.id and line.entry}
        chosen = unique(id, sorted(known), "correction", "comity log")
        entry = known[chosen].entry
        assert entry is not None
        if chosen not in {o.line.id for o in in_force(read(self._project.corrections_path)) if o.state == "applied"}:
            raise UsageError(
                f"Correction {chosen} no longer holds already.", hint="What holds is listed with: comity log"
            )
        told = (f"No longer holds: {entry.kind} {entry.target} by {entry.who} on {entry.at[:10]}.",)
        return self._add("undo", chosen, told, why, who)

    # what the log says already

    def _holding(self, *kinds: Kind) -> list[Entry]:
        """Lines of these kinds that no other undoes, in order."""
        found = (o.line.entry for o in in_force(read(self._project.corrections_path)) if o.state == "applied")
        return [entry for entry in found if entry is not None and entry.kind in kinds]

    def _before_change(self, coded: Coded, field: str, new: str | None) -> tuple[str | None, list[str]]:
        """What a field of a report is before it is changed, by the last build and the lines that wait for the next, and
        what a person should know. Raises UsageError when it is so already."""
        waiting = last(self._holding("change"), lambda e: e.reports[0].report == coded.id and e.field == field)
        taken_back = any(
            line.entry is not None and line.entry.kind == "change" and line.entry.reports[0].report == coded.id
            and line.entry.field == field for line in read(self._project.corrections_path)
        )  # fmt: skip
        old = coded.values[field] if waiting is None else waiting.new
        if old == new and (waiting is not None or not taken_back):
            when = f", by {waiting.who} on {waiting.at[:10]}" if waiting else ""
            raise UsageError(f"The {field} of report {coded.id} is {old or 'none'} already{when}.")
        remarks = []
        if waiting is not None:
            remarks.append(
                f"It takes the place of {waiting.new or 'none'}, given by {waiting.who} on {waiting.at[:10]}."
            )
        verdict = last(self._holding("reject", "accept"), lambda e: e.reports[0].report == coded.id)
        if verdict is not None and verdict.kind == "reject":
            remarks.append(
                f"The report is rejected (by {verdict.who}): it makes no event until that is taken back: "
                f"comity correct undo {verdict.id}"
            )
        return old, remarks

    # writing

    def _give(
        self,
        kind: Kind,
        target: str,
        given: Mapping[str, str],
        told: Sequence[str],
        why: str,
        who: str | None,
        field: str | None = None,
        new: str | None = None,
    ) -> Made:
        try:
            check_given(kind, given)
        except NotUnderstood as error:
            raise UsageError(f"This cannot be said: {error}.") from None
        return self._add(kind, target, told, why, who, field=field, new=new, given=given)

    def _add(
        self,
        kind: Kind,
        target: str,
        told: Sequence[str],
        why: str,
        who: str | None,
        *,
        reports: Sequence[Anchor] = (),
        others: Sequence[Anchor] = (),
        beside: tuple[str, ...] = (),
        given: Mapping[str, str] | None = None,
        field: str | None = None,
        old: str | None = None,
        new: str | None = None,
    ) -> Made:
        now = datetime.now(UTC)
        entry = Entry(
            kind=kind,
            target=target,
            who=" ".join((who or self.whoever()).split()) or "unknown",
            at=_told_time(now),
            why=why.strip(),
            field=field,
            old=old,
            new=new,
            reports=tuple(reports),
            others=tuple(others),
            beside=beside,
            given=tuple(sorted((given or {}).items())),
        )
        written = {line.id for line in read(self._project.corrections_path)}
        while entry.id in written:  # the same was said in this very second
            now += timedelta(seconds=1)
            entry = replace(entry, at=_told_time(now))
        with explained(self._project.root):
            append(self._project.corrections_path, [entry], self._project.state / "corrections.lock")
        return Made(entry, entry.id, tuple(told))

    def whoever(self) -> str:
        """The person's name, from the environment, git or the account."""
        import getpass
        import subprocess

        if os.environ.get(_ENVIRONMENT):
            return os.environ[_ENVIRONMENT]
        try:
            asked = subprocess.run(
                ["git", "config", "user.name"], cwd=self._project.root, capture_output=True, text=True, timeout=5
            )
            if asked.returncode == 0 and asked.stdout.strip():
                return asked.stdout.strip()
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            pass
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "unknown"

    # what is named

    def _registry(self) -> Registry:
        from comity.actors import Registry
        from comity.project.correcting import take_up

        own = (self._project.extra_actors(), take_up(self._project).actors)
        return Registry.default(*own)

    def _actor(self, name: str) -> str:
        """The id of an actor, from an id or a name."""
        registry = self._registry()
        for id in (name, name.upper()):
            if id in registry:
                return id
        meant = registry.resolve(name, None)
        if meant.actor is not None:
            return meant.actor
        several = ", ".join(id for id, _ in meant.candidates[:5])
        hint = (
            f"It could be {several}: give an id."
            if several
            else "Give an id (PAK, NATO), or name it in [actors] extra."
        )
        raise UsageError(f"comity knows no actor {name!r}.", hint=hint)

    @contextmanager
    def _view(self) -> Iterator[LastBuild]:
        with self._project.record() as record:
            yield LastBuild(record)


def last(entries: Sequence[Entry], wanted: Callable[[Entry], bool]) -> Entry | None:
    """The last of the entries that is wanted."""
    return next((entry for entry in reversed(entries) if wanted(entry)), None)


def _changed_by(field: str) -> str:
    """The field of a report that a disagreement on `field` comes from."""
    return {"membership": "date", "founding": "date", "amount": "amounts", "count": "amounts"}.get(field, "FIELD")


def _told_time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _settled_value(field: str, value: str, sides: Sequence[str], resolve: fields.Resolve) -> str:
    """One of the sides' values, or another that can stand there. Raises UsageError."""
    value = " ".join(value.split())
    for side in sides:
        if value.casefold() in (side.casefold(), side.rpartition(": ")[2].casefold()):  # "comity's table: 2017"
            return side
    try:
        return fields.settled(field, value, sides, resolve)
    except NotUnderstood as error:
        raise UsageError(f"{value!r} cannot be settled on: {error}.", hint=f"They say: {' | '.join(sides)}") from None


def _days(first: str | None, last: str | None) -> dict[str, str]:
    return {name: day for name, day in (("from", first), ("to", last)) if day}


def _fact_told(sort: str, said: Mapping[str, str], known: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """What a fact is about, and what it changes, in words."""
    try:
        what("fact", known)
    except NotUnderstood as error:
        raise UsageError(f"This cannot be said: {error}.") from None
    since = f" from {known.get('from', '?')} to {known.get('to', 'now')}"
    if sort == "member":
        target = f"{said.get('member')} in {said.get('organisation')}"
        return target, (f"{said.get('member')} is a member of {said.get('organisation')}{since}.",)
    if sort == "leader":
        target = f"{said.get('person')}"
        return target, (f"{target} is {said.get('office')} of {said.get('state')}{since}.",)
    target = anchors.coding({name: said.get(name) for name in ("event_type", "sources", "targets")})
    return target, (f"An event is added: {target}, {said.get('date', 'undated')}. Source: {said.get('source')}",)
