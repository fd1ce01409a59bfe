"""Links that a verb or a noun states: "X triggered Y", "X stems from Y", "X forced Y to ...", "the reason for Y is X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.reading.causes.lexicon import Idiom, Lexicon, VerbFrame, lexicon
from comity.reading.causes.links import Link, cause_of, content, is_actor, no_link
from comity.reading.causes.sign import state_sign, turned
from comity.reading.clauses import VERBS, Range, clause, own_subject, phrase, stretch, subject, subtree, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULES = {
    "object": "verb-object-rule", "from": "verb-from-rule", "infinitive": "verb-infinitive-rule", "gerund": "verb-from-doing-rule",
    "state": "verb-state-rule", "change": "verb-change-rule", "result": "participial-result-rule", "outcome": "verb-object-rule",
}  # fmt: skip


_PLACING = frozenset(
    {"in", "across", "at", "among", "between", "within", "throughout", "inside", "along", "around", "over"}
)


def verb_links(verb: Token, words: Lexicon) -> Iterator[Link]:
    """Links of a verb of the lexicon: the first frame whose parts are all there."""
    if is_wish(verb, words):
        return
    so = next((c for c in verb.children if c.lower_ == "so" and c.dep_ == "advmod" and c.i < verb.i), None)
    if so is not None:
        degree = _so_much(verb, so)
        if degree is not None:
            yield degree
            return
    for idiom in words.idioms.get(verb.lemma_, ()):
        link = _idiom(verb, idiom)
        if link is not None:
            yield link
            return
    for frame in words.verbs.get(verb.lemma_, ()):
        link = _verb(verb, frame)
        if link is not None:
            yield link
            return


def _so_much(verb: Token, so: Token) -> Link | None:
    """For example "so angered Chad that it closed the border": the deed as cause."""
    near = (verb, *(c for c in verb.children if c.dep_ == "dobj"))
    result = next(
        (
            c
            for n in near
            for c in n.children
            if c.dep_ in {"ccomp", "advcl", "relcl"} and c.i > verb.i and any(g.lower_ == "that" for g in c.subtree)
        ),
        None,
    )
    if result is None or own_subject(result) is None:
        return None
    whole = subtree(result)
    effect = trim(verb.doc, whole, keep_openers=True)
    if verb.doc[effect[0]].lower_ == "that":
        effect = (effect[0] + 1, effect[1])
    return Link(verb, (so.i, so.i + 1), clause(verb, whole), effect, turned(1, result), "influence", "so-rule")


def words_of_time() -> frozenset[str]:
    return lexicon().classes["time"]


def is_wish(verb: Token, words: Lexicon) -> bool:
    """An infinitive that says what somebody wants or plans: not a link that is said to hold."""
    if verb.tag_ != "VB" or not any(c.tag_ == "TO" for c in verb.lefts):
        return False
    while verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        verb = verb.head
    return verb.dep_ in {"advcl", "acl", "relcl"} or (
        verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ not in words.classes["factual"]
    )


def _particle(verb: Token, frame: VerbFrame) -> tuple[Token, bool] | None:
    """The last token of the frame's particle, or the verb itself; and whether its object hangs on it."""
    if not frame.particle:
        return verb, False
    at = verb
    for word in frame.particle:
        at_next = next(
            (
                c
                for c in at.children
                if c.lower_ == word and c.dep_ in {"prep", "prt", "agent", "advmod", "mark", "dative"}
            ),
            None,
        )
        if at_next is None:
            return None
        at = at_next
    return at, at.dep_ in {"prep", "agent", "dative", "mark"}


def _verb(verb: Token, frame: VerbFrame) -> Link | None:
    found = _particle(verb, frame)
    if found is None:
        return None
    last, governs = found
    if verb.tag_ == "VBN" and frame.frame != "from" and _passive(verb):
        return _passive_link(verb, frame, last)
    head: Token | None
    match frame.frame:
        case "object" | "change" | "result" | "from":
            head = _object(last if governs else verb)
            if head is None:
                return no_link(verb, "it has no object")
            effect = _with_place(verb, _with_range(verb, head, stretch(head)))
        case "outcome":
            head = next(
                (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and own_subject(c) is not None), None
            )
            if head is None:
                return no_link(verb, "no clause with a subject follows")
            effect = clause(head)
        case "infinitive":
            got = _object_infinitive(verb)
            if got is None:
                return no_link(verb, "no object with an infinitive follows")
            head, effect = got
        case "gerund":
            got = _object_from(verb)
            if got is None:
                return no_link(verb, "no object with 'from doing' follows")
            head, effect = got
        case _:
            got = _object_state(verb)
            if got is None:
                return no_link(verb, "no object with the state that it is brought into follows")
            head, effect = got
    hole = (verb.i, max(effect[1], verb.i + 1))
    source = cause_of(verb, hole)
    if source is None:
        return no_link(verb, "it has no subject that could be the cause")
    cause, actor = source
    participle = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    rule = "participial-result-rule" if participle else _RULES[frame.frame]
    if frame.frame == "result" and not participle:
        return no_link(verb, "it tells a link only as a participle after its clause")
    if participle and cause[0] > verb.i:
        return no_link(verb, "its cause would come after it")
    if verb.lemma_ == "see" and verb.doc[cause[1] - 1].lemma_ in words_of_time():
        return None
    if actor:
        return no_link(verb, "what an actor does is an event, not a cause")
    trigger = (verb.i, max(verb.i, last.i) + 1)
    if participle and frame.frame in {"change", "result"}:
        effect = (verb.i, max(effect[1], clause(verb)[1]))
    sign = frame.sign
    if frame.frame == "state":
        sign = state_sign(list(verb.doc[head.right_edge.i + 1 : effect[1]]))
    elif sign is not None:
        sign = turned(sign, head)
    if frame.frame == "from" and not frame.particle and (head.ent_type_ or is_actor(head) or verb.tag_ == "VBG"):
        return None
    if frame.frame == "from":
        cause, effect = effect, cause
    return Link(verb, trigger, cause, effect, sign, frame.kind, rule)


def _with_place(verb: Token, effect: Range) -> Range:
    """An object with the phrases of place after it that were hung on the verb: "led to shortages across Peru"."""
    end = effect[1]
    for child in verb.children:
        if child.i == end and child.dep_ == "prep" and child.lower_ in _PLACING:
            end = child.right_edge.i + 1
    return trim(verb.doc, (effect[0], end), keep_openers=True)


def _with_range(verb: Token, head: Token, effect: Range) -> Range:
    """For example "changed its aim from trade to defence": what it changed from and to belongs to the effect."""
    joint = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" and c.i == effect[1]), None)
    if joint is None and verb.lemma_ in {"open", "reopen", "expose", "bind", "tie"}:
        joint = next(
            (c for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" and c.i == effect[1]), None
        )
    if joint is None and effect[1] < len(verb.doc) and verb.doc[effect[1]].tag_ == "TO":
        joint = next(
            (c for c in verb.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.left_edge.i == effect[1]), None
        )
    return effect if joint is None or head.i > joint.i else (effect[0], joint.right_edge.i + 1)


def _passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children)


def _passive_link(verb: Token, frame: VerbFrame, last: Token) -> Link | None:
    """Y was triggered by X; Y, fuelled by X, ...; Y was forced to go by X."""
    agent = next((c for c in verb.children if c.dep_ == "agent" or (c.lower_ == "by" and c.dep_ == "prep")), None)
    source = None if agent is None else next((c for c in agent.children if c.dep_ in {"pobj", "pcomp"}), None)
    if agent is None or source is None or verb.lemma_ in {"lead", "leave", "set", "see"}:
        return no_link(verb, "a passive without the cause after 'by'")
    cause = stretch(source)
    hole = (agent.i, cause[1])
    if verb.dep_ == "advcl" and verb.lower_ in lexicon().classes["state of mind"]:
        return None  # "Angered by the raid, ...": the feeling explains the act
    if verb.dep_ == "acl":
        head: Token | None = verb.head
        effect = phrase(verb.head, subtree(verb))
    elif verb.dep_ == "advcl":
        head = verb.head
        effect = (
            clause(content(verb.head), subtree(verb)) if verb.head.pos_ in VERBS else phrase(verb.head, subtree(verb))
        )
    else:
        head = subject(verb)
        if head is None:
            return None
        inner = next((c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB"), None)
        if inner is not None or head.pos_ == "PRON" or (frame.frame in {"change", "result"} and verb.dep_ != "relcl"):
            effect = clause(verb, hole)
        elif verb.dep_ == "relcl":
            effect = phrase(head, subtree(verb))
        else:
            effect = stretch(head, (verb.i, hole[1]))
    if frame.frame == "result" and source.lemma_ not in lexicon().classes["violence"]:
        return no_link(verb, "what stands after 'by' is no violence")
    if is_actor(source) and frame.frame != "object":
        return no_link(verb, "what an actor does is an event, not a cause")
    sign = frame.sign if head is None else turned(frame.sign, head)
    return Link(verb, (verb.i, agent.i + 1), cause, effect, sign, frame.kind, "passive-verb-rule")


def _object(governor: Token) -> Token | None:
    for child in governor.children:
        if child.i > governor.i and child.dep_ in {"dobj", "pobj", "pcomp", "attr"}:
            return child
    return None


def _object_infinitive(verb: Token) -> tuple[Token, Range] | None:
    """Head and range of "Y to do Z" (or, after "help" and "see", "Y do Z")."""
    inner = next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ in {"VB", "VBP"}
        ),
        None,
    )
    bare = verb.lemma_ in {"help", "see", "make", "let"}
    if inner is None or (not bare and not any(c.tag_ == "TO" for c in inner.children)):
        into = next(
            (c for c in verb.children if c.lower_ == "into" and any(g.dep_ == "pcomp" for g in c.children)), None
        )
        patient = _object(verb)
        if into is None or patient is None:
            return None
        gerund = next(g for g in into.children if g.dep_ == "pcomp")
        return gerund, (patient.left_edge.i, clause(gerund)[1])
    patient = _object(verb) or own_subject(inner)
    if patient is None:
        if verb.lemma_ != "help":
            return None
        return inner, clause(inner)
    if patient.i > inner.i or (inner.dep_ == "advcl" and verb.lemma_ in {"help", "lead", "cause"}):
        return None
    return inner, trim(verb.doc, (patient.left_edge.i, _without_purpose(inner)), keep_openers=True)


def _without_purpose(inner: Token) -> int:
    """Where the clause of an infinitive ends, a purpose that follows it left out."""
    end = inner.right_edge.i + 1
    for child in inner.children:
        if child.dep_ == "advcl" and child.i > inner.i + 2:
            end = min(end, child.left_edge.i)
        elif child.dep_ == "conj" and child.tag_ in {
            "VBD",
            "VBZ",
            "VBP",
        }:  # a second verb of the sentence, hung on the infinitive
            end = min(end, child.left_edge.i)
            end = min(end, next((c.i for c in inner.children if c.dep_ == "cc" and inner.i < c.i < child.i), end))
    return end


def _object_from(verb: Token) -> tuple[Token, Range] | None:
    """Head and range of "Y from doing Z"."""
    patient = _object(verb)
    start = next((c for c in verb.children if c.lower_ == "from" and c.i > verb.i), None)
    if start is None and patient is not None:
        start = next((c for c in patient.children if c.lower_ == "from"), None)
    gerund = None if start is None else next((c for c in start.children if c.dep_ == "pcomp"), None)
    if patient is None or gerund is None:
        return None
    return patient, trim(verb.doc, (patient.left_edge.i, gerund.right_edge.i + 1), keep_openers=True)


def _object_state(verb: Token) -> tuple[Token, Range] | None:
    """Head and range of "Y worse", "Y in limbo", "Y apart", "Y stranded"."""
    inner = next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ == "ccomp" and own_subject(c) is not None and c.tag_ != "VBD"
        ),
        None,
    )
    if inner is not None and verb.lemma_ in {"make", "leave", "render", "keep", "see", "send", "draw"}:
        patient = own_subject(inner)
        if patient is not None and patient.i > verb.i and not any(c.dep_ == "mark" for c in inner.children):
            return patient, trim(verb.doc, (patient.left_edge.i, inner.right_edge.i + 1), keep_openers=True)
    patient = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if patient is None or any(c.dep_ == "det" and c.lower_ == "no" for c in patient.children):
        return None
    state = next((c for c in verb.children if c.i > patient.i and _is_state(verb, c)), None)
    if state is None:
        state = next(
            (
                c
                for c in patient.children
                if c.i > patient.i
                and c.lower_ in {"in", "into", "under", "toward", "towards", "without"}
                and _is_state(verb, c)
            ),
            None,
        )
    if state is None:
        return None
    return patient, trim(verb.doc, (patient.left_edge.i, state.right_edge.i + 1), keep_openers=True)


def _is_state(verb: Token, child: Token) -> bool:
    if verb.lemma_ in {"make", "render", "leave", "keep"}:
        if (
            child.lower_ in {"clear", "plain", "known", "sure", "public", "certain", "explicit", "evident", "possible"}
            and verb.lemma_ == "make"
        ):
            return child.lower_ == "possible"
        if child.dep_ == "prep" and verb.lemma_ == "leave" and child.lower_ in {"without", "with", "at", "in", "under"}:
            return True
        return (
            child.dep_ in {"oprd", "acomp", "xcomp", "advcl"}
            and child.tag_ not in {"VB"}
            and child.lower_ not in {"including"}
        )
    if child.dep_ == "prep":
        if child.lower_ in {"toward", "towards", "against", "behind"} or (
            child.lower_ == "into" and verb.lemma_ != "bring"
        ):
            return any(g.dep_ == "pobj" for g in child.children)
        return child.lower_ in {"under", "on", "in", "into"} and any(
            g.dep_ == "pobj" and not g.ent_type_ for g in child.children
        )
    return child.dep_ in {"oprd", "acomp", "advmod"} and child.lower_ in {
        "apart", "together", "closer", "further", "away", "alight", "ablaze", "free", "down", "back", "high", "higher", "low", "lower",
    }  # fmt: skip


def _idiom(verb: Token, idiom: Idiom) -> Link | None:
    """For example "pave the way for", "deal a blow to", "act as a catalyst for"."""
    noun = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"dobj", "attr"} and (c.lemma_ in idiom.nouns or c.lower_ in idiom.nouns)
        ),
        None,
    )
    if noun is None and verb.lemma_ == "act":
        role = next((c for c in verb.children if c.lower_ == "as"), None)
        noun = None if role is None else next((c for c in role.children if c.lemma_ in idiom.nouns), None)
    if noun is None:
        return None
    joint = next(
        (
            c
            for c in (*noun.children, *verb.children)
            if c.i > noun.i and c.dep_ in {"prep", "dative"} and c.lower_ in idiom.prepositions
        ),
        None,
    )
    if joint is None:
        return None
    head = next((c for c in joint.children if c.dep_ in {"pobj", "pcomp"}), None)
    if head is None:
        return None
    effect = stretch(head)
    if verb.tag_ == "VBN" and _passive(verb):
        return None
    source = cause_of(verb, (verb.i, effect[1]))
    if source is None or source[1]:
        return None
    return Link(verb, (verb.i, joint.i + 1), source[0], effect, turned(idiom.sign, head), idiom.kind, "idiom-rule")
