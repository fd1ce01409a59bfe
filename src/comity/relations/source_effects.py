"""How much friendlier or harsher than others a source writes.

Sources choose what they write about, so that who writes of wars is not harsh for that. Compared is only what several sources tell of the same two
actors at about the same time: in each cell (two actors, a quarter of a memory) that two sources or more tell of, a value is

    y = level of the cell + b(source) + e,    e ~ N(0, noise^2 / w + drift within the cell),    b ~ N(0, WIDTH^2)

The levels of the cells are free, the effects shrink: with little to compare by, a source's effect stays near 0 (ridge regression with
free intercepts; solved by alternating between levels and effects, which converges). An event that several sources tell counts for each in part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.relations.ou import Model

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

WIDTH: Final = 0.1
"""Standard deviation of sources' effects: a point on PLOVER's scale."""
_CELL: Final = 0.25
_ROUNDS: Final = 200
_CLOSE: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Effect:
    """A source's effect, its standard deviation, and on how many pieces of evidence it rests."""

    source: str
    effect: float
    sd: float
    pieces: int


def source_effects(
    relation: Ints, days: Floats, value: Floats, weight: Floats, told_by: Sequence[Sequence[str]], model: Model
) -> list[Effect]:
    """The effects of all sources that tell of anything, by key. [k] each: the number of the relation, the day, the value from -1
    to 1, the weight, and the keys of the sources of each piece of evidence."""
    names = sorted({source for told in told_by for source in told})
    number = {name: n for n, name in enumerate(names)}
    row = np.repeat(np.arange(len(told_by)), [len(told) for told in told_by])
    source = np.array([number[name] for told in told_by for name in told], dtype=np.intp)
    keys = np.stack([relation[row], np.floor(days[row] / (model.memory * _CELL)).astype(np.intp)])
    cell = np.unique(keys, axis=1, return_inverse=True)[1].ravel().astype(np.intp)
    compared = _with_several(cell, source)
    row, source, cell = row[compared], source[compared], cell[compared]
    share = np.bincount(row, minlength=len(told_by))[row]
    drift = model.spread**2 * -np.expm1(-_CELL / 2)
    w = 1 / (model.noise**2 / weight[row] + drift) / share
    effects, information = _alternating(cell, source, value[row], w, len(names))
    counts = np.bincount(source, minlength=len(names))
    sds = 1 / np.sqrt(1 / WIDTH**2 + information)
    return [Effect(name, float(effects[n]), float(sds[n]), int(counts[n])) for n, name in enumerate(names)]


def _with_several(cell: Ints, source: Ints) -> NDArray[np.bool_]:
    """Rows in cells of which more than one source tells."""
    pairs = np.unique(np.stack([cell, source]), axis=1)
    tellers = np.bincount(pairs[0], minlength=int(cell.max()) + 1 if len(cell) else 0)
    return np.asarray(tellers[cell] > 1)


def _alternating(cell: Ints, source: Ints, y: Floats, w: Floats, sources: int) -> tuple[Floats, Floats]:
    """Effects [sources], and the information on each from within the cells."""
    effects = np.zeros(sources)
    if not len(y):
        return effects, np.zeros(sources)
    of_cell = np.bincount(cell, w)
    of_source = np.bincount(source, w, minlength=sources)
    for _ in range(_ROUNDS):
        level = np.bincount(cell, w * (y - effects[source])) / np.where(of_cell > 0, of_cell, 1.0)
        new = np.bincount(source, w * (y - level[cell]), minlength=sources) / (of_source + 1 / WIDTH**2)
        moved = np.abs(new - effects).max()
        effects = new
        if moved < _CLOSE:
            break
    own = np.bincount(source, w * (1 - w / of_cell[cell]), minlength=sources)
    return effects, np.asarray(own, dtype=np.float64)
