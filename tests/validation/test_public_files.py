"""Public files are known by their columns, in whatever edition; rows that cannot be are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.errors import UsageError
from comity.validation.files import pair_years, votes


def file(folder: Path, *lines: str) -> Path:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_ideal_points_by_session_and_by_year(tmp_path: Path) -> None:
    assert votes(file(tmp_path, "Row,ccode,session,IdealPoint", "1,2,1,1.5")).points == {(2, 1946): 1.5}
    assert votes(file(tmp_path, "﻿session\tyear\tccode\tIdealPointAll", "3\t1948\t2\t-0.5")).points == {(2, 1948): -0.5}


def test_rows_that_cannot_be_are_counted_with_an_example(tmp_path: Path) -> None:
    rows = ("ccode,session,IdealPoint", "2,1,1.5", "2,1,1.6", "NA,1,1", ",2,0", "20,x,1", "20,3,", "2,1,1.5")
    found = votes(file(tmp_path, *rows))
    assert found.points == {(2, 1946): 1.5}
    assert [(p.problem, p.rows, p.line, p.value) for p in found.problems] == [
        ("a second value for a state and year: the first is kept", 1, 3, "1.6"),
        ("no ideal point", 1, 7, ""),
        ("no number of a state", 2, 4, "NA"),
        ("no year", 1, 6, "x"),
    ]


def test_disputes_of_either_edition(tmp_path: Path) -> None:
    rows = ("dispnum,ccode1,ccode2,year,dispongoing,disponset", "1,200,2,1902,1,1", "1,2.0,200.0,1903.0,1,0")
    found = pair_years(file(tmp_path, *rows), "disputes")
    assert found.held == {(2, 200, 1902), (2, 200, 1903)}
    assert found.begun == {(2, 200, 1902)}
    assert (found.first, found.last) == (1902, 1903)
    everything = pair_years(
        file(tmp_path, "ccode1,ccode2,year,cowmidongoing", "2,20,1999,0", "2,40,1999,1"), "disputes"
    )
    assert everything.held == {(2, 40, 1999)}
    assert pair_years(file(tmp_path, "statea,stateb,year", "2,40,1961"), "disputes").begun is None


def test_alliances_are_those_that_promise_to_fight(tmp_path: Path) -> None:
    rows = ("mem1,mem2,year,defense,offense,consul,atopally", "2,20,1960,1,0,1,1", "2,365,1960,0,0,1,1")
    assert pair_years(file(tmp_path, *rows), "alliances").held == {(2, 20, 1960)}
    spans = (
        "ccode1,ccode2,dyad_st_year,dyad_end_year,defense",
        "200,235,1899,1902,1",
        "2,20,1900,,1",
        "2,70,1901,1900,1",
    )
    found = pair_years(file(tmp_path, *spans), "alliances")
    assert {year for *pair, year in found.held if pair == [2, 20]} == {1900, 1901, 1902}
    assert {p.problem for p in found.problems} == {
        "ends before it begins",
        "no last year: taken to hold until 1902, the last year of the file",
    }


def test_rivalries_hold_from_their_first_to_their_last_year(tmp_path: Path) -> None:
    rows = ("rivalryno,ccode1,ccode2,styear,endyear", "1,750,770,1947,1949", "2,750,750,1947,1948")
    found = pair_years(file(tmp_path, *rows), "rivalries")
    assert found.held == {(750, 770, 1947), (750, 770, 1948), (750, 770, 1949)}
    assert [p.problem for p in found.problems] == ["a state with itself"]


def test_another_file_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    path = file(tmp_path, "country,gdp", "USA,1")
    with pytest.raises(UsageError, match=r"has no column ccode/cowcode.*it has country, gdp"):
        votes(path)
    with pytest.raises(UsageError, match="has no row that can be used"):
        pair_years(file(tmp_path, "ccode1,ccode2,year"), "disputes")
    with pytest.raises(UsageError, match="cannot be read"):
        pair_years(tmp_path / "nowhere.csv", "rivalries")
