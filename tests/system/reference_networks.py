"""Published networks that are no part of the project, where they lie beside it or where COMITY_REFERENCE says."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.system import one_tie_a_pair

Tie = tuple[Any, ...]

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
FOLDER = Path(os.environ.get("COMITY_REFERENCE", BESIDE)) / "signed-networks"

needs_reference = pytest.mark.skipif(
    not (FOLDER / "frustration_reference.csv").exists(),
    reason=f"needs the reference networks: none in {FOLDER}; COMITY_REFERENCE names their folder",
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rated(name: str) -> list[Tie]:
    """Ties of a file without header: two nodes and a rating, whose sign counts."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(a, b, 1 if float(rating) > 0 else -1) for a, b, rating in csv.reader(file) if a != b]


def tribes() -> list[Tie]:
    return [(r["source"], r["target"], int(r["sign"])) for r in rows("tribes.csv")]


def windows() -> dict[str, list[Tie]]:
    """The Correlates-of-War networks by window, in order."""
    found: dict[str, list[Tie]] = {}
    for r in rows("cow_1946_1999.csv"):
        found.setdefault(r["window"], []).append((r["source"], r["target"], int(r["sign"])))
    return found


def expected() -> list[tuple[str, str, int, int, int]]:
    """Name, convention, index, positive and negative ties."""
    return [
        (r["network"], r["convention"], int(r["L"]), int(r["m_pos"]), int(r["m_neg"]))
        for r in rows("frustration_reference.csv")
    ]


def network(name: str, convention: str) -> list[Tie]:
    """The ties of a network under a convention of the reference table."""
    if name == "tribes":
        return tribes()
    if name.startswith("cow_"):
        return windows()[name.removeprefix("cow_")]
    if name in ("cloister", "congress"):
        return rated(name)
    if name.startswith("bitcoin"):
        return one_tie_a_pair(rated(name), conflicting="drop")
    arcs = list(_arcs(name))
    return one_tie_a_pair(arcs) if convention == "pairs (negative wins)" else arcs


def _arcs(name: str) -> Iterator[Tie]:
    for r in rows("pajek_signed_arcs.csv"):
        if r["network"] == name and float(r["value"]):
            yield r["source"], r["target"], 1 if float(r["value"]) > 0 else -1
