"""The steps on the way to the frustration index, each against brute force."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system import frustration_index
from comity.system.frustration import block as block_module
from comity.system.frustration.blocks import Block, blocks, joined
from comity.system.frustration.cycles import DoubleCover, negative_triangles, of_rows
from comity.system.frustration.edges import signed_edges
from comity.system.frustration.enumeration import best_of_all
from comity.system.frustration.fixing import inseparable, merged
from comity.system.frustration.kernel import BITS, kernel
from comity.system.frustration.relaxation import CycleRelaxation, packing_bound
from comity.system.frustration.search import Search
from comity.system.frustration.timing import Clock
from comity.system.frustration.trees import Trees
from comity.system.triangles import triangles

Tie = tuple[Any, ...]


def some_ties(nodes: int, share: float, seed: int, most: int = 1) -> list[Tie]:
    chance = random.Random(seed)
    pairs = [pair for pair in itertools.combinations(range(nodes), 2) if chance.random() < share]
    return [(a, b, chance.choice((1, 1, -1)), chance.randint(1, most)) for a, b in pairs]


def some_block(nodes: int, share: float, seed: int, most: int = 1) -> Block:
    ties = some_ties(nodes, share, seed, most)
    columns = np.array(ties, dtype=np.int64)
    return Block(np.arange(nodes), columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3] << BITS)


def all_sides(size: int) -> list[Any]:
    return [np.array((1, *rest)) for rest in itertools.product((1, -1), repeat=size - 1)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 11), st.floats(0.1, 1))
def test_kernel_keeps_the_index_and_lifts_partitions_at_their_cost(seed: int, nodes: int, share: float) -> None:
    graph = signed_edges(some_ties(nodes, share, seed, 4))
    left = kernel(graph)
    weight = graph.weight << BITS
    for sides in all_sides(left.size) if left.size else [np.zeros(0, dtype=np.int64)]:
        against = left.weight[left.sign * sides[left.u] * sides[left.v] < 0].sum()
        whole = left.lift(sides)
        assert weight[graph.sign * whole[graph.u] * whole[graph.v] < 0].sum() == left.offset + against
    ends = np.bincount(np.concatenate([left.u, left.v]), minlength=1)
    assert not len(left.u) or ends[ends > 0].min() >= 3


def test_a_node_with_three_neighbours_becomes_a_triangle_of_halves() -> None:
    # five nodes, all joined, one of them to three only: what is left has four nodes and merged weights of 1.5
    ties = [(a, b, -1) for a, b in itertools.combinations(range(5), 2)] + [(5, a, 1) for a in (0, 1, 2)]
    left = kernel(signed_edges(ties))
    assert left.size == 5
    assert left.offset == 3 << (BITS - 1)  # three halves that stand against negative ties
    assert sorted(set((left.weight * left.sign / (1 << BITS)).tolist())) == [-1.0, -0.5]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 14))
def test_blocks_are_those_of_networkx_and_glue_together_again(seed: int, nodes: int) -> None:
    import networkx as nx

    left = kernel(signed_edges(some_ties(nodes, 0.5, seed) + some_ties(nodes, 0.5, seed + 1)[::-1]))
    graph = nx.Graph(list(zip(left.u.tolist(), left.v.tolist(), strict=True)))
    cut = blocks(left)
    assert sorted(sorted(b.members.tolist()) for b in cut) == sorted(map(sorted, nx.biconnected_components(graph)))
    chance = np.random.Generator(np.random.PCG64(seed))
    parts = [(b, chance.choice(np.array([1, -1]), size=b.size)) for b in cut]
    sides = joined(left, parts)
    cost = left.weight[left.sign * sides[left.u] * sides[left.v] < 0].sum()
    assert cost == sum(b.cost(own) for b, own in parts)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 20), st.integers(1, 50))
def test_triangles_are_all_there_whatever_the_batch(seed: int, nodes: int, at_once: int) -> None:
    block = some_block(nodes, 0.8, seed) if some_ties(nodes, 0.8, seed) else some_block(3, 1, 0)
    number = {(a, b): i for i, (a, b) in enumerate(zip(block.u.tolist(), block.v.tolist(), strict=True))}
    expected = [
        sorted((number[a, b], number[b, c], number[a, c]))
        for a, b, c in itertools.combinations(range(nodes), 3)
        if {(a, b), (b, c), (a, c)} <= set(number)
    ]
    batches = list(triangles(block.u, block.v, block.size, at_once=at_once))
    assert sorted(sorted(row) for batch in batches for row in batch.tolist()) == sorted(expected)


def shortest_negative_cycle(block: Block, values: Any) -> float:
    """By trying every simple cycle."""
    import networkx as nx

    graph = nx.Graph()
    for i, (a, b) in enumerate(zip(block.u.tolist(), block.v.tolist(), strict=True)):
        graph.add_edge(a, b, number=i)
    least = np.inf
    for cycle in nx.simple_cycles(graph):
        ties = [graph.edges[a, b]["number"] for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True)]
        if block.sign[ties].prod() < 0:
            least = min(least, float(values[ties].sum()))
    return float(least)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_cycles_found_are_negative_simple_and_violated_and_one_is_found_if_there_is_one(seed: int) -> None:
    block = some_block(7, 0.7, seed)
    values = np.random.Generator(np.random.PCG64(seed)).choice(np.array([0, 0.1, 0.25, 0.5, 1]), size=len(block.u))
    exact = DoubleCover(block).violated(values, np.arange(block.size))
    assert (len(exact) > 0) == (shortest_negative_cycle(block, values) < 1 - 1e-6)
    trees = Trees(block).violated(values, np.arange(block.size), 0.99) if _connected(block) else exact
    for cycles in (exact, trees):
        assert (cycles.sums(values) < 1).all()
        for start, stop in itertools.pairwise(cycles.starts.tolist()):
            ties = cycles.edges[start:stop]
            assert block.sign[ties].prod() < 0
            ends = np.bincount(np.concatenate([block.u[ties], block.v[ties]]))
            assert set(ends[ends > 0]) == {2}


def _connected(block: Block) -> bool:
    import networkx as nx

    graph = nx.Graph(list(zip(block.u.tolist(), block.v.tolist(), strict=True)))
    return len(graph) == block.size and nx.is_connected(graph)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 6))
def test_any_amounts_make_a_packing_that_is_a_lower_bound(seed: int, fills: int) -> None:
    block = some_block(8, 0.8, seed, 3)
    cycles = negative_triangles(block, 10**6)
    amounts = np.random.Generator(np.random.PCG64(seed)).exponential(2.0**BITS, size=len(cycles))
    size, bits, left = packing_bound(block.weight, cycles, amounts, fills=fills)
    assert (left >= 0).all()
    least = min(block.cost(sides) for sides in all_sides(8))
    assert size <= least << bits


def test_packing_of_a_single_cycle_is_the_whole_of_its_lightest_edge() -> None:
    weight = np.array([3, 2, 5], dtype=np.int64) << BITS
    size, bits, left = packing_bound(weight, of_rows(np.array([[0, 1, 2]])), np.array([100.0 * (1 << BITS)]))
    assert size / 2**bits == pytest.approx(2 << BITS)
    assert size <= 2 << (BITS + bits)
    assert (left / 2 ** (BITS + bits)).tolist() == pytest.approx([1, 0, 3], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 6))
def test_groups_are_not_parted_by_light_cuts(seed: int, gap: int) -> None:
    block = some_block(8, 0.7, seed, 3)
    capacity = block.weight >> BITS
    group = inseparable(block, capacity, gap)
    for sides in all_sides(8):
        if capacity[sides[block.u] != sides[block.v]].sum() <= gap:
            assert all(len(set(sides[group == g].tolist())) == 1 for g in set(group.tolist()))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_every_better_partition_agrees_with_what_is_merged(seed: int) -> None:
    block = some_block(8, 0.9, seed, 3)
    chance = np.random.Generator(np.random.PCG64(seed))
    known = Search(block).descend(chance.choice(np.array([1, -1]), size=8))
    relaxation = CycleRelaxation(block)
    relaxation.add(negative_triangles(block, 10**6))
    answer = relaxation.solve(None)
    assert answer is not None
    cycles = relaxation.all_cycles()
    small = merged(block, packing_bound(block.weight, cycles, answer[1]), known, block.cost(known), 1 << BITS)
    for sides in all_sides(8):
        if block.cost(sides) < block.cost(known):
            turned = sides * known
            assert all(len(set(turned[small.group == g].tolist())) == 1 for g in set(small.group.tolist()))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 9))
def test_enumeration_tries_every_partition(seed: int, nodes: int) -> None:
    block = some_block(nodes, 1, seed, 5)
    assert block.cost(best_of_all(block)) == min(block.cost(sides) for sides in all_sides(nodes))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.4, 1))
def test_the_way_of_large_blocks_gives_the_same_index(seed: int, share: float) -> None:
    ties = some_ties(12, share, seed, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_module, "LARGE", 4)
        large = frustration_index(ties)
    assert large.certified
    assert large.upper == frustration_index(ties).upper


PATH = [(a, b, -1 if a < 20 <= b else 1) for a in range(40) for b in range(a + 1, min(a + 4, 40))]
"""Two halves of a ladder that are foes where they meet: balanced, and no single node can see it."""


def test_tabu_search_finds_what_descending_does_not() -> None:
    columns = np.array(PATH, dtype=np.int64)
    block = Block(np.arange(40), columns[:, 0], columns[:, 1], columns[:, 2], np.full(len(columns), 1 << BITS))
    search = Search(block)
    start = np.ones(40, dtype=np.int64)
    many = search.tabu(np.stack([start] * 4), 300, 1, Clock())
    one = search.tabu_one(start, 1000, 1, Clock())
    assert block.cost(search.descend(start)) > block.cost(many) == 0
    assert block.cost(one) == 0
