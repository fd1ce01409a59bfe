"""The phases of a relation, one after another, with names a person would give them.

Stretches between turning points become phases. A phase begins with its first evidence (on the first day of which that speaks) and lasts to the next, or until the
evidence has faded: until what is known of the score no longer determines its sign and is less than `KNOWN` of what could be
known (one less the share of the variance that is left), and than half of what was. What then follows, up to the next
evidence, has no evidence. Where a turning point lies in a long gap, nobody knows when in it the relation turned: there the
phase before ends as soon as its sign is no longer sure. While something is told to hold, there is evidence. A stretch is cut
where the score was surely on another side than on the whole, and where acts of its own put it there for years with
probability `LIKELY`, which is a thaw or a chill. Neighbouring stretches of one name are one phase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.relations.dating import MONTHS, year
from comity.relations.levels import REACH, Levels
from comity.relations.naming import LEANS, NO_EVIDENCE, SURE, as_now, level_name, probability_above, sign, title

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
LIKELY: Final = 0.75
"""Probability from which years on the other side of 0 are a thaw, or a chill, in what they interrupt ..."""
LEAST_YEARS: Final = 2 * YEAR
"""... if they are so many days from the first of their evidence to the next after it ..."""
OWN_ACTS: Final = 2
"""... and so many days of evidence of their own say so: dated to `LOOSEST`, and on no more than one day."""
LOOSEST: Final = 2 * YEAR

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
    `faded` whether its evidence faded before there was more, `likely` the side on which it is likely to be, other than what
    it interrupts."""

    first: int
    last: int
    begin: int
    end: int
    turned: Turn | None = None
    faded: bool = False
    likely: int = 0


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
    held = _held(levels)
    from_then, until_then = levels.covered
    parts: list[_Part] = []
    begin, first = 0, days[0]
    for n in range(1, k + 1):
        next_day = days[n] if n < k else until + 1
        lasts = next_day - 1 if n in held else _lasts(levels, begin, n, next_day, turn_ahead=n in turned)
        lasts = min(max(lasts, int(until_then[:n].max())), next_day - 1)
        faded = lasts < next_day - 1
        if not (faded or n in turned or n == k):
            continue
        parts.append(_Part(first, lasts, begin, n, turned.get(begin), faded))
        speaks = max(int(from_then[n:].min()), lasts + 1) if n < k else next_day
        if speaks - lasts > YEAR:
            parts.append(_Part(lasts + 1, speaks - 1, n, n))
        begin, first = n, speaks if speaks - lasts > YEAR else lasts + 1
    own = _of_one_day(levels)
    pieces = [piece for part in parts for cut in _split(levels, part) for piece in _interrupted(levels, cut, own)]
    named = _joined([(piece, _name(levels, piece)) for piece in pieces])
    found = [_phase(levels, part, name) for part, name in named]
    last = found[-1]
    now = as_now(_title(levels, named[-1][0], last.name, open=True), last.name, *levels.curve.at(until))
    return [*found[:-1], replace(last, open=True, title=now)]


def _held(levels: Levels) -> set[int]:
    """The places n of evidence days such that something told of before is told to hold on, to day n or beyond."""
    return {
        n for piece in levels.pieces if len(piece.places) > 1 for n in range(piece.places[0] + 1, piece.places[-1] + 1)
    }


def _of_one_day(levels: Levels) -> NDArray[np.bool_]:
    """Which evidence days [k] have evidence of their own: of one day, and dated to `LOOSEST`."""
    own = np.zeros(len(levels.days), dtype=np.bool_)
    own[[piece.places[0] for piece in levels.pieces if len(piece.places) == 1]] = True
    return own & (levels.latest - levels.earliest <= LOOSEST)


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


def _interrupted(levels: Levels, part: _Part, own: NDArray[np.bool_]) -> list[_Part]:
    """A stretch cut where for years the score is likely to have been on the other side of 0, by evidence of its own."""
    side = -sign(*levels.level(part.begin, part.end)) if part.begin < part.end else 0
    if not side:
        return [part]
    sds = np.sqrt(levels.curve.var)
    off = [
        probability_above(side * float(levels.mean[n]), float(sds[n])) >= LIKELY for n in range(part.begin, part.end)
    ]
    found: list[_Part] = []
    end = part.begin
    for likely, run in groupby(off):
        begin, end = end, end + len(list(run))
        after = float(levels.days[end]) if end < part.end else part.last + 1
        thawed = (
            likely
            and after - levels.days[begin] >= LEAST_YEARS
            and (own[begin:end] & (levels.observed[begin:end] * side > 0)).sum() >= OWN_ACTS
            and probability_above(side * levels.level(begin, end)[0], levels.level(begin, end)[1]) >= LIKELY
        )
        if found and not thawed and not found[-1].likely:
            found[-1] = replace(found[-1], last=int(after) - 1, end=end)
        else:
            first = int(levels.days[begin]) if found else part.first
            found.append(_Part(first, int(after) - 1, begin, end, likely=side if thawed else 0))
    found[0] = replace(found[0], turned=part.turned)
    found[-1] = replace(found[-1], last=part.last, faded=part.faded)
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
    return level_name(mean, sd, good=good, bad=bad, turned=part.likely or turned)


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
    begins, ends = _begins(levels, part), _ends(levels, part)
    first, last = date.fromordinal(part.first), date.fromordinal(told)
    months = max(begins[1] - begins[0], ends[1] - ends[0]) <= MONTHS
    if name == "unclear":
        above = probability_above(*levels.level(part.begin, part.end))
        if max(above, 1 - above) >= LIKELY:
            name = f"unclear, probably {'good' if above > 0.5 else 'bad'}"
    since = year(first, *map(date.fromordinal, begins)) if part.begin < part.end else str(first.year)
    return title(name, first, last, open=open, since=since, months=months)


def _begins(levels: Levels, part: _Part) -> tuple[int, int]:
    """Between which days a phase began."""
    if part.begin == part.end:  # nothing says when evidence has faded but the model
        return part.first, part.first + int(YEAR)
    first, last = int(levels.earliest[part.begin]), int(levels.latest[part.begin])
    if part.turned is None:
        return first, last
    return min(first, int(part.turned.first)), max(last, int(part.turned.last))


def _ends(levels: Levels, part: _Part) -> tuple[int, int]:
    """Between which days a phase ended: with its own last evidence where it faded, else before the next."""
    if part.begin == part.end:
        return part.last, part.last + int(YEAR)
    place = part.end - 1 if part.faded or part.end == len(levels.days) else part.end
    return int(levels.earliest[place]), int(levels.latest[place])
