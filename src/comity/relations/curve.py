"""A relation's score on any day, from its knots: exact between and beyond them.

The table `scores` holds the filter and the smoother at the days on which evidence falls. Between two knots the level is an
Ornstein-Uhlenbeck bridge, before the first and after the last it returns to `mu`; both are in closed form, so that nothing
is interpolated by eye. `known=True` gives what was known on that day: the filter alone, without any later evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import numpy as np

from comity.relations.ou import Model
from comity.relations.succession import ACTORS, Succession, aged, breaks_of, successions

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_KNOTS: Final = ("filter_mean", "filter_sd", "mean", "sd", "weight")
_DAY: Final = "date_diff('day', DATE '0001-01-01', date) + 1"
_PARAMETERS: Final = {name: name for name in ("mu", "spread", "memory", "noise", "noise_floor")}


class Asked(Protocol):
    """What can be asked by SQL and answers with an Arrow table: a `Record`."""

    def sql(self, query: str, params: Sequence[object] | None = None) -> Any: ...


class Written(Protocol):
    """What can be asked by SQL and answers with rows: a store that is being written."""

    def rows(self, query: str) -> Iterator[dict[str, Any]]: ...
    def columns(self, query: str) -> dict[str, Any]: ...


class Curve:
    """One relation. `days` are day numbers (`date.toordinal`), ascending, with the knots' values beside them ([k]); `breaks`
    are the successions on either side."""

    def __init__(
        self,
        days: ArrayLike,
        filter_mean: ArrayLike,
        filter_sd: ArrayLike,
        mean: ArrayLike,
        sd: ArrayLike,
        weight: ArrayLike,
        *,
        model: Model,
        breaks: Sequence[Succession] = (),
    ) -> None:
        self.days = np.asarray(days, dtype=np.float64)
        self.filter_mean = np.asarray(filter_mean, dtype=np.float64)
        self.filter_var = np.asarray(filter_sd, dtype=np.float64) ** 2
        self.mean = np.asarray(mean, dtype=np.float64)
        self.var = np.asarray(sd, dtype=np.float64) ** 2
        self.weights = np.asarray(weight, dtype=np.float64)
        self.model = model
        self.breaks = tuple(breaks)
        self._ages = self._aged(self.days)

    def at(self, day: float | date, known: bool = False) -> tuple[float, float]:
        """Mean and standard deviation on a day; `known`: as known on that day, from what came until then."""
        mean, sd = self.through([day], known)
        return float(mean[0]), float(sd[0])

    def through(
        self, days: Sequence[float | date] | NDArray[np.float64], known: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Means and standard deviations on many days at once, in any order."""
        when = _numbers(days)
        mean, var = self._filtered(when)
        if not known:
            mean, var = self._smoothed(when, mean, var)
        return mean, np.sqrt(var)

    def sample(
        self, days: Sequence[float | date] | NDArray[np.float64], draws: int, rng: np.random.Generator
    ) -> NDArray[np.float64]:
        """Joint draws from the posterior given all evidence: [draws, days]. The days may come in any order."""
        when = _numbers(days)
        drawn = np.empty((draws, len(when)))
        if not len(when):
            return drawn
        within = self.days[(self.days > when.min()) & (self.days < when.max())]
        grid = np.unique(np.concatenate([when, within]))
        place = np.searchsorted(grid, when)
        mean, var = self._filtered(grid)
        ages = self._aged(grid)
        last_mean, last_var = self._smoothed(grid[-1:], mean[-1:], var[-1:])
        x = last_mean[0] + np.sqrt(last_var[0]) * rng.standard_normal(draws)
        drawn[:, place == len(grid) - 1] = x[:, None]
        for n in range(len(grid) - 2, -1, -1):
            phi = np.exp(-(ages[n + 1] - ages[n]) / self.model.memory)
            expected, ahead = self._ahead(mean[n], var[n], phi)
            back = phi * var[n] / ahead if ahead > 0 else 0.0
            left = max(var[n] - back * back * ahead, 0.0)
            x = mean[n] + back * (x - expected) + np.sqrt(left) * rng.standard_normal(draws)
            drawn[:, place == n] = x[:, None]
        return drawn

    def until(self, day: float | date) -> Curve:
        """The curve as it was known on that day: of the evidence until then alone."""
        k = int(np.searchsorted(self.days, _numbers([day])[0], side="right"))
        mean, var = self.filter_mean[:k].copy(), self.filter_var[:k].copy()
        for n in range(k - 2, -1, -1):
            phi = np.exp(-(self._ages[n + 1] - self._ages[n]) / self.model.memory)
            expected, ahead = self._ahead(self.filter_mean[n], self.filter_var[n], phi)
            back = phi * self.filter_var[n] / ahead if ahead > 0 else 0.0
            mean[n] += back * (mean[n + 1] - expected)
            var[n] = max(var[n] + back * back * (var[n + 1] - ahead), 0.0)
        filtered = (self.filter_mean[:k], np.sqrt(self.filter_var[:k]))
        return Curve(
            self.days[:k], *filtered, mean, np.sqrt(var), self.weights[:k], model=self.model, breaks=self.breaks
        )

    def latest(self, day: float | date) -> date | None:
        """The day of the last evidence until then; None where there was none yet."""
        found = int(np.searchsorted(self.days, _numbers([day])[0], side="right"))
        return date.fromordinal(int(self.days[found - 1])) if found else None

    def weight(self, day: float | date) -> float:
        """The weight of the evidence until then, faded: each piece counts exp(-d / memory) after d days."""
        when = _numbers([day])
        before = self.days <= when[0]
        apart = self._aged(when)[0] - self._ages[before]
        return float((self.weights[before] * np.exp(-apart / self.model.memory)).sum())

    def _aged(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        return aged(days, self.breaks, self.model.memory)

    def _ahead(self, mean: Any, var: Any, phi: Any) -> tuple[Any, Any]:
        """Mean and variance after a gap over which the correlation is `phi`."""
        moved = self.model.mu + phi * (mean - self.model.mu)
        return moved, phi * phi * var + self.model.spread**2 * (1 - phi * phi)

    def _filtered(self, when: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        mean = np.full(len(when), self.model.mu)
        var = np.full(len(when), self.model.spread**2)
        knot = np.searchsorted(self.days, when, side="right") - 1
        after = knot >= 0
        k = knot[after]
        phi = np.exp(-(self._aged(when[after]) - self._ages[k]) / self.model.memory)
        mean[after], var[after] = self._ahead(self.filter_mean[k], self.filter_var[k], phi)
        return mean, var

    def _smoothed(
        self, when: NDArray[np.float64], mean: NDArray[np.float64], var: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """From the filter on these days to the smoother, through the next knot of each."""
        mean, var = mean.copy(), var.copy()
        following = np.searchsorted(self.days, when, side="left")
        before = following < len(self.days)
        k = following[before]
        phi = np.exp(-(self._ages[k] - self._aged(when[before])) / self.model.memory)
        m, p = mean[before], var[before]
        expected, ahead = self._ahead(m, p, phi)
        back = np.divide(phi * p, ahead, out=np.zeros_like(p), where=ahead > 0)
        mean[before] = m + back * (self.mean[k] - expected)
        var[before] = np.maximum(p + back * back * (self.var[k] - ahead), 0.0)
        return mean, var


def _numbers(days: Sequence[float | date] | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([d.toordinal() if isinstance(d, date) else d for d in days], dtype=np.float64)


def curves(
    store_or_record: Asked | Written, *, origin: str = "text", issue: str = "all", direction: str = "both"
) -> dict[tuple[str, str], Curve]:
    """The curves of all dyads with evidence, by their lineages (a < b), in order. Empty where nothing was scored.

    `direction` is both, forth (a towards b) or back (b towards a).
    """
    kind = "both" if direction == "both" else "directed"
    of = f"origin = {_text(origin)} AND issue = {_text(issue)}"
    models = columns(store_or_record, _PARAMETERS, f"FROM score_models WHERE {of} AND direction = {_text(kind)}")
    if not len(models["mu"]):
        return {}
    model = Model(*(float(models[name][0]) for name in _PARAMETERS))
    known = successions(_rows(store_or_record, ACTORS))
    chosen = f"FROM scores WHERE {of} AND direction = {_text(direction)}"
    knots = {"day": _DAY, **{name: name for name in _KNOTS}}
    rows = columns(store_or_record, knots, f"{chosen} ORDER BY a, b, date")
    found, high = {}, 0
    for dyad in _rows(store_or_record, f"SELECT a, b, count(*) AS knots {chosen} GROUP BY a, b ORDER BY a, b"):
        low, high = high, high + dyad["knots"]
        pair = dyad["a"], dyad["b"]
        days, *values = (rows[name][low:high] for name in ("day", *_KNOTS))
        found[pair] = Curve(days, *values, model=model, breaks=breaks_of(*pair, known))
    return found


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _rows(source: Asked | Written, query: str) -> list[dict[str, Any]]:
    if hasattr(source, "sql"):
        return cast(list[dict[str, Any]], source.sql(query).to_pylist())
    return list(source.rows(query))


def columns(source: Asked | Written, wanted: Mapping[str, str], rest: str) -> Mapping[str, NDArray[Any]]:
    """Columns by name, from a record or a store: `wanted` says by which expression each is asked for, `rest` is what comes
    after SELECT."""
    query = f"SELECT {', '.join(f'{expression} AS {name}' for name, expression in wanted.items())} {rest}"
    if hasattr(source, "sql"):
        table = source.sql(query)
        return {name: table.column(name).to_numpy() for name in wanted}
    return source.columns(query)
