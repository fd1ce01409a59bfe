"""comity reads documents about world politics and builds a record that people can check and run.

>>> import comity
>>> project = comity.build("articles/")                          # doctest: +SKIP
>>> with project.record() as record:                             # doctest: +SKIP
...     record.events(actors=["PAK", "RUS"]).to_pandas()
>>> comity.read("Kenya's president visited Uganda on 3 March 2019.").reports[0].event   # doctest: +SKIP
'CONSULT'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity import system as system
    from comity.actors import Registry
    from comity.api import build, open_project, read
    from comity.errors import ComityError
    from comity.project import Project
    from comity.reading import Reading
    from comity.record import Record

__version__ = "0.1.0"

__all__ = ["ComityError", "Project", "Reading", "Record", "Registry", "build", "open_project", "read"]

_HOME = {
    "ComityError": "comity.errors",
    "Project": "comity.project",
    "Reading": "comity.reading",
    "Record": "comity.record",
    "Registry": "comity.actors",
    "build": "comity.api",
    "open_project": "comity.api",
    "read": "comity.api",
}
_ROOMS = ("system",)
"""Rooms whose own names are for users too: comity.system.frustration_index."""


def __getattr__(name: str) -> Any:
    # `import comity` stays fast: spaCy, DuckDB and the rest are imported by what needs them
    if name in _ROOMS:
        return import_module(f"comity.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
