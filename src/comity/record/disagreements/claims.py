"""Relation claims and causal claims out of a store, as they are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from comity.record.disagreements.model import Place
from comity.record.joining.sighting import content_words

if TYPE_CHECKING:
    from comity.record.store import StoreWriter

_TIES: Final = """
    SELECT c.*, coalesce(d.source_group, c.document_id) AS source_group
    FROM relation_claims c LEFT JOIN documents d ON d.id = c.document_id ORDER BY c.id, c.document_id
"""
_CAUSES: Final = """
    SELECT c.*, coalesce(d.source_group, c.document_id) AS source_group,
           substring(t."text", c.cause_start + 1, c.cause_end - c.cause_start) AS cause,
           substring(t."text", c.effect_start + 1, c.effect_end - c.effect_start) AS effect
    FROM causal_claims c LEFT JOIN documents d ON d.id = c.document_id
    JOIN texts t ON t.document_id = c.document_id ORDER BY c.id, c.document_id
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation claim. `a` and `b` are lineages, the smaller first; `first` and `last` day numbers or None."""

    id: str
    document: str
    source: str
    a: str
    b: str
    level: int | None
    change: int | None
    first: int | None
    last: int | None
    hedged: bool
    confidence: float
    place: Place


@dataclass(frozen=True, slots=True)
class Cause:
    """A causal claim. `effect_place` and `cause_place` are spans of the document, the words those of content."""

    id: str
    document: str
    source: str
    sign: int | None
    negated: bool
    hedged: bool
    confidence: float
    cause: str
    effect: str
    cause_words: frozenset[str]
    effect_words: frozenset[str]
    cause_place: Place
    effect_place: Place


def ties(store: StoreWriter, lineage: Callable[[str], str]) -> list[Tie]:
    found = []
    for row in store.rows(_TIES):
        if row["a"] is None or row["b"] is None:
            continue
        a, b = sorted((lineage(row["a"]), lineage(row["b"])))
        first, last = _ordinal(row["first"]), _ordinal(row["last"])
        place = (row["document_id"], row["start"], row["end"])
        known = (row["level"], row["change"], first, last, row["hedged"], row["confidence"], place)
        found.append(Tie(row["id"], row["document_id"], _source(row), a, b, *known))
    return found


def causes(store: StoreWriter) -> list[Cause]:
    found = []
    for row in store.rows(_CAUSES):
        document, cause, effect = row["document_id"], row["cause"] or "", row["effect"] or ""
        found.append(
            Cause(
                row["id"],
                document,
                _source(row),
                row["sign"],
                row["negated"],
                row["hedged"],
                row["confidence"],
                " ".join(cause.split()),
                " ".join(effect.split()),
                content_words(cause),
                content_words(effect),
                (document, row["cause_start"], row["cause_end"]),
                (document, row["effect_start"], row["effect_end"]),
            )
        )
    return found


def _source(row: dict[str, Any]) -> str:
    if row["claimed_by"] and row["voice"] in ("quoted", "reported"):
        return f"speaker {row['claimed_by']}"
    return f"text {row['source_group']}"


def _ordinal(day: Any) -> int | None:
    return None if day is None else int(day.toordinal())
