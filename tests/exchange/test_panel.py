"""A panel has a row for each dyad and period, the actors of that time, and no zero where nothing was covered."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from data_packages import faults
from hypothesis import given
from hypothesis import strategies as st
from panels import MADE_UP, add_days, add_model, add_scores, simulated, store_of, texts
from plain_projects import article, built

from comity.errors import UsageError
from comity.exchange.panel import size
from comity.exchange.panel.columns import PANEL
from comity.exchange.panel.periods import Lineages, Unit, number, period, periods, place
from comity.project import Project
from comity.record import Record
from comity.relations.curve import curves

Rows = dict[tuple[str, str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return texts(tmp_path_factory.mktemp("panel") / "p")


def rows_of(folder: Path) -> Rows:
    from pyarrow import parquet

    rows = parquet.read_table(folder / "parquet" / "panel.parquet").to_pylist()
    return {(row["a"], row["b"], row["period"]): row for row in rows}


@pytest.fixture(scope="module")
def years(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years") / "out"
    project.export_panel(folder)
    return folder


def test_counts_are_of_acts_that_happened_in_the_period(years: Path) -> None:
    rows = rows_of(years)
    war = rows["IND", "PAK", "1971"]
    assert (war["events"], war["hostile"], war["claims"], war["claims_bad"]) == (1, 1, 1, 1)
    talks = rows["PAK", "RUS", "2003"]
    assert (talks["events"], talks["cooperative"], talks["not_done"]) == (2, 2, 0)
    assert (talks["reports"], talks["documents"]) == (4, 3)
    assert 2 <= talks["independent_sources"] <= 3
    assert talks["goldstein_mean"] == pytest.approx(talks["goldstein_sum"] / 2)


def test_zero_is_for_what_a_document_followed_and_missing_for_the_rest(years: Path) -> None:
    rows = rows_of(years)
    followed = rows["PAK", "SUN", "1971"]  # one text tells of acts of both in 1971, and of none between them
    assert (followed["covered"], followed["covering_documents"], followed["events"]) == (True, 1, 0)
    assert followed["goldstein_mean"] is None
    untold = rows["PAK", "SUN", "1970"]
    assert untold["covered"] is False
    for name in ("events", "hostile", "reports", "documents", "claims", "goldstein_sum", "not_done", "wider"):
        assert untold[name] is None
    # the one text tells of Pakistan in 1991 until Christmas, the other of it at the end of the year: neither of India
    assert rows["IND", "PAK", "1991"]["covered"] is False


def test_a_row_never_mixes_an_actor_with_its_successor(years: Path) -> None:
    rows = rows_of(years)
    before, after = rows["PAK", "SUN", "1991"], rows["PAK", "RUS", "1991"]
    assert (before["last"], after["first"]) == (date(1991, 12, 25), date(1991, 12, 26))
    assert (before["days"], after["days"]) == (359, 6)
    assert (before["hostile"], after["hostile"], after["cooperative"]) == (1, 0, 1)
    assert (before["succession"], after["succession"]) == (None, "SUN > RUS")
    assert before["dyad"] == after["dyad"] == "PAK-RUS"
    assert (before["iso_b"], after["iso_b"], before["cow_b"], after["cow_b"]) == (810, 643, 365, 365)
    assert ("PAK", "SUN", "1992") not in rows
    assert ("PAK", "RUS", "1990") not in rows
    # two states of one lineage at once: each has its own row, and its own acts
    assert rows["DDR", "SUN", "1971"]["cooperative"] == rows["DEU", "SUN", "1971"]["cooperative"] == 1
    assert (rows["DDR", "SUN", "1971"]["cow_a"], rows["DEU", "SUN", "1971"]["cow_a"]) == (265, 260)
    assert (rows["DEU", "SUN", "1990"]["cow_a"], rows["DEU", "SUN", "1990"]["gw_a"]) == (255, 260)
    assert ("DDR", "SUN", "1991") not in rows


def test_a_shared_membership_holds_in_its_years(years: Path) -> None:
    rows = rows_of(years)
    assert "Bangladesh" in {row["name_a"] for row in rows.values()}
    assert rows["IND", "PAK", "1971"]["table_memberships"] > 0
    assert rows["IND", "SUN", "1971"]["table_partnerships"] == "Treaty of Peace, Friendship and Co-operation"
    assert rows["IND", "SUN", "1970"]["table_partnerships"] is None
    assert rows["DDR", "SUN", "1971"]["table_alliances"] is not None
    assert rows["DEU", "SUN", "1971"]["table_alliances"] is None
    assert rows["BGD", "CHN", "1973"]["table_memberships"] < rows["BGD", "CHN", "1975"]["table_memberships"]


def test_what_is_in_no_row_is_said(project: Project, tmp_path: Path) -> None:
    _, notes = project.export_panel(tmp_path / "out", unit="month")
    assert "events without a date, in no row: 1" in notes
    assert "events dated wider than a month, in the column wider and no other: 1" in notes
    assert "events of an actor that did not exist on their date, in no row: 1" in notes  # Bangladesh in 1960
    written = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert all(note in written for note in notes)


def test_months_of_a_given_time_are_all_there(project: Project, tmp_path: Path) -> None:
    project.export_panel(tmp_path / "out", unit="month", since=date(1968, 1, 1), until=date(1968, 12, 31))
    rows = rows_of(tmp_path / "out")
    assert sum(row["wider"] for (a, b, _), row in rows.items() if (a, b) == ("PAK", "SUN")) == 12
    assert {row["events"] for row in rows.values()} == {None}


def test_a_directed_panel_has_both_ways(project: Project, tmp_path: Path) -> None:
    project.export_panel(tmp_path / "out", directed=True)
    rows = rows_of(tmp_path / "out")
    assert (rows["PAK", "IND", "1971"]["hostile"], rows["IND", "PAK", "1971"]["hostile"]) == (1, 0)
    assert rows["SUN", "IND", "1971"]["dyad"] == rows["IND", "SUN", "1971"]["dyad"] == "IND-RUS"
    assert rows["PAK", "IND", "1971"]["claims"] == rows["IND", "PAK", "1971"]["claims"] == 1


def test_every_pair_of_states_is_there_where_wanted(project: Project, tmp_path: Path) -> None:
    project.export_panel(
        tmp_path / "out", all_pairs=True, since=date(1971, 1, 1), until=date(1971, 12, 31), formats=["parquet"]
    )
    rows = rows_of(tmp_path / "out")
    assert len(rows) > 9000
    assert rows["AFG", "ARG", "1971"]["events"] is None
    assert rows["AFG", "ARG", "1971"]["table_memberships"] > 0
    assert ("EST", "FRA", "1971") not in rows  # no state of its own then
    assert all(row["first"] <= row["last"] for row in rows.values())


def test_scores_are_the_curves_and_missing_before_any_evidence(project: Project, tmp_path: Path) -> None:
    store = store_of(project, tmp_path / "store.duckdb")
    known = [(date(1972, 5, 1), 0.3, 0.2, 0.2, 0.15), (date(1995, 7, 1), -0.2, 0.18, -0.2, 0.18)]
    with duckdb.connect(str(store)) as db:
        db.execute("DELETE FROM scores; DELETE FROM score_models")
        add_model(db, "text")
        add_scores(db, "text", "PAK", "RUS", known)
    with Record(store) as record:
        project.export_panel(tmp_path / "out", record=record)
        (curve,) = curves(record).values()
    rows = rows_of(tmp_path / "out")
    for year, actor in ((1975, "SUN"), (1990, "SUN"), (2003, "RUS")):
        row, end = rows["PAK", actor, str(year)], date(year, 12, 31)
        for name, filtered in (("score", True), ("smoothed", False)):
            mean, sd = curve.at(end, known=filtered)
            assert (row[name], row[f"{name}_sd"]) == (pytest.approx(mean, abs=1e-6), pytest.approx(sd, abs=1e-6))
            assert row[f"{name}_low"] == pytest.approx(max(mean - 1.645 * sd, -1), abs=1e-4)
    assert rows["PAK", "SUN", "1990"]["score"] != rows["PAK", "SUN", "1990"]["smoothed"]
    assert rows["PAK", "RUS", "2003"]["score"] == rows["PAK", "RUS", "2003"]["smoothed"]
    assert (rows["PAK", "RUS", "2003"]["last_evidence"], rows["PAK", "RUS", "2003"]["decayed"]) == (
        date(1995, 7, 1),
        0.25,
    )
    assert rows["PAK", "RUS", "2003"]["evidence_days"] == (date(2003, 12, 31) - date(1995, 7, 1)).days
    assert rows["PAK", "SUN", "1970"]["score"] is rows["PAK", "SUN", "1970"]["smoothed"] is None
    assert {row["score"] for row in rows.values() if row["dyad"] != "PAK-RUS"} == {None}


def test_what_a_text_says_holds_is_sure_only_as_long_as_it_is_told(project: Project, tmp_path: Path) -> None:
    store = store_of(project, tmp_path / "store.duckdb")
    with duckdb.connect(str(store)) as db:
        db.execute("DELETE FROM standing_facts")
        for id, kind, sign, first, last in (
            ("1", "alliance", 1, "1971-08-09", None),
            ("2", "embargo", -1, "1972-03-01", "1974-06-30"),
            ("3", "war", -1, None, "1990-05-01"),
        ):
            db.execute(
                "INSERT INTO standing_facts BY NAME SELECT ? AS id, 'IND' AS a, 'RUS' AS b, ? AS kind, ?::TINYINT AS sign, "
                "?::DATE AS first, ?::DATE AS last, 'text' AS origin",
                [id, kind, sign, first, last],
            )
    with Record(store) as record:
        project.export_panel(tmp_path / "out", record=record)
    rows = rows_of(tmp_path / "out")

    def said(year: int) -> tuple[str | None, int | None, int | None]:
        row = rows["IND", "SUN", str(year)]
        return row["text_facts"], row["text_positive"], row["text_negative"]

    assert said(1970) == (None, None, None)
    assert said(1971) == ("alliance", 1, 0)
    assert said(1973) == ("alliance?;embargo", 0, 1)
    assert said(1975) == ("alliance?", None, None)
    assert said(1990) == ("alliance?;war", 0, 1)


def test_a_data_set_is_a_panel_of_its_own(project: Project, tmp_path: Path) -> None:
    store = store_of(project, tmp_path / "store.duckdb")
    with duckdb.connect(str(store)) as db:
        add_days(
            db,
            [
                ("RUS", "PAK", date(1991, 12, 20), 2, 0),
                ("RUS", "PAK", date(1991, 12, 26), 0, 1),
                ("USA", "CHN", date(1993, 4, 1), 1, 1),
                ("USA", "CHN", date(1993, 4, 2), 1, 0),
            ],
        )
    with Record(store) as record:
        project.export_panel(tmp_path / "out", record=record, origin=MADE_UP)
        with pytest.raises(UsageError, match="No data set is called 'gdlt'"):
            project.export_panel(tmp_path / "o2", record=record, origin="gdlt")
    rows = rows_of(tmp_path / "out")
    assert (rows["PAK", "SUN", "1991"]["events"], rows["PAK", "RUS", "1991"]["hostile"]) == (2, 1)
    assert (rows["PAK", "SUN", "1991"]["covering_days"], rows["PAK", "RUS", "1991"]["covering_days"]) == (1, 1)
    empty = rows["PAK", "RUS", "1992"]  # the set has nothing in that year
    assert (empty["covered"], empty["covering_days"], empty["events"]) == (False, 0, None)
    quiet = rows["PAK", "RUS", "1993"]  # it has, of others
    assert (quiet["covered"], quiet["covering_days"], quiet["events"], quiet["goldstein_mean"]) == (True, 2, 0, None)
    assert rows["CHN", "USA", "1993"]["goldstein_sum"] == pytest.approx(10 * (0.5 * 2 - 0.8))
    assert rows["CHN", "USA", "1993"]["goldstein_mean"] == pytest.approx(10 * (0.5 * 2 - 0.8) / 3)
    assert rows["CHN", "USA", "1993"]["documents"] is None
    assert ("IND", "PAK", "1991") not in rows  # of the texts


def test_the_package_is_as_the_standard_wants_and_the_codebook_has_every_column(years: Path) -> None:
    assert faults(years) == []
    package = json.loads((years / "datapackage.json").read_text("utf-8"))
    described = {r["name"]: r for r in package["resources"]}
    assert {f["name"]: f["description"] for f in described["panel"]["schema"]["fields"]} == {
        c.name: c.about for c in PANEL.columns
    }
    assert described["panel"]["schema"]["primaryKey"] == ["a", "b", "period"]
    with (years / "codebook.csv").open(encoding="utf-8", newline="") as file:
        assert [row["column"] for row in csv.DictReader(file)] == list(PANEL.names())
    book = (years / "codebook.md").read_text("utf-8")
    assert all(f"| {name} |" in book for name in PANEL.names())
    assert package["comity"]["filters"]["unit"] == "year"


def test_the_same_record_gives_the_same_bytes_and_an_earlier_panel_is_replaced(
    project: Project, years: Path, tmp_path: Path
) -> None:
    project.export_panel(tmp_path / "again", unit="month")
    done, _ = project.export_panel(tmp_path / "again")
    for name in done.files:
        assert (tmp_path / "again" / name).read_bytes() == (years / name).read_bytes(), name
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        project.export_panel(tmp_path / "own")


def test_what_cannot_be_asked_is_refused(project: Project, tmp_path: Path) -> None:
    for wrong in ({"unit": "week"}, {"issue": "weather"}, {"since": date(2010, 1, 1), "until": date(2009, 1, 1)}):
        with pytest.raises(UsageError):
            project.export_panel(tmp_path / "out", **wrong)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


days = st.dates(date(1900, 1, 1), date(2050, 12, 31))


@given(days, st.integers(0, 800), st.sampled_from(["month", "year"]))
def test_an_act_is_placed_in_the_period_that_holds_most_of_its_days(first: date, length: int, unit: Unit) -> None:
    last = first + timedelta(days=length)
    ix = place(first, last, unit)
    inside = Counter(number(first + timedelta(days=n), unit) for n in range(length + 1))
    if ix is None:
        begin = period(number(first, unit), unit)
        assert len(inside) > 2 or length + 1 > (begin.last - begin.first).days + 1
    else:
        assert inside[ix] == max(inside.values())


@given(days, days, st.sampled_from(["month", "year"]))
def test_periods_follow_each_other_without_gap(one: date, other: date, unit: Unit) -> None:
    found = periods(min(one, other), max(one, other), unit)
    assert found[0].first <= min(one, other) <= max(one, other) <= found[-1].last
    for left, right in pairwise(found):
        assert right.first - left.last == timedelta(days=1)
        assert right.ix == left.ix + 1


def test_each_state_has_one_number_of_a_list_on_a_day() -> None:
    from comity.actors import Registry

    lineages = Lineages(Registry.default(), {})
    numbers = lineages.numbers(lineages.states())
    assert len({n.actor for n in numbers if n.scheme == "iso"}) > 190
    for n in numbers:
        for other in numbers:
            if n is not other and (n.actor, n.scheme) == (other.actor, other.scheme):
                assert n.last < other.first or other.last < n.first


def test_simulated_scores_reach_the_rows(project: Project, tmp_path: Path) -> None:
    store = store_of(project, tmp_path / "store.duckdb")
    with duckdb.connect(str(store)) as db:
        simulated(db, dyads=5, years=12)
    with Record(store) as record:
        project.export_panel(tmp_path / "out", record=record, origin=MADE_UP)
    rows = rows_of(tmp_path / "out")
    assert {row["covered"] for (_, _, year), row in rows.items() if year == "1990"} == {False}
    assert {row["events"] for (_, _, year), row in rows.items() if year == "1990"} == {None}
    assert all(row["score"] is not None for row in rows.values())


def test_forecasts_and_plans_neither_lengthen_nor_cover_a_panel(tmp_path: Path) -> None:
    made = Project.init(tmp_path / "p")
    lines = (
        "PAK CONSULT RUS 2014-06-01 happened",
        "PAK ~ RUS 2014 +",
        "PAK ~ RUS 2030 +",
        "PAK CONSULT IND 2031 planned",
    )
    (made.root / "documents" / "a.txt").write_text(article(*lines), "utf-8")
    (made.root / "documents" / "b.txt").write_text(article("RUS ~ IND 2029 -"), "utf-8")  # nobody knows its day
    (made.root / "documents" / "documents.csv").write_text("path,published\na.txt,2015-02-01\n", "utf-8")
    built(made)
    _, notes = made.export_panel(tmp_path / "out")
    assert {row["period"] for row in rows_of(tmp_path / "out").values()} == {"2014"}
    assert "relation claims about days after their document appeared (forecasts), in no row: 1" in notes
    assert "acts not done (of each dyad) after 2014, which --until reaches: 1" in notes
    made.export_panel(tmp_path / "out", until=date(2031, 12, 31))
    rows = rows_of(tmp_path / "out")
    assert (rows["PAK", "RUS", "2030"]["covered"], rows["PAK", "RUS", "2030"]["claims"]) == (False, None)
    plan = rows["IND", "PAK", "2031"]
    assert (plan["covered"], plan["covering_documents"], plan["events"], plan["not_done"]) == (False, 0, None, 1)
    with made.record() as record:
        tallies = record.sql("SELECT a, b, last FROM tallies").to_pylist()
    assert max(row["last"].year for row in tallies if (row["a"], row["b"]) == ("PAK", "RUS")) < 2030


def test_the_corrections_that_the_numbers_rest_on_are_named(tmp_path: Path) -> None:
    made = Project.init(tmp_path / "p")
    lines = ("PAK CONSULT RUS 2014-06-01 happened", "PAK ASSAULT IND 2015-06-01 happened")
    (made.root / "documents" / "a.txt").write_text(article(*lines), "utf-8")
    built(made)
    made.export_panel(tmp_path / "before")
    assert "rest on no correction" in (tmp_path / "before" / "README.txt").read_text("utf-8")
    with made.record() as record:
        rows = record.sql("SELECT id FROM reports ORDER BY event_type").to_pylist()
    changed = made.corrections.change(rows[1]["id"], "mode", "visit", why="they travelled", who="A. Reader")
    rejected = made.corrections.reject(rows[0]["id"], why="a film", who="A. Reader")
    built(made)
    made.export_panel(tmp_path / "after")
    said = (tmp_path / "after" / "README.txt").read_text("utf-8")
    assert f"  {changed.id}: change {rows[1]['id']}, mode:" in said
    assert "(A. Reader); they travelled" in said
    assert f"  {rejected.id}: reject {rows[0]['id']} (A. Reader); a film" in said


@pytest.mark.parametrize(("unit", "directed"), [("year", False), ("month", True)])
def test_how_many_rows_there_will_be_is_known_before(
    unit: Unit, directed: bool, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {"unit": unit, "directed": directed, "all_pairs": unit == "year", "since": date(1989, 5, 5)}
    asked["until"] = date(1993, 2, 1)
    monkeypatch.setattr(size, "MANY", 10)
    told: list[str] = []
    done, _ = project.export_panel(tmp_path / "a", **asked, tell=told.append, formats=["parquet"])
    (number,) = done.rows.values()
    assert told == [f"A panel of {number:,} rows: this takes about 1 minute."]
    monkeypatch.setattr(size, "MOST", number - 1)
    with pytest.raises(UsageError, match=f"would have {number:,} rows") as refused:
        project.export_panel(tmp_path / "b", **asked)
    assert "a later --since" in str(refused.value.hint)
    assert ("--unit year" in str(refused.value.hint)) == (unit == "month")
    assert not (tmp_path / "b").exists()
    assert project.export_panel(tmp_path / "b", **asked, large=True, formats=["parquet"])[0].rows == done.rows
