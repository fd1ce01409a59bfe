"""Pronouns: 'it', 'they', 'he', and what they own ('its troops'). Open where two readings are equally good."""

from __future__ import annotations

from collections.abc import Callable

from comity.reading.mentions.cues import cues
from comity.reading.mentions.discourse import Entry
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.relational import relational_at
from comity.reading.mentions.scene import NOMINAL, Scene, uses

_OWNERS = frozenset({"its", "their", "his", "her"})
_MAIN = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_BE = frozenset({"is", "was", "'s", "will", "would", "has", "may", "became", "becomes", "remains", "remained"})


def pronoun_at(scene: Scene, k: int) -> Draft | None:
    """What the pronoun at token `k` means, or the agent it owns; None where it stays open."""
    word, table = scene.words.lower[k], uses()
    if word in _OWNERS:
        owned = _owned(scene, k)
        if owned is not None:
            return owned
    found: Draft | None = None
    if word in table["thing_pronoun"]:
        found = _thing(scene, k)
    elif word in table["plural_pronoun"]:
        found = _plural(scene, k)
    elif word in table["person_pronoun"]:
        found = _person(scene, k)
    if found is None or not found.actors:
        return None
    if word in _OWNERS:
        other = relational_at(scene, k, found.actors)
        if other is not None:
            return other
    return Draft(
        k, k + 1, k, found.actors, found.kind if found.kind != "place" else "state", "pronoun", sector=found.sector,
        plural=found.plural, person=found.person, title=found.title, former=found.former, persons=found.persons,
    )  # fmt: skip


def _is_object(scene: Scene, k: int) -> bool:
    return scene.words.dep[k] in ("dobj", "pobj", "dative") and scene.words.lower[k] not in (
        "itself", "themselves", "himself", "herself",
    )  # fmt: skip


def _thing(scene: Scene, k: int) -> Draft | None:
    """thing_pronoun_rule: 'it' and 'its' take the subject of the clause, else of the sentence before."""
    words = scene.words
    if words.lower[k] == "it":
        if _empty(scene, k):
            return None
        if words.dep[k] == "dobj" and words.lower[words.head[k]] not in cues()["takes_actor"]:
            return None
    return _antecedent(
        scene, k, lambda e: not (e.draft.person or e.draft.plural or e.draft.set_of or e.in_row or e.located)
    )


def _empty(scene: Scene, k: int) -> bool:
    """empty_it_rule: 'it is clear that', 'it seems' mean nobody."""
    words, table = scene.words, uses()
    if words.dep[k] == "expl" or words.lower[words.head[k]] in table["it_is"]:
        return True
    window = words.lower[k + 1 : k + 6]
    return bool(window) and window[0] in _BE and any(w in table["it_clause"] for w in window)


def _person(scene: Scene, k: int) -> Draft | None:
    """person_pronoun_rule: the subject that is a person, else the only person of the sentence; 'her' may be a state."""
    if scene.words.lower[k] in ("she", "her", "hers", "herself"):
        here = [e for _, entries in scene.discourse.back(scene.sentence(k), 0) for e in entries]
        if any(scene.is_state(a) for e in here for a in e.draft.actors) and not any(e.draft.person for e in here):
            return _thing(scene, k)
    return _antecedent(scene, k, lambda e: e.draft.person and not e.draft.plural)


def _antecedent(scene: Scene, k: int, accept: Callable[[Entry], bool]) -> Draft | None:
    """Subject of the same clause, else the only fit of the sentence; then the same in the sentence before."""
    here = scene.sentence(k)
    person = scene.words.lower[k] in uses()["person_pronoun"]
    barred = _barred(scene, k, person)
    ahead = scene.subject_ahead(k)
    if ahead is not None and ahead.person == person and not ahead.plural and len(ahead.actors) == 1:
        return ahead
    across = not (scene.words.dep[k] == "dobj" and scene.words.lower[k] == "it" and not barred)
    for n, entries in scene.discourse.back(here, 1):
        if n < here and not across:
            return None  # "It criticised it": rather what was done before than who did it
        fit = [
            e
            for e in entries
            if len(e.draft.actors) < 2
            and (e.draft.actors or person)
            and e.draft.kind != "place"
            and accept(e)
            and _who(e, person) not in barred
        ]
        if not person and (scene.thing_subject(k, n, plural=False) or (n < here and scene.thing_before(k))):
            return None
        if n == here:
            near = [e for e in scene.clause_subjects(k) if any(e is f for f in fit)]
            if len({e.draft.actors for e in near}) == 1:
                return near[-1].draft
        subjects = [e for e in fit if e.role == "subject"]
        for pool in (subjects, fit):
            distinct = {(e.draft.actors, e.draft.persons) if person else e.draft.actors for e in pool}
            if len(distinct) == 1:
                return pool[-1].draft
            if len(distinct) > 1:
                first = (pool is subjects and n < here) or (person and pool is fit)
                return pool[0].draft if first else None
    return None


def _who(entry: Entry, person: bool) -> tuple[str, ...]:
    """Whom an entry means, for telling one from another: a person's id or words, else the actors."""
    draft = entry.draft
    return (draft.persons or draft.names or draft.actors) if person else draft.actors


def _barred(scene: Scene, k: int, person: bool) -> set[tuple[str, ...]]:
    """other_than_subject_rule: 'him' in 'he told him' is somebody else than 'he', 'it' in 'Oman sent it' is not Oman."""
    if not _is_object(scene, k):
        return set()
    return {_who(e, person) for e in scene.own_subjects(k) if not e.in_row}


def _plural(scene: Scene, k: int) -> Draft | None:
    """plural_pronoun_rule: a plural or a set; a row of coordinated names counts as a set; a group may be 'they'."""
    here = scene.sentence(k)
    barred = {id(e) for e in scene.own_subjects(k)} if _is_object(scene, k) else set()
    for n, found in scene.discourse.back(here, 1):
        entries = [e for e in found if e.draft.kind != "place" and e.draft.actors and id(e) not in barred]
        if not entries:
            if scene.thing_subject(k, n, plural=True):
                return None
            continue
        subjects = [e for e in entries if e.role == "subject"]
        clause = [e for e in scene.clause_subjects(k) if e in entries] if n == here else []
        for pool in (clause, subjects, entries):
            own = pool is clause and scene.words.dep[k] == "poss"
            if pool and not own and _many_things(scene, k, pool[-1].draft):
                return None
            row = [e for e in pool if e.in_row]
            actors = tuple(dict.fromkeys(a for e in row for a in e.draft.actors))
            plural = [e for e in pool if e.draft.plural or e.draft.set_of or len(e.draft.actors) > 1]
            if plural and not row:
                return plural[-1].draft if len({e.draft.actors for e in plural}) == 1 else None
            if len(actors) > 1:
                last = row[-1].draft
                return Draft(
                    k, k + 1, k, actors, last.kind, "pronoun", plural=True, set_of=len(actors), person=last.person
                )
            groups = {e.draft.actors for e in pool if e.draft.kind == "group"}
            if len(groups) == 1:
                return next(e.draft for e in pool if e.draft.kind == "group")
        if scene.thing_subject(k, n, plural=True):
            return None
        if _many_things(scene, k, None):
            return None
        two = scene.discourse.last_set(2, n, reach=0, accept=scene.is_state) if n < here else ()
        if two:  # 'A accused B. They will meet.'
            return Draft(k, k + 1, k, two, "state", "pronoun", plural=True, set_of=2)
    return None


def _many_things(scene: Scene, k: int, last: Draft | None) -> bool:
    """nearer_plural_rule: 'they' after 'Chad and Niger took in the herders' may be the herders: whether a plural noun that is
    nobody known stands in a main role between the last one who may be meant and the pronoun."""
    words = scene.words
    bounds = words.bounds[max(0, words.sentence[k] - 1)]
    start = max(bounds[0], last.j if last is not None and last.j <= k else 0)
    known = {e.draft.head for e in scene.discourse.entries[-20:] if scene.here(e) and e.draft.actors}
    for n in range(start, k):
        if words.pos[n] != "NOUN" or words.dep[n] not in _MAIN or n in known:
            continue
        word = words.lower[n]
        many = (word.endswith("s") and not word.endswith("ss")) or word in (
            "people",
            "men",
            "women",
            "children",
            "police",
        )
        if many and word not in uses()["measure"]:
            return True
    return False


def _owned(scene: Scene, k: int) -> Draft | None:
    """owned_agent_rule: 'its troops', 'their foreign minister' act for the owner."""
    words = scene.words
    noun = words.head[k]
    if not k < noun < k + 5 or words.taken[noun] or words.pos[noun] not in NOMINAL:
        return None
    ending = scene.registry.agents.ending(words.lower, noun, k + 1)
    if ending is None or ending[1].materiel or words.lower[noun] in cues()["other"]:
        return None
    word = words.lower[k]
    owner = _thing(scene, k) if word == "its" else _plural(scene, k) if word == "their" else _person(scene, k)
    if owner is None or not owner.actors:
        return None
    first, agent = ending
    kind = owner.kind if owner.kind in ("state", "group", "organisation") else "state"
    draft = Draft(k, noun + 1, noun, owner.actors, kind, "agent", sector=agent.sector)
    draft.plural, draft.person = agent.number == "p", agent.person
    draft.title = " ".join(words.lower[first : noun + 1])
    return draft
