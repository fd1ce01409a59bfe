"""Conditions of a query, and what is said where one cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

Sql = Callable[..., "pa.Table"]
"""`Record.sql`."""

TEXT_IN: Final = 'substring(t."text", {0}.start + 1, {0}."end" - {0}.start)'
"""The words of a row's span; `t` is its row of `texts`."""
SAME_LINEAGE: Final = (
    "(SELECT list(id) FROM actors WHERE lineage = coalesce((SELECT lineage FROM actors WHERE id = ?), ?))"
)
"""An actor and those of its lineage; the id is given twice."""


class Filter:
    """A WHERE clause that grows; a condition whose value is None is left out."""

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.values: list[object] = []

    def add(self, clause: str, *values: object) -> None:
        if all(value is not None for value in values):
            self.clauses.append(clause)
            self.values += values

    def equal(self, column: str, value: object) -> None:
        self.add(f"{column} = ?", value)

    def among(self, column: str, values: Sequence[object]) -> None:
        """One of these; none given, no condition."""
        if values:
            self.clauses.append(f"list_contains(?, {column})")
            self.values.append(list(values))

    def concerning(self, column: str, actors: Sequence[str]) -> None:
        """A list of actors that holds each of these, itself or another of its lineage."""
        for actor in actors:
            self.add(f"list_has_any({column}, {SAME_LINEAGE})", actor, actor)

    def named(self, column: str, actor: str | None) -> None:
        """A column that holds this actor, or another of its lineage."""
        self.add(f"list_contains({SAME_LINEAGE}, {column})", actor, actor)

    def words(self, column: str, search: str | None) -> None:
        for word in (search or "").split():
            self.add(f"contains(lower({column}), lower(?))", word)

    def within(self, clause: str, inner: Filter) -> None:
        """A clause with {} in the place of other conditions, all of which must hold together; left out where there are none."""
        if inner.clauses:
            self.clauses.append(clause.format(" AND ".join(inner.clauses)))
            self.values += inner.values

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self.clauses)}" if self.clauses else ""


def allowed(what: str, value: str | None, known: Sequence[str]) -> None:
    """Raises UsageError for a value that there cannot be, with those that there can."""
    if value is not None and value not in known:
        raise UsageError(f"There is no {what} called {value!r}.", hint=f"It can be {', '.join(known)}.")


def forwards(since: date | None, until: date | None) -> None:
    """Raises UsageError for a time that ends before it begins."""
    if since is not None and until is not None and since > until:
        raise UsageError(f"Nothing lies between {since} and {until}.", hint="`since` must not be after `until`.")


def close(wanted: str, known: Sequence[str], otherwise: str) -> str:
    """What of `known` is spelt like `wanted`, as a hint; `otherwise` where nothing is."""
    from rapidfuzz import process, utils

    near = process.extract(wanted, known, limit=3, score_cutoff=55, processor=utils.default_process)
    return f"Close: {', '.join(text for text, *_ in near)}." if near else otherwise


_MOST_LISTED: Final = 20
"""Where more can be chosen, and some are spelt like what was written, these alone are told."""


def check(value: str, known: Sequence[str], what: str) -> str:
    """`value`, where it is known. Raises UsageError with what there is, the closest first where it is spelt like one."""
    if value in known:
        return value
    near = close(value, known, "")
    listed = f"{near} Choose one of: {', '.join(known)}".strip()
    raise UsageError(f"There is no {what} {value!r}.", hint=near if len(known) > _MOST_LISTED and near else listed)


def among_names(sql: Sql, query: str, name: str, what: str) -> str:
    """The value of a column that `name` means, in any case of letters. Raises UsageError with what comes close."""
    known = [str(value) for value in sql(query).column(0).to_pylist() if value is not None]
    for value in sorted(known):
        if value.casefold() == name.strip().casefold():
            return value
    listed = f"There are: {', '.join(sorted(known)[:12])}" if known else f"No document has an {what}."
    raise UsageError(f"There is no {what} {name!r} in this record.", hint=close(name, sorted(known), listed))


def only_known(asked: Mapping[str, object], filters: type) -> None:
    """Raises UsageError for a filter that the dictionary type `filters` does not have: a misspelt one would ask nothing."""
    for name in asked:
        check(name, sorted(filters.__annotations__), "filter")
