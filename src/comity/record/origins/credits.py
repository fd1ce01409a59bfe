"""Whom a sentence credits: 'Reuters reported', 'according to Xinhua', '(AP)', 'told the Daily Nation', 'citing Syrian
state media', 'as A. Writer argues in The Herald'.

    credits(names, text, state_of) -> [Credit, ...]

A name alone is no credit: a paper can be banned, sued or praised. It is one where a word of `credit_words.csv` stands
beside it, or where it stands alone in parentheses. `wire_credits` finds those of a whole text: the dateline
'KHARTOUM, 3 May (Reuters) -', a byline, a closing 'Source: AFP'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from comity.errors import TableError
from comity.record.origins.outlets import WORD, Hit, Names, known_outlets, table

REACH: Final = 70
"""A word that credits stands within so many characters of the name."""


@dataclass(frozen=True, slots=True)
class Credit:
    """`key` is who is credited: outlet:, author: or text: (a document's title), or state-media: with an actor id where
    only 'the state media' of a state are. `start` and `end` are the span of the name in the text that was given,
    `said` the words that credit."""

    key: str
    start: int
    end: int
    said: str


@dataclass(frozen=True, slots=True)
class _Cues:
    after: re.Pattern[str]
    after_author: re.Pattern[str]
    after_strong: re.Pattern[str]
    before: re.Pattern[str]
    before_strong: re.Pattern[str]
    by: re.Pattern[str]
    of: re.Pattern[str]
    to: re.Pattern[str]
    again: re.Pattern[str]


def _kinds() -> dict[str, list[tuple[str, bool, bool]]]:
    kinds: dict[str, list[tuple[str, bool, bool]]] = {"verb": [], "before": [], "of": [], "sort": []}
    for row in table("credit_words.csv"):
        if row["kind"] not in kinds or {row["author"], row["strong"]} - {"", "yes"}:
            raise TableError(f"credit_words.csv: the row {row['words']!r} has a kind or a mark that cannot be.")
        kinds[row["kind"]] += [(words, bool(row["author"]), bool(row["strong"])) for words in row["words"].split("|")]
    return kinds


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _cues() -> _Cues:
    kinds = _kinds()
    sort = _any([w for w, *_ in kinds["sort"]])
    aside = r"(?:\s*,[^,.;:()]{1,50},)?"
    often = r"(?:(?:has|have|had|also|later|earlier|first|then|on\s+\w+|\w+ly|in\s+its\s+\w+|last\s+\w+|in\s+\d{4})\s+){0,3}"
    lead = rf"^(?:['’]s?)?(?:\s+(?:{sort}))?{aside}\s+{often}"

    def after(pick: Callable[[tuple[str, bool, bool]], bool]) -> re.Pattern[str]:
        return re.compile(rf"{lead}({_any([w[0] for w in kinds['verb'] if pick(w)])})\b(?!\s+by\b)")

    described = rf"(?:(?:the|an?|its|his|her|their|[A-Za-z-]+an|[A-Za-z-]+ese|[A-Za-z-]+ish|[A-Z]\w+|state(?:-\w+)?|official|semi-official|local|independent|private|opposition|influential|leading)\s+){{0,4}}(?:(?:{sort})\s+)?"

    def before(pick: Callable[[tuple[str, bool, bool]], bool]) -> re.Pattern[str]:
        words = _any([w[0] for w in kinds["before"] if pick(w)])
        return re.compile(rf"(?:^|[\s(,;“\"])({words})\s+{described}[“\"'‘]?$", re.IGNORECASE)

    of = _any([w for w, *_ in kinds["of"]])
    return _Cues(
        after=after(lambda w: True),
        after_author=after(lambda w: w[1]),
        after_strong=after(lambda w: w[2]),
        before=before(lambda w: True),
        before_strong=before(lambda w: w[2]),
        by=re.compile(rf"\b({of})\s+(?:\w+\s+)?(?:by|in|from|for|on|of)\s+{described}[“\"'‘]?$", re.IGNORECASE),
        of=re.compile(rf"^(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}({of})\b"),
        to=re.compile(
            r"\b(?:said|confirmed|spoke|admitted|denied|explained|disclosed|revealed|described|confided|leaked)\b"
            rf"[^.;:“”\"]{{1,45}}\bto\s+{described}$"
        ),
        again=re.compile(
            rf"\b[Tt]he\s+(?:{sort})(?:['’]s\s+\w+)?\s+(?:{often})(?:{_any([w for w, *_ in kinds['verb']])})\b"
        ),
    )


_MEDIA: Final = re.compile(
    r"\b(?:(?P<whose>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)(?:['’]s?)?\s+)?(?:(?:official|government)\s+)?"
    r"(?:state(?:-run|-owned|-controlled|-backed)?\s+(?:media|television|TV|radio|broadcaster|news\s+agency|newspaper|press)"
    r"|(?:official|government-run|government-owned|government-controlled)\s+(?:media|news\s+agency|press|newspaper|television))"
    r"(?:\s+(?:in|of)\s+(?P<where>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?))?"
)
_ALONE: Final = re.compile(r"^(?:,[^()]{0,40}|\s+\d[^()]{0,20})?\)")
_CITED: Final = re.compile(
    r"\((?:[^()]{0,25}\b(?:source|via|by|by the|per|see|see also|cf)\b[:.]?\s+)?$", re.IGNORECASE
)
_TITLE: Final = re.compile(r"[“\"‘«]([^“”\"’«»\n]{8,160}?)[,.]?[”\"’»]")


@cache
def _likely() -> re.Pattern[str]:
    """Quick: every sentence that credits somebody has one of these beginnings of words, a parenthesis or a quotation."""
    begins = {words.split()[0][:5] for kind, of in _kinds().items() if kind != "sort" for words, *_ in of}
    begins |= {"state", "offic", "gover"}
    return re.compile(rf"\b(?:{'|'.join(sorted(begins))})|[(“\"‘«]", re.IGNORECASE)


def credits(names: Names, text: str, state_of: Callable[[str], str | None]) -> list[Credit]:
    """The credits in a sentence or two, left to right. `state_of` gives the actor id that a word such as 'Syrian' or
    'Syria' means."""
    if not _likely().search(text):
        return []
    found = [*_named(names, text), *_titles(names, text)]
    found += _state_media(text, state_of, found)
    return sorted(found, key=lambda c: (c.start, c.key))


def goes_on(text: str) -> bool:
    """Whether a sentence passes on more from an outlet named before: 'the agency added'."""
    return _cues().again.search(text) is not None


def _named(names: Names, text: str) -> Iterator[Credit]:
    if not names.may_name(text):
        return
    spans = [m.span() for m in WORD.finditer(text)]
    hits = names.find([text[a:b] for a, b in spans])
    for hit in hits:
        start, end = spans[hit.first][0], spans[hit.last - 1][1]
        if text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        said = _cue(text, start, end, hit)
        if said is not None:
            yield Credit(hit.key, start, end, said)


def _cue(text: str, start: int, end: int, hit: Hit) -> str | None:
    """The words by which the name at this place is credited; None where it is only named."""
    cues = _cues()
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    bare = hit.article and not re.search(r"\b[Tt]he\s$", left)
    if bare:  # 'Economist Jane Doe said': a common word without its article
        return None
    if hit.author:
        after, before = cues.after_author, cues.before_strong
    elif hit.article:
        after, before = cues.after_strong, cues.before_strong
    else:
        after, before = cues.after, cues.before
    name = text[start:end]
    if _ALONE.match(right) and _CITED.search(left):
        return f"({name})"
    if not hit.author and (m := cues.to.search(left)) is not None:
        return _one_line(left[m.start() :] + name)
    if (m := after.match(right)) is not None:
        return _one_line(name + right[: m.end()])
    if (m := before.search(left)) is not None or (m := cues.by.search(left)) is not None:
        return _one_line(left[m.start(1) :] + name)
    if (m := cues.of.match(right)) is not None:
        return _one_line(name + right[: m.end()])
    return None


def _titles(names: Names, text: str) -> Iterator[Credit]:
    for m in _TITLE.finditer(text):
        key = names.title(m[1])
        if key is not None:
            yield Credit(key, m.start(1), m.end(1), _one_line(m[0]))


def _state_media(text: str, state_of: Callable[[str], str | None], named: list[Credit]) -> Iterator[Credit]:
    """Credits of a state's media at large; not where the outlet is named with them (the state news agency SANA)."""
    cues = _cues()
    for m in _MEDIA.finditer(text):
        whose, start = m["whose"] or "", m.start()
        state = state_of(m["where"] or whose)
        if state is None and " " in whose:  # 'Citing Syrian state media'
            start = m.start("whose") + whose.index(" ") + 1
            state = state_of(whose.partition(" ")[2])
        if state is None or any(-30 <= c.start - m.end() <= 30 for c in named):
            continue
        left, right = text[max(0, start - REACH) : start], text[m.end() : m.end() + REACH]
        after = cues.after.match(right) or cues.of.match(right)
        before = cues.before.search(left) or cues.by.search(left)
        if after or before:
            said = (
                (left[before.start(1) :] if before else "")
                + text[start : m.end()]
                + (right[: after.end()] if after else "")
            )
            yield Credit(f"state-media:{state}", start, m.end(), _one_line(said))


_NAME: Final = r"(?P<name>[A-Z][\w.’'&/ -]{1,40}?)"
_SLASHED: Final = r"(?P<slashed>[A-Z][\w.’'& -]{1,40}?)"
_DATELINE: Final = re.compile(
    rf"^\s*(?:[A-Z][\w.’' -]{{1,40}}(?:\s*,\s*[\w.’' -]{{1,30}}){{0,3}},?\s*)?"
    rf"(?:[(\[]{_NAME}[)\]]\s*(?:[-–—:]|$)|/\s*{_SLASHED}\s*/)",
    re.M,
)
_DASHED: Final = re.compile(rf"^\s*[A-Z][A-Z.’' -]{{2,40}},\s*[\w. ]{{3,20}},?\s+{_NAME}\s*[-–—]{{1,2}}\s", re.M)
_BYLINE: Final = re.compile(
    rf"^\s*(?:By|From|Source|Sources|Via)\b:?\s+(?:the\s+)?{_NAME}\s*\.?$", re.M | re.IGNORECASE
)
_BY: Final = re.compile(rf"^\s*By\s+[^\n,|/]{{3,60}}[,|/]\s*(?:the\s+)?{_NAME}\s*$", re.M)
_CLOSING: Final = re.compile(
    rf"(?:\(?\b[Ww]ith\s+(?:additional\s+)?(?:inputs?|reporting|material)\s+(?:from|by)\s+(?:the\s+)?{_NAME.replace('name', 'input')}"
    rf"|[(\[]\s*(?:Source|Sources|Via)?:?\s*{_NAME}\s*[)\]]|[-–—]\s*{_NAME.replace('name', 'dash')})"
    r"\s*\)?\.?\s*$"
)
_PICTURE: Final = re.compile(r"\b(?:photo|picture|image|file|photograph|getty|video|map|graphic)\b", re.IGNORECASE)


def wire_credits(names: Names, head: str, tail: str) -> list[Credit]:
    """The agency whose text this is: of a dateline or byline in `head` (how it begins), of a closing line in `tail` (how
    it ends). Only names of the table count; those of pictures do not. Spans are of `head` or of `tail`."""
    found = []
    places = [(head, pattern) for pattern in (_DATELINE, _DASHED, _BYLINE, _BY)]
    places += [(tail, _BYLINE), (tail, _CLOSING)]
    for text, pattern in places:
        for m in pattern.finditer(text):
            group = next(name for name, value in m.groupdict().items() if value)
            line = text[text.rfind("\n", 0, m.start(group)) + 1 :].split("\n", 1)[0]
            key = names.outlet(m[group])
            if key.removeprefix("outlet:") in known_outlets() and not _PICTURE.search(line):
                found.append(Credit(key, *m.span(group), _one_line(m[0])))
    return found[:1]


def _one_line(text: str) -> str:
    return " ".join(text.split())
