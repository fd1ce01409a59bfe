"""What an id means now that an earlier build gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from comity.errors import UsageError
from comity.record.asking.filters import Sql

_HOLD: Final = ("reports", "relation_claims", "causal_claims", "stances", "things")


def current_id(sql: Sql, id: str, changed: Mapping[str, str]) -> str:
    """The id of the report, event, claim or thing that `id` means, itself where it still stands, or what took its place.

    Raises UsageError where nothing did.
    """
    query = " UNION ALL ".join(f"SELECT id FROM {table} WHERE id = ?" for table in _HOLD)
    seen: set[str] = set()
    wanted = id
    while wanted not in seen:
        seen.add(wanted)
        if sql(query, [wanted] * len(_HOLD)).num_rows:
            return wanted
        wanted = changed.get(wanted, wanted)
    raise UsageError(
        f"There is no report, event, claim or thing {id!r}, and none took its place.",
        hint="List them with: comity reports, comity claims, comity things",
    )
