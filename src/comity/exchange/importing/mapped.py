"""Any table with a header: which of its columns is what, as the user says or as the names suggest."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Final

from comity.errors import UsageError
from comity.exchange.importing.model import MISSING_WORDS, Layout, Prepared
from comity.exchange.importing.parties import SCHEMES
from comity.exchange.importing.recognising import Found, first_line, plain

CITATION: Final = "The makers of the table: see where it comes from."
TRAPS: Final = ("What its columns mean is as the mapping says: look at it before you rest anything on these rows.",)
MEANINGS: Final = {
    "id": "id eventid globaleventid eventidcnty uid",
    "date": "date day eventdate sqldate startdate datestart time",
    "end": "enddate dateend end lastday",
    "source": "source actor1 source1 actor1country sourcecountry sourceactor actor initiator sender from ccode1 actor1countrycode iso1 sidea",
    "target": "target actor2 recipient targetcountry targetactor recipientcountry receiver to ccode2 actor2countrycode iso2 sideb",
    "type": "type eventtype cameocode cameo eventcode ploveretype plovertype event rootcode",
    "mode": "mode eventmode",
    "weight": "weight goldstein goldsteinscale intensity score",
    "quad": "quad quadclass quadcode",
    "issue": "issue context contexts",
    "publisher": "publisher outlet publication newspaper",
    "place": "place location placename country city",
    "mentions": "mentions nummentions count",
    "outlets": "outlets numsources",
    "added": "added dateadded",
}
"""What a column can be -> names that suggest it, the likeliest first."""
_NEEDED: Final = ("date", "source")
_LONGEST_RECORD: Final = 50
"""Lines that a quoted cell may span; beyond, the quote is a stray one."""
_SEPARATORS: Final = ",\t;|"


def mapped(
    file: Prepared, given: Mapping[str, str], *, actors: str = "any", date_format: str | None = None
) -> tuple[Found, tuple[str, ...]]:
    """The layout of a table, and what was guessed, in words.

    `given`: meaning -> column (see `MEANINGS`); `actors`: how they are written (`parties.SCHEMES`).
    Raises UsageError where a column is not there, a meaning is none, or a column that is needed is neither given nor plain.
    """
    number, line = first_line(file)
    separator = max(_SEPARATORS, key=lambda s: (line.count(s), -_SEPARATORS.index(s)))
    header = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=separator), []))
    if actors not in SCHEMES:
        raise UsageError(f"Actors cannot be written as {actors!r}.", hint=f"There are: {', '.join(SCHEMES)}.")
    columns = _given(file, header, given)
    guessed = _guessed(header, columns)
    columns |= guessed
    for need in _NEEDED:
        if need not in columns:
            raise UsageError(
                f"{file.name}: no column says the {need}; it has {', '.join(header)}.",
                hint=f"Say which one it is: --map {need}=COLUMN",
            )
    if "type" not in columns and "weight" not in columns:
        raise UsageError(
            f"{file.name}: no column says what was done; it has {', '.join(header)}.",
            hint="Say which one has codes of CAMEO or types of PLOVER, --map type=COLUMN, or weights, --map weight=COLUMN",
        )
    notes = tuple(f"{file.name}: {meaning} is taken from {column!r} (guessed)" for meaning, column in guessed.items())
    names = tuple(str(number) for number in range(len(header)))
    place = {meaning: names[header.index(column)] for meaning, column in columns.items()}
    layout = _layout(place, names, actors, date_format, decimal_comma=separator == ";")
    return Found(layout, names, number, separator), notes


def _given(file: Prepared, header: tuple[str, ...], given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for meaning, column in given.items():
        if meaning not in MEANINGS:
            raise UsageError(f"A column cannot be {meaning!r}.", hint=f"It can be: {', '.join(MEANINGS)}.")
        if column not in header:
            raise UsageError(f"{file.name} has no column {column!r}.", hint=f"It has: {', '.join(header)}.")
        found[meaning] = column
    return found


def _guessed(header: tuple[str, ...], taken: Mapping[str, str]) -> dict[str, str]:
    names = {plain(column): column for column in reversed(header)}
    found: dict[str, str] = {}
    for meaning, suggestions in MEANINGS.items():
        if meaning in taken:
            continue
        for name in suggestions.lower().split():
            column = names.get(name)
            if column is not None and column not in taken.values() and column not in found.values():
                found[meaning] = column
                break
    return found


def _layout(
    place: Mapping[str, str], names: tuple[str, ...], actors: str, date_format: str | None, *, decimal_comma: bool
) -> Layout:
    def cell(meaning: str) -> str | None:
        return f"{{{place[meaning]}}}" if meaning in place else None

    fields: dict[str, str | None] = {"id": cell("id"), "day": cell("date"), "last": cell("end")}
    for side in ("source", "target"):
        text = cell(side)
        fields[side] = f"'{actors}:' || replace({text}, '|', ' ')" if text else None
        fields[f"their_{side}"] = text
    for meaning in ("type", "mode", "weight", "quad", "publisher", "place", "mentions", "outlets", "added"):
        fields[meaning] = cell(meaning)
    if decimal_comma and (weight := fields["weight"]):
        fields["weight"] = (
            f"CASE WHEN regexp_full_match({weight}, '[-+]?[0-9]*,[0-9]+') THEN replace({weight}, ',', '.') ELSE {weight} END"
        )
    fields["contexts"] = cell("issue")
    return Layout(
        "csv",
        "CSV by mapping",
        names,
        {name: sql for name, sql in fields.items() if sql is not None},
        missing=MISSING_WORDS,
        weighs="weight" in place,
        has_ids="id" in place,
        date_format=date_format,
    )


def records(text: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of the records of a table, the header too. A cell in quotes may hold line ends; a quote that is never
    closed does not swallow what follows: then its line stands alone, quotes and all."""
    held: list[str] = []
    waiting: list[str] = []
    number = 0
    while True:
        line = waiting.pop(0) if waiting else next(text, None)
        if line is None and not held:
            return
        if line is not None:
            held.append(line)
        whole = sum(part.count('"') for part in held) % 2 == 0
        if not whole and line is not None and len(held) <= _LONGEST_RECORD:
            continue
        if whole:
            record = "".join(held)
            if record.strip():
                yield number + 1, _cells(record, separator)
            number += len(held)
        else:
            stray, *rest = held
            yield number + 1, stray.rstrip("\n").split(separator)
            waiting = rest + waiting
            number += 1
        held = []


def _cells(record: str, separator: str) -> list[str]:
    """The cells of one record; one cell where it is none."""
    try:
        return next(csv.reader([record], delimiter=separator))
    except csv.Error:
        return [record]
