"""Who was spoken of last: the mentions of a document in order, and the searches back through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.mentions.cues import cues

if TYPE_CHECKING:
    from comity.reading.mentions.draft import Draft
    from comity.reading.mentions.sentence import Words

_BETWEEN: Final = frozenset(
    {"and", ",", "&", "-", "–", "/", "or", "as", "well", "the", "both", "'s", "with", "versus", "vs"}
)
_WHERE: Final = frozenset({"in", "inside", "within", "near", "across", "throughout", "at"})
_PRIVATE: Final = frozenset({"CVL", "REF", "BUS", "LAB", "AGR", "JRN", "EDU", "MED", "SOC", "REL"})
"""Sectors whose members are no side by themselves: 'the two leaders' are not the villagers."""

_WEIGHTS: Final = {"subject": 1.0, "object": 0.8, "poss": 0.7}
_FADE: Final = 0.6  # a sentence back
_NAMED: Final = 0.1  # for each time that the document named somebody before
_CLEARLY: Final = 1.25  # times as much weight as the next one
_KEPT: Final = 60  # mentions that are looked back upon


@dataclass(slots=True)
class Entry:
    """One mention that has been read: `sentence` counts through the document, `role` is subject, object or other."""

    draft: Draft
    sentence: int
    paragraph: int
    role: str
    joined: bool  # coordinated with the entry before it
    in_row: bool = False  # coordinated with any entry
    located: bool = False  # 'in Peru': where, not who


def role_of(words: Words, head: int) -> str:
    """subject, object, poss or other; a conjunct has the role of the first of its row."""
    dep, up = words.dep, words.head
    for _ in range(5):
        if dep[head] in ("conj", "appos") and up[head] < head:
            head = up[head]
        else:
            break
    if dep[head] in ("nsubj", "nsubjpass") or (dep[head] == "ROOT" and words.first_in_sentence(head)):
        return "subject"
    if dep[head] in ("dobj", "dative", "attr"):
        return "object"
    return "poss" if dep[head] == "poss" else "other"


class Discourse:
    """Entries in the order of the text. Places count only where nothing else does."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.counts: Counter[str] = Counter()  # how often each actor was named so far
        self._last: tuple[Draft, Words] | None = None

    def add(self, draft: Draft, words: Words, sentence: int) -> None:
        joined = self._joined(draft, words)
        entry = Entry(draft, sentence, words.paragraph.index, role_of(words, draft.head), joined)
        up = words.head[draft.head]
        entry.located = words.dep[draft.head] == "pobj" and words.lower[up] in _WHERE and draft.kind != "person"
        entry.located |= words.lower[draft.j : draft.j + 1] == ["-"] and words.lower[draft.j + 1] in cues()["patron"]
        if joined and self.entries:
            entry.in_row = self.entries[-1].in_row = True
        self.entries.append(entry)
        if draft.kind != "place" and draft.resolved not in ("pronoun", "anaphor"):
            self.counts.update(draft.actors)
        if len(self.entries) > 2 * _KEPT:
            del self.entries[:_KEPT]
        self._last = (draft, words)

    def _joined(self, draft: Draft, words: Words) -> bool:
        if self._last is None or self._last[1] is not words:
            return False
        before = self._last[0]
        if before.kind == "place" or draft.kind == "place":
            return False
        if words.head[draft.head] == before.head and words.dep[draft.head] in ("conj", "appos"):
            return words.dep[draft.head] == "conj"
        if draft.i - before.j > 3 or role_of(words, draft.head) != role_of(words, before.head):
            return False
        return all(w in _BETWEEN for w in words.lower[before.j : draft.i])

    def back(self, sentence: int, reach: int) -> Iterator[tuple[int, list[Entry]]]:
        """Sentences from `sentence` backwards that hold entries, with these in order; `reach` sentences at most."""
        group: list[Entry] = []
        current = None
        for entry in reversed(self.entries):
            if sentence - entry.sentence > reach:
                break
            if current is not None and entry.sentence != current:
                yield current, group[::-1]
                group = []
            current = entry.sentence
            group.append(entry)
        if current is not None and group:
            yield current, group[::-1]

    def last_set(
        self,
        size: int | None,
        sentence: int,
        reach: int = 4,
        accept: Callable[[str], bool] | None = None,
        barred: Sequence[Entry] = (),
        people: bool = False,
        joint: Callable[[tuple[str, ...]], bool] | None = None,
        weigh: bool = False,
    ) -> tuple[str, ...]:
        """set_rule: the last so many actors named together; else the only so many of a sentence or of the last few; else those
        that the document names most, or that the last sentences are clearly about. Empty: not found.

        `size` None: two or more. `accept` says which actor ids count, `joint` which sets of them, `barred` who is not of the
        set; `people`: only persons count; `weigh`: salience decides where nothing else does.
        """
        wanted = size or 2
        out = {a for b in barred for a in b.draft.actors}
        seen: dict[str, None] = {}
        for n, entries in self.back(sentence, reach):
            if people:
                entries = [e for e in entries if e.draft.person or e.draft.set_of]
            found = _together(entries, size, accept)
            if found and not out.issuperset(found) and (joint is None or joint(found)):
                return found
            fit = [
                e for e in entries if not (e.located or e.draft.sector in _PRIVATE or out.intersection(e.draft.actors))
            ]
            distinct = _distinct(fit, accept)
            if len(distinct) == wanted and (n < sentence or any(e.role in ("subject", "poss") for e in fit)):
                better = self._rather(distinct, accept)
                if joint is None or joint(better):
                    return better
            seen = dict.fromkeys((*distinct, *seen))
            if len(seen) == wanted and (joint is None or joint(tuple(seen))):
                return self._rather(tuple(seen), accept)
            if len(seen) > wanted and n < sentence:
                break
        if people:
            return ()
        leading = self.leading(wanted, accept)
        if leading and (joint is None or joint(leading)) and not out.intersection(leading):
            return leading
        return self._most_salient(wanted, sentence, accept, barred, joint) if weigh else ()

    def _most_salient(
        self,
        wanted: int,
        sentence: int,
        accept: Callable[[str], bool] | None,
        barred: Sequence[Entry],
        joint: Callable[[tuple[str, ...]], bool] | None,
    ) -> tuple[str, ...]:
        ranked = self.salient(sentence, 3, accept, barred)
        if joint is not None:
            for n in range(1, len(ranked)):
                for m in range(n):
                    pair = (ranked[m][1], ranked[n][1])
                    if wanted == 2 and joint(pair):
                        return pair
            return ()
        if len(ranked) < wanted or (len(ranked) > wanted and ranked[wanted - 1][0] < _CLEARLY * ranked[wanted][0]):
            return ()
        return tuple(a for _, a in ranked[:wanted])

    def _rather(self, found: tuple[str, ...], accept: Callable[[str], bool] | None) -> tuple[str, ...]:
        """leading_rule: actors that merely share a sentence give way to the document's leading ones, where one of them
        was named but once and a leading one is not among them."""
        leading = self.leading(len(found), accept)
        passing = any(self.counts[a] < 2 for a in found)
        return leading if leading and passing and not set(leading) <= set(found) else found

    def salient(
        self,
        sentence: int,
        reach: int,
        accept: Callable[[str], bool] | None = None,
        barred: Sequence[Entry] = (),
    ) -> list[tuple[float, str]]:
        """salience_rule: who the last sentences are about, weight first: subjects weigh most, what is near weighs more, and
        who was named often in the document a little more."""
        weights: dict[str, float] = {}
        out = {a for b in barred for a in b.draft.actors}
        for n, entries in self.back(sentence, reach):
            fade = _FADE ** (sentence - n)
            for e in entries:
                if not _acting(e) or e.draft.sector in _PRIVATE:
                    continue
                weight = (0.15 if e.located else _WEIGHTS.get(e.role, 0.5)) * fade / len(e.draft.actors) ** 0.5
                for a in e.draft.actors:
                    if a not in out and (accept is None or accept(a)):
                        weights[a] = weights.get(a, 0.0) + weight
        for a in weights:
            weights[a] += _NAMED * min(self.counts[a], 8)
        return sorted(((w, a) for a, w in weights.items()), key=lambda pair: (-pair[0], pair[1]))

    def leading(self, size: int, accept: Callable[[str], bool] | None = None) -> tuple[str, ...]:
        """The so many actors that the document names most, if it names them clearly more often than any other."""
        ranked = [(a, n) for a, n in self.counts.most_common() if accept is None or accept(a)]
        if len(ranked) < size or ranked[size - 1][1] < 2:
            return ()
        if len(ranked) > size and ranked[size][1] * 2 > ranked[size - 1][1]:
            return ()
        return tuple(a for a, _ in ranked[:size])


def _acting(entry: Entry) -> bool:
    return entry.draft.kind != "place" and bool(entry.draft.actors)


def _distinct(entries: list[Entry], accept: Callable[[str], bool] | None) -> tuple[str, ...]:
    actors = dict.fromkeys(a for e in entries if _acting(e) for a in e.draft.actors)
    return tuple(a for a in actors if accept is None or accept(a))


def _together(entries: list[Entry], size: int | None, accept: Callable[[str], bool] | None) -> tuple[str, ...]:
    """The last row of coordinated mentions (or one mention of several actors) with the wanted number of actors."""
    rows: list[list[Entry]] = []
    for entry in entries:
        if not _acting(entry):
            continue
        if entry.joined and rows:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    for row in reversed(rows):
        distinct = _distinct(row, accept)
        if len(distinct) > 1 and (size is None or len(distinct) == size):
            return distinct
    return ()
