"""The R script beside the examples reads a panel, checks it, and gets the numbers that Python gets."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from panels import MADE_UP, simulated, store_of, texts

from comity.project import Project
from comity.record import Record

SCRIPT = Path(__file__).parents[2] / "examples" / "panel.R"
pytestmark = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return texts(tmp_path_factory.mktemp("panel") / "p")


@pytest.fixture(scope="module")
def of_texts(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("r") / "texts"
    project.export_panel(folder)
    return folder


@pytest.fixture(scope="module")
def of_data(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("r")
    store = store_of(project, base / "store.duckdb")
    with duckdb.connect(str(store)) as db:
        simulated(db)
    with Record(store) as record:
        project.export_panel(base / "set", record=record, origin=MADE_UP)
    return base / "set"


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["Rscript", str(SCRIPT), str(folder), *more], capture_output=True, text=True, check=False)


def frame(folder: Path) -> Any:
    return pytest.importorskip("pandas").read_parquet(folder / "parquet" / "panel.parquet")


@pytest.mark.parametrize("which", ["of_texts", "of_data"])
def test_r_and_python_see_the_same_rows_missing_cells_and_means(which: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(which)
    done = run(folder)
    assert done.returncode == 0, done.stderr
    rows = frame(folder)
    assert f"{len(rows)} rows, {rows.dyad.nunique()} dyads" in done.stdout
    assert f"{int(rows.covered.sum())} rows are covered, {int(rows.score.notna().sum())} have a score" in done.stdout
    table = re.findall(r"^(\w+) +(\d+) +(-?[\d.]+|-)$", done.stdout, re.MULTILINE)
    assert len(table) > 35
    for name, missing, mean in table:
        assert int(missing) == rows[name].isna().sum(), name
        if mean == "-":
            assert rows[name].isna().all()
        else:
            assert float(mean) == pytest.approx(rows[name].astype(float).mean(), abs=1e-6), name
    assert (folder / "panel.pdf").read_bytes().startswith(b"%PDF")


def test_the_model_is_what_statsmodels_fits(of_data: Path) -> None:
    pandas = pytest.importorskip("pandas")
    from statsmodels.api import GLM, families

    done = run(of_data, str(of_data.parent / "other.pdf"))
    assert "Logit: a hostile act in this period" in done.stdout, done.stdout + done.stderr
    assert (of_data.parent / "other.pdf").exists()
    printed = {
        m[0]: (float(m[1]), float(m[2]))
        for m in re.findall(r"^(\(?\w+\)?) +(-?[\d.]+) +([\d.]+) +-?[\d.]+ +[\d.]+$", done.stdout, re.MULTILINE)
    }
    rows = frame(of_data)
    before = rows[["dyad", "year", "score", "hostile"]].assign(year=rows.year + 1)
    rows = rows[rows.covered].merge(before, on=["dyad", "year"], suffixes=("", "_before"))
    rows = rows[rows.score_before.notna()]
    x = pandas.DataFrame(
        {
            "(Intercept)": 1.0,
            "score_before": rows.score_before,
            "hostile_before": (rows.hostile_before > 0).astype(float),
            "unknown_before": rows.hostile_before.isna().astype(float),
            "exposure": np.log(rows.covering_days.astype(float)),
        }
    )
    y = (rows.hostile > 0).astype(float)
    fitted = GLM(y, x, family=families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": rows.dyad.astype("category").cat.codes}
    )
    # statsmodels corrects by G/(G-1) (N-1)/(N-K) too (Cameron, Gelbach and Miller 2011)
    assert set(printed) == set(x.columns)
    for name, (estimate, error) in printed.items():
        assert estimate == pytest.approx(fitted.params[name], abs=1e-3), name
        assert error == pytest.approx(fitted.bse[name], abs=1e-3), name
    assert printed["score_before"][0] < -1.5  # made with -3, before noise in the score


def test_few_hostile_acts_make_no_logit(of_texts: Path) -> None:
    assert "Too few rows for a model." in run(of_texts).stdout


def test_a_panel_that_is_not_as_its_codebook_says_is_refused(of_texts: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(of_texts, wrong)
    table = wrong / "csv" / "panel.csv"
    header, *lines = table.read_text("utf-8").splitlines()
    place = header.split(",").index("covered")
    cells = lines[0].split(",")
    cells[place] = "true" if cells[place] == "false" else "false"
    table.write_text("\n".join([header, ",".join(cells), *lines[1:]]) + "\n", "utf-8")
    done = run(wrong)
    assert done.returncode != 0
    assert "count of events" in done.stderr
    table.write_text("\n".join([header.replace("events", "acts", 1), *lines]) + "\n", "utf-8")
    assert "columns of the codebook are not in the panel: events" in run(wrong).stderr
    assert "Say where the panel is" in subprocess.run(["Rscript", str(SCRIPT)], capture_output=True, text=True).stderr


def lines_after(text: str, mark: str) -> str:
    """The indented lines of a README after a line."""
    taken = []
    for line in text.split(f"{mark}\n\n", 1)[1].splitlines():
        if line and not line.startswith("    "):
            break
        taken.append(line.removeprefix("    "))
    return "\n".join(taken)


def test_the_r_lines_of_the_readmes_run(of_texts: Path, project: Project, tmp_path: Path) -> None:
    code = lines_after((of_texts / "README.txt").read_text("utf-8"), "In R, with nothing but what it comes with:")
    done = subprocess.run(["Rscript", "-e", code], cwd=of_texts, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    covered = frame(of_texts).query("covered").groupby("year")[["cooperative", "hostile"]].sum()
    printed = [tuple(map(int, m)) for m in re.findall(r"^\d+ +(\d{4}) +(\d+) +(\d+)$", done.stdout, re.MULTILINE)]
    assert printed == [(int(year), int(row.cooperative), int(row.hostile)) for year, row in covered.iterrows()]
    project.export(tmp_path / "out", formats=["csv"])
    code = lines_after(
        (tmp_path / "out" / "README.txt").read_text("utf-8"), "In R, with nothing but what it comes with:"
    )
    done = subprocess.run(["Rscript", "-e", code], cwd=tmp_path / "out", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with project.record() as record:
        first = record.sql("SELECT min(id) AS id FROM events").to_pylist()[0]["id"]
        sentences = record.evidence(first).column("sentence").to_pylist()
    assert all(sentence in done.stdout for sentence in sentences)


def test_a_folder_without_a_panel_is_told_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path / "none")
    assert done.returncode != 0
    assert f"there is no folder {tmp_path / 'none'}" in done.stderr
    assert f"comity export panel {tmp_path / 'none'}" in done.stderr
    assert f"no panel is in {tmp_path}" in run(tmp_path).stderr


def test_a_model_of_the_score_on_its_own_lag_says_what_it_is(project: Project, tmp_path: Path) -> None:
    store = store_of(project, tmp_path / "store.duckdb")
    with duckdb.connect(str(store)) as db:
        simulated(db)
        db.execute("UPDATE dyad_days SET hostile = 0, material_conflict = 0")
    with Record(store) as record:
        project.export_panel(tmp_path / "set", record=record, origin=MADE_UP)
    said = run(tmp_path / "set").stdout
    assert "A linear model of the score instead." in said
    assert "own lag is therefore nearly mechanical" in said
