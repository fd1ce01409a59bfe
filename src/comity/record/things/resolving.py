"""From names in documents to things: one thing for all names that must mean the same. The order of documents is of no matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from comity.record.things.keys import Key, slug_of
from comity.record.things.naming.weapons import canonical

Entity = tuple[str, str, str]
"""A thing as one document knows it: (document, kind, the name that it gives it in full)."""
_NAMING: Final = frozenset({"full", "described", "former", "later", "also"})
_CLEAR: Final = frozenset({"full", "later"})


@dataclass(slots=True)
class Thing:
    """One thing. `names`: how often each name stands for it, by (name, says); `entities`: as the documents know it."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    entities: tuple[Entity, ...]
    former: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()
    mentions: int = 0


@dataclass(slots=True)
class _Held:
    """What the documents say of one entity: its names with how often, its acronyms, the actors near it, its mentions."""

    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    shorts: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    mentions: int = 0


class _Sets:
    """Sets that grow together."""

    def __init__(self) -> None:
        self._above: dict[Any, Any] = {}

    def root(self, node: Any) -> Any:
        self._above.setdefault(node, node)
        top = node
        while self._above[top] != top:
            top = self._above[top]
        while self._above[node] != top:
            self._above[node], node = top, self._above[node]
        return top

    def join(self, a: Any, b: Any) -> None:
        low, high = sorted((self.root(a), self.root(b)), key=repr)
        if low != high:
            self._above[high] = low


def resolve(
    named: Iterable[dict[str, Any]], key_of: Callable[[str, str], Key], lineage: Callable[[str], str]
) -> dict[Entity, Thing]:
    """Which thing each entity is. `named`: rows of `named_things` but for organisations.

    Names of one thing: the same but for the order of places, the noun, a word such as 'gas' or a year where that leaves
    nothing open (same_name_rule); names that one document gives one thing (renamed_rule); an acronym where all documents that
    explain it mean one thing by it, or whose letters one name alone begins with (acronym_rule). A name that many things have
    is joined only where the same actors stand by it (shared_actor_rule).
    """
    held = _held(named)
    sets = _Sets()
    keys: dict[Entity, list[Key]] = {}
    groups: dict[tuple[str, str, tuple[str, ...]], set[Key]] = defaultdict(set)
    for entity in sorted(held):
        keys[entity] = sorted(
            {key_of(n, entity[1]) for n, _ in held[entity].names} | {key_of(entity[2], entity[1])}, key=repr
        )
        for key in keys[entity]:
            groups[key.base].add(key)
    classes = {key: c for base in sorted(groups, key=repr) for key, c in _classes(groups[base]).items()}
    _over_families(sets, groups, classes)
    for entity, own in keys.items():
        sets.root(entity)
        for key in own:
            if not key.weak:
                sets.join(entity, ("name", key.base, classes[key]))
            elif key.tokens or key.year:
                for actor in sorted({lineage(a) for a in held[entity].actors}):
                    sets.join(entity, ("name", key.base, classes[key], actor))
    _over_acronyms(sets, held, keys)
    members: dict[Any, list[Entity]] = defaultdict(list)
    for entity in sorted(held):
        members[sets.root(entity)].append(entity)
    return _things(list(members.values()), held, keys)


def _held(named: Iterable[dict[str, Any]]) -> dict[Entity, _Held]:
    held: dict[Entity, _Held] = {}
    for row in named:
        entity = row["document_id"], row["kind"], row["means"]
        own = held.setdefault(entity, _Held())
        own.mentions += 1
        own.actors.update(row["parties"] or ())
        if row["says"] in _NAMING:
            own.names[row["name"], row["says"]] += 1
        elif row["says"] == "acronym":
            own.acronyms[row["name"]] += 1
        elif row["says"] == "short":
            own.shorts[row["name"]] += 1
    for entity, own in held.items():
        if not any(says in _CLEAR for _, says in own.names):
            own.names[entity[2], "full"] += 0
    return held


def _classes(keys: set[Key]) -> dict[Key, str]:
    """Keys of one base, by what their years and words of kind leave open: one that has none is of the only class there is."""
    found: dict[Key, str] = {}
    for slot in ("year", "words"):
        filled = sorted({repr(_slot(k, slot)) for k in keys if _slot(k, slot)})
        merged = _merged([_slot(k, slot) for k in keys if _slot(k, slot)])
        for key in keys:
            value = _slot(key, slot)
            if value:
                name = min(repr(sorted(group)) for group in merged if value & group)
            else:
                name = repr(sorted(merged[0])) if len(merged) == 1 else ""
            found[key] = found.get(key, "") + f"{slot}:{name};"
        del filled
    return found


def _slot(key: Key, slot: str) -> frozenset[str]:
    if slot == "year":
        return frozenset((key.year,)) if key.year else frozenset()
    return key.words


def _merged(values: list[frozenset[str]]) -> list[frozenset[str]]:
    """Sets that share a member put together; sorted."""
    groups: list[frozenset[str]] = []
    for value in sorted(set(values), key=sorted):
        touching = [g for g in groups if g & value]
        groups = [g for g in groups if not g & value] + [frozenset().union(value, *touching)]
    return sorted(groups, key=sorted)


def _over_families(
    sets: _Sets, groups: dict[tuple[str, str, tuple[str, ...]], set[Key]], classes: dict[Key, str]
) -> None:
    """family_rule: 'the Sarpa project' is the Sarpa dam where Sarpa has nothing else; likewise a name without its noun."""
    by_tokens: dict[tuple[str, tuple[str, ...]], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (kind, family, tokens), keys in groups.items():
        if tokens and not all(k.weak for k in keys):
            by_tokens[kind, tokens][family] |= {classes[k] for k in keys}
    for (kind, tokens), families in by_tokens.items():
        open_ones = [f for f in ("any", "") if f in families]
        firm = sorted(f for f in families if f not in ("any", ""))
        if len(firm) > 1 or (not firm and len(open_ones) < 2):
            continue
        target = firm[0] if firm else open_ones[0]
        if len(families[target]) > 1:
            continue
        (only,) = families[target]
        for family in open_ones:
            for one in sorted(families[family]):
                sets.join(("name", (kind, family, tokens), one), ("name", (kind, target, tokens), only))


def _over_acronyms(sets: _Sets, held: dict[Entity, _Held], keys: dict[Entity, list[Key]]) -> None:
    explained: dict[tuple[str, str], set[Any]] = defaultdict(set)
    begins: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for entity, own in keys.items():
        root = sets.root(entity)
        for acronym in held[entity].acronyms:
            explained[entity[1], acronym].add(root)
        for key in own:
            if len(key.initials) > 1 and key.sole is None and not key.weak:
                begins[entity[1], key.initials].add(root)
                begins[entity[1], "".join(sorted(key.initials))].add(root)
    joins = []
    for entity, own in keys.items():
        for key in own:
            if key.sole is None:
                continue
            roots = explained.get((entity[1], key.sole)) or begins.get((entity[1], key.sole)) or set()
            if not roots and len(key.sole) > 2:
                roots = begins.get((entity[1], "".join(sorted(key.sole))), set())
            if len(roots) == 1:
                joins.append((entity, next(iter(roots))))
    for entity, root in joins:
        sets.join(entity, root)


def _things(
    groups: list[list[Entity]], held: dict[Entity, _Held], keys: dict[Entity, list[Key]]
) -> dict[Entity, Thing]:
    things = []
    for entities in groups:
        kinds = Counter(k for e in entities for k in [e[1]] * held[e].mentions)
        kind = min(kinds, key=lambda k: (-kinds[k], k))
        name, aliases, former = _called(entities, held)
        slugs = {(k.family != "known", _rank(k, name), k.slug) for e in entities for k in keys[e]}
        slug = min(slugs)[2] or slug_of(name)
        years = {k.year for e in entities for k in keys[e] if k.year}
        kept = {w for e in entities for k in keys[e] for w in k.words}
        things.append((slug, min(years, default=""), sorted(kept), entities, kind, name, aliases, former))
    things.sort(key=lambda t: (t[0], t[1], t[2], t[3]))
    taken: set[str] = set()
    shared = Counter(t[0] for t in things)
    found: dict[Entity, Thing] = {}
    for slug, year, modifiers, entities, kind, name, aliases, former in things:
        id = slug
        if shared[slug] > 1:
            more = [w for w in (*modifiers, year) if w and w not in slug.split("-")]
            id = "-".join((slug, *more))
        number = 1
        while id in taken:
            number += 1
            id = f"{slug}-{number}"
        taken.add(id)
        documents = frozenset(e[0] for e in entities)
        thing = Thing(
            id, name, kind, aliases, tuple(entities), former, documents, sum(held[e].mentions for e in entities)
        )
        for entity in entities:
            found[entity] = thing
    return found


def _rank(key: Key, name: str) -> int:
    return 0 if key.tokens and key.sole is None else 1 if key.tokens else 2


def _called(entities: list[Entity], held: dict[Entity, _Held]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The name used most, all others, and those that are said to be former ones."""
    clear: Counter[str] = Counter()
    told: Counter[str] = Counter()
    every: Counter[str] = Counter()
    former: set[str] = set()
    for entity in entities:
        own = held[entity]
        if entity[1] == "weapon" and canonical(entity[2]) is not None:  # by its designation, whatever the variant
            clear[entity[2]] += own.mentions
            told[entity[2]] += 2
        for (name, says), count in own.names.items():
            every[name] += count
            if says in _CLEAR:
                clear[name] += count
                told[name] += 1
            if says == "former":
                former.add(name)
        every.update(own.acronyms)
        every.update(own.shorts)
    pool = {n: c for n, c in clear.items() if n not in former} or dict(clear) or dict(every)
    name = min(pool, key=lambda n: (-told[n], -pool[n], -len(n), n))
    others = sorted((n for n in every if n != name), key=lambda n: (-every[n], n))
    return name, tuple(others), tuple(sorted(former))
