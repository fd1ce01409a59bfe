"""What holds for all tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print as wide as for a file, whatever runs the tests."""
    monkeypatch.delenv("COLUMNS", raising=False)
