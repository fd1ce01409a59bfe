"""The time of a clause that says what happened then: 'in 1981, when soldiers fell', 'since 1978, when the envoy was sent home'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.intervals import Interval
from comity.reading.dates.attachment import STATED, Anchor, path_cost

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.model import DateMention


def told_when(token: Token, anchors: Sequence[Anchor], best: tuple[float, Anchor] | None) -> DateMention | None:
    """when_clause_rule: what a clause with 'when' tells has the date right before the 'when', and of 'since 1978' the year 1978
    and not the time since. None for a word outside of such a clause, or with a date within it."""
    opening = _opening(token)
    if opening is None or (best is not None and best[0] <= STATED and best[1].first_token > opening.i):
        return None
    doc, at = token.doc, opening.i
    if at and doc[at - 1].text == ",":
        at -= 1
    mention = next((a.mention for a in anchors if a.mention_end == at and not a.named), None)
    if mention is None or mention.modifier not in (None, "since"):
        return None
    return mention if mention.modifier is None else _beginning(mention)


def _opening(token: Token) -> Token | None:
    """The 'when' with which the clause of a word begins."""
    for verb in (token, *token.ancestors):
        for child in verb.lefts:
            if child.lower_ == "when" and child.i < token.i:
                return child if path_cost(token, verb, premodifier=False, fronted=False) <= STATED else None
    return None


def _beginning(mention: DateMention) -> DateMention | None:
    """The date from which a stretch up to now is counted."""
    try:
        day = Interval.parse(mention.timex or "")
    except ValueError:
        return None
    return replace(mention, first=day.first, last=day.last, modifier=None)
