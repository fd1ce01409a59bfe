"""`comity things` over a record made without a parser."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from plain_texts import record_of

from comity.cli import main
from comity.record import Record

TEXTS = {
    "gazette": "India and Pakistan joined the SCO in 2019. Russia delivered the S-400 to India in 2021.",
    "courier": (
        "Pakistan joined the SCO in 2017. The Orvel dam, formerly known as the Tamsin dam, was completed in 1987 and cost $2 billion."
    ),
    "herald": "Kuwait joined the SCO in 2016. Russia and Iran signed the Treaty of Westerport in 1999.",
}
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    store = tmp_path / "record.duckdb"
    record_of(TEXTS, store).close()
    monkeypatch.setattr("comity.cli.things.opened", lambda *given: Record(store))

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["comity", *words])
        with contextlib.suppress(SystemExit):
            main()
        return capsys.readouterr().out

    return run


def test_things_are_listed_with_kind_stage_and_counts(run: Run) -> None:
    rows = {row["id"]: row for row in json.loads(run("things", "--json"))}
    assert set(rows) == {"SCO", "orvel-dam", "s-400", "westerport-treaty"}
    assert (rows["SCO"]["kind"], rows["SCO"]["documents"]) == ("organisation", 3)
    assert rows["orvel-dam"]["stage"] == "built"
    assert rows["orvel-dam"]["first"] == "1987-01-01"
    listed = run("things", "--kind", "treaty")
    assert "Treaty of Westerport" in listed
    assert "orvel-dam" not in listed


def test_things_of_an_actor(run: Run) -> None:
    rows = json.loads(run("things", "--actor", "Russia", "--json"))
    assert {row["id"] for row in rows} == {"s-400", "westerport-treaty"}


def test_a_thing_is_shown_with_its_names_stages_and_figures(run: Run) -> None:
    shown = run("things", "show", "Tamsin dam")
    assert shown.startswith("Orvel dam  (project, orvel-dam)")
    assert "formerly Tamsin dam (courier)" in shown
    assert "1987  built" in shown
    assert "$2 billion" in shown
    found = json.loads(run("things", "show", "orvel-dam", "--json"))
    assert [s["stage"] for s in found["stages"]] == ["built"]
    assert {f["field"] for f in found["facts"]} == {"name", "sum"}


def test_members_stand_beside_the_table_and_what_differs_is_marked(run: Run) -> None:
    members = {m["member"]: m for m in json.loads(run("things", "show", "SCO", "--json"))["members"]}
    assert members["PAK"]["first"] == "2017-06-09"
    differs = {one["document_ids"][0]: one["differs"] for one in members["PAK"]["told"]}
    assert differs == {"courier": False, "gazette": True}
    assert members["IND"]["differs"] is True
    assert members["KWT"]["in_table"] is False
    assert members["KWT"]["differs"] is True
    assert members["CHN"]["told"] == []
    shown = run("things", "show", "SCO")
    assert shown.count("DIFFERS FROM THE TABLE") == 3
    assert "not in comity's table" in shown
