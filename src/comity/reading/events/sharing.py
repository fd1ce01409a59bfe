"""Parties that one act of a sentence lends another: who is answered, who is paid back, whom the act beside it is done to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.events import syntax
from comity.reading.events.lexicon import words
from comity.reading.events.parties import Party, lemma
from comity.vocabulary import types

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.triggers import Draft

_DEEDS: Final = frozenset({"ASSAULT", "COERCE"})
_SUFFERED: Final = words("suffered")
_ANSWERS: Final = frozenset({"REJECT", "AGREE"})
_ASKING: Final = frozenset({"REQUEST", "AGREE", "THREATEN"})
_REPLYING: Final = words("responding") | words("declining")
_SINCE: Final = frozenset({"after", "because", "when", "since", "once", "as"})
_PLACES: Final = words("described")
_ALONE: Final = frozenset({"PROTEST", "AID", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT"})
"""Acts that are not taken to be done to whom the act beside them was done to: relief goes to one's own too."""


_DYADIC: Final = frozenset(
    {"REQUEST", "REJECT", "ACCUSE", "THREATEN", "SANCTION", "MOBILIZE", "AGREE", "CONCEDE", "SUPPORT", "AID"}
)
"""Acts that are hardly ever done to nobody; whom an assault, an arrest or a withdrawal meets is often no state."""


_FORESHADOWED: Final = frozenset({"SANCTION", "MOBILIZE", "THREATEN"})
"""Acts whose target may be named only by the act after them ("recalled its envoy and accused T")."""
_AT_HOME: Final = frozenset({"decree", "home", "posted"})
"""Frames of what a state does to its own."""
_PLACING: Final = frozenset({"in", "at", "near", "across", "inside", "around", "outside"})


def share(live: list[Draft], here: list[Party]) -> None:
    """Fill empty targets of the finished drafts of a sentence from one another; they stand in order of their words.
    `here`: the sentence's mentions."""
    by_token = {d.token.i: d for d in live if not d.dropped}
    unknown = {i for i, draft in by_token.items() if _blame_doer(draft, by_token)}
    for draft in by_token.values():
        _pay_back(draft, by_token)
    for draft in by_token.values():
        _answer(draft, by_token)
    for draft in by_token.values():
        if not draft.targets:
            _join(draft, by_token)
    for draft in by_token.values():
        _each_other(draft)
        if not draft.targets and draft.token.i not in unknown:
            _only_other(draft, here, by_token)


def _answer(draft: Draft, by_token: dict[int, Draft]) -> None:
    """answer_rule: "T offered a truce, which S refused", "T asked for talks, but S declined": who asked is answered, and
    who answers was asked."""
    if draft.type not in _ANSWERS or draft.targets or not draft.sources or draft.view.kind != "verb":
        return
    if draft.token.lemma_ not in _REPLYING or _somebody(draft):
        return
    own = _actors(draft.sources)
    for i in sorted((i for i in by_token if i < draft.token.i), reverse=True):
        asked = by_token[i]
        if asked.type not in _ASKING or not asked.sources or own & _actors(asked.sources):
            continue
        if asked.targets and not own & _actors(asked.targets):
            return
        draft.targets = _lent(asked.sources, own)[:1]
        if not asked.targets and not _somebody(asked):
            asked.targets = _lent(draft.sources, _actors(asked.sources))[:1]
        return


def _blame_doer(draft: Draft, by_token: dict[int, Draft]) -> bool:
    """blamed_deed_rule: "condemned the invasion of T" blames who invaded, if he is known, and never T. True where he is not
    known."""
    if draft.type != "ACCUSE" or draft.view.kind != "verb" or not draft.sources or not draft.targets:
        return False
    for noun in draft.view.obj:
        deed = by_token.get(noun.i)
        if deed is None:
            if lemma(noun) not in _SUFFERED or any(p.how != "of" for p in draft.targets):
                continue
            draft.targets = []
        elif deed.type in _DEEDS and not deed.symmetric and _actors(draft.targets) <= _actors(deed.targets):
            draft.targets = _lent(deed.sources, _actors(draft.sources))
    return not draft.targets


def _pay_back(draft: Draft, by_token: dict[int, Draft]) -> None:
    """retaliation_rule: "S recalled its envoy after police of T searched his car": what is done because of another's
    hostile act is done to him, and his act was done to who answers."""
    if types()[draft.type].cooperative or draft.view.kind != "verb" or not draft.sources:
        return
    if draft.row.frame in _AT_HOME:
        return
    own = _actors(draft.sources)
    for clause in draft.token.children:
        cause = by_token.get(clause.i) if clause.dep_ == "advcl" else None
        if cause is None or not any(c.lower_ in _SINCE and c.dep_ in ("mark", "advmod") for c in clause.children):
            continue
        if types()[cause.type].cooperative or not cause.sources or own & _actors(cause.sources):
            continue
        if not draft.targets and not _somebody(draft):
            draft.targets = _lent(cause.sources, own)[:1]
        if not cause.targets and not _somebody(cause) and cause.status in ("happened", "ongoing"):
            cause.targets = _lent(draft.sources, _actors(cause.sources))[:1]


def _join(draft: Draft, by_token: dict[int, Draft]) -> None:
    """joined_acts_rule: "S blamed T and threatened to strike", "cut ties with T, accusing the country of ...": what is
    said and done in one breath is said and done to the same."""
    if draft.type in _ALONE or draft.view.kind != "verb" or not draft.sources or draft.symmetric or _somebody(draft):
        return
    own = _actors(draft.sources)
    for beside in _beside(draft, by_token):
        if own != _actors(beside.sources) or not beside.targets or (beside.symmetric and beside.type != "SANCTION"):
            continue
        if types()[beside.type].cooperative == types()[draft.type].cooperative:
            draft.targets = _lent(beside.targets, own)
            return


def _each_other(draft: Draft) -> None:
    """each_other_rule: "S and T blamed each other", "each suspected the other": both do it to both."""
    if draft.view.kind == "verb" and len(_actors(draft.sources)) > 1 and not draft.targets:
        heads = [*draft.view.obj, *(t for word in ("with", "against", "at", "on") for t in draft.view.prep(word))]
        draft.symmetric = draft.symmetric or any(
            n.lower_ in ("other", "another") and n.i > draft.token.i and _mutual(n) for n in heads
        )


def _mutual(other: Token) -> bool:
    before = other.doc[other.i - 1].lower_
    return before in ("each", "one") or (before == "the" and any(t.lower_ == "each" for t in other.sent[: other.i]))


def _only_other(draft: Draft, here: list[Party], by_token: dict[int, Draft]) -> None:
    """only_other_rule: in the sentence that opens a paragraph, what is done to nobody who is named is done to the one other
    state that it names."""
    if (
        draft.type not in _DYADIC
        or not draft.sources
        or draft.symmetric
        or draft.view.kind != "verb"
        or _somebody(draft)
    ):
        return
    if draft.token.sent.start > 0:
        return  # further down it may be anybody who was named before
    registry, own = draft.view.scene.context.registry, _actors(draft.sources)
    lines = {registry.lineage(a) for a in own}
    found = [
        p for p in here if len(p.actors) == 1 and registry.lineage(p.actors[0]) not in lines and not _where(draft, p)
    ]
    others = {a for p in found for a in p.actors if registry.actor(a).kind == "state"}
    friendly = types()[draft.type].cooperative
    spoilt = any(types()[d.type].cooperative != friendly and others & _actors(d.targets) for d in by_token.values())
    if len(others) == 1 and not spoilt:
        draft.targets = [p for p in found if p.actors[0] in others][:1]


def _where(draft: Draft, party: Party) -> bool:
    """ "if war starts in T": where something is, and no party."""
    token = draft.token.doc[party.i]
    return token.dep_ == "pobj" and token.head.lower_ in _PLACING and token.head.head.pos_ != "NOUN"


def _beside(draft: Draft, by_token: dict[int, Draft]) -> list[Draft]:
    """The acts that share the draft's subject: the verb it is joined to, then those joined to it."""
    token = draft.token
    near: list[Token] = []
    participle = token.dep_ == "advcl" and token.tag_ == "VBG"
    if (token.dep_ == "conj" or participle) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        near.append(syntax.joined_to(token) if token.dep_ == "conj" else token.head)
        near += [c for c in token.head.children if c.dep_ == "conj" and c.i < token.i]
        if token.head.dep_ == "conj":
            near.append(syntax.joined_to(token.head))
    for child in token.children if draft.type in _FORESHADOWED else ():
        joined = child.dep_ == "conj" or (child.dep_ == "advcl" and child.tag_ == "VBG")
        if joined and not any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children):
            near.append(child)
    return [by_token[t.i] for t in near if t.i in by_token]


def _somebody(draft: Draft) -> bool:
    """Whether its object names a party of its own, or somebody unknown: a state that is only described is no bar."""
    nouns = [n for n in draft.view.obj if not (lemma(n) in _PLACES and _definite(n))]
    return (
        draft.own_target
        or any(n.pos_ == "PRON" for n in nouns)
        or (len(nouns) == len(draft.view.obj) and draft.view.unnamed("target") and not _instrument(draft))
    )


def _instrument(draft: Draft) -> bool:
    return any(n.kind == "obj" and (n.words or n.test not in ("", "ACTOR", "HEAD")) for n in draft.row.needs)


def _definite(noun: Token) -> bool:
    return any(c.lower_ == "the" or c.tag_ == "PRP$" for c in noun.lefts)


def _actors(parties: list[Party]) -> set[str]:
    return {a for p in parties for a in p.actors}


def _lent(parties: list[Party], own: set[str]) -> list[Party]:
    return [Party(p.mention, p.actors, p.span, "clause", p.i) for p in parties if not set(p.actors) & own]
