"""Scores at the ends of periods, from the curves of relations, and the baselines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from comity.exchange.panel.columns import SCORED
from comity.relations.curve import Curve, curves
from comity.relations.naming import INTERVAL

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from comity.record import Record

    Columns = dict[str, list[NDArray[np.float64]]]

_BASELINES: Final = """
    SELECT log_odds, decayed FROM scores WHERE origin = ? AND issue = ? AND direction = ? ORDER BY a, b, date
"""
BASELINES: Final = ("log_odds", "decayed")
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAYS: Final = ("end", "last_evidence")


def at(record: Record, origin: str, issue: str, ends: Sequence[date], *, directed: bool) -> pa.Table:
    """Every relation on each of some days, ascending: columns `a`, `b`, `direction`, `end`, and those of `columns.SCORED`.
    Days before the first evidence of a relation are left out: there is no score without evidence."""
    import pyarrow as pa

    when = np.array([day.toordinal() for day in ends], dtype=np.float64)
    held: Columns = {name: [np.empty(0)] for name in ("end", *SCORED)}
    relations: list[tuple[str, str, str]] = []
    lengths: list[int] = []
    for direction in ("forth", "back") if directed else ("both",):
        rows = record.sql(_BASELINES, [origin, issue, direction])
        baselines = [rows.column(name).cast(pa.float64()).to_numpy() for name in BASELINES]
        start = 0
        for (a, b), curve in curves(record, origin=origin, issue=issue, direction=direction).items():
            stop = start + len(curve.days)
            known = when[np.searchsorted(when, curve.days[0], side="left") :] if len(curve.days) else when[:0]
            if len(known):
                relations.append((a, b, direction))
                lengths.append(len(known))
                _add(held, curve, known, [values[start:stop] for values in baselines])
            start = stop
    return _table(held, relations, lengths)


def _add(held: Columns, curve: Curve, when: NDArray[np.float64], baselines: list[NDArray[np.float64]]) -> None:
    held["end"].append(when)
    for name in ("score", "smoothed"):
        mean, sd = curve.through(when, known=name == "score")
        held[name].append(mean)
        held[f"{name}_sd"].append(sd)
        held[f"{name}_low"].append(np.clip(mean - INTERVAL * sd, -1.0, 1.0))
        held[f"{name}_high"].append(np.clip(mean + INTERVAL * sd, -1.0, 1.0))
    last = np.searchsorted(curve.days, when, side="right") - 1
    held["last_evidence"].append(curve.days[last])
    held["evidence_days"].append(when - curve.days[last])
    for name, values in zip(BASELINES, baselines, strict=True):
        held[name].append(values[last])


def _table(held: Columns, relations: list[tuple[str, str, str]], lengths: list[int]) -> pa.Table:
    import pyarrow as pa

    joined = {name: np.concatenate(values) for name, values in held.items() if name != "score_positive"}
    joined["score_positive"] = positive(joined["score"], joined["score_sd"])
    relation = pa.array(np.repeat(np.arange(len(relations)), lengths))
    columns = {
        name: pa.array([one[place] for one in relations], pa.string()).take(relation)
        for place, name in enumerate(("a", "b", "direction"))
    }
    for name in ("end", *SCORED):
        values = joined[name]
        if name in _DAYS:
            columns[name] = pa.array((values - _EPOCH).astype(np.int32)).cast(pa.date32())
        elif name == "evidence_days":
            columns[name] = pa.array(values.astype(np.int32))
        else:
            columns[name] = pa.array(np.round(values, 6) + 0.0, mask=np.isnan(values))
    return pa.table(columns)


def positive(mean: NDArray[np.float64], sd: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that a score is above zero."""
    from scipy.special import ndtr

    return np.asarray(ndtr(mean / np.maximum(sd, 1e-12)))
