"""Asking on the command line: filters, shapes of lists, SQL, exports; over a project that a plain reader read."""

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
    "alpha": ("PAK CONSULT RUS 2016-05-03 happened | gas line | They met.", "PAK ~ RUS 2016 +"),
    "beta": (
        "RUS RETREAT PAK 2014-06-02 happened | arms embargo",
        "PAK CONSULT RUS 2016-05-03 happened | gas line | Again.",
        "PAK ASSAULT IND ? denied | =cmd",
        "RUS AID PAK 2019 happened | relief | A gift of $50.",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project.init(tmp_path_factory.mktemp("asking") / "p")
    for name, lines in TEXTS.items():
        (project.root / "documents" / f"{name}.txt").write_text(article(*lines), "utf-8")
    built(project)
    return project.root


def types(run: Run, folder: Path, *args: str) -> list[str]:
    done = run("events", "--project", folder, "--json", *args)
    assert done.status == 0, done.err
    return [row["event_type"] for row in json.loads(done.out)]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (("--actor", "Pakistan", "--role", "source"), ["CONSULT", "ASSAULT"]),
        (("-a", "Russia", "--role", "target"), ["CONSULT"]),
        (("--dyad", "Russia", "Pakistan"), ["RETREAT", "CONSULT", "AID"]),
        (("--type", "aid", "--type", "consult"), ["CONSULT", "AID"]),
        (("--quad", "material-conflict"), ["ASSAULT"]),
        (("--on", "June 2014"), ["RETREAT"]),
        (("--since", "3 May 2016", "--until", "2016-05"), ["CONSULT"]),
        (("--since", "May 4, 2016"), ["AID"]),
        (("--undated",), ["ASSAULT"]),
        (("--dated", "--min-amount", "40", "--currency", "USD"), ["AID"]),
        (("--documents", "2"), ["CONSULT"]),
        (("--search", "gift", "--min-confidence", "0.1"), ["AID"]),
    ],
)
def test_events_are_filtered(run: Run, folder: Path, args: tuple[str, ...], found: list[str]) -> None:
    assert types(run, folder, *args) == found


def test_lists_are_sorted_cut_and_written_as_csv(run: Run, folder: Path) -> None:
    args = (
        "events",
        "--project",
        folder,
        "--sort",
        "-event_type",
        "--columns",
        "event_type,thing,sources",
        "--limit",
        "3",
    )
    rows = list(csv.reader(io.StringIO(run(*args, "--csv").out)))
    assert rows == [
        ["event_type", "thing", "sources"],
        ["RETREAT", "arms embargo", '["RUS"]'],
        ["CONSULT", "gas line", '["PAK"]'],
        ["ASSAULT", "'=cmd", '["PAK"]'],
    ]
    assert [row["event_type"] for row in json.loads(run(*args, "--json").out)] == ["RETREAT", "CONSULT", "ASSAULT"]
    told = run(*args)
    assert "3 of 4 are shown" in told.err
    assert "arms embargo" in told.out
    by_date = run("events", "--project", folder, "--sort", "-first", "--columns", "event_type", "--csv").out.split()
    assert by_date == ["event_type", "AID", "CONSULT", "RETREAT", "ASSAULT"]  # the undated one stays last


def test_reports_and_claims_are_listed(run: Run, folder: Path) -> None:
    reports = json.loads(run("reports", "--project", folder, "--type", "CONSULT", "--json").out)
    assert [row["document_id"] for row in reports] == ["alpha", "beta"]
    assert reports[0]["event_id"] == reports[1]["event_id"]
    (claim,) = json.loads(run("claims", "--project", folder, "--actor", "Russia", "--json").out)
    assert (claim["a"], claim["b"], claim["level"]) == ("PAK", "RUS", 1)
    assert "good" in run("claims", "--project", folder).out
    assert run("claims", "--project", folder, "--kind", "stance").err.startswith("No stances")
    assert "They met." in run("reports", "--project", folder, "--document", "alpha").out


def test_sql_answers_and_is_kept_from_harm(run: Run, folder: Path) -> None:
    counted = "SELECT event_type, count(*) AS n FROM events GROUP BY ALL ORDER BY ALL"
    assert json.loads(run("sql", counted, "--project", folder, "--json").out)[0] == {"event_type": "AID", "n": 1}
    assert run("sql", counted, "--project", folder, "--csv").out.splitlines()[:2] == ["event_type,n", "AID,1"]
    wrong = run("sql", "SELECT symmetric FROM events", "--project", folder)
    assert (wrong.status, wrong.out) == (2, "")
    assert "double quotes" in wrong.err
    assert run("sql", "SELECT nowhere FROM events", "--project", folder).status == 2
    assert run("sql", "DROP TABLE events", "--project", folder).status == 2
    assert run("sql", "SELECT 1 AS a, 2 AS a", "--project", folder).err.startswith("comity: Two columns")
    assert run("sql", "SELECT * FROM '/etc/hosts'", "--project", folder).status == 2


def test_tables_says_what_there_is(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {row["table"]: row["rows"] for row in json.loads(run("tables", "--project", folder, "--json").out)}
    assert (rows["events"], rows["documents"]) == (4, 2)
    columns = json.loads(run("tables", "reports", "--json").out)
    assert columns[0]["column"] == "id"
    assert "stable" in run("tables", "reports").out
    assert "Close: reports" in run("tables", "report").err
    monkeypatch.chdir(tmp_path)
    assert "what one document says happened" in run("tables").out  # without a project too


def test_an_export_tells_how_many_files(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run(
        "export", "csv", tmp_path / "out", "--project", folder, "--type", "CONSULT", "--tables", "events,reports"
    )
    assert done.status == 0
    assert done.out == ""
    assert "5 files in " in done.err
    out = tmp_path / "out"
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert names == ["README.txt", "codebook.md", "csv/events.csv", "csv/reports.csv", "datapackage.json"]
    assert "events 1, reports 2" in " ".join(done.err.split()) or "reports 2, events 1" in " ".join(done.err.split())
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["comity"]["filters"] == {"event_type": "CONSULT"}
    query = run("export", "parquet", tmp_path / "q", "--project", folder, "--sql", "SELECT id FROM events")
    assert query.status == 0
    assert (tmp_path / "q" / "parquet" / "query.parquet").is_file()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("events", "--role", "source"), "Add --actor"),
        (("events", "--role", "left", "--actor", "PAK"), "Choose one of: source, target"),
        (("events", "--on", "2014", "--since", "2013"), "Give the one or the others"),
        (("events", "--sort", "conf"), "Close: confidence"),
        (("events", "--columns", "id,typ"), "It has: id"),
        (("events", "--json", "--csv"), "Choose one"),
        (("events", "--since", "Mayember 2014"), "Write a day"),
        (("events", "--until", "31 June 2014"), "Write a day"),
        (("export", "xml", "somewhere"), "Choose one of: csv, parquet, plover, all"),
        (("export", "plover", "somewhere", "--sql", "SELECT 1 AS a"), "csv or parquet"),
        (("claims", "--kind", "cause", "--change", "1"), "can be asked of: relation"),
    ],
)
def test_what_cannot_be_is_told(
    run: Run, folder: Path, args: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*args, "--project", folder)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
    assert list(tmp_path.iterdir()) == []


def test_rows_too_wide_for_the_terminal_are_one_field_a_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    query = "SELECT " + ", ".join(f"'harbourmaster' AS field_{n}" for n in range(10))
    lines = run("sql", query, "--project", folder).out.splitlines()
    assert lines == [f"field_{n}  harbourmaster" for n in range(10)]
    assert "conf." in run("events", "--project", folder).out
