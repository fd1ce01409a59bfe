"""How closely a date belongs to a word of its sentence: a cost over the dependency path between them.

The small parser hangs a trailing 'in 1968' on the nearest noun as often as on the verb, so that the path is weighed
and not read as a yes or no. What a clause boundary costs says which dates may cross it: nearly none may leave a
relative clause, and the day on which somebody spoke is not the day of what was spoken of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.reading.dates.tense import clause_form
from comity.reading.model import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.intervals import Interval

STATED: Final = 6.0
"""Up to this cost the sentence gives the word that date."""
NEAR: Final = 15.0
"""Up to this cost the date is a guess from the same sentence; beyond, it is another event's."""

_CONTENT: Final = ("xcomp", "ccomp", "acl", "advcl")
_OWN: Final = 1.0
_OF_ITS_NOUN: Final = 13.0
"""'warned that the 1984 treaty forbids it': a date before its noun reaches no further."""
_NO_EARLIER: Final = 1.0
"""'In 2001, after the war, ...': the stated time goes before the one that it is told to be after."""
_ADJACENT: Final = 8
_YEAR: Final = 4
_UP: Final = {
    "conj": 2.5, "xcomp": 2.0, "pcomp": 1.5, "advcl": 3.5, "relcl": 3.5, "acl": 4.0, "ccomp": 4.0, "parataxis": 7.0,
    "appos": 2.0,
}  # fmt: skip
_DOWN: Final = {
    "conj": 6.5, "xcomp": 2.0, "pcomp": 3.0, "advcl": 5.0, "relcl": 20.0, "acl": 20.0, "ccomp": 5.5, "parataxis": 8.0,
    "appos": 3.0, "nsubj": 2.5, "nsubjpass": 1.0, "dobj": 1.0, "pobj": 0.75, "prep": 0.75, "npadvmod": 0.5, "attr": 1.0,
}  # fmt: skip
_PREMODIFIERS: Final = frozenset({"nummod", "compound", "amod", "nmod", "poss"})
_SPEECH: Final = frozenset({
    "say", "tell", "state", "announce", "claim", "argue", "report", "add", "note", "warn", "declare", "insist", "admit",
    "confirm", "believe", "think", "suggest", "write", "maintain", "stress", "reiterate", "emphasise", "emphasize", "deny",
    "predict", "allege", "recall", "explain", "reveal", "disclose",
})  # fmt: skip
_AFTERMATH: Final = frozenset(
    str.split(
        "lead end expire last result collapse lapse renew survive remain bring force prompt trigger spark help cancel lift "
        "abandon revoke suspend drive leave make cause outlast"
    )
)
_VERBAL: Final = frozenset({"VERB", "AUX"})


def attached_to(date_root: Token) -> tuple[Token, bool]:
    """(the word that a date hangs on, whether the date stands before it as a part of its noun phrase)."""
    token = date_root
    premodifier = False
    for _ in range(8):
        head = token.head
        if head == token:
            return token, False
        if token.dep_ in _PREMODIFIERS and token.i < head.i and head.pos_ in ("NOUN", "PROPN"):
            if _stands_alone(token, head):
                token = head
                continue
            premodifier = True
            return head, premodifier
        if head.pos_ in ("ADP", "SCONJ", "PART", "DET") or (
            token.dep_ in ("conj", "appos", "nummod") and head.pos_ in ("NUM", "PROPN") and head.ent_type_ == "DATE"
        ):
            token = head
            continue
        if head.pos_ == "ADV" or head.ent_type_ in ("DATE", "TIME"):
            token = head
            continue
        return head, premodifier
    return token, premodifier


def _stands_alone(year: Token, noun: Token) -> bool:
    """bare_year_rule: 'in 2004 Kenya, Ghana and Togo met': the parser takes the year for a part of the name after it."""
    before = year.nbor(-1) if year.i > 0 else year
    return (
        year.is_digit
        and len(year) == _YEAR
        and before.lower_ in ("in", "since", "until")
        and noun.pos_ == "PROPN"
        and noun.dep_ in ("pobj", "nsubj", "conj", "compound", "dobj")
        and noun.i == year.i + 1
    )


def path_cost(word: Token, anchor: Token, *, premodifier: bool, fronted: bool) -> float:
    """Cost of the way from an event's word to the word that a date hangs on.

    `fronted`: the date stands before the verb of its clause, so that it governs what is joined to that verb as well.
    """
    if word == anchor:
        return 0.0
    above = {t.i: n for n, t in enumerate(_line(anchor))}
    cost, token = 0.0, word
    for _ in range(40):
        if token.i in above:
            break
        cost += _step_up(token, fronted=fronted)
        if token.head == token:
            return 99.0
        token = token.head
    down = 0.0
    for lower in _line(anchor)[: above.get(token.i, 0)]:
        if lower.head == word and _tells_of(lower, word):
            down += 0.5
            continue
        infinitive = lower.dep_ == "acl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in lower.children)
        down += 2.5 if infinitive else _DOWN.get(lower.dep_, 1.0)
        if lower.dep_ == "conj" and fronted:
            down += 4.0  # 'condemned the tests, but in 2004 lifted ...'
    if premodifier:
        down += 6.5
    return cost + down


def _tells_of(clause: Token, noun: Token) -> bool:
    """own_clause_rule: 'the war that began in 1879', 'a loan arranged in 1983': the clause tells of the act that the
    noun names; not 'the war that led to the partition of 1947'."""
    return clause.dep_ in ("relcl", "acl") and noun.pos_ in ("NOUN", "PROPN") and clause.lemma_ not in _AFTERMATH


def _line(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _step_up(token: Token, *, fronted: bool) -> float:
    match token.dep_:
        case "conj":
            return 1.5 if fronted else _UP["conj"]
        case "ccomp":
            return 7.0 if token.head.lemma_ in _SPEECH else _UP["ccomp"]
        case "advcl" | "pcomp":
            return 2.5 if fronted else _UP[token.dep_]
    if token.pos_ in _VERBAL and token.dep_ in _UP:
        return _UP[token.dep_]
    return _UP.get(token.dep_, 0.75) if token.dep_ in ("appos", "relcl", "acl") else 0.75


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date in its sentence: the mention, its first token, the word it hangs on."""

    mention: DateMention
    first_token: int
    root: Token
    word: Token
    premodifier: bool
    fronted: bool
    named: bool
    record: int | None = None
    """The token 'since' in 'the first visit since 1999': the date is not of what stands before that"""

    @property
    def is_compared(self) -> bool:
        """'the first visit since 1999', 'fewer than in 1999': a time that is only compared with"""
        if self.record is not None:
            return True
        doc, i = self.root.doc, self.first_token
        before = [t.lower_ for t in doc[max(0, i - 2) : i]]
        return bool(before) and (before[-1] == "than" or before == ["than", "in"])

    def is_since(self, token: Token) -> bool:
        """since_named_rule: 'since the end of the war': what is told has been from then on, and not at the end of it."""
        before = preposition_before(self.root.doc[self.first_token]) if self.named else None
        if before is None or before.lower_ != "since":
            return False
        return not (before.i < token.i and before.is_ancestor(token))

    @property
    def is_label(self) -> bool:
        """'January 1994: the treaty takes effect'"""
        end = self.mention_end
        return end < len(self.root.doc) and self.root.doc[end].lower_ in (":", "–", "—")

    @property
    def mention_end(self) -> int:
        """The token after the date."""
        i, length = self.first_token, self.mention.end - self.mention.start
        doc = self.root.doc
        last = doc[i].idx + length
        while i < len(doc) and doc[i].idx < last:
            i += 1
        return i


_TELLING: Final = frozenset({"after", "during", "since", "following", "before", "amid", "until", "by"})


def since_between(token: Token, anchor: Token) -> bool:
    """Whether a date reaches a word only through 'since': 'the border has been shut since the war of 1992 ended'."""
    above = {t.i for t in _line(token)}
    for lower in _line(anchor):
        if lower.i in above:
            return False
        if lower.lower_ == "since" or any(c.lower_ == "since" and c.dep_ in ("mark", "prep") for c in lower.lefts):
            return True
    return False


def preposition_before(first: Token) -> Token | None:
    """The word by which a named event dates something: 'after the Cold War', not 'the Cold War began'."""
    doc, i = first.doc, first.i
    while i > 0 and doc[i - 1].lower_ in ("the", "end", "of"):
        i -= 1
    return doc[i - 1] if i > 0 and doc[i - 1].lower_ in _TELLING else None


def told_by(first: Token, otherwise: Token) -> Token:
    """The word that 'after the Cold War' hangs on, whatever the parser made of the name."""
    preposition = preposition_before(first)
    return preposition.head if preposition is not None and preposition.head.i > preposition.i else otherwise


def _same_clause(token: Token, other: Token) -> bool:
    """Whether two words have one finite verb: 'talks are to open', 'is expected back to mediate'."""
    return _finite_above(token) == _finite_above(other)


def _finite_above(token: Token) -> Token | None:
    verb = verb_above(token)
    for _ in range(4):
        if verb is None or not (verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VB")):
            break
        above = verb_above(verb.head)
        if above is None or above == verb:
            break
        verb = above
    return verb


def _follows(noun: Token, anchor: Anchor) -> bool:
    """adjacent_date_rule: 'the killing of the general in January' and no verb or other clause between the two: the date is
    the noun's, whatever the parser hangs it on."""
    gap = anchor.first_token - noun.i
    if not 0 < gap <= _ADJACENT or anchor.premodifier or not _second_of_two(noun):
        return False
    between = noun.doc[noun.i + 1 : anchor.first_token]
    return not any(t.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ", "PUNCT", "PRON") for t in between)


def _second_of_two(noun: Token) -> bool:
    return noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN")


def closest(
    token: Token, anchors: list[Anchor], weighed: list[tuple[int, float]] | None = None
) -> tuple[float, Anchor] | None:
    """The anchor with the cheapest way to the word; of two as cheap the nearer. `weighed` takes each anchor's first
    token with its cost."""
    best: tuple[float, float, Anchor] | None = None
    now = bool(anchors) and clause_form(token) in ("present", "perfect")
    for anchor in anchors:
        covers = anchor.named and anchor.root.left_edge.i <= token.i <= anchor.root.right_edge.i
        cost = 0.0 if covers else path_cost(token, anchor.word, premodifier=anchor.premodifier, fronted=anchor.fronted)
        if anchor.named and not covers:
            before = preposition_before(anchor.root.doc[anchor.first_token])
            if before is None:
                continue
            if before.lower_ in ("after", "since", "following"):
                cost += _NO_EARLIER
        if (anchor.is_compared and (anchor.record is None or token.i < anchor.record)) or (
            anchor.premodifier and cost > _OF_ITS_NOUN
        ):
            continue
        if token.pos_ in ("NOUN", "PROPN") and cost > _OWN and _follows(token, anchor):
            cost = _OWN
        own = token.pos_ in ("NOUN", "PROPN") and token.is_ancestor(anchor.word)
        own = own or (now and since_between(token, anchor.word))
        if (
            not covers
            and cost
            and now
            and not own
            and anchor.mention.last is not None
            and not _same_clause(token, anchor.word)
        ):
            cost += NEAR
        rank = (cost + 0.01 * abs(anchor.first_token - token.i), float(abs(anchor.first_token - token.i)), anchor)
        if weighed is not None:
            weighed.append((anchor.first_token, rank[0]))
        if best is None or rank[:2] < best[:2]:
            best = rank
    return (best[0], best[2]) if best else None


def verb_above(token: Token) -> Token | None:
    for candidate in (token, *token.ancestors):
        if candidate.pos_ in ("VERB", "AUX"):
            return candidate
    return None


def is_future(mention: DateMention, published: Interval | None) -> bool:
    return published is not None and mention.first is not None and mention.first > published.last


def is_due(token: Token, anchor: Anchor, published: Interval | None) -> bool:
    """deadline_rule: 'agreed to open the line by 2030': what is agreed has the date, not the agreement."""
    if anchor.first_token <= token.i:
        return False
    below = next((c for c in token.rights if c.dep_ in _CONTENT and _is_to_come(c)), None)
    if below is None or anchor.first_token <= below.i or anchor.first_token > below.right_edge.i + 8:
        return False
    if any(c.i < anchor.first_token for c in token.rights if c.dep_ == "conj"):
        return False
    before = preposition_before(token.doc[anchor.first_token])
    return is_future(anchor.mention, published) or (before is not None and before.lower_ in ("by", "until", "before"))


def _is_to_come(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("to", "will", "would", "shall", "should") for c in verb.children)
