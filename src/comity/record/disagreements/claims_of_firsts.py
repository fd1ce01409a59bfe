"""What documents call the first: 'the first ever drill', 'the first visit since 1999', 'for the first time in 23 years'.

Read in the sentence of a report, around the word for the act, by patterns over the plain text.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from comity.reading.number_words import WORDS
from comity.record.disagreements.model import Place
from comity.record.disagreements.told import Sentence, Told
from comity.record.disagreements.words import rows
from comity.record.joining.sighting import STEM, Sighting, content_words

_NUMBERS: Final[dict[str, float]] = {**WORDS} | {"a": 1, "half a": 0.5}
_ORDINALS: Final = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_CUE: Final = re.compile(
    r"\b(?:(?P<never>never before)|(?P<time>(?:for )?the (?:very )?first (?:ever )?time)|"
    r"(?P<maiden>maiden|inaugural)|(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?P<ever>[- ]ever)?)\b",
    re.IGNORECASE,
)
_NO_FIRST: Final = re.compile(
    r"^\W*(?:half|quarter|phase|stage|round|day|days|week|weeks|month|months|year|years|step|steps|part|batch|tranche|"
    r"place|world war|lady|minister|deputy|secretary|vice|name|instance|responder|floor|century|decade|term|"
    r"of all|things|and foremost|hand|largest|biggest|most|\d|of (?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december))\b|^\s*[,;:]",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"\b(?:at|from the|every|my|one)\s+$", re.IGNORECASE)
_NOUN: Final = re.compile(
    r"(?:\b(?:the|its|their|his|her|a|an|this|that|our|whose|only|held|marks?|as)|[’']s|s[’'])\s+(?:very\s+)?$",
    re.IGNORECASE,
)
"""What stands before an ordinal that counts acts; without it, it says when ("which first drew attention")."""
_SAID_OF: Final = re.compile(
    r"^[^.;,]{0,50}\b(?:was|is|are|were|be|been|being|became|marked|marks)\s+(?:only\s+)?(?:the|its|their)\s+(?:very\s+)?$",
    re.IGNORECASE,
)
"""Between the word for the act and an ordinal behind it: "the visit was the first"."""
_OWN: Final = re.compile(r"\b(?:his|her|their leader's)\s+(?:very\s+)?$", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\b(?P<rest>[^.;]{0,90})", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
_SPAN: Final = re.compile(
    r"\b(?:in|after|for|over)\s+(?P<about>(?:over|more than|nearly|almost|about|some|at least|around|roughly|the last|the past)\s+)?"
    r"(?P<number>\d{1,3}|half a|a|[a-z]+)(?:\s+and\s+a\s+half)?\s+(?P<unit>years?|decades?|centur(?:y|ies))\b",
    re.IGNORECASE,
)
_LIMITED: Final = re.compile(
    r"\b(?:this (?:year|month|week)|of the (?:year|month|season|century|millennium)|in office|of (?:his|her|its|their) (?:term|tenure|presidency)|"
    r"as (?:president|prime minister|premier|leader|chancellor)|under)\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\b(?:since|after|under|following)\b", re.IGNORECASE)
_STOP: Final = re.compile(r"[;:]")
_REACH: Final = 90
_ANCHOR: Final = 900


@dataclass(frozen=True, slots=True)
class FirstClaim:
    """That an act was the `ordinal`-th of its kind by these parties.

    `since`: no such act lies after this interval of days; None: ever. `first`/`last`: when the act itself was, None
    where no date can be told; `own_date` says that the report has it, not a neighbour. `offices`: of whom it is said;
    empty: of anybody. `persons`: it is a person's own first. `words`: what else sets the kind apart (joint, naval).
    `word`: first; last or only: then `first` is the day up to which it is said (see `claims_of_lasts`).
    """

    report: Sighting
    kind: tuple[str, str]
    ordinal: int
    since: tuple[int, int] | None
    first: int | None
    last: int | None
    own_date: bool
    offices: frozenset[str]
    persons: frozenset[str]
    words: frozenset[str]
    said: str
    place: Place
    word: str = "first"


def claims_of_firsts(reports: Iterable[Sighting], told: Told) -> list[FirstClaim]:
    """Those that the sentences of these reports make, in order of report id; where one sentence gives several reports,
    of the one whose word for the act stands nearest. Claims with a limit that has no date ("since taking office",
    "of the year") are left out."""
    nearest: dict[tuple[str, int], tuple[int, str, FirstClaim]] = {}
    own = _Dated(reports)
    for report in own.reports:
        sentence = told.sentences.get(report.id)
        if sentence is None:
            continue
        for cue in _CUE.finditer(sentence.text):
            found = _claim(report, sentence, cue, own)
            if found is None:
                continue
            away, claim = found
            key = report.document, sentence.start + cue.start()
            if key not in nearest or (away, report.id) < nearest[key][:2]:
                nearest[key] = away, report.id, claim
    return sorted((claim for _, _, claim in nearest.values()), key=lambda c: (c.report.id, c.place))


def kind_of_act(report: Sighting) -> tuple[str, str]:
    """Visits are one kind; else the type, and how the word for the act begins."""
    if report.event_type == "CONSULT" and report.mode == "visit":
        return "CONSULT", "visit"
    return report.event_type, report.trigger[:STEM]


def offices_in(text: str) -> frozenset[str]:
    """The offices that words in a text stand for; a longer title goes before one that it holds."""
    lowered = text.casefold()
    found: set[str] = set()
    for pattern, offices in _offices():
        if pattern.search(lowered):
            found |= offices
            lowered = pattern.sub(" ", lowered)
    return frozenset(found)


@cache
def _offices() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    table = sorted(rows("offices.csv"), key=lambda row: (-len(row["words"]), row["words"]))
    return tuple((re.compile(rf"\b{re.escape(r['words'])}s?\b"), frozenset(r["offices"].split("|"))) for r in table)


class _Dated:
    """Reports by document, to find the date of an act that its own sentence leaves open."""

    def __init__(self, reports: Iterable[Sighting]) -> None:
        self.reports = sorted(reports, key=lambda r: r.id)
        self._by: dict[tuple[str, tuple[str, str], frozenset[str]], list[tuple[int, str, Sighting]]] = defaultdict(list)
        for report in self.reports:
            if report.first is not None:
                insort(
                    self._by[report.document, kind_of_act(report), report.parties], (report.start, report.id, report)
                )

    def near(self, report: Sighting, not_in: Collection[int] = ()) -> Sighting | None:
        """The report of such an act by the same parties in the same document that is told nearest, and has a date that
        is none of these years."""
        around = self._by.get((report.document, kind_of_act(report), report.parties), [])
        told = [(abs(at - report.start), id, r) for at, id, r in around if abs(at - report.start) <= _ANCHOR]
        told = [t for t in told if t[2].start != report.start and date.fromordinal(t[2].first or 1).year not in not_in]
        return min(told)[2] if told else None


def _claim(report: Sighting, sentence: Sentence, cue: re.Match[str], own: _Dated) -> tuple[int, FirstClaim] | None:
    text = sentence.text
    start, end = (at - sentence.start for at in sentence.trigger)
    again = _told_again(text, cue, report.trigger) if end <= cue.start() else None
    if again is not None:
        start, end = again
    away = start - cue.end() if start >= cue.end() else cue.start() - end
    if away < 0 or away > _REACH or _STOP.search(text[min(end, cue.end()) : max(start, cue.start())]):
        return None
    after_act = start < cue.start()
    if after_act and not (_SAID_OF.search(text[end : cue.start()]) or (cue["time"] and away <= _REACH / 2)):
        return None
    if cue["ordinal"] and not _counts(cue, text):
        return None
    ordinal = _ORDINALS[cue["ordinal"].casefold()] if cue["ordinal"] else 1
    personal = bool(_OWN.search(text[: cue.start()])) or (cue["maiden"] or "").casefold() == "maiden"
    if personal and not report.persons:
        return None
    between = text[cue.end() : start] if not after_act else ""
    follows = text[max(end, cue.end()) : max(end, cue.end()) + 120]
    around = f"{between} | {_STOP.split(follows)[0]}"
    date_of, own_date = _when(report, around, own)
    since, limited = _since(around, date_of)
    if limited:
        return None
    said = " ".join(text[min(cue.start(), start) : max(cue.end(), end)].split())
    by = re.search(r"\bby (?:an?|the) ([^.,;]{0,50})", around, re.IGNORECASE)
    offices = offices_in(between) or (offices_in(by[1]) if by else frozenset())
    if after_act:
        offices = offices or offices_in(text[max(start - 60, 0) : start])
    words = content_words(between) - {w for o in rows("offices.csv") for w in o["words"].split()}
    words -= {"time", "year", "decade", "ever", "kind"} | {w.casefold() for w in report.persons}
    claim = FirstClaim(
        report,
        kind_of_act(report),
        ordinal,
        since,
        date_of[0] if date_of else None,
        date_of[1] if date_of else None,
        own_date,
        offices,
        report.persons if personal else frozenset(),
        words & report.words,
        said,
        sentence.place(min(cue.start(), start), max(cue.end(), end)),
    )
    return away, claim


def _told_again(text: str, cue: re.Match[str], trigger: str) -> tuple[int, int] | None:
    """Where the act that stands before an ordinal is named again behind it: "he visited Lima; it was the first visit",
    "the first minister to do so"."""
    behind = text[cue.end() : cue.end() + _REACH]
    found = re.search(rf"\b(?:{re.escape(trigger[:STEM])}\w*|trip|to do so|of its kind)\b", behind, re.IGNORECASE)
    if not found or _STOP.search(behind[: found.start()]) or not cue["ordinal"]:
        return None
    return cue.end() + found.start(), cue.end() + found.end()


def _counts(cue: re.Match[str], text: str) -> bool:
    """Whether an ordinal counts acts: "the first visit", not "at first", "the first half" or "first met"."""
    if _NO_FIRST.search(text[cue.end() :]) or _AT.search(text[: cue.start()]):
        return False
    return bool(cue["ever"] or _NOUN.search(text[: cue.start()]) or not text[: cue.start()].strip())


def _when(report: Sighting, around: str, own: _Dated) -> tuple[tuple[int, int] | None, bool]:
    """The days of the act: the report's, unless it is the year of "since 1999" that it took; else those of a report of
    such an act that stands near."""
    since = _SINCE.search(around)
    years = {int(y) for y in _YEAR.findall(since["rest"])} if since else set()
    if report.first is not None and report.last is not None:
        named = date.fromordinal(report.first).year
        if not (named in years and date.fromordinal(report.last).year == named):
            return (report.first, report.last), True
    near = own.near(report, years)
    if near is None or near.first is None or near.last is None:
        return None, False
    return (near.first, near.last), False


def _since(around: str, when: tuple[int, int] | None) -> tuple[tuple[int, int] | None, bool]:
    """(no such act after these days, whether it is limited by something that has no date)."""
    span = _SPAN.search(around)
    if span and (number := _number(span["number"])) is not None and when is not None:
        unit = {"y": 1, "d": 10, "c": 100}[span["unit"][0].casefold()]
        years = number * unit
        slack = 1 if not span["about"] and unit == 1 else max(2.0, years * 0.2)
        middle = date.fromordinal(when[0]).year - years
        low, high = int(middle - slack), int(middle + slack)
        return (date(max(low, 1), 1, 1).toordinal(), date(max(high, 1), 12, 31).toordinal()), False
    if span and _number(span["number"]) is not None:
        return None, True
    since = _SINCE.search(around)
    if since:
        years_told = _YEAR.findall(since["rest"])
        if not years_told:
            return None, True
        year = int(years_told[0])
        return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()), False
    return None, bool(_LIMITED.search(around) or _AFTER.search(around))


def _number(word: str) -> float | None:
    return float(word) if word.isdigit() else _NUMBERS.get(word.casefold())


def by_kind(claims: Iterable[FirstClaim]) -> Mapping[tuple[object, ...], list[FirstClaim]]:
    """Claims about acts of one kind by the same parties; a visit goes from one to the other."""
    found: dict[tuple[object, ...], list[FirstClaim]] = defaultdict(list)
    for claim in claims:
        found[who_did(claim.report)].append(claim)
    return found


def who_did(report: Sighting) -> tuple[object, ...]:
    """What makes two acts be of one kind and by the same parties."""
    kind = kind_of_act(report)
    if kind[1] == "visit" and not report.symmetric:
        return (*kind, tuple(sorted(report.source_side)), tuple(sorted(report.target_side)))
    return (*kind, tuple(sorted(report.parties)))
