"""Drawing a stratified sample of sentences.

Strata: sentences with a report by its type and confidence (the least confident report decides), and those without by what else they have:
claims only, two actors or more, one actor, nobody named. The allocation is by the square root of a stratum's size
(power allocation, Bankier 1988), at least two to each; types too rare for that are put together by quad class, then all.

Every sentence has a number of its own from the seed and its key (permanent random numbers, Ohlsson 1995), and those with the
smallest are drawn: the same seed draws the same sentences, and a larger sample holds most of a smaller one.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from comity.audit.frame import Sentence
from comity.errors import UsageError

BANDS: Final = (0.6, 0.8)
"""Confidence below the first, below the second, and from there on."""
FLOOR: Final = 2
"""A variance needs two."""
WITHOUT: Final = ("claims only", "two actors or more", "one actor", "nobody named")
QUADS: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True, order=True)
class Stratum:
    """`band`, `quad` and `type` are of strata with reports, and None where they are put together; `place` is that in
    the order of strata: neighbours are alike."""

    place: tuple[int, int, int, str]
    name: str
    reports: bool
    quad: int | None = None
    type: str | None = None
    band: int | None = None


@dataclass(frozen=True, slots=True)
class Allotted:
    """A stratum, how many sentences it has and how many of them are drawn."""

    stratum: Stratum
    sentences: int
    drawn: int

    @property
    def probability(self) -> float:
        """That a sentence of this stratum is drawn."""
        return self.drawn / self.sentences


@dataclass(frozen=True, slots=True)
class Drawn:
    sentence: Sentence
    stratum: int
    """Its place in the list of strata."""


def check_size(wanted: int) -> None:
    """Raises UsageError for a number of sentences that is none, or of which nothing follows."""
    hint = "Draw 100 or more: comity audit --sample 200"
    if wanted < 1:
        raise UsageError(f"{wanted} is no number of sentences.", hint=hint)
    if wanted < 10:
        raise UsageError(f"A sample of {wanted} says nothing.", hint=hint)


def draw(sentences: Sequence[Sentence], wanted: int, seed: int) -> tuple[list[Allotted], list[Drawn]]:
    """A sample of `wanted` sentences, or of all where there are fewer, in an order to code them in.

    The order mixes the strata evenly, so that its first part is a sample too. Raises UsageError when there is nothing
    to draw from, or fewer are wanted than two from each kind of stratum.
    """
    if not sentences:
        raise UsageError("There are no sentences to draw from.", hint="Build the project from documents in English.")
    check_size(wanted)
    wanted = min(wanted, len(sentences))
    strata = _strata(sentences, wanted)
    ordered = sorted(set(strata))
    sizes = Counter(strata)
    counts = allocate([sizes[s] for s in ordered], wanted)
    members: dict[Stratum, list[Sentence]] = {}
    for sentence, stratum in zip(sentences, strata, strict=True):
        members.setdefault(stratum, []).append(sentence)
    allotted, placed = [], []
    for number, (stratum, n) in enumerate(zip(ordered, counts, strict=True)):
        allotted.append(Allotted(stratum, sizes[stratum], n))
        ranked = sorted(members[stratum], key=lambda s: (chance(seed, "draw", s.key), s.key))[:n]
        offset = chance(seed, "order", stratum.name)
        for rank, sentence in enumerate(ranked):
            placed.append(((rank + offset) / n, chance(seed, "order", sentence.key), Drawn(sentence, number)))
    placed.sort(key=lambda p: (p[0], p[1], p[2].sentence.key))
    return allotted, [drawn for *_, drawn in placed]


def chance(seed: int, *words: str) -> float:
    """A number from 0 to 1 that a seed gives to words, always the same."""
    packed = "\x1f".join((str(seed), *words))
    return int.from_bytes(hashlib.sha256(packed.encode("utf-8", "surrogatepass")).digest()[:8], "big") / 2**64


def allocate(sizes: Sequence[int], wanted: int) -> list[int]:
    """How many to draw from strata of these sizes, `wanted` in all: by the square root of the size, at least two and at
    most all. Where not even two from each can be had, one from each of the largest.

    The sum is `wanted`, or all that there are.
    """
    wanted = min(wanted, sum(sizes))
    least = [min(FLOOR, size) for size in sizes]
    if sum(least) > wanted:
        order = sorted(range(len(sizes)), key=lambda i: (-sizes[i], i))
        counts = [0] * len(sizes)
        while wanted:
            for i in order:
                if wanted and counts[i] < least[i]:
                    counts[i] += 1
                    wanted -= 1
        return counts
    counts = list(least)
    left = wanted - sum(counts)
    roots = [math.sqrt(size) for size in sizes]
    while left:
        # the one that is furthest below its due (Jefferson's method on square roots) gets the next
        i = max((i for i in range(len(sizes)) if counts[i] < sizes[i]), key=lambda i: (roots[i] / (counts[i] + 1), -i))
        counts[i] += 1
        left -= 1
    return counts


def _strata(sentences: Sequence[Sentence], wanted: int) -> list[Stratum]:
    """The stratum of each sentence. Types that would get less than two sentences are put together."""
    strata = [_finest(s) for s in sentences]
    for coarser in (_by_class, _by_band, _with_reports):
        due = _due(strata, wanted)
        strata = [coarser(s) if s.reports and due[s] < FLOOR else s for s in strata]
    return strata


def _due(strata: Sequence[Stratum], wanted: int) -> Mapping[Stratum, float]:
    sizes = Counter(strata)
    roots = sum(math.sqrt(n) for n in sizes.values())
    return {s: wanted * math.sqrt(n) / roots for s, n in sizes.items()}


def _finest(sentence: Sentence) -> Stratum:
    if not sentence.found:
        number = 0 if sentence.claims else 1 if sentence.actors > 1 else 2 if sentence.actors else 3
        return Stratum((1, number, 0, ""), WITHOUT[number], False)
    least = min(sentence.found, key=lambda e: (e.confidence if e.confidence is not None else 0.0, e.type))
    band = sum((least.confidence or 0.0) >= bound for bound in BANDS)
    return Stratum((0, least.quad, band, least.type), f"{least.type}, {said(band)}", True, least.quad, least.type, band)


def said(band: int) -> str:
    low, high = BANDS
    return (f"confidence below {low}", f"confidence {low} to {high}", f"confidence {high} or more")[band]


def _by_class(s: Stratum) -> Stratum:
    assert s.quad is not None
    assert s.band is not None
    return Stratum((0, s.quad, s.band, "~"), f"rarer {QUADS[s.quad - 1]}, {said(s.band)}", True, s.quad, None, s.band)


def _by_band(s: Stratum) -> Stratum:
    assert s.band is not None
    return Stratum((0, 8, s.band, ""), f"rarer events, {said(s.band)}", True, None, None, s.band)


def _with_reports(s: Stratum) -> Stratum:
    return Stratum((0, 9, 0, ""), "rarer events", True)
