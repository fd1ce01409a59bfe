"""What a report is weighed by, taken out of it once: stems of its words, kinds of its act, the days that it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from comity.record.joining.acts import rows, single_act, trades
from comity.record.joining.kinds import kinds_of_act
from comity.record.joining.sighting import Sighting, content_words, spans_of, stems

_NUMBER: Final = re.compile(r"\d+")
_YEAR: Final = 366
_WIDE: Final = 731
_STANDING: Final = tuple(row["begins"] for row in rows("standing_words.csv"))


@dataclass(frozen=True, slots=True)
class Traits:
    """`words` are the stems of its words without names and the trigger, `focus` those near the trigger, `names` those
    of its names, `said` all of them; `thing` the stems and `numbers` the numbers of its thing. `once`: an act that
    hardly happens twice; `standing`: it tells how a relation stands, without a date of its own; `vague`: undated, or
    within some years that only stand near; `wide`: those are more than two, a term of office: no date at all."""

    report: Sighting
    words: frozenset[str]
    focus: frozenset[str]
    names: frozenset[str]
    said: frozenset[str]
    thing: frozenset[str]
    numbers: frozenset[str]
    place: frozenset[str]
    kinds: frozenset[str]
    gives: bool
    takes: bool
    once: bool
    standing: bool
    vague: bool
    wide: bool
    spans: tuple[tuple[int, int], ...]


def traits(report: Sighting) -> Traits:
    focus, names, all_words = stems(report.focus), stems(report.names), stems(report.words)
    vague = report.days is None or (report.days > _YEAR and report.basis in ("context", "narrative"))
    return Traits(
        report=report,
        words=stems(report.words - report.names) - stems(report.trigger.split()),
        focus=focus,
        names=names,
        said=all_words | names,
        thing=stems(report.thing_words),
        numbers=frozenset(_NUMBER.findall(report.thing or "")),
        place=content_words(report.place),
        kinds=kinds_of_act(report.trigger),
        gives=trades(report, "gives"),
        takes=trades(report, "takes"),
        once=single_act(report) is not None,
        standing=(vague or report.basis == "context") and report.trigger.startswith(_STANDING),
        vague=vague,
        wide=vague and report.days is not None and report.days > _WIDE,
        spans=tuple(spans_of(report)),
    )
