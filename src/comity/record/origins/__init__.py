"""From whom a report comes in the end: copies, retold wires, credited outlets and speakers, chained event by event."""

from comity.record.origins.tracing import Origin, source_rows, trace

__all__ = ["Origin", "source_rows", "trace"]
