"""Reports -> events, and the record of them that can be asked."""

from comity.record.record import Record

__all__ = ["Record"]
