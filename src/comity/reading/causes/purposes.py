"""Links without a connective of their own: bare purpose infinitives, motive participles, "by doing", "with ... doing".

The convention for purposes and motives: what is wanted or felt is the cause, the act done for it the effect, sign +1
(the wish brings about the act).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from comity.reading.causes.lexicon import Lexicon
from comity.reading.causes.links import Link, content, host_above, is_actor, previous_clause
from comity.reading.clauses import NOUNS, VERBS, clause, matrix, own_subject, phrase, subtree, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANSWERING: Final = frozenset({"reply", "respond", "answer", "retaliate", "react", "counter"})
_COURSE: Final = frozenset(
    {"begin", "start", "open", "end", "close", "conclude", "finish", "continue", "go", "mark", "celebrate", "follow"}
)
_ORDINAL: Final = frozenset({"first", "second", "third", "last", "only", "next", "latest"})


def infinitive_links(verb: Token, words: Lexicon) -> Iterator[Link]:
    """For example "sent troops to calm the border": a bare infinitive that says what for."""
    to = next((c for c in verb.lefts if c.tag_ == "TO"), None)
    if to is None or verb.dep_ not in {"advcl", "xcomp", "acl", "relcl"} or to.i == 0:
        return
    doc = verb.doc
    if doc[to.i - 1].lower_ in {
        "order",
        "as",
        "attempt",
        "bid",
        "effort",
        "aimed",
        "aiming",
        "designed",
        "meant",
        "intended",
        "how",
        "what",
        "whether",
        "where",
        "enough",
    }:
        return
    host = verb.head
    if doc[to.i - 1].lower_ == "only" and verb.lemma_ in {
        "find",
        "see",
        "be",
        "have",
        "discover",
        "realise",
        "realize",
        "learn",
    }:
        return
    if host.lemma_ in words.classes["patient"] and verb.dep_ in {"advcl", "xcomp"} and verb.head.dep_ == "relcl":
        return
    complement = words.classes["complement"]
    if host.lemma_ in complement or host.lower_ in complement:
        if (
            verb.dep_ != "advcl"
            or host.pos_ not in VERBS
            or not any(c.dep_ == "dobj" and c.i < to.i for c in host.children)
        ):
            return
        if host.lemma_ in words.classes["patient"]:
            return
    if host.pos_ in NOUNS and any(c.lower_ in _ORDINAL for c in host.lefts):
        return  # "the first president to visit Chad"
    attribute = (
        next((c for c in host.children if c.dep_ == "attr" and c.i < to.i), None) if host.pos_ in VERBS else None
    )
    if attribute is not None and any(c.lower_ in _ORDINAL for c in attribute.lefts):
        return
    if host.pos_ in NOUNS and verb.dep_ in {"acl", "relcl"}:
        if host.lemma_ in complement or host.lower_ in complement or own_subject(verb) is not None:
            return
        if (
            host.dep_ in {"nsubj", "nsubjpass", "attr", "pobj"}
            and host.pos_ == "NOUN"
            and verb.dep_ == "acl"
            and not is_actor(host)
        ):
            whole = subtree(verb)
            goal = trim(doc, (to.i, clause(verb)[1]), keep_openers=True)
            yield Link(verb, (to.i, to.i + 1), goal, phrase(host, whole), 1, "purpose", "noun-purpose-rule")
            return
        if host.dep_ != "dobj" or host.head.pos_ not in VERBS:
            return
        if own_subject(verb) is not None or host.head.lemma_ in {
            "have",
            "be",
            "need",
            "get",
            "give",
            "find",
            "want",
            "face",
        }:
            return
        host = host.head
    if host.pos_ not in VERBS or (
        host.lemma_ == "be" and not any(c.dep_ in {"attr", "prep", "acomp"} for c in host.children)
    ):
        return
    if host.lemma_ == "be":
        return
    if host.lemma_ == "take" and any(c.dep_ == "dobj" and c.lemma_ in words.classes["time"] for c in host.children):
        return  # "it took two years to rebuild the bridge"
    if verb.dep_ == "advcl" and any(c.lower_ in {"too", "enough", "so"} for c in host.children):
        return
    host = content(matrix(host))
    whole = subtree(verb)
    if whole[0] <= host.i < whole[1]:
        return
    goal = trim(doc, (to.i, clause(verb)[1]), keep_openers=True)
    effect = clause(host, (min(to.i, whole[0]), whole[1]))
    if goal[1] - goal[0] < 2:
        return
    yield Link(verb, (to.i, to.i + 1), goal, effect, 1, "purpose", "purpose-infinitive-rule")


def participle_links(verb: Token, words: Lexicon) -> Iterator[Link]:
    """A participle that says why: "fearing unrest, the council closed the port"."""
    if verb.tag_ != "VBG" or verb.lemma_ not in words.classes["motive"] or own_subject(verb) is not None:
        return
    if verb.dep_ == "amod":
        # "held a rally demanding reform", read as if "demanding" belonged to "reform"
        before = verb.doc[verb.i - 1] if verb.i else verb
        host = host_above(verb.head) if before.pos_ in NOUNS and verb.head.i > verb.i else None
        whole = (verb.i, verb.head.right_edge.i + 1)
        if host is not None and host.i < verb.i:
            host = content(matrix(host))
            yield Link(verb, (verb.i, verb.i + 1), whole, clause(host, whole), 1, "motive", "motive-participle-rule")
        return
    if verb.dep_ not in {"advcl", "acl", "xcomp"} or any(c.tag_ == "IN" and c.dep_ == "mark" for c in verb.children):
        return
    host, whole = verb.head, subtree(verb)
    cause = trim(verb.doc, (verb.i, clause(verb)[1]), keep_openers=True)
    if cause[1] - cause[0] < 2 or (verb.dep_ == "xcomp" and verb.doc[verb.i - 1].pos_ not in NOUNS):
        return
    if verb.dep_ == "acl" and host.dep_ in {"nsubj", "nsubjpass", "ROOT"} and verb.doc[verb.i - 1].text != ",":
        if host.lemma_ in words.classes["agitation"]:
            effect = phrase(host, whole)
            yield Link(verb, (verb.i, verb.i + 1), cause, effect, 1, "motive", "motive-participle-rule")
        return
    above = host_above(host)
    if above is None or above.lemma_ == "say":
        return
    host = content(matrix(above))
    if whole[0] <= host.i < whole[1]:
        return
    yield Link(verb, (verb.i, verb.i + 1), cause, clause(host, whole), 1, "motive", "motive-participle-rule")


def means_links(by: Token, words: Lexicon) -> Iterator[Link]:
    """For example "calmed markets by cutting rates": the means as cause."""
    verb = next((c for c in by.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    host = by.head
    if host.lemma_ in _ANSWERING and verb is not None:
        yield from _answer(verb, host)
        return
    if host.lemma_ in _COURSE:
        return
    if verb is None or host.pos_ not in VERBS or by.dep_ not in {"prep", "agent"} or host.lemma_ == "include":
        return
    host = content(matrix(host))
    whole = subtree(by)
    if whole[0] <= host.i < whole[1]:
        return
    yield Link(verb, (by.i, by.i + 1), clause(verb), clause(host, whole), 1, "enabling", "means-rule")


def _answer(verb: Token, host: Token) -> Iterator[Link]:
    """For example "a ban, to which Chad replied by closing its border": the act answered is the cause of the answer."""
    start = (host.i, host.i + 1)
    if host.dep_ == "relcl" and any(g.tag_ in {"WDT", "WP"} for c in host.children for g in c.children):
        above = host_above(host.head) if host.head.pos_ in NOUNS else None
        if above is None:
            return
        yield Link(verb, start, clause(content(above), subtree(host)), clause(verb), 1, "motive", "answer-rule")
        return
    joint = next((c for c in host.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    thing = None if joint is None else next((c for c in joint.children if c.dep_ == "pobj"), None)
    thing = thing or next((c for c in host.children if c.dep_ == "dobj" and c.i < verb.i), None)
    if thing is not None:
        yield Link(verb, start, phrase(thing), clause(verb), 1, "motive", "answer-rule")
        return
    before = previous_clause(verb.doc, host.i) if host.dep_ == "ROOT" else None
    if before is not None:
        yield Link(verb, start, before, clause(verb), 1, "motive", "answer-rule")


def absolute_links(preposition: Token, words: Lexicon) -> Iterator[Link]:
    """For example "with harvests failing, prices rose": an accompanying clause that says why."""
    verb = next(
        (c for c in preposition.children if c.dep_ in {"pcomp", "ccomp", "advcl"} and c.tag_ in {"VBG", "VBN"}), None
    )
    noun = None
    if verb is None:
        noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        verb = None if noun is None else next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBG"), None)
    elif own_subject(verb) is None:
        return
    host = preposition.head
    if verb is None or host.pos_ not in VERBS:
        return
    host = content(matrix(host))
    whole = subtree(preposition)
    if whole[0] <= host.i < whole[1]:
        return
    cause = clause(verb) if noun is None else (phrase(noun)[0], subtree(verb)[1])
    yield Link(verb, (preposition.i, preposition.i + 1), cause, clause(host, whole), 1, "influence", "absolute-rule")


def reaction_links(noun: Token, words: Lexicon) -> Iterator[Link]:
    """For example "..., to the dismay of exporters": what the clause says is the cause of the feeling."""
    to = noun.head
    if noun.dep_ != "pobj" or to.lower_ != "to" or not any(c.dep_ in {"poss", "prep"} for c in noun.children):
        return
    host = to.head
    while host.pos_ not in VERBS and host.dep_ != "ROOT":
        host = host.head
    if host.pos_ not in VERBS:
        return
    whole = subtree(to)
    yield Link(noun, (to.i, noun.i + 1), clause(content(host), whole), phrase(noun), 1, "influence", "reaction-rule")


def feeling_links(word: Token, words: Lexicon) -> Iterator[Link]:
    """For example "Angered by the raid, the council ...": a state of mind before or after the act that it explains."""
    if (
        word.dep_ not in {"advcl", "amod", "acl"}
        or own_subject(word) is not None
        or any(c.dep_ == "mark" for c in word.children)
    ):
        return
    if not any(c.dep_ in {"prep", "agent", "xcomp", "ccomp"} and c.i > word.i for c in word.children):
        return
    host = word.head
    if word.dep_ in {"acl", "amod"}:
        if host.dep_ not in {"nsubj", "nsubjpass"} or (word.doc[word.i - 1].text != "," and word.i > host.i):
            return
        host = host.head
    if host.pos_ not in VERBS:
        return
    host = content(matrix(host))
    whole = subtree(word)
    if whole[0] <= host.i < whole[1]:
        return
    yield Link(word, (word.i, word.i + 1), trim(word.doc, whole), clause(host, whole), 1, "motive", "feeling-rule")


def harm_links(preposition: Token, words: Lexicon) -> Iterator[Link]:
    """For example "six were killed in the clash": harm done to people, and the event in which it was done."""
    verb = preposition.head
    if verb.lemma_ not in words.classes["harm"]:
        return
    event = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if event is None or event.lemma_ not in words.classes["violence"]:
        return
    whole = subtree(preposition)
    if verb.pos_ in VERBS:
        effect = phrase(verb.head, whole) if verb.dep_ == "acl" else clause(verb, whole)
        yield Link(verb, (preposition.i, preposition.i + 1), phrase(event), effect, 1, "influence", "harm-in-rule")
