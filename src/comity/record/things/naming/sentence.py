"""A sentence that names things, with what stands in it: its dates, its actors, who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from comity.reading.model import ActorMention, DateMention, Report
from comity.record.things.naming.lexicon import StageWord, stages_in, word_class
from comity.record.things.naming.page import Named, Page
from comity.record.things.naming.parties import acting_on, parties_of_name
from comity.record.things.naming.text import Word

_PARTIES: Final = 6
_REFERRING: Final = frozenset({"anaphor", "pronoun", "agent"})
_REACH: Final = 90
_OPENING: Final = 30
_OPENS: Final = re.compile(
    r"(?:in|on|by|since|from|during|until|after|before|at|early|late|throughout|between|back)\b|\W*$", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"[,;:—]\s*(?:(?P<who>which|who|whose)|and|but|while|whereas|although|though|so|yet|after|before|when|because)\b|;|—",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(
    r"\b(?:in|near|inside|outside|across|through|via|against|unlike|off|border(?:s|ing)?(?:\s+(?:with|of|between))?|frontier\s+(?:with|of)|coast\s+of)\s+(?:the\s+)?"
    r"(?:(?:north|south|east|west)(?:ern)?\s+|neighbou?ring\s+)?$",
    re.IGNORECASE,
)
_SET_OFF: Final = re.compile(r",\s*(?:in|on|by|since|during)?\s*(?:early|late|mid-?)?\s*$", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\b(?:after|before|since|following|despite|because of|amid|during|when|while|until)\s+(?:[\w’'-]+\s+){1,8}$",
    re.IGNORECASE,
)
_ITS_DATE: Final = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:of|from)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Telling:
    """A row of `thing_tellings`, but for the document. Fields that do not apply are None or empty."""

    start: int
    end: int
    about: tuple[int, int]
    tells: str
    field: str
    word: tuple[int, int]
    status: str | None = None
    first: date | None = None
    last: date | None = None
    parties: tuple[str, ...] = ()
    value: str | None = None
    number: float | None = None
    unit: str | None = None
    actor: str | None = None
    report_id: str | None = None
    claimed_by: str | None = None
    rule: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what stands in it; everything is sorted by place."""

    page: Page
    start: int
    end: int
    first: int  # number of its first word on the page
    last: int
    named: Sequence[Named]
    mentions: Sequence[ActorMention]
    dates: Sequence[DateMention]
    reports: Sequence[Report]

    @cached_property
    def stage_hits(self) -> list[tuple[int, int, tuple[StageWord, ...]]]:
        """Words of stages: the first and one past the last of `words`, and what they tell."""
        return list(stages_in().find(self.page.text, self.words))

    @cached_property
    def aside_ends(self) -> frozenset[int]:
        """Where other names end that are given behind a comma: 'the Sarpa line, formerly the Vinta line, ...'."""
        return frozenset(n.end for n in self.named if n.says in ("acronym", "former", "later", "also"))

    @property
    def words(self) -> Sequence[Word]:
        return self.page.words[self.first : self.last]

    def text(self) -> str:
        return self.page.text[self.start : self.end]

    def reported(self, start: int, end: int) -> Report | None:
        """The report whose trigger these words touch."""
        return next((r for r in self.reports if r.trigger[0] < end and start < r.trigger[1]), None)

    def speaker(self) -> str | None:
        """Who says what the sentence says, where all its reports are told by one."""
        said = {r.claimed_by.actor for r in self.reports}
        return next(iter(said)) if len(said) == 1 else None

    def parties(self, start: int, end: int, about: Named | None = None) -> tuple[str, ...]:
        """clause_rule: states, organisations and groups that take part, by its grammar, in what a word at [start, end) tells,
        each once. They are named in its clause; where it is about what stands before it ("which financed it"), the last one
        there; where it goes on without a subject of its own ("and signed"), those that act in the clause before. Of a treaty
        that its name gives two parties or more, these. Not those that only say where."""
        named = parties_of_name(self, about) if about is not None else ()
        if about is not None and about.kind == "treaty" and parties_of_name(self, about, whole=True):
            return named[:_PARTIES]
        text = self.page.text
        breaks = [m for m in _CLAUSE.finditer(text, self.start, self.end) if m.end() <= start or m.start() >= end]
        before = sorted((m for m in breaks if m.end() <= start), key=lambda m: m.end())
        opened = before[-1] if before else None
        low = opened.end() if opened is not None else self.start
        high = min((m.start() for m in breaks if m.start() >= end), default=self.end)
        usable = [m for m in self.mentions if self._acting(m)]
        found = acting_on(self, [m for m in usable if low <= m.start < high], start, end)
        if opened is not None and opened["who"] and not found:
            found = [m.actor for m in usable if m.end <= opened.start() and m.actor][-1:]
        elif opened is not None and not any(low <= m.start < start for m in usable):
            lowest = before[-2].end() if len(before) > 1 else self.start
            earlier = [m for m in usable if lowest <= m.start < opened.start()]
            found = [*acting_on(self, earlier, start, end), *found]
        return tuple(dict.fromkeys((*found, *(named if about and about.kind == "exercise" else ()))))[:_PARTIES]

    def bystanders(self, parties: Sequence[str]) -> frozenset[str]:
        """Actors that the sentence names, but not as these parties."""
        return frozenset(m.actor for m in self.mentions if m.actor and m.resolved not in _REFERRING) - set(parties)

    def _acting(self, m: ActorMention) -> bool:
        inside = any(n.start <= m.start and m.end <= n.end and n.kind != "organisation" for n in self.named)
        return m.actor is not None and m.kind != "place" and not inside and not self._only_where(m.start)

    def _only_where(self, place: int) -> bool:
        """where_rule: 'in Norland', 'near the border with Norland' make nobody a party."""
        before = self.page.text[max(self.start, place - 40) : place]
        return _WHERE.search(before) is not None

    @cached_property
    def dates_of_names(self) -> dict[DateMention, Named]:
        """Dates that belong to the name before them: 'the Sarpa Protocol of 1942'."""
        found = {}
        for n in self.named:
            if n.kind != "organisation":
                for d in self.dates:
                    if 0 <= d.start - n.end < 12 and _ITS_DATE.fullmatch(self.page.text[n.end : d.start]):
                        found[d] = n
        return found

    def _reaches(self, when: DateMention, start: int, end: int) -> bool:
        """date_reach_rule: a date dates what stands before it in one stretch without a comma; one that opens the sentence, all."""
        text = self.page.text
        if when.start >= end:
            return when.start - end <= _REACH and _plain(text[end : when.start])
        gap = text[when.end : start]
        lead = text[self.start : when.start]
        if _SET_OFF.search(lead):
            gap = gap.removeprefix(",")
        if (word_class("turns") | {"that", "which", "who"}) & {w.lower() for w in gap.split()}:
            return False
        opening = len(lead) <= _OPENING and "," not in lead and bool(_OPENS.match(lead))
        if not opening and _AFTER.search(lead.rsplit(",")[-1]):
            return False  # "the cuts imposed after the floods in 1990 have stalled the dam"
        return opening or (start - when.end <= _REACH and _plain(gap))

    def date_near(self, start: int, end: int) -> DateMention | None:
        """The date that stands nearest to these words, in no name of a thing; one behind them wins over one before."""
        usable = [
            d
            for d in self.dates
            if d.first is not None
            and d.last is not None
            and d.grain not in ("duration", "set")
            and not any(n.start <= d.start and d.end <= n.end for n in self.named)
            and d not in self.dates_of_names
        ]
        usable = [d for d in usable if self._reaches(d, start, end)]
        told = {w.stage for a, _, held in self.stage_hits if self.words[a].start == start for w in held}
        kinds = {n.kind for n in self.named}
        others = [
            (self.words[a].start, self.words[b - 1].end)
            for a, b, held in self.stage_hits
            if told.isdisjoint(w.stage for w in held) and any(not w.kinds or w.kinds & kinds for w in held)
        ]
        usable = [d for d in usable if all(_away(d, start, end) <= _away(d, *o) for o in others)]
        return min(usable, key=lambda d: (_away(d, start, end), d.start), default=None)


def _plain(text: str) -> bool:
    """Whether no mark parts the words; what stands in brackets does not count."""
    return not re.search(r"[,;:—]", re.sub(r"\([^)]*\)", "", text))


def _away(when: DateMention, start: int, end: int) -> float:
    """How far a date stands from words, in characters; one before them counts as half as far again."""
    return when.start - end if when.start >= end else 1.5 * (start - when.end)
