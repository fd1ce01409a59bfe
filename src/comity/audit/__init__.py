"""Auditing a record: how much of what comity found is there, and how much of what is there it found.

sentences, frame    the sentences of all prose, each with what was found in it
drawing, sample     a stratified random sample of them, and finding it again in a later build
codings, sheet      what people coded without seeing what was found, in the terminal or a file
matching            which of comity's events is which of theirs
weighing, estimates, alpha, result      precision, recall, corrected counts and agreement, with intervals
"""

from comity.audit.codings import Coded, Coding
from comity.audit.result import gather, result
from comity.audit.sample import Sample

__all__ = ["Coded", "Coding", "Sample", "gather", "result"]
