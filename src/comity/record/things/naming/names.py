"""Names of things in a passage: proper names built on a noun of a kind, designations, names known everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from comity.actors.finding import fold
from comity.record.things.naming.lexicon import Head, heads_in, known_in, known_in_small, squeezed, words
from comity.record.things.naming.page import Named, Page

_LONGEST: Final = 7
_JOINING: Final = frozenset({"and", "&", "of", "for", "on", "in"})
_PARTICLES: Final = frozenset({"de", "da", "do", "du", "des", "la", "le", "el", "al", "es", "ibn", "bin", "von", "van"})
_RIGHT: Final = frozenset({"of", "on", "for", "concerning", "against", "regarding", "relating"})
_RIGHT_INNER: Final = frozenset({"of", "on", "the", "and", "for", "to", "against", "its", "in", "or", "from"})
_UNNAMED: Final = frozenset({
    "air", "force", "forces", "fleet", "navy", "army", "sea", "ocean", "gulf", "command", "corps", "guard", "guards", "arms", "weapons",
    "weapon", "war", "defence", "defense", "space", "cup", "league", "oil", "gas",
})  # fmt: skip
"""A name that ends in one of these is no name of a weapon, exercise or treaty: 'Black Sea frigates', 'Air Force drill'."""
_LEADING: Final = frozenset({
    "the", "port", "seaport", "city", "town", "capital", "region", "province", "coast", "border", "of", "in", "at", "near", "its", "southern", "northern",
    "eastern", "western", "central", "coastal", "inland", "village", "island", "ports", "fields", "deep-sea", "field", "gas", "terminal", "on",
})  # fmt: skip
_DUBBED: Final = re.compile(
    r"(?:\s+[a-z]+)?\s*,?\s*(?:which\s+(?:is|was|were)\s+)?(?:code-?named|dubbed|called|named|nicknamed|known\s+as|titled)\s+(?:the\s+)?[\"“‘']?(?=[A-Z])"
)
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
        named = _named(page, first, last, thing.kind, "known", thing.name)
        page.take(named.start, named.end)
        short = named.name.isupper() and last - first == 1 and thing.name != named.name
        yield Named(named.start, named.end, named.name, named.kind, "known", "acronym", thing.name) if short else named


def _on_head(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """Names on the head at words [first, last): before it, after it, or several before one in the plural."""
    after = page.words[last].text.lower() if last < len(page.words) and page.adjacent(last - 1) else ""
    if after in words("firms.txt") and (page.words[last].capital or after in ("company", "authority", "bank")):
        return
    if any(page.of_kind(k, kind) for k in range(first, last) for kind in ("organisation", "group", "person")):
        return
    following = page.words[last] if last < len(page.words) and page.adjacent(last - 1) else None
    if head.form == "of" and page.words[first].capital and following is not None and following.capital:
        return  # Port Moresby
    if head.form == "first":
        yield from _after_title(page, first, last, head)
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
        yield _named(page, start, stop, head.kind, head.family)
        return
    if head.form == "title":
        yield from _after_title(page, first, last, head)
    elif head.form == "of":
        yield from _of_place(page, first, last, head)
    if head.family in ("base", "dam", "mine", "power", "mill", "refinery", "plant"):
        yield from _at_place(page, first, last, head)
    if head.family in ("pipeline", "rail", "road", "grid", "corridor"):
        yield from _described(page, first, last, head)


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
    body = _named(page, start, first - 1, head.kind, head.family)
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
    while k < first and (
        (page.words[k].text.lower() in words("not_names.txt") and not page.proper(k))
        or page.words[k].text.lower() in _JOINING
    ):
        k += 1
    if not page.words[first].capital:
        k = _without_demonym(page, k, middle)
    return k if k < first else None


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
        named = _named(page, low, before + 1, head.kind, head.family)
        yield Named(named.start, named.end, named.name, named.kind, named.family, "short", f"{named.name} {head.words}")
        k = low


def _tail(page: Page, first: int, last: int, head: Head) -> int:
    """What belongs to the name after the noun: 'Sarpa Protocol II', 'SALT Treaty of 1999' up to the year's 'of'."""
    if last < len(page.words) and page.adjacent(last - 1) and page.words[first].capital:
        word = page.words[last].text
        if word in ("I", "II", "III", "IV", "V", "2", "3"):
            return last + 1
        if word.lower() in ("on", "for", "of", "concerning", "against") and head.kind == "treaty":
            return _capitals(page, last, last + 1) or last
    return last


def _after_title(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """title_rule: 'Exercise Bold Heron', 'Treaty of Sarpa', 'Convention on the Marking of Buoys'."""
    if last >= len(page.words) or page.words[last - 1].possessive:
        return
    if head.kind == "treaty":
        capital = page.words[first].capital
        if page.words[last].text.lower() not in _RIGHT or not page.adjacent(last - 1):
            return
        stop = _capitals(page, last, last + 1) if capital else _one_place(page, last)
        if stop is not None:
            yield _named(page, first, stop, head.kind, head.family)
        return
    dubbed = _DUBBED.match(page.text, page.words[last - 1].end, page.end)
    if dubbed is not None:
        first = last = page.word_at(dubbed.end())
    gap = (
        page.text[page.words[last - 1].end : page.words[last].start]
        if dubbed is None and last < len(page.words)
        else ""
    )
    if gap.strip(" \u00a0\"“”‘’'") != "" or last >= len(page.words):
        return
    if head.kind == "other" and not page.words[first].capital:
        return
    stop = last
    while stop < len(page.words) and stop - last < 4 and (stop == last or page.adjacent(stop - 1)):
        if stop > last and any(c in '"”’' for c in page.text[page.words[stop - 1].end : page.words[stop].start]):
            break
        if not (page.proper(stop) or (stop > last and page.number(stop))):
            break
        stop += 1
    if stop == last or all(page.bare(k) or k in page.covering for k in range(last, stop)):
        return
    yield _named(page, first, stop, head.kind, head.family)


def _capitals(page: Page, small: int, at: int) -> int | None:
    """One past the last word with a capital that belongs to the title which goes on at `at`, after a small word."""
    stop, k = None, at
    while k < len(page.words) and k - at < 16:
        gap = page.text[page.words[k - 1].end : page.words[k].start].strip()
        if gap not in ("", ",") or page.words[k - 1].possessive:
            break
        word = page.words[k]
        if word.text.lower() in _RIGHT_INNER:
            k += 1
            continue
        plain = page.proper(k) or (word.capital and word.text.lower() in words("modifiers.txt"))
        if not plain or (page.bare(k) and gap == ","):
            break
        k += 1
        stop = k
    if stop is None or all(page.bare(j) for j in range(at, stop) if page.words[j].capital):
        return None
    return stop


def _one_place(page: Page, of: int) -> int | None:
    """'treaty of Sarpa': one name after a small noun."""
    at = of + 1
    if page.words[of].text.lower() != "of" or at >= len(page.words) or not page.adjacent(of):
        return None
    if not page.proper(at) or page.bare(at) or page.of_kind(at, "person"):
        return None
    stop = at + 1
    while stop < len(page.words) and stop - at < 3 and page.adjacent(stop - 1) and page.proper(stop):
        stop += 1
    return stop


def _of_place(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """of_rule: 'the port of Sarpa'."""
    stop = _one_place(page, last) if last < len(page.words) and page.adjacent(last - 1) else None
    if stop is None or first in page.covering:
        return
    yield _named(page, first, stop, head.kind, head.family)
    if page.words[last - 1].text.lower() == head.words:
        return
    while stop + 1 < len(page.words):  # 'the ports of Sarpa, Vinta and Norden'
        at = stop + 1 if page.words[stop].text.lower() == "and" else stop
        gap = page.text[page.words[stop - 1].end : page.words[at].start]
        if gap.replace(",", " ").replace("and", " ").strip() or not page.proper(at) or page.bare(at):
            return
        stop = at + 1
        while stop < len(page.words) and stop - at < 3 and page.adjacent(stop - 1) and page.proper(stop):
            stop += 1
        named = _named(page, at, stop, head.kind, head.family)
        yield Named(
            named.start, named.end, named.name, named.kind, named.family, "short", f"{head.words} of {named.name}"
        )


def _at_place(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """at_rule: 'the dam at Sarpa' is the Sarpa dam."""
    if last + 1 >= len(page.words) or page.words[last].text.lower() != "at" or not page.adjacent(last - 1):
        return
    at = last + 1
    if not page.adjacent(last) or not page.proper(at) or page.bare(at) or page.of_kind(at, "person"):
        return
    stop = at + 1
    while stop < len(page.words) and stop - at < 3 and page.adjacent(stop - 1) and page.proper(stop):
        stop += 1
    if page.words[last - 1].text.lower() == head.words.split()[-1]:
        named = _named(page, first, stop, head.kind, head.family)
        yield Named(named.start, named.end, named.name, named.kind, named.family, "described", named.name)


def _described(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """route_rule: 'a gas pipeline from Sarpa to Vinta'."""
    if page.words[last - 1].text.lower() not in (head.words, head.words.split()[-1]):
        return
    k, low = last, [w.text.lower() for w in page.words[last : last + 10]]
    while low and low[0] in ("running", "stretching", "that", "which", "runs", "project", "line"):
        k, low = k + 1, low[1:]
    ways = {"from": ("to",), "between": ("and",), "linking": ("to", "with", "and"), "connecting": ("to", "with", "and")}
    if not low or low[0] not in ways:
        return
    ends = ways[low[0]]
    one = place_after(page, k + 1)
    if one is None or one >= len(page.words) or page.words[one].text.lower() not in ends or not page.adjacent(one - 1):
        return
    other = place_after(page, one + 1)
    if other is None:
        return
    start = first
    while start > 0 and page.adjacent(start - 1) and fold(page.words[start - 1].text) in words("modifiers.txt"):
        start -= 1
    first_word, last_word = page.words[start], page.words[other - 1]
    noun = squeezed(page.text[first_word.start : page.words[last - 1].end])
    name = f"{noun} from {name_before(page, one)} to {name_before(page, other)}"
    yield Named(first_word.start, last_word.end, name, head.kind, head.family, "described", name)


def place_after(page: Page, at: int) -> int | None:
    """One past a name of one to three words that begins at `at`, perhaps after 'the port of' or 'the southern city of'."""
    first = at
    while (
        at < len(page.words)
        and at - first < 6
        and page.words[at].text.lower() in _LEADING
        and (at == first or page.adjacent(at - 1))
    ):
        at += 1
    stop = at
    while stop < len(page.words) and stop - at < 3 and page.proper(stop) and (stop == at or page.adjacent(stop - 1)):
        stop += 1
    demonym = stop == at + 1 and any(m.resolved in ("demonym", "people") for m in page.covering.get(at, ()))
    return stop if stop > at and not demonym else None


def name_before(page: Page, stop: int) -> str:
    """The name that ends before word `stop`, without what leads to it: 'Sarpa' of 'the port city of Sarpa'."""
    first = stop - 1
    while first > 0 and page.proper(first - 1) and page.adjacent(first - 1) and stop - first < 3:
        first -= 1
    return squeezed(page.text[page.words[first].start : page.words[stop - 1].end])


def _named(page: Page, start: int, stop: int, kind: str, family: str, means: str | None = None) -> Named:
    first, last = page.words[start].start, page.words[stop - 1].end
    name = squeezed(_QUOTES.sub("", page.text[first:last]))
    return Named(first, last, name, kind, family, "full", means or name)  # type: ignore[arg-type]


_QUOTES: Final = re.compile(r"[\"“”]|['‘’](?!\w)|(?<!\w)['‘’]")
