"""What one actor is to another: "an ally of", "its arch-rival", "partners such as"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.clauses import VERBS, own_subject, subject
from comity.reading.relations.colours import is_past
from comity.reading.relations.lexicon import Colour, Lexicon
from comity.reading.relations.pairs import across, all_pairs
from comity.reading.relations.topics import people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.referents import Referents
    from comity.reading.relations.topics import Pair, Topic

_SEEING: Final = frozenset({
    "see", "view", "regard", "treat", "consider", "perceive", "describe", "call", "deem", "label", "portray", "brand", "count", "name", "declare",
})  # fmt: skip
_TURNING: Final = frozenset(
    {
        "turn",
        "become",
        "change",
        "transform",
        "make",
        "evolve",
        "convert",
        "degenerate",
        "slide",
        "harden",
        "mature",
        "develop",
        "go",
    }
)
_TOWARD: Final = frozenset({"of", "to", "for", "with", "in", "against"})


@dataclass(frozen=True, slots=True)
class Told:
    """Something told of some pairs. `at` is the token whose clause is judged for negation and hedging."""

    pairs: list[Pair]
    colour: Colour
    trigger: Token
    at: Token
    rule: str


def roles_of(noun: Token, who: Referents, words: Lexicon, topic: Topic) -> list[Told]:
    """The claims of a role noun."""
    own = words.roles[noun.lemma_.lower()]
    if is_past(noun):
        who.why(noun, "said of a time gone by")
        return []
    opponents = _after(noun, who, frozenset({"against"}))
    theirs = [a for a in (*_owners(noun, who), *_after(noun, who, _TOWARD - {"against"})) if a not in opponents]
    bearers, at, rule = _bearers(noun, who, theirs, topic)
    colour = _coloured(noun, own, words)
    if colour.level is None:
        who.why(noun, "nothing says whether it is good or bad")
        return []
    if rule == "role-turned-rule" or (at.lemma_ in _TURNING and at.pos_ in VERBS):
        colour = Colour(colour.level, colour.level)
    out: list[Told] = []
    if not theirs and len(bearers) == 1 and at.lemma_ == "become" and not any(c.dep_ == "prep" for c in noun.children):
        pair = topic.current(noun, who.paragraph, tuple(bearers))  # "Chad has become a foe"
        theirs = (
            [] if pair is None or any(c.dep_ == "poss" for c in noun.lefts) else [a for a in pair if a not in bearers]
        )
        rule = "topic-pair-rule"
    if theirs and bearers:
        pairs = across(bearers, theirs)
        if pairs:
            out.append(Told(pairs, colour, noun, at, rule))
    elif len(bearers) > 1 and (noun.tag_ in {"NNS", "NNPS"} or rule == "role-seen-as-rule"):
        out.append(Told(all_pairs(bearers), colour, noun, at, rule))
    if not (theirs and bearers) and len(bearers) < 2:
        who.why(noun, "who is it, or whose it is, is not found")
    if opponents and bearers:
        out.append(Told(across(bearers, opponents), Colour(-1, None), noun, at, "role-against-rule"))
    return out


def _owners(noun: Token, who: Referents) -> list[str]:
    """Whose ally: "its ally", "a US ally", "Chad's rival"."""
    out: list[str] = []
    for child in noun.children:
        if child.i < noun.i:
            found = (
                who.of(child)
                if child.dep_ == "poss"
                else who.at(child)
                if child.dep_ in {"compound", "amod", "nmod"}
                else ()
            )
            out.extend(a for a in found if a not in out)
    return out


def _after(noun: Token, who: Referents, prepositions: frozenset[str]) -> list[str]:
    out: list[str] = []
    nouns = [noun, *(c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN")]
    for one in nouns:
        for child in one.children:
            if child.dep_ == "prep" and child.lower_ in prepositions and child.i > noun.i:
                for inner in child.children:
                    if inner.dep_ != "pobj":
                        continue
                    found = who.of(inner) or who.owners(inner)
                    out.extend(a for a in found if a not in out)
                    if "against" in prepositions:
                        continue
    if "against" in prepositions:
        for child in noun.subtree:
            if child.lower_ == "against" and child.i > noun.i:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        out.extend(a for a in (who.of(inner) or who.owners(inner)) if a not in out)
    return out


def _bearers(noun: Token, who: Referents, theirs: list[str], topic: Topic) -> tuple[list[str], Token, str]:
    """Who the ally is."""
    head = noun.head
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
        head = top.head
    if (
        top.dep_ == "pobj"
        and head.lower_ in {"of", "among"}
        and head.head.lemma_ in {"one", "some", "two", "among", "be"}
    ):
        top = head.head  # "one of its closest partners"
        head = top.head
    if top.dep_ == "attr" and head.pos_ in VERBS:
        found = subject(head)
        return ([] if found is None else list(people(found, who, topic))), head, "role-predicate-rule"
    if (
        top.dep_ == "pobj"
        and head.lower_ in {"to", "into"}
        and head.head.pos_ in VERBS
        and head.head.lemma_ in _TURNING
    ):
        verb = head.head
        patient = next((c for c in verb.children if c.dep_ == "dobj"), None) or subject(verb)
        return ([] if patient is None else list(who.standing_for(patient))), verb, "role-turned-rule"
    if top.dep_ == "dobj" and head.lemma_ in {"make", "find", "prove", "remain", "become"} and head.pos_ in VERBS:
        self_ = next((c for c in head.children if c.dep_ in {"dative", "dobj"} and c != top), None)
        if self_ is not None:  # "found themselves allies"
            return list(who.of(self_)), head, "role-predicate-rule"
        if head.lemma_ == "make":  # "made an enemy of Chad", "made enemies of Chad and Niger"
            return list(who.doer(head)) or list(dict.fromkeys(theirs)), head, "role-predicate-rule"
    if top.dep_ == "ccomp" and head.lemma_ in {
        "make",
        "consider",
        "render",
        "think",
        "believe",
        "call",
        "declare",
        "find",
    }:
        thing = own_subject(top)
        if thing is not None:
            if not theirs and head.lemma_ not in {"make", "find"}:
                theirs.extend(who.doer(head))
            return list(who.of(thing)), head, "role-predicate-rule"
    if top.dep_ == "pobj" and head.lower_ == "by" and any(c.lower_ in {"then", "now"} for c in head.children):
        return list(who.of(head.head)), noun, "role-apposition-rule"  # ", by then a client of Chad, ..."
    if top.dep_ == "appos":
        return list(who.of(head)), noun, "role-apposition-rule"
    if top.dep_ in {"compound", "nmod", "amod"} and who.at(head):
        owners = list(who.of(head))
        if not theirs:
            theirs.extend(a for c in head.children if c.dep_ == "poss" for a in who.of(c))
        return owners, noun, "role-apposition-rule"
    if top.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in VERBS:
        verb = head.head
        patient = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        bearers = [] if patient is None else list(people(patient, who, topic))
        if patient is not None and patient.lower_ == "other" and not theirs:  # "each saw the other as a threat"
            return list(who.doer(verb)), verb, "role-seen-as-rule"
        if not theirs and verb.lemma_ in _SEEING and patient is not None and patient.dep_ == "dobj":
            theirs.extend(who.doer(verb))
        return bearers, verb, "role-seen-as-rule"
    if top.dep_ == "oprd" and head.lemma_ in _SEEING:
        patient = next((c for c in head.children if c.dep_ == "dobj"), None) or own_subject(top)
        if not theirs:
            theirs.extend(who.doer(head))
        return ([] if patient is None else list(who.of(patient))), head, "role-seen-as-rule"
    named = [a for c in noun.children if c.dep_ in {"appos"} for a in who.of(c)]
    if not named:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in {"like", "as", "including"}:
                named = [a for inner in child.children if inner.dep_ == "pobj" for a in who.named(inner)]
    return named, noun, "role-listed-rule"


def _coloured(noun: Token, own: Colour, words: Lexicon) -> Colour:
    """The role's own colour; a role that has none ("neighbour") takes that of its adjective."""
    if own.level is None:
        said = [words.qualities.get(c.lower_) for c in noun.children if c.dep_ == "amod"]
        return next((Colour(q.level, q.change) for q in said if q is not None and q.level), own)
    for child in noun.children:
        if child.dep_ == "amod":
            quality = words.qualities.get(child.lower_)
            if quality is not None and quality.change and quality.level != -1:
                change = quality.change if own.level == 1 else -quality.change
                return Colour(own.level, 1 if change > 0 else -1)
    return own
