"""Comparing the tables with independent lists, here lists made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.actors import check

COUNTRIES = "name.common,name.official,cca3,capital,demonyms.eng.m\n"
COW = "stateabb,ccode,styear,endyear\n"


def lists(folder: Path, countries: str = "", cow: str = "") -> Path:
    (folder / check.COUNTRIES).write_text(COUNTRIES + countries, encoding="utf-8")
    (folder / check.COW).write_text(COW + cow, encoding="utf-8")
    return folder


def differing(folder: Path) -> list[tuple[str, str, str]]:
    return [(f.table, f.id, f.differs) for f in check.compare([folder]) if f.differs and f.id in ("PER", "GHA")]


def test_agreement(tmp_path: Path) -> None:
    folder = lists(
        tmp_path, "Peru,Republic of Peru,PER,Lima,Peruvian\n", "PER,135.0,1839.0,2016.0\nGHA,452.0,1957.0,2016.0\n"
    )
    assert differing(folder) == []
    agreed = check.agreed(list(check.compare([folder])))
    assert ("states", "PER", "mledoze") in agreed
    assert ("years", "GHA", "cow") in agreed


def test_differences_are_named(tmp_path: Path) -> None:
    folder = lists(
        tmp_path, "Perou,Perou,PER,Trujillo,Perovian\n", "PER,135.0,1839.0,2016.0\nGHA,452.0,1949.0,2016.0\n"
    )
    assert differing(folder) == [
        ("states", "PER", "name: the list has Perou / Perou"),
        ("demonyms", "PER", "demonym: the list has Perovian"),
        ("seats", "PER", "capital: the list has Trujillo"),
        ("years", "GHA", "begins 1957, in the list 1949"),
    ]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 2
    assert check.main([str(tmp_path)]) == 2
    assert "A folder must hold" in capsys.readouterr().err
    assert check.main([str(lists(tmp_path, "Peru,Republic of Peru,PER,Lima,Perovian\n"))]) == 0
    assert "PER\tmledoze\tdemonym" in capsys.readouterr().out
