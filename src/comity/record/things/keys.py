"""What tells whether two names name one thing: the name without its noun, its places in any order, its actors as ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from comity.actors.finding import fold
from comity.record.things.naming.lexicon import heads, known, words
from comity.record.things.naming.weapons import canonical

if TYPE_CHECKING:
    from comity.actors import Registry

_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_PART: Final = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_SMALL: Final = frozenset(
    {
        "the",
        "of",
        "and",
        "on",
        "for",
        "in",
        "to",
        "a",
        "an",
        "from",
        "between",
        "with",
        "or",
        "its",
        "against",
        "s",
        "concerning",
        "near",
        "outside",
        "at",
    }
)
_FUELS: Final = frozenset({"gas", "oil", "nuclear", "coal", "solar", "wind", "hydropower", "hydroelectric"})
_EDITION: Final = re.compile(r"\d{1,4}\Z|[ivx]{1,4}\Z")
_PLAIN: Final = {"accord": "treaty", "any": "project", "armour": "weapon", "air defence": "system"}
_ROUTES: Final = frozenset(
    {"running", "stretching", "that", "which", "runs", "linking", "connecting", "line", "project"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """A name as it is compared. `tokens`: what is proper to it, sorted; actors as ids in angle brackets. `family`: of its noun.
    `year`, `words`: what may be left out where nothing else can be meant. `sole`: the token written as an acronym, where it is
    the only one. `slug`: readable."""

    kind: str
    family: str
    tokens: tuple[str, ...]
    year: str | None
    words: frozenset[str]
    sole: str | None
    slug: str
    initials: str

    @property
    def weak(self) -> bool:
        """Whether the name may be that of many things: nothing proper in it, or only words that many names have."""
        return all(t in words("common_names.txt") for t in self.tokens)

    @property
    def base(self) -> tuple[str, str, tuple[str, ...]]:
        return self.kind, self.family, self.tokens


def key_maker(registry: Registry) -> Callable[[str, str], Key]:
    """(name, kind) -> its key."""

    @lru_cache(maxsize=200_000)
    def key(name: str, kind: str) -> Key:
        return _key(registry, name, kind)

    return key


def slug_of(text: str) -> str:
    """Small letters, digits and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text).lower()))


def _key(registry: Registry, name: str, kind: str) -> Key:
    thing = known().get(name) or known().get(fold(name))
    if thing is not None:
        return Key(thing.kind, "known", (thing.id,), None, frozenset(), None, thing.id, "")
    if kind == "weapon":
        designation = canonical(name)
        if designation is not None:
            slug = slug_of(designation)
            return Key(kind, "", (slug,), None, frozenset(), None, slug, "")
    plain = fold(name)
    spelt, actors = _with_actors(registry, plain)
    parts = [m[0] for m in _PART.finditer(spelt)]
    family, parts = _without_head(parts, kind)
    year = None
    tokens: list[str] = []
    shown: list[str] = []
    modifiers: set[str] = set()
    initials = ""
    for part in parts:
        low = part.lower().removesuffix("'s").removesuffix("’s")
        actor = actors.get(part)
        if actor is not None:
            tokens.append(f"<{actor[0]}>")
            shown.append(slug_of(actor[1]))
            initials += actor[1][0].upper()
        elif _YEAR.match(part):
            year = part
        elif low in _SMALL or low in _ROUTES or (low in words("not_names.txt") and part.islower()):
            continue
        elif low in words("modifiers.txt"):
            modifiers.add(low)
            initials += part[0].upper() if part[0].isupper() else ""
        elif kind == "exercise" and _EDITION.match(low):
            continue
        else:
            low = low.removesuffix("-class")
            tokens.append(low)
            shown.append(slug_of(low))
            initials += part[0].upper()
    if kind == "weapon":
        family, modifiers = "", set()
        tokens = [t for t in tokens if t != "class"]
    kept = modifiers & _FUELS if kind == "project" else modifiers
    if kind == "exercise":
        year, kept = None, set()
    sole = parts[0] if len(tokens) == 1 and len(parts) >= 1 and tokens[0].isalpha() else None
    sole = next((p for p in parts if p.lower() == tokens[0]), None) if sole else None
    sole = sole if sole and len(sole) > 1 and sole.isupper() else None
    noun = _PLAIN.get(family, family) if kind != "weapon" else ""
    slug = "-".join(
        p
        for p in (
            *((year,) if year and not tokens else ()),
            *shown,
            *(sorted(kept) if not tokens else ()),
            slug_of(noun),
        )
        if p
    )
    return Key(kind, family, tuple(sorted(tokens)), year, frozenset(kept), sole, slug or slug_of(name), initials)


def _with_actors(registry: Registry, plain: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """The name with each state named in it as one word, and which actor (id, name) the word stands for."""
    found: dict[str, tuple[str, str]] = {}
    spelt, at = "", 0
    for n, hit in enumerate(registry.find(plain)):
        meant = registry.resolve(hit, None)
        if meant.actor is None or meant.kind not in ("state", "organisation") or meant.how in ("seat", "place"):
            continue
        word = f"Actor{chr(65 + n % 26)}{n}"
        found[word] = (registry.lineage(meant.actor), registry.actor(meant.actor).name)
        spelt += plain[at : hit.start] + word
        at = hit.end
    return spelt + plain[at:], found


def _without_head(parts: list[str], kind: str) -> tuple[str, list[str]]:
    """The family of the noun on which the name is built, and the rest."""
    low = [p.lower() for p in parts]
    every = heads()
    for size in (4, 3, 2, 1):
        for start in range(len(low) - size, -1, -1):
            head = every.get(" ".join(low[start : start + size]))
            if (
                head is not None
                and head.kind == kind
                and (start == 0 or start + size >= len(low) - 1 or low[start + size] in _SMALL | _ROUTES)
            ):
                inner = [w for w in head.words.split() if w in _FUELS]
                return head.family, [*parts[:start], *inner, *parts[start + size :]]
    return "", parts
