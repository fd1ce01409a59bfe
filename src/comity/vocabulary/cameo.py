"""CAMEO's event codes, as other event data sets use them: what each is in PLOVER, and its Goldstein weight."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from comity.errors import TableError

_NONE: Final = "-"
_QUADS: Final = ((5, 1), (8, 2), (13, 3), (20, 4))
"""Up to which root code which quad class reaches."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of CAMEO. `type`, `mode` and `issue` are None where PLOVER has none, or the code says nothing of it; `quad` is
    that of CAMEO's root (1 to 4); `goldstein` from -10 to 10. `listed`: whether CAMEO has the code itself; else what is
    said is said of the code above it."""

    code: str
    type: str | None
    mode: str | None
    issue: str | None
    quad: int
    goldstein: float
    listed: bool = True


def cameo(code: str) -> Code:
    """What a code of two to four digits means; a code that CAMEO does not have counts as the one above it. Raises KeyError
    where none of those is one."""
    found = codes().get(code)
    if found is not None:
        return found
    if len(code) <= 2 or not code.isdecimal():
        raise KeyError(code)
    above = cameo(code[:-1])
    return Code(code, above.type, above.mode, above.issue, above.quad, above.goldstein, listed=False)


def goldstein(code: str) -> float:
    """The Goldstein weight of a code of CAMEO, -10 to 10: its own, or that of the code above it (Goldstein 1992, as carried
    over to CAMEO). Raises KeyError for what is no code."""
    return cameo(code).goldstein


@cache
def codes() -> dict[str, Code]:
    """All codes of CAMEO, in order."""
    from comity.vocabulary import issues, modes, types

    found: dict[str, Code] = {}
    for row in _rows():
        code = row["code"]
        above = found.get(code[:-1]) if len(code) > 2 else None
        type_, mode, issue = (_told(row[name], getattr(above, name, None)) for name in ("type", "mode", "issue"))
        weight = float(row["goldstein"]) if row["goldstein"] else above.goldstein if above else None
        if weight is None or not -10 <= weight <= 10:
            raise TableError(f"cameo.csv: {code} has no weight from -10 to 10.")
        if type_ is not None and type_ not in types():
            raise TableError(f"cameo.csv: {code} is {type_}, which is no type.")
        if mode is not None and (type_, mode) not in modes():
            raise TableError(f"cameo.csv: {code} is {type_} {mode}, which is no mode of it.")
        if issue is not None and issue not in issues():
            raise TableError(f"cameo.csv: {code} is of {issue}, which is no issue.")
        found[code] = Code(code, type_, mode, issue, _quad(code), weight)
    return found


def _told(cell: str, above: str | None) -> str | None:
    if not cell:
        return above
    return None if cell == _NONE else cell


def _quad(code: str) -> int:
    return next(quad for last, quad in _QUADS if int(code[:2]) <= last)


def _rows() -> Iterator[dict[str, str]]:
    text = resources.files("comity.vocabulary").joinpath("cameo.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
