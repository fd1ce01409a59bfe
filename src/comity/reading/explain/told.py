"""What is told of a sentence: the shapes of an explanation, schema comity-explanation/1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.reading.explain.trace import Change


@dataclass(frozen=True, slots=True)
class TokenTold:
    """`i` and `head` count the tokens of the sentence from 1; the head of the root is 0."""

    i: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Found:
    """An actor, date or amount: its words, what they were taken for, and how."""

    start: int
    end: int
    text: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row of the lexicon that a word was held against. outcome: won, unmet, no event, outranked."""

    place: str
    lemma: str
    needs: str
    type: str | None
    mode: str | None
    frame: str | None
    outcome: str
    unmet: str | None


@dataclass(frozen=True, slots=True)
class SlotTold:
    """Where a side was looked for (`slot` of the frame), who stands there, and whether he was taken."""

    side: str
    slot: str
    by_order: bool
    found: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeardTold:
    word: str
    status: str


@dataclass(frozen=True, slots=True)
class DateTold:
    first: str | None
    last: str | None
    basis: str
    text: str | None
    why: str
    weighed: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """`speaker` and `cue`: the words for who says so and the word that hands it to him; None for the document itself."""

    voice: str
    actor: str | None
    speaker: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class WordTold:
    """A word of the lexicon of acts. Without `report` (an id), `lost` says why, and `lost_to` names the word that tells
    the act instead."""

    start: int
    end: int
    text: str
    lemma: str
    kind: str
    rows: tuple[RowTold, ...]
    passed_over: str | None
    carried_by: str | None
    slots: tuple[SlotTold, ...]
    changes: tuple[Change, ...]
    status: tuple[HeardTold, ...]
    date: DateTold | None
    voice: VoiceTold | None
    lost: str | None
    lost_to: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class CueTold:
    """A word of the lexicon of relations, causes or stances (`listed` as what), the rules that made claims of it, and
    why there are not more."""

    start: int
    end: int
    text: str
    reads: str
    listed: str
    made: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeighedTold:
    """A finding, a row of the contract, with the reader that found it, its share of right ones, and what became of it."""

    table: str
    finding: dict[str, Any]
    reader: str
    share: float
    outcome: str


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """One sentence, schema comity-explanation/1. reports, relations, causes and stances are rows of the contract (`comity read --json`); `own_unmet`
    are words that the user's own file lists as another part of speech than the parser took them for."""

    document: str
    number: int
    start: int
    end: int
    text: str
    kind: str
    unread: str | None
    tokens: tuple[TokenTold, ...]
    actors: tuple[Found, ...]
    dates: tuple[Found, ...]
    amounts: tuple[Found, ...]
    words: tuple[WordTold, ...]
    cues: tuple[CueTold, ...]
    own_unmet: tuple[str, ...]
    weighed: tuple[WeighedTold, ...] = ()
    schema: str = "comity-explanation/1"
    reports: tuple[dict[str, Any], ...] = ()
    relations: tuple[dict[str, Any], ...] = ()
    causes: tuple[dict[str, Any], ...] = ()
    stances: tuple[dict[str, Any], ...] = ()
