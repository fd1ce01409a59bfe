"""What the rules that look back share while one paragraph is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.mentions.anaphor_words import anaphor_words
from comity.reading.mentions.discourse import Entry

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.reading.mentions.asof import Calendar
    from comity.reading.mentions.centre import Centre
    from comity.reading.mentions.discourse import Discourse
    from comity.reading.mentions.draft import Draft
    from comity.reading.mentions.sentence import Words

NOMINAL: Final = frozenset({"NOUN", "PROPN"})
MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "nummod", "punct", "advmod", "npadvmod", "det", "predet"})
OBJECTS: Final = frozenset({"dobj", "pobj", "dative"})
_UPON: Final = frozenset({"with", "to", "on", "upon", "against", "at", "from", "towards", "toward"})
ORGANS: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


@dataclass(slots=True)
class Scene:
    """A paragraph, the document's discourse behind it, and the mentions of names that lie ahead in it.

    `first` counts the document's sentences before this paragraph. `centre` says whom it is about as a whole.
    """

    words: Words
    registry: Registry
    calendar: Calendar
    discourse: Discourse
    first: int
    centre: Centre
    by_head: dict[int, Draft]

    def sentence(self, k: int) -> int:
        return self.first + self.words.sentence[k]

    def is_state(self, id: str) -> bool:
        return id in self.registry and self.registry.actor(id).kind == "state"

    def governor(self, head: int) -> int:
        """What a token's row of conjuncts hangs from."""
        return self.words.head[self._first_of_row(head)]

    def _first_of_row(self, head: int) -> int:
        words = self.words
        for _ in range(5):
            if words.dep[head] in ("conj", "appos") and words.head[head] < head:
                head = words.head[head]
            else:
                break
        return head

    def here(self, entry: Entry) -> bool:
        return entry.paragraph == self.words.paragraph.index

    def clause_subjects(self, k: int) -> list[Entry]:
        """Entries that are the subject of the clause in which token `k` stands, or of the one that governs it."""
        words = self.words
        verb = words.head[k]
        recent = [e for e in self.discourse.entries[-12:] if self.here(e) and e.role == "subject"]
        for _ in range(10):
            if words.pos[verb] in ("VERB", "AUX"):
                found = [e for e in recent if self.governor(e.draft.head) == verb]
                if not found and words.dep[verb] == "relcl" and self._relative_subject(verb):
                    found = [
                        e for e in self.discourse.entries[-12:] if self.here(e) and e.draft.head == words.head[verb]
                    ]
                if found:
                    return found
            if words.head[verb] == verb:
                return []
            verb = words.head[verb]
        return []

    def _relative_subject(self, verb: int) -> bool:
        """'which sent marines': the clause's subject is what the clause hangs from."""
        words = self.words
        return any(
            words.head[n] == verb
            and words.dep[n] in ("nsubj", "nsubjpass")
            and words.lower[n] in ("which", "who", "that")
            for n in range(words.head[verb] + 1, verb)
        )

    def own_subjects(self, k: int) -> list[Entry]:
        """Subjects of the very verb whose object token `k` is: 'them' in 'A and B urged them' is neither A nor B; nor is it
        what a relative clause hangs from ('India, which had urged them')."""
        words = self.words
        verb = words.head[k]
        if words.pos[verb] == "ADP":
            verb = words.head[verb]
        chain = {verb}
        while words.dep[verb] in ("xcomp", "conj") and words.head[verb] != verb:
            verb = words.head[verb]
            chain.add(verb)
        here = [e for e in self.discourse.entries[-12:] if self.here(e)]
        found = [e for e in here if e.role == "subject" and self.governor(e.draft.head) in chain]
        if words.dep[verb] == "relcl" and self._relative_subject(verb):
            first = self._first_of_row(words.head[verb])
            found += [e for e in here if self._first_of_row(e.draft.head) == first]
        return found

    def set_apart(self, k: int) -> list[Entry]:
        """Who acts on the set that token `k` heads, and is none of it."""
        words = self.words
        if words.dep[k] not in OBJECTS or (words.dep[k] == "pobj" and words.lower[words.head[k]] not in _UPON):
            return []
        return self.own_subjects(k)

    def all_neighbours(self, actors: tuple[str, ...]) -> bool:
        """Whether each of these states borders on another of them."""
        registry = self.registry
        return all(
            self.is_state(a) and any(b != a and self.is_state(b) and registry.borders(a, b) for b in actors)
            for a in actors
        )

    def subject_ahead(self, k: int) -> Draft | None:
        """cataphora_rule: 'While it lacks oil, Togo ...': the main clause's subject, where token `k` stands in a clause or
        phrase before it and nobody was the subject of the sentence so far."""
        words = self.words
        here = self.sentence(k)
        if any(e.sentence == here and e.role == "subject" for e in self.discourse.entries[-8:]):
            return None
        start, end = words.bounds[words.sentence[k]]
        root = next((n for n in range(start, end) if words.head[n] == n), None)
        if root is None or root <= k:
            return None
        for n in range(k + 1, root):
            if words.head[n] == root and words.dep[n] in ("nsubj", "nsubjpass"):
                up = k
                while words.head[up] != up and words.head[up] != root:
                    up = words.head[up]
                if words.dep[up] in ("advcl", "prep", "npadvmod") and up < n:
                    return self.by_head.get(n)
        return None

    def thing_subject(self, k: int, sentence: int, *, plural: bool) -> bool:
        """Whether the main subject of that sentence is a thing that the pronoun may just as well mean."""
        words = self.words
        local = sentence - self.first
        if not 0 <= local < len(words.bounds):
            return False
        start, end = words.bounds[local]
        for n in range(start, min(end, k)):
            if words.dep[n] in ("nsubj", "nsubjpass") and words.pos[n] == "NOUN" and not words.taken[n]:
                many = words.lower[n].endswith("s") and not words.lower[n].endswith("ss")
                root = words.head[n]
                if many == plural and words.head[root] == root and self.registry.agents.get(words.lower[n]) is None:
                    return True
        return False

    def thing_before(self, k: int) -> bool:
        """Whether the sentence names, before token `k`, a single thing in a main role: nearer than any actor before it."""
        words = self.words
        start = words.bounds[words.sentence[k]][0]
        return any(
            words.dep[n] in ("nsubj", "nsubjpass", "dobj")
            and words.pos[n] == "NOUN"
            and not words.taken[n]
            and not words.lower[n].endswith("s")
            for n in range(start, k)
        )

    def focus(self, k: int, noun: int) -> Entry | None:
        """focus_rule: the one state of this sentence so far; else of the sentence before, its subject first."""
        here = self.sentence(k)
        barred = {e.draft.actors for e in self.own_subjects(noun)} if self.words.dep[noun] in OBJECTS else set()
        for n, entries in self.discourse.back(here, 1):
            fit = [
                e
                for e in entries
                if len(e.draft.actors) == 1 and self.is_state(e.draft.actors[0]) and e.draft.actors not in barred
            ]
            acting = [e for e in fit if e.draft.kind != "place"]
            for pool in (acting, fit):
                distinct = {e.draft.actors for e in pool}
                if len(distinct) == 1:
                    return pool[-1]
                if len(distinct) > 1:
                    subjects = [e for e in pool if e.role == "subject"]
                    if n < here and len({e.draft.actors for e in subjects}) == 1:
                        return subjects[-1]
                    return None
        return None

    def home(self, k: int) -> Entry | None:
        """home_rule: the state that the last sentences are clearly about, places and all: whose police 'police' are."""
        here = self.sentence(k)
        weights: dict[str, float] = {}
        last: dict[str, Entry] = {}
        for n, entries in self.discourse.back(here, 2):
            for e in entries:
                for a in e.draft.actors:
                    if self.is_state(a):
                        weights[a] = weights.get(a, 0.0) + _home_weight(e) * 0.6 ** (here - n) / len(e.draft.actors)
                        last.setdefault(a, e)
        ranked = sorted(weights, key=lambda a: (-weights[a], a))
        if not ranked or (len(ranked) > 1 and weights[ranked[0]] < _CLEAR * weights[ranked[1]]):
            return None
        entry = last[ranked[0]]
        return entry if len(entry.draft.actors) == 1 else None


_CLEAR: Final = 1.5  # times as much weight as the next state


def _home_weight(entry: Entry) -> float:
    if entry.located or entry.draft.kind == "place":
        return 0.8
    if entry.draft.resolved == "demonym":
        return 0.4
    return {"subject": 1.0, "object": 0.7, "poss": 0.7}.get(entry.role, 0.5)


def uses() -> dict[str, frozenset[str]]:
    """The words that refer back, by use."""
    return _USES or _filled()


_USES: dict[str, frozenset[str]] = {}


def _filled() -> dict[str, frozenset[str]]:
    _USES.update({use: frozenset(values) for use, values in anaphor_words().items()})
    return _USES
