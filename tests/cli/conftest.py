from __future__ import annotations

import sys
from pathlib import Path

import pytest
from running import Done, Run

from comity.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["comity", *map(str, args)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return run
