"""Event data made by others: GDELT, ICEWS, POLECAT, PLOVER lines and any CSV, as rows of `tables.IMPORTED_EVENTS`.

files.py       opens what was given: zipped or not, whatever its encoding
recognising.py says which layout a file has
layouts.py     what a layout is; gdelt.py, icews.py, polecat.py, plover.py, mapped.py are those there are
raw.py         rows of files as text under common names
acts.py, days.py, parties.py   what the codes, dates and actors of these rows mean
judging.py     which rows are kept, which with a flag, which are left out and why
reading_in.py  all of it, in order
"""

from comity.exchange.importing.model import FORMATS, Imported, Problem
from comity.exchange.importing.reading_in import read_in

__all__ = ["FORMATS", "Imported", "Problem", "read_in"]
