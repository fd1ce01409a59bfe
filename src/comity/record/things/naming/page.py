"""One passage as things are looked for in it: its words, its sentences and the actors named there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from comity.actors.finding import fold
from comity.reading.model import ActorMention
from comity.record.things.naming.lexicon import Kind, words
from comity.record.things.naming.text import Word, holding, sentences, words_of

BY_NAME: Final = frozenset({"name", "demonym", "prefix", "organisation", "group", "people"})
_NUMBER: Final = re.compile(r"\d{1,4}[A-Z]?\Z|[IVX]{1,4}\Z")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_AFFIXED: Final = re.compile(r"(?:non|pro|anti|ex|then|mid|post|pre|all|un|co|ultra)-|.*-[a-z]+\Z")
_PREFIXED: Final = re.compile(r"[a-z]{2,7}-[A-Z]")


_BEGINNING: Final = frozenset({
    "new", "old", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "great", "big", "long", "grand", "high", "prince", "king",
    "queen",
})  # fmt: skip
"""Words that begin a name of several words inside a sentence: 'New York', 'South Pars'."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a document names a thing. `name`: the words, white space squeezed; `means`: the name under which the
    document gives the thing in full (itself for says 'full'); an organisation's is its actor id.

    says: full, described ("a pipeline from A to B"), acronym, former, later, also, short or pronoun. `parties`: states,
    organisations and groups named in its sentence outside names of things."""

    start: int
    end: int
    name: str
    kind: Kind
    family: str
    says: str
    means: str
    parties: tuple[str, ...] = ()


@dataclass
class Page:
    """A passage. `capitals` and `smalls`: words that the document has with a capital inside a sentence, and in small letters."""

    text: str
    start: int
    end: int
    label: bool
    mentions: Sequence[ActorMention]
    capitals: frozenset[str] = frozenset()
    smalls: frozenset[str] = frozenset()
    taken: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text, self.start, self.end)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return sentences(self.text, self.start, self.end)

    @cached_property
    def _starts(self) -> list[int]:
        return [w.start for w in self.words]

    @cached_property
    def covering(self) -> dict[int, list[ActorMention]]:
        """Mentions by the number of each word that they touch; pronouns and the like are none."""
        found: dict[int, list[ActorMention]] = {}
        for mention in self.mentions:
            if mention.resolved in ("anaphor", "pronoun", "agent", "unknown") and mention.kind != "person":
                continue
            at = max(bisect_right(self._starts, mention.start) - 1, 0)
            while at < len(self.words) and self.words[at].start < mention.end:
                if self.words[at].end > mention.start:
                    found.setdefault(at, []).append(mention)
                at += 1
        return found

    @cached_property
    def titled(self) -> bool:
        """Whether it is written with capitals throughout, as headings are."""
        if self.text[self.start : self.end].rstrip('"”’) \n').endswith((".", ",", ";")):
            return False
        long = [w for w in self.words if len(w.text) > 3 and w.text[0].isalpha()]
        return len(long) > 2 and sum(w.capital for w in long) > 0.7 * len(long)

    def word_at(self, place: int) -> int:
        """The number of the first word that begins at or after the place."""
        return bisect_left(self._starts, place)

    def opens(self, k: int) -> bool:
        """Whether the word opens a sentence, or what is set off by a colon or quotation mark."""
        word = self.words[k]
        at = holding(self.sentences, word.start)
        if at is not None and not any(c.isalnum() for c in self.text[self.sentences[at][0] : word.start]):
            return True
        before = self.text[max(self.start, word.start - 3) : word.start].rstrip("\"“‘'( ")
        return before.endswith((":", "•", "—"))

    def adjacent(self, k: int) -> bool:
        """Whether nothing but white space or an opening quotation mark stands between word k and the next."""
        gap = self.text[self.words[k].end : self.words[k + 1].start]
        shouted = "\n" in gap and self.words[k].text.isupper() and not self.words[k + 1].text.isupper()
        return (
            gap.strip(" \t\n\u00a0\"“”‘’'") == ""
            and gap != ""
            and "\n\n" not in gap
            and not shouted
            and not self.words[k].possessive
        )

    def proper(self, k: int) -> bool:
        """capital_rule: whether the word is a proper name, or a part of one."""
        word = self.words[k]
        plain = fold(word.text)
        low = plain.lower()
        if low in _BEGINNING and word.capital and not self.opens(k):
            return k + 1 < len(self.words) and self.adjacent(k) and self.words[k + 1].capital and self.proper(k + 1)
        if low in words("not_names.txt") or plain[0].isdigit():
            return False
        if not plain[0].isupper():
            return _PREFIXED.match(plain) is not None and _AFFIXED.match(plain) is None
        if _AFFIXED.match(plain) and not low.endswith("-class"):
            return False
        if not self.opens(k) or k in self.covering:
            return True
        if any(c.isupper() for c in plain[1:]) or any(c.isdigit() for c in plain):
            return True
        follows = k + 1 < len(self.words) and self.adjacent(k) and self.words[k + 1].capital
        return low in self.capitals or (follows and low not in self.smalls)

    def number(self, k: int) -> bool:
        return _NUMBER.match(self.words[k].text) is not None

    def year(self, k: int) -> bool:
        return _YEAR.match(self.words[k].text) is not None

    def free(self, start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in self.taken)

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def actors(self, ks: Sequence[int]) -> set[str]:
        """States, organisations and groups named by name in these words; not places, nor capitals."""
        return {
            m.actor or m.kind
            for k in ks
            for m in self.covering.get(k, ())
            if m.kind != "person" and m.resolved in BY_NAME
        }

    def bare(self, k: int) -> bool:
        """Whether every part of a word is the name of a state, organisation or group, taken by name."""
        named = [m for m in self.covering.get(k, ()) if m.kind != "person" and m.resolved in BY_NAME]
        word = self.words[k]
        left = "".join(
            c
            for n, c in enumerate(word.text, word.start)
            if c.isalnum() and not any(m.start <= n < m.end for m in named)
        )
        return bool(named) and len(left) <= 1

    def of_kind(self, k: int, kind: str) -> bool:
        return any(m.kind == kind for m in self.covering.get(k, ()))


def capitals_and_smalls(pages: Sequence[Page]) -> tuple[frozenset[str], frozenset[str]]:
    """Words of a document that stand with a capital inside a sentence, and those in small letters."""
    capitals, smalls = set(), set()
    for page in pages:
        if page.titled:
            continue
        for k, word in enumerate(page.words):
            if not word.capital:
                smalls.add(word.text)
            elif not page.opens(k):
                capitals.add(word.text.lower())
    return frozenset(capitals), frozenset(smalls)
