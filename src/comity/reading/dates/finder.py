"""Finding the dates of a document: candidates, their modifiers and prepositions, and what each means in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval
from comity.reading.dates import periods
from comity.reading.dates.grammar import Candidate, Meaning, always, candidates, chosen
from comity.reading.dates.lexer import Lexemes, lex
from comity.reading.dates.lexicon import CODE, holidays, references
from comity.reading.dates.situation import Answer, Memory, Situation, Tense, timeless, unanchored
from comity.reading.dates.tense import tense_at
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from comity.reading.context import Paragraph

_PARTS: Final = {"EARLY": "early", "MID": "mid", "LATE": "late", "BEGIN": "early", "MIDDLE": "mid", "END": "late"}
_SIGNALS: Final = {"SINCE": "since", "UNTIL": "until", "BY": "before", "BEFORE": "before", "AFTER": "after"}
_NOT_A_DATE: Final = frozenset({"MONEY", "PERCENT", "QUANTITY", "CARDINAL", "LAW", "PRODUCT"})
_PARTIAL: Final = frozenset({"month", "quarter", "half", "season", "year", "decade", "century", "week"})
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/]|[-.]\d)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with what stands to its left taken in: character span, part of the period, other modifiers."""

    start: int
    end: int
    rule: str
    meaning: Meaning
    part: str | None
    approximate: bool
    comparative: str | None
    signal: str | None


def find_dates(paragraphs: Sequence[Paragraph], published: Interval | None) -> list[DateMention]:
    """The time expressions of a document, in order of place.

    `published` is when the document was published, None when that is not known: relative dates are then found but
    have no days, and the basis "none". Durations, sets and vague references ("recently") have a TIMEX3 value and no
    days. Spans are characters of the document's text; first <= last always.
    """
    document = Memory()
    texts = [p.doc.text for p in paragraphs]
    day_first = _day_first(texts)
    mentions: list[DateMention] = []
    for paragraph, text in zip(paragraphs, texts, strict=True):
        mentions.extend(_of_paragraph(paragraph, text, published, document, day_first))
    return mentions


def _of_paragraph(
    paragraph: Paragraph, text: str, published: Interval | None, document: Memory, day_first: bool
) -> Iterator[DateMention]:
    doc = paragraph.doc
    lexemes = lex(text)
    memory = Memory()
    situation = Situation(published, memory, document, None, day_first)
    offset = paragraph.start
    spoken = False
    for found in _found(lexemes):
        situation.tense = _tense_of(doc, found.start, found.end)
        try:
            answer = found.meaning(situation)
        except (ValueError, OverflowError):
            continue  # outside the calendar's years
        if answer is None or _vetoed(doc, found, answer):
            continue
        try:
            answer = _modified(answer, found, published)
        except (ValueError, OverflowError):
            continue
        if answer.first is not None:
            if not spoken:
                spoken, situation.narrative_year = True, _story_year(answer, published)
            elif situation.narrative_year is not None:
                situation.narrative_year = _story_year(answer, published) or situation.narrative_year
            memory.add(answer)
            document.add(answer)
        yield DateMention(
            offset + found.start,
            offset + found.end,
            answer.first,
            answer.last,
            answer.grain,
            answer.basis,
            answer.modifier,
            answer.timex,
        )


def _story_year(answer: Answer, published: Interval | None) -> int | None:
    """The year that a story is in after this date; None when the date opens no story of the past."""
    if answer.first is None or answer.last is None or answer.basis not in ("explicit", "narrative"):
        return None
    if answer.grain in ("decade", "century", "interval") or (
        answer.first.year != answer.last.year and answer.modifier != "since"
    ):
        return None
    if published is not None and answer.first.year >= published.first.year:
        return None
    return answer.first.year


def _tense_of(doc: Doc, start: int, end: int) -> Callable[[], Tense | None]:
    return lambda: tense_at(doc, start, end)


def _day_first(texts: Sequence[str]) -> bool:
    """Whether numeric dates put the day first: as those that leave no choice show, else as most of the world does."""
    votes = 0
    for text in texts:
        for m in _NUMERIC.finditer(text):
            a, b = int(m[1]), int(m[3])
            if a > 12 >= b:
                votes += 1
            elif b > 12 >= a:
                votes -= 1
    return votes >= 0


def _found(lexemes: Lexemes) -> Iterator[_Found]:
    possible = [*candidates(lexemes), *_listed(lexemes)]
    taken = 0
    for c in chosen(possible):
        yield _with_left(lexemes, c, taken)
        taken = c.j


def _with_left(lexemes: Lexemes, c: Candidate, floor: int) -> _Found:
    """Takes in the modifiers to the left of a candidate, not beyond lexeme `floor`."""
    i, part, approximate, comparative = c.i, None, False, None
    if "part" in c.left:
        i, part = _part_before(lexemes, i, floor)
    if "earlier" in c.left and part is None and i > floor and lexemes.kind_is(i - 1, "EARLIER", "LATER"):
        comparative = lexemes.word(i - 1)
        i -= 1
    elif "part" in c.left and part is None and i > floor and lexemes.kind_is(i - 1, "EARLIER", "LATER"):
        i -= 1  # 'earlier today'
    if "approx" in c.left and i > floor:
        i, approximate = _approx_before(lexemes, i, floor, c)
    signal = next((s for kind, s in _SIGNALS.items() if lexemes.kind_is(i - 1, kind)), None)
    return _Found(lexemes.starts[i], lexemes.ends[c.j - 1], c.rule, c.meaning, part, approximate, comparative, signal)


def _part_before(lexemes: Lexemes, i: int, floor: int) -> tuple[int, str | None]:
    """(new start, part) for 'early', 'mid-', 'late', 'the end of' before lexeme i."""
    at, part = i, None
    the_inside = lexemes.kind_is(i, "THE")
    before = i - 1
    if (
        before >= floor
        and lexemes.kind_is(before, "HYPHEN")
        and before - 1 >= floor
        and lexemes.kind_is(before - 1, "MID", "EARLY", "LATE")
    ):
        at, part = before - 1, _PARTS[_kind(lexemes, before - 1)]
    elif before >= floor and lexemes.kind_is(before, "EARLY", "MID", "LATE"):
        at, part = before, _PARTS[_kind(lexemes, before)]
    elif (
        before - 1 >= floor and lexemes.kind_is(before, "OF") and lexemes.kind_is(before - 1, "BEGIN", "MIDDLE", "END")
    ):
        at, part = before - 1, _PARTS[_kind(lexemes, before - 1)]
    elif (
        not the_inside
        and before - 2 >= floor
        and lexemes.kind_is(before, "THE")
        and lexemes.kind_is(before - 1, "OF")
        and lexemes.kind_is(before - 2, "BEGIN", "MIDDLE", "END")
    ):
        at, part = before - 2, _PARTS[_kind(lexemes, before - 2)]
    if part is not None and at - 1 >= floor and lexemes.word(at - 1) in ("the", "very"):
        at -= 1
        if at - 1 >= floor and lexemes.word(at) == "very" and lexemes.kind_is(at - 1, "THE"):
            at -= 1
    return at, part


def _approx_before(lexemes: Lexemes, i: int, floor: int, c: Candidate) -> tuple[int, bool]:
    """(new start, whether approximate) for 'about', 'more than', 'at least' before a length of time or a year."""
    if c.rule in ("year_rule", "era_year_rule"):
        return i, lexemes.word(i - 1) in ("around", "about", "circa", "c", "roughly", "approximately")
    if lexemes.kind_is(i - 1, "THAN") and i - 2 >= floor and lexemes.kind_is(i - 2, "MORE"):
        i -= 2
        return (i - 1 if i - 1 >= floor and lexemes.word(i - 1) == "no" else i), True
    if lexemes.kind_is(i - 1, "LEAST") and i - 2 >= floor and lexemes.kind_is(i - 2, "AT"):
        return i - 2, True
    if lexemes.kind_is(i - 1, "APPROX") and lexemes.word(i - 1) != "under":
        return i - 1, True
    return i, False


def _kind(lexemes: Lexemes, i: int) -> str:
    return _KIND_OF[lexemes.kinds[i]]


_KIND_OF: Final = {code: kind for kind, code in CODE.items()}


def _modified(answer: Answer, found: _Found, published: Interval | None) -> Answer:
    """The answer narrowed by 'early', 'earlier', 'since'."""
    first, last, modifier = answer.first, answer.last, answer.modifier
    if first is None or last is None:
        return replace(answer, modifier="approximate") if found.approximate else answer
    if found.part and answer.grain in _PARTIAL and answer.period is not None:
        whole = replace(answer.period, modifier=None)
        narrowed = periods.part(whole, found.part)
        first, last, modifier = narrowed.first, narrowed.last, narrowed.modifier
    if found.comparative and published is not None and answer.grain in _PARTIAL:
        if found.comparative == "earlier" and first <= published.last <= last:
            last = published.last
        elif found.comparative == "later" and first <= published.first <= last:
            first = published.first
    if found.approximate and modifier is None:
        modifier = "approximate"
    if found.signal and answer.grain != "interval":
        modifier = found.signal
        if found.signal == "since" and published is not None and published.last >= last:
            last = published.last
    return replace(answer, first=first, last=last, modifier=modifier)


def _vetoed(doc: Doc, found: _Found, answer: Answer) -> bool:
    """Whether the parser's named entities speak against a bare year."""
    if found.rule != "year_rule" or found.part or found.signal or not doc.ents:
        return False
    for entity in doc.ents:
        if entity.start_char < found.end and found.start < entity.end_char:
            return entity.label_ in _NOT_A_DATE and answer.first is not None and not _stands_alone(doc.text, found)
    return False


def _stands_alone(text: str, found: _Found) -> bool:
    """'in 1968', '(1968)': what stands before a year settles it."""
    return bool(
        re.search(
            r"(?:\b(?:in|of|during|from|between|year)\s+|\()$",
            text[max(0, found.start - 10) : found.start],
            re.IGNORECASE,
        )
    )


@cache
def _list_pattern() -> re.Pattern[str]:
    names = sorted([*holidays(), *references()], key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names) + r")(?![\w-])", re.IGNORECASE
    )


def _listed(lexemes: Lexemes) -> Iterator[Candidate]:
    """Holidays and vague references, which are listed by name."""
    for m in _list_pattern().finditer(lexemes.text):
        phrase = re.sub(r"\s+", " ", m[0].lower())
        i, j = bisect_left(lexemes.starts, m.start()), bisect_left(lexemes.starts, m.end())
        if i >= j or lexemes.starts[i] != m.start():
            continue
        if phrase in holidays():
            if (
                not m[0][0].isupper()
                or (m[0].isupper() and phrase == "easter")
                or lexemes.word(j) in ("agreement", "accords", "accord", "island")
            ):
                continue
            year = lexemes.values[j] if lexemes.kind_is(j, "YEAR") else None
            yield Candidate(
                i,
                j + (year is not None),
                "holiday_rule",
                _holiday(phrase, year if isinstance(year, int) else None),
                frozenset(),
            )
        else:
            timex, follows = references()[phrase]
            if follows.match(lexemes.text, m.end()):
                yield Candidate(i, j, "reference_rule", always(timeless("interval", timex)), frozenset())


def _holiday(name: str, year: int | None) -> Meaning:
    """'Christmas', 'Good Friday 1998'"""
    spec = holidays()[name]

    def on(y: int) -> periods.Period:
        if spec.startswith("easter"):
            return periods.shifted("day", periods.easter(y), int(spec[len("easter") :]))
        if ":" in spec:
            month, weekday, nth = (int(x) for x in spec.split(":"))
            return periods.day(periods.nth_weekday(y, month, weekday, nth))
        month, day = (int(x) for x in spec.split("-"))
        return periods.day(date(y, month, day))

    def resolve(s: Situation) -> Answer | None:
        if year is not None:
            return Answer.of(on(year), "explicit")
        if s.narrative_year is not None:
            return Answer.of(on(s.narrative_year), "narrative")
        if s.publication is None:
            return unanchored("day")

        def choose(d: date) -> periods.Period:
            known = [on(y) for y in (d.year - 1, d.year, d.year + 1)]
            if s.tense() == "future":
                return next(x for x in known if x.first >= d)
            if s.tense() == "past":
                return [x for x in known if x.first <= d][-1]
            return min(known, key=lambda x: abs((x.first - d).days))

        return s.relative(choose, "day")

    return resolve
