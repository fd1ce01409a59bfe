"""Files in the layouts of other data sets, with invented rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from comity.actors import Registry
from comity.exchange.importing import Imported, gdelt, icews, polecat, read_in
from comity.exchange.importing.model import Layout

GDELT: dict[str, str] = {
    "GLOBALEVENTID": "100",
    "SQLDATE": "20150310",
    "Actor1Code": "KEN",
    "Actor1Name": "KENYA",
    "Actor1CountryCode": "KEN",
    "Actor2Code": "UGA",
    "Actor2CountryCode": "UGA",
    "IsRootEvent": "1",
    "EventCode": "036",
    "QuadClass": "1",
    "GoldsteinScale": "4.0",
    "NumMentions": "6",
    "NumSources": "2",
    "NumArticles": "5",
    "DATEADDED": "20150310",
    "SOURCEURL": "https://paper.example/a/b.html",
}
ICEWS: dict[str, str] = {
    "Event ID": "7001",
    "Event Date": "2012-05-04",
    "Source Name": "Ministry (Peru)",
    "Source Country": "Peru",
    "CAMEO Code": "036",
    "Intensity": "4.0",
    "Target Name": "Chile",
    "Target Country": "Chile",
    "Publisher": "A Wire",
    "Country": "Peru",
    "City": "NULL",
}
POLECAT: dict[str, str] = {
    "Event ID": "p1",
    "Event Date": "2021-02-03",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Intensity": "4.0",
    "Contexts": "diplomatic",
    "Actor Name": "Kenya",
    "Actor Country": "KEN",
    "Recipient Name": "Uganda",
    "Recipient Country": "UGA",
    "Country": "Kenya",
    "Source": "A Paper",
    "Publication Date": "2021-02-03",
}


def line(layout: Layout, base: Mapping[str, str], **changed: str) -> str:
    """One row of a layout, tab-separated. Names of columns with blanks are given with underscores."""
    cells = dict(base) | {
        name.replace("_", " ") if " " in _like(layout, name) else name: v for name, v in changed.items()
    }
    return "\t".join(cells.get(column, "") for column in layout.columns)


def _like(layout: Layout, name: str) -> str:
    return next(c for c in layout.columns if c.replace(" ", "_") == name)


def gdelt_row(**changed: str) -> str:
    return line(gdelt.GDELT_2, GDELT, **changed)


def gdelt_1_row(**changed: str) -> str:
    return line(gdelt.GDELT_1, GDELT, **changed)


def icews_row(**changed: str) -> str:
    return line(icews.ICEWS, ICEWS, **changed)


def polecat_row(**changed: str) -> str:
    return line(polecat.POLECAT, POLECAT, **changed)


ICEWS_HEADER = "\t".join(icews.ICEWS.columns)
POLECAT_HEADER = "\t".join(polecat.POLECAT.columns)


def brought_in(
    format: str, *texts: str | bytes | Path, name: str = "set", suffix: str = "txt", **how: Any
) -> tuple[Imported, list[dict[str, Any]]]:
    """What an import of these files comes to, and its events by line."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made, work = root / "made", root / "work"
        made.mkdir()
        work.mkdir()
        paths = []
        for number, text in enumerate(texts, 1):
            if isinstance(text, Path):
                paths.append(text)
                continue
            path = root / f"file{number}.{suffix}"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        done = read_in(format, paths, made, work, Registry.default(), name=name, **how)
        events = pq.read_table(made / "events.parquet").to_pylist()
        problems = pq.read_table(made / "problems.parquet").to_pylist()
    told = [(p.kind, *example) for p in done.problems for example in p.examples]
    assert [(p["problem"], p["file"], p["line"], p["value"]) for p in problems] == told
    return done, events


def lines(rows: Iterable[str]) -> str:
    return "\n".join(rows) + "\n"


def kinds(done: Imported) -> dict[str, int]:
    """Problem -> how many rows."""
    return {problem.kind: problem.rows for problem in done.problems}


def left_out(done: Imported) -> dict[str, int]:
    return {problem.kind: problem.rows for problem in done.problems if problem.left_out}


def flags(events: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    return [list(event["flags"]) for event in events]
