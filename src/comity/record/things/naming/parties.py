"""Whose a thing is, by the grammar around its name: states in the name, "between" and "with" behind it, who acts on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from comity.reading.model import ActorMention
from comity.record.things.naming.lexicon import word_class
from comity.record.things.naming.page import BY_NAME, Named

if TYPE_CHECKING:
    from comity.record.things.naming.sentence import Sentence

_LISTED: Final = re.compile(
    r"[\s,]*(?:['’]s?)?(?:\s*(?:and|or|as well as|both|along with|together with))?\s+(?:the\s+)?$"
)
_OF_NAME: Final = re.compile(
    r"\s*,?\s*(?:\([^)]*\)\s*,?\s*)?(?:(?:that|which)\s+(?:was|is)\s+)?(?:[a-z]+ed\s+)?(?:in\s+(?:[A-Z][a-z]+\s+)?\d{4}\s+)?"
    r"(between|among|with|of)\s+(?:both\s+)?(?:the\s+)?$"
)
_REACH: Final = 60
_JOINING: Final = frozenset({"between", "with", "by", "among"})
_OWED: Final = frozenset({"must", "need", "needs", "should"})
_OWNING: Final = frozenset({"treaty", "exercise"})


def parties_of_name(sentence: Sentence, named: Named, *, whole: bool = False) -> tuple[str, ...]:
    """name_parties_rule: states in a thing's own name, and those that "between", "among" or "with" right behind it joins to
    it; of a treaty or exercise also behind "of". Not a place that the name says where it is. `whole`: only where these say
    who all its parties are: two or more, not merely those "with" whom it is."""
    inside = [
        m.actor
        for m in sentence.mentions
        if m.actor and m.kind not in ("place", "person") and named.start <= m.start and m.end <= named.end
        if m.resolved in BY_NAME
    ]
    behind = [m for m in sentence.mentions if m.start >= named.end and m.actor and m.kind != "place"]
    joined: list[str] = []
    word = ""
    if behind:
        gap = sentence.page.text[named.end : behind[0].start]
        found = _OF_NAME.fullmatch(gap) if len(gap) <= _REACH else None
        if found is not None and (found[1] != "of" or named.kind in _OWNING):
            word = found[1]
            joined = [m.actor for m in _run(sentence, behind) if m.actor]
    every = tuple(dict.fromkeys((*inside, *joined)))
    if whole and (len(every) < 2 or (word == "with" and len(set(inside)) < 2)):
        return ()
    return every


def _run(sentence: Sentence, mentions: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """The first mention, and those listed with it; ", and" goes on a list only behind a comma."""
    last, comma = None, False
    for m in mentions:
        gap = sentence.page.text[last.end : m.start] if last is not None else ""
        if last is not None and (not _LISTED.fullmatch(gap) or (re.match(r",\s+\w", gap) and not comma)):
            return
        comma = comma or gap.strip() == ","
        yield m
        last = m


def acting_on(sentence: Sentence, mentions: Sequence[ActorMention], start: int, end: int) -> list[str]:
    """act_parties_rule: of actors named in a clause, those that a word of a stage at [start, end) has as subject, as object,
    or joined to it by "with", "between" or "by". Not what is merely said beside it ("made Norland anxious", "after Norland's
    attack", "in the presence of a Norlander"), nor who only has a view of it."""
    found: list[str] = []
    lead: str | None = None
    last: ActorMention | None = None
    for m in mentions:
        gap = sentence.page.text[last.end : m.start] if last is not None else ""
        aside = gap.strip() == "," and lead not in (None, *_JOINING)  # "after its attack on Norland, Sudland froze"
        listed = last is not None and _LISTED.fullmatch(gap) is not None and not aside
        if not listed:
            lead = _lead(sentence, m)
        last = m
        if m.actor and _takes_part(sentence, m, lead, start, end):
            found.append(m.actor)
    return list(dict.fromkeys(found))


def _lead(sentence: Sentence, m: ActorMention) -> str | None:
    """The word that leads to a mention; None where it opens its clause."""
    before = [w for w in sentence.words if w.end <= m.start]
    while before and (before[-1].text.lower() in word_class("article") or before[-1].text.lower() == "both"):
        before.pop()
    if not before or re.search(r"[,;:—(]", sentence.page.text[before[-1].end : m.start]):
        return None
    return before[-1].text.lower()


def _takes_part(sentence: Sentence, m: ActorMention, lead: str | None, start: int, end: int) -> bool:
    low = [w.text.lower() for w in sentence.words if m.end <= w.start and w.end <= start]
    if m.start >= end:
        return lead in _JOINING or lead in ("to", "from") or lead == _last_word(sentence, start, end)
    if m.start >= start:
        return True
    if set(low) & (word_class("attitude") | (word_class("must") - _OWED)):
        return False
    if lead in _JOINING:
        return not set(low) & word_class("turns")
    if lead in word_class("beside") | word_class("turns") | {"of", "on", "over", "for", "despite", "since", "during"}:
        return lead in word_class("turns") and "," not in sentence.page.text[m.end : start]
    return True


def _last_word(sentence: Sentence, start: int, end: int) -> str | None:
    words = [w.text.lower() for w in sentence.words if start <= w.start and w.end <= end]
    return words[-1] if words else None
