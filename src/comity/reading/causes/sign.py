"""The sign of a causal link: what the trigger says, turned round where the effect is itself a going down."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from comity.reading.causes.lexicon import rows
from comity.reading.causes.links import is_actor
from comity.reading.clauses import NEGATIONS, VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from comity.reading.model import Sign

_BAD_STATES = frozenset({
    "jeopardy", "danger", "risk", "doubt", "hiatus", "limbo", "strain", "peril", "disarray", "crisis", "chaos", "turmoil",
    "trouble", "bind", "cold", "isolation", "deadlock", "stalemate", "freeze", "camp", "apart", "hold", "ice",
})  # fmt: skip
_WORSE = frozenset({
    "worse", "weak", "weaker", "hard", "harder", "difficult", "impossible", "vulnerable", "powerless", "unstable", "unlikely",
    "isolated", "apart", "away", "poor", "poorer", "untenable", "helpless", "fragile", "unviable", "irrelevant", "further",
})  # fmt: skip


@cache
def _falling() -> dict[str, frozenset[str]]:
    table = list(rows(__name__.rpartition(".")[0], "direction.csv"))
    return {pos: frozenset(r["word"] for r in table if r["pos"] == pos) for pos in ("noun", "verb", "course")}


def direction(effect: Token) -> int:
    """-1 where the effect, headed by this token, is a going down or a failing; else 1."""
    falling = _falling()
    if effect.pos_ in VERBS:
        down = effect.lemma_ in falling["verb"] or any(
            c.lower_ in falling["course"] for c in effect.children if c.i > effect.i
        )
        denied = any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in effect.children)
        return -1 if down != denied else 1
    if effect.lemma_ in falling["noun"] and any(c.dep_ == "prep" for c in effect.children):
        whose = next((g for c in effect.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
        # "the fall of the government" is an end; "the fall of exports" a going down
        return 1 if effect.lemma_ in {"fall", "end", "loss"} and whose is not None and is_actor(whose) else -1
    return 1


def turned(sign: Sign | None, effect: Token) -> Sign | None:
    """`sign` of the trigger with the direction of the effect taken in."""
    if sign is None or sign == 0:
        return sign
    return 1 if sign * direction(effect) > 0 else -1


def state_sign(words: list[Token]) -> Sign:
    """Sign of a state that somebody is put into ("in jeopardy", "closer together")."""
    return -1 if any(t.lemma_ in _BAD_STATES or t.lower_ in _WORSE for t in words) else 1
