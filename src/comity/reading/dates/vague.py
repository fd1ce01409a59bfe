"""What 'recently' and 'now' say about an event's date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from comity.reading.dates.attachment import STATED, attached_to, path_cost
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.intervals import Interval
    from comity.reading.context import Paragraph

_RECENT: Final = timedelta(days=92)
_RECENTLY: Final = ("recent", "recently", "more recently", "most recently", "lately")
_OPENING: Final = 5
_FROM_NOW: Final = frozenset({"ago", "this", "last", "next", "yesterday", "today", "tonight", "tomorrow"})
_SPANS: Final = ("day", "week", "month", "season", "quarter", "half", "year", "decade")


def adrift(paragraph: Paragraph, mentions: Iterable[DateMention], end: int) -> int | None:
    """unknown_time_rule: the first token of the last date before token `end` that opens a sentence and that only the day of
    publication would tell, which the document lacks: 'a decade ago', 'earlier this year'. None without one."""
    found: int | None = None
    for mention in mentions:
        if mention.first is not None or mention.timex is not None or mention.grain not in _SPANS:
            continue
        span = paragraph.doc.char_span(
            mention.start - paragraph.start, mention.end - paragraph.start, alignment_mode="expand"
        )
        if span is None or not len(span) or span.start >= end:
            continue
        now = any(t.lower_ in _FROM_NOW for t in span)
        if now and span.start - span[0].sent.start <= _OPENING:
            found = span.start
    return found


def vaguely(
    paragraph: Paragraph, token: Token, mentions: Iterable[DateMention], published: Interval
) -> tuple[date, date, Literal["context"], DateMention] | None:
    """'recently', 'now' in the word's own clause: publication, with three months before it for what is recent."""
    sentence = token.sent
    low, high = paragraph.start + sentence.start_char, paragraph.start + sentence.end_char
    for mention in mentions:
        if mention.first is not None or not low <= mention.start < high:
            continue
        if mention.timex not in ("PAST_REF", "PRESENT_REF"):
            continue
        span = paragraph.doc.char_span(
            mention.start - paragraph.start, mention.end - paragraph.start, alignment_mode="expand"
        )
        if span is None:
            continue
        word, _ = attached_to(span.root)
        direct = span.root.head if span.root.pos_ in ("ADJ", "ADV") else word
        if min(path_cost(token, w, premodifier=False, fronted=False) for w in (word, direct)) > STATED / 2:
            continue
        if span.text.lower() in _RECENTLY:
            return published.first - _RECENT, published.last, "context", mention
        if mention.timex == "PRESENT_REF":
            return published.first, published.last, "context", mention
    return None
