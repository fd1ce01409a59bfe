"""Scores at the ends of periods, from the curves of relations, and the baselines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from comity.exchange.panel.columns import SCORED
from comity.relations.curve import Curve, curves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.record import Record

Z90: Final = 1.6448536269514722
"""Standard deviations on either side that hold 90% of a normal distribution."""
_BASELINES: Final = """
    SELECT a, b, log_odds, decayed FROM scores WHERE origin = ? AND issue = ? AND direction = ? ORDER BY a, b, date
"""
BASELINES: Final = ("log_odds", "decayed")


def at(record: Record, origin: str, issue: str, ends: Sequence[date], *, directed: bool) -> dict[str, list[Any]]:
    """Every relation on each of some days, ascending, as columns: `a`, `b`, `direction`, `end`, and those of
    `columns.SCORED`. Days before the first evidence of a relation are left out: there is no score without evidence."""
    found: dict[str, list[Any]] = {name: [] for name in ("a", "b", "direction", "end", *SCORED)}
    when = np.array([day.toordinal() for day in ends], dtype=np.float64)
    for direction in ("forth", "back") if directed else ("both",):
        baselines = _baselines(record, origin, issue, direction)
        for (a, b), curve in curves(record, origin=origin, issue=issue, direction=direction).items():
            held = int(np.searchsorted(when, curve.days[0], side="left")) if len(curve.days) else len(when)
            if held < len(when):
                _add(found, (a, b, direction), curve, when[held:], list(ends[held:]), baselines[a, b])
    return found


def _add(
    found: dict[str, list[Any]],
    relation: tuple[str, str, str],
    curve: Curve,
    when: NDArray[np.float64],
    ends: list[date],
    baselines: NDArray[np.float64],
) -> None:
    for name, value in zip(("a", "b", "direction"), relation, strict=True):
        found[name] += [value] * len(ends)
    found["end"] += ends
    for name in ("score", "smoothed"):
        mean, sd = curve.through(when, known=name == "score")
        found[name] += _rounded(mean)
        found[f"{name}_sd"] += _rounded(sd)
        found[f"{name}_low"] += _rounded(np.clip(mean - Z90 * sd, -1.0, 1.0))
        found[f"{name}_high"] += _rounded(np.clip(mean + Z90 * sd, -1.0, 1.0))
        if name == "score":
            found["score_positive"] += _rounded(positive(mean, sd))
    last = np.searchsorted(curve.days, when, side="right") - 1
    found["last_evidence"] += [date.fromordinal(int(day)) for day in curve.days[last]]
    found["evidence_days"] += [int(gap) for gap in when - curve.days[last]]
    for place, name in enumerate(BASELINES):
        found[name] += _rounded(baselines[last, place])


def _baselines(record: Record, origin: str, issue: str, direction: str) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Log-odds and decayed mean at the knots of each relation: [k, 2]."""
    rows = record.sql(_BASELINES, [origin, issue, direction])
    held: dict[tuple[str, str], list[tuple[float, float]]] = {}
    columns = (rows.column(name).to_pylist() for name in rows.column_names)
    for a, b, *values in zip(*columns, strict=True):
        odds, decayed = (np.nan if value is None else value for value in values)
        held.setdefault((a, b), []).append((odds, decayed))
    return {pair: np.array(values) for pair, values in held.items()}


def positive(mean: NDArray[np.float64], sd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that a score is above zero."""
    from scipy.special import ndtr

    return np.asarray(ndtr(mean / np.maximum(sd, 1e-12)))


def _rounded(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(v) else float(v) + 0.0 for v in np.round(values, 6)]
