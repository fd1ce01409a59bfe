"""Daily statistics -> scores: the same filter and smoother as for what was read, over all relations of a data set at once.

A bin (a day, or a month where there are many) of a relation has the sum of weights W, of their squares W2, and of w g.
It is one observation, as of its last day with an event:

    y = sum(w g) / W        n = min(W, W^2 / W2)        R = noise^2 / n + noise_floor^2

n is Kish's effective number of events, never more than their weight: an event of half confidence is half an event, and many
mentions of one event are one event. The work goes relation by relation in parts, so that memory does not grow with their
number. The rows of events behind a score are fetched from the data set's own file (`comity.engines.reduction.behind`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity import tables
from comity.relations.baselines import decayed_mean, log_odds
from comity.relations.fitting import Fitted, Seen, fit
from comity.relations.ou import Model, filter_smooth, steps_of
from comity.relations.succession import Successions, aged, breaks_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ORDER: Final = ("direction", "issue", "a", "b", "date")
"""How the rows of `comity.engines.reduction.binned` have to be sorted to be scored."""
_EPOCH: Final = 719_163
"""`date(1970, 1, 1).toordinal()`: Arrow counts days from there."""
_TYPES: Final = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
}
SCHEMA: Final = pa.schema([(c.name, _TYPES[c.type]) for c in tables.SCORES.columns])
"""`tables.SCORES` in Arrow's types."""


@dataclass(frozen=True, slots=True)
class Observations:
    """The bins of many relations, relation after relation: relation i has rows `starts[i]:starts[i + 1]`. The arrays are [k].

    `days` are ordinals, `observed` is from -1 to 1, `n` is the effective number of events.
    """

    days: Floats
    observed: Floats
    n: Floats
    starts: NDArray[np.intp]
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, bins: pa.Table) -> Observations:
        """From rows of `binned`, sorted by `ORDER`."""
        starts = _starts(bins)
        weight, weight2, total = (_floats(bins, name) for name in ("weight", "weight2", "total"))
        firsts = bins.take(pa.array(starts[:-1]))
        pairs = tuple(zip(firsts.column("a").to_pylist(), firsts.column("b").to_pylist(), strict=True))
        n = np.minimum(weight, weight**2 / weight2)
        return cls(_floats(bins, "date") + _EPOCH, np.clip(total / weight, -1.0, 1.0), n, starts, pairs)

    def variance(self, model: Model) -> Floats:
        """R of each bin."""
        return model.noise**2 / self.n + model.noise_floor**2

    def breaks(self, known: Successions) -> Floats:
        """How many memories each relation's own time is ahead of the days by successions (see `comity.relations.succession`)."""
        ahead = np.zeros_like(self.days)
        for i, pair in enumerate(self.pairs):
            if found := breaks_of(*pair, known):
                here = slice(self.starts[i], self.starts[i + 1])
                ahead[here] = aged(self.days[here], found, 1.0) - self.days[here]
        return ahead


def scores_of(bins: pa.Table, model: Model, *, origin: str, successions: Successions | None = None) -> pa.Table:
    """Rows of `tables.SCORES` (in the order of the rows that come in) from rows of `binned`, sorted by `ORDER`.

    `bins` holds whole relations. What a score rests on is not carried: `event_ids` and the like are empty, numbers of
    documents and sources NULL.
    """
    known = successions or {}
    seen = Observations.of(bins)
    variance = seen.variance(model)
    ages = seen.days + model.memory * seen.breaks(known)
    found = filter_smooth(ages, seen.observed, variance, seen.starts, model)
    relation = np.repeat(np.arange(len(seen.pairs)), np.diff(seen.starts))
    odds, odds_sd = log_odds(seen.days, relation, _floats(bins, "cooperative"), _floats(bins, "hostile"))
    steps = steps_of(ages, seen.starts)
    none = pa.array([[]], pa.list_(pa.string())).take(pa.array(np.zeros(len(bins), dtype=np.int8)))
    values: dict[str, Any] = {
        **{name: bins.column(name) for name in ("a", "b", "direction", "issue", "date")},
        "origin": pa.array([origin]).take(pa.array(np.zeros(len(bins), dtype=np.int8))),
        "filter_mean": _rounded(found.filter_mean),
        "filter_sd": _rounded(np.sqrt(found.filter_var)),
        "mean": _rounded(found.mean),
        "sd": _rounded(np.sqrt(found.var)),
        "observed": _rounded(seen.observed),
        "observed_sd": _rounded(np.sqrt(variance)),
        "weight": _rounded(model.noise**2 / variance),
        "clipped": found.clipped,
        "log_odds": _rounded(odds),
        "log_odds_sd": _rounded(odds_sd),
        "decayed": _rounded(decayed_mean(steps, model.memory, seen.observed, _floats(bins, "weight"))),
        "documents": pa.nulls(len(bins), pa.int32()),
        "independent_sources": pa.nulls(len(bins), pa.int32()),
        "succession": _told(seen, known),
        **dict.fromkeys(("event_ids", "claim_ids", "fact_ids", "corrected"), none),
    }
    return pa.table([_column(values[name], SCHEMA.field(name).type) for name in SCHEMA.names], schema=SCHEMA)


def fitted(bins: pa.Table, successions: Successions | None = None) -> Fitted:
    """The parameters of a data set from whole relations of it: rows of `binned`, sorted by `ORDER`."""
    seen = Observations.of(bins)
    ahead = seen.breaks(successions or {})
    return fit(lambda m: Seen(seen.days + m.memory * ahead, seen.observed, seen.variance(m), seen.starts))


def parts(batches: Iterable[pa.RecordBatch], rows: int = 250_000) -> Iterator[pa.Table]:
    """Sorted batches of `binned` as tables of whole relations, of about so many rows each."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += len(batch)
        if count < rows:
            continue
        table = pa.Table.from_batches(held)
        last = int(_starts(table)[-2])
        if last:
            yield table.slice(0, last)
            table = table.slice(last).combine_chunks()
        held, count = table.to_batches(), len(table)
    if count:
        yield pa.Table.from_batches(held)


def _starts(bins: pa.Table) -> NDArray[np.intp]:
    """Where relations begin among sorted rows, and the number of rows."""
    if not len(bins):
        return np.zeros(1, dtype=np.intp)
    new = np.zeros(len(bins), dtype=np.bool_)
    new[0] = True
    for name in ORDER[:-1]:
        codes = bins.column(name).combine_chunks().dictionary_encode()
        codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
        indices = codes.indices.to_numpy(zero_copy_only=False)
        new[1:] |= indices[1:] != indices[:-1]
    return np.concatenate((np.flatnonzero(new), [len(bins)])).astype(np.intp)


def _told(seen: Observations, known: Successions) -> pa.Array:
    """The successions on either side since the bin before, in words; NULL where there was none."""
    told: list[str | None] = [None] * len(seen.days)
    for i, pair in enumerate(seen.pairs):
        breaks = breaks_of(*pair, known)
        if not breaks:
            continue
        low, high = int(seen.starts[i]), int(seen.starts[i + 1])
        after = np.searchsorted(seen.days[low:high], [s.day for s in breaks], side="left")
        for place, one in zip(after, breaks, strict=True):
            if 0 < place < high - low:
                before = told[low + place]
                told[low + place] = one.told() if before is None else f"{before}, {one.told()}"
    return pa.array(told, pa.string())


def _floats(bins: pa.Table, name: str) -> Floats:
    column = bins.column(name)
    if pa.types.is_date(column.type):
        column = column.cast(pa.date32()).cast(pa.int32())
    values: Floats = pc.cast(column, pa.float64()).to_numpy()
    return values


def _rounded(values: NDArray[np.floating[Any]]) -> Floats:
    """To six digits, so that machines agree; and no -0."""
    rounded: Floats = np.round(values, 6) + 0.0
    return rounded


def _column(values: Any, kind: pa.DataType) -> pa.ChunkedArray | pa.Array:
    return values.cast(kind) if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, kind)
