"""Other names that a document gives a thing where it names it: acronyms in brackets, former and later names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from comity.record.things.naming.lexicon import heads_in, squeezed, words
from comity.record.things.naming.page import Named, Page

_BRACKET: Final = re.compile(
    r"\s*[(\[]\s*(?:the\s+|or\s+)?[\"“‘']?(?P<acronym>[A-Z][A-Za-z&+-]{0,9}[A-Z]\d?|[A-Z]{2,10}(?:-[IV\d]+)?)[\"”’']?\s*[)\]]"
)
_BEFORE: Final = re.compile(r"(?P<acronym>[A-Z][A-Za-z&+-]{0,9}[A-Z])\s*[(\[]\s*(?:the\s+)?$")
_CUE: Final = re.compile(
    r"""[\s,(\[–—-]*\s*
    (?:(?:which|that|it)\s+)?(?:(?:is|was|were|are|has\s+been|have\s+been|had\s+been|be)\s+)?
    (?:(?P<when>formerly|previously|earlier|originally|initially|once|first|until\s+then|now|since|later|subsequently|then|today|nowadays|
        also|commonly|popularly|better|officially|widely|sometimes|informally)\s+)?
    (?P<how>known\s+(?:as|by\s+the\s+name\s+(?:of\s+)?)|called|named|dubbed|nicknamed|renamed(?:\s+(?:as|to))?|rechristened(?:\s+as)?|
        rebranded(?:\s+as)?|referred\s+to\s+as|code-?named|titled|styled)?\s*
    (?:\s*as\s+)?(?:the\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_NAME_CHANGED: Final = re.compile(
    r"\s*(?:has\s+|had\s+)?(?:changed|altered)\s+its\s+name\s+to\s+(?:the\s+)?|'s\s+name\s+was\s+changed\s+to\s+(?:the\s+)?",
    re.IGNORECASE,
)
_FORMER: Final = frozenset(
    {"formerly", "previously", "earlier", "originally", "initially", "once", "first", "until then"}
)
_LATER: Final = frozenset({"now", "since", "later", "subsequently", "then", "today", "nowadays"})
_NOUNS: Final = frozenset(
    {"line", "route", "link", "road", "scheme", "project", "plan", "programme", "program", "system"}
)
_QUOTED: Final = re.compile(r"[\"“‘'](?P<name>[^\"”’']{2,60})[\"”’']")


def aliases_in(page: Page, names: Sequence[Named], others: Sequence[Named] = ()) -> list[Named]:
    """Aliases given beside the names of a passage: `means` is the name that they stand beside. `others`: names found besides."""
    found: list[Named] = []
    every = [*names, *(n for n in others if page.start <= n.start < page.end)]
    for named in names:
        for alias in (*_acronym(page, named), *_renamed(page, named, every)):
            if page.free(alias.start, alias.end):
                page.take(alias.start, alias.end)
            elif not any((n.start, n.end) == (alias.start, alias.end) for n in every):
                continue
            found.append(alias)
    return found


def _acronym(page: Page, named: Named) -> Iterator[Named]:
    """acronym_rule: 'Sarpa Valley Gas Pipeline (SVGP)' and 'SVGP (Sarpa Valley Gas Pipeline)'."""
    match = _BRACKET.match(page.text, named.end, min(named.end + 40, page.end))
    if match is None:
        match = _BEFORE.search(page.text, max(page.start, named.start - 20), named.start)
    if match is None:
        return
    acronym = match["acronym"]
    spelt = acronym.isupper() and len(acronym) > 2 and acronym[0] == named.name[0] and match.re is _BRACKET
    if not spelt and not initials(acronym, named.name):
        return
    start, end = match.span("acronym")
    k = page.word_at(start)
    if k < len(page.words) and page.of_kind(k, "organisation"):
        return
    yield Named(start, end, match["acronym"], named.kind, named.family, "acronym", named.means)


def initials(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym are first letters of words of the name, in order."""
    letters = [c for c in acronym if c.isupper()]
    firsts = "".join(part[0] for part in re.split(r"[\s\-‐‑–/]+", name) if part).upper()
    at = 0
    for letter in letters:
        at = firsts.find(letter, at) + 1
        if at == 0:
            return False
    return len(letters) > 1


def _renamed(page: Page, named: Named, names: Sequence[Named]) -> Iterator[Named]:
    """renamed_rule: 'the Sarpa line, formerly known as the Vinta railway'; '..., since renamed ...'; '(now the Friendship line)'."""
    after = named.end
    bracket = _BRACKET.match(page.text, after, min(after + 40, page.end))
    if bracket is not None:
        after = bracket.end()
    changed = _NAME_CHANGED.match(page.text, after, page.end)
    match = changed or _CUE.match(page.text, after, page.end)
    if match is None or match.end() == after:
        return
    if changed is not None:
        says = "later"
    else:
        when = squeezed(match["when"] or "").lower()
        how = squeezed(match["how"] or "").lower()
        if not how and when not in _FORMER | _LATER:
            return
        if not how and not re.search(r"[,(–—]", page.text[after : match.end()]):
            return
        says = (
            "former"
            if when in _FORMER
            else "later"
            if when in _LATER or how.startswith(("rena", "rec", "reb"))
            else "also"
        )
    span = _name_at(page, match.end(), names)
    if span is None:
        return
    start, end = span
    name = squeezed(page.text[start:end])
    if name != named.name:
        yield Named(start, end, name, named.kind, named.family, says, named.means)


def _name_at(page: Page, place: int, names: Sequence[Named]) -> tuple[int, int] | None:
    """The name that begins there: one that was found, what stands in quotation marks, or words with capitals."""
    for n in names:
        if n.start == place:
            return n.start, n.end
    quoted = _QUOTED.match(page.text, place, page.end)
    if quoted is not None:
        return (quoted.start("name"), quoted.end("name")) if quoted["name"][0].isupper() else None
    k = page.word_at(place)
    if k >= len(page.words) or page.words[k].start != place:
        return None
    stop = k
    while stop < len(page.words) and stop - k < 7 and (stop == k or page.adjacent(stop - 1)):
        word = page.words[stop]
        if not (word.capital or page.number(stop) or (stop > k and word.text in ("of", "and", "the"))):
            break
        stop += 1
    while stop > k and page.words[stop - 1].text in ("of", "and", "the"):
        stop -= 1
    if stop == k or (stop == k + 1 and page.bare(k)) or any(page.of_kind(j, "person") for j in range(k, stop)):
        return None
    end, modifiers = stop, words("modifiers.txt")
    while end < len(page.words) and page.adjacent(end - 1) and page.words[end].text in modifiers:
        end += 1
    head = heads_in().at(page.text, page.words, end) if end < len(page.words) and page.adjacent(end - 1) else None
    if head is None and end < len(page.words) and page.adjacent(end - 1) and page.words[end].text in _NOUNS:
        return page.words[k].start, page.words[end].end
    return page.words[k].start, page.words[(head[0] if head is not None else stop) - 1].end
