"""Short names: 'the Fund' after the International Monetary Fund, 'the North' of Korea, 'Congress'."""

from __future__ import annotations

from typing import Final

from comity.actors.model import ActorKind
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.scene import NOMINAL, Scene, uses

_HALVES: Final = {
    "north": (("PRK", "KOR"), ("VDR", "RVN"), ("YAR", "YMD")),
    "south": (("KOR", "PRK"), ("RVN", "VDR"), ("YMD", "YAR"), ("SSD", "SDN")),
}
"""'the North' -> the state that it is, and the other one, either of which the text must have named."""

_REACH: Final = 40  # sentences


def short_name_at(scene: Scene, k: int) -> Draft | None:
    """What the short name that begins with token `k` ('the', or the name itself) means; None where nobody was named so."""
    words = scene.words
    noun = k + 1 if words.lower[k] == "the" else k
    if noun >= len(words) or words.taken[noun] or words.pos[noun] not in NOMINAL:
        return None
    if words.dep[noun] == "compound" and words.head[noun] > noun and words.head[noun] - noun < 3:
        return None
    if words.lower[noun + 1 : noun + 2] in (["-"], ["–"], ["of"]):
        return None
    capital = words.text[noun][0].isupper() and not words.first_in_sentence(noun)
    if capital and noun > k and words.lower[noun] in _HALVES:
        return _half(scene, k, noun)
    if noun == k:
        return None
    return _of_that_name(scene, k, noun, capital)


def _half(scene: Scene, k: int, noun: int) -> Draft | None:
    """divided_state_rule: 'the North' is the one of a divided nation that the text has named."""
    counts = scene.discourse.counts
    ahead = {a for d in scene.by_head.values() for a in d.actors}
    for one, other in _HALVES[scene.words.lower[noun]]:
        if any(counts[a] or a in ahead for a in (one, other)):
            return Draft(k, noun + 1, noun, (one,), "state", "anaphor")
    return None


def _of_that_name(scene: Scene, k: int, noun: int, capital: bool) -> Draft | None:
    """short_name_rule: 'the Fund', 'the council': the last organisation or group whose name is headed by that word."""
    word = scene.words.lower[noun]
    if not (capital or word in uses()["body_noun"]):
        return None
    here = scene.sentence(k)
    for entry in reversed(scene.discourse.entries):
        if here - entry.sentence > _REACH:
            return None
        draft = entry.draft
        if draft.kind not in ("organisation", "group") or len(draft.actors) != 1:
            continue
        if word in scene.registry.heads(draft.actors[0]) and word not in uses()["group"]:
            kind: ActorKind = draft.kind
            return Draft(k, noun + 1, noun, draft.actors, kind, "anaphor", sector=draft.sector)
    return None


def congress_at(scene: Scene, k: int) -> Draft | None:
    """congress_rule: 'Congress' by itself is that of the United States where the text names them, else of the country that is
    spoken of; in India it is a party."""
    words = scene.words
    if (k and words.pos[k - 1] in ("PROPN", "ADJ")) or words.text[k + 1 : k + 2] in (["of"], ["Party"], ["-"]):
        return None
    ahead = {a for d in scene.by_head.values() for a in d.actors}
    if scene.discourse.counts["USA"] or "USA" in ahead:
        return Draft(k, k + 1, k, ("USA",), "state", "anaphor", sector="LEG")
    home = scene.home(k)
    if home is None or home.draft.actors == ("IND",):
        return None
    return Draft(k, k + 1, k, home.draft.actors, "state", "anaphor", sector="LEG")
