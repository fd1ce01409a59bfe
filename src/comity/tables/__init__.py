"""The schema of the store: the only place where a table's columns are named.

Every table is flat, its rows sort by its first columns, and it is exported as it stands. `start` and `end` count
characters of the document's text; dates are real dates; NULL means that the sources leave it open, never zero.
A row's `origin` is where it comes from: text, table, imported or human.
"""

from __future__ import annotations

from typing import Final

from comity.tables.documents import ACTORS, DOCUMENTS, MEMBERSHIPS, PASSAGES, TEXTS
from comity.tables.imported import DYAD_DAYS, IMPORT_PROBLEMS, IMPORTED_EVENTS, IMPORTS
from comity.tables.model import Column, Table
from comity.tables.readings import (
    CAUSAL_CLAIMS,
    DATES,
    MENTIONS,
    NAMED_THINGS,
    QUANTITIES,
    RELATION_CLAIMS,
    REPORT_ACTORS,
    REPORTS,
    STANCES,
    THING_TELLINGS,
)
from comity.tables.record import (
    AGREEMENTS,
    CORRECTIONS,
    DISAGREEMENTS,
    EVENT_REPORTS,
    EVENT_THINGS,
    EVENTS,
    NEAR_JOINS,
    REPORT_SOURCES,
    TALLIES,
    THING_FACTS,
    THING_MENTIONS,
    THING_STAGES,
    THINGS,
)
from comity.tables.relations import (
    PHASES,
    SCORE_MODELS,
    SCORES,
    SOURCE_EFFECTS,
    STANDING_FACTS,
    SYSTEM_ACTORS,
    SYSTEM_TIES,
    SYSTEM_YEARS,
    TURNING_POINTS,
)

__all__ = [
    "ACTORS",
    "AGREEMENTS",
    "CAUSAL_CLAIMS",
    "CORRECTIONS",
    "DATES",
    "DISAGREEMENTS",
    "DOCUMENTS",
    "DYAD_DAYS",
    "EVENTS",
    "EVENT_REPORTS",
    "EVENT_THINGS",
    "IMPORTED_EVENTS",
    "IMPORTS",
    "IMPORT_PROBLEMS",
    "MEMBERSHIPS",
    "MENTIONS",
    "NAMED_THINGS",
    "NEAR_JOINS",
    "PASSAGES",
    "PHASES",
    "QUANTITIES",
    "RELATION_CLAIMS",
    "REPORTS",
    "REPORT_ACTORS",
    "REPORT_SOURCES",
    "SCHEMA_VERSION",
    "SCORES",
    "SCORE_MODELS",
    "SOURCE_EFFECTS",
    "STANCES",
    "STANDING_FACTS",
    "SYSTEM_ACTORS",
    "SYSTEM_TIES",
    "SYSTEM_YEARS",
    "TABLES",
    "TALLIES",
    "TEXTS",
    "THINGS",
    "THING_FACTS",
    "THING_MENTIONS",
    "THING_STAGES",
    "THING_TELLINGS",
    "TURNING_POINTS",
    "Column",
    "Table",
]

SCHEMA_VERSION: Final = 3
"""Raised whenever a table changes: a store of another version is built again, never misread."""

TABLES: Final[tuple[Table, ...]] = (
    DOCUMENTS,
    TEXTS,
    PASSAGES,
    ACTORS,
    MEMBERSHIPS,
    MENTIONS,
    DATES,
    REPORTS,
    REPORT_ACTORS,
    QUANTITIES,
    RELATION_CLAIMS,
    CAUSAL_CLAIMS,
    STANCES,
    NAMED_THINGS,
    THING_TELLINGS,
    EVENTS,
    EVENT_REPORTS,
    NEAR_JOINS,
    REPORT_SOURCES,
    DISAGREEMENTS,
    AGREEMENTS,
    THINGS,
    THING_MENTIONS,
    THING_STAGES,
    THING_FACTS,
    EVENT_THINGS,
    CORRECTIONS,
    TALLIES,
    STANDING_FACTS,
    SCORES,
    SCORE_MODELS,
    SOURCE_EFFECTS,
    TURNING_POINTS,
    PHASES,
    SYSTEM_YEARS,
    SYSTEM_TIES,
    SYSTEM_ACTORS,
    IMPORTS,
    IMPORTED_EVENTS,
    IMPORT_PROBLEMS,
    DYAD_DAYS,
)
