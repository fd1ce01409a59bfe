"""The frustration index of a signed graph, exact or as an interval, always with a partition."""

from comity.system.frustration.edges import one_tie_a_pair
from comity.system.frustration.index import Frustration, frustration_index

__all__ = ["Frustration", "frustration_index", "one_tie_a_pair"]
