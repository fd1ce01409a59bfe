"""What an actor does, is or feels toward another, where that tells their tie: "drew closer to", "wary of", "sided with"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.clauses import VERBS, own_subject, subject
from comity.reading.relations.colours import is_unreal
from comity.reading.relations.lexicon import Bond, Colour, Lexicon
from comity.reading.relations.pairs import across, all_pairs
from comity.reading.relations.roles import Told
from comity.reading.relations.topics import people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.referents import Referents
    from comity.reading.relations.topics import Topic

_HELPING: Final = frozenset({
    "back", "support", "arm", "finance", "fund", "shelter", "harbour", "harbor", "host", "train", "supply", "aid", "assist", "sponsor", "equip",
    "bankroll", "help", "sustain", "encourage", "protect", "subsidise", "subsidize",
})  # fmt: skip
_FOES: Final = frozenset({
    "rebel", "insurgent", "guerrilla", "separatist", "secessionist", "dissident", "opponent", "enemy", "foe", "exile", "rebellion", "insurgency",
    "insurrection", "mutineer", "rival", "opposition", "adversary", "putschist", "resistance",
})  # fmt: skip
_PLACES: Final = frozenset({
    "side", "bloc", "camp", "orbit", "republic", "cause", "arm", "embrace", "fold", "sphere", "influence", "protection", "umbrella", "tutelage",
    "wing", "aid", "rescue", "help", "defence", "defense", "assistance", "support", "throat", "shadow", "grip", "ambition", "intention",
    "claim", "design", "motive", "power", "strength", "rise", "policy", "pull", "axis", "mercy", "payroll", "expansion",
})  # fmt: skip


def bonds_of(token: Token, who: Referents, words: Lexicon, topic: Topic) -> list[Told]:
    """The first bond of the token's word whose parts are all there."""
    against = _foes(token, who)
    if against:
        return against
    for bond in words.bonds.get(token.lemma_.lower(), ()):
        if not _is_one(token, bond.pos) or (bond.follows and not _follows(token, bond)):
            continue
        told = _moved(token, bond, who, topic) if bond.pos == "moves" else _told(token, bond, who, topic)
        if told is not None:
            return [told]
        who.why(token, "two actors, one on each side, are not found")
    return []


def _foes(verb: Token, who: Referents) -> list[Told]:
    """For example "armed Chad's rebels": who helps the enemies of a country is no friend of it."""
    if verb.pos_ != "VERB" or verb.lemma_ not in _HELPING:
        return []
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in _FOES), None)
    if thing is None or is_unreal(verb):
        return []
    pairs = across(who.doer(verb), who.owners(thing))
    return [Told(pairs, Colour(-1, None), verb, verb, "bond-foes-rule")] if pairs else []


def _is_one(token: Token, pos: str) -> bool:
    if pos in {"verb", "moves"}:
        return token.pos_ == "VERB"
    if pos == "noun":
        return token.pos_ in {"NOUN", "PROPN"}
    return token.pos_ == "ADJ" or (token.tag_ == "VBN" and not any(c.dep_ == "dobj" for c in token.children))


def _follows(token: Token, bond: Bond) -> bool:
    return all(any(c.i > token.i and w in (c.lemma_.lower(), c.lower_) for c in token.subtree) for w in bond.follows)


def _moved(verb: Token, bond: Bond, who: Referents, topic: Topic) -> Told | None:
    """For example "the raid drove Chad into the arms of Niger", "Chad was pitted against Niger": who was moved, and to whom."""
    patients = [a for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} for a in people(c, who, topic)]
    if not patients and verb.tag_ == "VBN" and verb.dep_ == "acl":
        patients = list(who.of(verb.head))
    others = _objects(verb, bond, who)
    if bond.reciprocal and not others and len(patients) > 1:
        if any(c.dep_ == "prep" and c.lower_ in {"to", "with", "against"} for c in verb.children):
            return None
        if any(c.dep_ == "agent" and any(g.ent_type_ for g in c.children) for c in verb.children):
            return None  # "divided by the Pyrenees"
        return Told(all_pairs(patients), bond.colour, verb, verb, "bond-moving-rule")
    pairs = across(patients, others)
    return Told(pairs, bond.colour, verb, verb, "bond-moving-rule") if pairs else None


def _told(token: Token, bond: Bond, who: Referents, topic: Topic) -> Told | None:
    if token.pos_ in VERBS:
        doers = list(_doers(token, who, topic))
        patients = [a for c in token.children if c.dep_ in {"dobj", "nsubjpass"} for a in people(c, who, topic)]
        if not patients and len(doers) == 2 and _each_other(token):
            return Told(all_pairs(doers), bond.colour, token, token, "bond-verb-rule")
        agent = next((c for c in token.children if c.dep_ == "agent"), None)
        if agent is not None and not bond.prepositions:  # "was betrayed by Chad"
            patients = patients or doers
            doers = [a for c in agent.children if c.dep_ == "pobj" for a in people(c, who, topic)]
        inner = next((c for c in token.children if c.dep_ == "ccomp" and c.i > token.i), None)
        if inner is not None and bond.reciprocal:
            small = own_subject(inner)
            patients.extend(() if small is None else who.of(small))
        rule = "bond-verb-rule"
    elif token.pos_ == "ADJ" or (token.pos_ in {"NOUN", "PROPN"} and token.dep_ == "pobj"):
        verb = token.head if token.pos_ == "ADJ" else token.head.head
        if token.pos_ != "ADJ" and verb.pos_ not in VERBS and bond.prepositions == {"of"}:
            return None
        if token.pos_ == "ADJ" and token.dep_ == "amod":
            doers = [*who.of(token.head)]
        else:
            doers = list(_doers(verb, who, topic)) if verb.pos_ in VERBS else list(who.of(verb))
        patients = []
        if token.pos_ != "ADJ" and not doers:
            doers = list(who.owners(token))
        rule = "bond-adjective-rule"
    else:
        doers = list(who.owners(token))
        if token.dep_ == "dobj" and token.head.pos_ in VERBS and not doers:
            doers = list(who.doer(token.head))
        if not doers and token.dep_ in {"nsubj", "nsubjpass"}:  # "suspicion of Chad runs deep in Niger"
            doers = [
                a
                for c in token.head.children
                if c.dep_ == "prep" and c.lower_ in {"in", "among", "throughout"}
                for g in c.children
                for a in who.standing_for(g)
            ]
        if bond.prepositions:
            doers = [a for a in doers if a not in _objects(token, bond, who)]
        if not doers and bond.colour.level == -1 and "of" in bond.prepositions:
            others_ = [a for a in who.within((token.sent.start, token.sent.end)) if a not in _objects(token, bond, who)]
            doers = others_ if len(others_) == 1 else []
        patients = []
        rule = "bond-noun-rule"
    if not bond.prepositions and not bond.reciprocal:
        if token.pos_ not in VERBS:
            return None
        others = patients
    else:
        others = _objects(token, bond, who)
        if not others and token.pos_ == "NOUN" and bond.prepositions == {"of"}:
            others = list(who.owners(token))
            doers = [a for a in doers if a not in others]
        if bond.reciprocal and not others:
            if _led_elsewhere(token, bond):
                return None
            both = patients if len(patients) > 1 else doers if len(doers) > 1 and not patients else []
            if not both and not patients and token.pos_ in VERBS:
                both = _they(token, who, topic)
            if both:
                return Told(all_pairs(both), bond.colour, token, token, rule)
            return None
        if bond.reciprocal and patients and others:
            doers = patients
        elif patients and token.lemma_ in {"align", "distance", "ally", "engage", "reconcile", "turn"}:
            doers = doers if any(a in doers for a in patients) or not patients else patients
    pairs = across(doers, others)
    if not pairs:
        return None
    return Told(pairs, bond.colour, token, token, rule)


def _each_other(verb: Token) -> bool:
    return any(
        c.dep_ == "dobj" and c.lower_ in {"other", "another"} and any(g.lower_ in {"each", "one"} for g in c.children)
        for c in verb.children
    )


def _led_elsewhere(token: Token, bond: Bond) -> bool:
    """For example "came close to blows": the preposition leads to something that is no actor."""
    nodes = [token, *(c for c in token.children if c.lower_ in bond.follows and c.pos_ in {"ADV", "ADJ"})]
    return any(
        c.dep_ == "prep"
        and c.i > token.i
        and c.lower_ in bond.prepositions
        and c.lower_ in {"to", "from", "with", "against"}
        for n in nodes
        for c in n.children
    )


def _they(verb: Token, who: Referents, topic: Topic) -> list[str]:
    """For "they fell out": the two that the text is about, where the mentions leave "they" open."""
    found = own_subject(verb)
    if found is None or found.lower_ not in {"they", "both", "each"} or any(c.dep_ == "prep" for c in found.children):
        return []
    return list(topic.current(found, who.paragraph) or ())


def _doers(verb: Token, who: Referents, topic: Topic) -> tuple[str, ...]:
    found = subject(verb)
    if found is None or found.pos_ in VERBS:
        return ()
    return people(found, who, topic)


def _objects(token: Token, bond: Bond, who: Referents) -> list[str]:
    """The actors that the bond's preposition leads to."""
    out: list[str] = []
    for child in token.children:
        if child.dep_ == "dobj" and child.lemma_.lower() in bond.follows and "of" in bond.prepositions:
            out.extend(a for c in child.children if c.dep_ == "poss" for a in who.of(c))  # "took Chad's side"
    pending = [token]
    seen = 0
    while pending and seen < 12:
        node = pending.pop(0)
        seen += 1
        for child in node.children:
            if child.i < token.i:
                continue
            if child.dep_ in {"prep", "agent", "mark"} and (
                child.lower_ in bond.prepositions or (bond.reciprocal and child.lower_ in {"with", "to", "from"})
            ):
                for inner in child.children:
                    if inner.dep_ in {"pobj"}:
                        found = who.of(inner)
                        if not found and inner.lemma_ in _PLACES:
                            found = who.owners(inner)
                        out.extend(a for a in found if a not in out)
            elif child.dep_ in {"advmod", "prt", "acomp", "dobj", "prep", "oprd", "pobj", "npadvmod"}:
                pending.append(child)
    return out
