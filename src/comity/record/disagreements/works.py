"""Works (a pipeline, a dam, a loan) that two documents give other sums, lengths or ends, though none names the work.

"A 300 km railway from A to B" and "a 360 km railway between A and C", told of the same parties, are one work where one
of the ends is the same, or a proper name stands in both; a named thing's own facts are compared in `things`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from comity.record.disagreements import grading
from comity.record.disagreements.figures import Reading, compatible, read
from comity.record.disagreements.model import Disagreement, Place
from comity.record.disagreements.sides import of_sides
from comity.record.disagreements.told import Sentence, Told
from comity.record.disagreements.words import rows
from comity.record.joining.merging import Event
from comity.record.joining.sighting import Sighting, content_words

_LENGTHS: Final = frozenset(("km", "kilometre", "kilometer", "mile", "metre", "megawatt", "mw", "tonne", "percent"))
_NAME: Final = r"(?:[Tt]he )?(?:[\w’'-]+ ){0,5}?(?:of |in |at )?(?P<%s>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
_ROUTES: Final = (
    re.compile(r"\bfrom " + _NAME % "a" + r"[^.;]{0,60}? to " + _NAME % "b"),
    re.compile(r"\bbetween " + _NAME % "a" + r"[^.;]{0,60}? and " + _NAME % "b"),
)
_COMPOUND: Final = re.compile(r"\b(?P<a>[A-Z][\w’']+)\s?[-–](?:to-)?\s?(?P<b>[A-Z][\w’']+)\b")
_BETWEEN: Final = re.compile(r"[,;.]|\b(?:and|to|for|from|in|on|by|with|the)\b")
_BEFORE: Final = 45
_MOST_ALIKE: Final = 40


@dataclass(frozen=True, slots=True)
class Work:
    """A work as one report tells of it: its kind (the word), its figures before or beside the word, the ends of it."""

    report: Sighting
    event_id: str
    kind: str
    figures: tuple[Reading, ...]
    ends: frozenset[str]
    names: frozenset[str]
    place: Place


@cache
def _words() -> re.Pattern[str]:
    listed = sorted((row["word"] for row in rows("works.csv")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(listed)})s?\b", re.IGNORECASE)


def works_differ(events: Iterable[Event], told: Told) -> list[Disagreement]:
    """One disagreement for each field (amount, count, place) of each group of reports that tell of one work."""
    by_kind: dict[tuple[str, ...], list[Work]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            for work in _works(report, event.id, told):
                for pair in combinations(sorted(report.parties)[:6], 2):
                    by_kind[work.kind, *pair].append(work)
    found: dict[str, Disagreement] = {}
    for _, works in sorted(by_kind.items()):
        if len({w.report.group for w in works}) < 2 or len(works) > _MOST_ALIKE:
            continue
        for a, b in combinations(sorted(works, key=lambda w: (w.report.id, w.place)), 2):
            if told.source(a.report) != told.source(b.report) and a.event_id != b.event_id and _one_work(a, b):
                for made in _differ(a, b, told):
                    found.setdefault(made.id, made)
    return list(found.values())


def _works(report: Sighting, event_id: str, told: Told) -> list[Work]:
    sentence = told.sentences.get(report.id)
    if sentence is None:
        return []
    found = []
    for word in _words().finditer(sentence.text):
        figures = tuple(_figures_of(sentence, word.start()))
        ends, names = _ends(sentence.text, word.start(), word.end(), report.names)
        if figures or len(ends) > 1:
            kind = word[0].casefold().removesuffix("s")
            place = sentence.place(word.start(), word.end())
            found.append(Work(report, event_id, kind, figures, ends, names, place))
    return found


def _figures_of(sentence: Sentence, at: int) -> Iterable[Reading]:
    """The figures that stand before the word with nothing but a few describing words between."""
    for figure in sentence.figures:
        end = figure.end - sentence.start
        between = sentence.text[end:at]
        measures = figure.money or figure.unit.casefold() in _LENGTHS
        if measures and 0 <= at - end <= _BEFORE and not _BETWEEN.search(between):
            yield read(figure, sentence)


def _ends(text: str, start: int, end: int, proper: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The two ends of a route, and the names (in lower case) among the words right around it."""
    ends: set[str] = set()
    after = re.split(r"[.;]", text[end : end + 140])[0]
    before = text[max(start - 60, 0) : start]
    for route in _ROUTES:
        if found := route.search(after):
            ends |= {found["a"], found["b"]}
            break
    else:
        for found in _COMPOUND.finditer(before):
            both = {found["a"], found["b"]}
            ends |= both if {end.casefold() for end in both} <= proper else set()  # not the states that build it
    words = content_words(before[-40:] + " " + after[:80])
    names = {w for w in re.findall(r"\b[A-Z][\w’'-]+", before[-40:] + " " + after[:80]) if w.casefold() in words}
    return frozenset(ends), frozenset(w.casefold() for w in names)


def _one_work(a: Work, b: Work) -> bool:
    """Whether they share an end, or a name that is of no party; those with two other ends are two works."""
    if a.ends and b.ends:
        return bool(a.ends & b.ends)
    shared = a.names & b.names
    return bool(shared & (a.report.names | b.report.names))


def _differ(a: Work, b: Work, told: Told) -> Iterable[Disagreement]:
    sides = [[a.report], [b.report]]
    actors = tuple(sorted(a.report.parties & b.report.parties))
    about = f"{a.kind}{_shared_ends(a, b)}: {', '.join(actors)}"
    known = {"actors": actors, "about": about, "why": f"a {a.kind} of the same actors, in part between the same places"}
    first = min(a.event_id, b.event_id)
    sure = grading.sure(grading.read_beside(sides), grading.JOINED["project"])
    for x in a.figures:
        for y in b.figures:
            if x.unit != y.unit or compatible(x, y):
                continue
            hedged = sum((x.hedged, y.hedged))
            values = {f"{r.value:,.10g} {r.unit}": [w.report] for r, w in ((x, a), (y, b))}
            places = {f"{r.value:,.10g} {r.unit}": [r.place or w.place] for r, w in ((x, a), (y, b))}
            field = "amount" if x.money else "count"
            apart = grading.ratio_apart(x.value, y.value)
            weighed = grading.sure(sure, 1.0, hedged=hedged)
            yield of_sides(first, field, values, told, places=places, apart=apart, sure=weighed, **known)  # type: ignore[arg-type]
    if len(a.ends) == len(b.ends) == 2 and len(a.ends & b.ends) == 1:
        values = {" and ".join(sorted(w.ends)): [w.report] for w in (a, b)}
        places = {" and ".join(sorted(w.ends)): [w.place] for w in (a, b)}
        yield of_sides(first, "place", values, told, places=places, apart=0.5, sure=sure, **known)  # type: ignore[arg-type]


def _shared_ends(a: Work, b: Work) -> str:
    shared = sorted(a.ends & b.ends)
    return f" ({', '.join(shared)})" if shared else ""
