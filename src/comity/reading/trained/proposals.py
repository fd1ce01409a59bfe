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
from comity.reading.trained.network import Network, Told, network
from comity.reading.trained.pieces import Window, windows

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
        shares = said.shares
        likely = 1 - np.stack([shares[kind][:, 0] for kind in PRESENT]) > LEAST
        wanted: NDArray[np.bool_] = np.logical_or.reduce(likely, axis=0)
        for token, piece in view.words(wanted):
            event, relation, cause, stance = likely[:, piece]
            if event:
                acts.append(view.act(token, piece))
            if relation:
                claims.append(view.claim(token, piece, float(shares["relation"][piece][1])))
            if cause:
                links.append(view.link(token, piece, float(shares["cause"][piece][1])))
            if stance:
                attitudes.append(view.attitude(token, piece, 1 - float(shares["stance"][piece][0])))
    return Proposals(tuple(acts), tuple(claims), tuple(links), tuple(attitudes))


class _View:
    """One window that has been read."""

    def __init__(
        self, paragraph: Paragraph, mentions: list[tuple[int, Mention]], net: Network, window: Window, told: Told
    ) -> None:
        self.window, self.net, self.told = window, net, told
        self.mentions = [(n, m) for n, m in mentions if window.first <= m.head < window.last]
        numbers = np.full(len(window.ids), -1, dtype=np.int64)
        self.tokens: dict[int, int] = {}
        for n, sentence in enumerate(paragraph.doc.sents):
            for i in range(max(sentence.start, window.first), min(sentence.end, window.last)):
                numbers[window.piece(i)] = n
                self.tokens.setdefault(window.piece(i), i)
        self.sentences: NDArray[np.int64] = numbers

    def words(self, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
        """Tokens whose pieces are wanted, each with its piece, a piece once."""
        for piece, token in self.tokens.items():
            if token >= self.window.own and wanted[piece]:
                yield token, piece

    def _ties(self, piece: int, role: str) -> tuple[Tie, ...]:
        scores = self.net.links(self.told, piece, role, self.sentences)
        chances = 1 / (1 + np.exp(-scores))
        found = [Tie(n, float(chances[self.window.piece(m.head)])) for n, m in self.mentions]
        return tuple(t for t in found if t.chance > LEAST)

    def _span(self, piece: int, role: str) -> tuple[int, int]:
        """First and last token, both of the word's own sentence, with the best sum of scores."""
        here = np.flatnonzero(self.sentences == self.sentences[piece])
        first = self.net.links(self.told, piece, f"{role}-first", self.sentences)[here]
        last = self.net.links(self.told, piece, f"{role}-last", self.sentences)[here]
        total = first[:, None] + last[None, :]
        total[np.tril_indices(len(here), -1)] = -np.inf
        i, j = np.unravel_index(int(total.argmax()), total.shape)
        return self.tokens[int(here[i])], self._end(int(here[j]))

    def _end(self, piece: int) -> int:
        """The last token that shares a piece: a name of several words is one piece."""
        token = self.tokens[piece]
        while token + 1 < self.window.last and self.window.piece(token + 1) == piece:
            token += 1
        return token

    def act(self, token: int, piece: int) -> Act:
        chances = self.told.shares["event"][piece]
        statuses = self.told.shares["status"][piece]
        best = int(statuses.argmax())
        return Act(
            self.window.paragraph,
            token,
            tuple(float(c) for c in chances),
            STATUSES[best],
            float(statuses[best]),
            bool(self.told.shares["symmetric"][piece][1] > 0.5),
            self._ties(piece, "source"),
            self._ties(piece, "target"),
        )

    def claim(self, token: int, piece: int, chance: float) -> Claim:
        return Claim(
            self.window.paragraph,
            token,
            chance,
            self._sign("level", piece),
            self._sign("change", piece),
            self._ties(piece, "between"),
        )

    def link(self, token: int, piece: int, chance: float) -> Link:
        return Link(
            self.window.paragraph,
            token,
            chance,
            self._span(piece, "cause"),
            self._span(piece, "effect"),
            self._sign("sign", piece),
            CAUSE[int(self.told.shares["link"][piece].argmax())],
            bool(self.told.shares["hedged"][piece][1] > 0.5),
            bool(self.told.shares["negated"][piece][1] > 0.5),
        )

    def attitude(self, token: int, piece: int, chance: float) -> Attitude:
        stances = self.told.shares["stance"][piece]
        return Attitude(
            self.window.paragraph,
            token,
            chance,
            STANCES[1 + int(stances[1:].argmax())],
            self._sign("attitude", piece),
            self._ties(piece, "holder"),
            self._span(piece, "object"),
            self._ties(piece, "toward"),
        )

    def _sign(self, trait: str, piece: int) -> Sign | None:
        return SIGNS[int(self.told.shares[trait][piece].argmax())]
