"""Scores as an Arrow table with the columns of `scores`, each row with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from comity import tables
from comity.relations.evidence import Dyad, Piece
from comity.relations.resting import Corrected
from comity.relations.succession import Succession

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.scoring import Scored

    Ints = NDArray[np.intp]

ORIGIN: Final = "text"
_DIGITS: Final = 6
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
_SCHEMA: Final = pa.schema([(c.name, _TYPES[c.type]) for c in tables.SCORES.columns])
_MEASURED: Final = (
    "filter_mean",
    "filter_sd",
    "mean",
    "sd",
    "observed",
    "observed_sd",
    "weight",
    "log_odds",
    "log_odds_sd",
)


@dataclass(frozen=True, slots=True)
class Resting:
    """Which scores a table holds: of one direction and issue; `dyads` and `breaks` are by the relations' numbers."""

    direction: str
    issue: str
    dyads: Sequence[Dyad]
    breaks: Sequence[Sequence[Succession]]
    corrected: Corrected


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells of each piece, by numbers: (piece, document) and (piece, source), and the pieces' ids and kinds."""

    ids: pa.Array
    kinds: NDArray[Any]
    documents: tuple[Ints, Ints]
    sources: tuple[Ints, Ints]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Told:
        ids = pa.array([p.id for p in pieces], pa.string())
        kinds = np.array([p.kind for p in pieces])
        return cls(ids, kinds, *(_numbered(pieces, way) for way in (lambda p: p.documents, lambda p: p.sources)))


def _numbered(pieces: Sequence[Piece], names: Callable[[Piece], tuple[str, ...]]) -> tuple[Ints, Ints]:
    """Where each piece's names begin (one more than there are pieces), and the numbers of all names in a row."""
    lengths = [len(names(p)) for p in pieces]
    codes: dict[str, int] = {}
    numbers = [codes.setdefault(name, len(codes)) for p in pieces for name in names(p)]
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp), np.array(numbers, dtype=np.intp)


def score_table(found: Scored, of: Resting, told: Told) -> pa.Table:
    """The rows of `scores`, by dyad and day."""
    size = len(found.day)
    columns: dict[str, Any] = {name: _rounded(getattr(found, name)) for name in (*_MEASURED, "decayed")}
    dyads = [of.dyads[n] for n in found.pair.tolist()]
    columns |= {"a": [a for a, _ in dyads], "b": [b for _, b in dyads]}
    columns |= {"direction": [of.direction] * size, "issue": [of.issue] * size, "origin": [ORIGIN] * size}
    columns |= {"date": pa.array((found.day - _EPOCH).astype(np.int32), pa.int32()).cast(pa.date32())}
    columns |= {"clipped": found.clipped}
    for name, (starts, numbers) in (("documents", told.documents), ("independent_sources", told.sources)):
        columns[name] = _distinct(found, starts, numbers).astype(np.int32)
    for kind in ("event", "claim", "fact"):
        columns[f"{kind}_ids"] = _ids(found, told, kind)
    columns["succession"], columns["corrected"] = _marks(found, of, columns["event_ids"])
    return pa.table([_column(columns[f.name], f.type) for f in _SCHEMA], schema=_SCHEMA)


def _column(values: Any, type: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, type)


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(values, _DIGITS) + 0.0  # no negative zero


def _distinct(found: Scored, starts: Ints, numbers: Ints) -> Ints:
    """How many different names the pieces of each knot have."""
    lengths = (starts[1:] - starts[:-1])[found.of_piece]
    knots = np.repeat(found.of_knot, lengths)
    ends = np.cumsum(lengths)
    places = np.repeat(starts[found.of_piece] - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
    each = np.unique(np.stack([knots, numbers[places]]), axis=1)[0]
    return np.bincount(each, minlength=len(found.day)).astype(np.intp)


def _ids(found: Scored, told: Told, kind: str) -> pa.Array:
    """The ids of each knot's pieces of a kind, as lists."""
    chosen = told.kinds[found.of_piece] == kind
    counts = np.bincount(found.of_knot[chosen], minlength=len(found.day))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), told.ids.take(pa.array(found.of_piece[chosen])))


def _marks(found: Scored, of: Resting, event_ids: pa.Array) -> tuple[list[str | None], list[list[str]]]:
    """Of each knot, the successions since the one before it, and the corrections that it rests on."""
    succession: list[str | None] = [None] * len(found.day)
    corrected: dict[int, set[str]] = defaultdict(set)
    bounds = np.flatnonzero(np.concatenate([[True], found.pair[1:] != found.pair[:-1], [True]]))
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        number = int(found.pair[low])
        if of.breaks[number]:
            days = found.day[low:high].tolist()
            for n in range(1, len(days)):
                between = [s.told() for s in of.breaks[number] if days[n - 1] < s.day <= days[n]]
                succession[low + n] = ", ".join(between) or None
        if of.dyads[number] in of.corrected.rejected:
            rests = of.corrected.of_knots(of.dyads[number], of.issue, found.day[low:high].tolist())
            for n, ids in rests.items():
                corrected[low + n] |= ids
    for n, told in enumerate(event_ids.to_pylist() if of.corrected.events else ()):
        for id in told:
            corrected[n].update(of.corrected.events.get(id, ()))
    return succession, [sorted(corrected.get(n, ())) for n in range(len(found.day))]
