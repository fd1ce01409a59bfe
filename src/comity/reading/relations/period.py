"""The time that a relation claim is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.reading.dates.anchor import date_for

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph


def period_of(context: Context, paragraph: Paragraph, token: Token) -> tuple[date | None, date | None]:
    """First and last day of the date that the token's clause has; (None, None) where it has none."""
    first, last, _, _ = date_for(context, paragraph, token)
    return first, last
