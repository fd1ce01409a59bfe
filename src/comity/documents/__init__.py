"""Files to documents: text, passages, and who published it when.

discovery = discover([Path("articles")])
for file in discovery.files:
    for document in load_file(file):  # a Document or a Failure
        ...
unique = merge_duplicates(documents)
groups = source_groups({d.id: sketch(d) for d in unique})
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.documents.copies import Sketch, merge_duplicates, sketch, source_groups, text_key
    from comity.documents.discovery import Discovery, SetAside, discover
    from comity.documents.files import FORMATS, Given, SourceFile
    from comity.documents.load import load_file
    from comity.documents.model import Document, Failure, Passage
    from comity.documents.names import slug, unique_ids
    from comity.documents.settings import DocumentSettings

__all__ = [
    "FORMATS",
    "Discovery",
    "Document",
    "DocumentSettings",
    "Failure",
    "Given",
    "Passage",
    "SetAside",
    "Sketch",
    "SourceFile",
    "discover",
    "load_file",
    "merge_duplicates",
    "sketch",
    "slug",
    "source_groups",
    "text_key",
    "unique_ids",
]

_MODULES = {
    "copies": ("Sketch", "merge_duplicates", "sketch", "source_groups", "text_key"),
    "discovery": ("Discovery", "SetAside", "discover"),
    "files": ("FORMATS", "Given", "SourceFile"),
    "load": ("load_file",),
    "model": ("Document", "Failure", "Passage"),
    "names": ("slug", "unique_ids"),
    "settings": ("DocumentSettings",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    # a name is imported when it is first asked for: the command line starts without reading code it does not need
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
