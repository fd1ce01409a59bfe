"""Sport, weather, art and figures of speech tell of no politics; real events in their company are still found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from event_reading import document, reports

from comity.reading import domains
from comity.reading.context import Context
from comity.reading.model import Reading
from comity.reading.reader import Reader
from comity.vocabulary import types

PAIRS = Path(__file__).parent / "data" / "domain_sentences.csv"
SILENT = 0.9
"""The share of tempting sentences that must yield nothing."""
TOLD = 0.95
"""The share of real events in the same company that must be found."""


def rows() -> list[dict[str, str]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def says_anything(reading: Reading) -> bool:
    return bool(reading.reports or reading.relations or reading.causes or reading.stances)


@pytest.mark.model
@pytest.mark.parametrize("name", ["parser", "both"])
def test_domains_keep_tempting_sentences_silent_and_real_events_told(name: str) -> None:
    reader = Reader(reader="parser" if name == "parser" else None)
    pairs = rows()
    tempted = [row["nothing"] for row in pairs if says_anything(reader.read(document(row["nothing"])))]
    missed = [
        row["politics"]
        for row in pairs
        if row["event"] not in {r.event for r in reader.read(document(row["politics"])).reports}
    ]
    assert len(pairs) >= 60
    assert len(tempted) <= (1 - SILENT) * len(pairs), tempted
    assert len(missed) <= (1 - TOLD) * len(pairs), missed


def test_domains_name_types_of_events() -> None:
    assert set(domains.domains()) >= {"sport", "weather", "arts", "fiction"}
    for domain in domains.domains().values():
        assert domain.void
        assert domain.void <= set(types())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("The striker scored twice in the second half.", "sport"),
        ("Heavy rain and a gale are forecast for Oman.", "weather"),
        ("In the opera a Persian king burns Athens.", "fiction"),
        ("The villain has attacked Copenhagen with his rockets.", "fiction"),
        ("The minister left the stadium before the referee's whistle.", None),
        ("Rain fell on the soldiers at the border.", None),
        ("The talks went on.", None),
    ],
)
def test_domain_of_a_sentence(text: str, domain: str | None) -> None:
    found = domains.of(context(text)).of(0, 0)
    assert (found and found.name) == domain


@pytest.mark.model
def test_domain_gives_way_in_a_paragraph_about_politics() -> None:
    alone = "They listened to a samba."
    around = " The troops had left. The embassy was open again and the ceasefire held."
    assert domains.of(context(alone)).of(0, 0) is not None
    assert domains.of(context(alone + around)).of(0, 0) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("figure", "act"),
    [
        (
            "A swarm of Asian bees attacked a Peruvian village.",
            "A band of Chilean raiders attacked a Peruvian village.",
        ),
        ("Kenyan doctors attacked the disease.", "Kenyan troops attacked the rebels."),
        ("Tunisian teachers are winning the battle against dust.", "Tunisian troops fought Libyan gunmen."),
        ("Half of Cairo flew to Athens.", "Egypt's president flew to Athens."),
    ],
)
def test_figures_of_speech_are_no_acts(figure: str, act: str) -> None:
    assert not reports(figure)
    assert reports(act)


def context(text: str) -> Context:
    from comity.reading.parse import parse
    from comity.reading.reader import context_of

    read = document(text)
    registry = Reader(reader="parser").registry
    return context_of(read, parse(read, registry=registry), registry)
