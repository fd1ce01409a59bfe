"""Within one event: which of its documents tell the same thing from the same source, and who that is in the end.

The documents of an event are tied into *tellers* by what makes two texts one: copies, a sentence printed in both, one
wire story retold, one author, one outlet that names no author. Ties are a union, so that order is of no matter and
adding a copy never makes more tellers. A teller that credits others has what it says from them: from another teller of
the event where that is the one credited (and so on, to the end of the chain), else from an outlet that is not among the
documents. A teller whose every report of the event is what one named speaker says has it from that speaker. One that
has it from several adds no source where one of them is counted already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from comity.record.origins.outlets import official_outlets
from comity.record.origins.papers import Paper

Kind = Literal["text", "speaker", "outlet"]
_STATE_MEDIA: Final = "state-media:"


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two documents of an event are one source."""

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """From whom a document has what it says of an event: the key of the source, its kind, and the keys of those that
    it credits. `via` is the tie by which it belongs to its teller, None where it stands alone or at its head."""

    key: str
    kind: Kind
    credited: tuple[str, ...]
    via: Tie | None


@dataclass
class _Teller:
    documents: list[str]
    known_as: set[str] = field(default_factory=set)
    credited: set[str] = field(default_factory=set)
    unsigned: set[str] = field(default_factory=set)
    speakers: set[str | None] = field(default_factory=set)
    from_others: set[int] = field(default_factory=set)
    from_absent: set[str] = field(default_factory=set)


def chain(
    documents: Mapping[str, Paper],
    ties: Iterable[Tie],
    credited: Mapping[str, Iterable[str]],
    speakers: Mapping[str, Iterable[str | None]],
) -> dict[str, Source]:
    """The source of each document of one event.

    `documents` by id; `ties` between two of them; `credited` are the keys that a document's reports of this event
    credit; `speakers` who makes the claim in each of its reports, None where the document itself does.
    """
    ids = sorted(documents)
    if len(ids) == 1:
        return {ids[0]: _alone(documents[ids[0]], credited[ids[0]], speakers[ids[0]])}
    ties = [*_same_answering(documents), *sorted(ties, key=lambda t: (t.a, t.b, t.why))]
    groups, via = _united(ids, ties)
    tellers = [_teller(group, documents, credited, speakers) for group in groups]
    while _merge_rings(tellers, documents):
        pass
    roots = _roots(tellers, documents)
    keys = _counted(roots)
    found: dict[str, Source] = {}
    for teller, key, own in zip(tellers, keys, roots, strict=True):
        named = tuple(sorted(teller.credited))
        kind: Kind = "speaker" if key.startswith("speaker:") else "outlet" if _passed_on(teller, documents) else "text"
        if len(own) == 1 and key.startswith("speaker:") and not teller.from_others:
            kind = "speaker"
        for id in teller.documents:
            found[id] = Source(key, kind, named, via.get(id))
    return found


def _alone(paper: Paper, credited: Iterable[str], speakers: Iterable[str | None]) -> Source:
    """What `chain` gives for an event that one document tells of: most are."""
    named = tuple(sorted(set(credited) - paper.known_as))
    spoken = set(speakers)
    speaker = next(iter(spoken)) if len(spoken) == 1 else None
    if speaker is not None:
        return Source(f"speaker:{speaker}", "speaker", named, None)
    if named:
        everybody = {*paper.known_as, *named}
        return Source(min(k for name in named for k in _meant(name, everybody)), "outlet", named, None)
    own = _own_key(_Teller([paper.id]), {paper.id: paper})
    return Source(own, "text" if paper.wire is None else "outlet", (), None)


def _same_answering(documents: Mapping[str, Paper]) -> list[Tie]:
    """Documents with a key of their own in common: tied to the first of them."""
    first: dict[str, str] = {}
    ties = []
    for id in sorted(documents):
        for key in sorted(documents[id].own):
            if key in first:
                ties.append(Tie(first[key], id, key))
            else:
                first[key] = id
    return ties


def _united(ids: Sequence[str], ties: Sequence[Tie]) -> tuple[list[list[str]], dict[str, Tie]]:
    home = {id: id for id in ids}

    def root(id: str) -> str:
        while home[id] != id:
            home[id] = home[home[id]]
            id = home[id]
        return id

    via: dict[str, Tie] = {}
    for tie in ties:
        left, right = sorted((root(tie.a), root(tie.b)))
        if left != right:
            home[right] = left
        via.setdefault(max(tie.a, tie.b), tie)
        via.setdefault(min(tie.a, tie.b), tie)
    groups: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        groups[root(id)].append(id)
    return [groups[id] for id in sorted(groups)], via


def _teller(
    group: list[str],
    documents: Mapping[str, Paper],
    credited: Mapping[str, Iterable[str]],
    speakers: Mapping[str, Iterable[str | None]],
) -> _Teller:
    teller = _Teller(group)
    for id in group:
        paper = documents[id]
        teller.known_as |= paper.known_as
        teller.credited |= set(credited.get(id, ()))
        teller.speakers |= set(speakers.get(id, ()))
        if not paper.signed and paper.outlet is not None:
            teller.unsigned.add(paper.outlet)
    teller.credited -= teller.known_as
    return teller


def _merge_rings(tellers: list[_Teller], documents: Mapping[str, Paper]) -> bool:
    """Say from which other tellers each has it; make one of tellers that have it from each other. True when any were."""
    known: dict[str, list[int]] = defaultdict(list)
    for n, teller in enumerate(tellers):
        for key in teller.known_as:
            known[key].append(n)
    everybody = {key for teller in tellers for key in teller.known_as | teller.credited}
    for n, teller in enumerate(tellers):
        wanted = {other for key in teller.credited for other in _meant(key, everybody)}
        teller.from_others = {i for key in wanted | teller.unsigned for i in known.get(key, ()) if i != n}
        teller.from_absent = {key for key in wanted if key not in known}
    ring = _ring(tellers)
    if not ring:
        return False
    first, *others = sorted(ring)
    for n in others:
        into, out = tellers[first], tellers[n]
        into.documents = sorted([*into.documents, *out.documents])
        into.known_as |= out.known_as
        into.credited |= out.credited
        into.unsigned |= out.unsigned
        into.speakers |= out.speakers
    tellers[first].credited -= tellers[first].known_as
    for n in reversed(others):
        del tellers[n]
    return True


def _meant(key: str, everybody: set[str]) -> list[str]:
    """A state's media at large: an outlet that its government directs, where one is named or tells it too."""
    if key.startswith(_STATE_MEDIA):
        present = [k for k in official_outlets(key.removeprefix(_STATE_MEDIA)) if k in everybody]
        return present[:1] or [key]
    return [key]


def _ring(tellers: Sequence[_Teller]) -> set[int]:
    """Tellers that have it from each other, directly or over others; empty where there are none."""
    reach: dict[int, set[int]] = {}
    for n, teller in enumerate(tellers):
        if not teller.from_others:
            continue
        seen: set[int] = set()
        waiting = list(teller.from_others)
        while waiting:
            i = waiting.pop()
            if i not in seen:
                seen.add(i)
                waiting += tellers[i].from_others
        if n in seen:
            reach[n] = seen
    if not reach:
        return set()
    first = min(reach)
    return {n for n in reach if n in reach[first] and first in reach[n]}


def _roots(tellers: Sequence[_Teller], documents: Mapping[str, Paper]) -> list[frozenset[str]]:
    """Of each teller, the keys of those from whom it has it in the end: chains have no rings any more."""
    known: dict[int, frozenset[str]] = {}

    def of(n: int) -> frozenset[str]:
        if n not in known:
            teller = tellers[n]
            found = set(teller.from_absent)
            speakers = {s for s in teller.speakers if s is not None}
            spoken = len(speakers) == 1 and None not in teller.speakers
            if teller.from_others:
                for i in sorted(teller.from_others):
                    found |= of(i)
            elif spoken:
                found = {f"speaker:{min(speakers)}"}
            known[n] = frozenset(found or {_own_key(teller, documents)})
        return known[n]

    return [of(n) for n in range(len(tellers))]


def _own_key(teller: _Teller, documents: Mapping[str, Paper]) -> str:
    """Agency, author, outlet or text: the first of these that a teller has."""
    own = {key for id in teller.documents for key in documents[id].own}
    wires = {documents[id].wire for id in teller.documents}
    agencies = sorted(w.key for w in wires if w is not None)
    return agencies[0] if agencies else min(own, key=lambda k: (("author", "outlet", "text").index(k.split(":")[0]), k))


def _passed_on(teller: _Teller, documents: Mapping[str, Paper]) -> bool:
    return bool(teller.credited or teller.from_others or any(documents[id].wire for id in teller.documents))


def _counted(roots: Sequence[frozenset[str]]) -> list[str]:
    """One key a teller. Tellers with one root are its source; one with several adds none where one of them is counted,
    and those that are left are one source where they share a root."""
    single = {next(iter(r)) for r in roots if len(r) == 1}
    several = [sorted(r) for r in roots if len(r) > 1 and single.isdisjoint(r)]
    home: dict[str, str] = {}

    def root(key: str) -> str:
        while home.setdefault(key, key) != key:
            key = home[key]
        return key

    for keys in several:
        for key in keys[1:]:
            left, right = sorted((root(keys[0]), root(key)))
            home[right] = left
    return [min(single & r) if single & r else root(min(r)) for r in roots]
