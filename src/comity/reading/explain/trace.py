"""What the reader noted while it decided: filled by the reader itself where `Context.trace` is set, read by `story`.

Each method is called at the place where the thing is decided, with what it was decided from. Tokens are kept by paragraph
and place; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph
    from comity.reading.dates.anchor import EventDate
    from comity.reading.events.parties import Party
    from comity.reading.events.rows import Need, Row
    from comity.reading.events.triggers import Draft
    from comity.reading.events.view import View
    from comity.reading.model import Report

At = tuple[int, int]
"""Paragraph and token."""

_FIELDS: Final = ("type", "mode", "status", "rule", "symmetric", "sources", "targets")


@dataclass(slots=True)
class Tried:
    """A row of the lexicon that a word was held against; `unmet` is the first of its needs that did not hold."""

    row: Row
    unmet: Need | None


@dataclass(slots=True)
class Change:
    """What a step of the engine made of a draft. Values are as people read them."""

    step: str
    field: str
    before: str
    after: str


@dataclass(slots=True)
class Slot:
    """A place where a party was looked for. `found`: who stands there; `taken`: who of them became the party."""

    side: str
    slot: str
    by_order: bool
    found: list[Party]
    taken: list[Party]


@dataclass(slots=True)
class Heard:
    """The status once a word was heard: the act's own, then each word above it."""

    word: int
    status: str


@dataclass(slots=True)
class Dated:
    """Which date, and `why`; `costs` are what each date of the sentence costs to reach, (date's first token, cost)."""

    why: str
    date: EventDate
    costs: list[tuple[int, float]] = field(default_factory=list)


@dataclass(slots=True)
class Word:
    """A word of the lexicon of acts, and all that was made of it."""

    at: At
    kind: str
    rows: list[Row]
    tried: list[Tried] = field(default_factory=list)
    passed_over: str | None = None
    changes: list[Change] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    lost: str | None = None
    lost_to: int | None = None
    light: int | None = None
    report: Report | None = None
    won: Row | None = None


@dataclass(slots=True)
class Cue:
    """A word of the claims' lexicons, with as many claims as the reader made of it and why not more."""

    at: At
    reads: str
    listed: str
    made: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Weighed:
    """A finding of either reader as it was weighed against the others. `table`: reports, relations, causes, stances; `share`:
    how many such findings are right; `outcome`: what became of it."""

    start: int
    table: str
    finding: object
    reader: str
    share: float
    outcome: str


_asking: Final[ContextVar[Trace | None]] = ContextVar("trace", default=None)


@contextmanager
def asking(trace: Trace | None) -> Iterator[None]:
    """Inside, `why` notes; for rules that are handed a word and no context."""
    token = _asking.set(trace)
    try:
        yield
    finally:
        _asking.reset(token)


def why(token: Token, why: str) -> None:
    """Note why no claim is made of a word of the paragraph that is read, where somebody asks."""
    trace = _asking.get()
    if trace is not None:
        trace.why(trace.at, token, why)


class Trace:
    """The notes on one document. `at` is the paragraph that is read."""

    def __init__(self) -> None:
        self.context: Context | None = None
        self.words: dict[At, Word] = {}
        self.cues: dict[tuple[str, At], Cue] = {}
        self.dates: dict[At, Dated] = {}
        self.speakers: dict[At, int] = {}
        self.long: list[At] = []
        self.weighings: list[Weighed] = []
        self.at = 0
        self._known: dict[At, dict[str, str]] = {}
        self._why: dict[At, list[str]] = {}

    # -- acts

    def paragraph(self, paragraph: Paragraph) -> None:
        self.at = paragraph.index

    def too_long(self, sentence: Tokens) -> None:
        self.long.append((self.at, sentence.start))

    def tried(self, view: View, rows: list[Row], row: Row, unmet: Need | None) -> None:
        """`row` of `rows` was held against the word; it won where `unmet` is None."""
        word = self._word(view.token, view.kind, rows)
        word.tried.append(Tried(row, unmet))
        if unmet is None:
            word.won = row

    def passed_over(self, token: Token, rows: list[Row] | None, why: str) -> None:
        if rows:
            self._word(token, "", rows).passed_over = why

    def step(self, name: str, drafts: Iterable[Draft]) -> None:
        """Note what has changed in the drafts since the last step."""
        for draft in drafts:
            word = self._word(draft.token, draft.view.kind, [])
            now = _values(draft)
            before = self._known.get(word.at)
            if before is not None:
                word.changes += [Change(name, f, before[f], now[f]) for f in _FIELDS if before[f] != now[f]]
            self._known[word.at] = now
            word.light = None if draft.view.light is None else draft.view.light.i
            word.won = word.won or draft.row
            if draft.dropped and word.lost is None:
                word.lost = draft.lost or f"given up when {name}"
                word.lost_to = None if draft.lost_to is None else draft.lost_to.token.i

    def lost(self, draft: Draft, why: str, to: Draft | None = None) -> None:
        word = self._word(draft.token, draft.view.kind, [])
        if word.lost is None:
            word.lost, word.lost_to = why, None if to is None else to.token.i

    def slot(self, draft: Draft, side: str, name: str, by_order: bool, found: list[Party], taken: list[Party]) -> None:
        self._word(draft.token, draft.view.kind, []).slots.append(Slot(side, name, by_order, found, taken))

    def heard(self, draft: Draft, word: Token, status: str) -> None:
        self._word(draft.token, draft.view.kind, []).heard.append(Heard(word.i, status))

    def report(self, draft: Draft, report: Report) -> None:
        self._word(draft.token, draft.view.kind, []).report = report

    # -- dates and speakers, of any word

    def dated(self, paragraph: Paragraph, token: Token, why: str, date: EventDate) -> None:
        known = self.dates.setdefault((paragraph.index, token.i), Dated(why, date))
        known.why, known.date = why, date

    def weighed(self, paragraph: Paragraph, token: Token, costs: list[tuple[int, float]]) -> None:
        self.dates.setdefault((paragraph.index, token.i), Dated("", (None, None, "none", None))).costs = costs

    def speaker(self, paragraph: Paragraph, token: Token, speaker: Token) -> None:
        self.speakers[paragraph.index, token.i] = speaker.i

    # -- claims

    def cue(self, reads: str, paragraph: int, token: Token, listed: str | None, made: Iterable[str]) -> None:
        """A word that the lexicon of relations, causes or stances lists as `listed`, or that a rule found by itself."""
        rules = list(made)
        why = self._why.pop((paragraph, token.i), [])
        if listed is None and not rules:
            return
        cue = self.cues.setdefault((reads, (paragraph, token.i)), Cue((paragraph, token.i), reads, listed or ""))
        cue.made += rules
        cue.why += why

    def unmade(self, reads: str, paragraph: int, token: Token, rule: str, why: str) -> None:
        """A claim of a cue was given up after all."""
        cue = self.cues.get((reads, (paragraph, token.i)))
        if cue is not None:
            if rule in cue.made:
                cue.made.remove(rule)
            cue.why.append(f"{rule}: {why}")

    def why(self, paragraph: int, token: Token, why: str) -> None:
        """Why no claim was made of a word; told with its `cue`."""
        self._why.setdefault((paragraph, token.i), []).append(why)

    def _word(self, token: Token, kind: str, rows: list[Row]) -> Word:
        at = (self.at, token.i)
        word = self.words.get(at)
        if word is None:
            word = self.words[at] = Word(at, kind, rows)
        word.kind = word.kind or kind
        word.rows = word.rows or rows
        return word


def _values(draft: Draft) -> dict[str, str]:
    return {
        "type": draft.type,
        "mode": draft.mode or "none",
        "status": draft.status,
        "rule": draft.rule,
        "symmetric": "yes" if draft.symmetric else "no",
        "sources": _named(draft.sources),
        "targets": _named(draft.targets),
    }


def _named(parties: list[Party]) -> str:
    return ", ".join(f"{'+'.join(p.actors)} ({p.how})" for p in parties) or "nobody"
