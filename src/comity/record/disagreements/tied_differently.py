"""Relations that two documents call good and bad in one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.claims import Tie
from comity.record.disagreements.model import Disagreement, Side, shown
from comity.record.disagreements.told import year_of

_LEVELS: Final = {-1: "bad", 0: "neither good nor bad", 1: "good"}
_LEAST: Final = 0.5
"""Claims with less confidence are not set against each other."""
_MOST_CLAIMS: Final = 40
_AGE: Final = 3 * 366
"""A claim about a longer time is of an age, in which there are good and bad years."""
_DECADE: Final = 10
_GRAIN: Final = 3.0
"""How much longer one period may be than the other: a bad year lies within good decades."""
_ONE_ERA: Final = 0.6


def tied_differently(ties: Iterable[Tie]) -> list[Disagreement]:
    """Opposite levels, of one pair of actors, in periods that overlap and are of like length, from two sources. Undated
    claims are of no known time and are left out; so is a document that tells of both."""
    by_pair: dict[tuple[str, str], dict[int, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        if tie.level is None or tie.first is None or tie.last is None or tie.confidence < _LEAST or tie.a == tie.b:
            continue
        if tie.last - tie.first < _AGE:
            for year in range(year_of(tie.first), year_of(tie.last) + 1):
                by_pair[tie.a, tie.b][year].append(tie)
    found = []
    for pair, by_year in sorted(by_pair.items()):
        opposed: list[tuple[int, dict[str, Tie], dict[str, Tie]]] = []
        for year, of_year in sorted(by_year.items()):
            good, bad = _opposed(of_year)
            if good and opposed and opposed[-1][0] == year - 1:
                last = opposed.pop()
                opposed.append((year, last[1] | good, last[2] | bad))
            elif good:
                opposed.append((year, good, bad))
        found += [_made(pair, list(good.values()), list(bad.values())) for _, good, bad in opposed]
    return found


def _opposed(ties: Iterable[Tie]) -> tuple[dict[str, Tie], dict[str, Tie]]:
    """Of the claims of one year those that call it good and those that call it bad, in one time and from two sources;
    a source that does both is on neither side."""
    sides = [_surest(t for t in ties if t.level == level) for level in (1, -1)]
    both = {t.source for t in sides[0]} & {t.source for t in sides[1]}
    both |= {t.document for t in sides[0]} & {t.document for t in sides[1]}
    good, bad = ([t for t in side if not {t.source, t.document} & both] for side in sides)
    pairs = [(a, b) for a in good for b in bad if _one_time(a, b)]
    return {a.id: a for a, _ in pairs}, {b.id: b for _, b in pairs}


def _surest(ties: Iterable[Tie]) -> list[Tie]:
    """The surest claim of each source and time; the surest of them, where there are very many."""
    kept: dict[object, Tie] = {}
    for tie in sorted(ties, key=lambda t: (-t.confidence, t.id)):
        kept.setdefault((tie.source, tie.first, tie.last), tie)
    return list(kept.values())[:_MOST_CLAIMS]


def _one_time(a: Tie, b: Tie) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    if a.first > b.last or b.first > a.last:
        return False
    short, long = sorted((a.last - a.first + 1, b.last - b.first + 1))
    return long <= max(366.0, short * _GRAIN)


def _made(pair: tuple[str, str], good: list[Tie], bad: list[Tie]) -> Disagreement:
    sides = [_side(level, ties) for level, ties in ((1, good), (-1, bad))]
    hedged = sum(all(t.hedged for t in ties) for ties in (good, bad))
    read = min(max(t.confidence for t in ties) for ties in (good, bad))
    first = max(min(t.first or 0 for t in ties) for ties in (good, bad))
    last = min(max(t.last or 0 for t in ties) for ties in (good, bad))
    return Disagreement(
        None,
        "relation",
        tuple(sorted(sides, key=lambda s: s.value)),
        f"{pair[0]}, {pair[1]}: {shown(min(first, last), max(first, last))}",
        None,
        pair,
        1.0,
        grading.sure(read, _ONE_ERA, hedged=hedged),
        "both tell of the relation in one time",
    )


def _side(level: int, ties: list[Tie]) -> Side:
    documents = tuple(sorted({t.document for t in ties}))
    return Side(_LEVELS[level], (), documents, tuple(sorted({t.place for t in ties})), len({t.source for t in ties}))


def ties_agreed(ties: Iterable[Tie]) -> list[tuple[tuple[str, str], str, list[Tie]]]:
    """(actors, what they say, the claims) where two sources or more call a relation good or bad, better or worse."""
    by: dict[tuple[tuple[str, str], str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.confidence < _LEAST or tie.hedged or tie.a == tie.b:
            continue
        if tie.level:
            by[(tie.a, tie.b), _LEVELS[tie.level]].append(tie)
        if tie.change:
            by[(tie.a, tie.b), "growing better" if tie.change > 0 else "growing worse"].append(tie)
    made = []
    for (pair, value), of in sorted(by.items()):
        of = _largest_time(of, undated=not value.startswith("growing"))
        if len({t.source for t in of}) > 1 and len({t.document for t in of}) > 1:
            made.append((pair, value, of))
    return made


def _largest_time(ties: list[Tie], *, undated: bool) -> list[Tie]:
    """Of claims of many times those of the year that most sources tell of, or, where `undated`, those with no dates. A change
    of no known time agrees with none: the two may be decades apart (one_time_rule)."""
    by_year: dict[int | None, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.first is None or tie.last is None:
            if undated:
                by_year[None].append(tie)
            continue
        low, high = year_of(tie.first), year_of(tie.last)
        for year in range(low, high + 1) if high - low < _DECADE else ():
            by_year[year].append(tie)
    ranked = sorted(by_year.items(), key=lambda item: (item[0] is not None, item[0] or 0))
    return max((of for _, of in ranked), key=lambda of: (len({t.source for t in of}), len(of)), default=[])
