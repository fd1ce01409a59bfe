"""Importing GDELT rows, against DuckDB's bare reading of the same file: every cell as text, nothing made of it."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.table import Line
from comity.actors import Registry
from comity.exchange.importing import gdelt, read_in

_STATES: Final = ("USA", "RUS", "CHN", "IND", "PAK", "GBR", "FRA", "DEU", "IRN", "ISR", "EGY", "UKR", "", "")
_CODES: Final = ("010", "020", "036", "042", "051", "0841", "111", "120", "130", "172", "190")
_PLACE: Final = "4\tGulu, Gulu, Uganda\tUG\tUG30\t20000\t2.77\t32.3\t-10001"


def measure(rows: int = 500_000) -> list[Line]:
    """Time of the processor, so that what else runs counts less; both use all cores."""
    with tempfile.TemporaryDirectory(prefix="comity-importing-") as folder:
        path = Path(folder) / "rows.export.CSV"
        _write(path, rows)
        bare = min(_bare(path) for _ in range(2))
        made, work = Path(folder) / "made", Path(folder) / "work"
        made.mkdir()
        work.mkdir()
        registry = Registry.default()
        began = time.process_time()
        done = read_in("gdelt", [path], made, work, registry, name="bench")
        taken = time.process_time() - began
        assert done.kept == rows
    return [Line(f"importing {rows:,} GDELT rows", taken, bare, than="bare reading of every cell (CPU time)")]


def _bare(path: Path) -> float:
    import duckdb

    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in gdelt.GDELT_2.columns)
    every = ", ".join(f'max("{name}")' for name in gdelt.GDELT_2.columns)
    began = time.process_time()
    with duckdb.connect() as db:
        db.execute(
            f"SELECT {every} FROM read_csv('{path}', columns = {{{columns}}}, delim = '\t', quote = '', escape = '', "
            "header = false, auto_detect = false)"
        ).fetchone()
    return time.process_time() - began


def _write(path: Path, rows: int) -> None:
    drawn = random.Random(7)
    with path.open("w", encoding="utf-8") as out:
        for number in range(rows):
            a, b, code = drawn.choice(_STATES), drawn.choice(_STATES), drawn.choice(_CODES)
            day = f"{drawn.randrange(2015, 2020)}{drawn.randrange(1, 13):02d}{drawn.randrange(1, 29):02d}"
            cells = [str(10_000_000 + number), day, day[:6], day[:4], f"{day[:4]}.5", a, a, a, *[""] * 7]
            cells += [b, b, b, *[""] * 7, "1", code, code[:3], code[:2], "1", "1.0", "10", "2", "8", "-1.5"]
            cells += [_PLACE] * 3
            out.write("\t".join([*cells, f"{day}120000", f"https://paper{number % 900}.example/{number}.html"]) + "\n")


if __name__ == "__main__":
    from benchmarks.table import show

    show(measure())
