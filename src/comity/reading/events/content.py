"""Acts that are no acts of their own: the matter of an act that ended, undid or refused it, or the victim of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import lexicon
from comity.reading.events.parties import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

_UNDOING: Final = frozenset({"CONCEDE", "SANCTION", "RETREAT", "REJECT"})
_SPOKEN: Final = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN", "REJECT"})
_VICTIMS: Final = frozenset({"MOBILIZE", "CONSULT", "AID", "COOPERATE", "SUPPORT"})
_INNER: Final = frozenset({"of", "on", "for", "against", "to", "in", "from"})
_STEPS: Final = 4


def drop_contents(drafts: list[Draft]) -> None:
    """undone_rule: "lifted its embargo on sales" tells of no new embargo and of no sale; "attacked a patrol" of no
    patrol. What such a noun says of the parties goes to the act that undoes it, where that act has none."""
    by_token = {d.token.i: d for d in drafts if not d.dropped}
    for draft in drafts:
        if draft.dropped or draft.view.kind == "verb" or draft.light is not None or _dated(draft.token):
            continue
        above = _above(draft, by_token)
        if above is None:
            continue
        draft.drop("the matter of an act that ended, undid or met it", above if above is not draft else None)
        if above is not draft and not above.targets and not above.symmetric:
            sources = {a for p in above.sources for a in p.actors}
            others = [*draft.sources, *draft.targets] if draft.symmetric else draft.targets
            above.targets = [p for p in others if not set(p.actors) <= sources]


def _dated(noun: Token) -> bool:
    """ "its 1971 embargo", "its decade-old embargo": told as an act of its own time."""
    return any(t.ent_type_ == "DATE" for t in noun.doc[noun.left_edge.i : noun.i])


def _above(draft: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """The act whose matter this noun is; the draft itself where the noun above is no live act."""
    node: Token = draft.token
    for _ in range(_STEPS):
        head = node.head
        if head == node:
            return None
        if node.dep_ in ("compound", "nmod", "conj") and head.pos_ in ("NOUN", "PROPN"):
            node = head
        elif node.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in _INNER:
            top = head.head
            if top.pos_ in syntax.VERBAL or top.pos_ in ("ADP", "ADV"):
                return _left(draft, top if top.pos_ in syntax.VERBAL else top.head, by_token)
            if top.pos_ not in ("NOUN", "PROPN"):
                return None
            over = by_token.get(top.i)
            if head.lower_ == "on" and lemma(top) in lexicon().classes["penalty"]:
                return over or draft
            if over is not None and head.lower_ == "of" and any(n.kind == "of" and n.test for n in over.row.needs):
                return over
            node = top
        elif node.dep_ in ("dobj", "nsubjpass", "obj") and head.pos_ in syntax.VERBAL:
            over = by_token.get(head.i)
            if over is None or over.view.kind != "verb" or over is draft:
                return None
            if over.type == "ASSAULT" and draft.type in _VICTIMS and node == draft.token:
                return over
            return over if over.type in _UNDOING and draft.type not in _SPOKEN and _of_its_object(over) else None
        else:
            return None
    return None


def _left(draft: Draft, verb: Token, by_token: dict[int, Draft]) -> Draft | None:
    """ "walked out of the talks", "stayed away from the summit"."""
    over = by_token.get(verb.i)
    if over is None or over.view.kind != "verb" or over.type not in _UNDOING or over is draft:
        return None
    return (
        over if any(n.kind == "prep" and n.test not in ("", "ACTOR", "HEAD", "ORG") for n in over.row.needs) else None
    )


def _of_its_object(draft: Draft) -> bool:
    return any(n.kind == "obj" and (n.test not in ("", "ACTOR", "HEAD") or n.words) for n in draft.row.needs)
