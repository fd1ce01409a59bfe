"""Dates that the sentences do not give themselves are marked, with a line that says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.cli.events import columns_of, hint_of


def row(basis: str) -> dict[str, Any]:
    day = date(2014, 6, 2)
    return {
        "id": "e0123456789ab", "first": day, "last": day, "date_basis": basis, "sources": ["KEN"], "targets": ["UGA"],
        "event_type": "CONSULT", "mode": None, "documents": 1, "corrected": [], "symmetric": False,
    }  # fmt: skip


def test_a_date_of_context_alone_is_marked_and_explained() -> None:
    rows = [row("explicit"), row("context")]
    columns_of(rows)
    assert [r["when"] for r in rows] == ["2014-06-02", "2014-06-02~"]
    assert hint_of(rows).startswith("~ after a date")
    assert "~" not in hint_of(rows[:1])
