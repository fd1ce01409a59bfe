"""Whether the clause around a time expression speaks of the past, the present or the future."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from comity.reading.dates.situation import Tense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE_MODALS: Final = {"will", "shall", "wo", "'ll", "’ll"}
_MODALS: Final = _FUTURE_MODALS | {"would", "may", "might", "can", "could", "should", "must"}
_DUE: Final = {
    "schedule", "expect", "due", "set", "slate", "plan", "upcoming", "forthcoming", "deadline", "ahead", "poise",
}  # fmt: skip
_ACHIEVED: Final = {
    "manage", "fail", "force", "begin", "start", "continue", "help", "use", "come", "go", "allow", "refuse", "appear",
    "seem", "prompt", "lead", "cause", "have",
}  # fmt: skip
_LEXICAL_FUTURE: Final = re.compile(
    r"\b(?:will|shall|going to|due (?:to|in|on)|(?:scheduled|expected|set|planned|slated|plans?|to be|ahead of|deadline))\b",
    re.IGNORECASE,
)
_REACH: Final = 250
_LEXICAL_PAST: Final = re.compile(r"\b(?:was|were|had|did|said|told|met|\w{2,}ed)\b")


def is_parsed(doc: Doc) -> bool:
    """Whether a dependency parse was made; has_annotation asks every token, this the first few."""
    return any(doc[i].dep for i in range(min(len(doc), 4)))


def tense_at(doc: Doc, text: str, start: int, end: int) -> Tense | None:
    """Tense of the clause that holds characters [start, end) of the doc, whose text is `text`; None when nothing tells."""
    if not is_parsed(doc):
        return _tense_of_words(text, start, end)
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    for token in (span.root, *span.root.ancestors):
        if token.lower_ == "since" and token.dep_ == "prep":
            return "past"
        if token.lower_ in _DUE or token.lemma_ in _DUE:
            if token.tag_ == "VBD" and token.lemma_ in ("set", "plan", "expect", "schedule"):
                return "past"
            return "future"
        if token.pos_ in ("VERB", "AUX"):
            return _tense_of_verb(token)
    return None


def is_aside(doc: Doc, start: int, end: int) -> bool:
    """Whether characters [start, end) stand in a relative clause, a participle after a noun, or a remark."""
    if not is_parsed(doc):
        return False
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    return any(token.dep_ in ("relcl", "acl", "parataxis") for token in (span.root, *span.root.ancestors))


def _tense_of_verb(verb: Token) -> Tense | None:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE_MODALS:
        return "future"
    if "to" in helpers:
        above = verb.head
        if above != verb and above.lemma_ in _ACHIEVED and above.tag_ in ("VBD", "VBN"):
            return "past"
        return "future" if verb.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp", "ROOT", "conj") else None
    if helpers & _MODALS:
        return "past" if helpers & {"have"} else None if helpers & {"could"} else "future"
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"was", "were", "did", "has", "have", "'ve"}:
        return "past"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        return None if helpers & {"be", "is", "are"} else "past"
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "'re", "am"}:
        return "future"
    if verb.tag_ in ("VBG", "VB") and verb.head != verb and verb.head.pos_ in ("VERB", "AUX"):
        return _tense_of_verb(verb.head) if verb.head.i < verb.i or verb.dep_ == "advcl" else None
    return "present" if verb.tag_ in ("VBZ", "VBP") else None


def _tense_of_words(text: str, start: int, end: int) -> Tense | None:
    """As far as the words of the sentence tell, for text without a parse."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    left = max([low, *(text.rfind(mark, low, start) + 1 for mark in ".;!?")])
    right = min([high, *(at for at in (text.find(mark, end, high) for mark in ".;!?") if at >= 0)])
    sentence = text[left:right]
    if _LEXICAL_FUTURE.search(sentence):
        return "future"
    return "past" if _LEXICAL_PAST.search(sentence) else None


Form = Literal["past", "pluperfect", "perfect", "present", "future"]


def clause_form(token: Token) -> Form | None:
    """How the clause that holds a word is told: its own verb's form, or that of the verb above a participle or noun."""
    for candidate in (token, *token.ancestors):
        if candidate.pos_ not in ("VERB", "AUX"):
            continue
        helpers = {c.lower_ for c in candidate.children if c.dep_ in ("aux", "auxpass")}
        if helpers & _FUTURE_MODALS:
            return "future"
        if "had" in helpers:
            return "pluperfect"
        if helpers & {"has", "have", "'ve"}:
            return "perfect" if not helpers & _MODALS else None
        if candidate.tag_ == "VBD" or helpers & {"was", "were", "did"}:
            return "past"
        if candidate.tag_ in ("VBZ", "VBP") or helpers & {"is", "are", "am", "'s", "'re", "does", "do"}:
            return "present"
        if helpers & _MODALS and candidate.dep_ in ("ROOT", "ccomp", "conj") and "to" not in helpers:
            return "past" if "would" in helpers and candidate.head.tag_ == "VBD" else "present"
    return None


def form_at(doc: Doc, start: int, end: int) -> Form | None:
    """How the clause is told that holds characters [start, end) of the doc."""
    span = doc.char_span(start, end, alignment_mode="expand") if is_parsed(doc) else None
    return clause_form(span.root) if span is not None and len(span) else None
