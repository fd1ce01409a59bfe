"""Builds of generated documents, each in a process of its own: from nothing, with nothing changed, with one more."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.table import Line
from benchmarks.texts import article, write_folder

_BUILD = """
import json, resource, sys
from comity.project import Project
result = Project.open(sys.argv[1]).build()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"peak": peak, "read": result.read, "changed": result.changed, "seconds": result.seconds}))
"""


def measure(folder: Path, number: int, paragraphs: int) -> list[Line]:
    quarter = number // 4
    small, _ = _first_build(folder / "small", quarter, paragraphs)
    peak, full = _first_build(folder / "large", number, paragraphs)
    same, _ = _build(folder / "large")
    documents = folder / "large" / "documents"
    (documents / "one-more.txt").write_text(article(number + 1, paragraphs=paragraphs), encoding="utf-8")
    more, told = _build(folder / "large")
    rooms = ", ".join(f"{room} {seconds:.1f}" for room, seconds in told["seconds"].items())
    return [
        Line(f"nothing changed, {number} documents", same, full, than="a full build"),
        Line(f"one document added to {number}", more, full, than=f"a full build ({rooms})"),
        Line(f"peak memory of the main process, {number} documents", peak, small, "MB", f"{quarter} documents"),
    ]


def _first_build(root: Path, number: int, paragraphs: int) -> tuple[float, float]:
    from comity.project import Project

    Project.init(root)
    write_folder(root / "documents", number, paragraphs=paragraphs)
    seconds, told = _build(root)
    assert told["read"] == number, told
    return told["peak"], seconds


def _build(root: Path) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _BUILD, str(root)], check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - began, json.loads(done.stdout)
