"""Blocs, and numbers that stay with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_networks import tie, ties
from scipy.special import comb

from comity.system import blocs as module
from comity.system.blockmodel import line_index
from comity.system.blocs import part
from comity.system.matching import Numbers, likeness
from comity.system.ties import Tie


def partings(items: list[str]) -> Iterator[list[list[str]]]:
    if not items:
        yield []
        return
    first, *rest = items
    for parts in partings(rest):
        yield [[first], *parts]
        for n in range(len(parts)):
            yield [*parts[:n], [first, *parts[n]], *parts[n + 1 :]]


def fewest(of: list[Tie]) -> int:
    ids = sorted({x for t in of for x in t.pair})
    return min(
        sum((t.sign > 0) != any(t.a in bloc and t.b in bloc for bloc in parts) for t in of) for parts in partings(ids)
    )


@st.composite
def made(draw: st.DrawFn) -> list[Tie]:
    ids = "ABCDEF"[: draw(st.integers(2, 6))]
    pairs = draw(st.lists(st.sampled_from(list(combinations(ids, 2))), min_size=1, unique=True))
    tenths = st.integers(-9, 9).filter(bool)
    return [tie(a, b, draw(tenths) / 10, 0.01) for a, b in pairs]


@given(made())
@settings(deadline=None)
def test_no_other_parting_has_fewer_ties_against_it(of: list[Tie]) -> None:
    found = part(of)
    assert found.exact
    assert len(found.against) == fewest(of)


@given(made())
@settings(deadline=None)
def test_a_bloc_is_held_together_by_its_positive_ties(of: list[Tie]) -> None:
    for bloc in part(of).blocs:
        reached, todo = set(), [min(bloc)]
        while todo:
            at = todo.pop()
            reached.add(at)
            todo += [t.other(at) for t in of if t.sign > 0 and at in t.pair and t.other(at) in bloc - reached]
        assert reached == bloc
        assert len(bloc) > 1


def test_three_mutual_foes_are_in_no_bloc_and_camps_are_found() -> None:
    assert part(ties({"AB": -0.5, "BC": -0.5, "AC": -0.5})).blocs == ()
    cold_war = {"AB": 0.6, "BC": 0.5, "DE": 0.7, "AD": -0.6, "AE": -0.5, "CD": -0.4}
    assert [sorted(b) for b in part(ties(cold_war)).blocs] == [["A", "B", "C"], ["D", "E"]]


def test_of_equally_many_ties_the_weaker_ones_go_against_the_parting() -> None:
    found = part(ties({"AB": 0.8, "AC": 0.3, "BC": -0.6}))
    assert [t.pair for t in found.against] == [("A", "C")]
    assert [sorted(b) for b in found.blocs] == [["A", "B"]]


def test_of_partings_as_good_in_all_the_one_like_the_earlier_is_taken() -> None:
    of = ties({"AB": 0.5, "AC": 0.5, "BC": -0.5})
    for earlier in ({"A", "B"}, {"A", "C"}):
        assert part(of, [frozenset(earlier)]).blocs == (frozenset(earlier),)


def test_moving_one_by_one_comes_close_to_the_fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    of = [
        tie(a, b, 0.5 if (a in "ABC") == (b in "ABC") else -0.5) for a, b in combinations("ABCDEF", 2) if a + b != "AD"
    ]
    of.append(tie("A", "D", 0.2))
    monkeypatch.setattr(module, "EXACT", 2)
    found = part(of)
    assert not found.exact
    assert [t.pair for t in found.against] == [("A", "D")]


def test_numbers_stay_with_members() -> None:
    numbers = Numbers()
    west, east = frozenset("ABC"), frozenset("DEF")
    assert numbers.give([west, east]) == [1, 2]
    assert numbers.give([frozenset("DEFG"), frozenset("AB")]) == [2, 1]
    assert numbers.give([frozenset("XY"), frozenset("DEFG")]) == [3, 2]  # the west is gone, somebody new is there
    assert numbers.give([frozenset("AB"), frozenset("DEFG")]) == [1, 2]  # and back
    assert numbers.give([frozenset("DE"), frozenset("FG")]) == [2, 4]  # split: one part keeps the number


def test_as_many_as_can_be_keep_their_number() -> None:
    numbers = Numbers()
    numbers.give([frozenset("ABCD"), frozenset("EF")])
    # greedily, the first would take number 1 by its two of ABCD; together it is better otherwise
    assert numbers.give([frozenset("ABEF"), frozenset("CD")]) == [2, 1]


def test_likeness_is_the_adjusted_rand_index() -> None:
    one = dict(zip("ABCDEF", (1, 1, 1, 2, 2, 2), strict=True))
    assert likeness(one, dict(zip("ABCDEF", (7, 7, 7, 4, 4, 4), strict=True))) == 1
    other = dict(
        zip("ABCDEF", (1, 1, 2, 2, 3, 3), strict=True)
    )  # by Hubert & Arabie's formula, from pairs counted by hand
    together, pairs = 2, comb(6, 2)
    expected = 6 * 3 / pairs
    assert likeness(one, other) == pytest.approx((together - expected) / ((6 + 3) / 2 - expected))
    assert likeness({"A": 1}, {"B": 1}) is None


def test_blocs_of_larger_networks_are_as_good_as_the_exact_line_index() -> None:
    rng = np.random.default_rng(4)
    for _ in range(6):
        n = int(rng.integers(12, 24))
        camps = rng.integers(0, 3, n)
        of = [
            tie(f"s{a:02d}", f"s{b:02d}", 0.5 if (camps[a] == camps[b]) != (rng.random() < 0.12) else -0.5)
            for a, b in combinations(range(n), 2)
            if rng.random() < 0.4
        ]
        known = line_index([(t.a, t.b, t.sign) for t in of])
        assert known.certified
        assert len(part(of).against) == known.upper
