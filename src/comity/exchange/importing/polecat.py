"""POLECAT (Halterman and others 2023, Harvard Dataverse): PLOVER types from news in several languages, 40 tab-separated columns."""

from __future__ import annotations

from datetime import date
from typing import Final

from comity.exchange.importing.model import Layout

CITATION: Final = (
    "Halterman, Andrew, Benjamin E. Bagozzi, Andreas Beger, Philip A. Schrodt and Grace Scarborough (2023): PLOVER and POLECAT: "
    "A New Political Event Ontology and Dataset. https://doi.org/10.7910/DVN/AJGVIT"
)
TRAPS: Final = (
    "A row is an act that software found in the news; there are no sentences behind it.",
    "Intensity is PLOVER's scale, not Goldstein's: near it, and not the same.",
    "One act can stand in several rows, under one id with other parties, or under two ids from two stories.",
    "The story decides the contexts: an issue made from them says what the story is about, not why the act happened.",
    "Several countries on a side are all kept: each pair across the sides is meant.",
)
_GROUPS: Final = "('IGO', 'NGO', 'IMG', 'ISM', 'MNC')"


def _party(side: str) -> str:
    country, name = f"{{{side} Country}}", f"'name:' || replace({{{side} Name}}, '|', ' ')"
    known = f"'plover:' || replace(replace({country}, '; ', ';'), ';', '|plover:')"
    return f"CASE WHEN {country} IN {_GROUPS} THEN coalesce({name}, 'bare:') ELSE coalesce({known}, 'cow:' || {{{side} COW}}, {name}, 'bare:' || left({{Primary {side} Sector}}, 0)) END"


POLECAT: Final = Layout(
    "polecat",
    "POLECAT (40 columns)",
    (
        *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
        *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
        *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
        *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
        *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
        *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
        *("Story Organizations", "Story Locations", "Language", "Version"),
    ),
    {
        "id": "{Event ID}",
        "day": "{Event Date}",
        "type": "{Event Type}",
        "mode": "{Event Mode}",
        "weight": "{Intensity}",
        "contexts": "{Contexts}",
        "source": _party("Actor"),
        "target": _party("Recipient"),
        "their_source": "concat_ws(', ', {Actor Name}, {Actor Country})",
        "their_target": "concat_ws(', ', {Recipient Name}, {Recipient Country})",
        "publisher": "{Source}",
        "place": "concat_ws(', ', coalesce({City}, {Placename}), {District}, {Province}, {Country})",
        "place_key": "'any:' || {Country}",
        "added": "left({Publication Date}, 10)",
    },
    missing=("None", "NULL"),
    quotes=True,
    since=date(2010, 1, 1),
    weighs=True,
)
LAYOUTS: Final = (POLECAT,)
