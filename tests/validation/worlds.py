"""A made-up world: states with positions, dyads whose level follows from them, and what a data set and public files would hold of
it. What is true of it is known, and so is what a data set of noise can know: nothing."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))

from imported_rows import events as event_table
from imported_rows import row

from comity.actors import Registry
from comity.engines import engine
from comity.record.actors import actor_rows
from comity.record.store import StoreWriter
from comity.relations.reduced import DAYS, SCORES, reduce

NAME = "madeup"
FIRST, LAST = 1991, 2006


@dataclass(frozen=True)
class World:
    """`states` with their Correlates of War numbers; `positions` [states, years]; `levels` [pairs, years]."""

    states: list[str]
    cow: list[int]
    pairs: list[tuple[int, int]]
    positions: np.ndarray
    levels: np.ndarray

    def years(self) -> range:
        return range(FIRST, LAST + 1)


def world(number: int = 20, seed: int = 5) -> World:
    registry = Registry.default()
    known = [
        a
        for a in registry.actors("state")
        if a.cow
        and a.valid.last is None
        and (a.valid.first is None or a.valid.first.year < FIRST)
        and a.standing == "member"
    ]
    known = [a for a in known if a.id not in ("DEU", "YEM", "RUS")][:: max(len(known) // number, 1)][:number]
    draw = np.random.Generator(np.random.PCG64(seed))
    years = LAST - FIRST + 1
    positions = draw.normal(0, 1, (len(known), 1)) + np.cumsum(draw.normal(0, 0.1, (len(known), years)), axis=1)
    pairs = [(i, j) for i in range(len(known)) for j in range(i + 1, len(known))]
    levels = np.array([0.6 - 0.45 * np.abs(positions[i] - positions[j]) for i, j in pairs])
    levels += np.cumsum(draw.normal(0, 0.08, levels.shape), axis=1)
    return World([a.id for a in known], [a.cow or 0 for a in known], pairs, positions, np.clip(levels, -0.95, 0.95))


def store(folder: Path, made: World, *, noise: bool = False, seed: int = 9) -> Path:
    """A store with a data set of the world's events; with `noise`, the events of each dyad are those of another."""
    draw = np.random.Generator(np.random.PCG64(seed))
    taken = draw.permutation(len(made.pairs)) if noise else np.arange(len(made.pairs))
    rows = []
    for place, (i, j) in enumerate(made.pairs):
        for year, level in zip(made.years(), made.levels[taken[place]], strict=True):
            for _ in range(int(draw.poisson(3))):
                day = date(year, 1, 1) + timedelta(days=int(draw.integers(0, 365)))
                score = float(np.clip(np.round(10 * (level + draw.normal(0, 0.35)), 1), -10, 10))
                sides = ([made.states[i]], [made.states[j]])
                rows.append(
                    row(*(sides if draw.random() < 0.5 else sides[::-1]), score, first=day, last=day, dataset=NAME)
                )
    folder.mkdir(parents=True, exist_ok=True)
    from pyarrow import parquet

    parquet.write_table(event_table(*rows), folder / "events.parquet")
    with engine() as here:
        found = reduce(
            *(folder / "events.parquet", folder / "reduced"),
            name=NAME,
            lineages={},
            successions={},
            on=here,
            here=here,  # type: ignore[arg-type]
        )
    path = folder / "store.duckdb"
    with StoreWriter(path) as out:
        out.add("actors", actor_rows(Registry.default(), made.states))
        out.flush()
        for table, file in (("dyad_days", DAYS), ("scores", SCORES)):
            out.db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{folder / 'reduced' / file}')")
        for model in found.models:
            names = ", ".join(f"? AS {name}" for name in model)
            out.db.execute(f"INSERT INTO score_models BY NAME SELECT {names}", list(model.values()))
    return path


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def files(folder: Path, made: World, seed: int = 3) -> dict[str, Path]:
    """Public files of the world, with the columns of the real ones."""
    draw = np.random.Generator(np.random.PCG64(seed))
    points = [
        (n, made.cow[s], year - 1945, 70, round(float(made.positions[s][year - FIRST]), 6))
        for n, (s, year) in enumerate((s, year) for s in range(len(made.states)) for year in made.years())
    ]
    disputes, allied, rivals = [], [], []
    for (i, j), levels in zip(made.pairs, made.levels, strict=True):
        a, b = sorted((made.cow[i], made.cow[j]))
        began = False
        for year, level in zip(made.years(), levels, strict=True):
            dispute = draw.random() < 1 / (1 + np.exp(3.0 + 5.0 * level))
            if dispute and year < LAST:
                disputes.append((len(disputes), f"{a}.0", f"{b}.0", year + 1, "1.0", "0.0" if began else "1.0"))
            began = bool(dispute)
            allied.append((a, b, year, int(levels.mean() > 0.35), 0, 1))
        if levels.mean() < -0.15:
            rivals.append((len(rivals), f"{a}-{b}", a, b, FIRST - 5, LAST))
    return {
        "ideal_points": write(folder / "ideal.csv", ["Row", "ccode", "session", "NVotes", "IdealPoint"], points),
        "disputes": write(
            folder / "mids.csv", ["dispnum", "ccode1", "ccode2", "year", "dispongoing", "disponset"], disputes
        ),
        "alliances": write(folder / "atop.csv", ["mem1", "mem2", "year", "defense", "offense", "consul"], allied),
        "rivalries": write(folder / "rivals.csv", ["tssr_id", "rivalry", "ccode1", "ccode2", "start", "end"], rivals),
    }
