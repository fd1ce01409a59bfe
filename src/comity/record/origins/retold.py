"""Whether two texts tell one wire story: the same figures, names, quoted words and dates in the same order.

    likeness(fingerprint(a), fingerprint(b))     # 0 to 1; TOLD_AGAIN or more: one story, in other words

A text is reduced to its anchors, what a translator or a sub-editor leaves as it is: figures (by value: '1.5 billion' is
'1,500 million'), names (by their consonants: Lavrov and Lawrow, Zelensky and Zelenskiy), words inside quotation marks
(by their beginnings) and days. Two independent reports of one event share its actors and its main figure; a retold
story shares nearly all anchors of the shorter text, minor ones among them, and most of them in their order. So the
measure is the mean of two shares of the weight of the shorter text's anchors: what both texts have, and what they have in
one order (the heaviest common subsequence, found as in Hunt and Szymanski 1977). What is shared must reach a least
weight, and so must what of it is not names.
Weights are stated, not learned, and know nothing of other documents: what else is in a project changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TOLD_AGAIN: Final = 0.55
"""From this likeness on two texts are one story."""
LEAST_WEIGHT: Final = 7.5
LEAST_HARD: Final = 4.0
"""Weight of shared figures, quoted words and days: names alone are what two reports of one event share."""
MOST: Final = 400
"""Anchors of a text that are compared; a longer one is no wire story."""

_WEIGHTS: Final = {"exact": 1.5, "round": 1.0, "small": 0.5, "day": 0.75, "name": 0.75, "quoted": 0.5}
_HARD: Final = frozenset(("exact", "round", "small", "day", "quoted"))
_SMALL: Final = 4

Anchor = tuple[str, str]  # kind, value


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The anchors of a text in order, each place at which it stands first told once, and their weight."""

    anchors: tuple[Anchor, ...]
    weight: float
    known: frozenset[Anchor]


_QUOTED: Final = re.compile(r"[“\"«„]([^“”\"«»„\n]{12,600})[”\"»“]")
_MONTHS: Final = {
    m: n
    for n, names in enumerate(
        str.split(
            "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep october,oct "
            "november,nov december,dec"
        ),
        1,
    )
    for m in names.split(",")
}
_WEEKDAYS: Final = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TENS: Final = {w: 10.0 * n for n, w in enumerate(str.split("thirty forty fifty sixty seventy eighty ninety"), 3)}
_NUMBER_WORDS: Final[dict[str, float]] = {
    word: n
    for n, word in enumerate(
        str.split(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen twenty"
        ),
        2,
    )
} | {**_TENS, "dozen": 12.0, "half": 0.5}
_SCALES: Final[dict[str, float]] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
}
_SCALE: Final = "|".join(sorted(_SCALES, key=len, reverse=True))
_CAPITAL: Final = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<month>(?i:{_MONTH})\b)|[\s-]*(?P<scale>(?i:{_SCALE})\b))?"
    r"|[A-Z\u00c0-\u00de][\w’'\u00c0-\u024f]*(?:-[\w\u00c0-\u024f]+)*"
)
_AFTER_MONTH: Final = re.compile(r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!,?\d)")
_WRITTEN: Final = re.compile(
    rf"(?:{'|'.join(sorted([*_NUMBER_WORDS, *(w.title() for w in _NUMBER_WORDS)], key=lambda w: (-len(w), w)))})\b"
    r"(?:-(?P<ones>one|two|three|four|five|six|seven|eight|nine)\b)?"
    r"(?:\s+(?P<scale>hundred|thousand|lakh|million|crore|billion|trillion)\b)?"
)
_ONES: Final = {w: n for n, w in enumerate(str.split("one two three four five six seven eight nine"), 1)}
_WORD: Final = re.compile(r"[^\W\d_]+")
_IDLE_NAMES: Final = frozenset(
    str.split(
        "the a an in on at of to and but for from by with as it its he she they we i his her their this that these those "
        "there after before when while since under over during both new no not mr mrs ms dr sir president prime minister "
        "ministry foreign defence defense government army police officials state states united north south east west according"
    )
)
_SOUNDS: Final = (
    ("sch", "s"),
    ("tch", "c"),
    ("ch", "c"),
    ("kh", "h"),
    ("sh", "s"),
    ("zh", "j"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ks", "x"),
    ("dj", "j"),
    ("ts", "s"),
    ("q", "k"),
    ("w", "v"),
    ("c", "k"),
    ("z", "s"),
    ("x", "ks"),
)


def fingerprint(text: str) -> Fingerprint:
    """The anchors of a text. A name counts where it comes first, and so does every other anchor: a story is told by
    the order in which it brings things up."""
    found = _anchors(text)
    quoted = [m.span(1) for m in _QUOTED.finditer(text)]
    anchors: dict[Anchor, None] = {}
    place = 0
    for start, end in [*quoted, (len(text), len(text))]:
        while place < len(found) and found[place][0] < end:
            if found[place][0] < start:
                anchors.setdefault(found[place][1])
            place += 1
        for word in _WORD.findall(text[start:end].casefold()):
            if len(word) > _SMALL:
                anchors.setdefault(("quoted", word[:_SMALL]))
        if len(anchors) > MOST:
            break
    kept = tuple(anchors)[:MOST]
    return Fingerprint(kept, sum(_WEIGHTS[kind] for kind, _ in kept), frozenset(kept))


def _anchors(text: str) -> list[tuple[int, Anchor]]:
    """Figures, days and names with their places, in order."""
    found: list[tuple[int, Anchor]] = []
    after = 0
    for m in _CAPITAL.finditer(text):
        start = m.start()
        if start < after or (start and (text[start - 1].isalnum() or (text[start - 1] in ".,_" and m["number"]))):
            continue
        if m["number"]:
            if m["month"] and m["number"].isdigit() and len(m["number"]) <= 2:
                found.append((start, ("day", f"{_MONTHS[m['month'].casefold()]}-{int(m['number'].replace(',', ''))}")))
                continue
            value = float(m["number"].replace(",", "") or 0) * _SCALES.get((m["scale"] or "").casefold(), 1.0)
            found.append((start, _figure(value)))
            continue
        word = m[0].casefold()
        if word in _WEEKDAYS:
            found.append((start, ("day", word)))
        elif word in _MONTHS and (day := _AFTER_MONTH.match(text, m.end())) is not None:
            found.append((start, ("day", f"{_MONTHS[word]}-{int(day[1])}")))
            after = day.end()
        elif word not in _IDLE_NAMES and word not in _NUMBER_WORDS and not _opens(text, m):
            found.append((start, ("name", skeleton(m[0]))))
    for m in _WRITTEN.finditer(text):
        if not m.start() or not text[m.start() - 1].isalnum():
            value = _NUMBER_WORDS[_WORD.findall(m[0])[0].casefold()]
            value = (value + _ONES.get(m["ones"] or "", 0)) * _SCALES.get(m["scale"] or "", 1.0)
            found.append((m.start(), _figure(value)))
    found.sort()
    return found


def _figure(value: float) -> Anchor:
    if value == int(value) and 1900 <= value <= 2100:
        return "round", f"{value:.0f}"
    digits = f"{value:.6g}"
    if value < 10 and value == int(value):
        return "small", digits
    significant = digits.split("e")[0].replace(".", "").strip("0")
    return "round" if len(significant) <= 1 else "exact", digits


def _opens(text: str, m: re.Match[str]) -> bool:
    """Whether a word stands at the beginning of a sentence, where any word has a capital; not the first word of a
    longer name."""
    before = text[max(0, m.start() - 3) : m.start()].rstrip(" “\"'‘(")
    after = text[m.end() : m.end() + 2]
    return (not before or before[-1] in ".!?:\n-–—") and not (after[:1] == " " and after[1:].isupper())


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> str:
    """A name by its consonants, as spellings of one name share them: Zelensky, Zelenskiy and Selenskyj are slnsk."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    bare = re.sub(r"'s$|'", "", bare)
    bare = re.sub(r"(?:iy|ij|yy|yj|ii|y|i)$", "", bare)
    for written, sound in _SOUNDS:
        bare = bare.replace(written, sound)
    bare = re.sub(r"(.)\1+", r"\1", bare[:1] + re.sub(r"[aeiouyh]", "", bare[1:]))
    return bare.replace("j", "y") if bare.startswith("j") else bare


def likeness(a: Fingerprint, b: Fingerprint) -> float:
    """How much of the shorter text's anchors the other tells too, and in one order, 0 to 1; 0 where that is too little."""
    shared = a.known & b.known
    everything = _weight(shared)
    if everything < LEAST_WEIGHT or _weight(x for x in shared if x[0] in _HARD) < LEAST_HARD:
        return 0.0
    least = min(a.weight, b.weight)
    if everything < TOLD_AGAIN * least:  # not enough even if all stood in one order
        return 0.0
    left, right = (a, b) if a.anchors <= b.anchors else (b, a)
    return (everything + _weight(in_one_order(left, right, shared))) / (2 * least)


def _weight(anchors: Iterable[Anchor]) -> float:
    return sum(_WEIGHTS[kind] for kind, _ in anchors)


def in_one_order(a: Fingerprint, b: Fingerprint, shared: frozenset[Anchor]) -> list[Anchor]:
    """The heaviest anchors of both that stand in one order in the two (each anchor stands once in a text)."""
    place = {anchor: i for i, anchor in enumerate(b.anchors) if anchor in shared}
    rows = [(place[anchor], anchor) for anchor in a.anchors if anchor in shared]
    best: list[float] = []
    back: list[int] = []
    order: list[int] = []  # places of b already ended at, sorted, with growing weight
    ending: dict[int, tuple[float, int]] = defaultdict(lambda: (0.0, -1))
    for i, (at, anchor) in enumerate(rows):
        left = bisect_left(order, at)
        weight, before = ending[order[left - 1]] if left else (0.0, -1)
        weight += _WEIGHTS[anchor[0]]
        best.append(weight)
        back.append(before)
        while left < len(order) and ending[order[left]][0] <= weight:
            del ending[order.pop(left)]
        order.insert(left, at)
        ending[at] = (weight, i)
    if not best:
        return []
    i = max(range(len(best)), key=lambda n: (best[n], -n))
    found = []
    while i >= 0:
        found.append(rows[i][1])
        i = back[i]
    return found[::-1]
