"""Acts that are none between actors by what does them or what they are done to: figures of speech, beasts, storms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading import domains
from comity.reading.events import syntax
from comity.reading.events.lexicon import words
from comity.reading.events.parties import agentive, is_person, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.events.parties import Scene
    from comity.reading.events.triggers import Draft

_FORCES: Final = words("forces")
_INTANGIBLE: Final = words("intangible")
_MULTITUDES: Final = words("multitudes")
_PORTIONS: Final = words("portions")
_STRUGGLES: Final = words("struggles")
_AGAINST: Final = ("against", "with", "on", "for", "over")
_THINGS: Final = frozenset({"nature", "weather", "disaster", "food"})
_HARM: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "RETREAT"})


def figure(scene: Scene, draft: Draft) -> str | None:
    """Why a draft tells a figure of speech or the work of nature; None where it may be an act.

    nature_rule: a storm, a fever or a swarm of bees attacks and kills nobody. intangible_rule: a problem, an ear or a heart
    that is attacked or conquered suffers nothing. struggle_rule: a battle with arithmetic is fought by nobody.
    portion_rule: half a town that flies on holiday is no visit of its state.
    """
    if draft.type in _HARM and draft.view.kind == "verb":
        doers = [_inner(noun) for noun in draft.view.subj]
        if doers and all(_mindless(scene, noun) for noun in doers):
            return "done by nobody"
        suffering = draft.view.obj
        if suffering and all(lemma(n) in _INTANGIBLE and scene.party(n.i, "direct") is None for n in suffering):
            return "a figure of speech: its object is nothing that can be harmed"
    if draft.type == "ASSAULT" and draft.view.kind == "noun" and lemma(draft.token) in _STRUGGLES:
        foes = [t for word in _AGAINST for t in draft.view.prep(word)]
        if foes and all(_no_foe(scene, noun) for noun in foes):
            return "a figure of speech: no foe of flesh and blood"
    portions = (n for n in draft.view.subj if lemma(n) in _PORTIONS and scene.party(n.i, "direct") is None)
    if draft.type == "CONSULT" and draft.view.kind == "verb" and any(True for _ in portions):
        return "a part of a town's people travels, not who speaks for it"
    return None


def natures_work(verb: Token, event: str) -> bool:
    """Whether a verb of harm has only beasts, storms and the like for its subjects."""
    if event not in _HARM or verb.pos_ != "VERB":
        return False
    doers = [_inner(child) for child in verb.children if child.dep_ == "nsubj"]
    return bool(doers) and all(_natural(noun) for noun in doers)


def _inner(noun: Token) -> Token:
    """ "an army of ants": of what there are many."""
    if lemma(noun) in _MULTITUDES:
        return next((t for t in syntax.prepositional(noun, "of")), noun)
    return noun


def _mindless(scene: Scene, noun: Token) -> bool:
    if scene.party(noun.i, "direct") is not None or is_person(noun):
        return False
    return _natural(noun)


def _natural(noun: Token) -> bool:
    return lemma(noun) in _FORCES or domains.speaks(noun, _THINGS)


def _no_foe(scene: Scene, noun: Token) -> bool:
    return noun.pos_ == "NOUN" and not scene.named(noun) and not agentive(noun) and not is_person(noun)
