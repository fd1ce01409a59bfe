"""Which reports are one event: the pairwise evidence, the clusters, and what an event says from its reports."""

from comity.record.joining.clusters import clusters
from comity.record.joining.merging import Event, merge, reasons
from comity.record.joining.sighting import Sighting

__all__ = ["Event", "Sighting", "clusters", "merge", "reasons"]
