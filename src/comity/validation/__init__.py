"""Scores against what others measured: votes in the United Nations, disputes, alliances, rivalries; and against themselves.

>>> from comity.validation import validate
>>> found = validate(record, registry, files={"disputes": "midb_dyadic.csv"})   # doctest: +SKIP
>>> found.findings                                                              # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.validation.checks import Finding, Validation, validate

__all__ = ["Finding", "Validation", "validate"]


def __getattr__(name: str) -> Any:
    # numpy is imported by who asks for a check, not by the command line
    if name not in __all__:
        raise AttributeError(f"module 'comity.validation' has no attribute {name!r}")
    return getattr(import_module("comity.validation.checks"), name)
