"""Links that a noun, an adjective or "behind" states after a verb of being: "X is the cause of Y", "X was behind Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.causes.lexicon import Lexicon
from comity.reading.causes.links import Link, is_actor
from comity.reading.causes.sign import turned
from comity.reading.clauses import VERBS, Range, stretch, subject

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_links(noun: Token, words: Lexicon) -> Iterator[Link]:
    """Links of a noun: "X is the cause of Y", "Y is a result of X", "the reason for Y is X"."""
    frame = words.nouns[noun.lemma_]
    joint = next(
        (
            c
            for c in noun.children
            if c.dep_ == "prep" and c.i > noun.i and c.lower_ in {"of", "for", "to", "behind", "in"}
        ),
        None,
    )
    other = None if joint is None else next((c for c in joint.children if c.dep_ in {"pobj", "pcomp"}), None)
    if other is None and noun.lemma_ == "reason":
        other = next(
            (
                c
                for c in noun.children
                if c.dep_ in {"relcl", "acl"} and any(g.lower_ in {"why", "that"} for g in c.lefts)
            ),
            None,
        )
    trigger = (noun.i, (noun if joint is None else joint).i + 1)
    verb, place = noun.head, noun.dep_
    if place == "pobj" and verb.lower_ == "of" and verb.head.lemma_ in {"one", "some", "part"}:
        place, verb = verb.head.dep_, verb.head.head  # "one of the reasons why"
    first: Range
    if place == "attr" and verb.lemma_ in {"be", "become", "remain"}:
        left = subject(verb)
        if left is None or other is None or is_actor(left):
            return
        first, second, head = stretch(left, (verb.i, verb.right_edge.i + 1)), stretch(other), other
        at = verb
        if frame.role == "effect":
            first, second, head = second, first, left
        yield Link(at, trigger, first, second, turned(frame.sign, head), frame.kind, "noun-rule")
    elif place in {"nsubj", "nsubjpass"} and verb.lemma_ == "be" and other is not None:
        right = next((c for c in verb.children if c.dep_ in {"attr", "ccomp", "acomp", "xcomp"} and c.i > verb.i), None)
        if right is None:
            for joint in verb.children:
                if joint.dep_ == "prep" and joint.i > verb.i:
                    right = next((c for c in joint.children if c.dep_ in {"pobj", "pcomp"}), None)
        if right is None:
            return
        first, second, head = stretch(right), stretch(other), other
        if frame.role == "effect":
            first, second, head = second, first, right
        yield Link(verb, trigger, first, second, turned(frame.sign, head), frame.kind, "noun-rule")


def adjective_links(word: Token, words: Lexicon) -> Iterator[Link]:
    """For example "the quota is responsible for the decline", "the reform is contingent on a vote"."""
    frame = words.adjectives[word.lower_]
    verb = word.head
    if verb.pos_ not in VERBS or word.dep_ not in {"acomp", "oprd", "attr"}:
        return
    joint = next(
        (c for c in word.children if c.dep_ == "prep" and c.lower_ in frame.prepositions and c.i > word.i), None
    )
    other = None if joint is None else next((c for c in joint.children if c.dep_ in {"pobj", "pcomp"}), None)
    left = subject(verb)
    if joint is None or other is None or left is None or is_actor(left):
        return
    first, second, head = stretch(left, (verb.i, verb.right_edge.i + 1)), stretch(other), other
    if frame.role == "effect":
        first, second, head = second, first, left
    yield Link(verb, (word.i, joint.i + 1), first, second, turned(frame.sign, head), frame.kind, "adjective-rule")


def behind_links(behind: Token, words: Lexicon) -> Iterator[Link]:
    """For example "rising prices were behind the riots"."""
    verb = behind.head
    other = next((c for c in behind.children if c.dep_ == "pobj"), None)
    left = subject(verb) if verb.lemma_ in {"be", "lie", "stand"} and verb.pos_ in VERBS else None
    if other is None or left is None or is_actor(left) or is_actor(other):
        return
    yield Link(
        verb,
        (behind.i, behind.i + 1),
        stretch(left, (verb.i, verb.right_edge.i + 1)),
        stretch(other),
        turned(1, other),
        "influence",
        "behind-rule",
    )
