"""Scores -> the signed network of a day: its balance, its blocs, and who holds the swing.

>>> from comity.system import frustration_index
>>> frustration_index([("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]).upper
1
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.system.frustration import Frustration, frustration_index, one_tie_a_pair

__all__ = ["Frustration", "frustration_index", "one_tie_a_pair"]

_HOME = dict.fromkeys(("Frustration", "frustration_index", "one_tie_a_pair"), "comity.system.frustration")


def __getattr__(name: str) -> Any:
    # numpy and the solver are imported by who asks for them, not by the command line
    if name not in _HOME:
        raise AttributeError(f"module 'comity.system' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
