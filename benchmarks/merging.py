"""Joining reports into events: does the time grow with their number, or faster?"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from benchmarks.table import Line
from benchmarks.texts import STATES
from comity.record.joining.clusters import clusters
from comity.record.joining.merging import merge
from comity.record.joining.sighting import Sighting, content_words
from comity.vocabulary import types


def measure(smallest: int) -> list[Line]:
    """Records of `smallest`, twice and four times as many reports, over a span that grows with them."""
    lines: list[Line] = []
    before = None
    for times in (1, 2, 4):
        reports = _reports(smallest * times)
        began = time.process_time()
        events = [merge(group, lambda actor: actor) for group in clusters(reports)]
        taken = time.process_time() - began
        what = f"merging {len(reports)} reports into {len(events)} events"
        lines.append(Line(what, taken, before, than="half as many (CPU time)" if before else ""))
        before = taken
    return lines


def _reports(number: int) -> list[Sighting]:
    """Acts that one to four documents report, in sentences that share some words."""
    rng = random.Random(number)
    states = sorted(STATES)
    vocabulary = [f"word{n}" for n in range(3000)]
    kinds = sorted(types())
    made: list[Sighting] = []
    while len(made) < number:
        source, target = rng.sample(states, 2)
        day = date(1950, 1, 1) + timedelta(days=rng.randrange(27_000))
        core = [vocabulary[int(3000 * rng.random() ** 3)] for _ in range(8)]
        kind, thing = rng.choice(kinds), " ".join(core[:2]) if rng.random() < 0.3 else None
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            grain = rng.choice(("day", "day", "month", "year", "none"))
            first, last = _days(day, grain)
            words = frozenset([*core, *(vocabulary[int(3000 * rng.random() ** 3)] for _ in range(6))])
            made.append(
                Sighting(
                    id=f"{rng.getrandbits(64):016x}",
                    document=(document := f"d{rng.randrange(number // 20 + 1)}"),
                    group=document,
                    start=(start := rng.randrange(10_000)),
                    end=start + 100,
                    trigger=core[0],
                    event_type=kind,
                    mode=None,
                    issue="trade",
                    thing=thing,
                    place=None,
                    first=first,
                    last=last,
                    basis="explicit" if first else "none",
                    status="happened",
                    symmetric=False,
                    sources=(source,),
                    targets=(target,),
                    source_side=frozenset([source]),
                    target_side=frozenset([target]),
                    parties=frozenset([source, target]),
                    amounts=(),
                    claimed_by=None,
                    voice="document",
                    confidence=0.8,
                    origin="text",
                    published=None,
                    words=words,
                    focus=frozenset(core),
                    names=frozenset(),
                    thing_words=content_words(thing),
                    label=False,
                    dates=frozenset(),
                    years=frozenset(),
                )
            )
    return made[:number]


def _days(day: date, grain: str) -> tuple[int | None, int | None]:
    number = day.toordinal()
    match grain:
        case "day":
            return number, number
        case "month":
            first = day.replace(day=1).toordinal()
            return first, first + 27
        case "year":
            return date(day.year, 1, 1).toordinal(), date(day.year, 12, 31).toordinal()
    return None, None
