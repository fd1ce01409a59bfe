"""Sets that refer back: 'both countries', 'the two sides', 'the trio', 'each other', 'the latter'."""

from __future__ import annotations

from functools import cache

from comity.reading.mentions.anaphor_words import anaphor_words
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.scene import MODIFIERS, NOMINAL, ORGANS, Scene, uses

_FIRST = frozenset({"both", "the", "these", "those", "all"})
_PAIR_WORDS = {"pair": 2, "duo": 2, "twosome": 2, "trio": 3, "threesome": 3, "quartet": 4}


@cache
def _numbers() -> dict[str, int]:
    return {word: n for n, word in enumerate(anaphor_words()["number"], 2)}


def set_at(scene: Scene, k: int) -> Draft | None:
    """set_anaphor_rule: a set that begins with token `k`; None where none does."""
    words = scene.words
    lower = words.lower
    if lower[k] not in _FIRST or k + 1 >= len(words):
        return None
    first, following = k, lower[k + 1]
    if lower[k] == "the" and following in ("latter", "former"):
        return _latter(scene, k, following)
    if lower[k] == "the" and following in _PAIR_WORDS:
        return _set(scene, k, k + 2, k + 1, _PAIR_WORDS[following])
    size = 2 if lower[k] == "both" else None
    if lower[k] == "both" and following in ("the", "these", "its", "their"):
        k += 1
    elif lower[k] != "both" and following in _numbers():
        size, k = _numbers()[following], k + 1
    elif lower[k] == "all" and following in ("the", "these") and k + 2 < len(words) and lower[k + 2] in _numbers():
        size, k = _numbers()[lower[k + 2]], k + 2
    noun = _noun_after(scene, k)
    if noun is not None and (lower[noun] in uses()["set_noun"] or (size is not None and _bodies(scene, noun))):
        return _counted(scene, first, k, noun, size)
    if size is not None and (lower[first] == "both" or k > first) and _stands_alone(scene, k):
        return _set(scene, first, k + 1, k, size)
    return None


def _bodies(scene: Scene, noun: int) -> bool:
    """'both parliaments', 'the two coastguards': a body that each state has one of."""
    agents, word = scene.registry.agents, scene.words.lower[noun]
    if not word.endswith("s"):
        return False
    agent = agents.get(word[:-3] + "y" if word.endswith("ies") else word[:-1])
    return agent is not None and agent.sector in ORGANS and agent.number == "c"


def _noun_after(scene: Scene, k: int) -> int | None:
    """The noun that heads the phrase in which token `k` stands, if nothing in between is a mention."""
    words = scene.words
    for n in range(k + 1, min(len(words), k + 5)):
        if words.taken[n]:
            return None
        if words.dep[n] not in MODIFIERS or words.lower[n] in uses()["set_noun"]:
            return n if words.pos[n] in NOMINAL else None
    return None


def _counted(scene: Scene, first: int, k: int, noun: int, size: int | None) -> Draft | None:
    words = scene.words
    lower = words.lower
    followed_by = lower[noun + 1] if noun + 1 < len(words) else ""
    if followed_by == "of":
        return None  # 'both sides of the river', 'the two republics of A and B'
    if size is None:
        plain = noun == k + 1 or " ".join(lower[k + 1 : noun + 1]) in uses()["set_alone"]
        alone = lower[noun] in uses()["set_alone"] and plain and lower[first] in ("the", "these")
        if not alone or followed_by in ("that", "which", "who", "in"):
            return None
    return _set(scene, first, noun + 1, noun, size)


def _stands_alone(scene: Scene, k: int) -> bool:
    """'both agreed', 'told both to stop', 'the two met': the numeral is the whole phrase; 'both A and B' is not."""
    words = scene.words
    if words.dep[k] in ("preconj", "cc", "cc:preconj", "det", "nummod") or k + 1 >= len(words):
        return False
    after = words.pos[k + 1]
    if words.lower[k] == "both":
        main = words.dep[k] in ("nsubj", "nsubjpass", "pobj", "dobj", "dative")
        return (after in ("VERB", "AUX") or main) and after not in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON")
    return after in ("VERB", "AUX", "PUNCT", "PART", "ADP") and words.dep[k] in ("nsubj", "nsubjpass", "pobj", "dobj")


def _set(scene: Scene, i: int, j: int, head: int, size: int | None) -> Draft:
    words = scene.words
    noun = words.lower[head]
    agent = scene.registry.agents.get(noun)
    states_only = noun in uses()["state_noun"] or (agent is not None and agent.sector in ORGANS)
    accept = scene.is_state if states_only else None
    joint = scene.all_neighbours if noun in ("neighbours", "neighbors") else None
    if noun in uses()["number"] or noun == "both":
        accept = scene.is_state if scene.discourse.last_set(size, scene.sentence(i), accept=scene.is_state) else None
    barred = [e for e in scene.set_apart(head) if len(e.draft.actors) == 1]
    here = scene.sentence(i)
    actors: tuple[str, ...] = ()
    if noun in uses()["person_noun"]:
        actors = scene.discourse.last_set(size, here, accept=accept, barred=barred, people=True)
    if joint is not None:
        actors = actors or scene.discourse.last_set(size, here, accept=accept, barred=barred, joint=joint, weigh=True)
    actors = actors or scene.discourse.last_set(size, here, accept=accept, barred=barred, weigh=True)
    if not actors and size in (2, None):
        actors = scene.centre.pair
    if not actors and size is not None:
        actors = scene.centre.states(size)
    draft = Draft(i, j, head, actors, "state", "anaphor" if actors else "unknown", plural=True)
    draft.sector, draft.set_of = agent.sector if agent else None, size or 2
    return draft


def _latter(scene: Scene, k: int, which: str) -> Draft | None:
    """latter_rule: 'the latter' is the second of the last pair, 'the former' (without a noun) the first."""
    words = scene.words
    nominal = k + 2 < len(words) and words.pos[k + 2] in ("NOUN", "PROPN", "ADJ")
    if which == "former" and nominal and words.dep[k + 1] in MODIFIERS:
        return None  # 'the former president'
    pair = scene.discourse.last_set(2, scene.sentence(k), reach=1)
    actors = () if not pair else (pair[-1] if which == "latter" else pair[0],)
    return Draft(k, k + 2, k + 1, actors, "state", "anaphor" if actors else "unknown")


def each_at(scene: Scene, k: int) -> Draft | None:
    """each_other_rule: the clause's subject, where it means several; else the last set. 'each side', 'each': the last pair."""
    words = scene.words
    following = words.lower[k + 1] if k + 1 < len(words) else ""
    if (words.lower[k], following) in (("each", "other"), ("one", "another")):
        actors = tuple(dict.fromkeys(a for e in scene.clause_subjects(k) for a in e.draft.actors))
        if len(actors) < 2:
            actors = scene.discourse.last_set(None, scene.sentence(k), reach=1)
        return Draft(k, k + 2, k + 1, actors, "state", "anaphor" if actors else "unknown", plural=True, set_of=2)
    if words.lower[k] not in ("each", "either", "neither"):
        return None
    if following in uses()["either_side"]:
        if words.lower[k + 2 : k + 3] == ["of"]:
            return None  # 'either side of the river'
        return _set(scene, k, k + 2, k + 1, 2)
    if words.dep[k] in ("nsubj", "nsubjpass") and words.pos[k + 1 : k + 2] in (["VERB"], ["AUX"]):
        pair = scene.discourse.last_set(2, scene.sentence(k), reach=1, accept=scene.is_state)
        return Draft(k, k + 1, k, pair, "state", "anaphor", plural=True, set_of=2) if pair else None
    return None


def other_at(scene: Scene, k: int) -> Draft | None:
    """the_other_rule: 'the other', 'the other side' is whoever of the last pair the clause's subject is not; both, where each
    of them is the subject."""
    words = scene.words
    if words.lower[k] != "the" or words.lower[k + 1 : k + 2] != ["other"]:
        return None
    j = k + 2
    if j < len(words) and words.lower[j] in uses()["either_side"]:
        j += 1
    elif j < len(words) and words.pos[j] in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    if j < len(words) and words.lower[j] in ("than", "of"):
        return None
    subjects = tuple(dict.fromkeys(a for e in scene.clause_subjects(k) for a in e.draft.actors))
    pair = (
        subjects
        if len(subjects) == 2
        else scene.discourse.last_set(2, scene.sentence(k), reach=2, accept=scene.is_state)
    )
    start = words.bounds[words.sentence[k]][0]
    actors = tuple(a for a in pair if a not in subjects) if len(subjects) == 1 else subjects
    if len(pair) != 2 or len(subjects) not in (1, 2) or len(actors) != len(subjects) or "one" in words.lower[start:k]:
        return None
    return Draft(
        k, j, j - 1, actors, "state", "anaphor", plural=len(actors) > 1, set_of=len(actors) if len(actors) > 1 else 0
    )
