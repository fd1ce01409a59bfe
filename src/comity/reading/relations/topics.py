"""Which two actors a text is about at a given place: what "the relationship", "the rift" or "the old rivals" means."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.context import Context
    from comity.reading.referents import Referents

Pair = tuple[str, str]

_DECAY: Final = 0.6
_NEIGHBOURS: Final = 0.4  # a pair whose two are named in sentences next to each other, against 1 for the same sentence
_CLAIMED: Final = 1.5  # a pair of whose tie something was said
_CROWD: Final = 4  # a sentence that names more actors than this tells nothing of any two
_LEAD: Final = 1.2  # how far the best pair must lead the next
_LEAST: Final = 0.8  # what is less present than this is not meant

_ROLES: Final = frozenset({
    "enemy", "rival", "foe", "adversary", "ally", "friend", "partner", "neighbour", "neighbor", "antagonist", "belligerent", "combatant",
    "opponent", "arch-enemy", "arch-rival", "archenemy", "archrival",
})  # fmt: skip
_STATES: Final = frozenset(
    {"nation", "state", "country", "government", "capital", "republic", "kingdom", "side", "army", "people"}
)
_BOTH: Final = frozenset({"both", "two", "former", "erstwhile", "onetime", "one-time", "once"})
_FEWER: Final = frozenset({"its", "his", "her", "their", "three", "four", "five", "many", "several", "other"})


class Topic:
    """The pairs of a document by how present they are at each of its sentences.

    A pair counts for every sentence that names both of its actors, less for neighbouring sentences that name one each,
    and more where something was said of its tie. What lies behind fades; what the whole text keeps naming weighs throughout.
    """

    def __init__(self, context: Context) -> None:
        self._starts: list[tuple[int, int]] = []  # (paragraph, first token) of every sentence
        self._named: list[tuple[str, ...]] = []
        self._order: dict[int, int] = {}
        mentions = context.mentions
        for paragraph in context.paragraphs:
            self._order[paragraph.index] = len(self._order)
            for sentence in paragraph.doc.sents:
                self._starts.append((self._order[paragraph.index], sentence.start))
                self._named.append(())
        sets: list[dict[str, None]] = [{} for _ in self._named]
        for mention in mentions:
            if len(mention.actors) > 2 or mention.paragraph not in self._order:
                continue
            at = bisect_right(self._starts, (self._order[mention.paragraph], mention.i)) - 1
            if at >= 0:
                sets[at].update(dict.fromkeys(a for a in mention.actors if _is_state(a)))
        self._named = [tuple(s) for s in sets]
        self._whole = self._counted()
        self._said: list[tuple[int, Pair]] = []

    def _counted(self) -> dict[Pair, float]:
        out: dict[Pair, float] = defaultdict(float)
        for k, names in enumerate(self._named):
            for pair, weight in self._of_sentence(k):
                out[pair] += weight
            if k == 0 and len(names) == 2 and len(self._starts) > 1 and self._starts[1][0] > self._starts[0][0]:
                out[_sorted(*names)] += 2
        return out

    def _of_sentence(self, k: int) -> list[tuple[Pair, float]]:
        names = self._named[k]
        if len(names) > _CROWD:
            return []
        out: list[tuple[Pair, float]] = [(_sorted(a, b), 1.0) for a, b in combinations(names, 2)]
        if k and len(self._named[k - 1]) <= 2 and len(names) <= 2 and self._starts[k - 1][0] == self._starts[k][0]:
            out.extend(
                (_sorted(a, b), _NEIGHBOURS)
                for a in self._named[k - 1]
                for b in names
                if a != b and a not in names and b not in self._named[k - 1]
            )
        return out

    def note(self, pair: Pair, token: Token, paragraph: int) -> None:
        """Something was said of this pair's tie at this place."""
        self._said.append((self._at(token, paragraph), _sorted(*pair)))

    def _at(self, token: Token, paragraph: int) -> int:
        return bisect_right(self._starts, (self._order[paragraph], token.i)) - 1

    def current(self, token: Token, paragraph: int, named: tuple[str, ...] = (), *, apart: bool = False) -> Pair | None:
        """The pair meant at the token (with the named actors in it); None where no pair leads clearly.

        `apart`: whom the sentence names is somebody else ("Chad destroyed this friendship"), or may be.
        """
        here = self._at(token, paragraph)
        mine = () if apart else self._named[here]
        said = [p for k, p in self._said if k == here and all(a in p for a in named)]
        if said and not apart:
            return said[-1]
        score: dict[Pair, float] = defaultdict(float)
        most = max(self._whole.values(), default=1.0)
        for pair, weight in self._whole.items():
            score[pair] = 1.5 * weight / most
        for back in range(min(8, here + 1)):
            for pair, weight in self._of_sentence(here - back):
                score[pair] += weight * _DECAY**back
        for k, pair in self._said:
            if here - 8 < k <= here:
                score[pair] += _CLAIMED * _DECAY ** (here - k)
        fits = [
            (v, p) for p, v in score.items() if all(a in p for a in named) and (named or not mine or set(mine) & set(p))
        ]
        fits.sort(key=lambda x: (-x[0], x[1]))
        if not fits or fits[0][0] < _LEAST or (len(fits) > 1 and fits[0][0] < _LEAD * fits[1][0]):
            return None
        return fits[0][1]


def people(noun: Token, who: Referents, topic: Topic) -> tuple[str, ...]:
    """Who the noun stands for; "the former enemies", without names, are the two that the text is about."""
    found = who.standing_for(noun)
    lemma = noun.lemma_.lower()
    if not found and noun.lower_ == "two" and noun.pos_ == "NUM" and any(c.lower_ == "the" for c in noun.lefts):
        return (
            () if any(c.dep_ == "prep" for c in noun.rights) else topic.current(noun, who.paragraph, apart=True) or ()
        )
    if found or noun.tag_ != "NNS" or not (lemma in _ROLES or lemma in _STATES):
        return found
    said = {c.lower_ for c in noun.lefts}
    if said & _FEWER or not said & (_BOTH if lemma in _STATES else _BOTH | {"the", "old", "these", "those"}):
        return ()
    return topic.current(noun, who.paragraph, apart=noun.dep_ not in {"nsubj", "nsubjpass"}) or ()


def _is_state(actor: str) -> bool:
    return actor == "EU" or (len(actor) == 3 and actor.isalpha() and actor.isupper())


def _sorted(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)
