"""How much a report is worth: by the rule that found it and by how its parties were found.

The figures follow the shares of right reports (type and parties) per rule and per kind of party in two small
development sets, rounded, and judged where a rule fired fewer than ten times (gerund, stopped, announced, adjective,
must). They order reports; they are not probabilities of truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.reading.events.triggers import Draft

RULES: Final = {
    "active-verb-rule": 0.75,
    "passive-verb-rule": 0.65,
    "participle-rule": 0.5,
    "gerund-rule": 0.5,
    "noun-rule": 0.6,
    "light-verb-rule": 0.75,
    "stopped-rule": 0.6,
    "announced-rule": 0.6,
    "adjective-rule": 0.6,
    "must-rule": 0.75,
}
PARTIES: Final = {
    "direct": 1.0,
    "owner": 0.95,
    "of": 0.85,
    "answer": 0.8,
    "told": 0.7,
    "clause": 0.6,
    "topic": 0.6,
    "sentence": 0.6,
}
ONE_SIDED: Final = 0.85
UNSURE: Final = 0.9
LABEL: Final = 0.6
"""A heading says in short what the text below says in full."""


def confidence(draft: Draft) -> float:
    """From 0 to 1, two decimals."""
    value = RULES[draft.rule]
    for parties in (draft.sources, draft.targets):
        if parties:
            value *= min(PARTIES[p.how] for p in parties)
    if not draft.sources or (not draft.targets and not draft.symmetric):
        value *= ONE_SIDED
    if draft.status in ("hypothetical", "planned", "demanded"):
        value *= UNSURE
    return round(value, 2)
