"""A user's own rows, and what bad rows say."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.actors import Registry
from comity.errors import TableError
from comity.intervals import Interval

HEADER = "alias,actor,name,kind,from,to,state,office,source\n"


def write(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "mine.csv"
    path.write_text("# rows of my own\n" + header + rows, encoding="utf-8")
    return path


def test_an_alias_for_a_known_actor(tmp_path: Path) -> None:
    registry = Registry.default(write(tmp_path, "Land of Copper,ZMB,,state,,,,,\nOdeon Street,GRC,,seat,,,,,\n"))
    assert registry.resolve("Land of Copper", None).actor == "ZMB"
    seat = registry.resolve("Odeon Street", Interval.parse("2020"))
    assert (seat.actor, seat.how) == ("GRC", "seat")
    assert registry.fingerprint != Registry.default().fingerprint


def test_a_new_actor(tmp_path: Path) -> None:
    rows = 'River Guard,river-guard,River Guard,group,2011,2019-06,,,"a report, 2020"\nRiver Guards,river-guard,,group,,,,,\n'
    registry = Registry.default(write(tmp_path, rows))
    actor = registry.actor("river-guard")
    assert (actor.kind, actor.origin, actor.source) == ("group", "human", "a report, 2020")
    assert str(actor.valid_from) == "2011-01-01"
    assert str(actor.valid_to) == "2019-06-30"
    assert [hit.text for hit in registry.find("the River Guards of River Guard")] == ["River Guards", "River Guard"]


def test_a_person_in_office(tmp_path: Path) -> None:
    rows = "Ama Example,,,person,2020,2021,GHA,foreign_minister,\n"
    registry = Registry.default(write(tmp_path, rows))
    assert registry.resolve("Ama Example", Interval.parse("2020-05")).actor == "GHA"
    assert registry.resolve("Ama Example", Interval.parse("2023-05")).actor is None


def test_a_users_alias_comes_before_the_projects(tmp_path: Path) -> None:
    registry = Registry.default(write(tmp_path, "Congo,COD,,state,2000,,,,\n"))
    assert registry.resolve("Congo", Interval.parse("2010")).actor == "COD"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("X,XXX,,seat,,,,,\n", "no actor has the id 'XXX'"),
        ("X,PAK,,city,,,,,\n", "'kind' is 'city'"),
        (",PAK,,state,,,,,\n", "'alias' is empty"),
        ("X,PAK,,state,20x1,,,,\n", "which is not a date"),
        ("X,PAK,,state,2020,2010,,,\n", "it ends (2010) before it begins (2020)"),
        ("X,PAK,,state\n", "4 cells, but 9 columns"),
        ("Y,,,person,,,PAK,boss,\n", "'office' is 'boss'"),
    ],
)
def test_a_bad_row_says_where_and_what_to_do(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        Registry.default(write(tmp_path, "Fine,PAK,,state,,,,,\n" + rows))
    assert message in caught.value.message
    assert "mine.csv, line 4" in caught.value.message
    assert caught.value.hint


def test_a_bad_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="the column 'kind' is missing"):
        Registry.default(write(tmp_path, "X,PAK\n", "alias,actor\n"))
    with pytest.raises(TableError, match="has no rows"):
        Registry.default(write(tmp_path, "", ""))
    with pytest.raises(TableError, match="cannot be read"):
        Registry.default(tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes(b"alias,actor,kind\nP\xe9rou,PER,state\n")
    with pytest.raises(TableError, match="cannot be read"):
        Registry.default(tmp_path / "latin.csv")
    with pytest.raises(TableError):
        Registry.default(write(tmp_path, 'X,PAK,"open,state,,,,,\n'))
