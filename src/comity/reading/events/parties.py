"""The actors that a noun phrase names: itself, whose it is, where it is from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.actors.agents import Agents
from comity.reading.clauses import bystander
from comity.reading.events.lexicon import lexicon, words
from comity.reading.events.syntax import NOMINAL, misjoined, premodifiers

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from comity.reading.context import Context, Mention, Paragraph

_STRICT: Final = ("of", "from", "by", "in", "between", "among")
_CIVILIAN: Final = frozenset({"OPP", "CVL", "LAB", "AGR", "EDU", "REF", "REL", "SOC", "MED", "JRN"})
_TAILS: Final = words("hyphen_tails")
_RELATIONAL: Final = words("relational")
_BROKERING: Final = words("brokering")
_OFFSHORE: Final = frozenset({"sea", "ocean", "water", "waters", "coast", "island"})
_LINES: Final = frozenset({"border", "frontier", "boundary"})
_MISTAKEN: Final = {"basis": "base", "medium": "media", "datum": "data"}
"""Plurals that the parser takes for those of other words: in these texts bases are of armies."""
_VISITING: Final = words("visiting")
_BELONGING: Final = frozenset({"from", "of", "in", "inside", "with", "across", "near"})
_AROUND: Final = ("throughout", "across", "near", "around", "at", "inside", "based")


_NAMED_BY_PLACE: Final = frozenset({
    "pact", "treaty", "accord", "accords", "agreement", "protocol", "convention", "declaration", "charter", "entente", "communique", "process",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An actor mention in a role. `how`: direct (the phrase is the actor), owner (its troops, its capital's policy),
    of ("leaders of Mali"), and for parties from further off: answer (who answered the act), clause (a clause around it),
    topic (the document's pair), sentence (the only pair of the sentence), told (an act told before)."""

    mention: int
    actors: tuple[str, ...]
    span: tuple[int, int]
    how: str
    i: int


@dataclass(slots=True)
class Scene:
    """One paragraph with its mentions by token."""

    context: Context
    paragraph: Paragraph
    cover: list[int] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context, paragraph: Paragraph, numbers: list[int]) -> Scene:
        """`numbers`: the places in context.mentions of the paragraph's mentions."""
        cover = [-1] * len(paragraph.doc)
        for number in sorted(numbers, key=lambda n: context.mentions[n].i - context.mentions[n].j):
            mention = context.mentions[number]
            for i in range(mention.i, min(mention.j, len(cover))):
                if cover[i] < 0:
                    cover[i] = number
        return cls(context, paragraph, cover, sorted(numbers, key=lambda n: context.mentions[n].i))

    def mention(self, i: int) -> Mention | None:
        return self.context.mentions[self.cover[i]] if self.cover[i] >= 0 else None

    def party(self, i: int, how: str) -> Party | None:
        number = self.cover[i]
        if number < 0:
            return None
        mention = self.context.mentions[number]
        if not mention.actors or self.apart(self.paragraph.doc[i]):
            return None
        return Party(number, mention.actors, mention.span, how, i)

    def within(self, sentence: Tokens) -> list[Party]:
        """Every resolved mention of a sentence, in order."""
        out = []
        for number in self.mentions:
            mention = self.context.mentions[number]
            if mention.actors and sentence.start <= mention.head < sentence.end:
                if self.apart(self.paragraph.doc[mention.head]):
                    continue
                out.append(Party(number, mention.actors, mention.span, "sentence", mention.head))
        return out

    def named(self, token: Token, depth: int = 0, *, origin: bool = True) -> list[Party]:
        """The actors of the phrase headed by `token`, with those joined to it by "and". Without `origin`, "from" in the
        phrase does not say whose it is ("the withdrawal of troops from Mali")."""
        out = self._one(token, depth, origin=origin)
        for other in conjuncts(token):
            if self.cover[other.i] >= 0 or agentive(other):
                out += self._one(other, depth)
        return _unique(out)

    def _one(self, token: Token, depth: int, *, origin: bool = True) -> list[Party]:
        if depth > 3:
            return []
        direct = self.party(token.i, "direct")
        if direct is not None:
            return [direct]
        if token.dep_ == "appos" and depth == 0 and self.party(token.head.i, "direct"):
            return []
        out: list[Party] = []
        if token.pos_ not in NOMINAL and token.pos_ not in ("ADJ", "X", "VERB", "ADV", "DET"):
            return out
        for child in token.children:
            if child.dep_ == "appos":
                out += [p for p in [self.party(child.i, "direct")] if p]
        if out:
            return out
        if token.lemma_.lower() in _LINES:  # "its border with T" is where T is
            beyond = [c for p in token.children if p.lower_ == "with" for c in p.children if c.dep_ == "pobj"]
            out = [_as(p, "of") for c in beyond for p in self.named(c, depth + 1)]
            if out:
                return out
        for child in token.lefts:
            if child.tag_ == "WP$":
                out += [_as(p, "owner") for p in self._whose(token, depth)]
            elif child.dep_ == "poss" and lemma(token) not in _RELATIONAL:
                out += [_as(p, "owner") for p in self.named(child, depth + 1)]
        if not out:
            for child in premodifiers(token):
                found = self.party(child.i, "owner")
                if found is not None and not _located(child) and not opposed(child):
                    out.append(found)
        if not out:
            for prep in token.children:
                if prep.lower_ == "from" and not origin:
                    continue
                if prep.lower_ == "in" and token.lemma_.lower() in _VISITING:
                    continue  # "settlers in T" are of another state
                if prep.dep_ == "prep" and (
                    prep.lower_ in _STRICT
                    or (prep.lower_ in _AROUND and token.lemma_.lower() in lexicon().groups)
                    or (prep.lower_ == "off" and token.lemma_.lower() in _OFFSHORE)
                    or (prep.lower_ == "with" and token.lemma_.lower() in _LINES)
                    or (prep.lower_ == "for" and token.lemma_.lower() in lexicon().classes["shelter"])
                ):
                    for child in prep.children:
                        if child.dep_ == "pobj":
                            out += [_as(p, "of") for p in self.named(child, depth + 1)]
                    if out:
                        break
        if not out and token.lemma_.lower() in lexicon().groups:
            for child in token.children:
                if child.dep_ in ("relcl", "acl"):
                    for inner in child.children:
                        if inner.dep_ == "prep" and inner.lower_ in _BELONGING:
                            for leaf in inner.children:
                                if leaf.dep_ == "pobj":
                                    out += [_as(p, "of") for p in self.named(leaf, depth + 1)]
        return out

    def apart(self, token: Token) -> bool:
        """treaty_name_rule: the town in "the Lusaka Treaty" is no party to it; nor is who only looks on."""
        if bystander(token):
            return True
        if self.cover[token.i] < 0 or token.dep_ == "poss" or token.head.lemma_.lower() not in _NAMED_BY_PLACE:
            return False
        return token.i < token.head.i and self.context.mentions[self.cover[token.i]].kind == "place"

    def _whose(self, token: Token, depth: int) -> list[Party]:
        """whose_rule: "Mali, whose troops ...": of whom the relative clause is said."""
        node = token
        for _ in range(3):
            if node.dep_ == "relcl":
                return self._one(node.head, depth + 1)
            node = node.head
        return []


def conjuncts(token: Token) -> list[Token]:
    """Nouns joined to this one, to its right."""
    out = []
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == token.pos_ == "PROPN" and _lists(child):
            out += [child, *conjuncts(child)]
        elif child.dep_ == "conj" and child.pos_ in NOMINAL | {"ADJ", "X"} and not _begins_clause(child):
            out.append(child)
            out += conjuncts(child)
    return out


def _lists(second: Token) -> bool:
    """list_rule: in "Kenya, Ghana and Mali" the parser takes the second for another name of the first."""
    return any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in second.rights)


def _located(word: Token) -> bool:
    """ "Kenya-based": where somebody is, not whose he is."""
    doc, i = word.doc, word.i
    return i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ in _TAILS


def brokered(word: Token) -> bool:
    """ "the UN-brokered deal": whose good offices it had, not whose it is."""
    doc, i = word.doc, word.i
    return i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].lower_ in _BROKERING


def opposed(word: Token) -> bool:
    """ "anti-Kenyan", "pro-Kenyan": whom it is about, not whose it is."""
    doc, i = word.doc, word.i
    if i >= 2 and doc[i - 1].text == "-" and doc[i - 2].lower_ in ("anti", "pro"):
        return True
    return word.lower_.startswith(("anti-", "pro-"))


def compound(token: Token) -> str | None:
    """The whole of a hyphenated noun that the tokenizer split ("call-up", "sit-in")."""
    doc, i = token.doc, token.i
    if i >= 2 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_:
        return f"{doc[i - 2].lower_}-{lemma(token)}"
    return None


def _begins_clause(noun: Token) -> bool:
    """Joined by the parser, but the subject of the clause that follows."""
    after = noun.right_edge.i + 1
    if after >= len(noun.doc):
        return False
    return misjoined(noun.doc[after]) == noun


def agentive(token: Token) -> bool:
    """Whether the noun itself can act: a person, a body, a force."""
    if lemma(token) in lexicon().agents or Agents.default().get(token.lower_) is not None:
        return True
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")


def is_person(token: Token) -> bool:
    """A word for one human being or several."""
    agent = Agents.default().get(token.lower_)
    if agent is not None and agent.number == "c":
        agent = Agents.default().get(lemma(token)) or agent
    return agent is not None and not agent.materiel and agent.number != "c"


def is_civilian(token: Token) -> bool:
    """A word for people who hold no arms and no office."""
    agent = Agents.default().get(token.lower_)
    return agent is not None and agent.sector in _CIVILIAN


def is_agent_word(token: Token) -> bool:
    return lemma(token) in lexicon().agents


def lemma(token: Token) -> str:
    """Lower-case lemma; capitalised plurals ("Talks"), which the tagger leaves alone, lose their s."""
    text: str = token.lemma_.lower()
    if text in _MISTAKEN:
        return _MISTAKEN[text]
    if token.tag_ in ("NNPS", "NNP") and text.endswith("s") and not text.endswith("ss") and len(text) > 4:
        return text[:-1]
    return text


def _as(party: Party, how: str) -> Party:
    return Party(party.mention, party.actors, party.span, how, party.i)


def _unique(parties: list[Party]) -> list[Party]:
    seen: dict[int, Party] = {}
    for party in parties:
        seen.setdefault(party.mention, party)
    return list(seen.values())
