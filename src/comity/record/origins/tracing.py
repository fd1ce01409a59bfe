"""From whom each report comes in the end.

    trace(store, groups, registry) -> {report id: Origin}

`groups` are the reports of each event. Documents are only compared where they tell of the same event, so that work
grows with the number of reports and a document that tells of nothing they tell changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.record.joining.sighting import Sighting
from comity.record.origins.chains import Source, Tie, chain
from comity.record.origins.outlets import Names
from comity.record.origins.papers import Paper, Told, fingerprints, papers, told
from comity.record.origins.printed import printed_twice
from comity.record.origins.retold import TOLD_AGAIN, Fingerprint, likeness
from comity.record.rows import Row

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter

DAYS: Final = 5
"""A wire story is retold within so many days."""
_WINDOW: Final = 40
"""Among more documents of one event than this, each is compared with so many that appeared after it."""
_SPOKEN: Final = frozenset(("quoted", "reported"))


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of `report_sources`: the key of the independent source, its kind (text, speaker, outlet), and why."""

    source: str
    kind: str
    why: str


def trace(store: StoreWriter, groups: Sequence[Sequence[Sighting]], registry: Registry) -> dict[str, Origin]:
    """The origin of every report of `groups`, by its id."""
    documents, names = papers(store)
    said = dict(told(store, names, registry))
    prints = fingerprints(store, _compared(groups, documents))
    retold = _Retold(prints, documents)
    found: dict[str, Origin] = {}
    for group in groups:
        found.update(_of_event(group, documents, names, said, retold))
    return found


def source_rows(origins: Mapping[str, Origin]) -> Iterator[Row]:
    """Rows of `report_sources`, by report id."""
    return ((id, o.source, o.kind, o.why) for id, o in sorted(origins.items()))


class _Retold:
    """Whether two documents are one story; each pair is compared once."""

    def __init__(self, prints: Mapping[str, Fingerprint], documents: Mapping[str, Paper]) -> None:
        self._prints = prints
        self._documents = documents
        self._known: dict[tuple[str, str], float] = {}

    def ties(self, ids: Sequence[str]) -> Iterator[Tie]:
        rows = [self._documents[id] for id in ids if id in self._prints]
        rows.sort(key=lambda p: (p.published is not None, p.published or 0, p.id))
        for n, a in enumerate(rows):
            for b in rows[n + 1 :] if len(rows) <= _WINDOW else rows[n + 1 : n + 1 + _WINDOW]:
                if a.group == b.group or _days_apart(a, b) > DAYS:
                    continue
                pair = (min(a.id, b.id), max(a.id, b.id))
                if pair not in self._known:
                    self._known[pair] = likeness(self._prints[pair[0]], self._prints[pair[1]])
                if self._known[pair] >= TOLD_AGAIN:
                    yield Tie(*pair, f"story:{self._known[pair]:.2f}")


def _days_apart(a: Paper, b: Paper) -> int:
    """0 where it is not known when one of them appeared."""
    return 0 if a.published is None or b.published is None else abs(a.published - b.published)


def _compared(groups: Iterable[Sequence[Sighting]], documents: Mapping[str, Paper]) -> set[str]:
    """Documents that tell of an event together with one that is no copy of theirs."""
    wanted: set[str] = set()
    for group in groups:
        if len({documents[r.document].group if r.document in documents else r.group for r in group}) > 1:
            wanted.update(r.document for r in group)
    return wanted


def _of_event(
    group: Sequence[Sighting],
    documents: Mapping[str, Paper],
    names: Names,
    said: Mapping[str, Told],
    retold: _Retold,
) -> Iterator[tuple[str, Origin]]:
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for report in group:
        by_document[report.document].append(report)
    of = {id: documents.get(id) or _unknown(own[0]) for id, own in by_document.items()}
    ties: list[Tie] = []
    if len({paper.group for paper in of.values()}) > 1:
        ties = [*_printed(group, said, of), *retold.ties(sorted(of))]
    credited = {id: [c.key for r in own if r.id in said for c in said[r.id].credits] for id, own in by_document.items()}
    speakers = {
        id: [None if r.id in said and said[r.id].speaks else r.claimed_by if r.voice in _SPOKEN else None for r in own]
        for id, own in by_document.items()
    }
    sources = chain(of, ties, credited, speakers)
    for report in group:
        source = sources[report.document]
        yield report.id, Origin(source.key, source.kind, _why(report, source, of, names, said.get(report.id)))


def _unknown(report: Sighting) -> Paper:
    key = f"text:{report.group}"
    return Paper(report.document, key, report.published, frozenset((key,)), frozenset((key,)), None, False, None)


def _printed(group: Sequence[Sighting], said: Mapping[str, Told], of: Mapping[str, Paper]) -> Iterator[Tie]:
    home = {r.id: r.document for r in group}
    for a, b in sorted(printed_twice({r.id: said[r.id].text for r in group if r.id in said})):
        if of[home[a]].group != of[home[b]].group:
            yield Tie(min(home[a], home[b]), max(home[a], home[b]), "sentence")


def _why(report: Sighting, source: Source, of: Mapping[str, Paper], names: Names, told: Told | None) -> str:
    parts = []
    paper = of[report.document]
    if source.via is not None:
        parts.append(_tied(source.via, report.document, names))
    if paper.wire is not None:
        parts.append(f"a text of {names.shown(paper.wire.key)} (“{paper.wire.said}”)")
    here = {c.key: c for c in told.credits if c.key in source.credited} if told is not None else {}
    for key in source.credited:
        words = f" (“{here[key].said}”)" if key in here else ", elsewhere in what it says of this"
        parts.append(f"credits {names.shown(key)}{words}")
    of_speaker = f"speaker:{report.claimed_by}"
    if source.kind == "speaker" and report.claimed_by is not None:
        parts.append(f"passes on what {report.claimed_by} says")
    elsewhere = source.via is None and source.key not in (*source.credited, of_speaker)
    if elsewhere and (source.credited or source.kind == "speaker"):
        parts.append(f"which comes down to {_shown(source.key, of, names)}")
    return "; ".join(parts) or "its own text"


def _shown(key: str, of: Mapping[str, Paper], names: Names) -> str:
    if key.startswith("speaker:"):
        return f"what {key.removeprefix('speaker:')} says"
    return names.shown(key) if not key.startswith("text:") else f"the text of {key.removeprefix('text:')}"


def _tied(tie: Tie, document: str, names: Names) -> str:
    other = tie.b if tie.a == document else tie.a
    kind, _, value = tie.why.partition(":")
    if kind == "text":
        return f"the same text as {other}"
    if kind == "sentence":
        return f"the same sentence as in {other}"
    if kind == "story":
        return f"the same story as {other}, in other words (likeness {value})"
    if kind == "author":
        return f"by the same author as {other} ({names.shown(tie.why)})"
    return f"of the same outlet as {other} ({names.shown(tie.why)})"
