"""Within one event: which of its documents tell the same thing from the same source, and who that is in the end.

Texts of an event are united by the keys that they share: a text's own (its copies; a sentence printed in both, one wire
story retold; the agency whose text it is, else its authors, else its outlet), the outlet, author or title that it
credits, and the speaker, where every report in it is what one named speaker says. So a credit is followed to the credited
outlet's own report, and on to whom that one credits. A signed article goes by its outlet's name too as soon as some text
of the event is unsigned or credits the outlet. A union never depends on order, and a copy never makes one source more.

A text that credits two or more outlets would tie these to each other. It unites nothing, but counts with one that it
credits; and only where none of them is among the sources otherwise, it is one itself, with others that gather like it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, Literal

from comity.record.origins.outlets import official_outlets
from comity.record.origins.papers import Paper

Kind = Literal["text", "speaker", "outlet"]
_STATE_MEDIA: Final = "state-media:"
_RANK: Final = ("author", "outlet", "text")


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two documents of an event are one source."""

    a: str
    b: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """From whom a document has what it says of an event: the key of the source, its kind, and the keys of those that
    it credits. `via` says which other document it is one source with, and why; None where there is none."""

    key: str
    kind: Kind
    credited: tuple[str, ...]
    via: Tie | None


@dataclass
class _Text:
    """The documents of an event that are copies of one text."""

    documents: list[str]
    own: set[str] = field(default_factory=set)
    known_as: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    """Whom its documents credit, each of them others than itself: 'told this newspaper' credits nobody else."""
    gathered: set[str] = field(default_factory=set)
    speakers: set[str | None] = field(default_factory=set)
    wire: set[str] = field(default_factory=set)
    names: list[tuple[float, int, str]] = field(default_factory=list)
    """By what it can be called: when the document appeared, how telling the key is, the key."""

    @property
    def credited(self) -> set[str]:
        return self.named - self.known_as

    @property
    def speaker(self) -> str | None:
        """The key of the one who says it all; None where that is the text, or several."""
        said = next(iter(self.speakers)) if len(self.speakers) == 1 else None
        return None if said is None else f"speaker:{said}"

    @property
    def gathers(self) -> bool:
        """Whether it has it from several; itself counts too, so that it is the same wherever the text is printed."""
        return len(self.gathered) > 1

    @property
    def kind(self) -> Kind:
        if self.speaker is not None:
            return "speaker"
        return "outlet" if self.credited or self.wire else "text"


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
    texts = _texts(documents, credited, speakers)
    ties = sorted(ties, key=lambda t: (t.a, t.b, t.why))
    if len(texts) == 1:
        keys = [_name(texts)]
    else:
        of = {id: text for text in texts for id in text.documents}
        for tie in ties:
            for id in (tie.a, tie.b):
                of[id].own.add(f"tie:{tie.a}|{tie.b}")
                of[id].known_as.add(f"tie:{tie.a}|{tie.b}")
        keys = _counted(texts)
    via = _via(documents, ties) if len(documents) > 1 else {}
    return {
        id: Source(key, text.kind, tuple(sorted(text.credited)), via.get(id))
        for text, key in zip(texts, keys, strict=True)
        for id in text.documents
    }


def _texts(
    documents: Mapping[str, Paper],
    credited: Mapping[str, Iterable[str]],
    speakers: Mapping[str, Iterable[str | None]],
) -> list[_Text]:
    found: dict[str, _Text] = {}
    for id in sorted(documents):
        paper = documents[id]
        text = found.setdefault(paper.group, _Text([]))
        text.documents.append(id)
        text.own |= paper.own
        text.known_as |= paper.known_as
        text.gathered |= set(credited.get(id, ()))
        text.named |= set(credited.get(id, ())) - paper.known_as
        text.speakers |= set(speakers.get(id, ()))
        appeared = inf if paper.published is None else paper.published
        text.names += [(appeared, _RANK.index(_kind(key)), key) for key in sorted(paper.own)]
        if paper.wire is not None:
            text.wire.add(paper.wire.key)
    texts = [found[group] for group in sorted(found)]
    everybody = {key for text in texts for key in text.known_as | text.named}
    for text in texts:
        text.named = {key for name in text.named for key in _meant(name, everybody)}
        text.gathered = {key for name in text.gathered for key in _meant(name, everybody)}
    return texts


def _meant(key: str, everybody: set[str]) -> list[str]:
    """A state's media at large are the outlet that its government directs, where one is named or tells it too."""
    if key.startswith(_STATE_MEDIA):
        present = [k for k in official_outlets(key.removeprefix(_STATE_MEDIA)) if k in everybody]
        return present[:1] or [key]
    return [key]


def _counted(texts: Sequence[_Text]) -> list[str]:
    """The key of the source of each text."""
    going = {key for text in texts for key in text.own | text.named}
    united = _Union()
    for text in texts:
        if not text.gathers:
            united.join(_links(text, going))
    known = {united.root(key) for text in texts if not text.gathers for key in _links(text, going)}
    gathered = _Union()
    met: dict[str, set[str]] = defaultdict(set)
    several = [text for text in texts if text.gathers]
    for text in several:
        gathered.join(_links(text, going))
    for text in several:
        links = _links(text, going)
        met[gathered.root(min(links))] |= {united.root(key) for key in links} & known
    home: dict[int, str] = {}
    for text in texts:
        links = _links(text, going)
        of = gathered.root(min(links)) if text.gathers else united.root(min(links))
        if text.gathers and met[of]:
            here = {united.root(key) for key in links} & known
            of = min(here or met[of])
        home[id(text)] = of
    members: dict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        members[home[id(text)]].append(text)
    names = {root: _name([t for t in of if not t.gathers] or of) for root, of in members.items()}
    return [names[home[id(text)]] for text in texts]


class _Union:
    """Sets of keys that are one."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}

    def root(self, key: str) -> str:
        home = self._home
        while home.setdefault(key, key) != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    def join(self, keys: Iterable[str]) -> None:
        roots = sorted({self.root(key) for key in keys})
        for root in roots[1:]:
            self._home[root] = roots[0]


def _links(text: _Text, going: set[str]) -> set[str]:
    """The keys by which a text is one with others."""
    return text.own | text.credited | (text.known_as & going) | ({text.speaker} if text.speaker else set())


def _name(texts: Sequence[_Text]) -> str:
    """What a source is called: by its first text that says it in its own name, else by who is credited, else by the
    speaker. First is what appeared first; of that the agency, author, outlet or text."""
    own = [t for t in texts if t.kind == "text" or (t.wire and not t.credited and not t.speaker)]
    if own:
        wires = sorted(key for t in own for key in t.wire)
        return wires[0] if wires else min(name for t in own for name in t.names)[2]
    known = {key for t in texts for key in t.known_as}
    away = sorted(key for t in texts for key in t.credited - known)
    heard = sorted(t.speaker for t in texts if t.speaker is not None)
    if heard and (len(texts) == 1 or not away):
        return heard[0]
    return away[0] if away else min(name for t in texts for name in t.names)[2]


def _kind(key: str) -> str:
    return key.partition(":")[0]


def _via(documents: Mapping[str, Paper], ties: Sequence[Tie]) -> dict[str, Tie]:
    """For each document, why it is one source with another: the same text first, then ties, then who answers for it."""
    via: dict[str, Tie] = {}
    first: dict[str, str] = {}
    shared: list[Tie] = []
    for id in sorted(documents):
        for key in sorted(documents[id].own):
            if first.setdefault(key, id) != id:
                shared.append(Tie(first[key], id, key))
    shared.sort(key=lambda t: not t.why.startswith("text:"))
    same = [t for t in shared if t.why.startswith("text:")]
    for tie in (*same, *ties, *shared[len(same) :]):
        via.setdefault(tie.b, tie)
        via.setdefault(tie.a, tie)
    return via
