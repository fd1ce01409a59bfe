"""Imported data sets in a project: the store, the commands, what a build takes them for."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from event_files import gdelt_row, icews_row, lines

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.cli import main
from comity.errors import StoreError, UsageError
from comity.project import Project, importing


@dataclass(frozen=True)
class Printed:
    status: int
    out: str
    err: str


@pytest.fixture
def comity(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Project
) -> Callable[..., Printed]:
    def run(*args: str | Path) -> Printed:
        monkeypatch.setattr(sys, "argv", ["comity", *map(str, args), "--project", str(project.root)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        return Printed(status, captured.out, captured.err)

    return run


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.init(tmp_path / "p")


@pytest.fixture
def gdelt(tmp_path: Path) -> Path:
    path = tmp_path / "events.CSV"
    rows = [
        gdelt_row(GLOBALEVENTID="1"),
        gdelt_row(
            GLOBALEVENTID="2",
            SQLDATE="20150311",
            DATEADDED="20150311",
            EventCode="190",
            GoldsteinScale="-10.0",
            NumMentions="30",
        ),
        gdelt_row(GLOBALEVENTID="3", SQLDATE="20150312", DATEADDED="20150312", Actor1CountryCode="TZA"),
        gdelt_row(GLOBALEVENTID="4", SQLDATE="20150399"),
        gdelt_row(GLOBALEVENTID="5", Actor2CountryCode="", Actor2Code=""),
    ]
    path.write_text(lines(rows), "utf-8")
    return path


def test_an_import_reaches_the_store_and_stays_apart_from_what_was_read(project: Project, gdelt: Path) -> None:
    done = project.import_events("gdelt", [gdelt])
    project.build()
    with project.record() as record:
        assert record.events().num_rows == 0
        (row,) = record.sql("SELECT * FROM imports").to_pylist()
        assert (row["name"], row["rows"], row["kept"], row["left_out"], row["in_store"]) == ("gdelt", 5, 4, 1, True)
        assert row["files"] == ["events.CSV"]
        assert record.sql("SELECT DISTINCT origin FROM imported_events").to_pylist() == [{"origin": "imported"}]
        problems = record.sql("SELECT problem, left_out, rows, line FROM import_problems ORDER BY ALL").to_pylist()
        assert {"problem": "impossible date", "left_out": True, "rows": 1, "line": 4} in problems
    assert done.kept == 4


def test_a_build_changes_with_the_imports_and_only_then(project: Project, gdelt: Path) -> None:
    assert project.build().changed
    project.import_events("gdelt", [gdelt])
    assert project.build().changed
    assert not project.build().changed
    project.import_events("gdelt", [gdelt])
    assert not project.build().changed  # the same rows again
    project.remove_import("gdelt")
    assert project.build().changed
    with project.record() as record:
        assert record.sql("SELECT count(*) AS n FROM imported_events").to_pylist() == [{"n": 0}]


def test_imported_events_are_asked_by_who_what_when(project: Project, gdelt: Path) -> None:
    project.import_events("gdelt", [gdelt], name="mine")
    project.build()
    with project.record() as record:

        def ids(**asked: object) -> list[str]:
            return [str(row["their_id"]) for row in record.imported("mine", **asked).to_pylist()]  # type: ignore[arg-type]

        assert ids() == ["1", "5", "2", "3"]
        assert ids(actors=["TZA"]) == ["3"]
        assert ids(dyad=("UGA", "KEN")) == ["1", "2"]
        assert ids(source=["UGA"]) == []
        assert ids(event_type="assault") == ids(quad=4) == ids(quad="material-conflict") == ids(code="19") == ["2"]
        assert ids(since=date(2015, 3, 11), until=date(2015, 3, 11)) == ["2"]
        assert ids(flagged=False) == ["1", "2", "3"]
        assert ids(flag="no target") == ["5"]
        assert ids(least_mentions=10) == ["2"]
        assert ids(issue="diplomacy", most_rows=1) == ["1"]
        for wrong in ({"event_type": "GIVE"}, {"issue": "peace"}, {"quad": "5"}, {"colour": "red"}):
            with pytest.raises(UsageError):
                ids(**wrong)
        with pytest.raises(UsageError, match="No data set 'yours' was imported"):
            record.imported("yours")


def test_a_large_data_set_stays_in_its_file_and_is_asked_all_the_same(
    project: Project, gdelt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_IN_STORE", 3)
    project.import_events("gdelt", [gdelt])
    project.build()
    with project.record() as record:
        assert record.sql("SELECT in_store FROM imports").to_pylist() == [{"in_store": False}]
        assert record.sql("SELECT count(*) AS n FROM imported_events").to_pylist() == [{"n": 0}]
        assert [r["their_id"] for r in record.imported("gdelt", dyad=("KEN", "UGA")).to_pylist()] == ["1", "2"]
        importing.events_path(project, "gdelt").unlink()
        with pytest.raises(StoreError, match=r"events\.parquet, which is not there"):
            record.imported("gdelt")


def test_an_import_that_fails_leaves_the_last_one(project: Project, gdelt: Path, tmp_path: Path) -> None:
    project.import_events("gdelt", [gdelt])
    bad = tmp_path / "bad.txt"
    bad.write_text("nothing of the kind", "utf-8")
    with pytest.raises(UsageError):
        project.import_events("gdelt", [gdelt, bad])
    assert [row["kept"] for row in project.imports()] == [4]
    assert sorted(p.name for p in (project.root / "imports").iterdir()) == ["gdelt"]


def test_an_import_that_was_killed_between_two_renames_is_put_right(project: Project, gdelt: Path) -> None:
    project.import_events("gdelt", [gdelt])
    root = project.root / "imports"
    (root / "gdelt").rename(root / ".old-gdelt")
    project.import_events("gdelt", [gdelt], name="other")
    assert [row["name"] for row in project.imports()] == ["gdelt", "other"]


@pytest.mark.parametrize("name", ["", "Text", "text", "../x", "a b", "x" * 50])
def test_names_that_a_data_set_cannot_have(project: Project, gdelt: Path, name: str) -> None:
    if name:
        with pytest.raises(UsageError, match="cannot be called"):
            project.import_events("gdelt", [gdelt], name=name)
    with pytest.raises(UsageError):
        importing.imported(project, name)


def test_exports_list_imported_events_as_tables_of_their_own(project: Project, gdelt: Path, tmp_path: Path) -> None:
    project.import_events("gdelt", [gdelt])
    project.build()
    done = project.export(tmp_path / "out", formats=("csv", "parquet", "plover"))
    assert (done.rows["imported_events"], done.rows["imports"], done.rows["events"]) == (4, 1, 0)
    assert done.rows["plover"] == 0
    written = (tmp_path / "out" / "csv" / "imports.csv").read_text("utf-8")
    assert str(gdelt.parent) not in written  # where files lay is nobody's business
    assert "events.CSV" in written


def test_a_view_of_some_documents_has_no_imported_events(project: Project, gdelt: Path) -> None:
    project.import_events("gdelt", [gdelt])
    (project.root / "documents" / "a.txt").write_text(article("KEN CONSULT UGA 2016-05-03 happened"), "utf-8")
    built(project)
    with project.record(only_sources=["a"]) as record:
        assert record.sql("SELECT count(*) AS n FROM imported_events").to_pylist() == [{"n": 0}]
        assert {row["origin"] for row in record.sql("SELECT origin FROM scores").to_pylist()} <= {"text"}
        with pytest.raises(UsageError, match="do not belong to documents"):
            record.imported("gdelt")


def test_the_same_files_give_the_same_bytes(project: Project, gdelt: Path) -> None:
    folder = project.root / "imports" / "gdelt"
    found = []
    for _ in range(2):
        project.import_events("gdelt", [gdelt])
        found.append({p.name: p.read_bytes() for p in sorted(folder.iterdir())})
    assert found[0] == found[1]


def test_a_damaged_import_is_left_out_of_the_store_and_told(project: Project, gdelt: Path) -> None:
    project.import_events("gdelt", [gdelt])
    importing.events_path(project, "gdelt").write_bytes(b"no parquet")
    notes = project.build().notes
    assert any("gdelt is left out" in note for note in notes)


def test_import_says_what_came_of_it_and_that_rows_are_missing(comity: Callable[..., Printed], gdelt: Path) -> None:
    done = comity("import", "gdelt", gdelt)
    assert done.status == 3
    assert "gdelt: 5 rows in 1 file (GDELT 2 (61 columns)); 4 kept, 1 of them with a flag; 1 left out." in done.err
    assert "1 left out: impossible date" in done.err
    again = comity("import", "gdelt", gdelt, "--no-build", "--json")
    assert "The data set gdelt of 4 events is replaced." in again.err
    assert json.loads(again.out)["kept"] == 4


def test_imports_are_listed_shown_and_removed(comity: Callable[..., Printed], gdelt: Path) -> None:
    assert "Nothing was imported" in comity("imports").err
    comity("import", "gdelt", gdelt)
    assert comity("imports").out.splitlines()[2].split()[:6] == ["gdelt", "gdelt", "1", "5", "4", "1"]
    shown = comity("imports", "show", "gdelt")
    assert "impossible date: 1\n      events.CSV, line 4: 20150399" in shown.out
    assert "Leetaru" in shown.out
    assert json.loads(comity("imports", "show", "gdelt", "--json").out)["left_out"] == 1
    assert comity("imports", "remove", "gdelt").status == 0
    gone = comity("imports", "show", "gdelt")
    assert (gone.status, gone.err.splitlines()[0]) == (2, "comity: No data set 'gdelt' was imported.")


def test_events_of_a_data_set_are_listed_and_asked(comity: Callable[..., Printed], gdelt: Path) -> None:
    comity("import", "gdelt", gdelt)
    listed = comity("events", "--dataset", "gdelt", "--dyad", "Kenya", "UGA")
    assert "Events of the data set gdelt, not of documents." in listed.err
    assert [line.split()[0] for line in listed.out.splitlines()[2:]] == ["1", "2"]
    rows = json.loads(comity("events", "--dataset", "gdelt", "--type", "ASSAULT", "--json").out)
    assert [(r["their_id"], r["origin"], r["line"]) for r in rows] == [("2", "imported", 2)]
    assert "3 in all" not in listed.err
    cut = comity("events", "--dataset", "gdelt", "--limit", "1")
    assert "4 in all; --limit 0 shows them." in cut.err
    refused = comity("events", "--dataset", "gdelt", "--document", "a.txt")
    assert refused.status == 2
    assert "cannot be asked by document" in refused.err


def test_a_table_is_imported_with_a_mapping(comity: Callable[..., Printed], tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("when,who,whom,g\n03/02/2004,501,500,4\n", "utf-8")
    pairs = [x for pair in ("date=when", "source=who", "target=whom", "weight=g") for x in ("--map", pair)]
    done = comity("import", "csv", path, "--name", "mine", *pairs, "--actors", "cow", "--date-format", "%d/%m/%Y")
    assert (done.status, "mine: 1 row in" in done.err) == (0, True)
    (row,) = json.loads(comity("events", "--dataset", "mine", "--json").out)
    assert (row["first"], row["sources"], row["targets"], row["weight"]) == ("2004-02-03", ["KEN"], ["UGA"], 4.0)
    wrong = comity("import", "csv", path, "--map", "when")
    assert (wrong.status, "is no mapping" in wrong.err) == (2, True)


def test_a_file_of_another_format_is_told(comity: Callable[..., Printed], tmp_path: Path) -> None:
    path = tmp_path / "i.tab"
    path.write_text(lines([icews_row()]), "utf-8")
    done = comity("import", "gdelt", path)
    assert done.status == 2
    assert "i.tab is not GDELT: it looks like ICEWS (20 columns)." in done.err
    assert "comity import icews FILE" in done.err
    assert comity("import", "tsv", path).status == 2


@pytest.mark.parametrize("list", ["events", "scores", "system", "validate"])
def test_what_no_build_has_taken_in_yet_is_said_to_be_imported(
    comity: Callable[..., Printed], gdelt: Path, list: str
) -> None:
    comity("build")
    comity("import", "gdelt", gdelt, "--no-build")
    done = comity(list, "--dataset", "gdelt")
    assert done.status == 2
    assert "'gdelt' is imported, but the record does not have it yet" in done.err
    assert "comity build" in done.err


def test_lists_of_data_sets_tables_corrections_and_figures_are_also_csv(
    comity: Callable[..., Printed], gdelt: Path
) -> None:
    comity("import", "gdelt", gdelt)
    (row,) = csv.DictReader(comity("imports", "--csv").out.splitlines())
    assert (row["name"], row["rows"], row["kept"], row["in_store"]) == ("gdelt", "5", "4", "true")
    (narrow,) = json.loads(comity("imports", "--json", "--columns", "name,kept").out)
    assert narrow == {"name": "gdelt", "kept": 4}
    counted = {r["table"]: r["rows"] for r in csv.DictReader(comity("tables", "--csv").out.splitlines())}
    assert counted["imported_events"] == "4"
    (first, *_) = csv.DictReader(comity("tables", "imports", "--csv").out.splitlines())
    assert (first["column"], first["key"]) == ("name", "true")
    assert comity("log", "--csv").out.startswith("ordinal,id,kind,target,")
    assert comity("validate", "--dataset", "gdelt", "--csv").out.startswith("check,what,measure,figure,value,low,high,")
    assert comity("validate", "--csv", "--json").status == 2
