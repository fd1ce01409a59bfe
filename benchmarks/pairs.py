"""Hand-made pairs of reports: one act told twice, or two acts alike (accuracy/pairs.jsonl).

Each line is one pair with its reason: in `said`, actors stand in {} and dates in []; `when` and `basis` are the date
that a reader would give. One person made them up for kinds of case that the stories have few of, the odd cases of a
reader among them: undated talk of cooperation, dates that only stand near.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from comity.intervals import Interval
from comity.record.joining.corpus import Corpus
from comity.record.joining.marks import marks
from comity.record.joining.sighting import Sighting, content_words, without, wording

FILE: Final = Path(__file__).parent / "accuracy" / "pairs.jsonl"
_MARKED: Final = re.compile(r"[{\[](.*?)[}\]]")
_YEAR: Final = re.compile(r"\b[12]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Pair:
    why: str
    a: Sighting
    b: Sighting
    same: bool


def pairs() -> list[Pair]:
    lines = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [
        Pair(
            row["why"],
            _sighting(f"{n:03d}a", "a", row["a"]),
            _sighting(f"{n:03d}b", row["b"].get("document", "b"), row["b"]),
            row["same"],
        )
        for n, row in enumerate(lines)
    ]


def corpus(made: list[Pair], pair: Pair) -> Corpus:
    """A record of the pair among the words of the others, which are undated: no other act of theirs could be meant."""
    others = [
        replace(r, first=None, last=None, basis="none")
        for other in made
        if other is not pair
        for r in (other.a, other.b)
    ]
    return Corpus([pair.a, pair.b, *others])


def _sighting(id: str, document: str, row: dict[str, Any]) -> Sighting:
    said = ""
    actors: list[tuple[int, int]] = []
    dates: list[tuple[int, int]] = []
    at = 0
    for match in _MARKED.finditer(row["said"]):
        said += row["said"][at : match.start()]
        (actors if match[0][0] == "{" else dates).append((len(said), len(said) + len(match[1])))
        said += match[1]
        at = match.end()
    said += row["said"][at:]
    start = said.index(row["trigger"])
    trigger = start, start + len(row["trigger"])
    persons = [(said.index(name), said.index(name) + len(name)) for name in row.get("persons", ())]
    words = wording(without(said, actors + dates), trigger, persons)
    when = Interval.parse(row["when"]) if "when" in row else None
    sources, targets = frozenset(row["sources"]), frozenset(row["targets"])
    return Sighting(
        id=id,
        document=f"{id[:3]}{document}",
        group=f"{id[:3]}{document}",
        start=row.get("start", 0),
        end=row.get("start", 0) + len(said),
        trigger=row["trigger"].casefold(),
        event_type=row["type"],
        mode=row.get("mode"),
        issue=None,
        thing=row.get("thing"),
        place=row.get("place"),
        first=when.first.toordinal() if when else None,
        last=when.last.toordinal() if when else None,
        basis=row["basis"] if when else "none",
        status=row.get("status", "happened"),
        symmetric=row.get("symmetric", False),
        sources=tuple(row["sources"]),
        targets=tuple(row["targets"]),
        source_side=sources,
        target_side=targets,
        parties=sources | targets,
        amounts=tuple((value, unit) for value, unit in row.get("amounts", ())),
        claimed_by=None,
        voice="document",
        confidence=0.8,
        origin="text",
        published=date.fromisoformat(row["published"]).toordinal() if "published" in row else None,
        words=words.words,
        focus=words.focus,
        names=words.names,
        thing_words=content_words(row.get("thing")),
        label=row.get("label", False),
        dates=frozenset(said[a:b].casefold() for a, b in dates),
        years=frozenset(int(year) for a, b in dates for year in _YEAR.findall(said[a:b])),
        marks=marks(said, trigger),
    )
