"""Causal claims: a document's statement that one thing drives another, read by rule over the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.reading.attribution import claimed_by, hedged
from comity.reading.causes.joins import connective_links, degree_links
from comity.reading.causes.lexicon import Lexicon, lexicon
from comity.reading.causes.links import Link
from comity.reading.causes.predicates import adjective_links, behind_links, noun_links
from comity.reading.causes.purposes import (
    absolute_links,
    feeling_links,
    harm_links,
    infinitive_links,
    means_links,
    participle_links,
    reaction_links,
)
from comity.reading.causes.triggers import verb_links
from comity.reading.clauses import VERBS, is_hedged, is_negated
from comity.reading.explain.trace import asking
from comity.reading.model import CausalClaim

if TYPE_CHECKING:
    from comity.reading.context import Context, Paragraph
    from comity.reading.explain.trace import Trace

__all__ = ["find_causes"]


def find_causes(context: Context) -> list[CausalClaim]:
    """Every causal claim of the document's paragraphs, sorted by place.

    Cause, effect and trigger are spans of the text. A purpose or motive is the cause of the act that it explains.
    A pronoun that stands as cause ("this led to ...") is given as it stands; the evidence then takes in the sentence before.
    """
    words = lexicon()
    out: list[CausalClaim] = []
    with asking(context.trace):
        for paragraph in context.paragraphs:
            for link in links(paragraph, words, context.trace):
                out.append(_claim(context, paragraph, link, words))
    out.sort(key=lambda c: (c.trigger, c.cause, c.effect))
    return out


def links(paragraph: Paragraph, words: Lexicon, trace: Trace | None = None) -> list[Link]:
    """The links of one paragraph, each pair of ranges once. `trace` takes notes on the words met."""
    found: list[Link] = []
    if trace is not None:
        trace.paragraph(paragraph)
    verbs, idioms, connectives, nouns = words.verbs, words.idioms, words.connectives, words.nouns
    reactions, feelings = words.classes["reaction"], words.classes["state of mind"]
    for token in paragraph.doc:
        pos, before = token.pos_, len(found)
        if token.lower_ in connectives:
            found.extend(connective_links(token, words))
        if pos == "VERB":
            lemma = token.lemma_
            if lemma in verbs or lemma in idioms:
                found.extend(verb_links(token, words))
            if token.lower_ in feelings:
                found.extend(feeling_links(token, words))
            if token.tag_ == "VB":
                found.extend(infinitive_links(token, words))
            elif token.tag_ == "VBG":
                found.extend(participle_links(token, words))
        elif pos == "NOUN":
            if token.lemma_ in nouns:
                found.extend(noun_links(token, words))
            elif token.lemma_ in reactions:
                found.extend(reaction_links(token, words))
        elif pos == "ADJ":
            if token.lower_ in words.adjectives:
                found.extend(adjective_links(token, words))
            if token.lower_ in feelings:
                found.extend(feeling_links(token, words))
        elif pos == "ADV":
            if token.lower_ == "so":
                found.extend(degree_links(token, words))
        elif pos == "ADP":
            if token.lower_ == "behind":
                found.extend(behind_links(token, words))
            elif token.lower_ == "by":
                found.extend(means_links(token, words))
            elif token.lower_ in {"in", "during"}:
                found.extend(harm_links(token, words))
            elif token.lower_ == "with":
                found.extend(absolute_links(token, words))
        if trace is not None:
            made = [link.rule for link in found[before:]]
            trace.cue("causes", paragraph.index, token, words.listed(token), made)
    return _distinct(found, paragraph, trace)


def _distinct(found: list[Link], paragraph: Paragraph, trace: Trace | None) -> list[Link]:
    """Links that have something on both sides; of two with nearly the same ranges the first."""
    kept: list[Link] = []
    for link in found:
        (a, b), (c, d) = link.cause, link.effect
        if a >= b or c >= d or (a < d and c < b):
            why = "one side is empty, or cause and effect overlap"
        elif any(_same(link, other) for other in kept):
            why = "another word tells the same link"
        else:
            kept.append(link)
            continue
        if trace is not None:
            trace.unmade("causes", paragraph.index, link.at, link.rule, why)
    return kept


def _same(one: Link, two: Link) -> bool:
    def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
        return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1] - a[0], b[1] - b[0])

    return near(one.cause, two.cause) and near(one.effect, two.effect)


def _claim(context: Context, paragraph: Paragraph, link: Link, words: Lexicon) -> CausalClaim:
    doc = paragraph.doc

    def span(i: int, j: int) -> tuple[int, int]:
        return paragraph.start + doc[i].idx, paragraph.start + doc[j - 1].idx + len(doc[j - 1])

    first = doc[min(link.cause[0], link.effect[0], link.trigger[0])].sent
    last = doc[max(link.cause[1], link.effect[1], link.trigger[1]) - 1].sent
    start = first.start
    if (
        link.cause[1] - link.cause[0] == 1
        and doc[link.cause[0]].lower_ in {"this", "that", "it"}
        and start > 0
        and first == last
    ):
        start = doc[start - 1].sent.start
    evidence = span(start, last.end)
    return CausalClaim(
        start=evidence[0],
        end=evidence[1],
        trigger=span(*link.trigger),
        cause=span(*link.cause),
        effect=span(*link.effect),
        sign=link.sign,
        kind=link.kind,
        hedged=link.hedged or is_hedged(link.at) or hedged(link.at),
        negated=link.at.pos_ in VERBS
        and is_negated(link.at)
        and link.rule.startswith(("verb", "idiom", "noun", "actor")),
        claimed_by=claimed_by(context, paragraph, link.at),
        confidence=words.confidence.get(link.rule, 0.3),
        rule=link.rule,
    )
