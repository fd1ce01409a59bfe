"""The commands and the Python of docs/balance.md are run as they stand there, on the table that stands there."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from comity.cli import main

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "balance.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ties.csv").write_text(blocks("csv")[0], encoding="utf-8")
    commands = [line.split("  #")[0] for line in blocks("sh")[0].splitlines()]
    assert len(commands) == 3
    for command in commands:
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        assert "0.7" in capsys.readouterr().out


def test_the_python_runs() -> None:
    names: dict[str, object] = {}
    exec(blocks("python")[0], names)
    assert names["found"].upper == 0.5  # type: ignore[attr-defined]
