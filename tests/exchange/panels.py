"""Records to make panels of: one that a plain reader made of three texts, and one with a made-up data set."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
from plain_projects import article, built

from comity.project import Project

TEXTS = {
    "war": (
        "SUN AID IND 1971-08-09 happened",
        "PAK ASSAULT IND 1971-12-03 happened",
        "SUN REJECT PAK 1991-06-01 happened",
        "PAK ~ IND 1971 -",
        "PAK CONSULT RUS 2003-02-05 planned",
        "PAK THREATEN IND ? happened",
        "BGD AID CHN 1960-03-01 happened",
    ),
    "thaw": (
        "RUS CONSULT PAK 1991-12-28 happened",
        "RUS CONSULT PAK 2003-02-05 happened",
        "RUS CONSULT PAK 2003-02-06 happened",
        "SUN AID PAK 1968 happened",
        "IND ACCUSE PAK 2003-02-20 happened",
        "DDR AID SUN 1971-03-01 happened",
        "DEU CONSULT SUN 1971-09-03 happened",
    ),
    "copy": ("RUS CONSULT PAK 2003-02-05 happened | talks | A second paper tells of it.",),
}
MADE_UP = "madeup"


def texts(folder: Path) -> Project:
    made = Project.init(folder)
    for name, lines in TEXTS.items():
        (made.root / "documents" / f"{name}.txt").write_text(article(*lines), "utf-8")
    built(made)
    return made


def store_of(project: Project, copy: Path) -> Path:
    """A copy of a project's store, which a test may change."""
    with project.record() as record:
        shutil.copy(record.path, copy)
    return copy


def add_model(db: duckdb.DuckDBPyConnection, origin: str, direction: str = "both") -> None:
    db.execute(
        "INSERT INTO score_models BY NAME SELECT ? AS origin, ? AS direction, 'all' AS issue, 0.1 AS mu, 0.4 AS spread, "
        "1500.0 AS memory, 0.3 AS noise, 0.1 AS noise_floor, 1 AS dyads, 1 AS events, 'prior' AS basis",
        [origin, direction],
    )


def add_scores(
    db: duckdb.DuckDBPyConnection, origin: str, a: str, b: str, rows: list[tuple[date, float, float, float, float]]
) -> None:
    """Rows of `scores`: day, filter's mean and sd, smoother's mean and sd."""
    db.executemany(
        "INSERT INTO scores BY NAME SELECT ? AS origin, ? AS a, ? AS b, 'both' AS direction, 'all' AS issue, ?::DATE AS date, "
        "?::DOUBLE AS filter_mean, ?::DOUBLE AS filter_sd, ?::DOUBLE AS mean, ?::DOUBLE AS sd, 0.0 AS observed, "
        "0.1 AS observed_sd, 1.0 AS weight, false AS clipped, 0.5 AS log_odds, 0.25 AS decayed",
        [(origin, a, b, *row) for row in rows],
    )


def add_days(
    db: duckdb.DuckDBPyConnection, rows: list[tuple[str, str, date, int, int]], dataset: str = MADE_UP
) -> None:
    """Rows of `dyad_days`: source, target, day, cooperative and hostile events; none mutual."""
    db.executemany(
        "INSERT INTO dyad_days BY NAME SELECT ? AS dataset, ? AS source, ? AS target, ?::DATE AS day, 'all' AS issue, "
        "false AS mutual, (c + h)::BIGINT AS events, (c + h)::DOUBLE AS weight, (c + h)::DOUBLE AS weight2, "
        "(0.5 * c - 0.8 * h)::DOUBLE AS total, c::BIGINT AS cooperative, h::BIGINT AS hostile, 0 AS verbal_cooperation, "
        "c::BIGINT AS material_cooperation, 0 AS verbal_conflict, h::BIGINT AS material_conflict "
        "FROM (SELECT ?::INTEGER AS c, ?::INTEGER AS h)",
        [(dataset, source, target, day, good, bad) for source, target, day, good, bad in rows],
    )


def simulated(db: duckdb.DuckDBPyConnection, dyads: int = 60, years: int = 25) -> None:
    """A data set in which each dyad's level goes up and down, and hostile acts are the likelier the lower it stood a year
    before. A year is dropped, so that nothing covers it."""
    draw = np.random.Generator(np.random.PCG64(7))
    states = ["ARG", "BRA", "CHL", "PER", "COL", "ECU", "BOL", "PRY", "URY", "VEN", "MEX", "CUB"]
    pairs = [(a, b) for n, a in enumerate(sorted(states)) for b in sorted(states)[n + 1 :]][:dyads]
    days: list[tuple[str, str, date, int, int]] = []
    add_model(db, MADE_UP)
    for a, b in pairs:
        level, rows = float(draw.normal(0, 0.4)), []
        for year in range(1980, 1980 + years):
            chance = 1 / (1 + np.exp(1.0 + 3.0 * level))
            hostile = int(draw.random() < chance)
            level = 0.8 * level + 0.24 * float(draw.normal())
            if year != 1990:
                day = date(year, 1, 1) + timedelta(days=int(draw.integers(0, 300)))
                days.append((a, b, day, int(draw.integers(1, 4)), hostile))
                rows.append((date(year, 12, 30), float(np.tanh(level)), 0.15, float(np.tanh(level)), 0.1))
        add_scores(db, MADE_UP, a, b, rows)
    add_days(db, days)
