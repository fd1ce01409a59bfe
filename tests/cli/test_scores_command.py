"""`comity scores`, as it is typed."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from running import Run

from comity.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

TEXTS = {
    "alpha": (
        "PAK COOPERATE RUS 2016-05-03 happened | gas line | They built.",
        "IND ASSAULT PAK 1971 happened | war | Shots.",
    ),
    "beta": ("SUN ACCUSE PAK 1960-05-07 happened | a flight", "PAK CONSULT RUS ? happened | gas line | Again."),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project.init(tmp_path_factory.mktemp("scores") / "p")
    for name, lines in TEXTS.items():
        (project.root / "documents" / f"{name}.txt").write_text(article(*lines), "utf-8")
    built(project)
    return project.root


def rows(run: Run, folder: Path, *args: str) -> list[dict[str, object]]:
    done = run("scores", "-p", folder, "--json", *args)
    assert done.status == 0, done.err
    found: list[dict[str, object]] = json.loads(done.out)
    return found


def test_scores_of_a_day(run: Run, folder: Path) -> None:
    found = {(r["a"], r["b"]): r for r in rows(run, folder)}
    assert set(found) == {("IND", "PAK"), ("PAK", "RUS")}
    friendly = found["PAK", "RUS"]
    assert (friendly["latest"], friendly["date"]) == ("2016-05-03", "2016-05-03")
    assert -1 <= friendly["low"] < friendly["mean"] < friendly["high"] <= 1  # type: ignore[operator]
    assert friendly["positive"] > 0.8  # type: ignore[operator]
    assert found["IND", "PAK"]["sign"] == 0  # it has faded
    [foes] = rows(run, folder, "--on", "1972", "-a", "India")
    assert foes["mean"] < -0.2  # type: ignore[operator]


def test_no_evidence_is_no_row_and_what_was_known_is_less(run: Run, folder: Path) -> None:
    assert [(r["a"], r["b"]) for r in rows(run, folder, "--on", "1965")] == [("PAK", "RUS")]
    assert rows(run, folder, "--on", "1950") == []
    [then], [since] = rows(run, folder, "--on", "1965", "--known"), rows(run, folder, "--on", "1965")
    assert then["mean"] <= since["mean"]  # type: ignore[operator]


def test_one_relation_through_time(run: Run, folder: Path) -> None:
    found = rows(run, folder, "-a", "Pakistan", "-a", "Soviet Union")
    assert [r["date"] for r in found] == ["1960-05-07", "2016-05-03"]
    assert [r["succession"] for r in found] == [None, "SUN > RUS"]
    assert all(r["event_ids"] for r in found)
    done = run("scores", "-p", folder, "-a", "PAK", "-a", "RUS")
    assert "1 act of theirs without a date is in no score" in done.err
    assert "2016-05-03" in done.out
    assert [r["date"] for r in rows(run, folder, "-a", "PAK", "-a", "RUS", "--since", "2000")] == ["2016-05-03"]


def test_direction_and_shape(run: Run, folder: Path) -> None:
    assert [r["a"] for r in rows(run, folder, "--direction", "forth", "--on", "1972")] == ["IND"]
    done = run("scores", "-p", folder, "--csv", "--columns", "a,b,mean", "--sort", "mean")
    assert next(csv.reader(io.StringIO(done.out))) == ["a", "b", "mean"]


def test_what_cannot_be_is_told(run: Run, folder: Path) -> None:
    for args, said in (
        (("--issue", "beekeeping"), "no evidence on the matter 'beekeeping'"),
        (("--dataset", "theirs"), "no scores of a data set 'theirs'"),
        (("--direction", "up"), "both, forth, back"),
    ):
        done = run("scores", "-p", folder, *args)
        assert done.status == 2
        assert said in done.err
