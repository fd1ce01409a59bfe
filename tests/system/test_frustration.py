"""The frustration index: against brute force, and what has to hold for any signed graph."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UsageError
from comity.system import Frustration, frustration_index, one_tie_a_pair
from comity.system.frustration import block as block_module

Tie = tuple[Any, ...]


def brute_force(ties: list[Tie]) -> Any:
    """The least weight against any of all partitions."""
    nodes = sorted({n for tie in ties for n in tie[:2]})
    best = None
    for sides in itertools.product((1, -1), repeat=len(nodes)):
        side = dict(zip(nodes, sides, strict=True))
        cost = sum((t[3] if len(t) > 3 else 1) for t in ties if t[2] * side[t[0]] * side[t[1]] < 0)
        best = cost if best is None else min(best, cost)
    return best or 0


def against(result: Frustration, ties: list[Tie]) -> Any:
    """What the partition costs, counted afresh."""
    side = result.partition
    return sum((t[3] if len(t) > 3 else 1) for t in ties if (t[2] > 0) != (side[t[0]] == side[t[1]]))


def ties_of(nodes: int, most: int, weights: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Tie]]:
    node = st.integers(0, nodes - 1)
    return st.lists(st.tuples(node, node, st.sampled_from([1, -1]), weights), max_size=most)


def complete(nodes: int, sign: int) -> list[Tie]:
    return [(a, b, sign) for a, b in itertools.combinations(range(nodes), 2)]


@settings(max_examples=150, deadline=None)
@given(ties_of(8, 30, st.integers(1, 9)))
def test_index_of_small_graphs_is_that_of_brute_force(ties: list[Tie]) -> None:
    result = frustration_index(ties)
    assert result.certified
    assert result.lower == result.upper == brute_force(ties) == against(result, ties)
    assert sum(t[3] for t in result.frustrated) == result.upper
    assert type(result.upper) is int


@settings(max_examples=60, deadline=None)
@given(ties_of(7, 25, st.decimals("0.001", "3", places=3)))
def test_decimal_weights_are_exact(ties: list[Tie]) -> None:
    result = frustration_index(ties)
    as_floats = frustration_index([(u, v, s, float(w)) for u, v, s, w in ties])
    assert result.certified
    assert result.tolerance == 0
    assert result.upper == float(brute_force(ties)) == as_floats.upper == as_floats.lower


@settings(max_examples=60, deadline=None)
@given(ties_of(7, 25, st.floats(1e-3, 10)))
def test_binary_fractions_hold_within_the_stated_tolerance(ties: list[Tie]) -> None:
    result = frustration_index(ties)
    exact = [(u, v, s, Fraction(w)) for u, v, s, w in ties]
    truth = float(brute_force(exact))
    assert result.certified
    assert result.lower <= truth * (1 + 1e-15)
    assert result.upper - result.lower <= result.tolerance or result.tolerance == 0
    assert result.upper == pytest.approx(truth, abs=result.tolerance + 1e-12 * float(result.weight))


@settings(max_examples=50, deadline=None)
@given(ties_of(9, 40, st.integers(1, 3)), st.sets(st.integers(0, 8)))
def test_turning_nodes_about_changes_nothing(ties: list[Tie], turned: set[int]) -> None:
    switched = [(u, v, s * (-1) ** ((u in turned) + (v in turned)), w) for u, v, s, w in ties]
    assert frustration_index(switched).upper == frustration_index(ties).upper


@settings(max_examples=40, deadline=None)
@given(ties_of(7, 20, st.integers(1, 3)), ties_of(7, 20, st.integers(1, 3)), st.booleans())
def test_index_adds_up_over_parts_that_share_a_node_at_most(one: list[Tie], two: list[Tie], meet: bool) -> None:
    other = [(100 * (u > 0 or not meet) + u, 100 * (v > 0 or not meet) + v, s, w) for u, v, s, w in two]
    both = frustration_index(one + other)
    assert both.upper == frustration_index(one).upper + frustration_index(two).upper == against(both, one + other)


@settings(max_examples=30, deadline=None)
@given(ties_of(8, 30, st.integers(1, 5)), st.randoms(use_true_random=False))
def test_order_of_ties_and_names_do_not_matter(ties: list[Tie], chance: random.Random) -> None:
    renamed = [(f"n{v}", f"n{u}", s, w) for u, v, s, w in ties]
    chance.shuffle(renamed)
    assert frustration_index(renamed).upper == frustration_index(ties).upper


@pytest.mark.parametrize("nodes", range(3, 13))
def test_complete_graph_of_foes(nodes: int) -> None:
    # the best partition halves the nodes; what is within the halves is frustrated
    result = frustration_index(complete(nodes, -1))
    assert (result.lower, result.upper) == ((nodes - 1) ** 2 // 4,) * 2


def test_friends_are_balanced() -> None:
    result = frustration_index(complete(30, 1))
    assert (result.lower, result.upper, result.frustrated) == (0, 0, ())
    assert set(result.partition.values()) == {0}
    assert result.balance == 1


@pytest.mark.parametrize(("negative", "index"), [(1, 1), (2, 0), (3, 1)])
def test_a_cycle_is_frustrated_once_or_never(negative: int, index: int) -> None:
    ties = [(i, (i + 1) % 5, -1 if i < negative else 1) for i in range(5)]
    assert frustration_index(ties).upper == index


def test_the_lightest_tie_of_a_negative_cycle_is_frustrated() -> None:
    result = frustration_index([("a", "b", 1, 0.3), ("b", "c", 1, 0.2), ("a", "c", -1, 0.5)])
    assert result.upper == 0.2
    assert result.frustrated == (("b", "c", 1, 0.2),)
    assert result.partition == {"a": 0, "b": 0, "c": 1}


def test_no_ties() -> None:
    result = frustration_index([])
    assert (result.lower, result.upper, result.certified, result.partition) == (0, 0, True, {})


def test_ties_of_a_node_with_itself_and_between_the_same_two() -> None:
    result = frustration_index([("a", "a", -1), ("b", "b", 1), ("a", "b", 1), ("b", "a", -1), ("a", "b", 1)])
    assert result.upper == 2
    assert result.self_ties == (("a", "a", -1, 1), ("b", "b", 1, 1))
    assert result.conflicts == (("a", "b"),)
    assert result.repeated == 2


@pytest.mark.parametrize(
    "tie",
    [
        ("a", "b"),
        ("a", "b", 0),
        ("a", "b", 2),
        ("a", "b", "1"),
        ("a", "b", None),
        ("a", "b", float("nan")),
        ("a", "b", 1, 0),
        ("a", "b", 1, -1),
        ("a", "b", 1, None),
        ("a", "b", 1, float("inf")),
        ("a", "b", 1, float("nan")),
        ("a", "b", 1, True),
        ("a", "b", 1, 1, 1),
        7,
    ],
)
def test_what_is_no_tie_is_refused_by_number(tie: Any) -> None:
    with pytest.raises(UsageError, match="Tie 1"):
        frustration_index([("a", "b", 1), tie])


def test_numbers_of_numpy_are_numbers() -> None:
    import numpy as np

    rows = np.array([[0, 1, 1], [1, 2, 1], [0, 2, -1]])
    assert frustration_index(rows).upper == 1
    assert frustration_index([(0, 1, 1, np.float64(0.5)), (0, 1, -1, np.float32(0.25))]).upper == 0.25


def test_one_tie_a_pair_rules() -> None:
    arcs: list[Tie] = [
        ("a", "b", 1),
        ("b", "a", -1),
        ("b", "c", 1, 4),
        ("c", "b", 1, 9),
        ("a", "c", -1, 2),
        ("c", "a", 1, 5),
    ]
    assert one_tie_a_pair(arcs) == [("a", "b", -1, 1), ("b", "c", 1, 4), ("a", "c", -1, 2)]
    assert one_tie_a_pair(arcs, conflicting="positive") == [("a", "b", 1, 1), ("b", "c", 1, 4), ("a", "c", 1, 5)]
    assert one_tie_a_pair(arcs, conflicting="drop") == [("b", "c", 1, 4)]
    assert one_tie_a_pair(arcs, conflicting="sum") == [("b", "c", 1, 13), ("a", "c", 1, 3)]
    with pytest.raises(UsageError):
        one_tie_a_pair(arcs, conflicting="first")  # type: ignore[arg-type]


def dense(nodes: int, seed: int) -> list[Tie]:
    chance = random.Random(seed)
    return [(a, b, chance.choice((1, -1))) for a, b in itertools.combinations(range(nodes), 2)]


def test_where_cycles_do_not_suffice_all_partitions_of_a_small_rest_are_tried() -> None:
    ties = dense(9, 3) + [(a + 20, b + 20, -1) for a, b in itertools.combinations(range(9), 2)]
    result = frustration_index(ties)
    assert result.proof == "enumeration"
    assert result.lower == result.upper == brute_force(dense(9, 3)) + 16


def test_where_the_rest_is_larger_branching_closes_the_gap() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_module, "MOST", 5)
        result = frustration_index(complete(10, -1))
    assert result.proof == "branch and bound"
    assert result.lower == result.upper == 20


def test_time_that_runs_out_leaves_an_interval_and_a_partition() -> None:
    ties = dense(120, 5)
    short = frustration_index(ties, seconds=0.2)
    longer = frustration_index(ties, seconds=2)
    assert not short.certified
    assert short.proof == "open"
    assert short.seconds < 2
    assert 0 <= short.lower <= longer.lower <= longer.upper <= short.upper == against(short, ties)
    assert longer.seconds < 6


def test_without_time_there_still_is_a_partition() -> None:
    ties = dense(40, 1)
    result = frustration_index(ties, seconds=0)
    assert result.lower <= result.upper == against(result, ties) < len(ties) / 2


def test_a_start_that_is_best_is_kept() -> None:
    ties = dense(14, 9)
    best = frustration_index(ties)
    again = frustration_index(ties, seconds=0, start=best.partition)
    assert again.upper == best.upper


def test_same_ties_same_result() -> None:
    ties = dense(18, 4)
    one, two = frustration_index(ties), frustration_index(ties)
    assert (one.partition, one.frustrated, one.effort) == (two.partition, two.frustrated, two.effort)


def test_it_is_there_after_a_bare_import() -> None:
    code = "import comity; print(comity.system.frustration_index([(1, 1, -1)]).upper)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_decimals_of_a_million_units() -> None:
    ties = [("a", "b", 1, Decimal("1.000001")), ("b", "c", 1, 2), ("c", "a", -1, Decimal("1.000002"))]
    assert frustration_index(ties).upper == 1.000001


def test_a_solver_of_somebody_else_with_more_threads_does_no_harm() -> None:
    code = """
import itertools, highspy, numpy as np
other = highspy.Highs()
other.setOptionValue("output_flag", False)
other.setOptionValue("threads", 2)
other.addVars(2, np.zeros(2), np.ones(2))
other.run()
from comity.system import frustration_index
ties = [(a, b, -1 if a * b % 3 else 1) for a, b in itertools.combinations(range(12), 2)]
print(frustration_index(ties).effort["rounds"] > 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
