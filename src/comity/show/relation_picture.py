"""A relation as a static picture: one SVG file without scripts or remote parts, for light and dark pages.

The score with its 90% interval; phases as shaded stretches with their names; turning points, numbered, with the interval of
their dates; the evidence of each day as a mark, larger where there is more; and the plain measures as thin lines. What is
drawn is said in words in `<desc>`, for readers that cannot see it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from comity.errors import ProjectError
from comity.relations.dating import short, written
from comity.relations.dating import year as year_of
from comity.relations.naming import INTERVAL

if TYPE_CHECKING:
    from comity.relations.story import Course, Phase, Story

WIDTH, HEIGHT = 960, 470
LEFT, RIGHT, TOP, BOTTOM = 52, 940, 78, 368
STEPS: Final = 480
"""Points of the curve, beside the days of evidence."""
_LETTER: Final = 6.7
"""Width of a letter of the labels, about."""

_STYLE: Final = """
svg{--ink:#1d2329;--faint:#5c6670;--grid:#d9dee3;--page:#ffffff;--line:#16507a;--band:#16507a;--plain:#8a5a00;--odds:#6a4a8c;
--hostile:#b3362d;--cold:#dd8f7f;--mixed:#c9ab3d;--friendly:#86b6d8;--close:#3b79b5;--thaw:#8fc7a4;--chill:#b9a3c9;--unclear:#b4bbc2;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;font-size:13px}
@media (prefers-color-scheme:dark){svg{--ink:#e8ebee;--faint:#a3adb7;--grid:#3a424a;--page:#15191d;--line:#7cc0ee;--band:#7cc0ee;
--plain:#e0b25c;--odds:#c3a5e6}}
text{fill:var(--ink)}.faint{fill:var(--faint)}.title{font-size:19px;font-weight:600}.small{font-size:11.5px}
.grid{stroke:var(--grid);stroke-width:1}.zero{stroke:var(--faint);stroke-width:1}.band{fill:var(--band);opacity:.2}
.score{fill:none;stroke:var(--line);stroke-width:2.4;stroke-linejoin:round}.fades{stroke-dasharray:2 5;stroke-width:1.6}
.decayed{fill:none;stroke:var(--plain);stroke-width:1}.odds{fill:none;stroke:var(--odds);stroke-width:1;stroke-dasharray:5 3}
.mark{fill:var(--page);stroke:var(--ink);stroke-width:1.1;fill-opacity:.75}.turn{stroke:var(--ink);stroke-width:1.4}
.span{stroke:var(--ink);stroke-width:4;opacity:.45}.number{fill:var(--page);stroke:var(--ink);stroke-width:1.4}
.phase{opacity:.26}.none{fill:url(#none)}.break{stroke:var(--faint);stroke-width:1;stroke-dasharray:1 3}
"""


def draw(story: Story) -> str:
    """The picture as a string. The same story gives the same bytes."""
    return "\n".join(_parts(story)) + "\n"


def write(story: Story, path: str | os.PathLike[str]) -> Path:
    """Write the picture to `path`; return the path. Raises ProjectError where it cannot be written."""
    target = Path(path)
    try:
        target.write_text(draw(story), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ProjectError(
            f"The picture could not be written to {target}: {error.strerror or error}.",
            hint="Check that the folder exists and can be written to.",
        ) from error
    return target


def _parts(story: Story) -> Iterator[str]:
    names = f"{story.a.name} and {story.b.name}"
    course = story.course
    matter = "" if course is None or course.issue == "all" else f": {course.issue}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title desc">'
    yield f'<title id="title">{_safe(names + matter)}</title>'
    yield f'<desc id="desc">{_safe(_in_words(story))}</desc>'
    yield f"<style>{_STYLE.strip()}</style>"
    yield (
        '<defs><pattern id="none" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="7" stroke="var(--faint)" stroke-width="1" opacity=".55"/></pattern></defs>'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--page)"/>'
    yield f'<text class="title" x="{LEFT}" y="30">{_safe(names + matter)}</text>'
    if course is None or not course.knots:
        yield f'<text class="faint" x="{LEFT}" y="60">No dated evidence says how they stand.</text></svg>'
        return
    yield from _Drawing(story, course).parts()
    yield "</svg>"


class _Drawing:
    def __init__(self, story: Story, course: Course) -> None:
        self.story, self.course = story, course
        phases = [p.first for p in course.phases] or [course.knots[0].day]
        self.first = min(phases[0], course.knots[0].day)
        self.last = max(story.until, course.knots[-1].day)
        if self.last <= self.first:
            self.last = date.fromordinal(self.first.toordinal() + 365)

    def parts(self) -> Iterator[str]:
        yield f'<text class="faint" x="{LEFT}" y="50">{_safe(self._subtitle())}</text>'
        yield from self._phases()
        yield from self._grid()
        yield from self._curves()
        yield from self._marks()
        yield from self._turning_points()
        yield from self._legend()

    def _subtitle(self) -> str:
        level = self.course.latest
        low, high = level.interval
        title = f"{self.course.phases[-1].title}; " if self.course.phases else ""
        when = f"on {level.day}" if level.asked else "at the end of the record"
        return f"{title}{when} {level.mean:.2f}, 90% between {low:.2f} and {high:.2f}"

    def _x(self, day: float | date) -> float:
        number = day.toordinal() if isinstance(day, date) else day
        span = self.last.toordinal() - self.first.toordinal()
        share = (number - self.first.toordinal()) / span
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)

    @staticmethod
    def _y(score: float) -> float:
        return TOP + (BOTTOM - TOP) * (1 - min(max(score, -1.0), 1.0)) / 2

    def _phases(self) -> Iterator[str]:
        for phase in self.course.phases:
            left, right = self._x(phase.first), self._x(phase.last)
            wide = max(right - left, 0.5)
            fill = 'class="none"' if phase.mean is None else f'class="phase" fill="var(--{phase.name})"'
            yield (
                f'<rect {fill} x="{left:.1f}" y="{TOP}" width="{wide:.1f}" height="{BOTTOM - TOP}">'
                f"<title>{_safe(_phase_in_words(phase))}</title></rect>"
            )
            label = next((t for t in (phase.title, phase.name) if len(t) * _LETTER < wide - 6), "")
            if label:
                yield f'<text class="small" x="{left + 4:.1f}" y="{TOP - 7}">{_safe(label)}</text>'

    def _grid(self) -> Iterator[str]:
        for score in (-1.0, -0.5, 0.0, 0.5, 1.0):
            y = self._y(score)
            kind = "zero" if score == 0 else "grid"
            yield f'<line class="{kind}" x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}"/>'
            yield f'<text class="small faint" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{score:g}</text>'
        years = self.last.year - self.first.year + 1
        step = next((s for s in (1, 2, 5, 10, 20, 50) if years / s <= 16), 100)
        for year in range(self.first.year, self.last.year + 1):
            if year % step == 0 and date(year, 1, 1) >= self.first:
                x = self._x(date(year, 1, 1))
                yield f'<line class="grid" x1="{x:.1f}" y1="{BOTTOM}" x2="{x:.1f}" y2="{BOTTOM + 5}"/>'
                yield f'<text class="small faint" x="{x:.1f}" y="{BOTTOM + 30}" text-anchor="middle">{year}</text>'

    def _curves(self) -> Iterator[str]:
        begin, end = self.first.toordinal(), self.last.toordinal()
        days = sorted({begin + (end - begin) * n / STEPS for n in range(STEPS + 1)} | self._evidence(begin, end))
        means, sds = (values.tolist() for values in self.course.curve.through(days))
        high = [(d, m + INTERVAL * s) for d, m, s in zip(days, means, sds, strict=True)]
        low = [(d, m - INTERVAL * s) for d, m, s in zip(days, means, sds, strict=True)]
        yield f'<path class="band" d="{self._path([*high, *reversed(low)])}Z"/>'
        told = [(k.day.toordinal(), k.decayed) for k in self.course.knots]
        yield f'<path class="decayed" d="{self._path(told)}"/>'
        odds = [(k.day.toordinal(), math.tanh(k.log_odds / 2)) for k in self.course.knots]
        yield f'<path class="odds" d="{self._path(odds)}"/>'
        for faded, run in _runs(list(zip(days, means, strict=True)), self._silent()):
            yield f'<path class="score{" fades" if faded else ""}" d="{self._path(run)}"/>'
        for knot in self.course.knots:
            if knot.succession:
                x = self._x(knot.day)
                yield (
                    f'<line class="break" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}">'
                    f"<title>{_safe(knot.succession)}: a possible break</title></line>"
                )

    def _evidence(self, begin: int, end: int) -> set[float]:
        return {float(k.day.toordinal()) for k in self.course.knots if begin <= k.day.toordinal() <= end}

    def _silent(self) -> list[tuple[int, int]]:
        return [(p.first.toordinal(), p.last.toordinal()) for p in self.course.phases if p.mean is None]

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{self._x(day):.1f} {self._y(score):.1f}" for day, score in points)

    def _marks(self) -> Iterator[str]:
        for knot in self.course.knots:
            said = f"{short(knot.day, *knot.known)}: evidence at {knot.observed:.2f}, of {knot.weight:.1f} acts of full weight"
            radius = 1.8 + 2.2 * math.sqrt(max(knot.weight, 0.0))
            yield (
                f'<circle class="mark" cx="{self._x(knot.day):.1f}" cy="{self._y(knot.observed):.1f}" r="{min(radius, 9):.1f}">'
                f"<title>{_safe(said)}</title></circle>"
            )

    def _turning_points(self) -> Iterator[str]:
        for turn in self.course.turning_points:
            x, first, last = self._x(turn.day), self._x(turn.first), self._x(turn.last)
            said = f"{turn.number}. {turn.name} {written(turn.day, turn.first, turn.last)}, {turn.size:+.2f}"
            yield f"<g><title>{_safe(said)}</title>"
            yield f'<line class="turn" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}"/>'
            yield f'<line class="span" x1="{first:.1f}" y1="{BOTTOM}" x2="{max(last, first + 2):.1f}" y2="{BOTTOM}"/>'
            yield f'<circle class="number" cx="{x:.1f}" cy="{BOTTOM}" r="9"/>'
            yield f'<text class="small" x="{x:.1f}" y="{BOTTOM + 4}" text-anchor="middle">{turn.number}</text></g>'

    def _legend(self) -> Iterator[str]:
        y, x = BOTTOM + 58, float(LEFT)
        for sample, told in _LEGEND:
            yield f'<g transform="translate({x:.1f} {y})">{sample}<text class="small" x="30" y="4">{_safe(told)}</text></g>'
            x += 44 + _LETTER * len(told)
        turns = [f"{t.number} {t.name} {year_of(t.day, t.first, t.last)}" for t in self.course.turning_points]
        if turns:
            yield f'<text class="small" x="{LEFT}" y="{y + 28}">{_safe(_fitting(turns, (RIGHT - LEFT) / _LETTER))}</text>'


_LEGEND: Final = (
    ('<line class="score" x1="0" x2="24"/>', "score"),
    ('<rect class="band" x="0" y="-6" width="24" height="12"/>', "its 90% interval"),
    ('<circle class="mark" cx="12" cy="0" r="5"/>', "evidence of a day"),
    ('<line class="decayed" x1="0" x2="24"/>', "decayed mean"),
    ('<line class="odds" x1="0" x2="24"/>', "log-odds, as a balance"),
    ('<rect class="none" x="0" y="-6" width="24" height="12"/>', "no evidence"),
)


def _runs(
    points: Sequence[tuple[float, float]], silent: Sequence[tuple[int, int]]
) -> Iterable[tuple[bool, list[tuple[float, float]]]]:
    """The curve in pieces with and without evidence, each with the last point of the piece before."""
    runs: list[tuple[bool, list[tuple[float, float]]]] = []
    for point in points:
        faded = any(first <= point[0] <= last for first, last in silent)
        if runs and runs[-1][0] == faded:
            runs[-1][1].append(point)
        else:
            runs.append((faded, [runs[-1][1][-1], point] if runs else [point]))
    return [run for run in runs if len(run[1]) > 1]


def _phase_in_words(phase: Phase) -> str:
    if phase.mean is None or phase.sd is None:
        return phase.title
    return f"{phase.title}: {phase.mean:.2f} ± {INTERVAL * phase.sd:.2f}"


def _in_words(story: Story) -> str:
    course = story.course
    if course is None:
        return "No dated evidence says how they stand."
    phases = "; ".join(_phase_in_words(phase) for phase in course.phases)
    turns = "; ".join(
        f"{t.number}. {t.name} {short(t.day, t.first, t.last)}, {t.size:+.2f}" for t in course.turning_points
    )
    return (
        f"Score from -1 to 1 of {story.a.name} and {story.b.name}. Phases: {phases or 'none'}. "
        f"Turning points: {turns or 'none'}."
    )


def _fitting(told: Sequence[str], letters: float) -> str:
    """As many as fit a line."""
    line = ""
    for n, one in enumerate(told):
        longer = f"{line}   {one}" if line else one
        if len(longer) > letters - 12:
            return f"{line}   and {len(told) - n} more"
        line = longer
    return line


def _safe(text: str) -> str:
    """Text as XML can hold it: no marks up, no control characters."""
    return escape("".join(c for c in text if c in "\t\n" or ord(c) >= 0x20), {'"': "&quot;"})
