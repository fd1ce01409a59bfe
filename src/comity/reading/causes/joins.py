"""Links that a connective states: "because", "due to", "in response to", "so that", "as a result", "in order to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.causes.lexicon import Connective, Lexicon
from comity.reading.causes.links import Link, content, host_above, is_actor, no_link, previous_clause
from comity.reading.causes.sign import turned
from comity.reading.causes.triggers import words_of_time
from comity.reading.clauses import NOUNS, VERBS, Range, clause, matrix, own_subject, phrase, stretch, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from comity.reading.model import Sign


_QUARRELS = frozenset({
    "dispute", "quarrel", "rivalry", "difference", "disagreement", "debate", "competition", "negotiation", "question", "talk", "conflict", "war",
    "contest", "feud", "row", "argument", "controversy",
})  # fmt: skip
_HAPPENINGS = ("tion", "sion", "overy")


def connective_links(token: Token, words: Lexicon) -> Iterator[Link]:
    """Links of the longest connective that begins at this token."""
    doc = token.doc
    n = len(doc)
    for joint in words.connectives[token.lower_]:
        size = len(joint.words)
        end = token.i + size
        if end > n or any(doc[token.i + k].lower_ != joint.words[k] for k in range(1, size)):
            continue
        link = _FRAMES[joint.frame](doc, (token.i, end), joint, words)
        if link is not None:
            yield link
            return
        if size > 1 and joint.frame != "adverb":
            return


def degree_links(so: Token, words: Lexicon) -> Iterator[Link]:
    """For example "so fierce that markets closed": the degree as cause."""
    quality = so.head
    if quality.pos_ not in {"ADJ", "ADV"}:
        return
    host = quality.head if quality.head.pos_ in VERBS else quality
    result = next(
        (
            c
            for n in (so, quality, host)
            for c in n.children
            if c.dep_ in {"ccomp", "advcl"} and c.i > quality.i and c.pos_ in VERBS
        ),
        None,
    )
    if (
        result is None
        or not any(c.lower_ == "that" and c.dep_ == "mark" for c in result.children)
        or host.pos_ not in VERBS
    ):
        return
    whole = subtree(result)
    if whole[0] <= host.i < whole[1]:
        return
    yield Link(host, (so.i, so.i + 1), clause(host, whole), clause(result), turned(1, result), "influence", "so-rule")


def _top(doc: Doc, span: Range) -> Token:
    """The token of the phrase whose head lies outside it."""
    for i in range(*span):
        head = doc[i].head
        if not span[0] <= head.i < span[1]:
            return doc[i]
    return doc[span[0]]


def _complement(doc: Doc, span: Range) -> Token | None:
    """What the connective governs: a noun or a gerund."""
    for i in range(span[1] - 1, span[0] - 1, -1):
        for child in doc[i].children:
            if child.i >= span[1] and child.dep_ in {"pobj", "pcomp", "ccomp", "acl", "dobj", "relcl"}:
                return child
    return None


def _before(doc: Doc, span: Range, joint: Connective, words: Lexicon) -> Link | None:
    """effect CONNECTIVE cause, the cause a noun phrase."""
    cause_head = _complement(doc, span)
    if cause_head is None or cause_head.ent_type_ in {"DATE", "TIME", "CARDINAL", "QUANTITY", "PERCENT", "MONEY"}:
        return no_link(doc[span[0]], "no thing or act follows that could be the cause")
    top = _top(doc, span)
    if top.dep_ == "pcomp" and top.head.pos_ == "ADP":
        top = top.head
    host = top.head
    if host == top:
        return no_link(doc[span[0]], "it hangs on no word that could be the effect")
    if joint.hosts == "event":
        if cause_head.dep_ != "pobj" or (
            cause_head.lemma_ not in words.classes["event"] and not cause_head.lower_.endswith(_HAPPENINGS)
        ):
            return no_link(doc[span[0]], "what follows is no happening")
    elif joint.hosts == "dispute" and host.pos_ in NOUNS and host.lemma_ in _QUARRELS and host.dep_ != "dobj":
        return None  # "a dispute over water" says what it is about
    elif joint.hosts:
        wanted = words.classes[joint.hosts]
        if host.lemma_ not in wanted and host.lower_ not in wanted:
            # the object of the verb is often what the phrase was meant to hang on, and the other way round
            above = host_above(host) if host.pos_ in NOUNS else None
            near = (
                next((c for c in host.children if c.dep_ == "dobj" and c.lemma_ in wanted), None)
                if host.pos_ in VERBS
                else None
            )
            if above is not None and above.lemma_ in wanted:
                host = above
            elif near is None:
                return no_link(doc[span[0]], f"it hangs on no word of the kind {joint.hosts}")
    if joint.hosts and joint.hosts != "event":
        if joint.hosts == "agitation" and is_actor(cause_head):
            return None
        if (
            host.pos_ in VERBS
            and host.tag_ in {"VB", "VBG"}
            and host.dep_ in {"advcl", "acl", "pcomp"}
            and own_subject(host) is None
        ):
            return None  # a participle or infinitive that is itself given as a reason
    cause = stretch(cause_head)
    hole = (span[0], max(cause[1], span[1]))
    effect_head = _effect_host(host, span)
    if joint.hosts and joint.hosts != "event" and host.pos_ in NOUNS and host.dep_ != "dobj":
        effect_head = host
    if effect_head is None:
        return None
    effect = stretch(effect_head, hole)
    return _link(doc, span, joint, cause, effect, joint.sign, effect_head)


def _effect_host(host: Token, span: Range) -> Token | None:
    """The verb or noun that the connective explains.

    A phrase that was attached to the last noun of a clause mostly explains the clause; one attached to a subject, or
    to a noun without a verb, explains that noun.
    """
    if host.pos_ in VERBS or host.pos_ == "ADJ":
        if host.dep_ in {"acl"} and host.tag_ == "VBN":
            return host.head
        return content(matrix(host)) if host.pos_ in VERBS else (host.head if host.head.pos_ in VERBS else host)
    if host.pos_ not in NOUNS:
        return None
    token = host
    while token.dep_ != "ROOT" and token.head != token and token.pos_ not in VERBS:
        if token.dep_ in {"nsubj", "nsubjpass", "appos"}:
            return token if span[0] > token.i else None
        token = token.head
    if token.pos_ in VERBS and span[0] > token.i:
        return content(matrix(token))
    return host


def _clause(doc: Doc, span: Range, joint: Connective, words: Lexicon) -> Link | None:
    """effect CONNECTIVE cause, or CONNECTIVE cause, effect; the cause a clause."""
    marker = doc[span[1] - 1]
    verb = marker.head
    if marker.dep_ == "prep" or verb.i < span[1]:
        verb = next(
            (
                c
                for i in range(*span)
                for c in doc[i].children
                if c.i >= span[1] and c.dep_ in {"pcomp", "ccomp", "acl", "advcl"}
            ),
            verb,
        )
    if verb.pos_ not in VERBS or verb.i < span[1]:
        return None
    if verb.dep_ not in {"advcl", "pcomp", "ccomp", "acl", "conj"}:
        return None
    first = doc[span[0]].lower_
    if first in {"as", "since", "after", "when", "if", "until", "till", "once"}:
        if marker.dep_ not in {"mark", "advmod", "prep"} or (own_subject(verb) is None and first != "after"):
            return None
        if first in {"as"} and _is_comparison(doc, span[0]):
            return None
        if first in {"until", "till"} and verb.tag_ in {"VBD", "VBN"}:
            return None  # how long it went on, and not why it ended
        if first == "after" and _is_measured(doc, span[0]):
            return None
        if first == "since" and _is_temporal_since(verb):
            return None
    host = verb.head
    if verb.dep_ == "pcomp":
        host = host.head
    if host.pos_ not in VERBS:
        above = host_above(host)
        if above is None:
            return None
        host = above
    if host == verb:
        return None
    host = content(matrix(host)) if verb.i > host.i else content(host)
    if _while_saying(verb, words):
        return None
    if first == "when" and (_in_progress(verb) or _in_progress(host) or host.lemma_ == "be" or verb.lemma_ == "be"):
        return None
    whole = subtree(verb)
    if not whole[0] <= host.i < whole[1]:
        hole = (min(span[0], whole[0]), whole[1])
    else:
        return None
    cause = clause(verb)
    effect = clause(host, hole)
    return _link(doc, span, joint, cause, effect, joint.sign, host)


def _while_saying(verb: Token, words: Lexicon) -> bool:
    """For example "said as he left that ...": when something was said, not why it is so."""
    host = verb.head
    return host.lemma_ in words.classes["reporting"] and any(c.dep_ == "ccomp" and c.i > verb.i for c in host.children)


def _in_progress(verb: Token) -> bool:
    """For example "was crossing the bridge": a clause that only says at what time the other happened."""
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)


def _is_comparison(doc: Doc, i: int) -> bool:
    """For example "as large as", "such as", "as he said"."""
    verb = doc[i].head
    if (
        i
        and doc[i - 1].lower_ in {"such", "same", "just", "far", "soon", "well", "long", "even"}
        and doc[i - 1].lower_ not in {"just", "even"}
    ):
        return True
    if any(c.dep_ == "advmod" and c.lower_ == "as" for c in verb.head.children):
        return True
    from comity.reading.causes.lexicon import lexicon

    return verb.lemma_ in lexicon().classes["reporting"] or verb.lemma_ in {
        "show",
        "demonstrate",
        "indicate",
        "illustrate",
        "articulate",
        "evidence",
        "know",
    }


def _is_measured(doc: Doc, i: int) -> bool:
    """For example "two days after": a clause that only counts the time."""
    before = doc[i - 1] if i else None
    return before is not None and (before.ent_type_ in {"DATE", "TIME"} or before.lemma_ in words_of_time())


def _is_temporal_since(verb: Token) -> bool:
    """For example "has fallen since the war ended": a perfect in the main clause, a past in the other."""
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.head.children)
    return perfect and verb.tag_ == "VBD" and not any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)


def _purpose(doc: Doc, span: Range, joint: Connective, words: Lexicon) -> Link | None:
    """effect CONNECTIVE what is wanted."""
    last = doc[span[1] - 1]
    if last.lower_ in {"to", "that"} and last.head.i >= span[1]:
        goal = last.head
    else:
        found = _complement(doc, span)
        if found is None:
            if last.head.i < span[1]:
                return None
            found = last.head
        goal = found
    top = _top(doc, span)
    if top.head == goal or top == goal:
        host = goal.head
    else:
        host = top.head
        if (
            top.dep_ == "acl"
            and top.head.pos_ in NOUNS
            and joint.words[0] in {"aimed", "aiming", "designed", "meant", "intended"}
        ):
            cause = stretch(goal)
            return _link(
                doc,
                span,
                joint,
                (min(span[0], cause[0]), cause[1]),
                phrase(top.head, subtree(top)),
                joint.sign,
                top.head,
            )
    while host.pos_ not in VERBS and host.head != host:
        host = host.head
    if host.pos_ not in VERBS or host == goal or span[0] <= host.i < span[1]:
        return None
    host = content(matrix(host))
    goal_span = stretch(goal)
    goal_span = (max(goal_span[0], span[1]), goal_span[1])
    cause = (span[0] if last.lower_ == "to" and len(joint.words) == 1 else goal_span[0], goal_span[1])
    effect = clause(host, (min(span[0], goal.left_edge.i), max(goal_span[1], goal.right_edge.i + 1)))
    return _link(doc, span, joint, cause, effect, joint.sign, host)


def _after(doc: Doc, span: Range, joint: Connective, words: Lexicon) -> Link | None:
    """cause CONNECTIVE effect, both in the sentence."""
    verb = doc[span[1] - 1].head
    if verb.i < span[1] or verb.pos_ not in VERBS:
        return None
    top = verb
    while top.dep_ != "ROOT" and top.head != top and top.head.i >= span[0]:
        top = top.head
    host = top.head
    if host.i >= span[0] or host == top:
        return None
    host = host if host.pos_ in VERBS else (host_above(host) or host)
    whole = subtree(top)
    return _link(
        doc, span, joint, stretch(content(host), (min(span[0], whole[0]), whole[1])), clause(verb), joint.sign, verb
    )


def _adverb(doc: Doc, span: Range, joint: Connective, words: Lexicon) -> Link | None:
    """The effect holds the connective; the cause is the clause or sentence before."""
    top = _top(doc, span)
    if span[1] < len(doc) and doc[span[1]].lower_ in {"of", "to", "from", "for"} and len(joint.words) > 1:
        return None
    verb = top.head
    while verb.pos_ not in VERBS and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in VERBS:
        return None
    if (
        verb.dep_ in {"conj", "advcl"}
        and verb.head.pos_ in VERBS
        and verb.head.i < span[0]
        and (verb.dep_ == "conj" or verb.tag_ == "VBG")
    ):
        effect = clause(verb, span) if span[0] < verb.i else clause(verb)
        cause = clause(content(verb.head), (min(span[0], subtree(verb)[0]), subtree(verb)[1]))
        return _link(doc, span, joint, cause, effect, joint.sign, verb)
    if span[0] - verb.sent.start > 3 and span[0] > verb.i:
        return None
    before = previous_clause(doc, span[0])
    if before is None:
        return None
    return _link(doc, span, joint, before, clause(verb, span if span[0] < verb.i else None), joint.sign, verb)


def _link(
    doc: Doc, span: Range, joint: Connective, cause: Range, effect: Range, sign: Sign | None, effect_head: Token
) -> Link | None:
    if cause[0] >= cause[1] or effect[0] >= effect[1]:
        return None
    if cause[0] < effect[1] and effect[0] < cause[1]:
        return None
    at = effect_head if joint.frame != "before" else doc[span[0]]
    return Link(
        at,
        span,
        cause,
        effect,
        turned(sign, effect_head) if joint.kind != "purpose" else sign,
        joint.kind,
        joint.rule,
        joint.hedged,
    )


_FRAMES = {"before": _before, "clause": _clause, "after": _after, "adverb": _adverb, "purpose": _purpose}
