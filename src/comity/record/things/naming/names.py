"""Names of things in a passage: proper names built on a noun of a kind, designations, names known everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from comity.actors.finding import fold
from comity.record.things.naming.lexicon import Head, heads_in, known_in, known_in_small, squeezed, words
from comity.record.things.naming.page import Named, Page
from comity.record.things.naming.titles import (
    after_title,
    at_place,
    capitals,
    described,
    named_as,
    of_a_date,
    of_place,
)

_LONGEST: Final = 7
_JOINING: Final = frozenset({"and", "&", "of", "for", "on", "in"})
_PARTICLES: Final = frozenset({"de", "da", "do", "du", "des", "la", "le", "el", "al", "es", "ibn", "bin", "von", "van"})
_UNNAMED: Final = frozenset({
    "air", "force", "forces", "fleet", "navy", "army", "sea", "ocean", "gulf", "command", "corps", "guard", "guards", "arms", "weapons",
    "weapon", "war", "defence", "defense", "space", "cup", "league", "oil", "gas",
})  # fmt: skip
"""A name that ends in one of these is no name of a weapon, exercise or treaty: 'Black Sea frigates', 'Air Force drill'."""
_OF_WEAPONS: Final = frozenset({
    "plant", "base", "bases", "factory", "site", "sites", "crisis", "industry", "command", "maker", "makers", "force", "forces", "programme", "program", "gap",
    "technology", "silos", "silo", "shield", "talks", "deal", "treaty", "crews", "crew", "pilots", "pilot",
})  # fmt: skip
_DEALS: Final = frozenset({"deal", "agreement", "accord", "pact", "treaty"})


def named_in(page: Page) -> list[Named]:
    """Full names in a passage, in order of place, never overlapping. What stands in a heading in capitals is left to
    names found elsewhere (see `referring`), but for known names."""
    found = list(_known(page))
    if not page.titled:
        for first, last, head in heads_in().find(page.text, page.words):
            for named in _on_head(page, first, last, head):
                if page.free(named.start, named.end):
                    page.take(named.start, named.end)
                    found.append(named)
    return sorted(found, key=lambda n: n.start)


def _known(page: Page) -> Iterator[Named]:
    """known_rule: a name that one thing has throughout the world."""
    spelt = list(known_in().find(page.text, page.words))
    spelt += [hit for hit in known_in_small().find(page.text, page.words) if page.words[hit[1] - 1].text.islower()]
    for first, last, thing in spelt:
        taken = any(page.of_kind(k, kind) for k in range(first, last) for kind in ("organisation", "person"))
        if taken and last - first == 1:
            continue
        if not page.free(page.words[first].start, page.words[last - 1].end):
            continue
        if last < len(page.words) and page.adjacent(last - 1) and page.words[last].text.lower() in words("firms.txt"):
            continue
        named = named_as(page, first, last, thing.kind, "known", thing.name)
        page.take(named.start, named.end)
        short = named.name.isupper() and last - first == 1 and thing.name != named.name
        yield Named(named.start, named.end, named.name, named.kind, "known", "acronym", thing.name) if short else named


def _on_head(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """Names on the head at words [first, last): before it, after it, or several before one in the plural."""
    after = page.words[last].text.lower() if last < len(page.words) and page.adjacent(last - 1) else ""
    if after in words("firms.txt") and (page.words[last].capital or after in ("company", "authority", "bank")):
        return
    if head.kind == "weapon" and after in _OF_WEAPONS:
        return
    if any(page.of_kind(k, kind) for k in range(first, last) for kind in ("organisation", "group", "person")):
        return
    following = page.words[last] if last < len(page.words) and page.adjacent(last - 1) else None
    if head.form == "of" and page.words[first].capital and following is not None and following.capital:
        return  # Port Moresby
    if head.form == "first":
        yield from after_title(page, first, last, head)
        return
    bracketed = _bracketed(page, first, last, head)
    if bracketed:
        yield from bracketed
        return
    start = _leftwards(page, first, head)
    if start is not None and _is_name(page, start, first, last, head):
        several = list(_listed(page, start, first, last, head))
        yield from several
        stop = last if several else _tail(page, first, last, head)
        yield named_as(page, start, stop, head.kind, head.family)
        return
    if head.form == "title":
        yield from after_title(page, first, last, head)
    elif head.form == "of":
        yield from of_place(page, first, last, head)
    if head.family in ("base", "dam", "mine", "power", "mill", "refinery", "plant"):
        yield from at_place(page, first, last, head)
    if head.kind == "treaty":
        yield from of_a_date(page, first, last, head)
    if head.family in ("pipeline", "rail", "road", "grid", "corridor"):
        yield from described(page, first, last, head)


def _bracketed(page: Page, first: int, last: int, head: Head) -> list[Named]:
    """bracket_rule: 'the Norland-Sudland-Estland (NORSUD) railway': a name, and an acronym between it and its noun."""
    if first < 2 or page.words[first].start - page.words[first - 1].end < 2:
        return []
    acronym = page.words[first - 1]
    before, after = (
        page.text[page.words[first - 2].end : acronym.start],
        page.text[acronym.end : page.words[first].start],
    )
    if before.strip() != "(" or after.strip() != ")" or not acronym.text.isupper() or len(acronym.text) < 2:
        return []
    if not page.proper(first - 2):
        return []
    start = _leftwards(page, first - 2, head)
    start = first - 2 if start is None else start
    if not _is_name(page, start, first - 1, last, head):
        return []
    body = named_as(page, start, first - 1, head.kind, head.family)
    name = f"{body.name} {squeezed(page.text[page.words[first].start : page.words[last - 1].end])}"
    return [
        Named(body.start, body.end, name, head.kind, head.family, "full", name),
        Named(acronym.start, acronym.end, acronym.text, head.kind, head.family, "acronym", name),
    ]


def _leftwards(page: Page, first: int, head: Head) -> int | None:
    """The first word of the name that ends on the head at `first`."""
    k, modifiers = first, words("modifiers.txt")
    while k > 0 and page.adjacent(k - 1) and fold(page.words[k - 1].text) in modifiers:
        k -= 1
    middle = k
    while k > 0 and page.adjacent(k - 1) and first - k < _LONGEST:
        if page.proper(k - 1) or (page.words[k - 1].text.lower() in modifiers and page.words[k - 1].capital):
            k -= 1
        elif page.number(k - 1) and k - 2 >= 0 and page.adjacent(k - 2) and page.proper(k - 2):
            k -= 2
        elif page.year(k - 1):
            return k - 1
        elif _joins(page, k - 1, first, head):
            k -= 2
        else:
            break
    if k == middle:
        return None
    while k < first and _leads(page, k, first):
        k += 1
    if not page.words[first].capital:
        k = _without_demonym(page, k, middle)
    return k if k < first else None


def _leads(page: Page, k: int, first: int) -> bool:
    """Whether a word that stands first belongs to the sentence, not to the name: 'New dams', but not 'Strategic Arms Treaty'."""
    low = page.words[k].text.lower()
    if low in _JOINING:
        return True
    titled = page.words[first].capital and page.words[k].capital and not page.opens(k) and low in words("modifiers.txt")
    return low in words("not_names.txt") and not page.proper(k) and not titled


def _joins(page: Page, k: int, first: int, head: Head) -> bool:
    """Whether a small word at k stands inside a name: 'Dar es Salaam port', 'Trade and Investment Framework Agreement'."""
    if k < 1 or not page.adjacent(k - 1) or not page.proper(k - 1):
        return False
    low = page.words[k].text.lower()
    if low in _PARTICLES:
        return True
    if low not in _JOINING or not page.words[first].capital or head.kind == "weapon":
        return False
    return not page.bare(k - 1)


def _without_demonym(page: Page, start: int, middle: int) -> int:
    """'the Norwegian Sarpa dam' is the Sarpa dam."""
    while start + 1 < middle and page.bare(start) and "-" not in fold(page.words[start].text):
        if all(page.bare(k) for k in range(start + 1, middle)) or page.number(start + 1):
            break
        if not any(m.resolved in ("demonym", "people") for m in page.covering.get(start, ())):
            break
        start += 1
    return start


def _is_name(page: Page, start: int, first: int, last: int, head: Head) -> bool:
    """name_rule: whether the words before a head make a name with it, by what the head needs."""
    modifiers = words("modifiers.txt")
    low = [page.words[k].text.lower() for k in range(start, first)]
    core = [
        k
        for k, word in enumerate(low, start)
        if not page.number(k) and not page.year(k) and word not in _JOINING | _PARTICLES
    ]
    capital = page.words[first].capital and not page.opens(first)
    proper = [k for k in core if page.proper(k) and _tells(page.words[k].text.lower(), head, capital)]
    dated = page.year(start) and len(low[0]) == 4
    specific = any(fold(word) in modifiers for word in low)
    if not proper:
        return head.kind == "treaty" and dated and specific
    if not capital and all(page.words[k].text.lower() in words("regions.txt") for k in proper):
        return False
    if head.form == "capital":
        return capital and not all(page.bare(k) for k in proper)
    if any(page.of_kind(k, "person") for k in proper) and not capital:
        return head.kind == "treaty" and "-" in page.words[proper[0]].text
    if all(page.bare(k) for k in proper):
        return _among_actors(page, proper, head, dated, specific, capital, first, last)
    if head.kind == "weapon":
        classed = any(word.endswith("-class") for word in low)
        return classed or not (any(k in page.covering for k in proper) or low[-1] in _UNNAMED or low[0] in _UNNAMED)
    if head.kind in ("exercise", "treaty") and low[-1] in _UNNAMED and not capital:
        return False
    return not (head.kind == "exercise" and all(k in page.covering for k in proper) and not capital)


def _tells(word: str, head: Head, capital: bool) -> bool:
    """Whether a word with a capital is a name: 'Gas Pipeline' is none, nor is 'Peace Treaty'; 'Friendship railway' is one."""
    if word not in words("modifiers.txt"):
        return True
    return not capital if head.kind != "project" else word in words("common_names.txt")


def _among_actors(
    page: Page, proper: list[int], head: Head, dated: bool, specific: bool, capital: bool, first: int, last: int
) -> bool:
    """actors_rule: names made of nothing but actors are names of what lies or is agreed between them."""
    actors = page.actors(proper)
    if head.kind == "project":
        return len(actors) > 1 and head.form != "of"
    if head.kind != "treaty":
        return False
    if head.family == "charter":
        return all(page.of_kind(k, "organisation") for k in proper)
    if len(actors) > 1:
        return dated or specific or capital
    word = page.words[last - 1].text.lower().removesuffix("s")
    if capital and word in (*_DEALS, "convention", "protocol", "declaration") and len(proper) == 1:
        return not any(m.resolved in ("demonym", "people") for m in page.covering.get(proper[0], ()))
    demonym = any(m.resolved in ("demonym", "people") for k in proper for m in page.covering.get(k, ()))
    nuclear = "nuclear" in (page.words[k].text.lower() for k in range(proper[-1] + 1, last))
    return word in _DEALS and nuclear and not demonym


def _listed(page: Page, start: int, first: int, last: int, head: Head) -> Iterator[Named]:
    """list_rule: 'the Sarpa and Vinta ports' are two: all but the last one, which has the noun."""
    word = page.words[last - 1].text.lower()
    if word in (head.words, head.words.split()[-1]):
        return
    k = start
    while k >= 2:
        joined = page.text[page.words[k - 1].end : page.words[k].start].strip()
        small = page.words[k - 1].text.lower() in ("and", "or")
        before = k - 2 if small else k - 1
        if not small and joined != ",":
            return
        if not page.proper(before) or page.words[before].possessive or page.bare(before):
            return
        if small and page.text[page.words[before].end : page.words[k - 1].start].strip() not in ("", ","):
            return
        low = before
        while low > 0 and page.adjacent(low - 1) and page.proper(low - 1) and before - low < 2:
            low -= 1
        named = named_as(page, low, before + 1, head.kind, head.family)
        yield Named(named.start, named.end, named.name, named.kind, named.family, "short", f"{named.name} {head.words}")
        k = low


def _tail(page: Page, first: int, last: int, head: Head) -> int:
    """What belongs to the name after the noun: 'Sarpa Protocol II', 'SALT Treaty of 1999' up to the year's 'of'."""
    if last < len(page.words) and page.adjacent(last - 1) and page.words[first].capital:
        word = page.words[last].text
        if word in ("I", "II", "III", "IV", "V", "2", "3"):
            return last + 1
        if word.lower() in ("on", "for", "of", "concerning", "against") and head.kind == "treaty":
            return capitals(page, last, last + 1) or last
    return last
