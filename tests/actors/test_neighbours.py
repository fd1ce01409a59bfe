"""Who borders on whom."""

from __future__ import annotations

import pytest

from comity.actors import Registry
from comity.intervals import Interval

REGISTRY = Registry.default()


@pytest.mark.parametrize(
    ("one", "other", "borders"),
    [
        ("GRC", "TUR", True),
        ("TUR", "GRC", True),
        ("SUN", "TUR", True),
        ("YUG", "ALB", True),
        ("RUS", "UKR", True),
        ("DEU", "USA", False),
        ("PRT", "FRA", False),
    ],
)
def test_borders_run_both_ways_and_along_lineages(one: str, other: str, borders: bool) -> None:
    assert REGISTRY.borders(one, other) is borders


def test_every_state_on_a_continent_has_a_neighbour() -> None:
    alone = {a.id for a in REGISTRY.actors("state") if a.standing == "member"} - {
        a.id
        for a in REGISTRY.actors("state")
        for b in REGISTRY.actors("state")
        if a is not b and REGISTRY.borders(a.id, b.id)
    }
    # oceanic islands far from everybody else, and what no neighbour can be said of
    assert alone <= {
        "ATG", "BRB", "CPV", "DMA", "FSM", "KIR", "KNA", "LCA", "MHL", "NRU", "PLW", "STP", "SYC", "TUV", "ZAN",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "actor"), [("1968-05-05", "biafra"), ("2012-05-05", "NGA"), (None, "NGA")])
def test_a_dated_name_leaves_the_place_on_other_days(day: str | None, actor: str) -> None:
    assert REGISTRY.resolve("Biafra", None if day is None else Interval.parse(day)).actor == actor
