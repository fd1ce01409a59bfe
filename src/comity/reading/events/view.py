"""A trigger with its surroundings: the answers to a row's needs and the fillers of a frame's slots."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from comity.reading.events import syntax
from comity.reading.events.lexicon import Need, Row, lexicon, words
from comity.reading.events.parties import (
    Party,
    Scene,
    agentive,
    brokered,
    compound,
    conjuncts,
    is_civilian,
    is_person,
    lemma,
    opposed,
)
from comity.reading.events.surroundings import carried_out, marked_for, predicated

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind = Literal["verb", "noun", "adjective", "gerund"]

_MEASURES: Final = words("measures")
_NAMING: Final = ("compound", "nmod")
_LEAVING: Final = words("leaving")
_OCCURRING: Final = words("occurrence")
_PARTNERS: Final = frozenset({"with", "between", "among", "against", "by"})
PARTICLE: Final = Need("particle")
"""Stands for the particle of a row's lemma, where that is what is missing."""
_REACH: Final = 9
"""How many tokens after the trigger a preposition is looked for where the parse shows none."""


class View:
    """Answers about one token, each worked out once."""

    __slots__ = ("_ind", "_obj", "_subj", "kind", "light", "scene", "token")

    def __init__(self, scene: Scene, token: Token, kind: Kind) -> None:
        self.scene = scene
        self.token = token
        self.kind = kind
        self.light: Token | None = None
        self._subj: list[Token] | None = None
        self._obj: list[Token] | None = None
        self._ind: list[Token] | None = None

    @property
    def subj(self) -> list[Token]:
        if self._subj is None:
            token = self.token
            if self.kind == "verb":
                self._subj = syntax.subjects(token)
                if not self._subj and token.dep_ == "amod":
                    self._subj = [
                        c for c in token.lefts if c.dep_ in ("npadvmod", "compound", "advmod", "amod", "nmod")
                    ]
            elif self.kind == "adjective":
                self._subj = predicated(token)
            elif self.kind == "gerund":
                by = [t for noun in self.obj for t in syntax.prepositional(noun, "by")]
                self._subj = syntax.prepositional(token, "by") or by or syntax.owners(token)
            else:
                self._subj = syntax.subjects(self.light) if self.light is not None else []
        return self._subj

    @property
    def obj(self) -> list[Token]:
        if self._obj is None:
            if self.kind == "verb":
                self._obj = [self.token.head] if self._before_noun() else syntax.objects(self.token)
            elif self.kind == "gerund":
                self._obj = syntax.prepositional(self.token, "of") or [
                    c for c in self.token.lefts if c.dep_ in ("compound", "nmod")
                ]
            else:
                self._obj = []
        return self._obj

    @property
    def ind(self) -> list[Token]:
        if self._ind is None:
            self._ind = syntax.indirect(self.token) if self.kind in ("verb", "gerund") else []
        return self._ind

    def _before_noun(self) -> bool:
        return self.token.dep_ == "amod" and self.token.tag_ == "VBN" and self.token.head.i > self.token.i

    def prep(self, word: str, *, guess: bool = False) -> list[Token]:
        """Objects of a preposition on the trigger, its objects, its light verb; with `guess`, also by order of words."""
        found = syntax.prepositional(self.token, word)
        held = self.obj if self.kind != "noun" else syntax.prepositional(self.token, "of") if word != "of" else []
        if not found:
            for noun in held:
                after = noun.i > self.token.i or (
                    word != "by" and self.kind == "verb" and syntax.is_passive(self.token)
                )
                if after and (self.kind != "noun" or word == "by" or lemma(self.token) in _LEAVING):
                    found = found or syntax.prepositional(noun, word)
        if not found and self.light is not None:
            found = syntax.prepositional(self.light, word)
        if not found and word == "by" and self.kind == "noun":  # "the raid carried out by S"
            found = [t for c in self.token.children if carried_out(c) for t in syntax.agents(c)]
        if not found and word in _PARTNERS and self._occurs():
            found = syntax.prepositional(self.token.head, word)  # "talks began with T"
        if not found and guess:
            found = self._by_order(word)
        return found

    def _occurs(self) -> bool:
        """Whether the noun is the subject of a verb that only says that it took place."""
        token = self.token
        return self.kind == "noun" and token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _OCCURRING

    def _by_order(self, word: str) -> list[Token]:
        doc, start = self.token.doc, self.token.i
        end = min(start + _REACH, self.token.sent.end)
        for i in range(start + 1, end):
            token = doc[i]
            if token.text in (";", ":", ",", "—", "–") or (
                token.pos_ in syntax.VERBAL and token.dep_ not in ("aux", "auxpass", "amod")
            ):
                return []
            if token.lower_ == word and token.pos_ in ("ADP", "SCONJ"):
                for j in range(i + 1, min(i + 5, end)):
                    if self.scene.cover[j] >= 0:
                        return [] if doc[j].dep_ == "poss" else [doc[j]]
        return []

    # -- needs

    def unmet(self, row: Row) -> Need | None:
        """The first need of the row that does not hold here; None where it fits."""
        if row.particle is not None and not syntax.has_particle(self.token, row.particle):
            return PARTICLE
        for need in row.needs:
            if self._holds(need) == need.negated:
                return need
        return None

    def _holds(self, need: Need) -> bool:
        kind = need.kind
        if kind == "obj":
            return self._any(self.obj, need) or (
                need.test in ("ACTOR", "diplomat") and bool(self.ind) and self._any(self.ind, need)
            )
        if kind == "noobj":
            return not self.obj
        if kind == "prep":
            if need.word == "for" and not need.test and not need.words and marked_for(self.token):
                return True
            return self._any(self.prep(need.word), need)
        if kind == "mod":
            return self._modified(need)
        if kind == "of":
            return self._any(syntax.prepositional(self.token, "of"), need)
        if kind == "subj":
            return self._any(self.subj, need)
        if kind == "inf":
            return syntax.infinitive(self.token) is not None
        if kind == "clause":
            return any(c.dep_ == "ccomp" for c in self.token.children)
        if kind == "comp":
            below = syntax.complement(self.token)
            return below is not None and self._any([c for c in below.children if c.dep_ in syntax.SUBJECT], need)
        if kind == "pair":
            return self._paired()
        if kind == "pl":
            return self.token.tag_ in ("NNS", "NNPS")
        if kind == "adv":
            return any(c.lower_ in need.words for c in self.token.children) or any(
                c.lower_ in need.words for c in self.token.doc[self.token.i + 1 : self.token.i + 6]
            )
        if kind == "adj":
            return any(c.lower_ in need.words for c in self.token.doc[self.token.i + 1 : self.token.i + 14])
        if kind == "active":
            return not syntax.is_passive(self.token)
        if kind == "text":
            return self.token.lower_ in need.words
        raise AssertionError(f"unknown need {kind!r}")

    def _any(self, nouns: list[Token], need: Need) -> bool:
        if not need.test and not need.words:
            return bool(nouns)
        return any(self._is(t, need) for noun in nouns for t in (noun, *conjuncts(noun)))

    def _is(self, noun: Token, need: Need) -> bool:
        if need.words:
            if lemma(noun) in need.words or compound(noun) in need.words:
                return True  # else "recalled ambassador Jorge Ruiz"
            return noun.pos_ == "PROPN" and any(c.dep_ in _NAMING and lemma(c) in need.words for c in noun.lefts)
        if need.test == "ACTOR":
            return bool(self.scene.named(noun)) or (agentive(noun) and noun.pos_ in syntax.NOMINAL)
        if need.test == "HEAD":
            return self.scene.party(noun.i, "direct") is not None or (agentive(noun) and noun.pos_ in syntax.NOMINAL)
        if need.test == "ORG":
            mention = self.scene.mention(noun.i)
            return mention is not None and mention.kind == "organisation"
        if need.test == "PEOPLE":
            return self.people(noun)
        members = lexicon().classes[need.test]
        text = lemma(noun)
        if (
            text in members
            or compound(noun) in members
            or (need.test in ("victim", "captive", "people") and is_person(noun))
        ):
            return True
        if need.test == "crowd" and is_civilian(noun):
            return True
        if need.test == "person" and noun.ent_type_ == "PERSON":
            return True
        if need.test == "person":
            mention = self.scene.mention(noun.i)
            if mention is not None and mention.kind == "person":
                return True
        if text in lexicon().classes["talks"]:
            return False  # "border talks" are no border
        if any(c.dep_ in _NAMING and c.pos_ != "PROPN" and lemma(c) in members for c in noun.lefts):
            return True
        if text in _MEASURES or noun.pos_ == "NUM" or noun.tag_ == "CD":
            return any(
                self._is(t, need)
                for prep in noun.children
                if prep.dep_ == "prep" and prep.lower_ == "of"
                for t in prep.children
            )
        return False

    def people(self, noun: Token) -> bool:
        """A crowd, working people, or a people ("young Chadians"): not a state and its servants."""
        if lemma(noun) in lexicon().classes["crowd"] or is_civilian(noun):
            return True
        mention = self.scene.mention(noun.i)
        return mention is not None and mention.resolved in ("demonym", "people") and noun.tag_ in ("NNPS", "NNS")

    def _modified(self, need: Need) -> bool:
        before = syntax.premodifiers(self.token)
        if need.words:
            return any(c.lower_ in need.words or lemma(c) in need.words for c in before)
        if need.test == "ACTOR":
            return any(self.scene.cover[c.i] >= 0 for c in before) or any(
                c.dep_ == "poss" and self.scene.named(c) for c in self.token.lefts
            )
        members = lexicon().classes[need.test]
        return any(lemma(c) in members for c in before)

    def _paired(self) -> bool:
        actors: set[str] = set()
        for slot in ("subj", "mod", "poss", "between", "and", "with", "obj" if self.kind != "noun" else "of"):
            for party in self.fill(slot):
                actors.update(party.actors)
        return len(actors) > 1

    # -- slots

    def fill(self, slot: str, *, guess: bool = False) -> list[Party]:
        """The parties in one slot of a frame; with `guess`, prepositions are also looked for by order of words."""
        scene = self.scene
        if slot == "subj":
            return self._subjects()
        if slot == "obj":
            return [p for t in self.obj for p in self._object(t)]
        if slot == "own":
            return [p for t in self.obj for p in scene.named(t)]
        if slot == "iobj":
            return self._named(self.ind)
        if slot == "mod":
            return self._before(lambda place, theme: True)
        if slot == "amod":
            return self._before(lambda place, theme: not place and not theme)
        if slot == "tmod":
            return self._before(lambda place, theme: place or theme)
        if slot == "pmod":
            found = self._before(lambda place, theme: True)
            return (
                found if len({a for p in found for a in p.actors}) > 1 else self._before(lambda place, theme: not place)
            )
        if slot == "ofs":
            under = self.token.dep_ == "pobj" and self.token.head.lower_ in (
                "with",
                "without",
                "through",
                "under",
                "by",
                "at",
                "on",
            )
            return self._named(syntax.prepositional(self.token, "of")) if under else []
        if slot == "appos":
            around = [c for c in self.token.children if c.dep_ == "appos"]
            around += [self.token.head] if self.token.dep_ == "appos" else []
            return [p for c in around for p in [scene.party(c.i, "direct")] if p is not None]
        if slot == "cop":
            head = self.token.head
            linked = self.token.dep_ in ("attr", "oprd", "pobj") and head.lemma_ in (
                "be",
                "remain",
                "become",
                "as",
                "stay",
            )
            verb = head.head if head.lemma_ == "as" else head
            return self._named(syntax.surface_subject(verb)) if linked and verb.pos_ in syntax.VERBAL else []
        if slot == "anti":
            before = [c for c in syntax.premodifiers(self.token) if opposed(c)]
            return [p for c in before for p in [scene.party(c.i, "direct")] if p is not None]
        if slot == "poss":
            return [p for c in self.token.lefts if c.dep_ == "poss" for p in scene.named(c)]
        if slot == "gov":
            return self._governing()
        if slot == "and":
            return [p for c in conjuncts(self.token) for p in [scene.party(c.i, "direct")] if p is not None]
        if slot == "comp":
            below = syntax.complement(self.token)
            return self._named(syntax.surface_subject(below)) if below is not None else []
        if not guess:
            return self._named(self.prep(slot))
        return [] if slot in ("of", "by", "in") else self._named(self.prep(slot, guess=True))

    def _subjects(self) -> list[Party]:
        """Who does it; of several joined, what is nobody itself ("the raid and Chad ...") only where all are so.

        scene_rule: "the bombing in S, which killed ...": where an act was done does not say by whom.
        """
        acts = (
            {n.i for n in self.subj if lemma(n) in lexicon().nouns and not agentive(n)} if self.kind == "verb" else ()
        )
        found = self._acting(self.subj)
        if not acts:
            return found
        doc = self.token.doc
        return [
            p for p in found if not (p.how == "of" and doc[p.i].head.lower_ == "in" and doc[p.i].head.head.i in acts)
        ]

    def _acting(self, heads: list[Token]) -> list[Party]:
        nouns = [t for noun in heads for t in (noun, *conjuncts(noun))]
        acting = [t for t in nouns if agentive(t) or self.scene.party(t.i, "direct") is not None]
        return self._named(heads) if len(nouns) == len(acting) or not acting else self._named_singly(acting)

    def _named_singly(self, nouns: list[Token]) -> list[Party]:
        out: list[Party] = []
        for noun in nouns:
            out += [p for p in self.scene._one(noun, 0) if p.mention not in {q.mention for q in out}]
        return out

    def _before(self, wanted: Callable[[bool, bool], bool]) -> list[Party]:
        """Actors before the noun. `place`: a town or building; `theme`: a country's bare name ("Iraq invasion")."""
        out = []
        for child in syntax.premodifiers(self.token):
            party = self.scene.party(child.i, "direct")
            if party is None:
                continue
            mention = self.scene.context.mentions[party.mention]
            place = mention.kind == "place" or mention.resolved in ("seat", "place")
            theme = (
                mention.kind == "state"
                and mention.resolved == "name"
                and not child.text.isupper()
                and "." not in child.text
            )
            if wanted(place, theme) and not opposed(child) and not brokered(child):
                out.append(party)
        return out

    def _object(self, noun: Token) -> list[Party]:
        named = self.scene.named(noun)
        return [p for p in named if p.how == "direct" or agentive(noun)]

    def unnamed(self, side: str) -> bool:
        """Whether somebody stands on this side whom no actor table knows ("the rebels", "a farmer"): not to be guessed."""
        if self.kind == "noun":
            links = ("of", "to", "against", "on", "for") if side == "target" else ("by", "from")
            if side == "source" and any(
                c.shape_[:1] == "X" and self.scene.cover[c.i] < 0 and c.pos_ in ("ADJ", "PROPN")
                for c in syntax.premodifiers(self.token)
            ):
                return True  # "Western criticism"
            held = [t for word in links for t in syntax.prepositional(self.token, word)]
            return any(agentive(t) and t.pos_ == "NOUN" and not self.scene.named(t) for t in held)
        if self.kind not in ("verb", "adjective"):
            return False
        nouns = self.subj if side == "source" else self.obj
        return any(
            (n.pos_ == "PRON" or agentive(n)) and n.pos_ in syntax.NOMINAL and not self.scene.named(n) for n in nouns
        )

    def _governing(self) -> list[Party]:
        verb = syntax.governing_verb(self.token)
        if verb is None or (self.token.dep_ in ("nsubj", "nsubjpass") and not syntax.is_passive(verb)):
            return []
        if lexicon().light.get(verb.lemma_) is None:
            return []
        return self._acting(syntax.subjects(verb))

    def _named(self, nouns: list[Token]) -> list[Party]:
        out: list[Party] = []
        origin = lemma(self.token) not in _LEAVING
        for noun in nouns:
            out += [p for p in self.scene.named(noun, origin=origin) if p.mention not in {q.mention for q in out}]
        return out
