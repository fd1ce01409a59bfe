"""Who is meant by the codes and names of other data sets, as of a date.

A party is written as keys joined by |, each with its scheme before it: `cameo:PAK`, `name:United Nations`. What a key means
can change with time: RUS in 1985 is SUN.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from comity.exchange.importing.days import EARLIEST, LATEST
from comity.exchange.importing.tables import rows
from comity.intervals import Interval

if TYPE_CHECKING:
    from comity.actors import Registry

NO_COUNTRY: Final = "actor without a country"
UNKNOWN: Final = "unknown country"
REGION: Final = "region, no state"
AMBIGUOUS: Final = "ambiguous actor"
NOT_THERE: Final = "actor not there then"
SCHEMES: Final = ("any", "iso", "cow", "gw", "cameo", "fips", "name")
"""How a table of one's own may write actors."""
_REMEMBERED: Final = 50_000
"""So many keys are remembered with what they mean."""
_NAMES: Final = ("name", "demonym", "organisation", "group", "prefix")
_PLOVER_OWN: Final = {"UNO": "UN", "EUR": "EU", "KOS": "XKX"}
_NO_ACTOR: Final = frozenset(("IGO", "NGO", "IMG", "ISM", "MNC", "UNK"))
_ICEWS_OWN: Final = {"Congo": "COG"}


class Spell(NamedTuple):
    """From `first` to `last` a party means `actors`, ids in the order of its keys; `flags` say what is doubtful."""

    first: date
    last: date
    actors: tuple[str, ...]
    flags: tuple[str, ...]


class Parties:
    """Resolves parties with the actor tables."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._before: dict[str, list[str]] = {}
        for row in registry.lineages:
            if row.kind == "continues":
                self._before.setdefault(row.later, []).append(row.earlier)
        self._numbers: dict[str, dict[int, str]] = {"cow": {}, "gw": {}}
        for actor in registry.actors("state"):
            for scheme, number in (("cow", actor.cow), ("gw", actor.gw)):
                if number is not None and (actor.valid.last is None or number not in self._numbers[scheme]):
                    self._numbers[scheme][number] = actor.id
        self._meant = lru_cache(_REMEMBERED)(self._meaning)

    def spells(self, party: str) -> list[Spell]:
        """What the keys of a party mean, over all time, in order."""
        keys = [key for key in dict.fromkeys(party.split("|")) if key]
        each = [self._meant(key) for key in keys]
        starts = sorted({spell.first for spells in each for spell in spells})
        found = []
        for start, after in zip(starts, [*starts[1:], LATEST + timedelta(days=1)], strict=True):
            at = [next(s for s in spells if s.first <= start <= s.last) for spells in each]
            actors = tuple(dict.fromkeys(a for s in at for a in s.actors))
            flags = tuple(dict.fromkeys(f for s in at for f in s.flags))
            found.append(Spell(start, after - timedelta(days=1), actors, flags))
        return found

    def _meaning(self, key: str) -> list[Spell]:
        scheme, _, text = key.partition(":")
        text = text.strip()
        if scheme == "actor":
            return [_always(text)]
        if scheme == "bare" or not text:
            return [_always(None, NO_COUNTRY)]
        found = getattr(self, f"_{scheme}")(text)
        if isinstance(found, Spell):
            return [found]
        if isinstance(found, str):
            return self._of(found)
        return found or [_always(None, UNKNOWN)]

    def _of(self, id: str) -> list[Spell]:
        """An actor through time: who carries its lineage on each day."""
        found = []
        for first, last in _periods(self._cuts([id])):
            actor = self._registry.at(id, Interval.day(first)).actor or id
            there = actor not in self._registry or self._registry.actor(actor).valid.covers(first)
            found.append(Spell(first, last, (actor,), () if there else (NOT_THERE,)))
        return found

    def _cuts(self, ids: Iterable[str]) -> set[date]:
        cuts: set[date] = set()
        todo = list(ids)
        while todo:
            id = todo.pop()
            if id in self._registry:
                valid = self._registry.actor(id).valid
                cuts |= {valid.first} if valid.first else set()
                cuts |= {valid.last + timedelta(days=1)} if valid.last else set()
            todo += self._before.get(id, ())
        return cuts

    # schemes: an id, a Spell for what is never an actor, spells, or None for what nobody knows

    def _iso(self, code: str) -> str | None:
        """A state or dependency by its alpha-3; those without a row of their own are their parent's."""
        code = code.upper()
        if code in self._registry and self._registry.actor(code).kind == "state":
            return code
        own = _cameo_codes().get(code, {})
        return own["actor"] if own.get("kind") == "country" else None

    def _cameo(self, code: str) -> str | Spell | None:
        own = _cameo_codes().get(code.upper(), {})
        return _always(None, REGION) if own.get("kind") == "region" else self._iso(code)

    def _group(self, code: str) -> str | Spell:
        own = _cameo_codes().get(code.upper())
        return own["actor"] if own is not None and own["kind"] == "group" else _always(None, NO_COUNTRY)

    def _code(self, code: str) -> str | Spell:
        """A whole actor code of CAMEO: a country of three letters, then roles; or a kind of group, then the group."""
        parts = [code[i : i + 3].upper() for i in range(0, len(code), 3)]
        country = self._cameo(parts[0])
        if country is not None:
            return country
        groups = (self._group(part) for part in parts)
        return next((group for group in groups if isinstance(group, str)), _always(None, NO_COUNTRY))

    def _fips(self, code: str) -> str | Spell | None:
        table = _fips()
        if code.upper() not in table:
            return None
        return table[code.upper()] or _always(None, REGION)

    def _cow(self, text: str) -> str | None:
        return self._number("cow", text)

    def _gw(self, text: str) -> str | None:
        return self._number("gw", text)

    def _number(self, scheme: str, text: str) -> str | None:
        text = text.split(";")[0].strip().removesuffix(".0")
        return self._numbers[scheme].get(int(text)) if text.isdecimal() and text.isascii() else None

    def _plover(self, code: str) -> str | Spell | None:
        code = code.upper()
        if code in _NO_ACTOR:
            return _always(None, NO_COUNTRY)
        return _PLOVER_OWN.get(code) or self._iso(code)

    def _icews(self, name: str) -> str | list[Spell] | None:
        return _ICEWS_OWN.get(name) or self._country(name)

    def _country(self, name: str) -> str | list[Spell] | None:
        found = _country_names().get(name.casefold()) or self._named(name)
        if found is None and name.casefold().removeprefix("the ") in _regions():
            return [_always(None, REGION)]
        return found

    def _name(self, name: str) -> str | Spell | list[Spell]:
        """A name that need not be a country's: what no table has is an actor all the same, of no country that is told."""
        return self._country(name) or _always(None, NO_COUNTRY)

    def _any(self, text: str) -> str | Spell | list[Spell] | None:
        if text in self._registry:
            return text
        found = self._country(text) or (self._cameo(text) if len(text) == 3 else None)
        if found is None and text.isascii() and text.isalpha() and text.isupper() and len(text) % 3 == 0:
            found = self._code(text)
        return found

    def _named(self, name: str) -> list[Spell] | None:
        hit = self._registry.lookup(name) or self._registry.lookup(name.title())
        if hit is None:
            return None
        cuts = self._cuts(n.actor for n in hit.names)
        for n in hit.names:
            cuts |= {n.valid.first} if n.valid.first else set()
            cuts |= {n.valid.last + timedelta(days=1)} if n.valid.last else set()
        found = []
        for first, last in _periods(cuts):
            meant = self._registry.resolve(hit, Interval.day(first))
            if meant.how == "ambiguous":
                found.append(Spell(first, last, (), (AMBIGUOUS,)))
            elif meant.actor is None or meant.how not in _NAMES:
                found.append(Spell(first, last, (), (UNKNOWN,)))
            else:
                there = self._registry.actor(meant.actor).valid.covers(first)
                found.append(Spell(first, last, (meant.actor,), () if there else (NOT_THERE,)))
        return None if all(s.flags == (UNKNOWN,) for s in found) else found


def _always(actor: str | None, *flags: str) -> Spell:
    return Spell(EARLIEST, LATEST, () if actor is None else (actor,), flags)


def _periods(cuts: Iterable[date]) -> list[tuple[date, date]]:
    starts = [EARLIEST, *sorted(cut for cut in set(cuts) if EARLIEST < cut <= LATEST)]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [LATEST]
    return list(zip(starts, ends, strict=True))


@cache
def _cameo_codes() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("cameo_actors.csv")}


@cache
def _fips() -> dict[str, str]:
    return {row["fips"]: row["actor"] for row in rows("fips.csv")}


@cache
def _regions() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in rows("regions.csv"))


@cache
def _country_names() -> dict[str, str]:
    return {row["name"].casefold(): row["actor"] for row in rows("country_names.csv")}
