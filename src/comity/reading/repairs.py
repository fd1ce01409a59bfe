"""Repairs of what the small parser gets wrong again and again, made once, before anything reads the parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from comity.reading.context import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DATED_NAME: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:1[5-9]|20)\d\d) (?=[A-Z])"
)
_MONTHS: Final = frozenset(
    str.split("january february march april may june july august september october november december")
)
_INFLECTED: Final = frozenset({"VBD", "VBN", "VBG"})
_SHORT: Final = re.compile(r"[b-df-hj-np-tv-z]*[aeiou][bdgmnprt]")
_FRONTS: Final = frozenset({"in", "by", "on", "since", "until", "from", "during", "before", "after"})
_NAMES: Final = frozenset({"PROPN", "ADJ", "NOUN"})
_CLAUSE: Final = frozenset({"VERB", "AUX"})


def mend(doc: Doc) -> Doc:
    """Changes heads, labels and lemmas in place; the doc is returned.

    dated_subject_rule: in "In December Chad left" and "Last Friday Chad left" the parser takes the name for a part of
    the date; it is made the subject of the verb that has none.
    """
    if not doc.has_annotation("DEP"):
        return doc
    for token in doc:
        if len(token.lemma_) < 6 and token.tag_ in _INFLECTED:
            _undouble(token)
    for match in _DATED_NAME.finditer(text_of(doc)):
        span = doc.char_span(match.start(), match.end() - 1)
        if span is None or len(span) != 1 or span.end >= len(doc):
            continue
        if not _free_whole_date(span[0]):
            _free(span[0])
    return doc


def _free_whole_date(last: Token) -> bool:
    """ "On 3 May 2015 Chad and Mali signed": day, month and year under the subject go to their preposition."""
    doc, first = last.doc, last.i
    while first > 0 and (doc[first - 1].is_digit or doc[first - 1].lower_ in _MONTHS):
        first -= 1
    if first == last.i or first == 0:
        return False
    front, name, date = doc[first - 1], doc[last.i + 1], doc[first : last.i + 1]
    if front.lower_ not in _FRONTS or front.dep_ != "prep":
        return False
    if any(t.head not in (name, front) and not first <= t.head.i <= last.i for t in date):
        return False
    subject = name.dep_ in ("nsubj", "nsubjpass") and front.head == name.head
    taken = name.dep_ == "pobj" and name.head == front and _fronted(front)
    if not subject and not taken:
        return False
    if taken:
        _make_subject(name, front.head)
    month = next((t for t in date if t.lower_ in _MONTHS), last)
    month.head, month.dep_ = front, "pobj"
    for token in date:
        if token != month:
            token.head, token.dep_ = month, "nummod"
    return True


def _undouble(verb: Token) -> None:
    """lemma_rule: "staged" is of "stage": a short verb such as "stag" would double its last letter."""
    text, lemma = verb.lower_, verb.lemma_
    if (text == lemma + "ed" or text == lemma + "ing") and _SHORT.fullmatch(lemma):
        verb.lemma_ = lemma + "e"


def _free(day: Token) -> None:
    name = day.head
    if day.dep_ in ("compound", "nmod", "nummod", "amod", "npadvmod") and day.i < name.i and name.pos_ in _NAMES:
        if any(not (day.i < c.i < name.i or c.i == day.i) for c in name.lefts if c.i > day.i):
            return
        if name.dep_ == "nsubj" and name.head.pos_ in _CLAUSE and _starts(day):
            for other in list(name.lefts):
                if other.i < day.i:
                    other.head = day
            day.head, day.dep_ = name.head, "npadvmod"
        elif name.dep_ == "pobj" and _fronted(name.head):
            front = name.head
            for other in list(name.lefts):
                if other.i < day.i:
                    other.head = day
            day.head, day.dep_ = front, "pobj"
            _make_subject(name, front.head)
    elif day.dep_ == "pobj" and _fronted(day.head):
        for other in day.head.rights:
            if other.dep_ == "pobj" and other.i > day.i and other.pos_ in _NAMES:
                _make_subject(other, day.head.head)
                break


def _make_subject(name: Token, verb: Token) -> None:
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    name.head, name.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _fronted(prep: Token) -> bool:
    """The preposition stands before a verb of its own that has no subject."""
    verb = prep.head
    return (
        prep.lower_ in _FRONTS
        and prep.dep_ == "prep"
        and verb.pos_ in _CLAUSE
        and verb.i > prep.i
        and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB", "VBG")
        and not any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children)
    )


def _starts(day: Token) -> bool:
    """At the head of its clause, with at most "last", "next", "this" or "on" before it."""
    i = day.i - 1
    doc = day.doc
    while i >= 0 and doc[i].lower_ in ("last", "next", "this", "that", "the", "early", "late"):
        i -= 1
    return (
        i < 0
        or doc[i].is_sent_start is True
        or doc[i].is_punct
        or doc[i].lower_ in ("and", "but", "that", "when")
        or i < day.sent.start
    )
