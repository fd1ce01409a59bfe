"""Two readings of one act in one sentence: the word for the act and the word for what it is done to or with.

    one_act(said, (5, 14), (33, 36)) -> True     'They suspended $100 million of aid'
                                        False    'They arrested and expelled him'

The reader may take both words for acts. They are one where the one stands in the other's own words, as its object or
its means, with no conjunction, relative clause or other verb between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

Span = tuple[int, int]

_APART: Final = re.compile(
    r"[,;:()\n—–]|\s-\s|\b(?:and|or|but|nor|yet|then|while|when|whereas|after|before|since|until|as|because|if|than"
    r"|although|though|who|whom|whose|which|that|where|following|despite|without|amid|under"
    r"|is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|might|shall|should|did|does|do"
    r"|led|brought|gave|made|saw|came|went|took|put|said|told|met|meant)\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\b[a-z]{2,}ed\b")
_MOST_WORDS: Final = 8
_CUT: Final = re.compile(
    r"[;:()\n—–]|\b(?:who|whom|whose|which|that|where|when|while|after|before|because|but|although|though|if)\b",
    re.IGNORECASE,
)


def one_act(said: str, first: Span, second: Span) -> bool:
    """Whether two triggers of a sentence name one act: they overlap, or the later stands in the words of the earlier."""
    if second < first:
        first, second = second, first
    if second[0] < first[1]:
        return True
    between = said[first[1] : second[0]]
    return len(between.split()) <= _MOST_WORDS and not _APART.search(between) and not _VERB.search(between)


def beside(said: str, trigger: Span, amount: Span, others: Sequence[Span]) -> bool:
    """Whether an amount counts something else than the object of an act: another clause stands between the two, or the
    word for another act (`others`) stands closer to it."""
    low, high = min(trigger[1], amount[1]), max(trigger[0], amount[0])
    if low < high and _CUT.search(said[low:high]):
        return True
    own = _gap(trigger, amount)
    return any(_gap(other, amount) < own and not one_act(said, trigger, other) for other in others)


def _gap(a: Span, b: Span) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)
