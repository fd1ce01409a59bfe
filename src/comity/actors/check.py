"""Comparing the project's tables with independent lists: what agrees is written to `data/checked.csv`.

    python -m comity.actors.check FOLDER...            say what agrees and what differs
    python -m comity.actors.check --write FOLDER...    and record what agrees

The folders hold the lists, which are not part of the project: `mledoze_countries.csv` (names, codes, capitals, demonyms;
github.com/mledoze/countries), `cow_states.csv` (Correlates of War state system membership). Nothing is copied from them.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from comity.actors.finding import fold
from comity.actors.model import Actor
from comity.actors.registry import Registry
from comity.errors import UsageError

COUNTRIES: Final = "mledoze_countries.csv"
COW: Final = "cow_states.csv"
TOLERANCE: Final = 1
"""Years by which the start or end of a state may differ: lists date independence differently."""

_COW_YEAR_ZERO: Final = 1945
_COW_LAST: Final = 2016


@dataclass(frozen=True, slots=True)
class Finding:
    """One row compared with one list. `differs` is empty where they agree."""

    table: str
    id: str
    list: str
    differs: str = ""


def compare(folders: Sequence[Path]) -> Iterator[Finding]:
    """Findings for every row that a list has something to say about. Raises UsageError when no list is there."""
    registry = Registry.default()
    countries, cow = _rows(folders, COUNTRIES), _rows(folders, COW)
    if not countries and not cow:
        raise UsageError(
            f"No list in {', '.join(map(str, folders))}.", hint=f"A folder must hold {COUNTRIES} or {COW}."
        )
    if countries:
        yield from _countries(registry, countries)
    if cow:
        yield from _cow(registry, cow)


def _rows(folders: Sequence[Path], name: str) -> list[dict[str, str]]:
    for folder in folders:
        path = folder / name
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                return list(csv.DictReader(lines))
    return []


def _plain(text: str) -> str:
    return fold(text).casefold().replace(".", "").replace("-", " ").strip()


def _countries(registry: Registry, rows: list[dict[str, str]]) -> Iterator[Finding]:
    by_code = {"XKX" if r["cca3"] in ("UNK", "XKX") else r["cca3"]: r for r in rows}
    for actor in registry.actors("state"):
        row = by_code.get(actor.id)
        if row is None:
            continue
        ours = {_plain(t) for t in registry.names(actor.id)}
        theirs = [row["name.common"], row["name.official"]]
        named = any(_plain(t) in ours for t in theirs)
        yield Finding("states", actor.id, "mledoze", "" if named else f"name: the list has {' / '.join(theirs)}")
        demonym = row["demonyms.eng.m"]
        if demonym and not any(_plain(part) in ours for part in demonym.split(",")):
            yield Finding("demonyms", actor.id, "mledoze", f"demonym: the list has {demonym}")
        else:
            yield Finding("demonyms", actor.id, "mledoze")
        capitals = [c for c in row["capital"].split(",") if c]
        missing = [c for c in capitals if _plain(c) not in ours]
        yield Finding("seats", actor.id, "mledoze", f"capital: the list has {', '.join(missing)}" if missing else "")


def _cow(registry: Registry, rows: list[dict[str, str]]) -> Iterator[Finding]:
    spells: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        first, last = int(float(row["styear"])), int(float(row["endyear"]))
        if last > _COW_YEAR_ZERO:
            spells.setdefault(int(float(row["ccode"])), []).append((first, last))
    holders: dict[int, list[Actor]] = {}
    for actor in registry.actors("state"):
        if actor.cow is not None:
            holders.setdefault(actor.cow, []).append(actor)
    for number, actors in sorted(holders.items()):
        ours = [
            (a.valid_from.year if a.valid_from else 0, a.valid_to.year if a.valid_to else _COW_LAST) for a in actors
        ]
        for actor in actors:
            held = spells.get(number)
            if held is None:
                yield Finding("years", actor.id, "cow", f"the list has no state {number}")
                continue
            first, last = min(o[0] for o in ours), max(o[1] for o in ours)
            differs = []
            if first > _COW_YEAR_ZERO and abs(first - min(h[0] for h in held)) > TOLERANCE:
                differs.append(f"begins {first}, in the list {min(h[0] for h in held)}")
            if last < _COW_LAST and abs(last - max(h[1] for h in held)) > TOLERANCE:
                differs.append(f"ends {last}, in the list {max(h[1] for h in held)}")
            yield Finding("years", actor.id, "cow", "; ".join(differs))


def agreed(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """(table, id, list) of what a list agrees with, sorted. `years` stands for the number and life span of a state."""
    return sorted((f.table, f.id, f.list) for f in findings if not f.differs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 when it ran, whatever it found."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    write = "--write" in given
    folders = [Path(a) for a in given if not a.startswith("-")]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        findings = list(compare(folders))
    except UsageError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    for finding in findings:
        if finding.differs:
            print(f"{finding.table}\t{finding.id}\t{finding.list}\t{finding.differs}")
    rows = agreed(findings)
    print(f"{len(rows)} facts agree, {len(findings) - len(rows)} differ.", file=sys.stderr)
    if write:
        with resources.as_file(resources.files("comity.actors") / "data") as folder:
            text = (
                "# What independent lists agree with, written by `python -m comity.actors.check --write`: names and codes (states), capitals\n"
                "# (seats) and demonyms by mledoze/countries, numbers and years by Correlates of War. Facts not listed here are recalled only.\n"
                "table,id,list\n"
            )
            text += "".join(f"{table},{id},{lists}\n" for table, id, lists in rows)
            (folder / "checked.csv").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
