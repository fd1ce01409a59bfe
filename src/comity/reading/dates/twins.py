"""The date of an event from another mention of it in the same document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from comity.reading.dates.attachment import Anchor
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_BELOW: Final = frozenset({"advcl", "relcl", "acl", "pcomp", "csubj"})
_REPEATED: Final = frozenset({"visi", "trip", "meet", "talk", "call", "summ", "exer", "sale", "sell", "trad"})
"""Stems of what the same two do again and again."""


class Twins:
    """The words of a document that have an explicit date of their own, by their stem, each with the names near it."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._told: dict[str, list[tuple[frozenset[str], DateMention | None]]] = {}
        for anchor in anchors:
            word, mention = anchor.word, anchor.mention
            if mention.basis == "explicit" and mention.modifier is None and word.pos_ in ("NOUN", "VERB", "PROPN"):
                own = None if anchor.is_compared else mention
                self._told.setdefault(_stem(word), []).append((_names_near(word), own))

    def date_of(self, token: Token) -> DateMention | None:
        """The date of other mentions of the same event: same word, a shared name, one date only. A main clause tells of an
        act of its own, however much it is like another ("set up a commission" twice)."""
        if token.pos_ not in ("NOUN", "PROPN") and not any(t.dep_ in _BELOW for t in (token, *token.ancestors)):
            return None
        told = self._told.get(_stem(token))
        if told is None or _stem(token) in _REPEATED:
            return None
        names = _names_near(token)
        found = [mention for others, mention in told if others & names]
        days = {(m.first, m.last) if m is not None else None for m in found}
        return found[0] if len(days) == 1 else None


def _stem(token: Token) -> str:
    """A crude stem under which 'invade' and 'invasion', 'annex' and 'annexation' meet."""
    return token.lemma_.lower()[:4] if len(token.lemma_) > 4 else token.lemma_.lower()


def _names_near(token: Token) -> frozenset[str]:
    """The proper names that hang on a word, or on its verb, by their lemma."""
    return frozenset(t.lemma_.lower()[:6] for t in token.subtree if t.pos_ == "PROPN" and len(t.text) > 2)
