"""What documents call the last of its kind until then, or the only one: 'the last visit was in 1998', 'the only drill'.

Read as the firsts are, in the sentence of a report around the word for the act. Such a claim holds up to the day on
which the document appeared, and is read only where that day is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from comity.record.disagreements.claims_of_firsts import FirstClaim, kind_of_act, offices_in
from comity.record.disagreements.dates import is_firm
from comity.record.disagreements.told import Sentence, Told
from comity.record.joining.sighting import Sighting

_BEFORE: Final = re.compile(
    r"(?:\b(?:the|its|their)|[’']s|s[’'])\s+(?P<word>last|latest|only)\s+(?P<more>(?:such\s+)?(?:time\s)?[^.;:]{0,50})$",
    re.IGNORECASE,
)
_ADVERB: Final = re.compile(r"\b(?P<word>last)\s+$", re.IGNORECASE)
_NO_LAST: Final = re.compile(
    r"^(?:week|month|year|decade|century|night|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|days?|"
    r"few|two|three|four|five|round|stage|phase|day|minute|remaining|of|one|part|resort|\d)\b",
    re.IGNORECASE,
)
_REACH: Final = 70


def claims_of_lasts(reports: Iterable[Sighting], told: Told) -> list[FirstClaim]:
    """Those that the sentences of these reports make, in order of report id; `word` is last or only."""
    found = []
    for report in sorted(reports, key=lambda r: r.id):
        sentence = told.sentences.get(report.id)
        if sentence is None or report.published is None or not is_firm(report) or report.status != "happened":
            continue
        claim = _claim(report, sentence)
        if claim is not None:
            found.append(claim)
    return found


def _claim(report: Sighting, sentence: Sentence) -> FirstClaim | None:
    start, end = (at - sentence.start for at in sentence.trigger)
    low = max(start - _REACH, 0)
    before = sentence.text[low:start]
    cue = _BEFORE.search(before) or _ADVERB.search(before)
    if cue is None or report.first is None or report.last is None or report.published is None:
        return None
    more = (cue.groupdict().get("more") or "") + sentence.text[start:end]
    if _NO_LAST.match(more) or report.last >= report.published:
        return None
    word = "only" if cue["word"].casefold() == "only" else "last"
    own = (report.first, report.last)
    by = re.search(r"\bby (?:an?|the) ([^.,;]{0,50})", sentence.text[end : end + 100], re.IGNORECASE)
    offices = offices_in(before) or (offices_in(by[1]) if by else frozenset())
    return FirstClaim(
        report,
        kind_of_act(report),
        1,
        own if word == "last" else None,
        report.published,
        report.published,
        True,
        offices,
        frozenset(),
        frozenset(),
        " ".join(sentence.text[low + cue.start() : end].split()),
        sentence.place(low + cue.start(), end),
        word,
    )
