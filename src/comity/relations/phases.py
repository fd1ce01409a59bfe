"""The phases of a relation, one after another, with names a person would give them.

Stretches between turning points become phases. A phase begins with its first evidence and lasts to the next, or until the
evidence has faded: until what is known of the score no longer determines its sign and is less than `KNOWN` of what could be
known (one less the share of the variance that is left), and than half of what was. What then follows, up to the next
evidence, has no evidence. Where a turning point lies in a long gap, nobody knows when in it the relation turned: there the
phase before ends as soon as its sign is no longer sure. A stretch is cut where
the score was surely on another side than on the whole. Neighbouring stretches of one name are one phase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.relations.levels import REACH, Levels
from comity.relations.naming import LEANS, NO_EVIDENCE, SURE, level_name, probability_above, sign, title

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.turning import Turn

    Floats = NDArray[np.float64]

KNOWN: Final = 0.25
NOTHING: Final = 0.1
"""Less than this share is nothing, however little was known before."""
LEAST_DAYS: Final = 2
YEAR: Final = 365.0
"""Gaps shorter than this are no phases."""
LOOSE: Final = 2 * YEAR
"""A turning point dated less narrowly than this is said to be 'about' a year."""


_SURELY: Final = NormalDist().inv_cdf(SURE)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: `first` and `last` are its days (ordinals), `begin` and `end` the places of its evidence days
    (begin..end-1; none where there is no evidence). `mean` and `sd` are of its level, `probability` that of its sign;
    None without evidence."""

    first: int
    last: int
    begin: int
    end: int
    open: bool
    name: str
    title: str
    mean: float | None
    sd: float | None
    probability: float | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of time: a stretch of evidence, or (`begin == end`) one without. `turned` is the turn that leads in,
    `faded` whether its evidence faded before there was more."""

    first: int
    last: int
    begin: int
    end: int
    turned: Turn | None = None
    faded: bool = False


def phases(levels: Levels, turns: Sequence[Turn], until: float) -> list[Phase]:
    """The phases of one relation from its first evidence to the day `until`, in order.

    `levels` holds the score at the evidence days, `turns` the relation's turning points. `until` is where the record
    ends; evidence after it is counted all the same.
    """
    k = len(levels.days)
    if k == 0:
        return []
    days = [int(day) for day in levels.days]
    until = max(int(until), days[-1])
    turned = {turn.at: turn for turn in turns}
    parts: list[_Part] = []
    begin = 0
    for n in range(1, k + 1):
        next_day = days[n] if n < k else until + 1
        lasts = _lasts(levels, begin, n, next_day, turn_ahead=n in turned)
        faded = lasts < next_day - 1
        if not (faded or n in turned or n == k):
            continue
        parts.append(_Part(days[begin], lasts, begin, n, turned.get(begin), faded))
        if faded:
            parts.append(_Part(lasts + 1, next_day - 1, n, n))
        begin = n
    pieces = [piece for part in parts for piece in _split(levels, part)]
    named = _joined([(piece, _name(levels, piece)) for piece in pieces])
    found = [_phase(levels, part, name) for part, name in named]
    last = found[-1]
    return [*found[:-1], replace(last, open=True, title=_title(levels, named[-1][0], last.name, open=True))]


def _lasts(levels: Levels, begin: int, end: int, next_day: int, *, turn_ahead: bool) -> int:
    """The last day of the stretch begin..end-1 of evidence before the next evidence on `next_day`."""
    day = int(levels.days[end - 1])
    gap = next_day - day
    if gap <= YEAR:
        return next_day - 1
    grid = np.linspace(day, next_day - 1, min(gap, 400))
    mean, sd = levels.curve.through(grid)
    away = mean / sd
    if turn_ahead:
        own = sign(*levels.level(begin, end))
        over = own * away < _SURELY if own else grid - day > REACH
    else:
        known = 1 - (sd / levels.model.spread) ** 2
        over = (np.abs(away) < _SURELY) & (known < min(KNOWN, max(known[0] / 2, NOTHING)))
    if not over.any():
        return next_day - 1
    lasts = max(int(grid[int(np.argmax(over))]) - 1, day)
    return lasts if next_day - 1 - lasts >= YEAR else next_day - 1


def _split(levels: Levels, part: _Part) -> list[_Part]:
    """A stretch cut where two evidence days in a row or more are surely on another side of 0 than its level, which may be on
    neither: too little for a turning point, and yet known."""
    own = sign(*levels.level(part.begin, part.end)) if part.begin < part.end else 0
    found: list[_Part] = []
    begin = part.begin
    sds = np.sqrt(levels.curve.var)
    sides = [sign(float(levels.mean[n]), float(sds[n])) or own for n in range(part.begin, part.end)]
    runs = [(side, len(list(run))) for side, run in groupby(sides)]
    edges = [part.begin]
    for _, length in runs:
        edges.append(edges[-1] + length)
    kept = [n for n, (side, length) in enumerate(runs) if side != own and length >= LEAST_DAYS]
    cuts = sorted({edge for n in kept for edge in edges[n : n + 2]} - {part.begin, part.end})
    for end in [*cuts, part.end]:
        last = part.last if end == part.end else int(levels.days[end]) - 1
        turned = part.turned if begin == part.begin else None
        first = part.first if begin == part.begin else int(levels.days[begin])
        found.append(_Part(first, last, begin, end, turned, part.faded and end == part.end))
        begin = end
    return found


def _name(levels: Levels, part: _Part) -> str:
    if part.begin == part.end:
        return NO_EVIDENCE
    mean, sd = levels.level(part.begin, part.end)
    observed = levels.observed[part.begin : part.end]
    precision = levels.once[part.begin : part.end]
    total = float(precision.sum())
    good, bad = float(precision[observed > LEANS].sum()) / total, float(precision[observed < -LEANS].sum()) / total
    turned = 0 if part.turned is None or not _seen(levels, part) else 1 if part.turned.size > 0 else -1
    return level_name(mean, sd, good=good, bad=bad, turned=turned)


def _seen(levels: Levels, part: _Part) -> bool:
    """Whether the evidence before the turn into a part and after it is near enough to have seen it turn: within a memory."""
    return bool(levels.days[part.begin] - levels.days[part.begin - 1] <= levels.model.memory)


def _joined(parts: Sequence[tuple[_Part, str]]) -> list[tuple[_Part, str]]:
    """Neighbouring parts of one name as one; a name that does not hold of both together is not given to them."""
    found: list[tuple[_Part, str]] = []
    for part, name in parts:
        if found and found[-1][1] == name:
            before = found[-1][0]
            found[-1] = replace(before, last=part.last, end=part.end, faded=part.faded), name
        else:
            found.append((part, name))
    return found


def _phase(levels: Levels, part: _Part, name: str) -> Phase:
    mean = sd = probability = None
    if part.begin < part.end:
        mean, sd = levels.level(part.begin, part.end)
        above = probability_above(mean, sd)
        probability = max(above, 1 - above)
    text = _title(levels, part, name, open=False)
    return Phase(part.first, part.last, part.begin, part.end, False, name, text, mean, sd, probability)


def _title(levels: Levels, part: _Part, name: str, *, open: bool) -> str:
    """A phase that faded is named by its evidence: nobody saw it end."""
    told = part.last if part.begin == part.end or not part.faded else int(levels.days[part.end - 1])
    first = date.fromordinal(part.first)
    loose = part.turned is not None and part.turned.last - part.turned.first > LOOSE
    return title(name, first, date.fromordinal(told), open=open, since=f"about {first.year}" if loose else "")
