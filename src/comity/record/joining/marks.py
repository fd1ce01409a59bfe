"""What a sentence says of its act besides the act itself: which one in a row it is, and whether it was told before.

    marks("For the second time this year they held talks", trigger) -> frozenset({"2"})

`1` to `12` (the first, the third), `again` (another, once more: not the first), `last` (the final one), `the` (the
visit, that attack: an act that the reader knows of), `many` (several visits, two calls, every year: no single act).
"""

from __future__ import annotations

import re
from typing import Final

_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_NUMBER: Final = {word: str(n) for n, word in enumerate(_ORDINALS, 1)}
_WORD: Final = re.compile(
    rf"\b(?:(?P<number>{'|'.join(_ORDINALS)}|(?:1[0-2]|[1-9])(?:st|nd|rd|th))"
    r"|(?P<again>another|again|anew|further|once more|fresh|renewed|repeated)"
    r"|(?P<last>final|closing))\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(rf"\bfor the ({'|'.join(_ORDINALS)}) time\b", re.IGNORECASE)
_OF_ALL: Final = re.compile(
    r"\bfirst (?:time|ever|since)\b|\bfirst-ever\b|\bfirst (?:[\w-]+ ){1,3}(?:in|since|for) ", re.IGNORECASE
)
_SINGLE: Final = re.compile(r"\bsecond(?:s\b|-| of all| half| place| world)|\bworld war\b", re.IGNORECASE)
_KNOWN: Final = re.compile(
    r"(?:\b(?:the|this|that|these|those|his|her|its|their|said)|['’]s)\s+(?:[\w-]+\s+){0,2}$", re.I
)
_SEVERAL: Final = re.compile(
    r"\b(?:several|many|numerous|various|multiple|countless|both|regular|frequent|repeated|successive|occasional|periodic"
    r"|annual|yearly|reciprocal|mutual|most|all|an? (?:series|number|string|host|succession|spate|flurry) of"
    r"|two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d)\s+(?:(?!\w*s\b)[^\W\d][\w-]*\s+){0,3}$",
    re.IGNORECASE,
)
_ROUNDS: Final = re.compile(
    r"\b(?:rounds|sets|waves|instances|sessions|batches|years|decades) of (?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_OFTEN: Final = re.compile(
    r"\b(?:(?:several|many|numerous|two|three|four|five|six|seven) times|twice|regularly|repeatedly|frequently|routinely"
    r"|annually|(?:each|every) (?:year|month|week)|over the years)\b",
    re.IGNORECASE,
)
_NOUN_BEFORE: Final = re.compile(
    r"\b(?:these|those|their|recent|past|earlier|previous|bilateral|official|high-level)\s+$", re.IGNORECASE
)
_NOUN_AFTER: Final = re.compile(r" (?:of|by|between)\b", re.IGNORECASE)
_OCCASIONS: Final = frozenset(
    ("calls", "contacts", "exchanges", "meetings", "summits", "tours", "trips", "visits", "wars")
)
_CLAUSE: Final = re.compile(r"[;:,.()—–]|\b(?:and|but|while|after|before|when|which|as|since)\b", re.IGNORECASE)
_BEFORE: Final = 45
_AFTER: Final = 40


def marks(text: str, trigger: tuple[int, int]) -> frozenset[str]:
    """Of a sentence with its trigger, a span of it. An ordinal counts in the trigger's own clause, within some 40
    characters of it, the closest one on each side; 'for the third time' counts wherever it stands."""
    found: set[str] = set()
    start, end = trigger
    before = text[max(0, start - _BEFORE) : start]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = text[start : end + _AFTER]
    stop = _CLAUSE.search(after, end - start)
    after = after[: stop.start()] if stop else after
    closest = next(reversed([*_WORD.finditer(before)]), None)
    found.update(_mark(match) for match in (closest, _WORD.search(after)) if match is not None)
    time = _TIME.search(text)
    if time and time[1].casefold() != "first":
        found = {mark for mark in found if not mark.isdigit()} | {_NUMBER[time[1].casefold()]}
    if _OF_ALL.search(text):
        found.discard("1")
    if _SINGLE.search(text):
        found.discard("2")
    if _KNOWN.search(text[max(0, start - _BEFORE) : start]):
        found.add("the")
    if _plural(text, start, end, before, after):
        found.add("many")
    return frozenset(found)


def _plural(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether the clause sums several acts up."""
    if _OFTEN.search(before) or _OFTEN.search(after):
        return True
    word = text[start:end].casefold()
    if not word.endswith("s") or word.endswith("ss"):
        return False
    lead = text[max(0, start - _BEFORE) : start]
    if _SEVERAL.search(lead) or _ROUNDS.search(lead):
        return True
    noun = _NOUN_BEFORE.search(lead) or _NOUN_AFTER.match(text, end)
    return noun is not None and word.split()[-1] in _OCCASIONS


def _mark(match: re.Match[str]) -> str:
    if match["again"]:
        return "again"
    if match["last"]:
        return "last"
    word = match["number"].casefold()
    return _NUMBER[word] if word in _NUMBER else word[:-2]


def in_order(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Whether two sentences give their acts the same place in a row; False when they give different ones, None when
    one of them gives none, or none that can be counted."""
    left, right = _places(a), _places(b)
    if not left or not right:
        return None
    if left & right:
        return True
    return None if {"again", "last"} & (left | right) else False


def _places(marks: frozenset[str]) -> frozenset[str]:
    return marks - {"the", "many"}
