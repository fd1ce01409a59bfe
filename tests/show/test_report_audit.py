"""What the report carries of an audit, and shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample_store import DuckStore

from comity.show import report
from comity.show.audited import audited


def figure(value: float | None, low: float | None = None, high: float | None = None, cases: int = 40) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "cases": cases}


def result() -> dict[str, Any]:
    few = figure(None, cases=3)
    counts = {"reports": 40, "events": 30, "reports_corrected": figure(50.2, 41.0, 61.0), "events_corrected": few}
    return {
        "sample": {
            "number": 1, "seed": 7, "sentences": 200, "drawn_from": 1234, "documents": 9, "changed": True,
            "lost": ["s1", "s2"], "corrected": 1,
        },
        "interval": 0.95,
        "coders": [{"coder": "Anna <b>", "coded": 150}],
        "coded": 150,
        "strata": [{"name": "one actor", "reports": False, "sentences": 400, "drawn": 20, "coded": 15}],
        "references": [
            {
                "reference": "Anna <b>",
                "coded": 150,
                "strata_joined": 1,
                "uncovered": [],
                "levels": [{"level": "type", "precision": figure(0.8, 0.7, 0.87), "recall": figure(0.6, 0.4, 0.78)}],
                "classes": [{"class": 1, "name": "verbal cooperation", "precision": few, "recall": few, **counts}],
                "counts": counts,
            }
        ],
        "agreement": {
            "coders": ["Anna <b>", "Ben"],
            "there": {"alpha": 0.71, "low": 0.6, "high": 0.81, "units": 100, "observed": 0.86},
            "type": {"alpha": None, "low": None, "high": None, "units": 100, "observed": 1.0},
        },
        "differing": ["s3"],
        "settled": 0,
        "not_understood": [],
    }  # fmt: skip


def test_single_sentences_are_left_out_and_counted() -> None:
    made = audited(result())
    assert made is not None
    assert made["sample"]["lost"] == 2
    assert made["differing"] == 1
    assert "s3" not in json.dumps(made)
    assert audited(None) is None


def test_the_page_carries_it(store: DuckStore, tmp_path: Path) -> None:
    text = report.write(store, tmp_path / "a.html", audit=result()).read_text(encoding="utf-8")
    core = json.loads(re.search(r'id="record">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    assert core["audit"] == audited(result())


@pytest.mark.browser
def test_figures_stand_with_their_intervals(store: DuckStore, tmp_path: Path, open_page: Callable[..., Any]) -> None:
    page = open_page("audit", file=report.write(store, tmp_path / "a.html", audit=result()))
    said = page.inner_text("main")
    for words in (
        "Measured by Anna <b>", "80% 70% to 87%", "60% 40% to 78%, a wide interval", "too few (3)", "50 41 to 61",
        "0.71 0.60 to 0.81", "says nothing of agreement", "documents have changed", "2 sentences of the sample",
        "put right by hand", "Coders differ on 1 sentence", "one actor",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.browser
def test_without_an_audit_the_page_says_so(open_page: Callable[..., Any]) -> None:
    assert "nobody has looked yet" in open_page("audit").inner_text("main")
