"""Files to documents: text, passages, and who published it when.

discovery = discover([Path("articles")])
for file in discovery.files:
    for document in load_file(file):  # a Document or a Failure
        ...
unique = merge_duplicates(documents)
groups = source_groups({d.id: sketch(d) for d in unique})
"""

from __future__ import annotations

from comity.documents.copies import Sketch, merge_duplicates, sketch, source_groups, text_key
from comity.documents.discovery import Discovery, SetAside, discover
from comity.documents.files import FORMATS, Given, SourceFile
from comity.documents.load import load_file
from comity.documents.model import Document, Failure, Passage
from comity.documents.names import slug, unique_ids, visible, without_marks
from comity.documents.settings import DocumentSettings
from comity.documents.version import EXTRACTION_VERSION, fingerprint

__all__ = [
    "EXTRACTION_VERSION",
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
    "fingerprint",
    "load_file",
    "merge_duplicates",
    "sketch",
    "slug",
    "source_groups",
    "text_key",
    "unique_ids",
    "visible",
    "without_marks",
]
