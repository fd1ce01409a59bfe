"""Finding the dates of a document: candidates, their modifiers and prepositions, and what each means in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval
from comity.reading.dates import periods
from comity.reading.dates.grammar import candidates, chosen
from comity.reading.dates.left import Found, with_left
from comity.reading.dates.lexer import Lexemes, lex
from comity.reading.dates.listed import listed
from comity.reading.dates.situation import Answer, Memory, Situation, Tense
from comity.reading.dates.story import Story
from comity.reading.dates.tense import form_at, is_aside, tense_at
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from comity.reading.context import Paragraph

_NOT_A_DATE: Final = frozenset({"MONEY", "PERCENT", "QUANTITY", "CARDINAL", "LAW", "PRODUCT"})
_SETTLED: Final = re.compile(r"(?:\b(?:in|of|during|from|between|year)\s+|\()$", re.IGNORECASE)
_PARTIAL: Final = frozenset({"month", "quarter", "half", "season", "year", "decade", "century", "week"})
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/]|[-.]\d)")


def find_dates(paragraphs: Sequence[Paragraph], published: Interval | None) -> list[DateMention]:
    """The time expressions of a document, in order of place.

    `published` is when the document was published, None when that is not known: relative dates are then found but
    have no days, and the basis "none". Durations, sets and vague references ("recently") have a TIMEX3 value and no
    days. Spans are characters of the document's text; first <= last always.
    """
    document = Memory()
    texts = [p.text for p in paragraphs]
    order = _order_shown(texts)
    mentions: list[DateMention] = []
    for paragraph, text in zip(paragraphs, texts, strict=True):
        mentions.extend(_of_paragraph(paragraph, text, published, document, order))
    return mentions


def rules_used(text: str) -> list[tuple[str, str]]:
    """(words, name of the rule) of each phrase of a text that may be a time expression: for tests and for explaining."""
    return [(text[f.start : f.end], f.rule) for f in _found(lex(text))]


def _of_paragraph(
    paragraph: Paragraph, text: str, published: Interval | None, document: Memory, order: int
) -> Iterator[DateMention]:
    doc, offset = paragraph.doc, paragraph.start
    memory, story = Memory(), Story(text, published)
    situation = Situation(published, memory, document, None, order >= 0, order != 0)
    for found in _found(lex(text)):
        situation.tense = _tense_of(doc, text, found)
        situation.narrative_year = year = story.year_at(found.start)
        if year is not None and published is not None and _left_story(doc, found):
            situation.narrative_year = None
        try:
            answer = found.meaning(situation)
            if answer is None or _vetoed(doc, text, found):
                continue
            answer = _modified(answer, found, published)
        except (ValueError, OverflowError):
            continue  # outside the calendar's years
        if answer.first is not None:
            story.goes_on(answer, found, aside=_aside(doc, found))
            memory.add(answer)
            document.add(answer)
        yield DateMention(
            offset + found.start, offset + found.end, answer.first, answer.last, answer.grain, answer.basis, answer.modifier, answer.timex
        )  # fmt: skip


def _tense_of(doc: Doc, text: str, found: Found) -> Callable[[], Tense | None]:
    return lambda: tense_at(doc, text, found.start, found.end)


def _left_story(doc: Doc, found: Found) -> bool:
    """story_left_rule: what 'will' happen by January, or 'has' since, is told from publication, whatever year came before."""
    return form_at(doc, found.start, found.end) in ("future", "perfect")


def _aside(doc: Doc, found: Found) -> Callable[[], bool]:
    return lambda: is_aside(doc, found.start, found.end)


def _order_shown(texts: Sequence[str]) -> int:
    """How the document writes numeric dates: above 0 the day first, below 0 the month first, 0 when nothing shows."""
    votes = 0
    for text in texts:
        for m in _NUMERIC.finditer(text):
            a, b = int(m[1]), int(m[3])
            votes += (a > 12 >= b) - (b > 12 >= a)
    return votes


def _found(lexemes: Lexemes) -> Iterator[Found]:
    possible = [*candidates(lexemes), *listed(lexemes)]
    taken = 0
    for c in chosen(possible):
        yield with_left(lexemes, c, taken)
        taken = c.j


def _modified(answer: Answer, found: Found, published: Interval | None) -> Answer:
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


def _vetoed(doc: Doc, text: str, found: Found) -> bool:
    """Whether the parser's named entities speak against a bare year: 'the Russell 2000 index', '2000 kg'."""
    if found.rule != "year_rule" or found.part or found.signal:
        return False
    if _in_a_name(doc, found):
        return True
    for entity in doc.ents:
        if entity.start_char < found.end and found.start < entity.end_char:
            if entity.label_ == "ORG":
                return entity.start_char < found.start
            return entity.label_ in _NOT_A_DATE and not _SETTLED.search(text, max(0, found.start - 12), found.start)
    return False


def _in_a_name(doc: Doc, found: Found) -> bool:
    """named_year_rule: the year of "Exercise Northern Edge 2019" is a part of its name."""
    year = doc.char_span(found.start, found.end)
    if year is None or year.start < 2:
        return False
    before = doc[year.start - 1]
    return (
        before.pos_ == "PROPN"
        and before.is_title
        and before.ent_type_ not in ("DATE", "GPE", "LOC")
        and not doc[year.start - 2].is_sent_end
        and before.i > before.sent.start
    )
