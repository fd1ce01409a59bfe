"""`python -m benchmarks [--documents N] [--reports N]`: measure everything, print a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import accuracy, building, bulk, frustration, importing, merging, reading, starting, turning
from benchmarks.table import Line, show

GOALS = "Goals: reading 1.5, nothing changed 2 s for 1,000 documents, one document added 0.05, --help 0.4 s, daily statistics 1.2."


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="documents of the large build (default 1000)")
    parser.add_argument("--paragraphs", type=int, default=8, help="paragraphs of a document (default 8)")
    parser.add_argument(
        "--reports", type=int, default=12_500, help="reports of the smallest record to merge (default 12500)"
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of imported events (default 1000000)")
    parser.add_argument(
        "--only",
        choices=(
            "starting",
            "reading",
            "merging",
            "building",
            "importing",
            "bulk",
            "frustration",
            "accuracy",
            "turning",
        ),
        help="measure one thing",
    )
    chosen = parser.parse_args()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        for name, measure in (
            ("starting", lambda: starting.measure()),
            ("reading", lambda: reading.measure(paragraphs=chosen.paragraphs)),
            ("merging", lambda: merging.measure(chosen.reports)),
            ("building", lambda: building.measure(Path(folder), chosen.documents, chosen.paragraphs)),
            ("importing", lambda: importing.measure(chosen.rows // 2)),
            ("bulk", lambda: bulk.measure(Path(folder), chosen.rows) + bulk.monthly(20_000, 500)),
            ("frustration", lambda: frustration.measure()),
        ):
            if chosen.only in (None, name):
                print(f"measuring: {name} ...", file=sys.stderr, flush=True)
                lines += measure()
    if lines:
        show(lines)
        print(GOALS)
        print(frustration.GOALS)
    for name, told in (("accuracy", accuracy.measure), ("turning", turning.measure)):
        if chosen.only in (None, name):
            for line in told():
                print(line)


if __name__ == "__main__":
    main()
