"""How long: lengths of time that two documents give the same thing of the same actors ("a four-decade-old embargo")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from comity.reading.number_words import WORDS
from comity.record.disagreements import grading
from comity.record.disagreements.model import Disagreement, Place
from comity.record.disagreements.sides import of_sides
from comity.record.disagreements.told import Told
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting

_NUMBERS: Final[dict[str, float]] = {**WORDS} | {"a": 1, "half-a": 0.5}
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525.0}
_UNIT: Final = r"(?P<unit>day|week|month|year|decade|century)"
_NUMBER: Final = r"(?P<number>\d{1,3}|[a-z]+)"
_LONG: Final = re.compile(
    rf"\b(?P<hedge>nearly |almost |about |over |more than |some |roughly )?{_NUMBER}-{_UNIT}(?:-(?:old|long))?\s+"
    r"(?P<of>(?:[a-z][\w’'-]* ){0,2}?[a-z][\w’'-]+)\b",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    rf"\b(?:after|during|for|ending|ended)\s+(?P<hedge>nearly |almost |about |over |more than |some |roughly )?{_NUMBER} {_UNIT}s? of "
    r"(?P<of>(?:[a-z][\w’'-]* ){0,2}?[a-z][\w’'-]+)\b",
    re.IGNORECASE,
)
_HEADS: Final = re.compile(
    r"\b(embargo|ban|war|conflict|blockade|siege|truce|ceasefire|occupation|boycott|sanctions|dispute|feud|insurgency|"
    r"rule|occupation|alliance|treaty|pact|agreement|deal|contract|lease|freeze|moratorium|stand-?off|break|visit|tour|"
    r"term|mandate|mission|exercise|drill|negotiations|talks|hiatus|absence|partnership|friendship)\b",
    re.IGNORECASE,
)
_COARSE: Final = {"decade": 0.2, "century": 0.2}


@dataclass(frozen=True, slots=True)
class Length:
    """`low` and `high` in days; `of` is the word for what lasted."""

    report: Sighting
    event: Event
    of: str
    low: float
    high: float
    words: str
    hedged: bool
    place: Place


def durations_differ(events: Iterable[Event], told: Told) -> list[Disagreement]:
    """By the word for what lasted and the two actors; of one event, or of events of one type no more than a year apart
    (a length counts to the day of the act: an embargo of 40 years is another after 45)."""
    by_what: dict[tuple[str, ...], list[Length]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            for length in _lengths(report, event, told):
                for pair in combinations(sorted(report.parties)[:6], 2):
                    by_what[length.of, *pair].append(length)
    found: dict[str, Disagreement] = {}
    for key, lengths in sorted(by_what.items()):
        for a, b in combinations(sorted(lengths, key=lambda x: (x.report.id, x.place))[:12], 2):
            if told.source(a.report) == told.source(b.report) or not _at_one_time(a.event, b.event):
                continue
            if a.low <= b.high and b.low <= a.high:
                continue
            made = of_sides(
                min(a.event.id, b.event.id),
                "duration",
                {x.words: [x.report] for x in (a, b)},
                told,
                places={x.words: [x.place] for x in (a, b)},
                about=f"how long the {key[0]} was: {', '.join(key[1:])}",
                actors=key[1:],
                apart=grading.ratio_apart((a.low + a.high) / 2, (b.low + b.high) / 2),
                sure=grading.sure(
                    grading.read_beside([[a.report], [b.report]]), grading.JOINED["words"], hedged=a.hedged + b.hedged
                ),
                why="the same word for what lasted, of the same actors",
            )
            if len(made.sides) > 1:
                found.setdefault(made.id, made)
    return list(found.values())


def _lengths(report: Sighting, event: Event, told: Told) -> Iterable[Length]:
    sentence = told.sentences.get(report.id)
    if sentence is None:
        return
    for pattern in (_LONG, _OF):
        for match in pattern.finditer(sentence.text):
            number = match["number"].casefold()
            value = float(number) if number.isdigit() else _NUMBERS.get(number)
            head = _HEADS.search(sentence.text[match.start("of") : match.start("of") + 60])
            if value is None or head is None or re.search(r"[,.;]", sentence.text[match.start("of") :][: head.start()]):
                continue
            unit = match["unit"].casefold()
            slack = max(_COARSE.get(unit, 0.0) * value, 0.5 if value > 1 else 0.25) + (
                0.15 * value if match["hedge"] else 0
            )
            words = " ".join(sentence.text[match.start("number") : match.end("unit")].split())
            yield Length(
                report,
                event,
                head[0].casefold(),
                (value - slack) * _DAYS[unit],
                (value + slack) * _DAYS[unit],
                words,
                bool(match["hedge"]),
                sentence.place(match.start("number"), match.end("unit")),
            )


def _at_one_time(a: Event, b: Event) -> bool:
    if a.id == b.id:
        return True
    if a.first is None or b.first is None or a.last is None or b.last is None or a.event_type != b.event_type:
        return False
    return a.first <= b.last + 366 and b.first <= a.last + 366
