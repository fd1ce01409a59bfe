"""Whose tie it is: the pairs of actors that a relation noun is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.clauses import VERBS, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from comity.reading.referents import Referents
    from comity.reading.relations.topics import Pair, Topic

_WITH: Final = frozenset({"with", "to", "toward", "towards", "against", "from", "vis-à-vis", "vis-a-vis", "for", "via"})
_MUTUAL: Final = frozenset(
    {"bilateral", "mutual", "reciprocal", "two-way", "their", "this", "the", "these", "overall", "such", "both"}
)


_PUBLIC: Final = frozenset({
    "conflict", "dispute", "competition", "contest", "confrontation", "division", "divide", "difference", "cooperation", "coordination",
    "collaboration", "suspicion", "tension", "row", "history", "spat", "fallout", "solidarity", "trust", "harmony", "interaction", "contact", "link", "engagement", "disagreement", "gulf", "grievance",
})  # fmt: skip
"""Nouns that speak of many things beside the tie of two actors: without names they are left alone."""

_STATELY: Final = frozenset({
    "détente", "detente", "rapprochement", "thaw", "reconciliation", "normalisation", "normalization", "entente", "estrangement", "enmity",
    "rivalry", "feud", "quarrel", "rift", "rupture", "friendship", "alliance", "honeymoon", "falling-out", "schism", "vendetta", "antagonism",
})  # fmt: skip
"""Nouns that in a text on two countries mean their tie without saying so: "a thaw followed"."""

_FELT: Final = frozenset(
    {
        "mistrust",
        "distrust",
        "hatred",
        "hostility",
        "bitterness",
        "animosity",
        "goodwill",
        "mood",
        "atmosphere",
        "rancour",
        "rancor",
        "hostilities",
    }
)
"""Feelings that stand alone as subject: "mistrust hardened"."""

_SPANS: Final = frozenset({"decade", "year", "month", "century", "generation", "past", "old", "day", "time"})

COMING: Final = frozenset({
    "follow", "ensue", "come", "begin", "start", "arise", "emerge", "erupt", "flare", "return", "resume", "resurface", "reappear", "result",
    "develop", "appear", "break", "set", "prevail", "persist", "last", "endure", "end", "cease", "deepen", "sharpen",
})  # fmt: skip


def all_pairs(actors: Iterable[str]) -> list[Pair]:
    names = list(dict.fromkeys(actors))
    return [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]


def across(left: Iterable[str], right: Iterable[str]) -> list[Pair]:
    """Each of the left with each of the right, nobody with itself."""
    right = list(right)
    return [(a, b) for a in left for b in right if a != b]


@dataclass(frozen=True, slots=True)
class Found:
    pairs: list[Pair]
    how: str  # named: all stand with the noun; subject: one side is the verb's subject; topic: from the text so far


def pairs_of(noun: Token, who: Referents, topic: Topic) -> Found:
    """The pairs of the tie that `noun` names."""
    left, right, between = _sides(noun, who)
    if between:
        return Found(all_pairs(between), "named")
    if len(left) > 1 and set(left) == set(right) and not any(t.lower_ in {"each", "another"} for t in noun.subtree):
        return Found([], "named")  # "their quarrel with the neighbours": with others
    if left and right:
        return Found(across(left, right), "named")
    if len(left) > 1:
        if (
            not right
            and any(c.tag_ == "PRP$" for c in noun.lefts)
            and any(
                c.dep_ == "prep" and c.lower_ in {"with", "to", "toward", "towards", "against"} for c in noun.children
            )
        ):
            return Found([], "named")  # "their quarrel with the coast"
        return Found(all_pairs(left), "named")
    if len(right) > 1 and not left:
        outer = _outer(noun, who)
        if outer:
            return Found(across(outer, right), "subject")
        return Found([], "named")
    one = [*left, *right]
    if one:
        others = [a for a in _outer(noun, who) if a not in one]
        if others:
            return Found(across(others, one) if right else across(one, others), "subject")
        pair = topic.current(noun, who.paragraph, (one[0],))
        return Found([pair] if pair is not None and right else [], "topic")
    return _by_topic(noun, who, topic)


def _sides(noun: Token, who: Referents) -> tuple[list[str], list[str], list[str]]:
    """Actors before the noun and after "of"; after "with" and its like; after "between" and "among"."""
    left: list[str] = []
    right: list[str] = []
    between: list[str] = []
    for actor in who.within((noun.left_edge.i, noun.i)):
        left.append(actor)
    for child in noun.children:
        if child.dep_ == "poss" and child.i < noun.i:
            left.extend(a for a in who.standing_for(child) if a not in left)
    pending = [c for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    pending += [
        g
        for c in noun.children
        if c.dep_ == "acl" and c.tag_ == "VBN"
        for g in c.children
        if g.lower_ in {"between", "with"}
    ]
    while pending:
        joint = pending.pop(0)
        word = joint.lower_
        for inner in joint.children:
            if inner.dep_ != "pobj":
                continue
            actors = who.of(inner)
            group = (
                between
                if word in {"between", "among", "amongst"}
                else right
                if word in _WITH
                else left
                if word in {"of", "in"}
                else None
            )
            if group is None:
                continue
            if word == "in" and len(actors) > 1:
                continue  # "wars in Chad and Niger": where, not whose
            if not actors and word == "of" and not inner.ent_type_:
                actors = who.owners(inner)
            group.extend(a for a in actors if a not in group)
            # "the relations of each of them with Chad": the second phrase is often hung on the noun of the first
            pending.extend(
                c
                for c in inner.children
                if c.dep_ == "prep" and (c.lower_ in {"with", "between"} or (not actors and c.lower_ == "of"))
            )
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and noun.head.pos_ in VERBS and not right and not between:
        for joint in noun.head.children:
            if (
                joint.dep_ == "prep"
                and joint.i > noun.i
                and joint.lower_ in {"with", "between", "to", "toward", "towards"}
            ):
                for inner in joint.children:
                    if inner.dep_ == "pobj":
                        (between if joint.lower_ == "between" else right).extend(who.of(inner))
    if noun.dep_ == "conj":
        more = _sides(noun.head, who) if noun.head.lemma_ != noun.lemma_ and noun.head.pos_ == "NOUN" else ([], [], [])
        if not (left or right or between):
            return more
    return left, right, between


def _outer(noun: Token, who: Referents) -> tuple[str, ...]:
    """The subject of the verb that the noun is an object of."""
    token = noun
    for _ in range(6):
        if token.dep_ == "ROOT":
            return ()
        head = token.head
        if head.pos_ in VERBS:
            if token.dep_ in {"nsubj", "nsubjpass"} and head.dep_ not in {"relcl"}:
                return ()
            found = _acting(head, who)
            if found:
                return found
            return _noun_owner(head, who)
        if head.pos_ == "NOUN":
            found = who.owners(head) if head.i < noun.i else ()
            if found:
                return found
        token = head
    return ()


def _acting(verb: Token, who: Referents) -> tuple[str, ...]:
    """Who does what the verb says; not the countries in which something did it ("wars in Chad and Niger")."""
    found = subject(verb)
    if found is None or (not who.of(found) and any(c.dep_ == "prep" and c.lower_ == "in" for c in found.children)):
        return ()
    if not who.of(found) and any(c.dep_ == "compound" and who.at(c) for c in found.children):
        return ()  # "the Pretoria accord": where it was signed
    return who.standing_for(found)


def _noun_owner(verb: Token, who: Referents) -> tuple[str, ...]:
    """For "Chad's attempts to mend ties" the owner of the attempts."""
    for _ in range(4):
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN"}:
            return who.standing_for(verb.head)
        if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "prep", "conj"}:
            verb = verb.head
            if verb.pos_ == "NOUN":
                return who.owners(verb)
            found = who.doer(verb) if verb.pos_ in VERBS else ()
            if found:
                return found
        else:
            break
    return ()


def _by_topic(noun: Token, who: Referents, topic: Topic) -> Found:
    """A tie without names: the set that the verb's subject is ("both countries solidified ties"), else the topic."""
    words = {c.lower_ for c in noun.lefts}
    head = noun.head
    outer = _outer(noun, who)
    if len(outer) == 2:
        return Found(all_pairs(outer), "subject")
    if noun.lemma_ in _PUBLIC and not words & {"bilateral", "mutual", "reciprocal", "their"}:
        told = noun.dep_ == "nsubj" and head.lemma_ in COMING
        if not told or any(c.dep_ == "prep" and c.lower_ in {"between", "with", "among"} for c in noun.children):
            return Found([], "topic")
        pair = topic.current(noun, who.paragraph)
        return Found([] if pair is None else [pair], "topic")
    about = {
        c.lower_
        for c in noun.children
        if c.dep_ == "prep" and not any(g.ent_type_ == "DATE" or g.lemma_ in _SPANS for g in c.children)
    }
    if about & {"with", "between", "among", "of", "to"} or len(outer) > 1:
        return Found([], "topic")
    if outer and noun.dep_ == "dobj":
        pair = topic.current(noun, who.paragraph, outer)
        if noun.lemma_ in {"relation", "tie"}:
            words = words | {"the"}
        if pair is None and words & {"this", "these", "that", "old"}:
            pair = topic.current(noun, who.paragraph, apart=True)
        return Found([] if pair is None or not words & _MUTUAL else [pair], "topic")
    if outer:
        return Found([], "topic")
    if (
        words & _MUTUAL
        or (noun.lemma_ in {"relation", "tie"} and not any(c.dep_ in {"compound", "poss"} for c in noun.lefts))
        or noun.lemma_ in _STATELY
        or (noun.lemma_ in _FELT and noun.dep_ in {"nsubj", "nsubjpass"})
    ):
        apart = noun.dep_ not in {"nsubj", "nsubjpass"} and not words & {"their"}
        pair = topic.current(noun, who.paragraph, apart=apart)
        if pair is not None:
            return Found([pair], "topic")
    return Found([], "topic")
