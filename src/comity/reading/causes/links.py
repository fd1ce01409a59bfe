"""A causal link as token ranges of one paragraph, before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.reading.clauses import VERBS, Range, antecedent, clause, own_subject, phrase, stretch, subject, without
from comity.reading.explain.trace import why

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.model import Sign

_PEOPLE = ("ers", "ors", "ists", "ants", "ents", "ees", "ians", "men", "women", "mates", "folk")
_QUANTITIES = frozenset(
    {
        "hundred",
        "thousand",
        "dozen",
        "score",
        "number",
        "million",
        "latter",
        "former",
        "majority",
        "most",
        "some",
        "many",
        "all",
        "both",
        "each",
        "one",
        "two",
        "three",
        "others",
    }
)
_GENERIC = frozenset(
    {
        "event",
        "move",
        "step",
        "development",
        "decision",
        "incident",
        "fact",
        "factor",
        "measure",
        "policy",
        "shift",
        "trend",
        "process",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """`at` is the trigger's token: negation, hedging and the speaker are judged there. Ranges are of tokens."""

    at: Token
    trigger: Range
    cause: Range
    effect: Range
    sign: Sign | None
    kind: str
    rule: str
    hedged: bool = False


def no_link(word: Token, because: str) -> Link | None:
    """Always None; the reason is noted where somebody asks."""
    why(word, because)
    return None


def previous_clause(doc: Doc, before: int) -> Range | None:
    """The main clause of the sentence before the token's sentence, in the same paragraph."""
    start = doc[before].sent.start
    if start == 0:
        return None
    root = doc[start - 1].sent.root
    if root.pos_ not in VERBS:
        return None
    return clause(content(root))


def content(verb: Token) -> Token:
    """What is said rather than the saying: for "the minister said that rains had failed" the verb "failed"."""
    from comity.reading.causes.lexicon import lexicon

    reporting = lexicon().classes["reporting"]
    while verb.lemma_ in reporting:
        inner = next(
            (c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in VERBS and own_subject(c) is not None), None
        )
        if inner is None:
            break
        verb = inner
    return verb


def is_actor(token: Token) -> bool:
    """Whether the noun phrase is somebody who acts: a country, body or person, and not a happening."""
    from comity.reading.causes.lexicon import lexicon

    if token.lemma_ in _QUANTITIES or token.lower_ in _QUANTITIES:
        whole = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
        return whole is None or is_actor(whole)
    if token.ent_type_ in {"GPE", "PERSON", "NORP", "ORG"} and token.pos_ == "PROPN":
        return True
    if (
        token.tag_ in {"NNS", "NNPS"}
        and token.lower_.endswith(_PEOPLE)
        and token.lemma_ not in lexicon().classes["thing"]
    ):
        return True
    return token.lower_ in lexicon().classes["person"] or token.lemma_ in lexicon().classes["person"]


def cause_of(verb: Token, hole: Range) -> tuple[Range, bool] | None:
    """The range that stands as subject of a causal verb, and whether an actor stands there.

    "which" after a comma is the clause before it where its antecedent is an actor; a participle after a clause
    ("..., leading to") has that clause.
    """
    if verb.dep_ in {"relcl"} or (verb.dep_ == "conj" and verb.head.dep_ == "relcl" and own_subject(verb) is None):
        noun = _resumed(antecedent(verb))
        own = own_subject(verb)
        cleft = noun if noun.dep_ == "attr" else None
        if noun.lemma_ == "be":
            cleft = next((c for c in noun.children if c.dep_ == "attr"), None)
        if cleft is not None and any(c.lower_ == "it" and c.dep_ == "nsubj" for c in cleft.head.children):
            return phrase(cleft, hole, _range(verb)), is_actor(cleft)  # "it was the raid that ..."
        if own is not None and own.tag_ not in {"WDT", "WP"} and own.lower_ != "that":
            return phrase(own), is_actor(own)
        whole = verb if verb.dep_ == "relcl" else verb.head
        if noun.pos_ in VERBS:
            return clause(noun, hole, _range(whole)), False
        named = _named_after(noun)
        if named is not None:
            return phrase(named), is_actor(named)
        aside = own is not None and own.lower_ == "which" and own.i > 0 and verb.doc[own.i - 1].text == ","
        if aside and (is_actor(noun) or noun.dep_ == "dobj"):
            host = _verb_above(noun)
            if host is not None:
                return clause(host, hole, _range(whole)), False
        return phrase(noun, hole, _range(whole)), is_actor(noun)
    if verb.dep_ in {"advcl", "ccomp"} and verb.head.lemma_ == "be" and verb.head.i < verb.i:
        own, host = own_subject(verb), verb.head
        attr = next((c for c in host.children if c.dep_ == "attr"), None)
        if own is not None and own.tag_ == "WDT" and attr is not None and any(c.lower_ == "it" for c in host.children):
            return phrase(attr, hole, _range(verb)), is_actor(attr)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and own_subject(verb) is None:
        host = verb.head
        if host.pos_ not in VERBS:
            return None
        return clause(content(host), hole, _range(verb)), False
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and own_subject(verb) is None:
        noun = verb.head
        if not is_actor(noun) and noun.dep_ not in {"dobj", "pobj"}:
            return phrase(noun, hole, _range(verb)), False
        host = _verb_above(noun)
        if host is not None and verb.i > host.i:
            return clause(host, hole, _range(verb)), False
        return phrase(noun, hole, _range(verb)), is_actor(noun)
    found = None if verb.dep_ == "pcomp" else subject(verb)
    if found is None:
        return None
    if found.pos_ in VERBS:
        return clause(found, hole), False
    span = phrase(found, hole)
    others = [c for c in verb.lefts if c.dep_ == "nsubj" and c.i > found.i and c.pos_ == "NOUN"]
    if others and any(c.dep_ == "cc" for c in found.children):  # two subjects that the parser did not join
        span = (span[0], max(span[1], phrase(others[-1], hole)[1]))
    return span, is_actor(found)


def _named_after(noun: Token) -> Token | None:
    """What a summing-up noun turns out to be: for "one of the events that led to war was the raid" the raid."""
    if noun.lemma_ not in _GENERIC:
        return None
    top = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if top.dep_ != "nsubj" or top.head.lemma_ != "be":
        return None
    return next((c for c in top.head.children if c.dep_ == "attr" and c.i > top.head.i), None)


def _resumed(noun: Token) -> Token:
    """What a relative clause is about: past a date ("the siege of 1990, which") and a summing-up ("..., an event that")."""
    if noun.dep_ == "appos" and noun.lemma_ in _GENERIC:
        return noun.head
    steps = 0
    while noun.ent_type_ in {"DATE", "TIME"} and steps < 4 and noun.dep_ in {"pobj", "prep", "npadvmod", "nummod"}:
        noun = noun.head
        steps += 1
    if noun.pos_ == "ADP":
        noun = noun.head
    return noun


def _range(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _verb_above(noun: Token) -> Token | None:
    """The nearest verb that the noun phrase hangs on."""
    token = noun
    while token.dep_ != "ROOT" and token.head != token:
        token = token.head
        if token.pos_ in VERBS:
            return token
    return None


def host_above(token: Token) -> Token | None:
    """The verb a connective's phrase belongs to, counted from the noun it was attached to."""
    return token if token.pos_ in VERBS else _verb_above(token)


__all__ = ["Link", "cause_of", "content", "host_above", "is_actor", "previous_clause", "stretch", "without"]
