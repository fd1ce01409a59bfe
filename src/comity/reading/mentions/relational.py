"""Somebody by what they are to another: 'its neighbour', 'its old ally'."""

from __future__ import annotations

from comity.reading.mentions.draft import Draft
from comity.reading.mentions.scene import MODIFIERS, NOMINAL, Scene, uses

_PERSONAL = frozenset({"his", "her", "my"})
_LONGEST = 5  # words from the owner to the noun
_REACH = 3  # sentences back in which the other one is looked for


def relational_at(scene: Scene, k: int, owner: tuple[str, ...]) -> Draft | None:
    """other_party_rule: 'its neighbour', from the possessive at token `k` on, is the one state spoken of lately that is not
    the owner (and borders on it). None where several fit, or nobody."""
    words = scene.words
    noun = _noun(scene, k)
    if noun is None or len(owner) != 1 or not scene.is_state(owner[0]):
        return None
    if words.lower[k] in _PERSONAL and not words.lower[noun].startswith("neighbo"):
        return None  # a statesman's rival is at home
    return _other(scene, k, noun, owner)


def _noun(scene: Scene, k: int) -> int | None:
    """The relational noun that heads the phrase from token `k` on, with nobody named in between."""
    words = scene.words
    for n in range(k + 1, min(len(words), k + _LONGEST)):
        if words.taken[n]:
            return None
        if words.lower[n] in uses()["relation"] and words.pos[n] in NOMINAL:
            followed = words.lower[n + 1 : n + 2]
            return None if followed in (["of"], ["in"], ["-"]) else n
        if words.dep[n] not in MODIFIERS and words.pos[n] not in ("ADJ", "NUM", "PART"):
            return None
    return None


def _other(scene: Scene, k: int, noun: int, owner: tuple[str, ...]) -> Draft | None:
    words, registry = scene.words, scene.registry
    word = words.lower[noun]
    borders = word.startswith("neighbo")
    here = scene.sentence(k)
    plural = word.endswith("s")
    for reach in (1, _REACH, 60):
        ranked: dict[str, float] = {}
        for weight, actor in scene.discourse.salient(here, reach, scene.is_state):
            if actor not in owner and (not borders or registry.borders(owner[0], actor)):
                ranked[actor] = weight
        if plural:
            return None
        if len(ranked) == 1 or (borders and ranked and reach == 1 and _far_ahead(ranked)):
            actor = next(iter(ranked))
            return Draft(k, noun + 1, noun, (actor,), "state", "anaphor")
        if ranked or not borders:
            return None
    return None


def _far_ahead(ranked: dict[str, float]) -> bool:
    first, second = list(ranked.values())[:2]
    return first > 2 * second
