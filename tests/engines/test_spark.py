"""The same expressions on Spark, in a session of this machine: the same rows, to the last digit."""

from __future__ import annotations

import random
import shutil
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from imported_rows import events, row

from comity.engines import DAY_ORDER, Engine, daily, engine
from comity.engines.reduction import accounted, behind, binned
from comity.errors import ProjectError

pytest.importorskip("pyspark", reason="Spark is not installed: make spark")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, and there is none"),
    pytest.mark.xdist_group("spark"),
]
LINEAGES = {"SUN": "RUS", "YUG": "SRB"}


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Java's process and its sockets
        with engine("spark", master="local[1]", memory="1GB") as made:
            yield made


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand rows of every kind, good and bad."""
    rng = random.Random(11)
    actors = ("RUS", "SUN", "USA", "CHN", "local-group", "", None)
    made = []
    for _ in range(1000):
        first = date(1990, 1, 1) + timedelta(days=rng.randrange(60))
        made.append(
            row(
                rng.choices(actors, k=rng.randrange(3)),  # type: ignore[arg-type]
                rng.choices(actors, k=rng.randrange(1, 4)),  # type: ignore[arg-type]
                rng.choice((None, float("nan"), *(n / 10 for n in range(-105, 106, 3)))),
                symmetric=rng.choice((True, False, None)),
                status=rng.choice(("happened", "ongoing", "denied", None)),
                first=rng.choice((None, first, first)),
                last=first + timedelta(days=rng.choice((-1, 0, 0, 3, 400))),
                confidence=rng.choice((None, 0.0, 0.333, 0.5, 0.875, 1.0, float("nan"))),
                mentions=rng.choice((None, 0, 1, 3, 17, 250)),
                flags=rng.choice((None, [], [], ["region, no state"], ["future date", "no PLOVER type"])),
                issue=rng.choice((None, "trade", "defence", "")),
            )
        )
    path = tmp_path_factory.mktemp("spark's rows") / "events.parquet"
    pq.write_table(events(*made), path)
    return path


def test_every_expression_gives_the_same_on_both(spark: Engine, rows: Path) -> None:
    with engine("duckdb") as here:
        for issues in (False, True):
            days = daily(rows, LINEAGES, issues=issues, on=here)
            assert len(days) > 50
            there = daily(rows, LINEAGES, issues=issues, on=spark)
            assert there.to_pylist() == days.to_pylist()
        assert _plain(spark, accounted(spark.read(rows)), "fate") == _plain(here, accounted(here.read(rows)), "fate")
        order = ("a", "b", "direction", "issue", "date")
        for engine_days in (here.read(days), spark.read(days)):
            assert engine_days.count() is not None
        assert _plain(spark, binned(spark.read(days), direction="directed"), *order) == _plain(
            here, binned(here.read(days), direction="directed"), *order
        )
        asked: Any = (LINEAGES, "RUS", "USA", date(1990, 1, 1), date(1990, 1, 31))
        assert _plain(spark, behind(spark.read(rows), *asked), "id") == _plain(
            here, behind(here.read(rows), *asked), "id"
        )


def test_both_write_the_same_rows(spark: Engine, rows: Path, tmp_path: Path) -> None:
    from comity.engines import reduction

    with engine("duckdb") as here:
        for made, name in ((here, "here"), (spark, "there's")):
            expression = reduction.daily(made.read(rows), LINEAGES, issues=True)
            number = made.write(expression, tmp_path / f"{name}.parquet", DAY_ORDER)
            assert number == pq.read_metadata(tmp_path / f"{name}.parquet").num_rows
    one, other = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("here", "there's"))
    assert one.to_pylist() == other.to_pylist()
    assert one.schema.types == other.schema.types
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here.parquet", "there's.parquet"]


def test_a_data_set_that_spark_adds_up_has_the_same_scores(spark: Engine, rows: Path, tmp_path: Path) -> None:
    from comity.engines.duckdb import DuckDBEngine
    from comity.relations.reduced import reduce

    with DuckDBEngine() as here:
        asked: Any = {"name": "x", "lineages": LINEAGES, "successions": {}, "here": here}
        one = reduce(rows, tmp_path / "one", on=here, **asked)
        other = reduce(rows, tmp_path / "other", on=spark, **asked)
    assert one == other
    scores = [pq.read_table(tmp_path / name / "scores.parquet").to_pylist() for name in ("one", "other")]
    assert scores[0] == scores[1] != []


def test_a_missing_file_is_told(spark: Engine, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"nothing\.parquet"):
        spark.read(tmp_path / "nothing.parquet")


def _plain(on: Engine, expression: Any, *order: str) -> str:
    """As text, so that NaN equals NaN."""
    return "\n".join(str(r) for r in on.table(expression, order).to_pylist())
