"""The time that a relation claim is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph


def period_of(context: Context, paragraph: Paragraph, token: Token) -> tuple[date | None, date | None]:
    """First and last day of the date nearest to the token in its sentence; (None, None) where none stands there."""
    sentence = token.sent
    start, end = paragraph.span(sentence)
    place = paragraph.start + token.idx
    best: tuple[int, date, date] | None = None
    for mention in context.dates:
        if mention.start < start:
            continue
        if mention.end > end:
            break
        if mention.first is None or mention.last is None or mention.grain in {"duration", "set"}:
            continue
        distance = min(abs(mention.start - place), abs(mention.end - place))
        if best is None or distance < best[0]:
            best = (distance, mention.first, mention.last)
    return (None, None) if best is None else (best[1], best[2])
