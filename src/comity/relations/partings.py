"""Where the score and the measures that need no model say opposite things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from comity.relations.story import Knot, Parting


def partings(knots: Sequence[Knot]) -> Iterable[Parting]:
    """The decades at whose last evidence the score has one sign, and the log-odds and the decayed mean both the other.

    `knots` are a relation's days of evidence in order. What rounds to 0.00 has no sign.
    """
    for decade, group in groupby(knots, key=lambda knot: knot.day.year // 10):
        last = list(group)[-1]
        score, odds, decayed = (round(value, 2) for value in (last.mean, last.log_odds, last.decayed))
        if score * odds < 0 and score * decayed < 0:
            first, end = date(max(10 * decade, 1), 1, 1), date(10 * decade + 9, 12, 31)
            yield Parting(first, end, last.day, last.mean, last.log_odds, last.decayed)
