"""ICEWS coded event data (Boschee and others, Harvard Dataverse): tab-separated, 20 columns with a header."""

from __future__ import annotations

from datetime import date
from typing import Final

from comity.exchange.importing.model import Layout

CITATION: Final = "Boschee, Elizabeth, and others (2015): ICEWS Coded Event Data. Harvard Dataverse. https://doi.org/10.7910/DVN/28075"
TRAPS: Final = (
    "A row is an act that software found in the news; there are no sentences behind it.",
    "Countries are English names; an actor without one (an organisation, a person abroad) is looked up by its name.",
    "Codes lose their leading zero when a program reads them as numbers: they get it back, with a flag.",
    "Missing is the word NULL. Quotes around or inside cells, and tabs at the end of lines, are no part of the data.",
    "Rows of a state with itself are domestic politics: they make no dyad.",
)


def _party(side: str) -> str:
    return f"coalesce('icews:' || {{{side} Country}}, 'name:' || replace({{{side} Name}}, '|', ' '), 'bare:' || left({{{side} Sectors}}, 0))"


ICEWS: Final = Layout(
    "icews",
    "ICEWS (20 columns)",
    (
        *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
        *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
        *("City", "District", "Province", "Country", "Latitude", "Longitude"),
    ),
    {
        "id": "{Event ID}",
        "day": "{Event Date}",
        "source": _party("Source"),
        "target": _party("Target"),
        "their_source": "concat_ws(', ', {Source Name}, {Source Country})",
        "their_target": "concat_ws(', ', {Target Name}, {Target Country})",
        "code": "{CAMEO Code}",
        "weight": "{Intensity}",
        "publisher": "{Publisher}",
        "place": "concat_ws(', ', {City}, {District}, {Province}, {Country})",
        "place_key": "'icews:' || {Country}",
    },
    missing=("NULL",),
    quotes=True,
    unique=True,
    since=date(1991, 1, 1),
    weighs=True,
    full_codes=True,
)
PROTESTS: Final = Layout(
    "icews",
    "ICEWS events as JSON lines",
    ("id", "day", "source", "their_source", "code", "publisher", "place", "place_key"),
    {
        "id": "{id}",
        "day": "{day}",
        "source": "coalesce('icews:' || {source}, 'bare:' || left({their_source}, 0))",
        "their_source": "{their_source}",
        "code": "{code}",
        "publisher": "{publisher}",
        "place": "{place}",
        "place_key": "'iso:' || {place_key}",
    },
    missing=("NULL",),
    unique=True,
    full_codes=True,
)
LAYOUTS: Final = (ICEWS,)
