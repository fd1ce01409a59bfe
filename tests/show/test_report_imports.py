"""Event data of others in the report: apart from what was read, with its own account."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_imports import with_import
from sample_records import cenepa
from sample_store import DuckStore
from sample_system import scored

from comity.show import report
from comity.show.payload import collect

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def imports_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckStore]:
    sample = cenepa()
    scored(sample)
    opened = DuckStore(with_import(sample).write(tmp_path_factory.mktemp("imports") / "record.duckdb"))
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def imports_file(imports_store: DuckStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.write(imports_store, tmp_path_factory.mktemp("imports-page") / "report.html")


def test_what_was_imported_is_never_among_what_was_read(imports_store: DuckStore, store: DuckStore) -> None:
    mixed, alone = collect(imports_store, "t").core, collect(store, "t").core
    for part in ("scores", "system"):
        assert mixed[part] == alone[part]
    assert mixed["tables"]["system_years"] == alone["tables"]["system_years"]
    assert mixed["tables"]["score_models"] == alone["tables"]["score_models"]


def test_an_import_carries_its_account_and_no_path_of_a_machine(imports_store: DuckStore) -> None:
    carried = collect(imports_store, "t").core["imports"]
    assert carried["sets"]["n"] == 1
    assert carried["problems"]["n"] == 1  # one kind of trouble, with one example of the two
    assert "somewhere" not in json.dumps(carried)
    assert carried["relations"]["mean"][0][-1] == pytest.approx(-20, abs=2)  # hundredths, soon after the last knot
    assert len(carried["relations"]["mean"][0]) == 3  # 1994, 1995, 1996


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_data_set_has_a_part_of_its_own(open_page: Open, imports_file: Path) -> None:
    page = open_page("imports", file=imports_file)
    assert page.locator("nav a", has_text="Imported").count() == 1
    page.get_by_role("link", name="andes-codes").click()
    page.wait_for_selector("h1:has-text('andes-codes')")
    text = page.locator("main").inner_text()
    assert "count for nothing in the other parts" in text
    assert "impossible date" in text
    assert "Chile – Peru" in text
    page.evaluate("location.hash = '#dyad=CHL,PER'")
    page.wait_for_selector("h1:has-text('Chile – Peru')")
    assert "No score" in page.locator("main").inner_text()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_without_imports_there_is_no_such_part(open_page: Open) -> None:
    page = open_page()
    assert page.locator("nav a", has_text="Imported").count() == 0
