"""A small store with scores made by hand: four states over forty years, one of them with a successor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from comity import tables
from comity.actors import Registry
from comity.record.actors import actor_rows
from comity.record.store import StoreWriter
from comity.relations.ou import Model, filter_smooth
from comity.relations.succession import ACTORS, aged, breaks_of, successions

MODEL = Model(mu=0.0, spread=0.4, memory=3650.0, noise=0.3, noise_floor=0.1)
Evidence = Mapping[tuple[str, str], Sequence[tuple[str, float]]]
EVIDENCE: Evidence = {
    ("IND", "RUS"): [("1971-08-09", 0.9), ("1978-03-01", 0.7), ("1984-05-01", 0.8)],
    ("IND", "PAK"): [("1971-12-03", -0.9), ("1984-04-13", -0.8), ("1999-05-20", -0.9)],
    ("PAK", "RUS"): [
        ("1971-08-30", -0.7),
        ("1979-12-30", -0.9),
        ("1983-01-01", -0.8),
        ("2014-11-20", 0.9),
        ("2016-09-24", 0.9),
    ],
    ("PAK", "USA"): [("1972-01-01", 0.8), ("1981-06-15", 0.9), ("1985-02-01", 0.8), ("2011-05-02", -0.6)],
    ("RUS", "USA"): [("1980-01-04", -0.7), ("1983-09-01", -0.9)],
}


def write(path: Path, evidence: Evidence = EVIDENCE, also: Sequence[str] = ("SUN",), *, origin: str = "text") -> None:
    """A store at `path` with these actors and scores."""
    registry = Registry.default()
    with StoreWriter(path) as store:
        add(store, registry, evidence, also, origin=origin)


def add(
    store: StoreWriter,
    registry: Registry,
    evidence: Evidence = EVIDENCE,
    also: Sequence[str] = ("SUN",),
    *,
    origin: str = "text",
) -> None:
    store.add("actors", actor_rows(registry, {*also, *(x for pair in evidence for x in pair)}))
    known = successions(list(store.rows(ACTORS)))
    rows = []
    parameters: dict[str, object] = {"origin": origin, "direction": "both", "issue": "all", "basis": "prior"}
    for pair, told in sorted(evidence.items()):
        days = [date.fromisoformat(day) for day, _ in told]
        ages = aged([d.toordinal() for d in days], breaks_of(*pair, known), MODEL.memory)
        y, variance = [value for _, value in told], [MODEL.noise**2 + MODEL.noise_floor**2] * len(told)
        found = filter_smooth(ages, y, variance, [0, len(told)], MODEL)
        for n, day in enumerate(days):
            values = {"a": pair[0], "b": pair[1], "direction": "both", "issue": "all", "origin": origin, "date": day}
            values |= {"filter_mean": float(found.filter_mean[n]), "filter_sd": float(found.filter_var[n]) ** 0.5}
            values |= {
                "mean": float(found.mean[n]),
                "sd": float(found.var[n]) ** 0.5,
                "observed": y[n],
                "observed_sd": 0.3,
            }
            values |= {
                "weight": 0.9,
                "event_ids": [f"{pair[0]}{pair[1]}{day.year}".lower()],
                "claim_ids": [],
                "fact_ids": [],
            }
            rows.append(_row("scores", values))
    store.add("scores", rows)
    parameters |= {"mu": MODEL.mu, "spread": MODEL.spread, "memory": MODEL.memory, "noise": MODEL.noise}
    store.add("score_models", [_row("score_models", parameters | {"noise_floor": MODEL.noise_floor})])


def _row(name: str, values: Mapping[str, object]) -> tuple[object, ...]:
    table = next(t for t in tables.TABLES if t.name == name)
    return tuple(values.get(column) for column in table.names())
