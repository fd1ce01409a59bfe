"""The words that times are made of: each has a kind, which the grammar matches, and a value."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from comity.errors import TableError

MONTHS: Final = {
    name: n
    for n, name in enumerate(
        str.split("January February March April May June July August September October November December"), start=1
    )
}
SHORT_MONTHS: Final = {**{name[:3].lower(): n for name, n in MONTHS.items()}, "sept": 9}
WEEKDAYS: Final = {
    name: n for n, name in enumerate(str.split("monday tuesday wednesday thursday friday saturday sunday"))
}
SHORT_WEEKDAYS: Final = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
UNITS: Final = {
    unit: unit
    for unit in str.split("minute hour day night week weekend fortnight month quarter year decade century millennium")
}
PLURALS: Final = {
    **{f"{unit}s": unit for unit in UNITS if unit != "century"},
    "seconds": "second", "centuries": "century", "millennia": "millennium", "mins": "minute", "hrs": "hour", "yrs": "year",
}  # fmt: skip
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYPARTS: Final = {
    "morning": "MO", "dawn": "MO", "afternoon": "AF", "evening": "EV", "dusk": "EV", "midday": "MI",
}  # fmt: skip
ORDINALS: Final = {
    word: n
    for n, word in enumerate(
        str.split(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
} | {
    **{
        f"twenty-{word}": 20 + n
        for n, word in enumerate(str.split("first second third fourth fifth sixth seventh eighth ninth"), start=1)
    },
    "thirtieth": 30,
    "thirty-first": 31,
}
DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
FREQUENCIES: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "bimonthly": "P2M", "quarterly": "P1Q", "biannual": "P6M", "biannually": "P6M", "annual": "P1Y",
    "annually": "P1Y", "yearly": "P1Y", "biennial": "P2Y", "biennially": "P2Y",
}  # fmt: skip
ZONES: Final = {"utc": "Z", "gmt": "Z", "est": "", "edt": "", "pst": "", "pdt": "", "cet": "", "bst": "", "ist": "",
                "et": "", "msk": "", "eastern": ""}  # fmt: skip

# kind -> words; a word of two kinds stands under the one that the grammar expects, which lists the other as well.
_CLOSED: Final = {
    "THE": "the",
    "AN": "a an",
    "OF": "of",
    "TO": "to through thru",
    "AND": "and",
    "AT": "at",
    "ON": "on",
    "IN": "in during within throughout over for around",
    "BETWEEN": "between",
    "FROM": "from",
    "SINCE": "since",
    "UNTIL": "until till",
    "BY": "by",
    "BEFORE": "before",
    "AFTER": "after",
    "LAST": "last",
    "PAST": "past",
    "PREVIOUS": "previous preceding prior",
    "NEXT": "next",
    "COMING": "coming upcoming forthcoming",
    "FOLLOWING": "following ensuing subsequent",
    "THIS": "this",
    "CURRENT": "current",
    "LATEST": "latest",
    "THAT": "that",
    "SAME": "same",
    "AGO": "ago back",
    "EARLIER": "earlier",
    "LATER": "later",
    "AFTERWARDS": "afterwards afterward thereafter hence",
    "EARLY": "early",
    "MID": "mid",
    "LATE": "late",
    "BEGIN": "beginning start dawn outset",
    "MIDDLE": "middle",
    "END": "end close",
    "HALF": "half",
    "FINAL": "final",
    "QUANT": "several few many couple numerous",
    "EVERY": "every each",
    "FISCAL": "fiscal financial",
    "TODAY": "today",
    "YESTERDAY": "yesterday",
    "TOMORROW": "tomorrow",
    "TONIGHT": "tonight",
    "NOON": "noon midnight",
    "OLD": "old",
    "LONG": "long",
    "AGE": "age",
    "ONCE": "once twice",
    "CONSECUTIVE": "consecutive straight successive whole full entire more additional further trading working business",
    "APPROX": "about around nearly almost roughly approximately circa some over under",
    "MORE": "more less fewer",
    "THAN": "than",
    "LEAST": "least most",
    "NOW": "now",
    "TURN": "turn",
}

KINDS: Final = (
    *_CLOSED,
    *str.split(
        "ISO NUMERIC YEARS YEAR SHORTYEAR DECADE DECADEWORD ORD DAYNUM DAYS NUM NUMWORD CLOCK AMPM ZONE MONTH SHORTMONTH"
    ),
    *str.split(
        "WEEKDAY WEEKDAYS SHORTWEEKDAY UNIT UNITS QUARTER CENTURY SEASON DAYPART NIGHT FREQUENCY QNAME HNAME FYNAME ERA"
    ),
    *str.split("COMMA HYPHEN DASH POSS OPEN CLOSE STOP OTHER NONUMBER"),
)
CODE: Final = {kind: chr(0x100 + n) for n, kind in enumerate(dict.fromkeys(KINDS))}
"""Kind -> the one character that stands for it in the string that the grammar's patterns run over."""


class Word(NamedTuple):
    kind: str
    value: int | str | None


def _words() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for kind, members in _CLOSED.items():
        for word in members.split():
            words[word] = Word(kind, word)
    tables: tuple[tuple[str, dict[str, int] | dict[str, str]], ...] = (
        ("WEEKDAY", WEEKDAYS), ("UNIT", UNITS), ("UNITS", PLURALS), ("SEASON", SEASONS), ("DAYPART", DAYPARTS),
        ("ORD", ORDINALS), ("DECADEWORD", DECADES), ("FREQUENCY", FREQUENCIES), ("ZONE", ZONES),
    )  # fmt: skip
    for kind, table in tables:
        for word, value in table.items():
            words.setdefault(word, Word(kind, value))
    words["quarter"] = Word("QUARTER", "quarter")
    words["century"] = Word("CENTURY", "century")
    words["night"] = Word("NIGHT", "night")
    for name, n in WEEKDAYS.items():
        words[f"{name}s"] = Word("WEEKDAYS", n)
    for name in ("ad", "ce", "bc", "bce"):
        words[name] = Word("ERA", name)
    return words


WORDS: Final = _words()


def rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a data file of this package. Raises TableError when its columns are not `columns`."""
    text = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    reader = csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
    found = list(reader)
    if tuple(reader.fieldnames or ()) != columns:
        raise TableError(f"{name} has the columns {reader.fieldnames}, not {', '.join(columns)}.")
    for number, row in enumerate(found, start=1):
        if None in row or None in row.values():
            raise TableError(f"{name}, row {number}: the number of fields is not that of the header.")
    return found


@cache
def not_dates() -> tuple[frozenset[str], frozenset[str]]:
    """Words before which, and words after which, a bare number is no date: (kinds of identifier, things counted)."""
    table = rows("not_dates.csv", ("word", "side"))
    return (
        frozenset(r["word"] for r in table if r["side"] == "before"),
        frozenset(r["word"] for r in table if r["side"] == "after"),
    )


@cache
def holidays() -> dict[str, str]:
    """Name in lower case -> its day, as holidays.csv writes it."""
    return {r["name"]: r["day"] for r in rows("holidays.csv", ("name", "day"))}


@cache
def references() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Phrase in lower case -> (TIMEX3 value, what must follow it)."""
    table = rows("references.csv", ("phrase", "timex", "follows"))
    return {r["phrase"]: (r["timex"], re.compile(r["follows"])) for r in table}
