"""What sentences say of the life of a thing: a word of a stage near its name, with status, date and parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from comity.reading.model import ActorMention, DateMention, Report
from comity.record.things.naming.lexicon import StageWord, heads, stages_in, words
from comity.record.things.naming.page import Named, Page
from comity.record.things.naming.text import Word, words_of

_NEAR_AFTER: Final = 14
_NEAR_BEFORE: Final = 9
_WINDOW: Final = 7
_PARTIES: Final = 6
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
_ITS_DATE: Final = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:of|from)\s+(?:the\s+)?$")
_SAID: Final = frozenset({"agreed", "proposed", "stalled", "ended", "renamed"})
"""Stages that are acts of speech or of giving up: that the matter is still to come says nothing of them."""
_BREAKS: Final = (";", ":", "—", " – ", "\n")
_TURNS: Final = frozenset(
    {
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "because",
        "before",
        "after",
        "until",
        "when",
        "despite",
        "unlike",
    }
)
_APART: Final = frozenset({
    "to", "near", "from", "at", "in", "by", "under", "against", "about", "through", "via", "along", "over", "into", "outside", "as", "than",
    "who", "which", "that", "said", "says", "saying", "is", "was", "were", "are", "has", "had", "have", "will", "because", "if",
})  # fmt: skip
"""Between a word of a stage and the name behind it, these say that the name is not what it is about: 'built a road to ...'."""
_LISTING: Final = frozenset(
    {"and", "the", "or", "as", "well", "system", "systems", "its", "a", "an", "two", "three", "four", "new"}
)
_WILL: Final = frozenset({"will", "shall", "would", "planned", "plans", "plan", "intends", "intend", "expected", "scheduled", "due", "hopes", "hope", "aims",
    "aim", "wants", "want", "set", "going", "likely", "agreed", "proposed", "proposes", "pledged", "promised", "vowed", "offered", "ready", "willing"})  # fmt: skip
_MAY: Final = frozenset(
    {
        "threatened",
        "threatens",
        "threatening",
        "may",
        "might",
        "could",
        "if",
        "unless",
        "whether",
        "can",
        "possible",
        "possibly",
        "potential",
    }
)
_MUST: Final = frozenset(
    {
        "should",
        "must",
        "urged",
        "urges",
        "called",
        "demanded",
        "demands",
        "asked",
        "need",
        "needs",
        "pressed",
        "pressing",
        "calls",
    }
)
_NOT: Final = frozenset({"not", "never", "no", "without", "failed", "refused", "unable", "cannot", "rejected", "declined", "fails", "refuses", "didn", "wasn",
    "hasn", "haven", "won", "isn", "weren", "couldn", "nor", "neither"})  # fmt: skip
_PREPOSITIONS: Final = frozenset(
    {
        "at",
        "in",
        "near",
        "to",
        "from",
        "with",
        "by",
        "under",
        "outside",
        "behind",
        "around",
        "against",
        "inside",
        "across",
        "like",
    }
)
_ARTICLES: Final = frozenset(
    {"the", "a", "an", "its", "their", "this", "that", "new", "old", "planned", "annual", "joint"}
)
_PARTICIPLES: Final = frozenset({"built", "bought", "sold", "held", "frozen", "begun", "torn"})
_INTRANSITIVE: Final = frozenset({"opened", "stalled", "resumed", "restarted", "lapsed", "expired", "collapsed", "ended", "concluded", "started", "commenced",
    "faltered", "languished", "arrived", "completed"})  # fmt: skip
_BE: Final = frozenset({"was", "were", "is", "are", "been", "be", "being", "got", "get", "gets", "remains", "remained"})
_UNDOING: Final = frozenset({"frozen", "froze", "halted", "halt", "stopped", "stop", "suspended", "delayed", "delay", "resumed", "resume", "abandoned", "cancelled",
    "canceled", "ended", "end", "completed", "finished", "postponed", "oppose", "opposed", "against"})  # fmt: skip
_FOLLOWS: Final = re.compile(
    r"\s*(?:[.,;:)!?\"”’(]|(?:in|on|by|at|after|before|since|until|during|with|between|and|when|last|this|earlier|again|under|from|for|because|as|two|three)\b)",
    re.IGNORECASE,
)
_BASES: Final = frozenset({"sign", "build", "buy", "purchase", "sell", "fund", "finance", "complete", "inaugurate", "develop", "ratify", "revive", "resume",
    "restart", "deliver", "supply", "hold", "conduct", "withdraw from", "invest in", "test-fire", "begin work on", "start work on"})  # fmt: skip
_DONE: Final = frozenset(
    {
        "forced",
        "compelled",
        "obliged",
        "persuaded",
        "induced",
        "led",
        "began",
        "begun",
        "started",
        "managed",
        "continued",
        "helped",
        "helping",
        "proceeded",
        "came",
        "went",
    }
)


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

    def parties(self, start: int, end: int) -> tuple[str, ...]:
        """clause_rule: states, organisations and groups named in the clause that holds characters [start, end), outside the
        names of things, each once; where it is about what stands before it ("which financed it"), the last one there; where
        it names none, those of the whole sentence. Not where they only say where."""
        text = self.page.text
        breaks = [m for m in _CLAUSE.finditer(text, self.start, self.end) if m.end() <= start or m.start() >= end]
        opened = max((m for m in breaks if m.end() <= start), key=lambda m: m.end(), default=None)
        low = opened.end() if opened is not None else self.start
        high = min((m.start() for m in breaks if m.start() >= end), default=self.end)
        usable = [m for m in self.mentions if self._acting(m)]
        found = list(dict.fromkeys(m.actor for m in usable if low <= m.start < high and m.actor))
        if not found and opened is not None and opened["who"]:
            found = [m.actor for m in usable if m.end <= opened.start() and m.actor][-1:]
        found = found or list(dict.fromkeys(m.actor for m in usable if m.actor))
        return tuple(found[:_PARTIES])

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
        if (_TURNS | {"that", "which", "who"}) & {w.lower() for w in gap.split()}:
            return False
        opening = len(lead) <= _OPENING and "," not in lead and bool(_OPENS.match(lead))
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
        others = [
            (self.words[a].start, self.words[b - 1].end)
            for a, b, held in self.stage_hits
            if told.isdisjoint(w.stage for w in held)
        ]
        usable = [d for d in usable if all(_away(d, start, end) <= _away(d, *o) for o in others)]
        return min(usable, key=lambda d: (_away(d, start, end), d.start), default=None)


def _plain(text: str) -> bool:
    """Whether no mark parts the words; what stands in brackets does not count."""
    return not re.search(r"[,;:—]", re.sub(r"\([^)]*\)", "", text))


def _away(when: DateMention, start: int, end: int) -> float:
    """How far a date stands from words, in characters; one before them counts as half as far again."""
    return when.start - end if when.start >= end else 1.5 * (start - when.end)


def stages(sentence: Sentence) -> Iterator[Telling]:
    """Stages told of the things that a sentence names, each stage of each thing once."""
    things = [n for n in sentence.named if n.kind != "organisation"]
    told: dict[tuple[str, str, str], Telling] = {}
    for named in things:
        if named.kind == "treaty" and named.says == "full" and named.name[:4].isdigit():
            yield _of_its_year(sentence, named)
    for when, named in sentence.dates_of_names.items():
        if named.kind == "treaty" and when.first and when.last:
            told[named.means, "agreed", "happened"] = _of_its_date(sentence, named, when)
    if not things:
        return
    for first, last, held in sentence.stage_hits:
        start, end = sentence.words[first].start, sentence.words[last - 1].end
        if any(n.start < end and start < n.end for n in things):
            continue
        for meant, word in _about(sentence, first, last, held, things):
            status = _status(sentence, first, word)
            key = (meant.means, word.stage, status)
            telling = _telling(sentence, meant, word, start, end, status)
            if key not in told or (told[key].first is None and telling.first is not None):
                told[key] = telling
    yield from told.values()


def _of_its_year(sentence: Sentence, named: Named) -> Telling:
    """dated_name_rule: 'the 1995 fisheries treaty' is of 1995."""
    year = int(named.name[:4])
    word = (named.start, named.start + 4)
    return Telling(
        sentence.start,
        sentence.end,
        (named.start, named.end),
        "stage",
        "agreed",
        word,
        "happened",
        date(year, 1, 1),
        date(year, 12, 31),
        sentence.parties(*word) if len(sentence.named) == 1 else (),
        rule="dated-name-rule",
    )


def _of_its_date(sentence: Sentence, named: Named, when: DateMention) -> Telling:
    """dated_name_rule: 'the Sarpa Protocol of 1942'."""
    about = (named.start, named.end)
    place = (sentence.start, sentence.end, about, "stage", "agreed", (when.start, when.end), "happened")
    return Telling(*place, when.first, when.last, rule="dated-name-rule")


def _about(
    sentence: Sentence, first: int, last: int, held: Sequence[StageWord], things: Sequence[Named]
) -> Iterator[tuple[Named, StageWord]]:
    """The thing that a word of a stage is about: the one behind it, where nothing stands between; else the one before."""
    words = sentence.words
    behind = next((n for n in things if n.start >= words[last - 1].end), None)
    before = next((n for n in reversed(things) if n.end <= words[first].start), None)
    options: list[tuple[Named, StageWord]] = []
    if behind is not None and _joined(sentence, words[last - 1].end, behind.start, after=False):
        for n in _coordinated(sentence, behind, things):
            options += [(n, w) for w in held if w.where != "after" and _of(w, n) and _governs(sentence, first, w, n)]
    if not options and before is not None and _joined(sentence, before.end, words[first].start, after=True):
        told_of = _subject(sentence, before) and _suffers(sentence, first, last, before)
        for n in _coordinated(sentence, before, things) if told_of else ():
            options += [(n, w) for w in held if w.where != "before" and _of(w, n)]
    seen = set()
    for named, word in options:
        if (named.means, word.stage) not in seen:
            seen.add((named.means, word.stage))
            yield named, word


def _subject(sentence: Sentence, named: Named) -> bool:
    """subject_rule: 'the strikers at the Sarpa dam resumed' tells nothing of the dam; 'work on the dam' does."""
    before = [w.text.lower() for w in sentence.words if w.end <= named.start][-5:]
    while (
        before and before[-1] not in _PREPOSITIONS and (before[-1] in _ARTICLES or before[-1] in words("modifiers.txt"))
    ):
        before.pop()
    return not before or before[-1] not in _PREPOSITIONS


def _suffers(sentence: Sentence, first: int, last: int, named: Named) -> bool:
    """passive_rule: what was done to a thing named before stands in the passive, or as a participle: 'the dam was built',
    'the dam built in 1990', but not 'the treaty froze spending'."""
    text = sentence.words[first].text.lower()
    plain = text.endswith("ed") or text in _PARTICIPLES
    if last - first > 1 or not plain or text in _INTRANSITIVE:
        return True
    near = {w.text.lower() for w in sentence.words[max(first - 4, 0) : first] if w.start >= named.end}
    if near & _BE:
        return True
    end = sentence.words[last - 1].end
    return bool(_FOLLOWS.match(sentence.page.text, end, sentence.end)) or end >= sentence.end


def _governs(sentence: Sentence, first: int, word: StageWord, named: Named) -> bool:
    """undone_work_rule: 'froze work on the dam' begins nothing; 'left the treaty a dead letter' leaves none."""
    if word.stage == "built" and word.words.endswith((" on", " of", " for")):
        near = {w.text.lower() for w in sentence.words[max(first - 3, 0) : first]}
        if near & _UNDOING:
            return False
    if word.words in ("left", "quit"):
        return bool(_FOLLOWS.match(sentence.page.text, named.end, sentence.end)) or named.end >= sentence.end
    return True


def _of(word: StageWord, named: Named) -> bool:
    return not word.kinds or named.kind in word.kinds


def _coordinated(sentence: Sentence, named: Named, things: Sequence[Named]) -> list[Named]:
    """The thing, and those listed with it: 'signed the Sarpa and Vinta treaties'."""
    found = [named]
    at = things.index(named)
    for step in (1, -1):
        n, last = at + step, named
        while 0 <= n < len(things):
            one, other = (last, things[n]) if step > 0 else (things[n], last)
            gap = words_of(sentence.page.text, one.end, max(other.start, one.end))
            low = {w.text.lower() for w in gap} - heads().keys()
            plain = len(gap) < 6 and "and" in low and not low & (_APART | _TURNS) and all(w.text.islower() for w in gap)
            if not (low <= _LISTING or plain) or things[n].kind != named.kind:
                break
            found.append(things[n])
            n, last = n + step, things[n]
    return found


def _joined(sentence: Sentence, start: int, end: int, *, after: bool) -> bool:
    """Whether the words between a thing and a word of a stage let the one be about the other."""
    text = sentence.page.text[start:end]
    if any(mark in text for mark in _BREAKS):
        return False
    between = [w for w in sentence.words if start <= w.start and w.end <= end]
    low = [w.text.lower() for w in between]
    if not after:
        return len(low) <= _NEAR_BEFORE and "," not in text and not (_APART | _TURNS) & set(low)
    if len(low) > _NEAR_AFTER:
        return False
    opening = text.lstrip(" )]\"”’'")
    text = opening[1:] if opening.startswith(",") and start in sentence.aside_ends else text
    if text.strip() == ",":
        return True  # "the treaty, suspended in 2011,"
    aside = text.count(",") % 2
    if aside or _TURNS & set(low):
        return False
    outside = text.split(",")[0] + text.split(",")[-1] if "," in text else text
    actor = any(
        start <= m.start < end and text[m.start - start :][: m.end - m.start] in outside and _acts(sentence, m.start)
        for m in sentence.mentions
    )
    return not actor


def _acts(sentence: Sentence, place: int) -> bool:
    """Whether an actor named there stands as subject: nothing like 'with', 'in', 'by', 'of' or 'between' leads to it."""
    before = [w for w in sentence.words if w.end <= place][-3:]
    low = [w.text.lower() for w in before]
    return not {
        "with",
        "in",
        "by",
        "of",
        "between",
        "and",
        "to",
        "from",
        "for",
        "through",
        "into",
        "via",
        "across",
        "at",
    } & set(low)


def _status(sentence: Sentence, first: int, word: StageWord) -> str:
    """status_rule: how far it got, by the words before it."""
    words = sentence.words
    window: list[str] = []
    for k in range(first - 1, max(first - 1 - _WINDOW, -1), -1):
        gap = sentence.page.text[words[k].end : words[k + 1].start]
        if any(c in gap for c in ",;:.—"):
            break
        window.insert(0, words[k].text.lower())
    near = window[-4:]
    if window[-4:-1] == ["was", "to", "have"] or window[-4:-1] == ["were", "to", "have"]:
        return "planned"
    if {"yet", "to"} <= set(near) or _NOT & set(near):
        return "denied"
    if near[-1:] == ["t"]:
        return "denied"
    if _MUST & set(near):
        return "demanded"
    if _MAY & set(near) or "threatened" in window:
        return "hypothetical"
    if word.stage == "agreed" and {"agreed", "contracted", "pledged"} & set(window):
        return "happened"
    infinitive = near[-1:] == ["to"] or near[-2:] == ["to", "be"] or near[-3:-1] == ["to", "be"]
    if infinitive and not (_DONE & set(near)):
        return "planned"
    if {"will", "shall", "would"} & set(near) or (word.words.endswith(" of") and _begins(near)):
        return "planned"
    if word.words in _BASES and _WILL & set(window):
        return "planned"
    if near[-1:] == ["being"]:
        return "ongoing"
    return word.status


def _begins(near: list[str]) -> bool:
    """'to start the construction of'"""
    return any(near[k] == "to" and near[k + 1] in ("start", "begin", "launch") for k in range(len(near) - 1))


def _telling(sentence: Sentence, named: Named, word: StageWord, start: int, end: int, status: str) -> Telling:
    report = sentence.reported(start, end)
    told = Telling(
        sentence.start,
        sentence.end,
        (named.start, named.end),
        "stage",
        word.stage,
        (start, end),
        status,
        parties=sentence.parties(min(start, named.start), max(end, named.end)),
        rule=f"{word.stage.replace(' ', '-')}-word-rule",
        claimed_by=sentence.speaker(),
    )
    when = sentence.date_near(start, end)
    if when is not None:
        told = replace(told, first=when.first, last=when.last)
    if report is None:
        return told
    parties = tuple(dict.fromkeys((*report.sources, *report.targets)))
    told = replace(told, report_id=report.id, claimed_by=report.claimed_by.actor, parties=parties or told.parties)
    if (
        report.first is not None
        and report.last is not None
        and (when is None or report.date_basis in ("explicit", "relative"))
    ):
        told = replace(told, first=report.first, last=report.last)
    if report.status != "happened" and status == word.status:
        told = replace(told, status=report.status)
    return told
