"""What the network proposes of a document: acts, ties, causes and stances, each with its chance, before rules have a say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from comity.reading import domains
from comity.reading.events.senses import natures_work
from comity.reading.trained.labels import CAUSE, EVENTS, PRESENT, SIGNS, STANCES, STATUSES
from comity.reading.trained.network import Ints, Marked, Network, Told, network
from comity.reading.trained.pieces import Window, sentence_starts, windows

if TYPE_CHECKING:
    from comity.reading.context import Context, Mention, Paragraph
    from comity.reading.model import Sign

LEAST: Final = 0.15
"""Chance below which a word is not looked at further."""
AGREED: Final = 0.5
"""Chance from which a mention counts as a party."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A mention (its place in context.mentions) with the chance that it is the party asked for."""

    mention: int
    chance: float


@dataclass(frozen=True, slots=True)
class Act:
    """A word that reports an event. `chances`: of each type, "-" first (labels.EVENTS)."""

    paragraph: int
    token: int
    chances: tuple[float, ...]
    status: str
    status_chance: float
    symmetric: bool
    sources: tuple[Tie, ...]
    targets: tuple[Tie, ...]

    @property
    def type(self) -> str:
        return max(zip(self.chances[1:], EVENTS[1:], strict=True))[1]

    @property
    def chance(self) -> float:
        return 1 - self.chances[0]


@dataclass(frozen=True, slots=True)
class Claim:
    """A word that says how two actors stand."""

    paragraph: int
    token: int
    chance: float
    level: Sign | None
    change: Sign | None
    between: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A word that says that one thing drives another; spans of tokens, last one included."""

    paragraph: int
    token: int
    chance: float
    cause: tuple[int, int]
    effect: tuple[int, int]
    sign: Sign | None
    kind: str
    hedged: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class Attitude:
    """A word that says how an actor stands to something."""

    paragraph: int
    token: int
    chance: float
    stance: str
    sign: Sign | None
    holders: tuple[Tie, ...]
    object: tuple[int, int]
    toward: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    acts: tuple[Act, ...]
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    attitudes: tuple[Attitude, ...]


def begin(context: Context) -> Callable[[], Proposals]:
    """Sets the network to work on a document, beside whatever else goes on; the answer waits for it and gives what it takes
    for likelier than LEAST, in the order of the text."""
    net, chosen = network(), list(windows(context))
    told = _worker(os.getpid()).submit(lambda: [net.read(window) for window in chosen])

    def proposals() -> Proposals:
        return _sensible(context, _proposals(context, net, zip(chosen, told.result(), strict=True)))

    return proposals


def _sensible(context: Context, found: Proposals) -> Proposals:
    """What the domain of each sentence leaves room for (reading/domains.py)."""
    matters = domains.of(context)
    docs = {paragraph.index: paragraph.doc for paragraph in context.paragraphs}
    return Proposals(
        tuple(
            a
            for a in found.acts
            if matters.voids(a.type, a.paragraph, a.token) is None
            and not natures_work(docs[a.paragraph][a.token], a.type)
        ),
        tuple(c for c in found.claims if matters.of(c.paragraph, c.token) is None),
        tuple(link for link in found.links if matters.of(link.paragraph, link.token) is None),
        tuple(a for a in found.attitudes if matters.of(a.paragraph, a.token) is None),
    )


@cache
def _worker(process: int) -> ThreadPoolExecutor:
    """One thread a process: a forked one must not wait for a thread that it has not got."""
    return ThreadPoolExecutor(1, thread_name_prefix="comity-network")


def _proposals(context: Context, net: Network, told: Iterable[tuple[Window, Told]]) -> Proposals:
    acts: list[Act] = []
    claims: list[Claim] = []
    links: list[Link] = []
    attitudes: list[Attitude] = []
    paragraphs = {p.index: p for p in context.paragraphs}
    numbers = context.mentions_by_paragraph()
    for window, said in told:
        mentions = [(n, context.mentions[n]) for n in numbers[window.paragraph]]
        view = _View(paragraphs[window.paragraph], mentions, net, window, said)
        event, relation, cause, stance = ((1 - said.shares[kind][:, 0]) > LEAST for kind in PRESENT)
        acts.extend(view.acts(view.words(event)))
        claims.extend(view.claims(view.words(relation)))
        links.extend(view.links(view.words(cause)))
        attitudes.extend(view.attitudes(view.words(stance)))
    return Proposals(tuple(acts), tuple(claims), tuple(links), tuple(attitudes))


class _View:
    """One window that has been read."""

    def __init__(
        self, paragraph: Paragraph, mentions: list[tuple[int, Mention]], net: Network, window: Window, told: Told
    ) -> None:
        self.window, self.net, self.told = window, net, told
        inside = [(n, m.head) for n, m in mentions if window.first <= m.head < window.last]
        self.mentions = [n for n, _ in inside]
        self.heads: Ints = np.asarray([window.piece(head) for _, head in inside], dtype=np.int64)
        self.tokens: dict[int, int] = {}
        for token, piece in enumerate(window.at, window.first):
            self.tokens.setdefault(piece, token)
        numbers = np.full(len(window.ids), -1, dtype=np.int64)
        begins = sentence_starts(paragraph.doc)
        numbers[list(window.at)] = np.searchsorted(begins, np.arange(window.first, window.last), side="right")
        self.sentences: Ints = numbers

    def words(self, wanted: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """The window's own tokens whose pieces are wanted, each with its piece, a piece once."""
        found = ((self.tokens.get(piece, -1), piece) for piece in np.flatnonzero(wanted).tolist())
        return [(token, piece) for token, piece in found if token >= self.window.own]

    def _marked(self, words: list[tuple[int, int]]) -> Marked:
        return Marked(np.asarray([piece for _, piece in words], dtype=np.int64), self.sentences)

    def _ties(self, words: Marked, role: str) -> list[tuple[Tie, ...]]:
        """Of each word the mentions that may be its party."""
        scores = self.net.links(self.told, role, words)[:, self.heads]
        chances = (1 / (1 + np.exp(-scores))).tolist()
        return [tuple(Tie(n, c) for n, c in zip(self.mentions, row, strict=True) if c > LEAST) for row in chances]

    def _spans(self, words: Marked, role: str) -> list[tuple[int, int]]:
        """Of each word the first and last token, both of its own sentence, with the best sum of scores."""
        first = self.net.links(self.told, f"{role}-first", words)
        last = self.net.links(self.told, f"{role}-last", words)
        spans = []
        for n in range(len(words.pieces)):
            here = np.flatnonzero(~words.apart[n])
            total = first[n, here][:, None] + last[n, here][None, :]
            total[_backward(len(here))] = -np.inf
            i, j = divmod(int(total.argmax()), len(here))
            spans.append((self.tokens[int(here[i])], self._end(int(here[j]))))
        return spans

    def _end(self, piece: int) -> int:
        """The last token that shares a piece: a name of several words is one piece."""
        token = self.tokens[piece]
        while token + 1 < self.window.last and self.window.piece(token + 1) == piece:
            token += 1
        return token

    def acts(self, words: list[tuple[int, int]]) -> Iterator[Act]:
        if not words:
            return
        shares, marked = self.told.shares, self._marked(words)
        sources, targets = self._ties(marked, "source"), self._ties(marked, "target")
        for (token, piece), source, target in zip(words, sources, targets, strict=True):
            statuses = shares["status"][piece]
            best = int(statuses.argmax())
            yield Act(
                self.window.paragraph,
                token,
                tuple(shares["event"][piece].tolist()),
                STATUSES[best],
                float(statuses[best]),
                bool(shares["symmetric"][piece][1] > 0.5),
                source,
                target,
            )

    def claims(self, words: list[tuple[int, int]]) -> Iterator[Claim]:
        if not words:
            return
        between = self._ties(self._marked(words), "between")
        for (token, piece), ties in zip(words, between, strict=True):
            chance = float(self.told.shares["relation"][piece][1])
            level, change = self._sign("level", piece), self._sign("change", piece)
            yield Claim(self.window.paragraph, token, chance, level, change, ties)

    def links(self, words: list[tuple[int, int]]) -> Iterator[Link]:
        if not words:
            return
        shares, marked = self.told.shares, self._marked(words)
        causes, effects = self._spans(marked, "cause"), self._spans(marked, "effect")
        for (token, piece), cause, effect in zip(words, causes, effects, strict=True):
            yield Link(
                self.window.paragraph,
                token,
                float(shares["cause"][piece][1]),
                cause,
                effect,
                self._sign("sign", piece),
                CAUSE[int(shares["link"][piece].argmax())],
                bool(shares["hedged"][piece][1] > 0.5),
                bool(shares["negated"][piece][1] > 0.5),
            )

    def attitudes(self, words: list[tuple[int, int]]) -> Iterator[Attitude]:
        if not words:
            return
        shares, marked = self.told.shares, self._marked(words)
        holders, toward = self._ties(marked, "holder"), self._ties(marked, "toward")
        objects = self._spans(marked, "object")
        for (token, piece), holder, span, other in zip(words, holders, objects, toward, strict=True):
            stances = shares["stance"][piece]
            yield Attitude(
                self.window.paragraph,
                token,
                1 - float(stances[0]),
                STANCES[1 + int(stances[1:].argmax())],
                self._sign("attitude", piece),
                holder,
                span,
                other,
            )

    def _sign(self, trait: str, piece: int) -> Sign | None:
        return SIGNS[int(self.told.shares[trait][piece].argmax())]


@cache
def _backward(size: int) -> NDArray[np.bool_]:
    """Of every first and last of so many words, whether the last stands before the first."""
    places = np.arange(size)
    backward: NDArray[np.bool_] = places[:, None] > places
    return backward
