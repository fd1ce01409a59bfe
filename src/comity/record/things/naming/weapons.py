"""Weapons by designation (Su-57) and by names of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from comity.actors.finding import fold
from comity.errors import TableError
from comity.record.things.naming.lexicon import heads, squeezed, table
from comity.record.things.naming.page import Named, Page

_PLAIN_LETTER: Final = frozenset({"F", "S", "T", "B"})
_CLOSE: Final = 4
_NOUNS: Final = frozenset({
    "missile", "missiles", "battery", "batteries", "system", "systems", "interceptor", "interceptors", "jet", "jets", "launcher", "launchers",
    "aircraft", "plane", "planes", "rifle", "rifles", "engine", "engines", "vehicle", "vehicles", "gun", "guns", "howitzers", "squadron",
    "squadrons", "bomb", "bombs", "munitions", "airframe", "airframes", "carrier", "destroyers", "weapon", "weapons", "armour",
})  # fmt: skip
_SUFFIX: Final = re.compile(r"(?:I{1,3}|IV|VI{0,3}|\d{1,4}[A-Z]?\d?)\Z")


@dataclass(frozen=True, slots=True)
class Family:
    """`numbers`: those that occur; empty: any."""

    text: str
    numbers: frozenset[str]
    noun: bool
    makers: frozenset[str]


@cache
def _families() -> tuple[dict[str, Family], dict[str, list[tuple[list[str], Family]]]]:
    prefixes: dict[str, Family] = {}
    named: dict[str, list[tuple[list[str], Family]]] = {}
    for row in table("weapons.csv", ("form", "text", "numbers", "needs", "group", "makers")):
        if row["form"] not in ("prefix", "word") or row["needs"] not in ("", "noun"):
            raise TableError(f"weapons.csv: no such form or need: {row['text']!r}.")
        numbers = frozenset(n for n in row["numbers"].split(";") if n)
        makers = frozenset(m for m in row["makers"].split(";") if m)
        family = Family(row["text"], numbers, row["needs"] == "noun", makers)
        if row["form"] == "prefix":
            prefixes[row["text"]] = family
        else:
            parts = row["text"].replace("'", " ").split()
            named.setdefault(parts[0], []).append((parts, family))
    for held in named.values():
        held.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return prefixes, named


@cache
def _designation() -> re.Pattern[str]:
    prefixes = "|".join(re.escape(p) for p in sorted(_families()[0], key=lambda p: (-len(p), p)))
    return re.compile(
        rf"(?P<prefix>{prefixes})(?P<join>-?)(?P<number>\d{{1,4}}|[IVX]{{1,4}})(?P<variant>(?:[A-Z]{{1,4}}\d?[A-Z]?|/[A-Z]{{1,3}})?)s?\Z"
    )


def designated(page: Page) -> list[Named]:
    """weapon_rule: weapons named by designation or by a name of the table, in order of place."""
    found = []
    k = 0
    while k < len(page.words):
        match = _designated(page, k) or _called(page, k)
        if match is None:
            k += 1
            continue
        stop, family, name = match
        start = k
        while start > 0 and page.adjacent(start - 1) and page.words[start - 1].text in family.makers:
            start -= 1
        first, last = page.words[start].start, page.words[stop - 1].end
        if page.free(first, last) and not any(page.of_kind(j, "person") for j in range(k, stop)):
            page.take(first, last)
            found.append(
                Named(first, last, squeezed(page.text[page.words[k].start : last]), "weapon", "weapon", "full", name)
            )
        k = stop
    return found


def canonical(name: str) -> str | None:
    """The designation that a name is a form of, without its variant: 'F-16' for 'F-16C', 'Shaheen III' for 'Shaheen-III'."""
    plain = fold(name)
    prefixes, named = _families()
    parts = plain.split()
    if len(parts) == 2 and parts[0] in prefixes and parts[1][0].isdigit():
        plain = "-".join(parts)
    match = _designation().match(plain)
    if match is not None:
        return f"{match['prefix']}-{match['number']}"
    first = plain.replace("-", " ").replace("'", " ").split()
    held = named.get(first[0], ())
    if len(first) == 2 and held and _SUFFIX.match(first[1]):
        return f"{held[0][1].text.split()[0]} {first[1]}"
    return next((family.text for words, family in held if words == plain.replace("'", " ").split()), None)


def _designated(page: Page, k: int) -> tuple[int, Family, str] | None:
    """(one past the last word, family, name without variant)."""
    word = fold(page.words[k].text)
    stop = k + 1
    prefixes = _families()[0]
    if word in prefixes and stop < len(page.words) and page.adjacent(k) and len(word) > 1 and word != "An":
        if page.words[stop].text[0].isdigit():
            word, stop = f"{word}-{page.words[stop].text}", stop + 1  # "Su 57"
    elif word == "S" and stop < len(page.words) and page.adjacent(k) and page.words[stop].text in prefixes["S"].numbers:
        word, stop = f"S-{page.words[stop].text}", stop + 1
    match = _designation().match(word)
    if match is None:
        return None
    family = prefixes[match["prefix"]]
    if family.numbers and match["number"].lstrip("0") not in family.numbers:
        return None
    if not family.numbers and not match["number"].isdigit() and match["join"] == "":
        return None
    if match["join"] == "" and len(match["prefix"]) == 1 and match["prefix"] not in _PLAIN_LETTER:
        return None
    if family.noun and not _noun_near(page, stop):
        return None
    return stop, family, f"{match['prefix']}-{match['number']}"


def _called(page: Page, k: int) -> tuple[int, Family, str] | None:
    word = page.words[k]
    if not word.capital:
        return None
    plain = fold(word.text)
    hyphened = plain.split("-")
    named = _families()[1]
    if plain not in named and plain.endswith("s") and plain[:-1] in named:
        bare = [f for parts, f in named[plain[:-1]] if len(parts) == 1 and not f.noun]
        return (k + 1, bare[0], bare[0].text) if bare else None
    for parts, family in named.get(plain, ()):
        stop = k + len(parts)
        if stop > len(page.words) or [fold(w.text) for w in page.words[k:stop]] != parts:
            continue
        suffixed = stop < len(page.words) and page.adjacent(stop - 1) and _SUFFIX.match(page.words[stop].text)
        if suffixed and not page.words[stop].text[0].isdigit():
            return stop + 1, family, f"{family.text} {page.words[stop].text}"
        if family.noun and not _noun_near(page, stop):
            return None
        return stop, family, family.text
    if len(hyphened) == 2 and hyphened[0] in named and _SUFFIX.match(hyphened[1]):
        return next(((k + 1, f, f"{f.text} {hyphened[1]}") for parts, f in named[hyphened[0]] if len(parts) == 1), None)
    return None


def _noun_near(page: Page, stop: int) -> bool:
    """Whether a noun of weapons follows within a few words, and nothing but words of one phrase stands between."""
    for k in range(stop, min(stop + _CLOSE, len(page.words))):
        if not page.adjacent(k - 1):
            return False
        low = page.words[k].text.lower()
        head = heads().get(low)
        if low in _NOUNS or (head is not None and head.kind == "weapon"):
            return True
        if low in ("and", "or", "the", "of", "to", "in", "was", "were", "is", "has", "said", "that"):
            return False
    return False
