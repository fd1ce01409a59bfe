"""The time that a relation claim is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from comity.reading.dates.anchor import anchors_of
from comity.reading.dates.tense import clause_form
from comity.reading.relations.colours import is_unreal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph
    from comity.reading.dates.anchor import Anchors

_NOW: Final = ("present", "perfect")
_TOLD: Final = ("past", "pluperfect", "perfect", "present")


def period_of(context: Context, paragraph: Paragraph, token: Token) -> tuple[date | None, date | None]:
    """First and last day of the date that the token's clause has; (None, None) where it has none.

    present_rule: what a clause without a date says of the present holds on the day of publication. In a text whose day is
    not known it holds from the last day of which the text tells, at the least, and its last day is open: (day, None);
    where the last date is only a year, it says too little of when the text was written.
    """
    anchors = anchors_of(context)
    first, last, _, _ = anchors.date_for(paragraph, token)
    if first is not None or last is not None or not _is_of_now(token):
        return first, last
    if anchors.published is not None:
        return anchors.published.first, anchors.published.last
    return _latest_told(anchors), None


def _is_of_now(token: Token) -> bool:
    """Whether the clause speaks of the present, as a fact: 'ties are warm', 'have improved', not 'could improve'."""
    verbs = [t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")]
    return bool(verbs) and clause_form(verbs[0]) in _NOW and not any(is_unreal(verb) for verb in verbs)


def _latest_told(anchors: Anchors) -> date | None:
    """The first day of the latest date at which the text says that something was so; None where it names no date, or only
    the year."""
    days = [
        (anchor.mention.first, anchor.mention.grain)
        for paragraph in anchors.paragraphs
        for anchor in anchors.anchors(paragraph)
        if anchor.mention.first is not None
        and anchor.mention.basis == "explicit"
        and anchor.mention.grain in ("day", "week", "month", "quarter", "season", "half", "year")
        and clause_form(anchor.root) in _TOLD
    ]
    day, grain = max(days, default=(None, "year"))
    return None if grain in ("half", "year") else day
