"""The system through time as rows of the store: from scores to `system_years`, `system_ties` and `system_actors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter


def derive_system(store: StoreWriter, registry: Registry) -> None:
    """Write the tables of the system at the end of each year of the record."""
