"""Who a word or phrase stands for, by the mentions found in its paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from comity.reading.clauses import NOUNS, VERBS, Range, bystander, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context, Mention

_MODIFIERS: Final = frozenset({"poss", "compound", "amod", "nmod"})
_BODIES: Final = frozenset({
    "government", "administration", "leadership", "leader", "official", "president", "premier", "minister", "ministry", "regime",
    "army", "military", "navy", "force", "troop", "establishment", "elite", "policymaker", "diplomat", "diplomacy", "ruler", "state", "side",
    "parliament", "cabinet", "authority", "foreign", "capital", "king", "monarch", "junta", "chancellor", "spokesman", "spokesperson",
    "spokeswoman", "general", "envoy", "ambassador", "decision", "policy", "strategist", "people", "public", "citizen", "delegation", "party",
    "class", "intelligentsia", "lawmaker", "planner", "analyst", "expert", "businessman", "company", "firm",
})  # fmt: skip
_OTHERS: Final = frozenset({
    "ally", "friend", "partner", "rival", "enemy", "foe", "adversary", "neighbour", "neighbor", "opponent", "critic", "supporter", "backer",
    "creditor", "donor", "victim", "competitor", "patron", "client", "protector", "successor", "predecessor", "counterpart", "invader",
})  # fmt: skip
"""Whoever these are, they are not the one whose they are: "Ukraine's allies"."""


def _paragraph(mention: Mention) -> int:
    return mention.paragraph


class Referents:
    """The mentions of one paragraph, by token."""

    def __init__(self, context: Context, paragraph: int, *, onlookers: bool = True) -> None:
        """`onlookers`: whether who is named only as looking on ("to T's dismay") counts."""
        first = bisect_left(context.mentions, paragraph, key=_paragraph)
        last = bisect_right(context.mentions, paragraph, lo=first, key=_paragraph)
        mentions = context.mentions[first:last]
        mentions.sort(key=lambda m: (m.i, m.j))
        self.mentions: list[Mention] = mentions
        self.paragraph = paragraph
        self._onlookers = onlookers
        self._registry = context.registry
        self._trace = context.trace
        self._published = context.document.published
        self._starts = [m.i for m in mentions]
        self._by_token: dict[int, list[Mention]] = {}
        for m in mentions:
            for k in range(m.i, m.j):
                self._by_token.setdefault(k, []).append(m)

    def why(self, token: Token, why: str) -> None:
        """Note why no claim is made of a word, where somebody asks."""
        if self._trace is not None:
            self._trace.why(self.paragraph, token, why)

    def at(self, token: Token) -> tuple[str, ...]:
        """The actors named by the mention that covers the token; empty where none does, or where who is named only looks on and that does not count."""
        if not self._onlookers and bystander(token):
            return ()
        out: list[str] = []
        for mention in self._by_token.get(token.i, ()):
            out.extend(a for a in mention.actors if a not in out)
        return tuple(out)

    def called(self, token: Token) -> tuple[str, ...]:
        """As `at`; failing that, whom the bare word names by the tables, as in "Chad-backed", which is no mention of Chad."""
        found = self.at(token)
        if found or token.pos_ not in {"PROPN", "ADJ"}:
            return found
        resolution = self._registry.resolve(token.text, self._published)
        return () if resolution.actor is None else (resolution.actor,)

    def within(self, span: Range) -> tuple[str, ...]:
        """All actors mentioned in the range, in order, each once."""
        out: list[str] = []
        for mention in self.mentions[bisect_left(self._starts, span[0]) : bisect_right(self._starts, span[1] - 1)]:
            if mention.j <= span[1]:
                out.extend(a for a in mention.actors if a not in out)
        return tuple(out)

    def of(self, head: Token) -> tuple[str, ...]:
        """Who a noun phrase stands for: its own mention; or, where its head is a body that acts for a country
        ("government", "officials"), whose body it is. Members of a coordination are all meant."""
        out: list[str] = []
        pending = [head]
        while pending:
            token = pending.pop(0)
            found = self.at(token)
            if not found and token.pos_ in NOUNS and (token.lemma_.lower() in _BODIES or token.ent_type_ == "PERSON"):
                found = self.owners(token)
            if not found and token.lemma_ == "each":
                found = self.owners(token)
            out.extend(a for a in found if a not in out)
            pending.extend(
                c
                for c in token.children
                if c.dep_ in {"conj", "appos"} and c.pos_ in NOUNS and (c.dep_ == "conj" or not found)
            )
        return tuple(out)

    def named(self, head: Token) -> tuple[str, ...]:
        """The actors of a list of names, and of nothing else in the list."""
        out: list[str] = []
        pending = [head]
        while pending:
            token = pending.pop(0)
            out.extend(a for a in self.at(token) if a not in out)
            pending.extend(c for c in token.children if c.dep_ == "conj")
        return tuple(out)

    def owners(self, noun: Token) -> tuple[str, ...]:
        """Whose it is: "Chad's army", "the Chadian army", "the army of Chad"."""
        out: list[str] = []
        for child in noun.children:
            if child.dep_ in _MODIFIERS and child.i < noun.i:
                found = self.of(child) if child.dep_ == "poss" else self.at(child)
                if not found and child.dep_ == "poss":
                    found = self.owners(child)
                out.extend(a for a in found if a not in out)
            elif child.dep_ == "prep" and child.lower_ in {"of", "in"} and child.i > noun.i:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        out.extend(a for a in self.of(inner) if a not in out)
        return tuple(out)

    def doer(self, verb: Token) -> tuple[str, ...]:
        """Who does what the verb says."""
        found = subject(verb)
        return () if found is None else self.standing_for(found)

    def standing_for(self, noun: Token) -> tuple[str, ...]:
        """As `of`; failing that, the owners of a phrase ("Pakistan's policy")."""
        if noun.pos_ in VERBS:
            return ()
        return self.of(noun) or (() if noun.lemma_.lower() in _OTHERS else self.owners(noun))
