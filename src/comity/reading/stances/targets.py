"""Toward whom a stance is held: the actor that its object is, belongs to, is done by or is a tie with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.clauses import NOUNS, VERBS, Range, own_subject
from comity.reading.stances.holders import TIES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.referents import Referents

_MOST: Final = 2
_JOINING: Final = frozenset(
    {"with", "to", "toward", "towards", "against", "from", "on", "of", "by", "in", "for", "behind", "over"}
)


def toward(head: Token, span: Range, who: Referents, holders: tuple[str, ...]) -> list[str]:
    """Actors in the order of closeness, those who hold the stance left out; empty where the object names nobody else or
    more than two."""
    found = _toward(head, span, who, holders, depth=0)
    if head.pos_ in NOUNS and not who.at(head):
        for other in head.conjuncts:  # "wants Chadian cotton and Nigerian oil"
            if span[0] <= other.i < span[1] and other.i > head.i and found:
                found = found + [a for a in _modifiers(other, who) if a not in found and a not in holders]
        if not found and head.dep_ in {"dobj", "nsubj"} and head.head.pos_ in VERBS:
            found = _beside(head, span, who, holders)
    return found if len(found) <= _MOST else []


def _beside(head: Token, span: Range, who: Referents, holders: tuple[str, ...]) -> list[str]:
    """What the parser hung on the verb beside the object: "sought protection from Chad", "asked the council to press Chad"."""
    for child in head.head.children:
        if child.i <= head.i:
            continue
        if child.dep_ == "prep" and child.lower_ in {"with", "to", "from", "against", "toward", "towards", "on", "of"}:
            for inner in child.children:
                found = [a for a in who.of(inner) if a not in holders] if inner.dep_ == "pobj" else []
                if found:
                    return found
        elif child.dep_ in {"xcomp", "ccomp"} and span[0] <= child.i < span[1]:
            found = _toward(child, span, who, holders, depth=1)
            if found:
                return found
    return []


def _toward(head: Token, span: Range, who: Referents, holders: tuple[str, ...], *, depth: int) -> list[str]:
    if depth > 3 or not span[0] <= head.i < span[1]:
        return []
    if who.at(head):
        return list(who.named(head))
    if head.pos_ in VERBS or head.pos_ == "ADJ":
        subject = own_subject(head)
        if subject is not None and subject.i >= span[0]:
            found = [a for a in who.of(subject) or who.owners(subject) if a not in holders]
            if found:
                return found if len(found) == 1 else []  # what several do together is held toward none of them alone
        for child in head.children:
            if child.i > head.i and child.dep_ in {"dobj", "xcomp", "ccomp", "attr", "acomp"}:
                found = _toward(child, span, who, holders, depth=depth + 1)
                if found:
                    return found
        return _after(head, span, who, holders, depth)
    if head.pos_ not in NOUNS:
        return []
    owners = [a for a in _modifiers(head, who) if a not in holders]
    if owners:
        return owners
    return list(who.of(head)) or _after(head, span, who, holders, depth)


def _modifiers(noun: Token, who: Referents) -> list[str]:
    """For example "Chad's levy", "Chadian cotton", "Chad-Niger ties"; not "Chad-based firms", nor a row of names that makes one name."""
    out: list[str] = []
    for child in noun.children:
        if child.i > noun.i:
            continue
        if child.dep_ == "poss":
            out.extend(a for a in who.standing_for(child) if a not in out)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            names = _row(child, who)
            if names is not None and (len(names) == 1 or (len(names) <= _MOST and noun.lemma_ in TIES)):
                out.extend(a for a in names if a not in out)
    return out


def _row(name: Token, who: Referents) -> list[str] | None:
    """The names joined by hyphens that end at this one; None where the row goes on to something that is no name."""
    doc, i = name.doc, name.i
    if i + 1 < len(doc) and doc[i + 1].text in {"-", "–"}:
        return None
    out = list(who.at(name))
    while out and i >= 2 and doc[i - 1].text in {"-", "–"}:
        before = who.at(doc[i - 2])
        if not before:
            return None
        out = [*before, *out]
        i -= 2
    return out


def _after(head: Token, span: Range, who: Referents, holders: tuple[str, ...], depth: int) -> list[str]:
    for joint in head.children:
        if joint.dep_ in {"prep", "agent", "dative"} and joint.i > head.i and joint.lower_ in _JOINING:
            for inner in joint.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    found = _toward(inner, span, who, holders, depth=depth + 1)
                    if found:
                        return found
    return []
