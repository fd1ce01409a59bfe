"""According to whom: the document itself, a quoted or reported speaker, or one nobody can check."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

from comity.reading.context import text_of
from comity.reading.events.lexicon import table, words
from comity.reading.model import ClaimedBy, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Paragraph

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_QUOTES: Final = ('"', "“", "”", "``", "''", "«", "»")
_HEDGING_MODALS: Final = frozenset({"may", "might", "could", "would"})
_HEDGING_VERBS: Final = words("hedging")
_MARK: Final = re.compile("[\"“”«»]|``|''")
_STEPS: Final = 12
_HEARD: Final = 4


@cache
def _words() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in table("speech.csv"):
        kinds.setdefault(row["kind"], set()).update(row["lemmas"].split())
    return {kind: frozenset(lemmas) for kind, lemmas in kinds.items()}


def claimed_by(context: Context, paragraph: Paragraph, token: Token) -> ClaimedBy:
    """Who says what `token` stands in. voice: quoted inside quotation marks, reported for a named speaker outside of
    them, unnamed for speakers such as "officials", document where nobody else is made responsible."""
    speaker = speaker_of(token)
    quoted = in_quotes(token)
    if speaker is None:
        if quoted and _long_quote(token):
            return ClaimedBy(None, None, "quoted")
        word = _hearsay(token)
        return ClaimedBy() if word is None else ClaimedBy(None, paragraph.span(word), "unnamed")
    if context.trace is not None:
        context.trace.speaker(paragraph, token, speaker)
    actor, span = _resolve(context, paragraph, speaker)
    if actor is None and speaker.lemma_.lower() in _words()["unnamed"]:
        return ClaimedBy(None, span, "unnamed")
    return ClaimedBy(actor, span, "quoted" if quoted else "reported")


def _hearsay(token: Token) -> Token | None:
    """hearsay_rule: the word by which somebody unnamed is made to speak: "reportedly", "is said to have"."""
    node = token
    for _ in range(_HEARD):
        for child in node.children:
            if child.dep_ == "advmod" and child.lower_ in _words()["hearsay"]:
                return child
        head = node.head
        if head == node or node.dep_ not in ("xcomp", "dobj", "conj", "nsubjpass", "nsubj"):
            return None
        told = any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children)
        if node.dep_ == "xcomp" and told and head.lemma_.lower() in _words()["verb"]:
            return head
        node = head
    return None


def speaker_of(token: Token) -> Token | None:
    """The head of the speaker's phrase for the clause that holds `token`, innermost speaker first."""
    verbs = _words()["verb"]
    node = token
    for _ in range(_STEPS):
        head = node.head
        if head == node:
            break
        if node.dep_ == "ccomp" and head.lemma_.lower() in verbs:
            return _subject(head)
        node = head
    for child in node.children:  # "..., the ministry said" hung below the clause that it reports
        speaks = (
            child.dep_ in ("parataxis", "ccomp", "dep", "advcl") and child.lemma_.lower() in verbs and child != token
        )
        apart = not token.is_ancestor(child) and not child.is_ancestor(token)
        if speaks and apart and _bare(child) and (speaker := _subject(child)) is not None:
            return speaker
    doc = token.doc
    places = doc.user_data.get("according to")
    if places is None:
        lower = [word.lower_ for word in doc]
        places = [i for i, word in enumerate(lower[:-1]) if word == "according" and lower[i + 1] == "to"]
        doc.user_data["according to"] = places
    if not places:
        return None
    sentence = token.sent
    for i in places:
        if sentence.start <= i < sentence.end:
            below: list[Token] = [*doc[i + 1].children, *doc[i].subtree]
            for child in below:
                if child.dep_ == "pobj":
                    return child
    return None


def _bare(verb: Token) -> bool:
    """The speaking verb has no object or clause of its own."""
    return not any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i for c in verb.children)


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
    if verb.dep_ == "conj":
        return _subject(verb.head)
    return None


def _resolve(context: Context, paragraph: Paragraph, speaker: Token) -> tuple[str | None, Span | None]:
    """The speaker's actor: the phrase's own, else of those who modify it ("the Chadian ministry", "minister of Chad")."""
    first, last = speaker.left_edge.i, speaker.i + 1
    for child in speaker.children:
        if child.dep_ in ("prep", "appos") and child.i > speaker.i:
            last = max(last, child.right_edge.i + 1)
    doc = paragraph.doc
    span = paragraph.span(doc[first:last])
    best: tuple[int, str] | None = None
    for i in range(bisect_left(context.mentions, span[0], key=lambda m: m.span[0]), len(context.mentions)):
        mention = context.mentions[i]
        if mention.span[0] >= span[1]:
            break
        if len(mention.actors) == 1:
            distance = abs(mention.head - speaker.i)
            if best is None or distance < best[0]:
                best = (distance, mention.actors[0])
    return (best[1] if best else None), span


def in_quotes(token: Token) -> bool:
    """Whether the token stands inside quotation marks of its paragraph."""
    doc = token.doc
    marks = doc.user_data.get("quotation marks")
    if marks is None:
        marks = doc.user_data["quotation marks"] = [m.start() for m in _MARK.finditer(text_of(doc))]
    return bisect_left(marks, token.idx) % 2 == 1


def _long_quote(token: Token) -> bool:
    """A quotation of words, not a term in quotation marks: five words at least."""
    doc = token.doc
    first = last = token.i
    while first > 0 and doc[first - 1].text not in _QUOTES:
        first -= 1
    while last < len(doc) - 1 and doc[last + 1].text not in _QUOTES:
        last += 1
    return last - first >= 5


def hedged(token: Token) -> bool:
    """Whether the writer holds back: "may", "reportedly", "seems to" on the token's clause."""
    hedges = _words()["hedge"]
    node = token
    for _ in range(4):
        for child in node.children:
            if child.lower_ in hedges and child.dep_ in ("advmod", "amod"):
                return True
            if child.dep_ == "aux" and child.lower_ in _HEDGING_MODALS:
                return True
        head = node.head
        if head == node:
            break
        if node.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in _HEDGING_VERBS:
            return True
        if node.dep_ not in ("xcomp", "conj", "dobj", "aux", "auxpass", "nsubj", "nsubjpass", "attr", "acomp"):
            break
        node = head
    return False
