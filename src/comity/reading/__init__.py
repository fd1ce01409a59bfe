"""Documents in, readings out: who did what to whom, when, according to whom."""

from comity.reading.model import Reading
from comity.reading.reader import Reader

__all__ = ["Reader", "Reading"]
