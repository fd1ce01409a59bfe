"""Small questions about the words around a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import lexicon, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_CARRYING: Final = words("carrying")


def carried_out(participle: Token) -> bool:
    """Whether a participle after the noun only says that the act was done."""
    if participle.dep_ != "acl" or participle.tag_ != "VBN":
        return False
    return participle.lemma_ in _CARRYING or lexicon().light.get(participle.lemma_) in ("do", "begin")


def marked_for(verb: Token) -> bool:
    """ "called for T to leave": the preposition read as the mark of a clause."""
    return any(
        c.dep_ in ("advcl", "ccomp", "xcomp") and any(m.dep_ == "mark" and m.lower_ == "for" for m in c.children)
        for c in verb.children
    )


def predicated(adjective: Token) -> list[Token]:
    """Of what a predicative adjective is said."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "ROOT", "xcomp", "ccomp", "oprd") and head.pos_ in syntax.VERBAL:
        return syntax.surface_subject(head)
    if adjective.dep_ == "conj":
        return predicated(head) if head.pos_ == "ADJ" else syntax.surface_subject(head)
    if adjective.dep_ in ("amod", "appos", "acl", "relcl") and head.pos_ in syntax.NOMINAL:
        return [head]
    return syntax.surface_subject(adjective)
