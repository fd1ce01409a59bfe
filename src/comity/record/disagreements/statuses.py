"""Whether it was done: reports of one event that cannot both be right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.claims_of_firsts import kind_of_act
from comity.record.disagreements.model import Disagreement
from comity.record.disagreements.sides import differ_by_source, event_sides
from comity.record.disagreements.told import NOTHING, Told, words_of_act
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting, jaccard, like_trigger, overlap

DONE: Final = frozenset(("happened", "ongoing"))
_LIKE: Final = 0.3
_TOLD_AS_DONE: Final = 0.4
"""A text that elsewhere tells of such an act as done hardly denies it."""
_OTHER_WORDS: Final = 0.5
"""A denial in words unlike those of the act may deny something else."""
_STALLED: Final = re.compile(
    r"[^.;]{0,40}?\b(?:that|which)\s+(?:had\s+been|has\s+been|have\s+been|was|were|is|are)\s+(?:\w+ly\s+)?"
    r"(?:frozen|suspended|halted|stopped|stalled|withheld|cut off|cancelled|canceled|put on hold|shelved|blocked|delayed|postponed)\b"
)
_APART: Final = {"denied": 1.0, "planned": 0.5, "stalled": 0.5}


def status_differs(event: Event, told: Told = NOTHING) -> list[Disagreement]:
    """Denied against any other; planned or stalled against done, unless it was told before it was done."""
    by_status: dict[str, list[Sighting]] = defaultdict(list)
    for report in event.reports:
        by_status[report.status].append(report)
    sides: dict[str, list[Sighting]] = {}
    done = [r for r in event.reports if r.status in DONE and not _also_stalled(r, told)]
    if done:
        sides["happened"] = done
        late = {s: [r for r in by_status.get(s, ()) if _after(r, event)] for s in ("planned", "stalled")}
        sides.update({s: reports for s, reports in late.items() if reports})
    elif "planned" in by_status:
        sides["planned"] = by_status["planned"]
    if "denied" in by_status:
        sides["denied"] = by_status["denied"]
    if len(sides) < 2 or not differ_by_source(list(sides.values()), told):
        return []
    places = {status: [words_of_act(told, r) for r in reports] for status, reports in sides.items()}
    apart = max(_APART.get(status, 0.0) for status in sides)
    told_of = list(sides.values())
    of_one_act = any(
        like_trigger(a, b) or jaccard(a.words, b.words) >= _LIKE for a in done for b in sides.get("denied", ())
    )
    joined = 1.0 if of_one_act or "denied" not in sides else _OTHER_WORDS
    if "denied" in sides and all(_told_as_done(r, told) for r in sides["denied"]):
        joined *= _TOLD_AS_DONE
    sure = joined * grading.sure(grading.read_sure(told_of), grading.one_event(told_of, told.odds))
    return [event_sides(event, "status", sides, told, places=places, apart=apart, sure=round(sure, 4))]


def _also_stalled(report: Sighting, told: Told) -> bool:
    """twice_read_rule: 'the loan that was frozen in 1990' is told as a loan, and as one that stalled: it is on neither side."""
    sentence = told.sentences.get(report.id)
    return sentence is not None and _STALLED.match(sentence.after(sentence.trigger[1], 90)) is not None


def told_as_done(events: Iterable[Event]) -> dict[tuple[object, ...], list[Sighting]]:
    """Reports that an act was done, by text, kind of act and parties (`Told.done`)."""
    found: dict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            if report.status in DONE:
                found[report.group, *kind_of_act(report), report.parties].append(report)
    return found


def _told_as_done(report: Sighting, told: Told) -> bool:
    """Whether the same text tells of such an act, in another sentence, as done, at a time that may be the same."""
    done = told.done.get((report.group, *kind_of_act(report), report.parties), ())
    return any(r.start != report.start and overlap(r, report) is not False for r in done)


def _after(report: Sighting, event: Event) -> bool:
    """Whether it appeared when the act was over: what is still planned then was not done."""
    return report.published is not None and event.last is not None and report.published > event.last
