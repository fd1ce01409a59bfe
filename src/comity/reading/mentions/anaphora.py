"""What refers back, read from left to right over the names of a paragraph.

Resolved by recency, syntactic role and number; what stays open is left unresolved, never guessed at even odds.
"""

from __future__ import annotations

from comity.reading.mentions.descriptions import agent_at, definite_at
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.pronouns import pronoun_at
from comity.reading.mentions.scene import NOMINAL, Scene
from comity.reading.mentions.sets import each_at, other_at, set_at
from comity.reading.mentions.short_names import congress_at, short_name_at

_SETS = frozenset({"both", "the", "these", "those", "all"})
_EACH = frozenset({"each", "one", "either", "neither"})


def read_back(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """`drafts` (names, persons) in order; returns them with all that refers back, in order, and fills the discourse."""
    words = scene.words
    starts: dict[int, list[Draft]] = {}
    for draft in drafts:
        starts.setdefault(draft.i, []).append(draft)
    found: list[Draft] = []
    k, count = 0, len(words)
    while k < count:
        if k in starts:
            for draft in starts[k]:
                _settle(scene, draft)
                _remember(scene, draft)
                found.append(draft)
        elif not words.taken[k]:
            back = _at(scene, k)
            if back is not None:
                _remember(scene, back)
                words.taken[back.i : back.j] = [True] * (back.j - back.i)
                found.append(back)
                k = back.j
                continue
        k += 1
    return found


def _at(scene: Scene, k: int) -> Draft | None:
    word, pos = scene.words.lower[k], scene.words.pos[k]
    if word in _SETS:
        found = set_at(scene, k)
        if found is not None:
            return found
        if word != "the":
            return None
        return short_name_at(scene, k) or other_at(scene, k) or definite_at(scene, k)
    if word in _EACH:
        return each_at(scene, k)
    if pos == "PRON":
        return pronoun_at(scene, k)
    if word == "congress" and scene.words.text[k] == "Congress":
        return congress_at(scene, k)
    return agent_at(scene, k) if pos in NOMINAL else None


def _remember(scene: Scene, draft: Draft) -> None:
    if draft.actors or draft.person:
        scene.discourse.add(draft, scene.words, scene.sentence(draft.head))


def _settle(scene: Scene, draft: Draft) -> None:
    """document_rule: a name that may mean several ('Congo') means the only one of them that was named plainly before;
    with a numeral or in the plural ('the two Koreas') it means them all."""
    if draft.actors or len(draft.candidates) < 2 or draft.resolved != "ambiguous" or draft.kind == "place":
        return
    words = scene.words
    numbers = {2: ("two", "both"), 3: ("three",)}.get(len(draft.candidates), ())
    counted = any(words.lower[k] in numbers for k in range(max(0, draft.i - 1), draft.j))  # "leaders of the two Koreas"
    last = words.text[draft.j - 1]
    if counted or (draft.resolved_as == "name" and (last.endswith("s") or "and" in words.lower[draft.i : draft.j])):
        draft.actors, draft.resolved, draft.plural, draft.set_of = draft.candidates, "name", True, len(draft.candidates)
        return
    before = {a for e in scene.discourse.entries for a in e.draft.actors} & set(draft.candidates)
    if len(before) == 1:
        draft.actors, draft.resolved = tuple(before), "name"
    elif draft.resolved_as == "seat":
        _settle_seat(scene, draft, before)


def _settle_seat(scene: Scene, draft: Draft, before: set[str]) -> None:
    """seat_of_two_rule: where a state and organisations sit ('Brussels'), the organisation that was named, else the first in
    the table, unless the state is named."""
    hit = scene.registry.lookup(" ".join(scene.words.text[draft.i : draft.j]))
    guests = [n.actor for n in hit.names if n.actor in draft.candidates and not scene.is_state(n.actor)] if hit else []
    named = before | {a for d in scene.by_head.values() for a in d.actors}
    if guests and not any(scene.is_state(c) and c in named for c in draft.candidates):
        chosen = next((g for g in guests if g in named), guests[0])
        draft.actors, draft.kind, draft.resolved = (chosen,), "organisation", "seat"
