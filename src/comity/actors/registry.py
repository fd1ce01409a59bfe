"""Who is who, and when: the one place that turns words and dates into actors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from comity.actors.agents import Agents
from comity.actors.finding import NameTrie, fold
from comity.actors.model import Actor, ActorKind, AliasHit, Membership, Name, Office, Person, Resolution, Role, Span
from comity.actors.tables import Tables, code_files, full_names, load, surnames, table_files
from comity.intervals import Interval

CLEAR: Final = 0.75
"""An actor that holds this share of the days that are meant (or more) is taken; below it the mention stays open."""

_KIND_OF_ROLE: Final[dict[Role, ActorKind]] = {
    "place": "place",
    "group": "group",
    "organisation": "organisation",
    "person": "person",
}


class Registry:
    """Actors, their names and offices. Read-only; `Registry.default()` holds the project's own tables."""

    def __init__(self, tables: Tables, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        """Changes whenever a table does, or the code that reads it."""
        self.agents = Agents.default()
        self._actors = tables.actors
        self._before: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, date]] = {}
        for x in tables.lineages:
            if x.kind == "continues":
                self._before[x.later] = (*self._before.get(x.later, ()), x.earlier)
            else:
                self._parts[x.later] = (x.earlier, x.on)
        self.lineages = tuple(tables.lineages)
        self._members: dict[str, list[Membership]] = {}
        for m in tables.memberships:
            self._members.setdefault(m.organisation, []).append(m)
        self._persons = {p.id: p for p in tables.persons}
        self._by_surname: dict[str, tuple[Person, ...]] = {}
        countries = {fold(actor.name) for actor in tables.actors.values() if actor.kind == "state"}
        people = []
        for person in tables.persons:
            people += [Name(text, person.id, "person") for text in full_names(person)]
            if all(term.office == "senior_official" for term in person.terms):
                continue  # known by the full name, and by what a document makes of it
            for word in surnames(person):
                if word in countries:
                    continue  # Pierre Mendès France
                self._by_surname[word] = (*self._by_surname.get(word, ()), person)
        self._in_office: dict[tuple[str, Office], list[tuple[Span, Person]]] = {}
        for person in tables.persons:
            for term in person.terms:
                self._in_office.setdefault((term.state, term.office), []).append((term.valid, person))
        self._names = tables.names
        self._trie = NameTrie([*tables.names, *people])
        self._neighbours = tables.neighbours | {
            frozenset(self.lineage(id) for id in pair) for pair in sorted(tables.neighbours, key=sorted)
        }
        self._heads: dict[str, frozenset[str]] = {}
        self._resolved: dict[tuple[tuple[Name, ...], Interval | None], Resolution] = {}

    @classmethod
    def default(cls, *extra: Path | None) -> Registry:
        """The project's own tables, and after them the user's rows in files (see `EXTRA_COLUMNS`). Raises TableError."""
        files = tuple(path for path in extra if path is not None)
        return _build(files) if files else _default()

    # who is who

    def actor(self, id: str) -> Actor:
        """Raises KeyError for an id that no table has."""
        return self._actors[id]

    def __contains__(self, id: object) -> bool:
        return id in self._actors

    def actors(self, kind: ActorKind | None = None) -> list[Actor]:
        """All actors (of a kind), by id."""
        return [a for _, a in sorted(self._actors.items()) if kind is None or a.kind == kind]

    def lineage(self, id: str) -> str:
        """The id along which this actor's relations run: RUS for SUN and RUS. Raises KeyError."""
        return self._actors[id].lineage or id

    def names(self, id: str) -> tuple[str, ...]:
        """The ways of naming an actor, demonyms and seats included, in table order."""
        return tuple(dict.fromkeys(n.text for n in self._names if n.actor == id))

    def heads(self, id: str) -> frozenset[str]:
        """The words, lower case, that head an actor's longer names: 'fund' of the International Monetary Fund, 'league' of
        the League of Nations; those of its organs are among them."""
        found = self._heads.get(id)
        if found is None:
            organs = (a.id for a in self._actors.values() if a.parent == id and a.standing == "body")
            parts = [name.lower().split() for one in (id, *organs) for name in self.names(one)]
            found = self._heads[id] = frozenset(_head(words) for words in parts if len(words) > 1)
        return found

    def home(self, id: str) -> tuple[str, ...]:
        """States in which a group chiefly is."""
        return self._actors[id].home if id in self._actors else ()

    def borders(self, one: str, other: str) -> bool:
        """Whether two states are neighbours, themselves or by their lineages. Raises KeyError."""
        if frozenset((one, other)) in self._neighbours:
            return True
        return frozenset((self.lineage(one), self.lineage(other))) in self._neighbours

    def members(self, organisation: str, on: date) -> tuple[str, ...]:
        """Ids of the members on that day, sorted."""
        return tuple(sorted({m.member for m in self._members.get(organisation, ()) if m.valid.covers(on)}))

    def memberships(self, organisation: str) -> tuple[Membership, ...]:
        return tuple(self._members.get(organisation, ()))

    # names in text

    def find(self, text: str) -> list[AliasHit]:
        """Longest names in the text, left to right, never overlapping; words bound, case kept."""
        return self._trie.find(text)

    def lookup(self, text: str) -> AliasHit | None:
        """Everything that exactly these words may name; None when they name nothing."""
        names = self._trie.get(text)
        return AliasHit(0, len(text), text, names) if names else None

    # resolution

    def at(self, id: str, when: Interval | None) -> Resolution:
        """The actor that carries this one's lineage at that time: SUN for RUS in 1971. Undated: the actor itself.

        Where the days of `when` give several, the candidates have their shares. Raises KeyError for an unknown id.
        """
        actor = self._actors[id]
        return self._over((Name(actor.name, id, "seat"),), when, "name")

    def resolve(self, named: AliasHit | str, when: Interval | None) -> Resolution:
        """Who is named, on the days of `when` (None: undated). A string must be exactly a name."""
        hit = self.lookup(named) if isinstance(named, str) else named
        if hit is None:
            return Resolution(None, "unknown", note="no table has this name")
        key = (hit.names, when)
        if key not in self._resolved:
            if len(self._resolved) > 50_000:
                self._resolved.clear()
            self._resolved[key] = self._resolve(hit.names, when)
        return self._resolved[key]

    def _resolve(self, names: tuple[Name, ...], when: Interval | None) -> Resolution:
        if any(n.role == "none" for n in names):
            return Resolution(None, "unknown", note="a phrase that holds a name")
        persons = [n for n in names if n.role == "person"]
        if persons and len(persons) == len(names):
            return self._person_resolution([self._persons[n.actor] for n in persons], when)
        others = tuple(n for n in names if n.role != "person")
        for role in ("name", "demonym", "people", "organisation", "group", "seat", "prefix", "place"):
            chosen = tuple(n for n in others if n.role == role)
            if role == "seat" and chosen:
                chosen = tuple(n for n in chosen if _within(n.valid, when)) or ()
            elif chosen and len(chosen) < len(others) and all(n.dated for n in chosen):
                chosen = tuple(n for n in chosen if when is not None and _touches(n.valid, when))  # Biafra in 1968
            if chosen:
                return self._over(chosen, when, "demonym" if role == "people" else role)
        seats = tuple(Name(n.text, n.actor, "place", detail=n.detail) for n in others if n.role == "seat")
        return self._over(seats, when, "place")

    def _over(self, names: tuple[Name, ...], when: Interval | None, how: str) -> Resolution:
        kind = self._kind(names)
        sector = next((n.sector for n in names if n.sector), None)
        ids = tuple(dict.fromkeys(n.actor for n in names if not n.dated) or dict.fromkeys(n.actor for n in names))
        if when is None:
            if len(ids) == 1:
                return Resolution(ids[0], how, kind, sector=sector)
            return _open(ids, kind, sector)
        shares = self._shares(names, when)
        if not shares:
            return _open(ids, kind, sector) if len(ids) > 1 else Resolution(ids[0], how, kind, sector=sector)
        best = max(shares, key=lambda id: (shares[id], id))
        candidates = tuple(sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))
        if len(shares) == 1:
            return Resolution(best, how, kind, sector=sector, note=self._note(ids, best, when))
        if how in ("name", "demonym", "prefix") and len(ids) == 1 and names[0].role != "seat" and ids[0] in shares:
            best = ids[0]  # the words themselves say which of a lineage is meant
        elif shares[best] < CLEAR:
            return Resolution(None, "ambiguous", kind, candidates, sector=sector)
        return Resolution(best, how, kind, candidates, self._note(ids, best, when), sector)

    def _kind(self, names: tuple[Name, ...]) -> ActorKind:
        role = names[0].role
        if role in _KIND_OF_ROLE:
            return _KIND_OF_ROLE[role]
        actor = self._actors.get(names[0].actor)
        return "state" if actor is None else actor.kind

    def _shares(self, names: tuple[Name, ...], when: Interval) -> dict[str, float]:
        """Share of the days of `when` on which each actor is meant. Adds up to 1 over the days that give any."""
        cuts = {when.first}
        for span in self._spans(names):
            if span.first is not None and when.first < span.first <= when.last:
                cuts.add(span.first)
            if span.last is not None and when.first <= span.last < when.last:
                cuts.add(span.last + timedelta(days=1))
        starts = sorted(cuts)
        days: dict[str, float] = {}
        for start, after in zip(starts, [*starts[1:], None], strict=True):
            length = (after - start).days if after else (when.last - start).days + 1
            meant = self._on(names, start)
            for id in meant:
                days[id] = days.get(id, 0.0) + length / len(meant)
        total = sum(days.values())
        return {id: round(value / total, 6) for id, value in days.items()} if total else {}

    def _spans(self, names: tuple[Name, ...]) -> Iterable[Span]:
        for name in names:
            yield name.valid
            todo = [name.actor]
            while todo:
                id = todo.pop()
                if id in self._actors:
                    yield self._actors[id].valid
                todo += self._before.get(id, ())

    def _on(self, names: tuple[Name, ...], day: date) -> tuple[str, ...]:
        """The actors that the names mean on one day."""
        valid = [n for n in names if n.valid.covers(day)]
        chosen = [n for n in valid if n.dated] or [n for n in valid if not n.dated]
        meant = {}
        for name in chosen:
            there = self._carrier(name.actor, day)
            exists = there is not None
            meant[there or name.actor] = exists
        if any(meant.values()):
            return tuple(id for id, exists in meant.items() if exists)
        return tuple(meant)

    def _carrier(self, id: str, day: date) -> str | None:
        """The actor of the lineage that exists on that day: `id`, one before it, or None."""
        actor = self._actors.get(id)
        if actor is None or actor.valid.covers(day):
            return id
        if actor.valid.first is not None and day < actor.valid.first:
            for earlier in self._before.get(id, ()):
                found = self._carrier(earlier, day)
                if found is not None:
                    return found
        return None

    def _note(self, ids: tuple[str, ...], chosen: str, when: Interval) -> str | None:
        actor = self._actors.get(chosen)
        if actor is None:
            return None
        if chosen not in ids:
            return f"{self._actors[ids[0]].name} at that time: {actor.name}"
        if actor.valid.last is not None and actor.valid.last < when.first:
            return f"historical: {actor.name} ended on {actor.valid.last}"
        if actor.valid.first is not None and when.last < actor.valid.first:
            whole = self._parts.get(chosen)
            part = f", part of {self._actors[whole[0]].name}" if whole and whole[0] in self._actors else ""
            return f"before it was a state of its own{part}"
        return None

    # people

    def person(self, id: str) -> Person:
        """Raises KeyError."""
        return self._persons[id]

    def persons_named(self, surname: str) -> tuple[Person, ...]:
        """Office-holders of that family name (or one-word name), at any time."""
        return self._by_surname.get(fold(surname), ())

    def office_holder(self, state: str, office: Office, on: date) -> Person | None:
        """Who held the office on that day; None when nobody or more than one is known to."""
        held = {p.id: p for span, p in self._in_office.get((state, office), ()) if span.covers(on)}
        return next(iter(held.values())) if len(held) == 1 else None

    def states_of(self, person: Person, when: Interval | None, offices: Iterable[str] | None = None) -> tuple[str, ...]:
        """States in an office of which the person was on some day of `when` (None: ever), in order of the terms."""
        wanted = None if offices is None else frozenset(offices)
        found: dict[str, None] = {}
        for term in person.terms:
            if (wanted is None or term.office in wanted) and (when is None or _touches(term.valid, when)):
                found[term.state] = None
        return tuple(found)

    def _person_resolution(self, persons: list[Person], when: Interval | None) -> Resolution:
        states = tuple(dict.fromkeys(s for p in persons for s in self.states_of(p, when)))
        if len(states) > 1 and len({self.lineage(s) for s in states}) == 1 and when is not None:
            states = states[-1:]  # an office that outlived the state's old name
        if len(states) == 1:
            return Resolution(states[0], "leader", "person")
        ever = tuple(dict.fromkeys(s for p in persons for s in p.states()))
        return _open(states or ever, "person", None, how="ambiguous" if states else "unknown")


def _open(ids: tuple[str, ...], kind: ActorKind, sector: str | None, how: str = "ambiguous") -> Resolution:
    share = round(1 / len(ids), 6) if ids else 0.0
    return Resolution(None, how, kind, tuple((id, share) for id in sorted(ids)), sector=sector)


def _head(words: list[str]) -> str:
    return next((word for word, after in pairwise(words) if after in ("of", "for")), words[-1])


def _within(span: Span, when: Interval | None) -> bool:
    """Whether a seat counts at that time; undated, it counts if it still does or ever did."""
    return when is None or _touches(span, when)


def _touches(span: Span, when: Interval) -> bool:
    return (span.first is None or span.first <= when.last) and (span.last is None or when.first <= span.last)


@cache
def _default() -> Registry:
    return _build(())


def _build(extra: tuple[Path, ...]) -> Registry:
    digest = hashlib.sha256()
    for file in (*table_files(), *code_files()):
        digest.update(file.name.encode() + b"\0" + file.read_text(encoding="utf-8").encode())
    tables = load(*extra)
    for path in extra:
        digest.update(path.read_bytes())
    return Registry(tables, digest.hexdigest())
