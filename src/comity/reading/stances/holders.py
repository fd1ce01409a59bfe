"""Who holds a stance: the subject of a verb, through infinitives, participles and nouns; who stands before a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.clauses import NOUNS, VERBS, own_subject, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.referents import Referents

TIES: Final = frozenset({
    "tie", "relation", "relationship", "alliance", "pact", "partnership", "axis", "cooperation", "entente", "coalition", "bloc", "treaty",
    "agreement", "deal", "accord", "union", "front", "collaboration", "friendship", "quad",
})  # fmt: skip
_POLICIES: Final = frozenset({
    "policy", "strategy", "plan", "effort", "attempt", "diplomacy", "campaign", "move", "decision", "initiative", "doctrine", "stance",
    "approach", "drive", "push", "bid", "design", "government", "sanction", "intervention",
})  # fmt: skip


def doer(verb: Token, who: Referents, *, strict: bool = False) -> tuple[str, ...]:
    """Who holds the stance: the subject, through infinitives, participles and nouns ("Chad's attempts to win ...").

    `strict`: the subject itself must be an actor ("Chad limits exports", and not "Chad's debt limits its choices").
    """
    steps = 0
    while steps < 5:
        steps += 1
        found = subject(verb)
        if found is not None and found.pos_ not in VERBS:
            actors = who.of(found)
            if not actors and (not strict or found.lemma_ in TIES or found.lemma_ in _POLICIES):
                actors = who.standing_for(found) or _members(found, who)
            if actors or own_subject(verb) is not None:
                return actors
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOUNS:
            return who.standing_for(verb.head) or _members(verb.head, who)
        if verb.dep_ not in {"xcomp", "advcl", "conj", "ccomp", "pcomp", "prep"}:
            return ()
        verb = verb.head
        if verb.pos_ in NOUNS:
            return who.standing_for(verb) or _members(verb, who)
        if verb.pos_ == "ADP":
            verb = verb.head
            if verb.pos_ in NOUNS:
                return who.standing_for(verb)
        if verb.pos_ not in VERBS:
            return ()
    return ()


def _members(noun: Token, who: Referents) -> tuple[str, ...]:
    """The two of a tie: for "the pact between Chad and Niger to curb smuggling" both."""
    node = noun
    for _ in range(3):
        if node.lemma_ in TIES:
            return who.within((node.left_edge.i, node.right_edge.i + 1))[:2]
        inner = next(
            (
                g
                for c in node.children
                if c.dep_ == "prep" and c.lower_ in {"of", "in"}
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        if inner is None:
            return ()
        node = inner
    return ()


def holders_before(noun: Token, who: Referents) -> tuple[str, ...]:
    """Who stands before the noun: for "Chad's fear of Niger" Chad alone."""
    out: list[str] = []
    for child in noun.children:
        if child.i < noun.i and child.dep_ in {"poss", "compound", "amod", "nmod"}:
            found = who.standing_for(child) if child.dep_ == "poss" else who.at(child)
            out.extend(a for a in found if a not in out)
    return tuple(out)
