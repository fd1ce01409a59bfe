"""How many ways of saying an act are understood, type by type, and how often games, weather and markets are taken for acts."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from event_reading import reports

pytestmark = pytest.mark.model

DATA = Path(__file__).parent / "data"
PRESENT = {"happened", "ongoing"}
FOUND = 0.85
"""Of the sentences of a family or type, the share that must be read with the right type, parties and status."""
MISTAKEN = 0.1
"""Of the sentences without an act, the share that may be taken for one."""


def rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def is_read(row: dict[str, str]) -> bool:
    sources, targets = set(row["sources"].split()), set(row["targets"].split())
    for report in reports(row["sentence"]):
        if report.event != row["type"]:
            continue
        a, b = set(report.sources), set(report.targets)
        sides = a | b == sources | targets if report.symmetric or not targets else (a, b) == (sources, targets)
        if sides and (row["status"] in ("any", report.status) or {row["status"], report.status} == PRESENT):
            return True
    return False


@pytest.mark.parametrize("key", ["type", "family"])
def test_most_wordings_are_understood(key: str) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    missed: dict[str, list[str]] = defaultdict(list)
    for row in rows("event_wordings.csv"):
        found[row[key]].append(is_read(row))
        if not found[row[key]][-1]:
            missed[row[key]].append(row["sentence"])
    low = {name: missed[name] for name, right in found.items() if sum(right) < FOUND * len(right)}
    assert not low


def test_few_sentences_without_an_act_are_taken_for_one() -> None:
    sentences = [row["sentence"] for row in rows("no_event_sentences.csv")]
    mistaken = [s for s in sentences if reports(s)]
    assert len(mistaken) <= MISTAKEN * len(sentences), mistaken
