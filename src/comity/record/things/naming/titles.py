"""Names in which the noun comes first: 'Exercise Bold Heron', 'Treaty of Sarpa', 'the port of Sarpa', 'a railway from Sarpa to Vinta'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from comity.actors.finding import fold
from comity.record.things.naming.lexicon import Head, squeezed, words
from comity.record.things.naming.page import Named, Page

_RIGHT: Final = frozenset({"of", "on", "for", "concerning", "against", "regarding", "relating"})
_RIGHT_INNER: Final = frozenset({"of", "on", "the", "and", "for", "to", "against", "its", "in", "or", "from"})
_LEADING: Final = frozenset({
    "the", "port", "seaport", "city", "town", "capital", "region", "province", "coast", "border", "of", "in", "at", "near", "its", "southern", "northern",
    "eastern", "western", "central", "coastal", "inland", "village", "island", "ports", "fields", "deep-sea", "field", "gas", "terminal", "on",
})  # fmt: skip
_DUBBED: Final = re.compile(
    r"(?:\s*,\s+(?=[\"“‘']?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?[\s-](?:19|20)\d\d\b)[\"“‘']?)"  # their exercise, Bold Heron 2011
    r"|(?:\s+[a-z]+)?\s*,?\s*(?:which\s+(?:is|was|were)\s+)?(?:code-?named|dubbed|called|named|nicknamed|known\s+as|titled)\s+(?:the\s+)?[\"“‘']?(?=[A-Z])"
)
_OF_MATTER: Final = re.compile(r"\s+of\s+(?:principles|intent|neutrality|non-aggression|mutual assistance)\b")
_OF_DATE: Final = re.compile(
    r"\s+(?:of|from)\s+(?:the\s+)?(?:\d{1,2}\s+)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+"
    r"(?:\d{1,2},\s+)?)?((?:1[5-9]|20)\d\d)\b"
)
_SIGNED: Final = re.compile(
    r"\b(?:signed|concluded|signing of|initialled|adopted|ratified)\s+(?:a|the|their)(?:\s+new)?\s+$"
)
_AND: Final = re.compile(r"\s+and\s+(?:the\s+)?")
_BETWEEN: Final = 80
_PLACED: Final = re.compile(r"(?:[a-z][\w-]* )+(?:in|near|outside) [A-Z]")
_SMALL_BETWEEN: Final = re.compile(r"(?:[a-z][\w-]* )+between [A-Z]")
_QUOTES: Final = re.compile(r"[\"“”]|['‘’](?!\w)|(?<!\w)['‘’]")


def after_title(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """title_rule: 'Exercise Bold Heron', 'Treaty of Sarpa', 'Convention on the Marking of Buoys'."""
    if last >= len(page.words) or page.words[last - 1].possessive:
        return
    if head.kind == "treaty":
        capital = page.words[first].capital
        if page.words[last].text.lower() not in _RIGHT or not page.adjacent(last - 1):
            return
        stop = capitals(page, last, last + 1) if capital else _one_place(page, last)
        if stop is not None:
            yield named_as(page, first, stop, head.kind, head.family)
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
    yield named_as(page, first, stop, head.kind, head.family)


def capitals(page: Page, small: int, at: int) -> int | None:
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


def of_place(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """of_rule: 'the port of Sarpa'."""
    stop = _one_place(page, last) if last < len(page.words) and page.adjacent(last - 1) else None
    if stop is None or first in page.covering:
        return
    yield named_as(page, first, stop, head.kind, head.family)
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
        named = named_as(page, at, stop, head.kind, head.family)
        yield Named(
            named.start, named.end, named.name, named.kind, named.family, "short", f"{head.words} of {named.name}"
        )


def at_place(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """at_rule: 'the dam at Sarpa' is the Sarpa dam; so is 'a dam near Sarpa', where it is told of again (`only_once`)."""
    if last + 1 >= len(page.words) or not page.adjacent(last - 1):
        return
    if page.words[last].text.lower() not in (("at",) if head.family == "base" else ("at", "in", "near", "outside")):
        return
    at = last + 1
    if not page.adjacent(last) or not page.proper(at) or page.bare(at) or page.of_kind(at, "person"):
        return
    stop = at + 1
    while stop < len(page.words) and stop - at < 3 and page.adjacent(stop - 1) and page.proper(stop):
        stop += 1
    if page.words[last - 1].text.lower() == head.words.split()[-1]:
        named = named_as(page, first, stop, head.kind, head.family)
        yield Named(named.start, named.end, named.name, named.kind, named.family, "described", named.name)


def of_a_date(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
    """dated_treaty_rule: 'the fisheries treaty of 3 May 1942', 'the declaration of principles of 1942': a small noun with
    words of what it is on, and its date; 'a fisheries treaty between Norland and Sudland', where it is told of again."""
    if page.words[first].capital or page.words[last - 1].text.lower() != head.words.split()[-1]:
        return
    start, stop = first, last
    while start > 0 and page.adjacent(start - 1) and fold(page.words[start - 1].text) in words("modifiers.txt"):
        start -= 1
    matter = _OF_MATTER.match(page.text, page.words[last - 1].end, page.end)
    if matter is not None:
        stop = page.word_at(matter.end())
    elif last < len(page.words) and page.words[last].text.lower() == "of":
        stop = _matters(page, last + 1) or last
    if start == first and stop == last:
        return
    noun = squeezed(page.text[page.words[start].start : page.words[stop - 1].end])
    end = page.words[stop - 1].end
    dated = _OF_DATE.match(page.text, end, page.end)
    if dated is not None:
        yield Named(page.words[start].start, end, f"{noun} of {dated[1]}", head.kind, head.family, "described", f"{noun} of {dated[1]}")  # fmt: skip
        return
    if stop > last:
        if _SIGNED.search(page.text[page.start : page.words[start].start][-30:]):
            yield Named(page.words[start].start, end, noun, head.kind, head.family, "described", noun)
        return
    if stop + 3 > len(page.words) or page.words[stop].text.lower() != "between":
        return
    sides = [m for m in page.mentions if m.actor and m.kind == "state" and end < m.start < end + _BETWEEN][:2]
    if len(sides) == 2 and _AND.fullmatch(page.text[sides[0].end : sides[1].start]):
        if page.text[page.words[stop].end : sides[0].start].strip() not in ("", "the"):
            return
        name = f"{noun} between {squeezed(page.text[sides[0].start : sides[1].end])}"
        yield Named(page.words[start].start, end, name, head.kind, head.family, "described", name)


def _matters(page: Page, at: int) -> int | None:
    """One past 'friendship, neutrality and trade', two words or more of what treaties are on."""
    k, count = at, 0
    while k < len(page.words):
        gap = page.text[page.words[k - 1].end : page.words[k].start].strip()
        low = page.words[k].text.lower()
        if gap not in ("", ",") or not (low in words("modifiers.txt") or low == "and"):
            break
        count += low != "and"
        k += 1
    return k if count > 1 else None


def only_once(name: str, kind: str) -> bool:
    """Whether a name merely describes, so that it names a thing only where it is told of again."""
    return (_PLACED if kind == "project" else _SMALL_BETWEEN).match(name) is not None


def described(page: Page, first: int, last: int, head: Head) -> Iterator[Named]:
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


def named_as(page: Page, start: int, stop: int, kind: str, family: str, means: str | None = None) -> Named:
    first, last = page.words[start].start, page.words[stop - 1].end
    name = squeezed(_QUOTES.sub("", page.text[first:last]))
    return Named(first, last, name, kind, family, "full", means or name)  # type: ignore[arg-type]
