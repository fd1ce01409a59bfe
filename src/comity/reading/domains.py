"""What a sentence is about, told by its words: sport, weather, art ... or politics.

An attack in a report of a match or of a storm is none between actors. Each word of data/domains.csv speaks for a domain with
a weight; where one domain outweighs all that speaks for politics (words, and leaders, bodies and armed groups that are named),
nothing is read there that the domain cannot tell (data/domain_acts.csv).
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, TypeVar

from comity.errors import TableError
from comity.vocabulary import types

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

    from comity.reading.context import Context, Mention
    from comity.reading.model import CausalClaim, RelationClaim, Stance

    C = TypeVar("C", RelationClaim, CausalClaim, Stance)

POLITICS: Final = "politics"
FICTION: Final = "fiction"
ENOUGH: Final = 2
"""What the words of a domain must weigh together."""
AMID_POLITICS: Final = 4
"""The same where the rest of the paragraph has politics in it, which must weigh SURROUNDED."""
SURROUNDED: Final = 3
_NAMED: Final = frozenset({POLITICS, "sport", "arts", "weather"})
"""Domains for which a proper name may speak: the World Cup, a hurricane."""
_ACTING: Final = frozenset({"organisation", "group", "person"})


@dataclass(frozen=True, slots=True)
class Domain:
    """`void`: the types of events that a sentence about it cannot tell; `states`: whether a state named as the doer is politics."""

    name: str
    void: frozenset[str]
    states: bool


@dataclass(frozen=True, slots=True)
class Weight:
    """What the words of a text say for a domain: all together, and the one that says most."""

    sum: int = 0
    strongest: int = 0


@dataclass(slots=True)
class Domains:
    """The domains of a document's sentences, each worked out when it is asked for."""

    context: Context
    _mentions: dict[int, list[int]] | None = None
    _known: dict[tuple[int, int], Domain | None] = field(default_factory=dict)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [paragraph.start for paragraph in self.context.paragraphs]

    def of(self, paragraph: int, token: int) -> Domain | None:
        """The domain that leaves no room for politics in the sentence of a token; None where there is room."""
        doc = self._doc(paragraph)
        sentence = doc[token].sent
        key = paragraph, sentence.start
        if key not in self._known:
            self._known[key] = self._domain(paragraph, doc, sentence.start, sentence.end)
        return self._known[key]

    def voids(self, event: str, paragraph: int, token: int) -> str | None:
        """The name of the domain in which no act of this type is told; None where it may be one."""
        domain = self.of(paragraph, token)
        return domain.name if domain is not None and event in domain.void else None

    def told(self, claims: Sequence[C], kind: str) -> list[C]:
        """The claims whose sentence leaves room for politics, in order. `kind`: relations, causes or stances."""
        kept: list[C] = []
        for claim in claims:
            paragraph = self.context.paragraphs[bisect_right(self._starts, claim.start) - 1]
            first, last = claim.start - paragraph.start, claim.end - paragraph.start
            span = paragraph.doc.char_span(first, last, alignment_mode="expand")
            token = paragraph.doc[0] if span is None else span[-1]  # the evidence may take in the sentence before
            domain = self.of(paragraph.index, token.i)
            if domain is None:
                kept.append(claim)
            elif self.context.trace is not None:
                why = f"its sentence is about {domain.name}"
                self.context.trace.unmade(kind, paragraph.index, token, claim.rule, why)
        return kept

    def _doc(self, paragraph: int) -> Doc:
        found = self.context.paragraphs[paragraph]
        if found.index != paragraph:  # paragraphs are numbered by place
            found = next(p for p in self.context.paragraphs if p.index == paragraph)
        return found.doc

    def _here(self, paragraph: int, start: int, end: int) -> list[Mention]:
        if self._mentions is None:
            self._mentions = self.context.mentions_by_paragraph()
        mentions = (self.context.mentions[n] for n in self._mentions.get(paragraph, ()))
        return [m for m in mentions if start <= m.head < end]

    def _domain(self, paragraph: int, doc: Doc, start: int, end: int) -> Domain | None:
        sentence = doc[start:end]
        if is_fiction(sentence):
            return domains()[FICTION]
        weights = weigh(sentence)
        words = weights.pop(POLITICS, Weight())
        if not weights:
            return None
        name = max(weights, key=lambda n: (weights[n].strongest > 1, weights[n].sum))
        domain, spoken = domains()[name], weights[name]
        if spoken.sum < ENOUGH:
            return None
        politics = words.sum + sum(_political(m, doc, domain) for m in self._here(paragraph, start, end))
        around = self._around(paragraph, doc, start, end, words.sum)
        if spoken.strongest == 1:  # words of other matters too
            return domain if not politics and not around else None
        if spoken.sum <= 2 * politics or (spoken.sum < AMID_POLITICS and around >= SURROUNDED):
            return None
        return domain

    def _around(self, paragraph: int, doc: Doc, start: int, end: int, own: int) -> int:
        """What speaks for politics in a paragraph beside one of its sentences, whose words weigh `own`."""
        if end - start == len(doc):
            return 0
        others = [m for m in self._here(paragraph, 0, len(doc)) if not start <= m.head < end]
        return weigh(doc).get(POLITICS, Weight()).sum - own + sum(2 for m in others if m.actors and m.kind in _ACTING)


def of(context: Context) -> Domains:
    """The domains of a document, the same for everybody who asks."""
    if context.domains is None:
        context.domains = Domains(context)
    return context.domains


def weigh(tokens: Iterable[Token]) -> dict[str, Weight]:
    """How much the words of a text speak for each domain; each word counts once."""
    table, firsts = _table()
    weights: dict[str, Weight] = {}
    seen: set[str] = set()
    before = ""
    for token in tokens:
        word = token.lower_
        pair = f"{before}_{word}" if before in firsts else ""
        key = pair if pair in table else word if word in table else token.lemma_
        before = word
        entry = table.get(key)
        if entry is not None and key not in seen:
            seen.add(key)
            for name, weight in entry:
                if name not in _NAMED and token.pos_ == "PROPN" and not token.is_sent_start:
                    continue  # the Condor Legion is no bird
                known = weights.get(name, Weight())
                weights[name] = Weight(known.sum + weight, max(known.strongest, weight))
    return weights


def speaks(token: Token, among: Collection[str]) -> bool:
    """Whether a common noun is hardly of anything else than one of these domains."""
    return token.pos_ == "NOUN" and any(name in among and weight > 1 for name, weight in _entry(token))


def is_fiction(sentence: Tokens) -> bool:
    """fiction_rule: what happens "in the novel", what a play shows and what its villain does happened to nobody."""
    told, telling, people = _list("told"), _list("telling"), _list("characters")
    for token in sentence:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        lemma = token.lemma_.lower()
        if lemma in people and token.dep_ in ("nsubj", "nsubjpass"):
            return True
        if lemma not in told:
            continue
        if token.dep_ == "pobj" and token.head.lower_ == "in" and token.head.i == sentence.start:
            return True
        if token.dep_ == "nsubj" and token.head.lemma_ in telling:
            return True
    return False


def _political(mention: Mention, doc: Doc, domain: Domain) -> int:
    """What an actor's name weighs for politics."""
    if mention.kind in _ACTING and mention.resolved not in ("place", "unknown"):
        return 2 if mention.actors else 0
    head = doc[mention.head]
    if mention.kind != "state" or mention.resolved != "name" or head.dep_ != "nsubj" or head.pos_ != "PROPN":
        return 0
    return 1 if domain.states or POLITICS in dict(_entry(head.head)) else 0


def _entry(token: Token) -> tuple[tuple[str, int], ...]:
    table, _ = _table()
    return table.get(token.lower_) or table.get(token.lemma_, ())


@cache
def _list(name: str) -> frozenset[str]:
    return next(frozenset(row["words"].split()) for row in _rows("fiction.csv") if row["list"] == name)


@cache
def domains() -> dict[str, Domain]:
    """The domains of domain_acts.csv by name. Raises TableError where one names no type of events."""
    found = {}
    for row in _rows("domain_acts.csv"):
        void = frozenset(types()) if row["void"] == "all" else frozenset(row["void"].split())
        if not void <= frozenset(types()):
            raise TableError(
                f"domain_acts.csv: the row of {row['domain']!r} names no types of events.",
                hint=f"Write 'all' or some of: {', '.join(types())}.",
            )
        found[row["domain"]] = Domain(row["domain"], void, row["states"] == "yes")
    return found


@cache
def _table() -> tuple[dict[str, tuple[tuple[str, int], ...]], frozenset[str]]:
    """Of each word the domains and weights; and the first words of pairs. Raises TableError."""
    known = {*domains(), POLITICS}
    entries: dict[str, dict[str, int]] = {}
    for row in _rows("domains.csv"):
        if row["domain"] not in known or row["weight"] not in ("1", "2"):
            raise TableError(
                f"domains.csv: {row['domain']!r} with weight {row['weight']!r} makes no sense.",
                hint=f"Write weight 1 or 2, and one of: {', '.join(sorted(known))}.",
            )
        for word in row["words"].split():
            weights = entries.setdefault(word, {})
            weights[row["domain"]] = max(int(row["weight"]), weights.get(row["domain"], 0))
    table = {word: tuple(weights.items()) for word, weights in entries.items()}
    return table, frozenset(word.split("_")[0] for word in table if "_" in word)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("comity.reading").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
