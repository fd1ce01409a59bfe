"""Scores of all relations on given days, with the evidence behind them: what a network of a day is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast, overload

from comity.system.ties import Pair, Tie, sign_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from comity.relations.curve import Asked, Curve, Written

_IDS: Final = ("event_ids", "claim_ids", "fact_ids")
_FACTS: Final = "SELECT id, event_ids, claim_ids FROM standing_facts WHERE origin <> 'table' ORDER BY id"
_DIGITS: Final = 6
_EXACT: Final = 600.0
"""So many memories are summed at once: exp(600) is a number yet."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A day of evidence of a relation, and what it consists of. `weight` in independent events of full weight. Among the events
    and claims are those that tell of the standing facts."""

    date: date
    observed: float
    weight: float
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    fact_ids: tuple[str, ...]
    succession: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """The curve of a relation with its days of evidence, by date."""

    pair: Pair
    curve: Curve
    knots: Sequence[Knot]

    def ties(self, days: Sequence[date], *, known: bool = False) -> list[Tie | None]:
        """The tie on each of these days; None before the first evidence. `known`: as known on that day, without what
        was told later of the time before."""
        import numpy as np
        from scipy.special import ndtr

        from comity.relations.succession import aged

        when = np.array([day.toordinal() for day in days], dtype=np.float64)
        means, sds = self.curve.through(when, known)
        last = np.searchsorted(self.curve.days, when, side="right") - 1
        memory, breaks = self.curve.model.memory, self.curve.breaks
        ages, now = aged(self.curve.days, breaks, memory), aged(when, breaks, memory)
        heaped = _heaped(self.curve.weights, ages, memory)
        since = np.maximum(last, 0)
        weights = np.round(heaped[since] * np.exp(-(now - ages[since]) / memory), _DIGITS).tolist()
        known_of = np.clip(1 - np.round(sds, _DIGITS) ** 2 / self.curve.model.spread**2, 0.0, 1.0).tolist()
        before = known_of
        if not known:
            before = np.clip(1 - self.curve.through(when, True)[1] ** 2 / self.curve.model.spread**2, 0.0, 1.0).tolist()
        positives = np.round(ndtr(means / np.maximum(sds, 1e-12)), _DIGITS).tolist()
        levels = np.round(np.clip(means, -1.0, 1.0), _DIGITS).tolist()
        deviations = np.round(sds, _DIGITS).tolist()
        found: list[Tie | None] = []
        for n, k in enumerate(last.tolist()):
            if k < 0:
                found.append(None)
                continue
            level = (levels[n], deviations[n], positives[n], sign_of(positives[n]))
            ahead = before[n] < known_of[n] / 2 and k + 1 < len(self.knots)
            knot = self.knots[k + 1 if ahead else k]
            ids = (knot.event_ids, knot.claim_ids, knot.fact_ids)
            next_one = knot.date if ahead else None
            found.append(Tie(*self.pair, *level, weights[n], known_of[n], self.knots[k].date, *ids, next_one))
        return found

    def between(self, after: date, until: date) -> list[Knot]:
        """Days of evidence after the one day, up to and with the other."""
        import numpy as np

        low, high = np.searchsorted(self.curve.days, (after.toordinal(), until.toordinal()), side="right")
        return list(self.knots[int(low) : int(high)])


def _heaped(weights: NDArray[np.float64], ages: NDArray[np.float64], memory: float) -> NDArray[np.float64]:
    """At each knot the weight of all evidence so far, faded."""
    import numpy as np

    past = (ages - ages[0]) / memory
    if past[-1] < _EXACT:
        grown = np.exp(past)
        return np.asarray(np.cumsum(weights * grown) / grown)
    total = np.empty_like(weights)
    so_far = 0.0
    for k in range(len(weights)):
        so_far = weights[k] + (so_far * float(np.exp(-(ages[k] - ages[k - 1]) / memory)) if k else 0.0)
        total[k] = so_far
    return total


def relations(
    source: Asked | Written, *, origin: str = "text", issue: str = "all", among: Sequence[str] | None = None
) -> list[Relation]:
    """All relations with evidence, by their lineages; of those between `among` alone, where given."""
    from comity.relations.curve import curves

    knots = _knots(source, origin, issue)
    wanted = None if among is None else frozenset(among)
    found = []
    for pair, curve in curves(source, origin=origin, issue=issue).items():
        if wanted is None or (pair[0] in wanted and pair[1] in wanted):
            found.append(Relation(pair, curve, knots[pair]))
    return found


def _knots(source: Asked | Written, origin: str, issue: str) -> dict[Pair, Sequence[Knot]]:
    of = f"""FROM scores WHERE origin = {quoted(origin)} AND issue = {quoted(issue)} AND direction = 'both'"""
    if origin != "text":
        return _bare_knots(source, of)
    query = f"""SELECT a, b, date, observed, weight, {", ".join(_IDS)}, succession {of} ORDER BY a, b, date"""
    behind = {row["id"]: (row["event_ids"] or (), row["claim_ids"] or ()) for row in asked(source, _FACTS)}
    found: dict[Pair, list[Knot]] = {}
    for row in asked(source, query):
        events, claims, facts = (tuple(row[name] or ()) for name in _IDS)
        for fact in facts:
            events += tuple(id for id in behind.get(fact, ((), ()))[0] if id not in events)
            claims += tuple(id for id in behind.get(fact, ((), ()))[1] if id not in claims)
        knot = Knot(row["date"], row["observed"], row["weight"], events, claims, facts, row["succession"] or None)
        found.setdefault((row["a"], row["b"]), []).append(knot)
    return dict(found)


def _bare_knots(source: Asked | Written, of: str) -> dict[Pair, Sequence[Knot]]:
    """The knots of an imported data set, which may be millions: no ids stand behind them."""
    from comity.relations.curve import columns

    day = "date_diff('day', DATE '0001-01-01', date) + 1"
    wanted = {"day": day, "observed": "observed", "weight": "weight"}
    values = columns(source, wanted, f"{of} ORDER BY a, b, date")
    told: dict[Pair, dict[date, str]] = {}
    for row in asked(source, f"SELECT a, b, date, succession {of} AND succession IS NOT NULL"):
        told.setdefault((row["a"], row["b"]), {})[row["date"]] = row["succession"]
    found: dict[Pair, Sequence[Knot]] = {}
    high = 0
    for row in asked(source, f"SELECT a, b, count(*) AS knots {of} GROUP BY a, b ORDER BY a, b"):
        low, high = high, high + row["knots"]
        pair = row["a"], row["b"]
        days, observed, weights = (values[name][low:high] for name in wanted)
        found[pair] = _BareKnots(days, observed, weights, told.get(pair, {}))
    return found


class _BareKnots(Sequence[Knot]):
    """Knots without ids, made when they are asked for: three arrays of numbers [k], and what is told of some dates."""

    def __init__(
        self,
        days: NDArray[np.int64],
        observed: NDArray[np.float64],
        weights: NDArray[np.float64],
        successions: dict[date, str],
    ) -> None:
        self._days, self._observed, self._weights, self._successions = days, observed, weights, successions

    def __len__(self) -> int:
        return len(self._days)

    @overload
    def __getitem__(self, place: int) -> Knot: ...

    @overload
    def __getitem__(self, place: slice) -> list[Knot]: ...

    def __getitem__(self, place: int | slice) -> Knot | list[Knot]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        when = date.fromordinal(int(self._days[place]))
        figures = (float(self._observed[place]), float(self._weights[place]))
        return Knot(when, *figures, (), (), (), self._successions.get(when))


def asked(source: Asked | Written, query: str) -> list[dict[str, Any]]:
    """The rows of a query, of a record or of a store that is being written."""
    if hasattr(source, "sql"):
        return cast("list[dict[str, Any]]", source.sql(query).to_pylist())
    rows: Iterator[dict[str, Any]] = source.rows(query)
    return list(rows)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
