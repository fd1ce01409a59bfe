"""Descriptions that refer back ('the kingdom', 'the prime minister', 'the government') and agents without a name."""

from __future__ import annotations

from comity.actors.agents import Agent
from comity.actors.model import ActorKind, Span
from comity.reading.mentions.anaphor_words import descriptions
from comity.reading.mentions.cues import cues
from comity.reading.mentions.discourse import Entry, role_of
from comity.reading.mentions.draft import Draft
from comity.reading.mentions.scene import MODIFIERS, NOMINAL, ORGANS, Scene, uses

_ALL = 1000  # sentences
DOMESTIC = frozenset({"COP", "LEG", "JUD"})
"""Sectors that act at home: 'police' are those of the country that is spoken of."""

_DOERS = frozenset({"by", "against", "with", "between"})


def definite_at(scene: Scene, k: int) -> Draft | None:
    """description_rule: what 'the ...' from token `k` on means; None where it is no actor or stays open."""
    words = scene.words
    noun = k + 1
    while noun < min(len(words), k + 5) and words.dep[noun] in MODIFIERS and words.head[noun] > noun:
        if words.taken[noun]:
            return None
        noun += 1
    if noun >= min(len(words), k + 5) or words.taken[noun] or words.pos[noun] not in NOMINAL:
        return None
    if noun + 1 < len(words) and words.lower[noun + 1] == "of" and words.head[noun + 1] == noun:
        return None
    phrase = " ".join(words.lower[k + 1 : noun + 1]).replace(" - ", "-")
    if phrase in uses()["country"]:
        return _described(scene, k, noun, scene.focus(k, noun))
    rows = descriptions().get(phrase)
    if rows is not None:
        return _by_description(scene, k, noun, rows)
    if phrase in uses()["group"]:
        return _described(scene, k, noun, _last_group(scene, k))
    ending = scene.registry.agents.ending(words.lower, noun, k + 1)
    if ending is None:
        return None
    first, agent = ending
    if any(words.lower[n] not in cues()["plain_modifier"] for n in range(k + 1, first)):
        return _open_agent(scene, first, noun, agent) if agent.alone else None
    place = in_place(scene, noun)
    if place is not None and _acts_at_home(words.lower[noun], agent):
        return _placed(k + 1, noun, agent, place)
    if agent.sector in ("REB", "PRM") and agent.number in "pc":
        group = _last_group(scene, k)
        if group is not None:
            return _described(scene, k, noun, group, agent)
    if agent.person:
        person = _by_title(scene, k, " ".join(words.lower[first : noun + 1]))
        if person is not None:
            return _described(scene, k, noun, person, agent)
    phrase = " ".join(words.lower[first : noun + 1])
    court = _court(scene, k) if agent.sector == "JUD" else None
    if court is not None:
        return _described(scene, k, noun, court, agent)
    if _at_home(words.lower[noun], phrase, agent):
        entry = scene.home(k) or scene.focus(k, noun)
        if entry is not None and agent.number in "pc":
            return _described(scene, k, noun, entry, agent)
    unique = agent.number == "c" or phrase in uses()["unique_office"]
    away = words.lower[noun] in cues()["posted_abroad"] or words.lower[noun] in uses()["abroad"]
    if agent.sector in ORGANS and unique and not agent.materiel and not away:
        entry = scene.focus(k, noun)
        if entry is not None:
            return _described(scene, k, noun, entry, agent)
    return _open_agent(scene, k, noun, agent) if agent.alone else None


def _described(scene: Scene, i: int, noun: int, entry: Entry | None, agent: Agent | None = None) -> Draft | None:
    if entry is None or not entry.draft.actors:
        return None
    source = entry.draft
    kind: ActorKind = "person" if agent is not None and agent.person else "state"
    if kind == "state" and source.kind not in ("person", "place"):
        kind = source.kind
    draft = Draft(i, noun + 1, noun, source.actors, kind, "anaphor", sector=agent.sector if agent else None)
    draft.person = bool(agent and agent.person)
    draft.plural = bool(agent and agent.number == "p")
    if draft.person and source.person:
        draft.persons, draft.title = source.persons, source.title
    return draft


def _by_description(scene: Scene, k: int, noun: int, rows: list[tuple[tuple[str, ...], bool, Span]]) -> Draft | None:
    """kind_rule: 'the kingdom' is the one kingdom of this sentence so far, else of the sentences before, else of the
    document."""
    when = scene.calendar.at(k)
    for actors, unique, days in rows:
        if when is not None and not days.covers(when.first):
            continue
        if unique:
            return Draft(k, noun + 1, noun, actors, "state", "anaphor")
        for reach in (2, _ALL):
            for _, entries in scene.discourse.back(scene.sentence(k), reach):
                fit = [e for e in entries if len(e.draft.actors) == 1 and e.draft.actors[0] in actors]
                if len({e.draft.actors for e in fit}) == 1 and (reach < _ALL or _only_one(scene, actors)):
                    return _described(scene, k, noun, fit[-1])
                if fit:
                    return None
    return None


def _only_one(scene: Scene, actors: tuple[str, ...]) -> bool:
    return sum(scene.discourse.counts[a] > 0 for a in actors) == 1


def _by_title(scene: Scene, k: int, title: str) -> Entry | None:
    """title_rule: 'the president' is the last person who was called so."""
    if title not in uses()["self_noun"]:
        return None
    for entry in reversed(scene.discourse.entries):
        if scene.sentence(k) - entry.sentence > 6:
            return None
        draft = entry.draft
        if not draft.person or not draft.actors or draft.former:
            continue
        if draft.title == title or draft.title.endswith(" " + title) or draft.title.startswith(title + " "):
            return entry
    return None


def _last_group(scene: Scene, k: int) -> Entry | None:
    """group_rule: 'the group', 'the rebels' are the one group of this sentence so far, else of the two before."""
    for _, entries in scene.discourse.back(scene.sentence(k), 2):
        fit = [e for e in entries if len(e.draft.actors) == 1 and (e.draft.kind == "group" or e.draft.sector == "REB")]
        if fit:
            return fit[-1] if len({e.draft.actors for e in fit}) == 1 else None
    return None


def agent_at(scene: Scene, k: int) -> Draft | None:
    """bare_agent_rule: 'police', 'gunmen', 'lawmakers in Warsaw' with nothing before them."""
    words = scene.words
    if words.dep[k] in ("compound", "amod", "nmod") and words.head[k] > k and words.pos[words.head[k]] in NOMINAL:
        return None
    ending = scene.registry.agents.ending(words.lower, k, max(0, k - 3))
    if ending is None or ending[1].materiel:
        return None
    first, agent = ending
    if any(words.taken[first : k + 1]):
        return None
    owner = _possessor(scene, first)
    if owner is not None and words.lower[k] not in cues()["other"]:
        return _described(scene, first, k, owner, agent)
    place = in_place(scene, k)
    if place is not None and _acts_at_home(words.lower[k], agent):
        return _placed(first, k, agent, place)
    if (
        _at_home(words.lower[k], " ".join(words.lower[first : k + 1]), agent)
        and agent.number in "pc"
        and agent.alone
        and _not_any(words.lower[first - 1] if first else "")
    ):
        home = scene.home(k)
        if home is not None:
            return _described(scene, first, k, home, agent)
    return _open_agent(scene, first, k, agent) if agent.alone else None


def _possessor(scene: Scene, first: int) -> Entry | None:
    """possessor_rule: 'Assad's own forces' are those of whom the possessive names."""
    words = scene.words
    n = first - 1
    while n > first - 4 and n > 0 and words.pos[n] == "ADJ" and not words.taken[n]:
        n -= 1
    if n < 1 or words.lower[n] not in ("'s", "’s", "'", "’"):
        return None
    for entry in reversed(scene.discourse.entries[-4:]):
        if scene.here(entry) and entry.draft.j == n and len(entry.draft.actors) == 1 and entry.draft.kind != "place":
            return entry
    return None


def _court(scene: Scene, k: int) -> Entry | None:
    """court_rule: 'the judges' are those of the international court that was named in the last sentences."""
    for _, entries in scene.discourse.back(scene.sentence(k), 3):
        for entry in reversed(entries):
            actor = entry.draft.actors[0] if len(entry.draft.actors) == 1 else ""
            if actor and entry.draft.kind == "organisation" and scene.registry.actor(actor).standing == "court":
                return entry
    return None


def _at_home(word: str, phrase: str, agent: Agent) -> bool:
    return (agent.sector in DOMESTIC or phrase in uses()["at_home"]) and word not in uses()["abroad"]


def _not_any(before: str) -> bool:
    return before not in ("a", "an", "no", "any", "such", "other", "another", "foreign", "some")


def _acts_at_home(word: str, agent: Agent) -> bool:
    """Troops and envoys in a place may be somebody else's."""
    return agent.sector != "MIL" and word not in cues()["posted_abroad"]


def _placed(i: int, noun: int, agent: Agent, actors: tuple[str, ...]) -> Draft:
    return Draft(
        i, noun + 1, noun, actors, "state", "agent", sector=agent.sector, plural=agent.number == "p", person=agent.person
    )  # fmt: skip


def in_place(scene: Scene, k: int) -> tuple[str, ...] | None:
    """agent_in_place_rule: 'protesters in Kyiv' belong to the state that holds Kyiv."""
    words = scene.words
    if k + 2 >= len(words) or words.lower[k + 1] != "in":
        return None
    if words.head[k + 1] != k and words.head[k + 1] != words.head[words.head[k]]:
        return None  # 'fighting with police in Lima' may hang the place from the fighting
    for n in range(k + 2, min(k + 5, len(words))):
        if words.head[n] == k + 1 and words.dep[n] == "pobj":
            draft = scene.by_head.get(n)
            return draft.actors if draft is not None and len(draft.actors) == 1 else None
    return None


def _open_agent(scene: Scene, i: int, noun: int, agent: Agent) -> Draft | None:
    """Somebody acts, and the text does not say for whom: kept, unresolved."""
    words = scene.words
    if role_of(words, noun) == "other" and words.lower[words.head[noun]] not in _DOERS:
        return None
    kind: ActorKind = "state" if agent.sector in ORGANS else "group"
    return Draft(i, noun + 1, noun, (), kind, "unknown", sector=agent.sector, plural=agent.number == "p")
