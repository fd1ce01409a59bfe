"""What is checked, and what comes out: rows of findings with their numbers of cases and their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from comity.errors import UsageError
from comity.validation.calibration import LEVELS, transforms
from comity.validation.files import KINDS, PairYears, Problem, Votes, pair_years, votes
from comity.validation.frame import MEASURES, DyadYears, dyad_years
from comity.validation.measures import (
    DRAWS,
    Estimate,
    auc,
    by_dyads,
    by_states,
    estimate,
    estimates,
    share,
    spearman,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.actors import Registry
    from comity.record import Record
    from comity.validation.measures import Measure

LEAST_CASES: Final = 20
"""Fewer cases than these, or fewer than five of either outcome, give no figure."""
LEAST_OF_EACH: Final = 5
FEW_DYADS: Final = 30
"""Below this, what is said of dyads in general is not to be relied on."""
_NAMES: Final = {"score": "score", "decayed": "decayed mean", "log_odds": "log-odds"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure. `check` is the kind of file, calibration or stability; `measure` what is compared; `n` cases, of `dyads` dyads
    (None: does not apply), `positive` of them with the outcome. `low` and `high`: 95% interval by states drawn anew (for calibration: dyads).
    `chance`: what a measure that knows nothing would give; for calibration, what an honest interval gives."""

    check: str
    what: str
    measure: str
    figure: str
    value: float | None
    low: float | None
    high: float | None
    chance: float | None
    n: int
    positive: int | None
    dyads: int
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Validation:
    """`findings` in the order of the checks; `years`: rank correlation with votes, year by year; `deciles`: see
    `Transforms.deciles`; `problems`: rows of files that could not be taken; `notes`: what to mind, in words."""

    origin: str
    findings: list[Finding]
    years: list[dict[str, Any]]
    deciles: list[float]
    problems: list[Problem]
    notes: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def validate(
    record: Record,
    registry: Registry,
    *,
    files: Mapping[str, Path] | None = None,
    origin: str = "text",
    others: Sequence[tuple[str, Record, str]] = (),
    draws: int = DRAWS,
) -> Validation:
    """Check the scores of an origin. `files`: paths by `KINDS`; `others`: (what it is, record, origin) of other readings of the
    same world (another data set, the texts without an outlet), with which the scores are compared.

    Raises UsageError for a file that is not of its kind, an origin that there is none of, and where nothing has a score.
    """
    unknown = sorted(set(files or {}) - set(KINDS))
    if unknown:
        raise UsageError(f"There is no check by {unknown[0]}.", hint=f"There are: {', '.join(KINDS)}.")
    opened = {kind: Path(path) for kind, path in sorted((files or {}).items())}
    polled = votes(opened["ideal_points"]) if "ideal_points" in opened else None
    pairs = {kind: pair_years(path, kind) for kind, path in opened.items() if kind != "ideal_points"}
    frame = dyad_years(record, registry, origin)
    if not len(frame):
        raise UsageError(
            f"No dyad of two states has a score of origin {origin!r}, so there is nothing to check.",
            hint="comity import adds a data set; --dataset NAME checks it.",
        )
    findings: list[Finding] = []
    years: list[dict[str, Any]] = []
    notes = _notes(frame)
    problems: list[Problem] = []
    if polled is not None:
        found, years = _votes(frame, polled, draws)
        findings += found
        problems += polled.problems
    for kind, data in pairs.items():
        problems += data.problems
        if kind == "disputes":
            findings += _disputes(frame, data, draws)
    findings += _friends(frame, pairs, draws)
    seen = transforms(record, origin)
    findings += _calibration(seen.place, seen.dyad, {level: seen.inside(level) for level in LEVELS}, draws)
    for name, other, its_origin in others:
        findings += _stability(frame, dyad_years(other, registry, its_origin), name, draws)
    return Validation(origin, findings, years, seen.deciles(), problems, notes)


def _notes(frame: DyadYears) -> list[str]:
    notes = []
    if frame.left_out:
        notes.append(f"{frame.left_out:,} dyad-years with an actor that has no Correlates of War number are left out.")
    notes.append(
        f"{len(frame):,} dyad-years have a score, {int(frame.told.sum()):,} of them evidence of the year itself; "
        "the others rest on evidence of earlier years, faded."
    )
    dyads = len(np.unique(frame.dyad))
    if dyads < FEW_DYADS:
        notes.append(f"{dyads} dyads of states have a score: no figure by so few says much, whatever its interval.")
    return notes


def _finding(
    frame: DyadYears,
    kept: NDArray[np.bool_],
    check: str,
    what: str,
    measure: str,
    figure: str,
    estimated: Estimate,
    chance: float | None,
    positive: int | None,
) -> Finding:
    year = frame.year[kept]
    span = (int(year.min()), int(year.max())) if len(year) else (None, None)
    return Finding(
        *(check, what, measure, figure, estimated.value, estimated.low, estimated.high, chance),
        *(int(kept.sum()), positive, len(np.unique(frame.dyad[kept])), *span),
    )


def _votes(frame: DyadYears, polled: Votes, draws: int) -> tuple[list[Finding], list[dict[str, Any]]]:
    """Rank correlation of scores with minus the distance of ideal points."""
    points = polled.points
    distance = np.array(
        [
            abs(points[a, y] - points[b, y]) if (a, y) in points and (b, y) in points else np.nan
            for a, b, y in frame.triples()
        ]
    )
    held = ~np.isnan(distance) & _complete(frame)
    what = "score with nearness of votes in the United Nations"
    if held.sum() < LEAST_CASES:
        return [
            _finding(frame, held, "ideal points", what, "score", "Spearman", Estimate(None, None, None), 0.0, None)
        ], []
    near, year = -distance[held], frame.year[held]
    found = []
    for stratum, how in ((None, "Spearman, all years"), (year, "Spearman, within years")):
        measures = [spearman(frame.values[name][held], near, stratum) for name in MEASURES]
        found += _compared(frame, held, "ideal points", what, how, measures, 0.0, None, draws)
    rows = []
    for one in np.unique(year):
        of_year = year == one
        row: dict[str, Any] = {"year": int(one), "dyads": int(of_year.sum())}
        for name in MEASURES:
            value = spearman(frame.values[name][held][of_year], near[of_year])(np.ones(int(of_year.sum())))
            enough = of_year.sum() >= LEAST_CASES and not np.isnan(value)
            row[name] = round(float(value), 4) if enough else None
        rows.append(row)
    return found, rows


def _disputes(frame: DyadYears, data: PairYears, draws: int) -> list[Finding]:
    """Do low scores at the end of a year foretell a dispute in the next? Each year is forecast from those before it."""
    next_year = frame.year + 1
    inside = (next_year >= data.first) & (next_year <= data.last) & _complete(frame)
    now = np.array([(a, b, y) in data.held for a, b, y in frame.triples()])
    coming = np.array([(a, b, y + 1) in data.held for a, b, y in frame.triples()])
    found = _forecast(frame, inside, coming, "a dispute in the next year", draws)
    fresh = inside & ~now & (frame.year >= data.first)
    found += _forecast(frame, fresh, coming, "a dispute in the next year, where there is none in this", draws)
    if data.begun is not None:
        begins = np.array([(a, b, y + 1) in data.begun for a, b, y in frame.triples()])
        found += _forecast(frame, inside, begins, "a dispute that begins in the next year", draws)
    return found


def _forecast(
    frame: DyadYears, kept: NDArray[np.bool_], outcome: NDArray[np.bool_], what: str, draws: int
) -> list[Finding]:
    return _areas(frame, kept, outcome, "disputes", what, "AUC, within years", -1.0, draws)


def _friends(frame: DyadYears, pairs: Mapping[str, PairYears], draws: int) -> list[Finding]:
    """Do allies score above rivals?"""
    allies, rivals = pairs.get("alliances"), pairs.get("rivalries")
    keys = frame.triples()
    found = []
    complete = _complete(frame)
    if allies is not None and rivals is not None:
        allied = np.array([key in allies.held for key in keys])
        rival = np.array([key in rivals.held for key in keys])
        inside = _inside(frame, allies) & _inside(frame, rivals) & complete & (allied != rival)
        found += _areas(
            frame, inside, allied, "alliances and rivalries", "an ally above a rival", "AUC, within years", 1.0, draws
        )
    if allies is not None:
        allied = np.array([key in allies.held for key in keys])
        what = "an ally above a dyad without alliance"
        found += _areas(
            frame, _inside(frame, allies) & complete, allied, "alliances", what, "AUC, within years", 1.0, draws
        )
    if rivals is not None:
        rival = np.array([key in rivals.held for key in keys])
        what = "a rival below a dyad without rivalry"
        found += _areas(
            frame, _inside(frame, rivals) & complete, rival, "rivalries", what, "AUC, within years", -1.0, draws
        )
    return found


def _areas(
    frame: DyadYears,
    kept: NDArray[np.bool_],
    outcome: NDArray[np.bool_],
    check: str,
    what: str,
    figure: str,
    sign: float,
    draws: int,
) -> list[Finding]:
    yes = outcome[kept]
    positive = int(yes.sum())
    if min(positive, len(yes) - positive) < LEAST_OF_EACH:
        return [_finding(frame, kept, check, what, "score", figure, Estimate(None, None, None), 0.5, positive)]
    year = frame.year[kept]
    measures = [auc(sign * frame.values[name][kept], yes, year) for name in MEASURES]
    return _compared(frame, kept, check, what, figure, measures, 0.5, positive, draws)


def _compared(
    frame: DyadYears,
    kept: NDArray[np.bool_],
    check: str,
    what: str,
    figure: str,
    measures: list[Measure],
    chance: float,
    positive: int | None,
    draws: int,
) -> list[Finding]:
    """The score, each baseline, and how much the score is above each, on the same cases and draws."""
    names = [_NAMES[m] for m in MEASURES] + [f"score less {_NAMES[m]}" for m in MEASURES[1:]]
    estimated = estimates(measures, int(kept.sum()), by_states(frame.one[kept], frame.other[kept]), draws, less=0)
    chances = [chance] * len(measures) + [0.0] * (len(measures) - 1)
    return [
        _finding(frame, kept, check, what, name, figure, one, at_random, positive)
        for name, one, at_random in zip(names, estimated, chances, strict=True)
    ]


def _calibration(
    place: NDArray[np.float64],
    dyad: NDArray[np.int64],
    inside: Mapping[float, NDArray[np.bool_]],
    draws: int,
) -> list[Finding]:
    if len(place) < LEAST_CASES:
        return []
    draw = by_dyads(_numbered(dyad))
    what = "evidence that falls in the interval foretold for it"
    found = []
    for level, held in inside.items():
        one = estimate(share(held), len(place), draw, draws)
        found.append(
            Finding(
                *("calibration", what, f"{level:.0%} interval", "share", one.value, one.low, one.high, level),
                *(len(place), int(held.sum()), len(np.unique(dyad))),
            )
        )
    return found


def _stability(frame: DyadYears, other: DyadYears, name: str, draws: int) -> list[Finding]:
    """How alike the scores of two readings of the world are, in the dyad-years that both have."""
    there = {key: n for n, key in enumerate(other.triples())}
    held = np.array([key in there for key in frame.triples()])
    places = [there[key] for key in frame.triples() if key in there]
    what = f"scores with those of {name}"
    if held.sum() < LEAST_CASES:
        none = Estimate(None, None, None)
        return [_finding(frame, held, "stability", what, "score", "Spearman", none, None, None)]
    one, two = frame.values["score"][held], other.values["score"][places]
    draw = by_states(frame.one[held], frame.other[held])
    alike, sign = estimates([spearman(one, two), share((one > 0) == (two > 0))], len(one), draw, draws)
    return [
        _finding(frame, held, "stability", what, "score", "Spearman", alike, None, None),
        _finding(frame, held, "stability", what, "score", "share of the same sign", sign, None, None),
    ]


def _complete(frame: DyadYears) -> NDArray[np.bool_]:
    """Where the score and both baselines are known, so that they are compared on the same cases."""
    complete = np.ones(len(frame), dtype=np.bool_)
    for values in frame.values.values():
        complete &= ~np.isnan(values)
    return complete


def _inside(frame: DyadYears, data: PairYears) -> NDArray[np.bool_]:
    return (frame.year >= data.first) & (frame.year <= data.last)


def _numbered(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(ids, return_inverse=True)[1].astype(np.int64)
