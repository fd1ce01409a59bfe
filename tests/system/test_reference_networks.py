"""Against the values of published networks: all of them exact, and certified by a packing of negative cycles."""

from __future__ import annotations

import pytest
from reference_networks import expected, needs_reference, network, windows

from comity.system import frustration_index

pytestmark = [pytest.mark.shared, needs_reference]


def test_every_index_is_that_of_the_reference_and_certified() -> None:
    table = expected()
    assert len(table) == 82
    found = []
    for name, convention, index, positive, negative in table:
        result = frustration_index(network(name, convention))
        assert (result.positive, result.negative) == (positive, negative), (name, convention)
        assert result.proof in ("kernel", "packing"), (name, convention)
        found.append((name, convention, result.lower, result.upper) if not result.certified else None)
        assert (result.lower, result.upper) == (index, index), (name, convention)
    assert not any(found)


def test_the_window_before_is_a_start_for_the_next_one() -> None:
    partition = None
    for ties in list(windows().values())[:6]:
        cold = frustration_index(ties)
        warm = frustration_index(ties, start=partition)
        assert warm.certified
        assert warm.upper == cold.upper
        partition = cold.partition
