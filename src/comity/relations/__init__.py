"""Events and relation claims -> how each relation stands: for now, a simple tally per dyad and period."""

from comity.relations.tally import Tally, tally

__all__ = ["Tally", "tally"]
