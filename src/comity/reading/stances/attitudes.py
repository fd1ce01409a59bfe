"""Stances that a verb, noun or adjective states: "Chad opposes the levy", "Chad's fear of unrest", "Chad is keen to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.causes.lexicon import lexicon as causal_words
from comity.reading.clauses import (
    NEGATIONS,
    NOUNS,
    VERBS,
    Range,
    clause,
    is_negated,
    own_subject,
    phrase,
    stretch,
    subject,
    trim,
)
from comity.reading.relations.lexicon import lexicon as relation_words
from comity.reading.stances.holders import doer, holders_before
from comity.reading.stances.lexicon import Attitude, Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.model import Sign
    from comity.reading.referents import Referents


@dataclass(frozen=True, slots=True)
class Found:
    """`object` is a range of tokens, `head` its head; `at` is judged for negation, hedging and the speaker."""

    actors: tuple[str, ...]
    attitude: Attitude
    object: Range
    head: Token
    at: Token
    sign: Sign
    rule: str


def verb_stances(verb: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    for attitude in words.verbs[verb.lemma_]:
        if attitude.follows and not any(c.lemma_ == attitude.follows for c in verb.children):
            continue
        passive = verb.tag_ == "VBN" and any(c.dep_ in {"auxpass", "agent"} for c in verb.children)
        if attitude.stance == "wants" and verb.lemma_ == "like" and not any(c.lower_ == "would" for c in verb.children):
            continue
        if passive and _blamed(verb) is None:
            yield from _passive(verb, attitude, who)
            return
        target = _blamed(verb) or _target(verb, attitude)
        if target is None and attitude.follows:
            noun = next(c for c in verb.children if c.lemma_ == attitude.follows)
            target = _target(noun, attitude)
        if target is None:
            who.why(verb, "no object of the form that its row asks for")
            continue
        actors = doer(verb, who, strict=verb.lemma_ in _ENDING)
        if not actors:
            who.why(verb, "whoever does it is no known actor")
            return
        span, head = target
        yield Found(actors, attitude, span, head, verb, _signed(attitude, verb, head), "stance-verb-rule")
        return


def _blamed(verb: Token) -> tuple[Range, Token] | None:
    """For "blamed the raid on Chad" it is Chad that is blamed."""
    if verb.lemma_ != "blame":
        return None
    nodes = (verb, *(c for c in verb.children if c.dep_ == "dobj"))
    joint = next((c for n in nodes for c in n.children if c.dep_ == "prep" and c.lower_ == "on" and c.i > verb.i), None)
    thing = None if joint is None else next((c for c in joint.children if c.dep_ == "pobj"), None)
    return None if thing is None else (phrase(thing), thing)


def purpose_stances(verb: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    """What an act is for is what its doer wants: "cut tariffs to win over Niger"."""
    if own_subject(verb) is not None or not any(c.tag_ == "TO" for c in verb.lefts):
        return
    served = verb.dep_ == "xcomp" and any(c.dep_ == "dobj" and c.i < verb.i for c in verb.head.children)
    if served and verb.head.lemma_ in causal_words().classes["complement"]:
        return
    if not served and verb.dep_ not in {"advcl", "acl"}:
        return
    if verb.dep_ == "acl" and (verb.head.pos_ != "NOUN" or verb.head.lemma_ in words.nouns):
        return
    start = verb.head if served else verb
    if verb.dep_ == "acl" and verb.head.lemma_ in {"order", "attempt", "bid", "effort"} and verb.head.dep_ == "pobj":
        start = verb.head.head.head  # "in order to prevent it"
    for attitude in words.purposes[verb.lemma_]:
        target = _target(verb, attitude)
        actors = () if target is None else doer(start, who, strict=True)
        if target is None or not actors:
            return
        yield Found(actors, attitude, *target, verb, attitude.sign, "stance-purpose-rule")
        return


def noun_stances(noun: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    for attitude in words.nouns[noun.lemma_]:
        target = _target(noun, attitude)
        if target is None:
            who.why(noun, "no object of the form that its row asks for")
            continue
        if noun.lemma_ in {"interest", "stake"} and (
            noun.tag_ == "NNS" or target[1].ent_type_ in {"GPE", "LOC"} or who.at(target[1])
        ):
            continue
        if noun.dep_ == "attr" and noun.head.lemma_ in {"be", "become", "remain"}:
            holder = subject(noun.head)
            actors = () if holder is None else who.standing_for(holder)
            if actors:
                yield Found(
                    actors, attitude, *target, noun.head, _signed(attitude, noun.head, target[1]), "stance-role-rule"
                )
                return
        actors = who.owners(noun) if not _of_is_object(attitude) else holders_before(noun, who)
        rule = "stance-noun-rule"
        if not actors and noun.dep_ in {"dobj", "pobj", "attr", "nsubjpass"} and not _somebodys(noun):
            verb = noun.head
            while verb.pos_ not in VERBS and verb.dep_ != "ROOT":
                verb = verb.head
            if (
                verb.pos_ in VERBS
                and noun.dep_ != "nsubjpass"
                and not (noun.dep_ == "pobj" and noun.head.dep_ == "agent")
            ):
                actors = doer(verb, who, strict=True)
                rule = "stance-held-noun-rule"
        if not actors or (noun.dep_ == "dobj" and noun.head.lemma_ in _DROPPING):
            who.why(noun, "given up" if actors else "whoever holds it is no known actor")
            return
        span, head = target
        yield Found(actors, attitude, span, head, noun, _signed(attitude, noun, head), rule)
        return


def _somebodys(noun: Token) -> bool:
    """Whether the noun has an owner of its own, known or not: "Western campaigns to ..."."""
    return any(
        c.dep_ == "poss" or (c.i < noun.i and c.ent_type_ in {"NORP", "GPE", "ORG", "LOC", "PERSON"})
        for c in noun.lefts
    )


def adjective_stances(word: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    for attitude in words.adjectives.get(word.lower_) or words.adjectives.get(word.lemma_.lower()) or []:
        target = _target(word, attitude)
        if target is None:
            who.why(word, "no object of the form that its row asks for")
            continue
        actors: tuple[str, ...] = ()
        if word.dep_ in {"acomp", "oprd", "attr", "conj", "ROOT", "advcl", "acl", "ccomp"}:
            holder: Token | None = own_subject(word)
            if holder is None:
                verb = word.head
                if word.dep_ in {"advcl", "acl"} or verb.pos_ not in VERBS:
                    holder = subject(verb) if verb.pos_ in VERBS else verb
                    if verb.pos_ == "ADJ":
                        holder = own_subject(verb) or (subject(verb.head) if verb.head.pos_ in VERBS else None)
                else:
                    holder = subject(verb)
            actors = () if holder is None else who.standing_for(holder)
        if not actors:
            who.why(word, "of whom it is said is no known actor")
            return
        span, head = target
        at = word.head if word.dep_ == "acomp" else word
        yield Found(actors, attitude, span, head, at, _signed(attitude, at, head, word), "stance-adjective-rule")
        return


def seen_as_stances(verb: Token, who: Referents) -> Iterator[Found]:
    """For example "Egypt sees the dam as a threat"."""
    joint = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    role = None if joint is None else next((c for c in joint.children if c.dep_ == "pobj"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    colour = None if role is None else relation_words().roles.get(role.lemma_)
    if thing is None or colour is None or colour.level is None:
        return
    actors = doer(verb, who)
    if actors:
        attitude = Attitude("", frozenset(), "fears" if colour.level == -1 else "supports", colour.level)
        yield Found(actors, attitude, phrase(thing), thing, verb, colour.level, "stance-seen-as-rule")


def against_stances(against: Token, who: Referents) -> Iterator[Found]:
    """For example "Portugal is against the levy"."""
    thing = next((c for c in against.children if c.dep_ in {"pobj", "pcomp"}), None)
    holder = subject(against.head)
    if thing is None or holder is None:
        return
    actors = who.standing_for(holder)
    if actors and not is_negated(against.head):
        attitude = Attitude("", frozenset(), "opposes", -1)
        yield Found(actors, attitude, stretch(thing), thing, against.head, -1, "stance-against-rule")


def reaction_stances(noun: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    """For example "to the dismay of Chad, ..." and "..., to Chad's relief"."""
    to = noun.head
    if noun.dep_ != "pobj" or to.lower_ != "to":
        return
    actors = who.owners(noun)
    host = to.head
    while host.pos_ not in VERBS and host.dep_ != "ROOT":
        host = host.head
    if not actors or host.pos_ not in VERBS:
        return
    attitude = words.reactions[noun.lemma_]
    start = to.left_edge.i
    span = clause(host, (start, noun.right_edge.i + 1))
    yield Found(actors, attitude, span, host, noun, attitude.sign, "reaction-rule")


def joined_stances(participle: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    """For example "Chad-backed rebels", "the Chad- and Niger-sponsored draft": the names joined to the participle hold the stance."""
    doc, i = participle.doc, participle.i
    if i < 2 or doc[i - 1].text != "-" or participle.head.pos_ not in NOUNS or participle.head.i < i:
        return
    attitude = next((a for a in words.verbs[participle.lemma_] if a.sign and "-" in a.prepositions), None)
    actors = list(who.called(doc[i - 2]))
    k = i - 3
    while attitude is not None and actors and k >= 0 and (doc[k].text in {"-", "and", ",", "/"} or who.called(doc[k])):
        actors.extend(a for a in who.called(doc[k]) if a not in actors)
        k -= 1
    if attitude is None or not actors:
        return
    head = participle.head
    yield Found(
        tuple(actors),
        attitude,
        (i + 1, max(head.i + 1, phrase(head)[1])),
        head,
        participle,
        attitude.sign,
        "stance-joined-rule",
    )


def prefix_stances(prefix: Token, who: Referents, words: Lexicon) -> Iterator[Found]:
    """For example "the pro-Chadian faction of Niger", "anti-Chadian feeling in Niger": whose faction or feeling it is."""
    doc, i = prefix.doc, prefix.i
    if i + 2 >= len(doc) or doc[i + 1].text != "-":
        return
    toward = who.at(doc[i + 2])
    named = doc[i + 2]
    head = named.head if named.dep_ in {"amod", "compound", "nmod"} else named
    if not toward or head.pos_ not in NOUNS or head == named:
        return
    actors = [a for a in (*who.of(head), *who.owners(head)) if a not in toward]
    sign: Sign = 1 if prefix.lower_ == "pro" else -1
    attitude = Attitude("", frozenset(), "supports" if sign == 1 else "opposes", sign)
    if actors:
        yield Found(tuple(dict.fromkeys(actors)), attitude, (i + 2, i + 3), named, head, sign, "stance-prefix-rule")


def _of_is_object(attitude: Attitude) -> bool:
    return "of" in attitude.prepositions


def _target(word: Token, attitude: Attitude) -> tuple[Range, Token] | None:
    """Range and head of what the stance is about."""
    allowed = attitude.prepositions
    for child in word.children:
        if child.i < word.i and not (child.dep_ in {"dobj"} and child.tag_ in {"WDT", "WP"}):
            continue
        dep = child.dep_
        if dep == "dobj" and "-" in allowed:
            if child.tag_ in {"WDT", "WP"} and word.dep_ == "relcl":
                return phrase(word.head, (word.left_edge.i, word.right_edge.i + 1)), word.head
            inner = next((c for c in word.children if c.dep_ == "xcomp" and c.i > child.i), None)
            if inner is not None and "to" in allowed:
                return trim(word.doc, (child.left_edge.i, clause(inner)[1]), keep_openers=True), child
            return phrase(child), child
        if (
            dep in {"xcomp", "acl", "advcl", "relcl"}
            and child.pos_ in VERBS
            and any(c.tag_ == "TO" for c in child.lefts)
        ):
            if "to" not in allowed or (
                dep in {"advcl"}
                and word.pos_ in VERBS
                and "-" in allowed
                and any(c.dep_ == "dobj" for c in word.children)
            ):
                continue
            return clause(child), child
        if dep == "ccomp" and child.i > word.i and child.pos_ in VERBS:
            if "that" in allowed and any(c.dep_ == "mark" for c in child.lefts):
                return clause(child), child
            if ("to" in allowed or "-" in allowed) and any(c.tag_ == "TO" for c in child.lefts):
                return clause(child), child
            if "-" in allowed and child.tag_ == "VBG":
                return clause(child), child
        if (
            dep == "acl"
            and child.pos_ in VERBS
            and "that" in allowed
            and any(c.lower_ == "that" and c.dep_ == "mark" for c in child.lefts)
        ):
            return clause(child), child
        if dep == "xcomp" and child.tag_ == "VBG" and "-" in allowed:
            return clause(child), child
        if dep in {"prep", "dative", "agent"} and child.lower_ in allowed:
            if child.lower_ == "to" and word.pos_ == "NOUN" and attitude.stance == "wants" and word.lemma_ != "claim":
                continue  # "a call to the minister"
            inner_head = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner_head is not None:
                asked = next(
                    (
                        c
                        for c in word.children
                        if c.dep_ in {"xcomp", "advcl"} and c.i > inner_head.i and c.tag_ == "VB"
                    ),
                    None,
                )
                if asked is not None and child.lower_ in {"on", "upon"} and word.lemma_ == "call":
                    return trim(word.doc, (inner_head.left_edge.i, clause(asked)[1]), keep_openers=True), inner_head
                return stretch(inner_head), inner_head
    return None


def _passive(verb: Token, attitude: Attitude, who: Referents) -> Iterator[Found]:
    """For example "the levy was condemned by Chad", "China-backed"."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    holder = None if agent is None else next((c for c in agent.children if c.dep_ == "pobj"), None)
    patient = verb.head if verb.dep_ == "acl" else subject(verb)
    if holder is None or patient is None or "-" not in attitude.prepositions:
        who.why(verb, "a passive without the holder after 'by'")
        return
    actors = who.standing_for(holder)
    if not actors:
        who.why(verb, "whoever stands after 'by' is no known actor")
        return
    span = phrase(patient, (verb.left_edge.i, verb.right_edge.i + 1)) if verb.dep_ == "acl" else stretch(patient)
    yield Found(actors, attitude, span, patient, verb, _signed(attitude, verb, patient), "stance-passive-rule")


def _signed(attitude: Attitude, word: Token, head: Token, adjective: Token | None = None) -> Sign:
    """The attitude's sign, turned by negation; wanting an end of something is standing against it."""
    sign: int = attitude.sign
    if word.pos_ in VERBS and sign and _nobody(word):
        return -1 if sign == 1 else 0
    nodes = [word] if adjective is None else [word, adjective]
    for node in nodes:
        if is_negated(node) or any(c.lower_ in {"little", "few"} and c.dep_ in {"amod", "det"} for c in node.children):
            sign = -1 if sign == 1 else 0  # who does not oppose a thing is not thereby for it
            break
    if head.pos_ in VERBS and head.i > word.i:
        if any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in head.children) or (
            attitude.stance == "wants"
            and (
                head.lemma_ in _ENDING
                or (head.lemma_ == "keep" and any(c.lower_ in {"out", "away", "off"} for c in head.subtree))
            )
        ):
            sign = -sign
    elif attitude.stance == "wants" and head.lemma_ in _ENDINGS:
        sign = -sign
    return 1 if sign > 0 else -1 if sign < 0 else 0


def _nobody(verb: Token) -> bool:
    """For example "neither Chad nor Niger wants", "no government in Chad wants", "nobody in Chad wants"."""
    found = own_subject(verb)
    if found is None:
        return False
    return (
        found.lower_ in {"nobody", "none", "neither", "one"}
        and (found.lower_ != "one" or any(c.lower_ == "no" for c in found.lefts))
    ) or any(c.lower_ in {"no", "neither", "few"} for c in found.lefts)


SEEING: Final = frozenset({"see", "view", "regard", "consider", "perceive", "treat", "describe", "portray"})
_DROPPING: Final = frozenset(
    {"abandon", "drop", "end", "overcome", "withdraw", "shed", "lose", "renounce", "reverse", "lift"}
)
_ENDING = frozenset({
    "contain", "deter", "prevent", "thwart", "curb", "offset", "check", "counter", "undermine", "weaken", "isolate", "stop", "avoid",
    "halt", "limit", "block", "reduce", "oppose", "resist", "fight", "punish", "defeat", "eliminate", "dislodge", "oust", "topple", "overthrow",
    "crush", "destroy", "constrain", "balance", "hinder", "derail", "scuttle", "neutralise", "neutralize", "encircle", "exclude", "expel", "denounce", "condemn", "end",
})  # fmt: skip
_ENDINGS = frozenset(
    {"end", "halt", "withdrawal", "removal", "reduction", "cessation", "abolition", "overthrow", "ouster", "defeat"}
)
