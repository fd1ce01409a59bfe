"""Where the score and both plain measures say opposite things, the story says so."""

from __future__ import annotations

from datetime import date

from comity.relations.partings import partings
from comity.relations.story import Knot


def knot(day: date, score: float, odds: float, decayed: float) -> Knot:
    return Knot(day, score, 0.2, 0.0, 1.0, odds, decayed, None, (day, day))


def test_only_the_last_evidence_of_a_decade_and_only_both_measures() -> None:
    found = list(
        partings(
            [
                knot(date(1971, 1, 1), 0.2, -1.0, -0.3),
                knot(date(1978, 1, 1), -0.2, -1.0, -0.3),
                knot(date(1983, 1, 1), 0.3, -0.7, -0.2),
                knot(date(1995, 1, 1), 0.3, -0.7, 0.2),
                knot(date(2004, 1, 1), 0.003, -0.7, -0.2),
                knot(date(2012, 5, 1), -0.3, 0.7, 0.2),
            ]
        )
    )
    assert [(one.first.year, one.last.year) for one in found] == [(1980, 1989), (2010, 2019)]
    assert found[1].day == date(2012, 5, 1)
    assert (found[1].score, found[1].log_odds, found[1].decayed) == (-0.3, 0.7, 0.2)
