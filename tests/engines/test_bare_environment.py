"""What the engines need at run time, and what is said where something is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_WITHOUT_PANDAS = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name="pandas")
sys.meta_path.insert(0, Blocked())
sys.path.insert(0, {tests!r})
from pathlib import Path
import pyarrow.parquet as pq
from imported_rows import events, row
from comity.engines import daily
from comity.engines.duckdb import DuckDBEngine
from comity.relations.reduced import reduce
folder = Path({folder!r})
table = events(*[row(["USA"], ["CHN"], float(n % 7 - 3), mentions=n) for n in range(40)], row(["SUN"], ["USA"]))
assert daily(table, {{"SUN": "RUS"}}).num_rows == 2
pq.write_table(table, folder / "events.parquet")
with DuckDBEngine() as here:
    made = reduce(folder / "events.parquet", folder / "out", name="x", lineages={{}}, successions={{}}, on=here, here=here)
assert made.fates["counted"] == 41 and made.scores == 4, made
assert "pandas" not in sys.modules
print("done")
"""


def test_event_rows_become_scores_without_pandas(tmp_path: Path) -> None:
    script = _WITHOUT_PANDAS.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "done\n", done.stderr


def test_without_java_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from comity.engines import engine
    from comity.errors import EngineMissing

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineMissing, match="Java") as told:
        engine("spark")
    assert "default-jre-headless" in str(told.value)


def test_without_pyspark_spark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.engines import engine
    from comity.errors import EngineMissing

    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(EngineMissing, match=r"comity\[spark\]"):
        engine("spark")
