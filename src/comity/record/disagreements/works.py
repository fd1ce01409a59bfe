"""Works (a pipeline, a dam, a loan) that two documents give other sums, lengths or ends, though none names the work.

"A 300 km railway from A to B" and "a 360 km railway between A and C", told of one actor or more in common, are one work
where one of the ends is the same, or a proper name stands beside both. They are read in the text, whether or not an act
was read there; a named thing's own facts are compared in `things`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from comity.reading.amounts import measured_in
from comity.record.disagreements import grading
from comity.record.disagreements.figures import Reading, compatible, read
from comity.record.disagreements.model import Disagreement, Place, Side
from comity.record.disagreements.told import Figure, Sentence
from comity.record.disagreements.words import rows
from comity.record.joining.sighting import content_words

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_LENGTHS: Final = frozenset(("km", "kilometre", "kilometer", "mile", "metre", "megawatt", "mw", "tonne"))
_NAME: Final = r"(?:[Tt]he )?(?:[\w’'-]+ ){0,5}?(?:of |in |at )?(?P<%s>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
_ROUTES: Final = (
    re.compile(r"\bfrom " + _NAME % "a" + r"[^.;]{0,60}? to " + _NAME % "b"),
    re.compile(r"\bbetween " + _NAME % "a" + r"[^.;]{0,60}? and " + _NAME % "b"),
)
_COMPOUND: Final = re.compile(r"\b(?P<a>[A-Z][\w’']+)\s?[-–](?:to-)?\s?(?P<b>[A-Z][\w’']+)\b")
_BETWEEN: Final = re.compile(r"[,;.]|\b(?:and|to|for|from|in|on|by|with|the)\b")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[\"“‘'(]*[A-Z])")
_STOP: Final = re.compile(r"[;.](?!\d)")
_COSTS: Final = re.compile(
    r"\b(?:cost|costs|costing|cost of|worth|valued at|priced at|price tag of|estimated at)\b", re.IGNORECASE
)
_NEXT: Final = 30
_BEFORE: Final = 45
_MOST_ALIKE: Final = 40
_MOST_PARTIES: Final = 6
_TWO_ENDS: Final = 0.5
_READ: Final = {True: 0.85, False: 0.7}
"""How surely a pattern over plain text is right, by whether the actors stand in the sentence itself."""
_PASSAGES: Final = """
    SELECT p.document_id, p."end", p.start, coalesce(d.source_group, p.document_id) AS source_group,
           substring(t."text", p.start + 1, p."end" - p.start) AS said
    FROM passages p JOIN texts t ON t.document_id = p.document_id LEFT JOIN documents d ON d.id = p.document_id
    WHERE p.kind = 'prose' AND regexp_matches(substring(t."text", p.start + 1, p."end" - p.start), '{words}', 'i')
    ORDER BY p.document_id, p.start
"""
_ACTORS: Final = """
    SELECT m.document_id, m.start, m."end", m.actor, m.kind, m.resolved FROM mentions m
    JOIN ({passages}) w ON w.document_id = m.document_id AND w.start <= m.start AND m.start < w."end"
    WHERE m.actor IS NOT NULL AND m.kind != 'person' ORDER BY m.document_id, m.start, m.actor
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that a text names at [start, end): its lineage; `own` where the words are its own name or adjective, not
    those of a capital or place."""

    start: int
    end: int
    actor: str
    own: bool


@dataclass(frozen=True, slots=True)
class Work:
    """A work as one sentence tells of it: its kind (the word), its figures before the word, its ends and names."""

    document: str
    source: str
    kind: str
    figures: tuple[Reading, ...]
    ends: frozenset[str]
    names: frozenset[str]
    parties: frozenset[str]
    near: bool
    place: Place


@cache
def _pattern() -> str:
    listed = sorted((row["word"] for row in rows("works.csv")), key=len, reverse=True)
    return rf"\b(?:{'|'.join(listed)})s?\b"


@cache
def _words() -> re.Pattern[str]:
    return re.compile(_pattern(), re.IGNORECASE)


def works_told(store: StoreWriter, lineage: Callable[[str], str]) -> list[Work]:
    """Every work in the prose of a store that has a figure or two ends."""
    named: dict[str, list[Named]] = defaultdict(list)
    query = _PASSAGES.format(words=_pattern())
    passages = list(store.rows(query))
    if passages:
        for row in store.rows(_ACTORS.format(passages=query)):
            own = row["kind"] != "place" and row["resolved"] not in ("seat", "place")
            named[row["document_id"]].append(Named(row["start"], row["end"], lineage(row["actor"]), own))
    found = []
    for row in passages:
        document, source = row["document_id"], f"text {row['source_group']}"
        found += works_in(document, source, row["said"] or "", row["start"], named.get(document, ()))
    return found


def works_in(document: str, source: str, text: str, start: int, named: Sequence[Named]) -> list[Work]:
    """The works in one passage that begins at `start`; `named` are the actors of the document."""
    inside = [n for n in named if start <= n.start < start + len(text)]
    found = []
    at = 0
    for end in [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]:
        said = Sentence(document, start + at, text[at:end], (start + at, start + at))
        for word in _words().finditer(said.text):
            work = _work(said, source, word, inside)
            if work is not None:
                found.append(work)
        at = end
    return found


def _work(said: Sentence, source: str, word: re.Match[str], named: Sequence[Named]) -> Work | None:
    own = [n for n in named if said.start <= n.start < said.end]
    near = {n.actor for n in own}
    parties = near or {n.actor for n in named}
    figures = (*_figures_of(said, word.start()), *_cost_of(said, word.end()))
    ends, names = _ends(said, word, own)
    if not parties or not (figures or len(ends) > 1):
        return None
    kind = word[0].casefold().removesuffix("s")
    place = said.place(word.start(), word.end())
    known = frozenset(sorted(parties)[:_MOST_PARTIES])
    return Work(said.document, source, kind, figures, ends, names, known, bool(near), place)


def _figures_of(said: Sentence, at: int) -> Iterable[Reading]:
    """The sums and lengths that stand before the word with nothing but a few describing words between."""
    low = max(at - 90, 0)
    for amount in measured_in(said.text[low:at]):
        money = bool(amount.unit and len(amount.unit) == 3 and amount.unit.isupper())
        between = said.text[low + amount.end : at]
        measures = money or (amount.unit or "").casefold() in _LENGTHS
        if measures and len(between) <= _BEFORE and not _BETWEEN.search(between):
            start = said.start + low + amount.start
            figure = Figure(start, said.start + low + amount.end, amount.value, amount.unit or "", money)
            yield read(figure, said)


def _cost_of(said: Sentence, at: int) -> Iterable[Reading]:
    """The sum that it costs, told behind the word: "the line, which would cost $2 billion"."""
    after = _STOP.split(said.text[at : at + 150])[0]
    cost = _COSTS.search(after)
    for amount in measured_in(after[cost.end() :]) if cost else ():
        money = bool(amount.unit and len(amount.unit) == 3 and amount.unit.isupper())
        low = at + cost.end() if cost else at
        if money and amount.start <= _NEXT:
            figure = Figure(
                said.start + low + amount.start, said.start + low + amount.end, amount.value, amount.unit or "", True
            )
            yield read(figure, said)
            return


def _ends(said: Sentence, word: re.Match[str], named: Sequence[Named]) -> tuple[frozenset[str], frozenset[str]]:
    """The two ends of a route, and the names (in lower case) among the words right around it; none of them is the own
    name of an actor: a pipeline of two states does not lead from the one to the other."""
    text = said.text
    for n in named:
        if n.own:
            low, high = n.start - said.start, n.end - said.start
            text = text[:low] + " " * (min(high, len(text)) - low) + text[high:]
    ends: set[str] = set()
    after = re.split(r"[.;]", said.text[word.end() : word.end() + 140])[0]
    for route in _ROUTES:
        if found := route.search(after):
            ends |= {found["a"], found["b"]}
            break
    else:
        for found in _COMPOUND.finditer(text[max(word.start() - 60, 0) : word.start()]):
            ends |= {found["a"], found["b"]}
    around = text[max(word.start() - 40, 0) : word.start()] + " " + text[word.end() : word.end() + 80]
    content = content_words(around)
    names = {w.casefold() for w in re.findall(r"(?<!\A)\b[A-Z][\w’'-]+", around)} & content
    return frozenset(ends), frozenset(names)


def works_differ(works: Iterable[Work]) -> list[Disagreement]:
    """One disagreement for each field (amount, count, place) of each work, with all documents that tell of it."""
    known: dict[tuple[str, str, str], list[Work]] = defaultdict(list)
    for work in works:
        for name in sorted({end.casefold() for end in work.ends} | work.names):
            for actor in work.parties:
                known[work.kind, name, actor].append(work)
    found = []
    for (_, name, _), told in sorted(known.items()):
        if len({w.source for w in told}) > 1:
            found += _of_one(name, _apiece(told))
    return _widest(found)


def _apiece(works: Sequence[Work]) -> list[Work]:
    """Of each source what it says of the work, each once; the first so many, in order of document."""
    kept: dict[object, Work] = {}
    for work in sorted(works, key=lambda w: w.place):
        values = tuple((f.value, f.unit) for f in work.figures)
        kept.setdefault((work.source, work.ends, values), work)
    return list(kept.values())[:_MOST_ALIKE]


Given = dict[str, dict[Work, tuple[float, bool, Place]]]


def _of_one(name: str, works: Sequence[Work]) -> list[Disagreement]:
    """What the works differ on that share a name, an actor and a kind."""
    given: dict[tuple[str, str], Given] = defaultdict(lambda: defaultdict(dict))
    for a, b in combinations(works, 2):
        if a.source == b.source or not _one_work(a, b):
            continue
        for x in a.figures:
            for y in b.figures:
                if x.unit == y.unit and not compatible(x, y):
                    for figure, work in ((x, a), (y, b)):
                        spot = figure.value, figure.hedged, figure.place or work.place
                        field = "amount" if figure.money else "count"
                        given[field, figure.unit][f"{figure.value:,.10g} {figure.unit}"][work] = spot
        if len(a.ends) == len(b.ends) == 2 and len(a.ends & b.ends) == 1:
            for work in (a, b):
                given["place", ""][" and ".join(sorted(work.ends))][work] = (0.0, False, work.place)
    shown = next((e for w in works for e in sorted(w.ends) if e.casefold() == name), name)
    return [_made(field, sides, shown) for (field, _), sides in sorted(given.items())]


def _made(field: str, sides: Given, name: str) -> Disagreement:
    told = [w for of in sides.values() for w in of]
    kind = told[0].kind
    actors = tuple(sorted(frozenset.intersection(*(w.parties for w in told))))
    numbers = [number for of in sides.values() for number, _, _ in of.values()]
    hedged = sum(all(is_hedged for _, is_hedged, _ in of.values()) for of in sides.values())
    read_so = min(max(_READ[w.near] for w in of) for of in sides.values())
    parts = tuple(
        Side(
            value,
            (),
            tuple(sorted({w.document for w in of})),
            tuple(sorted({spot for _, _, spot in of.values()})),
            len({w.source for w in of}),
        )
        for value, of in sorted(sides.items())
    )
    apart = _TWO_ENDS if field == "place" else grading.ratio_apart(min(numbers), max(numbers))
    return Disagreement(
        None,
        field,
        parts,
        f"{kind} ({name}): {', '.join(actors)}",
        None,
        actors,
        round(apart, 4),
        grading.sure(read_so, grading.JOINED["project"], hedged=hedged),
        f"a {kind} of the same actors, in part between the same places",
    )


def _widest(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Of several on one field that the same documents carry, found by several of the work's names, the fullest."""
    kept: dict[tuple[str, tuple[str, ...]], list[tuple[Disagreement, set[tuple[str, str]]]]] = defaultdict(list)
    for one in sorted(found, key=lambda d: (-sum(len(s.document_ids) for s in d.sides), d.about, d.id)):
        said = {(side.value, document) for side in one.sides for document in side.document_ids}
        like = kept[one.field, one.actors]
        if not any(said <= more for _, more in like):
            like.append((one, said))
    return [one for like in kept.values() for one, _ in like]


def _one_work(a: Work, b: Work) -> bool:
    """Whether they share an end, or a name; those with two other ends are two works."""
    return bool(a.ends & b.ends) if a.ends and b.ends else bool(a.names & b.names)
