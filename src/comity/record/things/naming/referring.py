"""What refers to a thing named elsewhere in the document: acronyms and short names used alone, headings, "the pipeline"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from comity.actors.finding import fold
from comity.record.things.naming.lexicon import Head, heads, heads_in, pointing_in, squeezed, words
from comity.record.things.naming.page import Named, Page
from comity.record.things.naming.text import Phrases

_POINTING: Final = frozenset({"the", "this", "that"})
_FURTHER: Final = frozenset(
    {"of", "between", "from", "with", "linking", "connecting", "on", "under", "to", "for", "signed", "that"}
)
_PROPERTIES: Final = frozenset({
    "cost", "costs", "price", "length", "capacity", "construction", "completion", "budget", "route", "ratification", "signing", "range", "operator", "builders",
    "backers", "financing", "owners", "shareholders", "opening", "inauguration", "first",
})  # fmt: skip
_MEASURE: Final = re.compile(
    r"[$€£¥]?\d[\d,.]*(?:-?(?:km|kilometre|kilometer|mile|metre|meter|mw|megawatt|bn|m|billion|million)s?)?|km|kilometres?|miles?|billion|million|mw",
    re.IGNORECASE,
)
_BACK: Final = 2
"""So many passages back 'the pipeline' may mean the only pipeline of the document so far."""
_NO_TREATY: Final = frozenset(
    {"accord", "agreement", "declaration", "memorandum", "communique", "protocol", "charter", "convention"}
)
_FUELS: Final = frozenset({"gas", "oil", "nuclear", "coal", "solar", "wind"})


def short_names(names: Sequence[Named], pages: Sequence[Page]) -> dict[str, Named]:
    """Texts by which the document may mean a thing it has named: its acronyms, other names, and the names themselves without
    their noun. A text that could mean two things is left out."""
    found: dict[str, Named] = {}
    clash: set[str] = set()
    starts = [page.start for page in pages]
    for named in names:
        if named.kind == "organisation" or (named.family == "weapon" and not any(c.isdigit() for c in named.name)):
            continue
        texts = [named.name] if named.says in ("acronym", "former", "later", "also") else []
        if named.says == "full":
            texts.append(named.name)
            short = _without_noun(pages[bisect_right(starts, named.start) - 1], named)
            texts += [short] if short else []
        for text in texts:
            before = found.setdefault(fold(text), named)
            if before.means != named.means:
                clash.add(fold(text))
    return {text: named for text, named in found.items() if text not in clash}


def _without_noun(page: Page, named: Named) -> str | None:
    """short_rule: 'Bold Heron' for Exercise Bold Heron, 'Sarpa Stream' for the Sarpa Stream pipeline; not a place's bare
    name, nor those of actors."""
    first, last = page.word_at(named.start), page.word_at(named.end)
    ks = list(range(first, last))
    texts = [page.words[k].text for k in ks]
    low = [text.lower() for text in texts]
    if named.family == "weapon" or named.family == "known":
        return None
    if low[0] in heads() and len(low) > 1 and low[1] not in ("of", "on", "for", "against", "concerning"):
        ks, low = ks[1:], low[1:]
    while ks and (low[-1] in words("modifiers.txt") or low[-1] in heads()):
        ks, low = ks[:-1], low[:-1]
    if not ks or any(not page.words[k].capital and not page.number(k) for k in ks) or page.year(ks[0]):
        return None
    if any(k in page.covering and page.of_kind(k, "place") for k in ks) or all(k in page.covering for k in ks):
        return None
    if any("-" in fold(page.words[k].text) for k in ks):
        return None
    if len(ks) < 2 and named.kind not in ("exercise", "weapon"):
        return None
    if len(ks) < 2 and (len(low[0]) < 5 or low[0] not in page.capitals):
        return None
    return squeezed(page.text[page.words[ks[0]].start : page.words[ks[-1]].end])


def repeated(
    page: Page, known: Mapping[str, Named], phrases: Phrases[Named], headings: Phrases[Named]
) -> Iterator[Named]:
    """Further mentions of what the document names in other places, by these texts; in headings in any case of letters."""
    for first, last, named in (headings if page.titled else phrases).find(page.text, page.words):
        start, end = page.words[first].start, page.words[last - 1].end
        if not page.free(start, end):
            continue
        after = page.words[last].text if last < len(page.words) and page.adjacent(last - 1) else ""
        if (after.isdigit() and len(after) < 3) or (
            after and page.proper(last) and named.kind != "weapon" and not page.titled
        ):
            continue
        head = heads_in().at(page.text, page.words, last) if after else None
        if head is not None and not page.titled and head[1].kind != named.kind:
            continue
        page.take(start, end)
        text = squeezed(page.text[start:end])
        says = (
            named.says
            if named.says != "full"
            else "full"
            if fold(text).casefold() == fold(named.name).casefold()
            else "short"
        )
        yield Named(start, end, text, named.kind, named.family, says, named.means)


def pointing(pages: Sequence[Page], names: Sequence[Named]) -> Iterator[Named]:
    """pointing_rule: 'the pipeline', 'this treaty' mean the only thing of that kind named before in the passage; failing
    that, the only one in the document so far, if it was named not long ago."""
    ordered = sorted(names, key=lambda n: (n.start, n.end))
    so_far: dict[str, Named] = {}
    last_page: dict[str, int] = {}
    at = 0
    for number, page in enumerate(pages):
        here: dict[str, Named] = {}
        for first, last, head in [] if page.titled else _nouns(page):
            start = page.words[first].start
            while at < len(ordered) and ordered[at].start < start:
                for seen in (here, so_far):
                    seen[ordered[at].means] = ordered[at]
                last_page[ordered[at].means] = number
                at += 1
            opening = _points(page, first, last, head)
            if opening is None or not page.free(start, page.words[last - 1].end):
                continue
            meant = _fitting(page, opening, first, head, here.values())
            if not meant and head.form != "here" and not any(_kin(head, n) for n in here.values()):
                meant = [
                    n
                    for n in _fitting(page, opening, first, head, so_far.values())
                    if number - last_page[n.means] <= _BACK
                ]
                meant = meant if len(_fitting(page, opening, first, head, so_far.values())) == 1 else []
            if len(meant) == 1:
                begin, end = page.words[opening].start, page.words[last - 1].end
                page.take(begin, end)
                last_page[meant[0].means] = number
                yield Named(
                    begin,
                    end,
                    squeezed(page.text[begin:end]),
                    meant[0].kind,
                    meant[0].family,
                    "pronoun",
                    meant[0].means,
                )
        while at < len(ordered) and ordered[at].start < page.end:
            so_far[ordered[at].means] = ordered[at]
            last_page[ordered[at].means] = number
            at += 1


def owned(page: Page, names: Sequence[Named]) -> Iterator[Named]:
    """its_rule: 'Its cost was put at ...' means the only thing that the sentence before names, but for organisations."""
    for n, (start, end) in enumerate(page.sentences[1:], 1):
        k = page.word_at(start)
        if k + 1 >= len(page.words) or page.words[k].text != "Its" or page.words[k].start >= end:
            continue
        if not page.adjacent(k) or page.words[k + 1].text not in _PROPERTIES:
            continue
        first, last = page.sentences[n - 1]
        before = {x.means: x for x in names if first <= x.start < last}
        if len(before) == 1:
            (named,) = before.values()
            word = page.words[k]
            page.take(word.start, word.end)
            yield Named(word.start, word.end, word.text, named.kind, named.family, "pronoun", named.means)


def _points(page: Page, first: int, last: int, head: Head) -> int | None:
    """The word 'the' of 'the gas pipeline'; None where the phrase says itself what is meant, or names anything new."""
    if not head.short or (page.words[last - 1].possessive and False):
        return None
    if page.words[last - 1].text.lower() != head.words and not page.words[last - 1].text.lower().endswith(
        head.words.split()[-1]
    ):
        return None
    k = first
    while k > 0 and _describes(page.words[k - 1].text):
        gap = page.text[page.words[k - 1].end : page.words[k].start]
        if not page.adjacent(k - 1) and not (gap in (",", ".") and page.words[k].text[0].isdigit()):
            break
        k -= 1
    if k == 0 or not page.adjacent(k - 1) or page.words[k - 1].text.lower() not in _POINTING:
        return None
    after = page.words[last].text.lower() if last < len(page.words) and page.adjacent(last - 1) else ""
    if after in _FURTHER and not (after in ("to", "on", "for", "that", "from", "under") and head.kind == "project"):
        return None
    return k - 1


def _nouns(page: Page) -> list[tuple[int, int, Head]]:
    """Nouns of kinds, and those that may only point back, in order; of two at one place the longer."""
    found = {first: (first, last, head) for first, last, head in pointing_in().find(page.text, page.words)}
    for first, last, head in heads_in().find(page.text, page.words):
        weak = found.get(first)
        if head.family == "plant" and weak is not None and weak[1] == last:
            continue
        for k in range(first, last):
            found.pop(k, None)
        found[first] = first, last, head
    return [found[k] for k in sorted(found)]


def _describes(word: str) -> bool:
    """Whether a word stands between 'the' and a noun without naming: 'gas', '1,100-km', '$2bn'."""
    return word.lower() in words("modifiers.txt") or _MEASURE.fullmatch(word) is not None


def _kin(head: Head, named: Named) -> bool:
    if named.kind != head.kind:
        return False
    return (
        head.family in (named.family, "any")
        or named.family in head.family.split(";")
        or named.family in ("any", "known")
        or (head.kind == "treaty" and head.family == "accord")
    )


def _fitting(page: Page, opening: int, first: int, head: Head, candidates: Iterable[Named]) -> list[Named]:
    said = {page.words[k].text.lower() for k in range(opening + 1, first)}
    fuel = (said | set(head.words.split())) & _FUELS
    found = []
    for named in candidates:
        own = {w.lower().removesuffix("s") for w in f"{named.name} {named.means}".split()}
        its = own & _FUELS
        known = named.family == "known" and head.words.split()[-1] not in own and head.family not in ("any", "accord")
        other = named.kind == "treaty" and (not said <= own or (head.words.endswith("treaty") and own & _NO_TREATY))
        if _kin(head, named) and not (fuel and its and fuel != its) and not known and not other:
            found.append(named)
    return found
