"""Works (a pipeline, a dam, a loan) that two documents give other sums, lengths or ends, though none names the work.

"A 300 km railway from A to B" and "a 360 km railway between A and C", told of the same parties, are one work where one
of the ends is the same, or a proper name stands in both; a named thing's own facts are compared in `things`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
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
_MOST_PARTIES: Final = 6
_TWO_ENDS: Final = 0.5


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
    """One disagreement for each field (amount, count, place) of each work, with all who tell of it."""
    known: dict[tuple[str, str, str, str], list[Work]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            for work in _works(report, event.id, told):
                for a, b in combinations(sorted(report.parties)[:_MOST_PARTIES], 2):
                    for name in sorted({end.casefold() for end in work.ends} | work.names):
                        known[work.kind, name, a, b].append(work)
    found = []
    for (_, name, a, b), works in sorted(known.items()):
        if len({w.report.group for w in works}) > 1:
            found += _of_one(name, (a, b), _apiece(works, told), told)
    return _widest(found)


def _apiece(works: Sequence[Work], told: Told) -> list[Work]:
    """Of each source what it says of the work, each once; the first so many, in order of report id."""
    kept: dict[object, Work] = {}
    for work in sorted(works, key=lambda w: (w.report.id, w.place)):
        values = tuple((f.value, f.unit) for f in work.figures)
        kept.setdefault((told.source(work.report), work.report.group, work.ends, values), work)
    return list(kept.values())[:_MOST_ALIKE]


def _of_one(name: str, pair: tuple[str, str], works: Sequence[Work], told: Told) -> list[Disagreement]:
    """What the works differ on that share a name, an actor and another, and a kind."""
    given: dict[tuple[str, str], dict[str, dict[Work, tuple[float, bool, Place]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for a, b in combinations(works, 2):
        if told.source(a.report) == told.source(b.report) or not _one_work(a, b):
            continue
        for x in a.figures if a.event_id != b.event_id else ():
            for y in b.figures:
                if x.unit == y.unit and not compatible(x, y):
                    for figure, work in ((x, a), (y, b)):
                        spot = figure.value, figure.hedged, figure.place or work.place
                        field = "amount" if figure.money else "count"
                        given[field, figure.unit][f"{figure.value:,.10g} {figure.unit}"][work] = spot
        if len(a.ends) == len(b.ends) == 2 and len(a.ends & b.ends) == 1:
            for work in (a, b):
                given["place", ""][" and ".join(sorted(work.ends))][work] = (0.0, False, work.place)
    made = []
    for (field, _), sides in sorted(given.items()):
        reports = {value: [w.report for w in of] for value, of in sides.items()}
        numbers = [number for of in sides.values() for number, _, _ in of.values()]
        hedged = sum(all(is_hedged for _, is_hedged, _ in of.values()) for of in sides.values())
        kind, shown_name = works[0].kind, next((e for w in works for e in w.ends if e.casefold() == name), name)
        made.append(
            of_sides(
                min(w.event_id for of in sides.values() for w in of),
                field,
                reports,
                told,
                places={value: [spot for _, _, spot in of.values()] for value, of in sides.items()},
                about=f"{kind} ({shown_name}): {', '.join(pair)}",
                actors=pair,
                apart=_TWO_ENDS if field == "place" else grading.ratio_apart(min(numbers), max(numbers)),
                sure=grading.sure(
                    grading.read_beside(list(reports.values())), grading.JOINED["project"], hedged=hedged
                ),
                why=f"a {kind} of the same actors, in part between the same places",
            )
        )
    return made


def _widest(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Of several on one field that the same documents carry, found by several of the work's names, the fullest."""
    kept: dict[tuple[str, tuple[str, ...]], list[tuple[Disagreement, set[tuple[str, str]]]]] = defaultdict(list)
    for one in sorted(found, key=lambda d: (-sum(len(s.document_ids) for s in d.sides), d.about, d.id)):
        said = {(side.value, document) for side in one.sides for document in side.document_ids}
        like = kept[one.field, one.actors]
        if not any(said <= more for _, more in like):
            like.append((one, said))
    return [one for like in kept.values() for one, _ in like]


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
