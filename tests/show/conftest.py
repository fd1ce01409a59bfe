"""A report of the hand-made store, written once; and a browser, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_findings import findings
from sample_records import cenepa
from sample_store import DuckStore
from sample_system import scored, told

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
    sample = cenepa()
    scored(sample)
    told(sample)
    opened = DuckStore(sample.write(tmp_path_factory.mktemp("store") / "record.duckdb"))
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


@pytest.fixture(scope="module")
def contexts(browser: Any) -> Iterator[dict[tuple[int, bool], Any]]:
    """Browser contexts by width and theme: making one takes longer than most tests here."""
    made: dict[tuple[int, bool], Any] = {}
    yield made
    for context in made.values():
        context.close()


_DRAWN = """() => new Promise((done) => {
  let frames = 4;
  const next = () => (frames-- > 0 ? requestAnimationFrame(next) : done());
  next();
  setTimeout(done, 3000);
})"""
"""Lists and charts are drawn in the frames after a view is put up."""


@pytest.fixture
def open_page(browser: Any, contexts: dict[tuple[int, bool], Any], page_file: Path) -> Iterator[Callable[..., Any]]:
    """Open the report at an address; fail at the end when anything was logged, refused, run or fetched."""
    pages, trouble, fetched = [], [], []

    def open_at(address: str = "overview", *, width: int = 1200, dark: bool = False, file: Path = page_file) -> Any:
        if (width, dark) not in contexts:
            scheme = "dark" if dark else "light"
            contexts[width, dark] = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = contexts[width, dark].new_page()
        pages.append(page)
        page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: fetched.append(r.url) if not r.url.startswith(file.as_uri()) else None)
        page.goto(f"{file.as_uri()}#{address}")
        page.wait_for_selector("main h1")
        page.evaluate(_DRAWN)
        return page

    yield open_at
    for page in pages:
        page.close()
    assert trouble == []
    assert fetched == []


@pytest.fixture(scope="session")
def findings_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckStore]:
    opened = DuckStore(findings().write(tmp_path_factory.mktemp("findings") / "record.duckdb"))
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def findings_file(findings_store: DuckStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.write(findings_store, tmp_path_factory.mktemp("found") / "report.html")
