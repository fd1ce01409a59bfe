"""GDELT's event files (Leetaru and Schrodt 2013): the codebooks of GDELT 1.0 and 2.0.

57 columns before April 2013, 58 with the address of the article, 61 in GDELT 2, 17 in the reduced back files.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from comity.exchange.importing.model import Layout

CITATION: Final = (
    "Leetaru, Kalev, and Philip A. Schrodt (2013): GDELT: Global Data on Events, Location, and Tone, 1979-2012. "
    "ISA Annual Convention. https://www.gdeltproject.org/"
)
TRAPS: Final = (
    "A row is an act that software found in the news, not one that was checked; there are no sentences behind it.",
    "A row counts mentions: its numbers of mentions, outlets and articles grow with the news, not with the act.",
    "One act can stand in several rows: under other codes, with its actors the other way round, in another file.",
    "How much is collected grows from year to year, and jumps in 2013 and 2015: counts over years are not comparable.",
    "The day of the event is that of the article, or counted back from it (a month, a year, ten years): such rows are flagged.",
    "Places have FIPS 10-4 codes, actors CAMEO's: the same letters mean other states in each.",
    "Actors of South Sudan have no country in rows before September 2013: they are found by their full code.",
)
_ACTOR: Final = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_ACT: Final = [
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
]
_FIRST: Final = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")


def _columns(geo: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    actors = tuple(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR)
    places = tuple(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo)
    return (*_FIRST, *actors, *_ACT, *places, *last)


_GEO_1: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _party(n: int) -> str:
    code, group = f"{{Actor{n}Code}}", f"{{Actor{n}KnownGroupCode}}"
    return (
        f"coalesce('cameo:' || {{Actor{n}CountryCode}}, CASE WHEN {code}[:3] = 'SSD' THEN 'cameo:SSD' END, "
        f"'group:' || {group}, 'bare:' || left({code}, 0))"
    )


_FIELDS: Final = {
    "id": "{GLOBALEVENTID}",
    "day": "{SQLDATE}",
    "source": _party(1),
    "target": _party(2),
    "their_source": "{Actor1Code}",
    "their_target": "{Actor2Code}",
    "code": "{EventCode}",
    "weight": "{GoldsteinScale}",
    "quad": "{QuadClass}",
    "mentions": "{NumMentions}",
    "outlets": "{NumSources}",
    "documents": "{NumArticles}",
    "place": "{ActionGeo_FullName}",
    "place_key": "'fips:' || {ActionGeo_CountryCode}",
    "added": "left({DATEADDED}, 8)",
}


def _layout(name: str, columns: tuple[str, ...], **more: str) -> Layout:
    fields = _FIELDS | more
    begins = date(1979, 1, 1)
    return Layout(
        "gdelt", name, columns, fields, unique=True, since=begins, weighs=True, full_codes=True
    )  # fmt: skip


_OLD: Final = _columns(_GEO_1, ("DATEADDED",))
_LINK: Final = "split_part({SOURCEURL}, '/', 3)"
GDELT_1_BACK: Final = _layout("GDELT 1, back files (57 columns)", _OLD)
GDELT_1: Final = _layout("GDELT 1, daily files (58 columns)", (*_OLD, "SOURCEURL"), publisher=_LINK)
GDELT_2: Final = _layout("GDELT 2 (61 columns)", _columns(_GEO_2, ("DATEADDED", "SOURCEURL")), publisher=_LINK)
REDUCED: Final = Layout(
    "gdelt",
    "GDELT 1, reduced (17 columns)",
    (
        *("Date", "Source", "Target", "CAMEOCode", "NumEvents", "NumArts", "QuadClass", "Goldstein"),
        *(f"{who}Geo{part}" for who in ("Source", "Target", "Action") for part in ("Type", "Lat", "Long")),
    ),
    {
        "day": "{Date}",
        "source": "'code:' || {Source}",
        "target": "'code:' || {Target}",
        "their_source": "{Source}",
        "their_target": "{Target}",
        "code": "{CAMEOCode}",
        "weight": "{Goldstein}",
        "quad": "{QuadClass}",
        "mentions": "{NumArts}",
        "documents": "{NumArts}",
    },
    missing=("---",),
    since=date(1979, 1, 1),
    weighs=True,
    full_codes=True,
    has_ids=False,
)
LAYOUTS: Final = (GDELT_2, GDELT_1, GDELT_1_BACK, REDUCED)
