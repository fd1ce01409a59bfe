"""What refers back: 'both countries', 'each other', 'the latter', 'its', 'they', 'the country', 'the government'.

Resolved by recency, syntactic role and number; what stays open is left unresolved, never guessed at even odds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.actors.agents import Agent
from comity.actors.model import ActorKind
from comity.reading.mentions.anaphor_words import anaphor_words, descriptions
from comity.reading.mentions.cues import cues
from comity.reading.mentions.discourse import Discourse, Entry, role_of
from comity.reading.mentions.draft import Draft

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.actors.model import Span
    from comity.reading.mentions.asof import Calendar
    from comity.reading.mentions.sentence import Words

_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod"})
_POSSESSIVE: Final = frozenset({"its", "their", "his", "her"})
_ORGANS: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


class Anaphora:
    """Reads one paragraph from left to right, with the document's discourse behind it."""

    def __init__(
        self, words: Words, registry: Registry, calendar: Calendar, discourse: Discourse, first_sentence: int,
        main: tuple[str, ...],
    ) -> None:  # fmt: skip
        self._words = words
        self._registry = registry
        self._agents = registry.agents
        self._calendar = calendar
        self._discourse = discourse
        self._first = first_sentence
        self._main = main
        table = anaphor_words()
        self._table = {use: frozenset(values) for use, values in table.items()}
        self._numbers = {word: n for n, word in enumerate(table["number"], 2)}

    def read(self, drafts: list[Draft]) -> list[Draft]:
        """`drafts` in order; returns them with those that refer back, in order."""
        words, taken = self._words, self._words.taken
        starts: dict[int, list[Draft]] = {}
        for draft in drafts:
            starts.setdefault(draft.i, []).append(draft)
        found: list[Draft] = []
        k, count = 0, len(words)
        while k < count:
            if k in starts:
                for draft in starts[k]:
                    self._settle(draft)
                    self._remember(draft)
                    found.append(draft)
                k += 1
                continue
            draft_here = None if taken[k] else self._at(k)
            if draft_here is not None:
                found.append(draft_here)
                self._remember(draft_here)
                taken[draft_here.i : draft_here.j] = [True] * (draft_here.j - draft_here.i)
                k = draft_here.j
                continue
            k += 1
        return found

    def _sentence(self, k: int) -> int:
        return self._first + self._words.sentence[k]

    def _remember(self, draft: Draft) -> None:
        if draft.actors or draft.person:
            self._discourse.add(draft, self._words, self._sentence(draft.head))

    def _settle(self, draft: Draft) -> None:
        """document_rule: a name that may mean several ('Congo') means the only one that was named plainly before."""
        if draft.actors or len(draft.candidates) < 2 or draft.resolved != "ambiguous" or draft.kind == "place":
            return
        before = {a for e in self._discourse.entries for a in e.draft.actors} & set(draft.candidates)
        if len(before) == 1:
            draft.actors, draft.resolved = tuple(before), "name"

    def _at(self, k: int) -> Draft | None:
        words, table = self._words, self._table
        word = words.lower[k]
        if word in ("both", "the", "these", "those", "all"):
            found = self._set_at(k)
            if found is not None:
                return found
        if word in ("each", "one", "either", "neither"):
            return self._each_at(k)
        if word == "the":
            return self._definite_at(k)
        if words.pos[k] == "PRON":
            if word in _POSSESSIVE:
                owned = self._owned_at(k)
                if owned is not None:
                    return owned
            if word in table["thing_pronoun"]:
                return self._pronoun(k, self._thing(k))
            if word in table["plural_pronoun"]:
                return self._pronoun(k, self._plural(k))
            if word in table["person_pronoun"]:
                return self._pronoun(k, self._person(k))
            return None
        if words.pos[k] in _NOMINAL:
            return self._agent_at(k)
        return None

    # sets

    def _set_at(self, k: int) -> Draft | None:
        """set_anaphor_rule: 'both countries', 'the two sides', 'the three', 'the neighbours', 'the latter'."""
        words, table = self._words, self._table
        lower = words.lower
        first, size = k, None
        if lower[k] in ("the", "all", "these", "those") and k + 1 < len(words):
            following = lower[k + 1]
            if following in ("latter", "former") and lower[k] == "the":
                return self._latter(k, following)
            if following in self._numbers:
                size, k = self._numbers[following], k + 1
            elif following == "both":
                return None
        elif lower[k] == "both":
            size = 2
        end = k + 1
        while end < min(len(words), k + 5) and not words.taken[end]:
            end += 1
            if words.dep[end - 1] not in _MODIFIERS:
                break
        noun = end - 1
        if noun > k and lower[noun] in table["set_noun"] and words.pos[noun] in _NOMINAL:
            if (
                any(lower[n] in ("of", "who", "that", "which") for n in range(end, min(end + 1, len(words))))
                and size is None
            ):
                return None
            alone = lower[noun] in table["set_alone"]
            if size is None and not (alone and first == k and lower[first] in ("the", "these")):
                return None
            return self._set(first, end, noun, size)
        if size is not None and noun == k:
            after = words.pos[k + 1] if k + 1 < len(words) else "PUNCT"
            if lower[k] == "both" and (
                after not in ("VERB", "AUX", "PUNCT", "ADV") or words.dep[k] in ("preconj", "cc")
            ):
                return None
            if lower[k] != "both" and after not in ("VERB", "AUX", "PUNCT", "CCONJ"):
                return None
            if lower[k] != "both" and words.dep[k] not in ("nsubj", "nsubjpass", "pobj", "dobj"):
                return None
            return self._set(first, k + 1, k, size)
        if (
            size is None
            and lower[first] == "the"
            and first + 1 < len(words)
            and lower[first + 1] in ("pair", "duo", "trio", "quartet")
        ):
            return self._set(first, first + 2, first + 1, {"trio": 3, "quartet": 4}.get(lower[first + 1], 2))
        return None

    def _set(self, i: int, j: int, head: int, size: int | None) -> Draft:
        actors = self._discourse.last_set(size, self._sentence(i))
        if not actors and size in (2, None) and len(self._main) == 2:
            actors = self._main
        how = "anaphor" if actors else "unknown"
        person = self._agents.get(self._words.lower[head])
        draft = Draft(i, j, head, actors, "state", how, plural=True, sector=person.sector if person else None)
        draft.set_of = size or 2
        return draft

    def _latter(self, k: int, which: str) -> Draft | None:
        words = self._words
        if which == "former" and k + 2 < len(words) and words.pos[k + 2] in ("NOUN", "PROPN", "ADJ"):
            return None
        pair = self._discourse.last_set(2, self._sentence(k), reach=1)
        actors = () if not pair else (pair[-1] if which == "latter" else pair[0],)
        return Draft(k, k + 2, k + 1, actors, "state", "anaphor" if actors else "unknown")

    def _each_at(self, k: int) -> Draft | None:
        """each_other_rule: the subject's actors, where they are several; else the last pair."""
        words = self._words
        following = words.lower[k + 1] if k + 1 < len(words) else ""
        if (words.lower[k], following) in (("each", "other"), ("one", "another")):
            actors = self._subject_actors(k)
            if len(actors) < 2:
                actors = self._discourse.last_set(None, self._sentence(k), reach=1)
            return Draft(k, k + 2, k + 1, actors, "state", "anaphor" if actors else "unknown", plural=True, set_of=2)
        if words.lower[k] != "one" and following in self._table["either_side"]:
            return self._set(k, k + 2, k + 1, 2)
        return None

    def _subject_actors(self, k: int) -> tuple[str, ...]:
        """Actors of the subject of the clause that token `k` stands in."""
        words = self._words
        verb = words.head[k]
        for _ in range(8):
            if words.pos[verb] in ("VERB", "AUX"):
                found = [
                    e for e in self._discourse.entries[-12:]
                    if e.paragraph == words.paragraph.index and e.role == "subject" and self._governor(e.draft.head) == verb
                ]  # fmt: skip
                if found:
                    return tuple(dict.fromkeys(a for e in found for a in e.draft.actors))
                if words.dep[verb] not in ("conj", "xcomp", "advcl", "ccomp"):
                    return ()
            if words.head[verb] == verb:
                return ()
            verb = words.head[verb]
        return ()

    def _governor(self, head: int) -> int:
        words = self._words
        if head >= len(words):
            return -1
        for _ in range(5):
            if words.dep[head] in ("conj", "appos") and words.head[head] < head:
                head = words.head[head]
            else:
                break
        return words.head[head]

    # pronouns

    def _pronoun(self, k: int, entry: Entry | Draft | None) -> Draft | None:
        if entry is None:
            return None
        source = entry.draft if isinstance(entry, Entry) else entry
        kind = source.kind if source.kind != "place" else "state"
        return Draft(
            k, k + 1, k, source.actors, kind, "pronoun", sector=source.sector, plural=source.plural, person=source.person,
            names=(), title=source.title, former=source.former, persons=source.persons,
        )  # fmt: skip

    def _thing(self, k: int) -> Entry | None:
        """thing_pronoun_rule: 'it' and 'its' take the subject of the clause, else of the sentence before."""
        words = self._words
        if words.lower[k] == "it" and (self._empty_it(k) or not self._may_be_actor(k)):
            return None
        return self._antecedent(k, lambda e: not (e.draft.person or e.draft.plural or e.draft.set_of or e.in_row))

    def _may_be_actor(self, k: int) -> bool:
        """An object 'it' is an actor only after verbs that take one ('urged it')."""
        words = self._words
        return words.dep[k] != "dobj" or words.lower[words.head[k]] in cues()["takes_actor"]

    def _empty_it(self, k: int) -> bool:
        """'it is clear that', 'it seems'."""
        words, table = self._words, self._table
        if words.dep[k] == "expl":
            return True
        verb = words.head[k]
        if words.lower[verb] in table["it_is"]:
            return True
        window = words.lower[k + 1 : k + 6]
        return bool(window) and window[0] in ("is", "was", "'s", "will", "would", "has", "may", "became", "becomes") and (
            any(w in table["it_clause"] for w in window)
        )  # fmt: skip

    def _plural(self, k: int) -> Draft | Entry | None:
        """plural_pronoun_rule: a plural or a set; a row of coordinated names counts as a set."""
        sentence = self._sentence(k)
        for n, entries in self._discourse.back(sentence, 1):
            entries = [e for e in entries if e.draft.kind != "place" and e.draft.actors]
            if not entries:
                continue
            subjects = [e for e in entries if e.role == "subject"]
            for pool in (subjects, entries):
                actors = tuple(dict.fromkeys(a for e in pool for a in e.draft.actors))
                plural = [e for e in pool if e.draft.plural or e.draft.set_of or len(e.draft.actors) > 1]
                joined = any(e.joined for e in pool)
                if pool and joined and len(actors) > 1:
                    group = self._discourse.last_set(None, n, reach=0)
                    if group:
                        return Draft(k, k + 1, k, group, "state", "pronoun", plural=True, set_of=len(group))
                if plural:
                    sets = {e.draft.actors for e in plural}
                    return plural[-1] if len(sets) == 1 else None
            if self._thing_subject(k, n, plural=True):
                return None
        return None

    def _person(self, k: int) -> Entry | None:
        """person_pronoun_rule: the last subject that is a person, else the only person of the sentence."""
        return self._antecedent(k, lambda e: e.draft.person and not e.draft.plural)

    def _antecedent(self, k: int, accept: object) -> Entry | None:
        """Subject of the same clause or sentence, else the only candidate there; then the same in the sentence before."""
        sentence = self._sentence(k)
        person = self._words.lower[k] in self._table["person_pronoun"]
        for n, entries in self._discourse.back(sentence, 1):
            fit = [
                e for e in entries
                if len(e.draft.actors) < 2 and (e.draft.actors or person) and e.draft.kind != "place" and accept(e)  # type: ignore[operator]
            ]  # fmt: skip
            if not person and self._thing_subject(k, n, plural=False):
                return None
            subjects = [e for e in fit if e.role == "subject"]
            for pool in (subjects, fit):
                distinct = {(e.draft.actors, e.draft.persons) if person else e.draft.actors for e in pool}
                if len(distinct) == 1:
                    return pool[-1] if pool[-1].draft.actors else None
                if len(distinct) > 1:
                    near = self._clause_subject(k, pool) if n == sentence else None
                    if near is None and n < sentence and pool is subjects:
                        near = pool[0]
                    return near if near is not None and near.draft.actors else None
        return None

    def _clause_subject(self, k: int, pool: list[Entry]) -> Entry | None:
        """Of several subjects the one whose clause holds token `k`."""
        words = self._words
        up = k
        for _ in range(12):
            up = words.head[up]
            for e in reversed(pool):
                if e.role == "subject" and self._governor(e.draft.head) == up and e.draft.head != k:
                    return e
            if words.head[up] == up:
                return None
        return None

    def _thing_subject(self, k: int, sentence: int, *, plural: bool) -> bool:
        """Whether the subject of that sentence is a thing the pronoun may just as well mean."""
        words = self._words
        local = sentence - self._first
        if not 0 <= local < len(words.bounds):
            return False
        start, end = words.bounds[local]
        for n in range(start, min(end, k)):
            if words.dep[n] in ("nsubj", "nsubjpass") and words.pos[n] == "NOUN" and not words.taken[n]:
                many = words.lower[n].endswith("s") and not words.lower[n].endswith("ss")
                root = words.head[n]
                if many == plural and words.head[root] == root and self._agents.get(words.lower[n]) is None:
                    return True
        return False

    # descriptions and agents

    def _definite_at(self, k: int) -> Draft | None:
        """description_rule: 'the country', 'the kingdom', 'the prime minister', 'the government'."""
        words, table = self._words, self._table
        noun = k + 1
        while noun < min(len(words), k + 5) and words.dep[noun] in _MODIFIERS and words.head[noun] > noun:
            if words.taken[noun]:
                return None
            noun += 1
        if noun >= len(words) or words.taken[noun] or words.pos[noun] not in _NOMINAL:
            return None
        phrase = " ".join(words.lower[k + 1 : noun + 1]).replace(" - ", "-")
        if self._followed_by_of(noun):
            return None
        if phrase in table["country"] or (
            words.lower[noun] == "nation" and noun - k <= 2 and phrase not in descriptions()
        ):
            return self._described(k, noun, self._focus(k))
        rows = (
            descriptions().get(phrase)
            or descriptions().get(" ".join(words.lower[noun - 1 : noun + 1]))
            or descriptions().get(words.lower[noun])
        )
        if rows is not None and (noun == k + 1 or phrase in descriptions()):
            return self._by_description(k, noun, rows)
        ending = self._agents.ending(words.lower, noun, k + 1)
        if ending is None:
            return None
        first, agent = ending
        place = self._in_place(noun)
        if place is not None and agent.sector != "MIL":
            return self._placed(k + 1, noun, agent, place)
        if first == k + 1 and agent.person:
            person = self._by_title(k, " ".join(words.lower[first : noun + 1]))
            if person is not None:
                return self._described(k, noun, person, agent)
        if agent.sector in _ORGANS and agent.number in "cs" and not agent.materiel:
            entry = self._focus(k)
            if entry is not None:
                return self._described(k, noun, entry, agent)
        return self._open_agent(k, noun, agent) if agent.alone else None

    def _followed_by_of(self, noun: int) -> bool:
        words = self._words
        return noun + 1 < len(words) and words.lower[noun + 1] == "of" and words.head[noun + 1] == noun

    def _described(self, i: int, noun: int, entry: Entry | None, agent: Agent | None = None) -> Draft | None:
        if entry is None or not entry.draft.actors:
            return None
        kind = "state" if agent is None or not agent.person else "person"
        source = entry.draft
        if kind == "state" and source.kind not in ("person", "place"):
            kind = source.kind
        draft = Draft(i, noun + 1, noun, source.actors, kind, "anaphor", sector=agent.sector if agent else None)  # type: ignore[arg-type]
        draft.person = bool(agent and agent.person)
        draft.plural = bool(agent and agent.number == "p")
        if draft.person and source.person:
            draft.persons, draft.title = source.persons, source.title
        return draft

    def _by_description(self, k: int, noun: int, rows: list[tuple[tuple[str, ...], bool, object]]) -> Draft | None:
        when = self._calendar.at(k)
        for actors, unique, span in rows:
            days: Span = span  # type: ignore[assignment]
            if when is not None and not days.covers(when.first):
                continue
            if unique:
                return Draft(k, noun + 1, noun, actors, "state", "anaphor")
            for fit in self._discourse.singles(self._sentence(k), lambda e, a=actors: e.draft.actors[0] in a, reach=2):  # type: ignore[misc]
                distinct = {e.draft.actors for e in fit}
                if len(distinct) == 1:
                    return self._described(k, noun, fit[-1])
                if distinct:
                    return None
        return None

    def _by_title(self, k: int, title: str) -> Entry | None:
        """title_rule: 'the president' is the last person who was called so."""
        if title not in self._table["self_noun"]:
            return None
        for entry in reversed(self._discourse.entries):
            if self._sentence(k) - entry.sentence > 6:
                return None
            said = entry.draft.title
            if entry.draft.person and entry.draft.actors and not entry.draft.former and (
                said == title or said.endswith(" " + title) or f"{title} " in f"{said} "[: len(title) + 1]
            ):  # fmt: skip
                return entry
        return None

    def _focus(self, k: int) -> Entry | None:
        """focus_rule: the one state of this sentence so far; else of the sentence before, its subject first."""
        sentence = self._sentence(k)
        for n, entries in self._discourse.back(sentence, 1):
            fit = [e for e in entries if len(e.draft.actors) == 1 and self._is_state(e.draft.actors[0])]
            acting = [e for e in fit if e.draft.kind != "place"]
            for pool in (acting, fit):
                distinct = {e.draft.actors for e in pool}
                if len(distinct) == 1:
                    return pool[-1]
                if len(distinct) > 1:
                    subjects = [e for e in pool if e.role == "subject"]
                    if n < sentence and len({e.draft.actors for e in subjects}) == 1:
                        return subjects[-1]
                    return None
        return None

    def _is_state(self, id: str) -> bool:
        return id in self._registry and self._registry.actor(id).kind == "state"

    def _owned_at(self, k: int) -> Draft | None:
        """owned_agent_rule: 'its troops', 'their foreign minister' act for the owner."""
        words = self._words
        noun = words.head[k]
        if not k < noun < k + 5 or words.taken[noun] or words.pos[noun] not in _NOMINAL:
            return None
        ending = self._agents.ending(words.lower, noun, k + 1)
        if ending is None or ending[1].materiel or words.lower[noun] in cues()["other"]:
            return None
        word = words.lower[k]
        entry = self._thing(k) if word == "its" else self._plural(k) if word == "their" else self._person(k)
        if entry is None:
            return None
        source = entry.draft if isinstance(entry, Entry) else entry
        if not source.actors:
            return None
        agent = ending[1]
        kind = source.kind if source.kind in ("state", "group", "organisation") else "state"
        draft = Draft(k, noun + 1, noun, source.actors, kind, "agent", sector=agent.sector)
        draft.plural, draft.person = agent.number == "p", agent.person
        draft.title = " ".join(words.lower[ending[0] : noun + 1])
        return draft

    def _agent_at(self, k: int) -> Draft | None:
        """bare_agent_rule: 'police', 'gunmen', 'lawmakers in Warsaw' with nothing before them."""
        words = self._words
        if words.head[k] > k and words.dep[k] in ("compound", "amod", "nmod") and words.pos[words.head[k]] in _NOMINAL:
            return None
        ending = self._agents.ending(words.lower, k, max(0, k - 3))
        if ending is None or ending[1].materiel or words.dep[k] in ("compound", "amod"):
            return None
        first, agent = ending
        if any(words.taken[first : k + 1]):
            return None
        place = self._in_place(k)
        if place is not None and agent.sector != "MIL":
            return self._placed(first, k, agent, place)
        return self._open_agent(first, k, agent) if agent.alone else None

    def _placed(self, i: int, noun: int, agent: Agent, actors: tuple[str, ...]) -> Draft:
        return Draft(
            i, noun + 1, noun, actors, "state", "agent", sector=agent.sector, plural=agent.number == "p", person=agent.person
        )  # fmt: skip

    def _in_place(self, k: int) -> tuple[str, ...] | None:
        """agent_in_place_rule: 'protesters in Kyiv' belong to the state that holds Kyiv."""
        words = self._words
        if k + 2 >= len(words) or words.lower[k + 1] != "in" or words.head[k + 1] != k:
            return None
        for n in range(k + 2, min(k + 5, len(words))):
            if words.head[n] == k + 1 and words.dep[n] == "pobj" and words.taken[n]:
                hits = self._registry.find(words.text[n])
                if hits:
                    actor = self._registry.resolve(hits[0], self._calendar.at(k)).actor
                    return None if actor is None else (actor,)
        return None

    def _open_agent(self, i: int, noun: int, agent: Agent) -> Draft | None:
        """Somebody acts, and the text does not say for whom: kept, unresolved."""
        if role_of(self._words, noun) == "other" and self._words.lower[self._words.head[noun]] not in (
            "by",
            "against",
            "with",
            "between",
        ):
            return None
        kind: ActorKind = "state" if agent.sector in _ORGANS else "group"
        return Draft(
            i, noun + 1, noun, (), kind, "unknown", sector=agent.sector, plural=agent.number == "p", person=False
        )
