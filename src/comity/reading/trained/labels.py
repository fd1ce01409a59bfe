"""What the network tells apart, in the order of its outputs. A network fits one order only: a change means training anew."""

from __future__ import annotations

from typing import Final

EVENTS: Final = (
    "-", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES: Final = ("happened", "ongoing", "planned", "stalled", "denied", "demanded", "hypothetical")
STANCES: Final = ("-", "wants", "supports", "opposes", "needs", "fears", "neutral")
RELATION: Final = ("-", "relation")
CAUSES: Final = ("-", "cause")
CAUSE: Final = ("influence", "motive", "purpose", "enabling", "evaluative")
SIGNS: Final = (-1, 0, 1, None)

PRESENT: Final = {"event": EVENTS, "relation": RELATION, "cause": CAUSES, "stance": STANCES}
"""Of every word: whether it carries one of each kind, and which."""

TRAITS: Final = {
    "status": len(STATUSES),
    "symmetric": 2,
    "level": len(SIGNS),
    "change": len(SIGNS),
    "sign": len(SIGNS),
    "link": len(CAUSE),
    "hedged": 2,
    "negated": 2,
    "attitude": len(SIGNS),
}
"""Of a word that carries something: what else is told of it, with the number of choices."""

PARTIES: Final = ("source", "target", "between", "holder", "toward")
"""Links to mentions: any number of each."""
ENDS: Final = (
    "cause-first", "cause-last", "effect-first", "effect-last", "object-first", "object-last",
)  # fmt: skip
"""Links to words of the sentence: exactly one of each."""
LINKS: Final = PARTIES + ENDS

WIDTH: Final = 48
"""Numbers by which a link compares two words."""
REACH: Final = (-40, -24, -16, -10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 16, 24, 40)
"""Lower bounds of the distances, in word pieces, that a link tells apart."""
