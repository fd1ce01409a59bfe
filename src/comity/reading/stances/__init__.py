"""Stances: a document's statement that an actor wants, supports, opposes, needs or fears something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.attribution import claimed_by, hedged
from comity.reading.model import Stance
from comity.reading.referents import Referents
from comity.reading.stances.attitudes import (
    SEEING,
    Found,
    adjective_stances,
    against_stances,
    joined_stances,
    noun_stances,
    prefix_stances,
    purpose_stances,
    reaction_stances,
    seen_as_stances,
    verb_stances,
)
from comity.reading.stances.lexicon import Lexicon, lexicon
from comity.reading.stances.targets import toward

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph

__all__ = ["find_stances"]


def find_stances(context: Context) -> list[Stance]:
    """Every stance in the document's paragraphs, sorted by place; one row an actor where a set of actors holds it.

    `object` is the stretch of text that the stance is about, `object_actor` the actor toward whom it is held: the one that
    the object is, belongs to, is done by or is a tie with; None where that is nobody else, or too many to mean one.
    """
    words = lexicon()
    out: list[Stance] = []
    for paragraph in context.paragraphs:
        who = Referents(context, paragraph.index)
        if not who.mentions:
            continue
        here: list[Stance] = []
        told_by: list[Token] = []
        seen: set[tuple[str, tuple[int, int], str | None, int]] = set()
        for found in _read(context, paragraph, who, words):
            for stance in _stances(context, paragraph, who, found, words):
                key = (stance.actor, stance.object, stance.object_actor, stance.sign or 0)
                if key not in seen:
                    seen.add(key)
                    here.append(stance)
                    told_by.append(found.at)
        kept = _outermost(here)
        out.extend(kept)
        if context.trace is not None:
            for stance, at in zip(here, told_by, strict=True):
                if not any(stance is k for k in kept):
                    context.trace.unmade("stances", paragraph.index, at, stance.rule, "another tells it of the whole")
    out.sort(key=lambda s: (s.start, s.object, s.actor, s.object_actor or ""))
    return out


def _outermost(stances: list[Stance]) -> list[Stance]:
    """Without a stance that says again, of a part of the object, what another says of the whole ("wants to contain ...")."""
    return [
        s
        for s in stances
        if not any(
            o is not s
            and (o.actor, o.sign, o.object_actor) == (s.actor, s.sign, s.object_actor)
            and o.object[0] <= s.object[0]
            and s.object[1] <= o.object[1]
            and o.object != s.object
            for o in stances
        )
    ]


def _read(context: Context, paragraph: Paragraph, who: Referents, words: Lexicon) -> list[Found]:
    out: list[Found] = []
    for token in paragraph.doc:
        pos, before = token.pos_, len(out)
        if token.lower_ in {"pro", "anti"}:
            out.extend(prefix_stances(token, who, words))
        elif pos == "VERB":
            if token.tag_ == "VBN" and token.dep_ == "amod" and token.lemma_ in words.verbs:
                out.extend(joined_stances(token, who, words))
            elif token.tag_ == "VBN" and token.lower_ in words.adjectives and token.lemma_ in words.verbs:
                out.extend(list(adjective_stances(token, who, words)) or verb_stances(token, who, words))
            elif token.lemma_ in words.verbs:
                out.extend(verb_stances(token, who, words))
            elif token.lemma_ in SEEING:
                out.extend(seen_as_stances(token, who))
            elif token.tag_ == "VB" and token.lemma_ in words.purposes:
                out.extend(purpose_stances(token, who, words))
            elif token.tag_ == "VBN" and token.lower_ in words.adjectives:
                out.extend(adjective_stances(token, who, words))
        elif pos == "NOUN":
            lemma = token.lemma_
            if lemma in words.reactions and token.dep_ == "pobj":
                out.extend(reaction_stances(token, who, words))
            if lemma in words.nouns:
                out.extend(noun_stances(token, who, words))
        elif pos == "ADP":
            if token.lower_ == "against" and token.head.lemma_ in {"be", "remain"}:
                out.extend(against_stances(token, who))
        elif pos == "ADJ" and token.lower_ in words.adjectives:
            out.extend(adjective_stances(token, who, words))
        if context.trace is not None:
            made = [found.rule for found in out[before:]]
            context.trace.cue("stances", paragraph.index, token, words.listed(token), made)
    return out


def _stances(context: Context, paragraph: Paragraph, who: Referents, found: Found, words: Lexicon) -> list[Stance]:
    doc = paragraph.doc
    i, j = found.object
    if i >= j:
        return []
    start, end = paragraph.span(found.head.sent)
    place = (paragraph.start + doc[i].idx, paragraph.start + doc[j - 1].idx + len(doc[j - 1]))
    rows = []
    targets = toward(found.head, found.object, who, found.actors)
    for actor in found.actors:
        others: list[str | None] = [a for a in targets if a != actor]
        for other in others or [None]:
            rows.append(
                Stance(
                    start=min(start, place[0]),
                    end=max(end, place[1]),
                    actor=actor,
                    stance=found.attitude.stance,
                    object=place,
                    object_actor=other,
                    sign=found.sign,
                    hedged=hedged(found.at),
                    claimed_by=claimed_by(context, paragraph, found.at),
                    confidence=words.confidence.get(found.rule, 0.4),
                    rule=found.rule,
                )
            )
    return rows
