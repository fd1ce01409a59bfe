"""A report of the hand-made store, written once; and a browser, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_store import DuckStore, cenepa

from comity.show import report

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckStore]:
    opened = DuckStore(cenepa().write(tmp_path_factory.mktemp("store") / "record.duckdb"))
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def page_file(store: DuckStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.write(store, tmp_path_factory.mktemp("report") / "report.html", title="Peru & Ecuador </title>")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = os.environ.get("COMITY_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium found: install it (Debian: apt-get install chromium) or set COMITY_BROWSER")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield launched
        launched.close()
