"""What held between two actors for a while, by what the text tells: embargoes, sanctions, wars, occupations, alliances.

Sources of a standing fact, in the order of what is looked for:

- an act told by a word for a state of affairs ("embargo", "occupation") over more than a year: it lasted as long;
- an act and the later act that ended it (an invasion, the withdrawal; an embargo, its lifting), between the same two;
- an end alone: what was lifted had been in force. Since when is not told: it is taken to have held for the year before;
- a claim of level over more than a year, in the words of an alliance, a partnership, a war;
- a treaty, or membership in an organisation, with its stages.

Where both ends are known, a fact speaks for the whole time between (`Piece.holds`), in place of the act or claim that told of it. Where the end of
a treaty, an embargo or sanctions is not told, they are taken to have stood for as many years as such things do on average
(`standing_kinds.csv`), at half the weight, no longer than the record goes or the state that made them, and no treaty longer than until the two come to blows. Of all else that is not told to have ended only the beginning is
evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from comity.record.joining.merging import Event
from comity.record.rows import Row
from comity.relations.evidence import Dyad, Piece, Tellers, directions
from comity.relations.standing_kinds import StandingKind, has_word, standing_kinds
from comity.relations.weights import COUNTED, LEVEL_WEIGHT

_YEAR: Final = 366
_BEFORE: Final = 365
_BOTH_WAYS: Final = (True, True)
OPEN: Final = 0.5
"""What a fact counts for whose end is not told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of `standing_facts`. `span` are the days for which it is evidence; None where it is none. `ways` say in which directions
    it counts (a towards b, b towards a); `open`: its end is not told, the span is what such a fact stands for on average."""

    dyad: Dyad
    kind: str
    sign: int
    value: float
    first: int | None
    last: int | None
    span: tuple[int, int] | None
    ways: tuple[bool, bool]
    issue: str | None
    confidence: float
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    sources: tuple[str, ...]
    documents: tuple[str, ...]
    used: tuple[str, ...]
    name: str | None = None
    open: bool = False
    evidence: str = "[]"

    @property
    def id(self) -> str:
        said = (*self.dyad, self.kind, self.name or "", *self.event_ids, *self.claim_ids)
        return sha256("\n".join(said).encode()).hexdigest()[:16]

    def piece(self) -> Piece | None:
        """The fact as evidence."""
        if self.span is None:
            return None
        weight = LEVEL_WEIGHT * self.confidence * (OPEN if self.open else 1.0)
        said = (self.value, weight, 0, "fact", self.id, self.sources, self.documents)
        throughout = any(k.throughout for k in standing_kinds() if k.name == self.kind)
        return Piece(*self.dyad, *self.ways, self.issue, *self.span, True, *said, throughout)  # type: ignore[arg-type]

    def until(self, last: int) -> Fact:
        """The fact, if open, as evidence up to that day at most."""
        if not self.open or self.span is None or self.span[1] <= last:
            return self
        return replace(self, span=(self.span[0], last) if self.span[0] < last else None)

    def row(self) -> Row:
        days = tuple(None if d is None else date.fromordinal(d) for d in (self.first, self.last))
        told_by = (list(self.event_ids), list(self.claim_ids), self.evidence, None, "text")
        return (self.id, *self.dyad, self.kind, self.name, self.sign, *days, *told_by)


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act that counts, in one dyad, with the phrase and the sentences that tell of it."""

    event: Event
    ways: tuple[bool, bool]
    phrase: str
    sentence: str
    sources: tuple[str, ...]

    @property
    def first(self) -> int:
        return self.event.first or 0

    @property
    def last(self) -> int:
        return self.event.last or 0

    @property
    def middle(self) -> int:
        return (self.first + self.last) // 2


def standing_facts(
    events: Iterable[Event],
    claims: Iterable[tuple[Mapping[str, Any], Dyad, float, int]],
    tellers: Tellers,
    lineage: Callable[[str], str],
    named: Callable[[str], str | None],
) -> list[Fact]:
    """The facts that acts and claims tell of, by dyad, kind and time. `claims` are those of
    `evidence.distinct_claims`; `named`: name of a place -> its lineage."""
    telling = {name for kind in standing_kinds() for name in (*kind.types, *kind.ends)}
    acts: dict[Dyad, list[Act]] = defaultdict(list)
    for event in events:
        if event.event_type in telling and event.status in COUNTED and event.first is not None:
            for dyad, ways in _dyads(event, lineage, named).items():
                acts[dyad].append(_act(event, ways, tellers))
    found: list[Fact] = []
    for dyad, own in sorted(acts.items()):
        own.sort(key=lambda a: (a.middle, a.event.id))
        taken: set[str] = set()
        for kind in standing_kinds():
            for fact in _of_kind(dyad, kind, [a for a in own if a.event.id not in taken]):
                found.append(fact)
                taken.update(fact.used)
    found += (f for claim in claims for f in _of_claim(*claim, tellers))
    return sorted(_merged(found), key=lambda f: (f.dyad, f.kind, f.first or 0, f.id))


def _dyads(
    event: Event, lineage: Callable[[str], str], named: Callable[[str], str | None]
) -> dict[Dyad, tuple[bool, bool]]:
    """The dyads of an act; for one that leaves a place, that of who left and whose the place is."""
    pairs = directions(event, lineage)
    place = named(event.place) if event.place and not event.targets else None
    for source in {lineage(s) for s in event.sources} if place and event.event_type == "RETREAT" else ():
        if place and source != place:
            pairs.setdefault((min(source, place), max(source, place)), (source < place, place < source))
    return dict(sorted(pairs.items()))


def _act(event: Event, ways: tuple[bool, bool], tellers: Tellers) -> Act:
    phrase = " ".join(r.trigger for r in event.reports)
    sentence = " ".join(sorted({word for r in event.reports for word in r.words}))
    sources = tuple(sorted({tellers.reports.get(r.id, f"text:{r.group}") for r in event.reports}))
    return Act(event, ways, phrase, sentence, sources)


def _of_kind(dyad: Dyad, kind: StandingKind, acts: Sequence[Act]) -> Iterator[Fact]:
    """The facts of a kind between two actors: what one side did to the other, and undid; a war is of both."""
    sides: list[Sequence[Act]] = [acts]
    if not kind.mutual:
        sides = [[a for a in acts if a.ways[side]] for side in (0, 1)]
    for own in sides:
        for begins, ends in _episodes(own, kind):
            yield from _of_episode(dyad, kind, begins, ends)


def _episodes(acts: Sequence[Act], kind: StandingKind) -> Iterator[tuple[list[Act], list[Act]]]:
    """Acts by time, cut where something begins again after it ended: each time what began it and what ended it."""
    begins: list[Act] = []
    ends: list[Act] = []
    for act in acts:
        if _is_end(act, kind):
            ends.append(act)
        elif _is_begin(act, kind):
            if ends:
                yield begins, ends
                begins, ends = [], []
            begins.append(act)
    if begins or ends:
        yield begins, ends


def _of_episode(dyad: Dyad, kind: StandingKind, begins: Sequence[Act], ends: Sequence[Act]) -> Iterator[Fact]:
    end = max(ends, key=_trusted) if ends else None
    lasting = [
        a for a in begins if a.last - a.first > _YEAR and has_word(a.phrase, kind.lasting) and _told_how_long(a, kind)
    ]
    if end is None:
        for act in lasting:
            yield _fact(dyad, kind, (act.first, act.last), (act.first, act.last), act, ())
        ordered = [a for a in begins if kind.stands and has_word(a.phrase, kind.lasting) and not kind.mutual]
        if ordered and not lasting:
            first = ordered[0]
            span = (first.middle, first.middle + kind.stands * 365)
            yield replace(
                _fact(dyad, kind, (first.first, first.last), span, first, ordered, used=()), last=None, open=True
            )
        return
    since = end.middle - kind.years * 365
    began = [(a.first if a in lasting else a.middle, a) for a in begins]
    began = [(day, a) for day, a in began if since <= day < end.middle]
    if began:
        start, act = min(began, key=lambda b: (b[0], b[1].event.id))
        yield _fact(dyad, kind, (act.first, end.last), (start, end.middle), act, ends)
    elif kind.told:
        yield _fact(dyad, kind, (None, end.last), (end.middle - _BEFORE, end.middle - 1), end, ends, used=())


def _is_begin(act: Act, kind: StandingKind) -> bool:
    by_word = not kind.begins or has_word(act.phrase, kind.begins) or has_word(act.phrase, kind.lasting)
    return act.event.event_type in kind.types and by_word


def _is_end(act: Act, kind: StandingKind) -> bool:
    return act.event.event_type in kind.ends and has_word(f"{act.phrase} {act.sentence}", kind.ended)


def _told_how_long(act: Act, kind: StandingKind) -> bool:
    """Whether its days are those it lasted. Days that only stand near (somebody's years in office) are taken for that of what
    somebody has to end; help and friendship come and go within them."""
    return act.event.date_basis != "context" or bool(kind.ends)


def _trusted(act: Act) -> tuple[int, float, int, str]:
    """Of several ends that are told: the one that most sources tell, most surely, first."""
    return act.event.independent_sources, act.event.confidence, -act.middle, act.event.id


def _fact(
    dyad: Dyad,
    kind: StandingKind,
    told: tuple[int | None, int],
    span: tuple[int, int],
    act: Act,
    others: Sequence[Act],
    used: tuple[str, ...] | None = None,
) -> Fact:
    everyone = {a.event.id: a for a in (act, *others)}
    return Fact(
        dyad,
        kind.name,
        kind.sign,
        kind.value,
        *told,
        span,
        _BOTH_WAYS if kind.mutual else act.ways,
        act.event.issue,
        act.event.confidence,
        tuple(sorted(everyone)),
        (),
        tuple(sorted({s for a in everyone.values() for s in a.sources})),
        tuple(sorted({d for a in everyone.values() for d in a.event.documents})),
        (act.event.id,) if used is None else used,
    )


def _of_claim(row: Mapping[str, Any], dyad: Dyad, value: float, side: int, tellers: Tellers) -> Iterator[Fact]:
    """A claim of level over more than a year, in the words of a kind."""
    if side or not row["first"] or not row["last"] or (row["last"] - row["first"]).days <= _YEAR:
        return
    for kind in standing_kinds():
        if kind.sign * value > 0 and has_word(row["trigger"] or "", kind.lasting):
            days = (row["first"].toordinal(), row["last"].toordinal())
            source = tellers.documents.get(row["document_id"], f"text:{row['source_group']}")
            sure = row["confidence"] * (0.5 if row["hedged"] else 1.0)
            told_by = ((), (row["id"],), (source,), (row["document_id"],), (row["id"],))
            yield Fact(dyad, kind.name, kind.sign, kind.value, *days, days, _BOTH_WAYS, None, sure, *told_by)
            return


def _merged(facts: Sequence[Fact]) -> list[Fact]:
    """Facts of one kind and dyad whose times meet are one: the surest says when."""
    found: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (f.dyad, f.kind, -f.confidence, f.id)):
        for n, other in enumerate(found):
            if _meet(fact, other):
                found[n] = replace(
                    other,
                    ways=(fact.ways[0] or other.ways[0], fact.ways[1] or other.ways[1]),
                    event_ids=_union(fact.event_ids, other.event_ids),
                    claim_ids=_union(fact.claim_ids, other.claim_ids),
                    sources=_union(fact.sources, other.sources),
                    documents=_union(fact.documents, other.documents),
                    used=_union(fact.used, other.used),
                )
                break
        else:
            found.append(fact)
    return found


def _meet(a: Fact, b: Fact) -> bool:
    if (a.dyad, a.kind, a.name) != (b.dyad, b.kind, b.name) or a.span is None or b.span is None:
        return False
    return a.span[0] <= b.span[1] and b.span[0] <= a.span[1]


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*some, *more}))
