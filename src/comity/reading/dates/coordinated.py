"""Dates that belong together: 'from 1979 to 1989', 'between 1955 and 1959', 'in 2006 and 2013'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.reading.model import DateMention

if TYPE_CHECKING:
    from comity.reading.context import Context

_SHARED: Final = ("month", "year", "decade")
_JOINS: Final = {"and": "between", "to": "from", "until": "from", "till": "from", "through": "from", "-": "", "–": ""}


def joined(context: Context) -> list[DateMention]:
    """The dates of a document, those of 'from 1979 to 1989' and 'between 1955 and 1959' made one."""
    out: list[DateMention] = []
    text = context.document.text
    for mention in sorted(context.dates, key=lambda m: m.start):
        last = out[-1] if out else None
        if last is not None and last.first is not None and mention.last is not None and last.end <= mention.start:
            opener = _JOINS.get(text[last.end : mention.start].strip().lower())
            before = text[max(0, last.start - 12) : last.start].lower().split()
            bare = opener == "from" and last.grain == mention.grain == "year"  # '1947 to 1968'
            if (
                opener == "between"
                and last.grain == mention.grain
                and last.grain in _SHARED
                and before[-1:] != [opener]
            ):
                opener = ""  # 'in 1961 and 1962'
            if opener is not None and last.first <= mention.last and (bare or not opener or before[-1:] == [opener]):
                out[-1] = DateMention(last.start, mention.end, last.first, mention.last, "interval", last.basis)
                continue
        out.append(mention)
    return out
