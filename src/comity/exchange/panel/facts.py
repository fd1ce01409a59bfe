"""What holds between two actors for a while: by the texts, and by the tables of comity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.panel.periods import Lineages
from comity.system.table_ties import treaties

if TYPE_CHECKING:
    from comity.record import Record

_TEXT: Final = """
    SELECT a, b, kind, sign, coalesce(first, last) AS first, coalesce(last, DATE '9999-12-31') AS last, last IS NULL AS open
    FROM standing_facts WHERE origin = 'text' AND (first IS NOT NULL OR last IS NOT NULL) ORDER BY ALL
"""
_UNDATED: Final = "SELECT count(*) AS n FROM standing_facts WHERE origin = 'text' AND first IS NULL AND last IS NULL"
TEXT_COLUMNS: Final = ("a", "b", "kind", "sign", "first", "last", "open")
TREATY_COLUMNS: Final = ("name", "kind", "a", "b", "first", "last")
TABLE_COLUMNS: Final = ("organisation", "alliance", "member", "first", "last")


def by_texts(record: Record) -> tuple[list[dict[str, Any]], int]:
    """Standing facts that the texts tell of, by lineages, and how many more have no date. One whose beginning is not
    known is taken to hold on its last day only; one whose end is not known is `open`: after the row of its beginning it is
    not known to hold."""
    rows = record.sql(_TEXT).to_pylist()
    return rows, int(record.sql(_UNDATED).to_pylist()[0]["n"])


def by_tables(lineages: Lineages, actors: Iterable[str]) -> list[dict[str, Any]]:
    """Memberships of these actors in organisations, those that are alliances marked."""
    return [dict(zip(TABLE_COLUMNS, row, strict=True)) for row in sorted(lineages.memberships(actors))]


def by_treaties(actors: Iterable[str]) -> list[dict[str, Any]]:
    """Treaties between two of these actors, both ways round; `kind` is alliance or partnership."""
    wanted = set(actors)
    rows = [
        (t.name.replace(";", ","), t.kind, a, b, t.valid.first or date.min, t.valid.last or date.max)
        for t in treaties()
        for a, b in ((t.a, t.b), (t.b, t.a))
        if a in wanted and b in wanted
    ]
    return [dict(zip(TREATY_COLUMNS, row, strict=True)) for row in sorted(rows)]
