"""The closed lists: PLOVER's event types and modes with their scores, and the issues that acts are about.

types()  -> {"AGREE": EventType(...), ...}     in the manual's order
modes()  -> {("CONSULT", "visit"): Mode(...)}  in the file's order
issues() -> {"defence": "armed forces, ...", ...}
weight("CONSULT", "visit") -> 4.0              the mode's score, else the type's
cameo("0421") -> Code(...), goldstein("0231") -> 3.4    codes of CAMEO; one that is not listed counts as the one above it
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from comity.errors import TableError
from comity.vocabulary.cameo import Code, cameo, codes, goldstein

__all__ = ["Code", "EventType", "Mode", "cameo", "codes", "goldstein", "issues", "modes", "types", "weight"]


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type. `quad` is 1 to 4 (verbal and material cooperation, verbal and material conflict);
    `score` is on PLOVER's scale from -10 to 10; `symmetric` says whether its parties may share one side."""

    name: str
    quad: int
    score: float
    symmetric: bool
    meaning: str

    @property
    def cooperative(self) -> bool:
        return self.quad <= 2


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a type. `score` is None where the manual gives none."""

    type: str
    name: str
    score: float | None
    meaning: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def types() -> dict[str, EventType]:
    return {
        r["type"]: EventType(r["type"], int(r["quad"]), float(r["score"]), r["symmetric"] == "true", r["meaning"])
        for r in _rows("types.csv")
    }


@cache
def modes() -> dict[tuple[str, str], Mode]:
    table = {}
    for r in _rows("modes.csv"):
        if r["type"] not in types():
            raise TableError(f"modes.csv: {r['mode']!r} belongs to {r['type']!r}, which is no event type.")
        table[r["type"], r["mode"]] = Mode(
            r["type"], r["mode"], float(r["score"]) if r["score"] else None, r["meaning"]
        )
    return table


@cache
def issues() -> dict[str, str]:
    return {r["issue"]: r["meaning"] for r in _rows("issues.csv")}


def weight(type: str, mode: str | None = None) -> float:
    """The score of a type, or of its mode where the manual gives the mode one: from -10 to 10.

    Raises KeyError for a type that is not PLOVER's; an unknown mode counts as none.
    """
    found = modes().get((type, mode)) if mode else None
    return found.score if found is not None and found.score is not None else types()[type].score
