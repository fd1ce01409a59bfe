"""Persons: full names, titles with names, bare surnames; and those who act without a state beside them."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from comity.intervals import Interval
from comity.reading.mentions.cues import cues
from comity.reading.mentions.draft import Draft, Named
from comity.reading.mentions.memory import Known
from comity.reading.mentions.offices import GRACE, HEADS, OFFICES, PAST, SHORT, belongs, spelt_otherwise

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.actors.model import Person
    from comity.reading.mentions.asof import Calendar
    from comity.reading.mentions.memory import Memory
    from comity.reading.mentions.sentence import Words


class People:
    """Drafts for the persons of one paragraph that no phrase with a state's name holds."""

    def __init__(
        self,
        words: Words,
        registry: Registry,
        calendar: Calendar,
        memory: Memory,
        named: list[Named],
        drafts: list[Draft],
        spoken_of: Container[str],
    ) -> None:
        self._words = words
        self._registry = registry
        self._calendar = calendar
        self._memory = memory
        self._full = {n.i: n for n in named if n.hit.roles() == {"person"}}
        self._phrases = {d.i: d for d in drafts}
        self._here = frozenset(n.resolution.actor for n in named)
        self._spoken_of = spoken_of
        self._by_head = {d.head: d for d in drafts}

    def drafts(self) -> list[Draft]:
        """From left to right, so that a full name teaches the surnames after it."""
        words = self._words
        found = []
        k, count = 0, len(words)
        while k < count:
            phrase = self._phrases.get(k)
            if phrase is not None:
                self._learn_phrase(phrase)
                k = max(phrase.j, k + 1)
                continue
            draft = None
            if not words.taken[k]:
                if k in self._full:
                    full = self._full[k]
                    if self._goes_on(full):
                        draft = self._named_person(k)
                    elif not self._names_a_thing(full):
                        draft = self._office_holder(full)
                elif words.pos[k] == "PROPN" and words.text[k][0].isupper():
                    draft = self._named_person(k)
            if draft is not None:
                for n in range(draft.i, draft.j):
                    words.taken[n] = True
                found.append(draft)
                k = draft.j
            else:
                k += 1
        return found

    def _goes_on(self, n: Named) -> bool:
        """longer_name_rule: 'Juan Carlos Varela' is not the Juan Carlos of the tables."""
        words, k = self._words, n.j
        if k >= len(words) or words.taken[k] or words.sentence[k] != words.sentence[n.i]:
            return False
        longer = words.pos[k] == "PROPN" and words.ent[k] == "PERSON" and words.ent[n.j - 1] == "PERSON"
        return longer and words.text[k][0].isupper() and self._registry.agents.get(words.lower[k]) is None

    def _names_a_thing(self, n: Named) -> bool:
        """namesake_rule: 'Nelson Mandela University' is no person."""
        words = self._words
        up = words.head[n.head]
        if words.dep[n.head] != "compound" or up < n.j or words.pos[up] != "PROPN" or words.ent[up] == "PERSON":
            return False
        agent = self._registry.agents.get(words.lower[up])
        return words.text[n.j] not in ("-", "–") and (agent is None or agent.sector != "GOV")

    def _learn_phrase(self, phrase: Draft) -> None:
        if phrase.names:
            person = phrase.persons[0] if phrase.persons else None
            self._memory.learn(phrase.names, Known(phrase.actors, person, phrase.former, phrase.title))

    def _title_before(self, i: int) -> tuple[int, str]:
        """First token of the title that stands right before token `i`, and its words; (i, '') without one."""
        words = self._words
        if i == 0 or words.taken[i - 1] or words.pos[i - 1] not in ("PROPN", "NOUN"):
            return i, ""
        ending = self._registry.agents.ending(words.lower, i - 1, words.bounds[words.sentence[i]][0])
        if ending is None or not ending[1].person:
            return i, ""
        return ending[0], " ".join(words.lower[ending[0] : i])

    def _former(self, i: int) -> bool:
        words = self._words
        former = cues()["former"]
        return any(words.lower[k] in former for k in range(max(0, i - 3), i) if words.sentence[k] == words.sentence[i])

    def _office_holder(self, n: Named) -> Draft:
        """leader_rule: a full name of somebody who held an office."""
        i, title = self._title_before(n.i)
        former = self._former(i)
        persons = [self._registry.person(name.actor) for name in n.hit.names]
        when = self._calendar.at(n.i)
        held = self._memory.recall(self._words.text[n.j - 1])
        if held is not None and held.person in {p.id for p in persons} and held.actors:
            actors: tuple[str, ...] = held.actors
        else:
            actors = self._acts_for(persons, when, title, former, n.i) or self._by_apposition(n.i, n.j)
        names = tuple(self._words.text[n.i : n.j])
        candidates = () if actors else tuple(dict.fromkeys(s for p in persons for s in p.states()))
        self._memory.learn(names, Known(actors, persons[0].id, former, title))
        how = ("title+name" if title else "leader") if actors else "unknown"
        near = when or self._calendar.published
        elder = not title and near is not None and not any(self._registry.states_of(p, near) for p in persons)
        sector = "ELI" if elder else "GOV"
        draft = Draft(i, n.j, self._words.outside_head(i, n.j), actors, "person", how, candidates, sector, person=True)
        draft.names, draft.title, draft.former, draft.persons = names, title, former, (persons[0].id,)
        return draft

    def _acts_for(
        self, persons: list[Person], when: Interval | None, title: str, former: bool, k: int
    ) -> tuple[str, ...]:
        """The state a person acts for: in office then or at publication; by the title; 'former' keeps the state."""
        registry, published = self._registry, self._calendar.published
        offices = OFFICES.get(title) or (HEADS if title in SHORT else None)
        for time in (when, published):
            if time is None:
                continue
            time = Interval(time.first - GRACE, time.last)
            states = tuple(dict.fromkeys(s for p in persons for s in registry.states_of(p, time)))
            one = self._one(states, time)
            if one:
                return one
        ever = tuple(dict.fromkeys(s for p in persons for s in registry.states_of(p, None, offices)))
        if title or former or (when is None and published is None) or self._of_the_past(persons, k):
            return self._one(ever, when)
        return self._one(ever, when) if belongs(self._registry, persons, when or published) else ()

    def _of_the_past(self, persons: list[Person], k: int) -> bool:
        """past_leader_rule: where the text gives no time, one who left office long ago is told of as of the office."""
        published = self._calendar.published
        if published is None or self._calendar.dated(k):
            return False
        last = [t.valid.last for p in persons for t in p.terms]
        return all(day is not None and published.first - day > PAST for day in last)

    def _one(self, states: tuple[str, ...], when: Interval | None) -> tuple[str, ...]:
        """One state, or the right one of a single lineage; none where there are several."""
        if len(states) > 1 and len({self._registry.lineage(s) for s in states}) == 1:
            at = self._registry.at(states[-1], when).actor
            return (at or states[-1],)
        return states if len(states) == 1 else ()

    def _named_person(self, k: int) -> Draft | None:
        """A capitalised name that is no table's full name: known from before, a leader's surname, or an unknown person."""
        words = self._words
        j = k + 1
        is_person = words.ent[k] == "PERSON"
        if k in self._full:
            j = self._full[k].j
        elif words.text[k + 1 : k + 2] == ["-"] and self._registry.persons_named("".join(words.text[k : k + 3])):
            return self._surname(k, k + 3)  # double_name_rule: 'Ben-Gurion'
        while j < len(words) and j not in self._full and not words.taken[j]:
            if words.pos[j] == "PROPN" and (words.ent[j] == "PERSON" if is_person else words.head[k] == j):
                j += 1
            elif is_person and j + 1 < len(words) and not words.taken[j + 1] and self._inside_a_name(j):
                j += 2
            else:
                break
        last = j - 1
        agents = self._registry.agents
        first = k
        courtesy = cues()["courtesy"]
        while first < last and (words.lower[first] in courtesy or agents.get(words.lower[first]) is not None):
            first += 1
        if agents.get(words.lower[last]) is not None:
            return None
        if first > k:
            return self._surname(first, j) if not words.taken[first] else None
        return self._surname(k, j)

    def _inside_a_name(self, j: int) -> bool:
        """'van' in 'Hans van Dijk', the hyphen in 'Saro-Wiwa'."""
        words = self._words
        person = words.ent[j + 1] == "PERSON" and j + 1 not in self._full
        close = words.text[j] == "-" and words.ends[j - 1] == words.starts[j] and words.ends[j] == words.starts[j + 1]
        if close and words.pos[j + 1] == "PROPN":
            before, after = (self._memory.recall(words.text[n]) for n in (j - 1, j + 1))
            if before is not None or after is not None:
                return before is after
            return not self._registry.persons_named(words.text[j + 1])
        return person and words.lower[j] in cues()["name_particle"]

    def _surname(self, k: int, j: int) -> Draft | None:
        """surname_rule: the last full name of the document; else the only leader of that name in office at the time."""
        words, _registry = self._words, self._registry
        last = words.text[j - 1]
        i, title = self._title_before(k)
        former = self._former(i)
        names = tuple(words.text[k:j])
        known = self._memory.recall(last)
        when = self._calendar.at(k)
        is_person = all(words.ent[n] == "PERSON" for n in range(k, j))
        in_a_name = j - k > 1
        body = self._administration(k, j)
        if body is not None:
            return body
        if (
            known is not None
            and (is_person or not (in_a_name or self._part_of_name(k, j)))
            and (known.actors or not in_a_name)
        ):
            how = "surname" if known.actors else "unknown"
            return self._draft(i, k, j, known.actors, how, (), title, former, known.person)
        if not in_a_name or (j - k == 3 and words.text[k + 1] == "-"):
            draft = self._leader_by_surname(i, k, j, title, former, when, is_person)
            if draft is not None:
                return draft
        elif is_person and when is not None:
            person = spelt_otherwise(self._registry, names, when)
            if person is not None:
                actors = self._one(self._registry.states_of(person, None), when)
                self._memory.learn(names, Known(actors, person.id, former, title))
                return self._draft(i, k, j, actors, "title+name" if title else "leader", (), title, former, person.id)
        if not is_person or (not title and j - k < 2):
            return None
        actors = self._by_apposition(k, j) or self._by_shared_title(i, title)
        self._memory.learn(names, Known(actors, None, former, title))
        return self._draft(i, k, j, actors, "title+name" if actors else "unknown", (), title, former, None)

    def _by_shared_title(self, i: int, title: str) -> tuple[str, ...]:
        """shared_title_rule: 'Malian President A and Defence Minister B' are both of Mali."""
        words = self._words
        if title in ("prime minister", "president", "premier") or not cues()["junior_title"].intersection(
            title.split()
        ):
            return ()
        if i < 2 or words.lower[i - 1] not in ("and", ",") or not words.taken[i - 2]:
            return ()
        before = [d for d in self._phrases.values() if d.j == i - 1 and d.names and d.actors]
        return before[0].actors if before else ()

    def _in_the_text(self, actors: tuple[str, ...]) -> bool:
        return any(a in self._here or a in self._spoken_of for a in actors)

    def _administration(self, k: int, j: int) -> Draft | None:
        """administration_rule: 'the Obama administration' acts for the state that its head led, whenever that was."""
        words, registry = self._words, self._registry
        if j >= len(words) or words.lower[j] not in cues()["administration"] or words.head[j - 1] != j:
            return None
        held = [p for p in registry.persons_named(words.text[j - 1]) if registry.states_of(p, None, HEADS)]
        known = self._memory.recall(words.text[j - 1])
        lineages = {registry.lineage(s) for p in held for s in registry.states_of(p, None, HEADS)}
        when = self._calendar.at(k)
        if known is not None and known.actors:
            actors = known.actors
        elif len(lineages) == 1:
            actors = self._one(registry.states_of(held[0], None, HEADS), when)
        else:
            now = [s for p in held for s in registry.states_of(p, when, HEADS)] if when else []
            actors = self._one(tuple(dict.fromkeys(now)), when)
        if not actors:
            return None
        return Draft(k, j + 1, words.outside_head(k, j + 1), actors, "state", "agent", sector="GOV")

    def _leader_by_surname(
        self, i: int, k: int, j: int, title: str, former: bool, when: Interval | None, is_person: bool
    ) -> Draft | None:
        words, registry = self._words, self._registry
        word = "".join(words.text[k:j])
        persons = registry.persons_named(word)
        if not persons or words.ent[k] in ("DATE", "TIME"):
            return None
        full = self._memory.named_in_full(word) if title else ()
        if len(full) == 1:
            actors = self._acts_for(list(full), when, title, former, k)
            if actors:
                self._memory.learn((words.text[j - 1],), Known(actors, full[0].id, former, title))
                return self._draft(i, k, j, actors, "title+name", (), title, former, full[0].id)
        offices = OFFICES.get(title) or (HEADS if title in SHORT else None)
        rank = registry.agents.get(title.rsplit(" ", 1)[-1]) if title and offices is None else None
        if rank is not None and rank.sector == "MIL":
            offices = (*HEADS, "defence_minister", "senior_official")  # 'General Zia', 'Colonel Gaddafi'
        if title and offices is None:
            return None
        courtesy = k > 0 and words.lower[k - 1] in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "herr", "monsieur")
        if not title and not courtesy and (former or word in cues()["common_surname"] or self._part_of_name(k, j)):
            return None
        if (
            not title
            and not is_person
            and words.first_in_sentence(k)
            and words.dep[k] not in ("nsubj", "poss", "nsubjpass")
        ):
            return None
        about = None if when is None or not title else Interval(when.first - GRACE, when.last + GRACE)
        for time in dict.fromkeys((when, self._calendar.published, about or when)):
            held = [p for p in persons if registry.states_of(p, time, offices)]
            if former and title:
                held = [p for p in persons if registry.states_of(p, None, offices)]
            if len(held) == 1:
                actors = self._one(registry.states_of(held[0], None if former else time, offices), time)
                how = "title+name" if title else "surname"
                if not title and len(persons) > 1 and not self._in_the_text(actors):
                    return None  # a family name of several: only where its state is spoken of
                if actors:
                    self._memory.learn((words.text[j - 1],), Known(actors, held[0].id, former, title))
                    return self._draft(i, k, j, actors, how, (), title, former, held[0].id)
            elif held and (title or is_person):
                states = tuple(dict.fromkeys(s for p in held for s in registry.states_of(p, time, offices)))
                if len(states) == 1:
                    return self._draft(i, k, j, states, "title+name" if title else "surname", (), title, former, None)
                return self._draft(i, k, j, (), "ambiguous", states, title, former, None)
        return None

    def _part_of_name(self, k: int, j: int) -> bool:
        """Whether the word belongs to a longer name ('Ford Motor', 'Bush House')."""
        words = self._words
        up = words.head[j - 1]
        if j < len(words) and words.text[j] in ("-", "–") and up > j:
            return False  # person_compound_rule: 'the Modi-Abe summit'
        if words.dep[j - 1] in ("compound", "nmod") and words.pos[up] == "PROPN" and up > j - 1:
            return True
        return any(words.head[n] == j - 1 and words.dep[n] == "compound" and words.pos[n] == "PROPN" and n == k - 1
                   and self._registry.agents.get(words.lower[n]) is None and words.lower[n] not in cues()["courtesy"] for n in range(max(0, k - 1), k))  # fmt: skip

    def _draft(
        self, i: int, k: int, j: int, actors: tuple[str, ...], how: str, candidates: tuple[str, ...], title: str,
        former: bool, person: str | None,
    ) -> Draft:  # fmt: skip
        words = self._words
        draft = Draft(
            i, j, words.outside_head(i, j), actors, "person", how, candidates, "GOV" if title else None, person=True
        )
        draft.names, draft.title, draft.former = tuple(words.text[k:j]), title, former
        draft.persons = (person,) if person else ()
        return draft

    def _by_apposition(self, k: int, j: int) -> tuple[str, ...]:
        """apposition_rule: 'Mr A, the Omani envoy', 'the Omani envoy, Mr A', 'A of Oman' give the state of A."""
        words = self._words
        head = words.outside_head(k, j)
        near = self._by_head.get(words.head[head]) if words.dep[head] in ("appos", "nsubj", "compound") else None
        if near is not None and words.dep[head] == "appos" and near.person:
            return near.actors
        for other, phrase in self._by_head.items():
            if words.head[other] == head and words.dep[other] == "appos" and phrase.person:
                return phrase.actors
            if (
                words.dep[other] == "pobj"
                and words.head[words.head[other]] == head
                and words.lower[words.head[other]] == "of"
            ):
                return phrase.actors if phrase.kind == "state" else ()
        return ()
