"""Which lexicons the reader goes by while it reads a document: comity's own, or those with a user's words in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from comity.reading.causes.lexicon import Lexicon as Causes
    from comity.reading.events.lexicon import Lexicon as Events
    from comity.reading.relations.lexicon import Lexicon as Relations
    from comity.reading.stances.lexicon import Lexicon as Stances


@dataclass(frozen=True, slots=True, eq=False)
class Lexicons:
    """One of each kind."""

    events: Events
    relations: Relations
    causes: Causes
    stances: Stances


_in_use: Final[ContextVar[Lexicons | None]] = ContextVar("lexicons", default=None)

in_use = _in_use.get
"""The lexicons that a reader set; None where comity's own are in use."""


@contextmanager
def using(lexicons: Lexicons | None) -> Iterator[None]:
    """Inside, `lexicon()` of events, relations, causes and stances gives these; with None, comity's own."""
    token = _in_use.set(lexicons)
    try:
        yield
    finally:
        _in_use.reset(token)
