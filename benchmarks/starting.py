"""How long the command line takes to start, against Python itself."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.table import Line

TIMES = 7


def measure() -> list[Line]:
    bare = _seconds([sys.executable, "-c", "pass"])
    lines = []
    for what, command in (
        ("comity --help", ["--help"]),
        ("comity --version", ["--version"]),
        ("comity build --help", ["build", "--help"]),
    ):
        run = [sys.executable, "-c", "from comity.cli import main; main()", *command]
        lines.append(Line(what, _seconds(run), bare, than="python -c pass"))
    return lines


def _seconds(command: list[str]) -> float:
    """Median of several runs, after one that warms the file cache."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])
