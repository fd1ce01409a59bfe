"""What is exported is the record: described, in order, to the same bytes, and read back by other programs as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from data_packages import faults, rows
from plain_projects import built

from comity.errors import UsageError
from comity.exchange.cells import plain
from comity.project import Project
from comity.record import Record
from comity.tables import TABLES


def held(project: Project, name: str) -> list[dict[str, Any]]:
    with project.record() as record:
        return list(record.sql(f'SELECT * FROM "{name}"').to_pylist())


def key(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


def test_the_package_is_as_the_standard_wants_and_true_of_its_files(everything: Path) -> None:
    assert faults(everything) == []


def test_every_table_and_column_is_there_with_its_meaning(everything: Path) -> None:
    package = json.loads((everything / "datapackage.json").read_text("utf-8"))
    described = {r["name"]: r for r in package["resources"]}
    book = (everything / "codebook.md").read_text("utf-8")
    for table in TABLES:
        for name in (table.name, f"{table.name}-parquet"):
            fields = {f["name"]: f["description"] for f in described[name]["schema"]["fields"]}
            assert fields == {c.name: c.about for c in table.columns}
        assert f"## {table.name}\n" in book
    assert described["reports"]["schema"]["primaryKey"] == ["id"]
    foreign = described["event_reports"]["schema"]["foreignKeys"]
    assert {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["id"]}} in foreign
    assert "licenses" not in package
    assert "No licence is asserted" in package["description"]
    assert package["comity"]["inputs"]


def test_nothing_of_this_machine_is_told_by_the_description(everything: Path, project: Project) -> None:
    for name in ("datapackage.json", "README.txt", "codebook.md"):
        assert str(project.root.parent) not in (everything / name).read_text("utf-8")
    package = json.loads((everything / "datapackage.json").read_text("utf-8"))
    assert "documents.paths" not in package["comity"]["settings"]
    assert package["comity"]["settings"]["reading.reader"] == "both"


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_parquet_holds_the_same_values(everything: Path, project: Project, table: str) -> None:
    from pyarrow import parquet

    read = parquet.read_table(everything / "parquet" / f"{table}.parquet")
    assert sorted(map(key, read.to_pylist())) == sorted(map(key, held(project, table)))


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_csv_holds_the_same_values(everything: Path, project: Project, table: str) -> None:
    columns = {c.name: c.type for t in TABLES if t.name == table for c in t.columns}
    read = [
        {name: value(cell, columns[name]) for name, cell in row.items()}
        for row in rows(everything / "csv" / f"{table}.csv")
    ]
    wanted = [{name: None if v == "" else v for name, v in row.items()} for row in held(project, table)]
    assert sorted(map(key, read)) == sorted(map(key, wanted))


def value(cell: str, kind: str) -> Any:
    if cell == "":
        return None
    makers: dict[str, Any] = {
        "DATE": date.fromisoformat,
        "DOUBLE": float,
        "BOOLEAN": "true".__eq__,
        "VARCHAR[]": json.loads,
        "DATE[]": lambda cell: [date.fromisoformat(day) for day in json.loads(cell)],
    }
    makers |= {"INTEGER": int, "TINYINT": int, "BIGINT": int, "DOUBLE[]": json.loads}
    return makers.get(kind, plain)(cell)


def test_rows_are_sorted_by_their_key(everything: Path) -> None:
    for table in TABLES:
        if table.key == ("id",):
            ids = [row["id"] for row in rows(everything / "csv" / f"{table.name}.csv")]
            assert ids == sorted(ids)


def test_no_cell_is_run_by_a_spreadsheet(everything: Path) -> None:
    package = json.loads((everything / "datapackage.json").read_text("utf-8"))
    texts = {
        r["name"]: [f["name"] for f in r["schema"]["fields"] if f["type"] in ("string", "array")]
        for r in package["resources"]
        if r["format"] == "csv"
    }
    guarded = 0
    for name, columns in texts.items():
        for row in rows(everything / "csv" / f"{name}.csv"):
            for column in columns:
                assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (name, column)
                guarded += row[column].startswith("'")
    assert guarded >= 3  # the outlet, a thing and another


def test_the_same_record_gives_the_same_bytes_whatever_came_first(
    everything: Path, project: Project, tmp_path: Path
) -> None:
    other = Project.init(tmp_path / "other")
    for path in sorted((project.root / "documents").iterdir(), reverse=True):
        shutil.copy(path, other.root / "documents" / path.name)
        if path.name == "gamma.txt":
            built(other)
    other.settings = other.settings.model_copy(update={"report": project.settings.report})
    built(other)
    done = other.export(tmp_path / "out")
    for name in done.files:
        if name not in ("datapackage.json", "README.txt"):  # these have the hash of what went in, path and all
            assert (done.folder / name).read_bytes() == (everything / name).read_bytes(), name
    again = project.export(tmp_path / "again")
    for name in again.files:
        assert (again.folder / name).read_bytes() == (everything / name).read_bytes(), name


def test_an_export_replaces_an_earlier_one_and_nothing_else(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    project.export(folder, formats=["csv"])
    (folder / "notes.txt").write_text("my own", "utf-8")
    project.export(folder, formats=["parquet"], tables=["events"])
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        *("README.txt", "codebook.md", "datapackage.json", "notes.txt", "parquet/events.parquet")
    ]
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        project.export(full)
    with pytest.raises(UsageError, match="a file, not a folder"):
        project.export(full / "thesis.txt")
    assert [p.name for p in full.iterdir()] == ["thesis.txt"]


def test_filters_leave_events_and_what_hangs_on_them(project: Project, tmp_path: Path) -> None:
    done = project.export(
        tmp_path / "out", formats=["csv", "plover"], asked={"event_type": "RETREAT", "actors": ["PAK"]}
    )
    events = rows(tmp_path / "out" / "csv" / "events.csv")
    assert {row["event_type"] for row in events} == {"RETREAT"}
    assert len(events) == 2
    assert {row["document_id"] for row in rows(tmp_path / "out" / "csv" / "reports.csv")} == {"beta", "gamma"}
    assert done.rows["documents"] == 2
    assert done.rows["plover"] == 2
    assert "tallies" not in done.rows
    assert faults(tmp_path / "out") == []
    with pytest.raises(UsageError, match="do not belong to events"):
        project.export(tmp_path / "o2", tables=["tallies"], asked={"event_type": "RETREAT"})
    with pytest.raises(UsageError, match="No event is left"):
        project.export(tmp_path / "o3", asked={"event_type": "COERCE"})
    with pytest.raises(UsageError, match="Close: events"):
        project.export(tmp_path / "o4", tables=["event"])


def test_events_are_written_as_ordered_pairs_too(project: Project, tmp_path: Path) -> None:
    with project.record() as record:
        store = record.path
    copied = tmp_path / "record.duckdb"
    shutil.copy(store, copied)
    with duckdb.connect(str(copied)) as db:
        three = """UPDATE events SET sources = ['PAK', 'RUS'], targets = ['IND'], "symmetric" = {} WHERE event_type = '{}'"""
        db.execute(three.format("false", "AID"))
        db.execute(three.format("true", "REQUEST"))
        db.execute("UPDATE events SET targets = [] WHERE event_type = 'ASSAULT'")
        db.execute(
            """UPDATE events SET sources = ['PAK'], targets = [], "symmetric" = true WHERE first = '1989-02-15'"""
        )
    with Record(copied) as changed:
        project.export(tmp_path / "out", record=changed, formats=["csv"], tables=["event_dyads", "actors", "events"])
    found = rows(tmp_path / "out" / "csv" / "event_dyads.csv")

    def pairs(kind: str) -> list[tuple[str, str, str]]:
        return sorted((r["source"], r["target"], r["directed"]) for r in found if r["event_type"] == kind)

    assert pairs("AID") == [("PAK", "IND", "true"), ("RUS", "IND", "true")]
    both = [("IND", "PAK"), ("IND", "RUS"), ("PAK", "IND"), ("PAK", "RUS"), ("RUS", "IND"), ("RUS", "PAK")]
    assert pairs("REQUEST") == [(a, b, "false") for a, b in both]
    assert pairs("ASSAULT") == [("PAK", "", "true")]
    assert ("PAK", "", "false") in pairs("RETREAT")
    assert {r["source_cow"] for r in found if r["source"] == "PAK"} == {"770"}
    assert faults(tmp_path / "out") == []


def test_a_query_is_a_table_of_its_own(project: Project, tmp_path: Path) -> None:
    query = "SELECT event_type, count(*) AS n, max(first) AS latest FROM events GROUP BY ALL ORDER BY ALL"
    project.export(tmp_path / "out", formats=["csv", "parquet"], query=query)
    found = rows(tmp_path / "out" / "csv" / "query.csv")
    assert [row["event_type"] for row in found] == ["AID", "ASSAULT", "CONSULT", "REQUEST", "RETREAT"]
    assert faults(tmp_path / "out") == []


def test_texts_stay_out_where_they_shall(project: Project, tmp_path: Path) -> None:
    done = project.export(tmp_path / "out", texts=False)
    assert "texts" not in done.rows
    for name in ("plover.jsonl", "plover_incomplete.jsonl"):
        assert "embargo ended" not in (tmp_path / "out" / name).read_text("utf-8")
    assert "texts.csv" not in (tmp_path / "out" / "README.txt").read_text("utf-8")


def test_a_view_is_exported_as_such(project: Project, tmp_path: Path) -> None:
    with project.record(without_sources=["Evening Post"]) as view:
        project.export(tmp_path / "out", record=view, formats=["csv"])
    assert {row["document_id"] for row in rows(tmp_path / "out" / "csv" / "reports.csv")} == {"alpha", "gamma"}
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert "without Evening Post" in package["comity"]["view"]


def test_pandas_reads_both_back_alike(everything: Path, project: Project) -> None:
    pandas = pytest.importorskip("pandas")
    for name in ("events", "reports", "texts", "documents", "quantities"):
        table = next(t for t in TABLES if t.name == name)
        parquet = pandas.read_parquet(everything / "parquet" / f"{name}.parquet")
        dates = [c.name for c in table.columns if c.type == "DATE"]
        frame = pandas.read_csv(
            everything / "csv" / f"{name}.csv",
            keep_default_na=False,
            na_values=[""],
            parse_dates=dates,
            date_format="%Y-%m-%d",
        )
        assert list(frame.columns) == list(parquet.columns)
        assert len(frame) == len(parquet) == len(held(project, name))
        for column in table.columns:
            left, right = frame[column.name], parquet[column.name]
            for a, b in zip(left, right, strict=True):
                if pandas.api.types.is_scalar(b) and (pandas.isna(b) or b == ""):
                    assert pandas.isna(a)
                elif column.type == "VARCHAR[]":
                    assert json.loads(a) == list(b)
                elif column.type == "DATE":
                    assert a.date() == b
                else:
                    assert (plain(a) if isinstance(a, str) else a) == b, column.name


def test_duckdb_reads_csv_and_parquet_alike(everything: Path) -> None:
    with duckdb.connect() as db:
        for table in TABLES:
            kinds = {c.name: c.type for c in table.columns}
            simple = [
                f'"{n}"' for n, kind in kinds.items() if kind in ("DATE", "INTEGER", "TINYINT", "DOUBLE", "BOOLEAN")
            ]
            if not simple:
                continue
            read = f"read_csv('{everything}/csv/{table.name}.csv', columns={kinds_of(kinds)}, max_line_size=10000000)"
            columns = ", ".join(simple)
            left = f"SELECT {columns} FROM {read}"
            right = f"SELECT {columns} FROM '{everything}/parquet/{table.name}.parquet'"
            assert db.execute(f"({left} EXCEPT ALL {right}) UNION ALL ({right} EXCEPT ALL {left})").fetchall() == []
            assert (
                db.execute(f"SELECT count(*) FROM {read}").fetchone()
                == db.execute(f"SELECT count(*) FROM '{everything}/parquet/{table.name}.parquet'").fetchone()
            )


def kinds_of(kinds: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{n}': '{'VARCHAR' if k.endswith('[]') else k}'" for n, k in kinds.items()) + "}"


def test_the_python_of_the_readme_runs(everything: Path) -> None:
    pytest.importorskip("pandas")
    said = (everything / "README.txt").read_text("utf-8").split("In Python:\n")[1].split("plover.jsonl:")[0]
    code = "\n".join(line.removeprefix("    ") for line in said.splitlines())
    done = subprocess.run([sys.executable, "-c", code], cwd=everything, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (everything / "csv" / "events.csv").open(encoding="utf-8") as file:
        first = file.readlines()[1].split(",")[1]
    assert first in done.stdout


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_csv_with_what_it_comes_with(everything: Path) -> None:
    code = (
        "e <- read.csv('csv/events.csv', na.strings = '', colClasses = 'character'); "
        "t <- read.csv('csv/texts.csv', colClasses = 'character', encoding = 'UTF-8'); "
        "r <- read.csv('csv/reports.csv', na.strings = '', colClasses = 'character'); "
        "cat(nrow(e), nrow(t), nrow(r), sum(is.na(e$first)))"
    )
    done = subprocess.run(["Rscript", "-e", code], cwd=everything, capture_output=True, text=True, check=True)
    events = rows(everything / "csv" / "events.csv")
    undated = sum(row["first"] == "" for row in events)
    reports = rows(everything / "csv" / "reports.csv")
    assert done.stdout.split() == [str(len(events)), "3", str(len(reports)), str(undated)]
