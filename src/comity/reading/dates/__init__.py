"""Dates: one grammar finds time expressions and says what each means.

Values follow TIMEX3 (TimeML 1.2.1; J. Pustejovsky et al., 2003). `find_dates` reads a document; `anchor.date_for`
says which date an event has.
"""

from comity.reading.dates.finder import find_dates

__all__ = ["find_dates"]
