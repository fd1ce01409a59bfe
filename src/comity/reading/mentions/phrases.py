"""From a name to the phrase it stands in: 'Russian' to 'Russian Foreign Minister Sergei Lavrov', one mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.actors.agents import Agent
from comity.reading.mentions.cues import cues
from comity.reading.mentions.draft import Draft, Named

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.reading.mentions.sentence import Words

_UP: Final = frozenset({"compound", "amod", "nmod", "poss", "nummod", "npadvmod", "advmod", "det"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_INSIDE: Final = frozenset({"NOUN", "PROPN", "ADJ", "PART", "NUM", "PUNCT", "VERB", "ADV", "X"})
_GROUPED: Final = frozenset({"REB", "PRM", "PTY", "OPP", "CRM"})
_REACH: Final = 9  # tokens from a name to the noun that heads its phrase


class Phrases:
    """Joins names with the agents they belong to. Names of one phrase give one draft."""

    def __init__(self, words: Words, registry: Registry, named: list[Named]) -> None:
        self._words = words
        self._agents = registry.agents
        self._named = named
        self._at = {k: n for n in named for k in range(n.i, n.j)}
        self._done: set[int] = set()  # first characters of the names that a draft holds

    def drafts(self) -> list[Draft]:
        """One draft a name that is not a person's, in order; those inside a longer phrase are part of it."""
        found = []
        for n in self._named:
            if n.hit.roles() == {"person"} or n.hit.start in self._done:
                continue
            found += self._drafts(n)
        return found

    def _drafts(self, n: Named) -> list[Draft]:
        if n.doer:
            return [self._doer(n)]
        if n.place or n.against or n.patron:
            return [self._alone(n)]
        top = self._agent_above(n)
        if top is None and not n.partner:
            of = self._agent_of(n)
            if of is not None:
                return [of]
        if top is None:
            return [self._alone(n)]
        return [self._phrase(n, *top)]

    def _alone(self, n: Named) -> Draft:
        """The name itself, with nobody who acts for it."""
        r = n.resolution
        roles = n.hit.roles()
        kind, how = r.kind, r.how
        if n.place:
            kind, how = "place", "place"
        elif how == "name" and roles <= {"demonym", "people"}:
            how = "demonym"
        actors = () if r.actor is None else (r.actor,)
        text = self._words
        plural = "people" in roles and text.pos[n.head] in _NOMINAL and text.lower[n.head].endswith(("s", "men"))
        draft = Draft(n.i, n.j, n.head, actors, kind, how, tuple(c for c, _ in r.candidates), r.sector, plural)
        draft.resolved_as = next(iter(roles)) if len(roles) == 1 else ""
        if n.shared_token:
            base = text.paragraph.start
            draft.chars = (base + n.hit.start, base + n.hit.end)
        self._done.add(n.hit.start)
        return draft

    def _doer(self, n: Named) -> Draft:
        """doer_rule: in 'the Saudi-led coalition' the coalition acts for Saudi Arabia; 'US-brokered' leaves the state alone."""
        words, draft = self._words, self._alone(n)
        k = min(n.j + 1, len(words) - 1) if not n.shared_token else n.head
        noun = words.head[k]
        if noun > k and noun - k < _REACH and words.pos[noun] in _NOMINAL and noun not in self._at:
            ending = self._agents.ending(words.lower, noun, n.j)
            if ending is not None and not ending[1].materiel:
                draft.j, draft.head, draft.sector, draft.chars = noun + 1, noun, ending[1].sector, None
                draft.resolved = "agent" if draft.actors else draft.resolved
        return draft

    def _agent_above(self, n: Named) -> tuple[int, Agent | None] | None:
        """agent_phrase_rule: the last noun of the phrase that acts ('the Pakistani army chief'), with its agent words;
        None for the words where a person's name heads it."""
        words = self._words
        dep, head, pos = words.dep, words.head, words.pos
        node = n.head
        if dep[node] == "conj" and head[node] in self._at and pos[node] == "ADJ":
            node = self._at[head[node]].head  # 'Russian and Chinese officials'
        found: tuple[int, Agent | None] | None = None
        chain = [node]
        limit = n.j + _REACH
        while dep[node] in _UP and n.j <= head[node] < limit and head[node] > node and pos[head[node]] in _INSIDE:
            through = dep[node] == "poss"
            if found is not None and not {"and", ",", "or"}.isdisjoint(words.lower[node : head[node]]):
                break  # somebody else is named after 'and'
            node = head[node]
            chain.append(node)
            agent = self._acts(node, n.j, through)
            if agent is not None and agent[1] is None and (n.partner or (not through and self._only_a_place(n))):
                agent = None  # neither a compound of states nor a town is a person's title
            if agent is not None:
                found = agent
            elif through and found is None and dep[node] != "compound":
                break
        if found is None:
            found = self._adjacent(n, chain[-1])
        return found

    def _only_a_place(self, n: Named) -> bool:
        return n.hit.roles() <= {"place", "seat"}

    def _acts(self, node: int, start: int, possessed: bool) -> tuple[int, Agent | None] | None:
        words = self._words
        if words.pos[node] not in _NOMINAL:
            return None
        ending = self._agents.ending(words.lower, node, start)
        if ending is not None:
            agent = ending[1]
            if agent.materiel and (possessed or words.dep[node] != "nsubj"):
                return None
            if possessed and words.lower[node] in cues()["other"]:
                return None
            return node, agent
        if words.ent[node] == "PERSON" and node not in self._at:
            return node, None
        if node in self._at and self._at[node].hit.roles() == {"person"}:
            return node, None
        return None

    def _adjacent(self, n: Named, top: int) -> tuple[int, Agent | None] | None:
        """'the Russian army offensive': the agent right after the name, though the offensive heads the phrase."""
        words = self._words
        found = None
        k = n.j
        if k < len(words) and words.dep[k] == "case":
            k += 1
        while k < len(words) and k < n.j + 4 and words.pos[k] in ("NOUN", "PROPN", "ADJ") and k not in self._at:
            if words.sentence[k] != words.sentence[n.i]:
                break
            if words.pos[k] in _NOMINAL:
                ending = self._agents.ending(words.lower, k, n.j)
                if ending is not None and not ending[1].materiel and words.lower[k] not in cues()["other"]:
                    found = k, ending[1]
            k += 1
        return found

    def _phrase(self, n: Named, top: int, agent: Agent | None) -> Draft:
        words = self._words
        end = top + 1
        group = self._named_group(n, end, agent)
        if group is not None:
            return group
        members = [m for m in self._named if n.i <= m.i < end and m.hit.roles() != {"person"} and not m.place]
        i = n.i
        end, name = self._with_name(end, top if agent is None else None)
        head = words.outside_head(i, end)
        if words.pos[head] not in _NOMINAL:
            head = top
        shared = [m for m in members if m is n or m.head in self._conjuncts(n)]
        for m in members:
            self._done.add(m.hit.start)
        actors: dict[str, None] = {}
        candidates: dict[str, None] = {}
        for m in shared:
            if m.resolution.actor is not None:
                actors[m.resolution.actor] = None
            candidates.update(dict.fromkeys(c for c, _ in m.resolution.candidates))
        person = bool(name) or (agent is not None and agent.person)
        title = words.paragraph.doc[n.j : end].text.lower() if agent else ""
        how = "title+name" if name else "agent"
        if not actors:
            how = "ambiguous" if candidates else "unknown"
        kind = "person" if name else n.resolution.kind if n.resolution.kind != "place" else "state"
        draft = Draft(
            i, end, head, tuple(actors), kind, how, tuple(candidates),
            agent.sector if agent else None, plural=bool(agent and agent.number == "p"), person=person, names=name,
            title=title, former=self._former(i, n.j),
        )  # fmt: skip
        draft.persons = self._office_holders(i, end)
        return draft

    def _named_group(self, n: Named, end: int, agent: Agent | None) -> Draft | None:
        """named_group_rule: in 'the Palestinian militant group Hamas' the words before the name describe it."""
        group = self._at.get(end)
        if group is None or agent is None or agent.sector not in _GROUPED or agent.number not in "pc":
            return None
        if group.resolution.kind != "group" or group.resolution.actor is None:
            return None
        self._done.update((n.hit.start, group.hit.start))
        r = group.resolution
        return Draft(n.i, group.j, self._words.outside_head(n.i, group.j), (group.resolution.actor,), "group", "group",
                     sector=r.sector)  # fmt: skip

    def _conjuncts(self, n: Named) -> set[int]:
        """Heads of names coordinated with this one."""
        dep, head = self._words.dep, self._words.head
        found = {n.head}
        if n.partner:  # 'US-South Korean forces'
            at = self._named.index(n)
            for m in self._named[at + 1 :]:
                if not m.partner or m.hit.start != self._named[self._named.index(m) - 1].hit.end + 1:
                    break
                found.add(m.head)
        for m in self._named:
            if m.i > n.i and dep[m.head] in ("conj", "appos") and head[m.head] in found and m.i - n.j < 6:
                found.add(m.head)
        return found

    def _office_holders(self, i: int, j: int) -> tuple[str, ...]:
        return tuple(
            name.actor for k in range(i, j) if k in self._at for name in self._at[k].hit.names if name.role == "person"
        )[:1]

    def _with_name(self, end: int, top: int | None) -> tuple[int, tuple[str, ...]]:
        """The phrase's end, past the person's name that follows its title, and the words of that name."""
        words = self._words
        first = end
        if top is not None:
            first = top
            while first > 0 and (words.ent[first - 1] == "PERSON" or self._same_person(first - 1, top)):
                first -= 1
            k = top + 1
        else:
            k = end
        while k < len(words):
            if (
                self._names_on(k)
                or (
                    k > first
                    and words.lower[k] in cues()["name_particle"]
                    and self._names_on(min(k + 1, len(words) - 1))
                )
                or (k > end and words.text[k] == "-" and self._names_on(min(k + 1, len(words) - 1)))
            ):
                k += 1
            else:
                break
        if k > end:
            end = k
        name = tuple(words.text[first:end]) if end > first else ()
        for m in self._named:
            if first <= m.i < end:
                self._done.add(m.hit.start)
        return end, name

    def _names_on(self, k: int) -> bool:
        """Whether token `k` may belong to a person's name."""
        words = self._words
        if words.pos[k] != "PROPN" or not (words.ent[k] == "PERSON" or self._is_person(k)):
            return words.lower[k] in cues()["name_particle"] and words.ent[k] == "PERSON"
        return k not in self._at or self._is_person(k)

    def _is_person(self, k: int) -> bool:
        n = self._at.get(k)
        return n is not None and n.hit.roles() == {"person"}

    def _same_person(self, k: int, top: int) -> bool:
        n = self._at.get(k)
        return n is not None and n is self._at.get(top) and self._is_person(k)

    def _former(self, i: int, j: int) -> bool:
        """former_rule: 'then-', 'former', 'ex-' before the state or between it and the title."""
        words = self._words
        former = cues()["former"]
        return any(words.lower[k] in former for k in (*range(max(0, i - 2), i), *range(j, min(j + 2, len(words)))))

    def _agent_of(self, n: Named) -> Draft | None:
        """agent_of_rule: 'the president of Ghana', 'leaders of Chad and Niger' are one mention, headed by the agent."""
        words = self._words
        h = n.head
        if words.dep[h] != "pobj" or words.lower[words.head[h]] != "of":
            return None
        preposition = words.head[h]
        noun = words.head[preposition]
        if not noun < preposition or preposition - noun > 2 or words.pos[noun] not in _NOMINAL:
            return None
        ending = self._agents.ending(words.lower, noun)
        if (
            ending is None
            or ending[1].materiel
            or (
                ending[1].number != "s" and not ending[1].alone and ending[1].sector not in ("GOV", "CVL", "LEG", "MIL")
            )
        ):
            return None
        if words.lower[noun] in cues()["other"]:
            return None
        first, agent = ending
        if any(k in self._at for k in range(first, noun + 1)):
            return None
        heads = self._conjuncts(n)
        shared = [m for m in self._named if m.head in heads and m.hit.roles() != {"person"}]
        end = max(m.j for m in shared)
        while first > 0 and words.head[first - 1] == noun and words.dep[first - 1] in ("amod", "compound"):
            if first - 1 in self._at:
                return None
            first -= 1
        end, name = self._with_name(end, None)
        actors: dict[str, None] = {}
        candidates: dict[str, None] = {}
        for m in shared:
            self._done.add(m.hit.start)
            if m.resolution.actor is not None:
                actors[m.resolution.actor] = None
            candidates.update(dict.fromkeys(c for c, _ in m.resolution.candidates))
        how = ("title+name" if name else "agent") if actors else "ambiguous" if candidates else "unknown"
        kind = "person" if name else n.resolution.kind if n.resolution.kind != "place" else "state"
        head = words.outside_head(ending[0], noun + 1)  # 'ministry of foreign affairs' is headed by its first word
        draft = Draft(
            first, end, head, tuple(actors), kind, how, tuple(candidates), agent.sector,
            plural=agent.number == "p", person=agent.person, names=name,
            title=" ".join(words.lower[ending[0] : noun + 1]), former=self._former(first, first),
        )  # fmt: skip
        draft.persons = self._office_holders(first, end)
        return draft
