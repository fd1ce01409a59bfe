"""Event data of others as the page carries them: what was imported, what was doubtful, and the relations with most evidence.

There are no sentences behind them, so they have a part of their own in the page and never stand among what was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, Final, Protocol

from comity.show.encoding import encode_all, encode_scaled

MOST_RELATIONS: Final = 40
_IMPORTS: Final = """
    SELECT name, format, files, rows, kept, flagged, left_out, first, last, in_store, citation FROM imports ORDER BY name
"""
_PROBLEMS: Final = """
    SELECT dataset, problem, left_out, rows, file, line, value FROM import_problems
    QUALIFY row_number() OVER (PARTITION BY dataset, problem, left_out ORDER BY file, line) = 1
    ORDER BY dataset, NOT left_out, rows DESC, problem
"""
_LARGEST: Final = """
    SELECT origin, a, b, sum(weight) AS evidence, count(*) AS days, max(date) AS last FROM scores
    WHERE origin != 'text' AND issue = 'all' AND direction = 'both' GROUP BY origin, a, b
    QUALIFY row_number() OVER (PARTITION BY origin ORDER BY sum(weight) DESC, a, b) <= {most}
    ORDER BY origin, evidence DESC, a, b
"""
_KNOTS: Final = """
    SELECT a, b, date, filter_mean, filter_sd, mean, sd, weight FROM scores
    WHERE origin = {origin} AND issue = 'all' AND direction = 'both' AND (a || '|' || b) IN ({pairs}) ORDER BY a, b, date
"""
_MODELS: Final = """
    SELECT origin, mu, spread, memory, noise, noise_floor FROM score_models
    WHERE origin != 'text' AND issue = 'all' AND direction = 'both'
"""
_YEARS: Final = """
    SELECT origin, date, actors, positive, negative, undetermined, frustration_lower, frustration_upper, triangles, balanced, blocs
    FROM system_years WHERE origin != 'text' AND issue = 'all' ORDER BY origin, date
"""


class Store(Protocol):
    def sql(self, query: str, /) -> Any: ...


def imported(store: Store) -> dict[str, Any]:
    """`sets`: a row a data set; `problems`: kinds of rows left out or flagged, with an example; `relations`: of each set those
    with most evidence, with their score at the end of each year from `first` on; `years`: its system."""
    sets = store.sql(_IMPORTS).to_pydict()
    sets["files"] = [[PurePath(name).name for name in files or ()] for files in sets["files"]]
    if not sets["name"]:
        return {"sets": encode_all(sets)}
    problems = store.sql(_PROBLEMS).to_pydict()
    problems["file"] = [None if name is None else PurePath(name).name for name in problems["file"]]
    return {
        "sets": encode_all(sets),
        "problems": encode_all(problems),
        "relations": _relations(store),
        "years": encode_all(store.sql(_YEARS).to_pydict()),
    }


def _relations(store: Store) -> dict[str, Any]:
    from comity.relations.ou import Model

    columns = store.sql(_LARGEST.format(most=MOST_RELATIONS)).to_pydict()
    models = {row.pop("origin"): Model(**row) for row in store.sql(_MODELS).to_pylist()}
    largest = list(zip(columns["origin"], columns["a"], columns["b"], strict=True))
    first: dict[tuple[str, str, str], int] = {}
    means: dict[tuple[str, str, str], list[float]] = {}
    sds: dict[tuple[str, str, str], list[float]] = {}
    for origin in dict.fromkeys(columns["origin"]):
        if origin in models:
            pairs = [(a, b) for of, a, b in largest if of == origin]
            for (a, b), (year, mean, sd) in _by_year(store, origin, pairs, models[origin]).items():
                relation = origin, a, b
                first[relation], means[relation], sds[relation] = year, mean, sd
    kept = [place for place, relation in enumerate(largest) if relation in first]
    made = {name: [values[place] for place in kept] for name, values in columns.items()}
    made["first"] = [first[largest[place]] for place in kept]
    encoded = encode_all(made)
    for name, series in (("mean", means), ("sd", sds)):
        encoded[name] = [encode_scaled(series[largest[place]], 100)["v"] for place in kept]
    return encoded


def _by_year(
    store: Store, origin: str, pairs: Sequence[tuple[str, str]], model: Any
) -> dict[tuple[str, str], tuple[int, list[float], list[float]]]:
    """Relation -> first year, means and standard deviations at the end of each year until that of the last knot."""
    from comity.relations.curve import Curve
    from comity.relations.succession import ACTORS, breaks_of, successions

    known = successions(store.sql(ACTORS).to_pylist())
    listed = ", ".join(_text(f"{a}|{b}") for a, b in pairs)
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in store.sql(_KNOTS.format(origin=_text(origin), pairs=listed)).to_pylist():
        rows.setdefault((row["a"], row["b"]), []).append(row)
    found = {}
    for (a, b), knots in rows.items():
        values = ([knot[name] for knot in knots] for name in ("filter_mean", "filter_sd", "mean", "sd", "weight"))
        curve = Curve([knot["date"].toordinal() for knot in knots], *values, model=model, breaks=breaks_of(a, b, known))
        years = range(knots[0]["date"].year, knots[-1]["date"].year + 1)
        mean, sd = curve.through([date(year, 12, 31) for year in years])
        found[a, b] = years[0], mean.tolist(), sd.tolist()
    return found


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
