"""Reports: who did what to whom, by a lexicon of triggers over dependency parses.

`find_events(context)` gives the reports of a document. The lexicon is data/*.csv; how a word becomes a draft is
triggers.py, who its parties are filling.py and fallback.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.reading.context import Context
    from comity.reading.model import Report

__all__ = ["find_events"]


def find_events(context: Context) -> list[Report]:
    """The reports of a document, in order of their triggers. `context.mentions` must be set."""
    from comity.reading.events.engine import find_events as find

    return find(context)
