"""A data set that is added up some months at a time gives what it gives at once."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from imported_rows import events, row

from comity.engines.duckdb import DuckDBEngine
from comity.relations import reduced


def rows() -> pa.Table:
    rng = random.Random(3)
    made = []
    for _ in range(600):
        first = date(2001, 1, 1) + timedelta(days=rng.randrange(400))
        last = first + timedelta(days=rng.choice((0, 0, 0, 9, 70)))
        pair = rng.sample(("USA", "CHN", "RUS", "FRA"), 2)
        made.append(row(pair[:1], pair[1:], rng.uniform(-9, 9), first=first, last=last, symmetric=rng.random() < 0.2))
    return events(*made)


@pytest.mark.parametrize("at_once", [1, 100, 10_000])
@pytest.mark.parametrize("bin_limit", [0, 10_000])
def test_parts_and_whole_agree(at_once: int, bin_limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(rows(), tmp_path / "events.parquet")
    monkeypatch.setattr(reduced, "DAILY_AT_MOST", bin_limit)
    asked: dict[str, Any] = {"name": "x", "lineages": {}, "successions": {}}
    with DuckDBEngine() as here:
        whole = reduced.reduce(tmp_path / "events.parquet", tmp_path / "whole", on=here, here=here, **asked)
        monkeypatch.setattr(reduced, "AT_ONCE", at_once)
        part = reduced.reduce(tmp_path / "events.parquet", tmp_path / "parts", on=here, here=here, **asked)
    assert part == whole
    assert part.bin == ("day" if bin_limit else "month")
    assert len(reduced.day_files(tmp_path / "whole")) == 1
    assert (len(reduced.day_files(tmp_path / "parts")) > 3) == (at_once < 10_000)
    tables = [pq.read_table(tmp_path / name / reduced.SCORES) for name in ("whole", "parts")]
    assert tables[0].equals(tables[1])
    days = [
        pa.concat_tables(map(pq.read_table, reduced.day_files(tmp_path / n))).to_pylist() for n in ("whole", "parts")
    ]
    assert sorted(map(str, days[0])) == sorted(map(str, days[1]))


def test_no_events_give_no_scores(tmp_path: Path) -> None:
    pq.write_table(events(), tmp_path / "events.parquet")
    with DuckDBEngine() as here:
        made = reduced.reduce(
            tmp_path / "events.parquet", tmp_path / "out", name="x", lineages={}, successions={}, on=here, here=here
        )
    assert (made.rows, made.days, made.scores, made.models) == (0, 0, 0, [])
