"""What an id means now that an earlier build gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from comity.errors import UsageError
from comity.record.asking.filters import Sql

SHORTEST_ID: Final = 4
"""So many first characters of an id will do, where no other begins so."""
_HOLD: Final = ("reports", "relation_claims", "causal_claims", "stances", "things")


def current_id(sql: Sql, id: str, changed: Mapping[str, str]) -> str:
    """The id of the report, event, claim or thing that `id`, or a unique beginning, means: itself where it still stands, or what took its place.

    Raises UsageError where nothing did, and where several begin so.
    """
    there = " UNION ALL ".join(f"SELECT id FROM {table} WHERE id = ?" for table in _HOLD)

    def now(id: str) -> str | None:
        seen: set[str] = set()
        while id not in seen:
            seen.add(id)
            if sql(there, [id] * len(_HOLD)).num_rows:
                return id
            id = changed.get(id, id)
        return None

    found = now(id)
    if found is not None:
        return found
    beginning = " UNION ".join(f"SELECT id FROM {table} WHERE starts_with(id, ?)" for table in _HOLD)
    meant = set()
    if len(id) >= SHORTEST_ID:
        meant.update(sql(f"{beginning} ORDER BY id LIMIT 4", [id] * len(_HOLD)).column(0).to_pylist())
        meant.update(one for old in beginning_so(changed, id) if (one := now(old)) is not None)
    if len(meant) == 1:
        return str(meant.pop())
    if meant:
        raise several("ids", id, meant)
    raise UsageError(
        f"There is no report, event, claim or thing {id!r}, and none took its place.",
        hint="List them with: comity reports, comity claims, comity things",
    )


def beginning_so(changed: Mapping[str, str], beginning: str) -> list[str]:
    """Ids of earlier builds that begin so, in order; none where the beginning is too short to tell ids apart."""
    return sorted(old for old in changed if old.startswith(beginning)) if len(beginning) >= SHORTEST_ID else []


def several(what: str, beginning: str, meant: Iterable[str]) -> UsageError:
    """That a beginning is that of more than one id."""
    told = ", ".join(sorted(meant)[:3])
    return UsageError(f"Several {what} begin with {beginning!r}.", hint=f"Give more of it: {told} ...")
