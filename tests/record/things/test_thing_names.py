"""Which things a sentence names, and which it does not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from plain_texts import named

from comity.record.things.naming.aliases import initials
from comity.record.things.naming.lexicon import heads, known, stage_words
from comity.record.things.naming.text import sentences
from comity.record.things.naming.weapons import canonical

SENTENCES = Path(__file__).parent / "names.csv"


def rows() -> list[tuple[str, str]]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(row["sentence"], row["things"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("sentence", "things"), rows(), ids=lambda text: text[:40])
def test_the_things_that_a_sentence_names(sentence: str, things: str) -> None:
    found = {n.name: n for n in named(sentence)}
    wanted = [part.strip() for part in things.split(";") if part.strip()]
    for part in wanted:
        if " | " in part:
            name, kind = part.split(" | ")
            assert name in found, sorted(found)
            assert found[name].kind == kind
        elif " > " in part:
            name, means = part.split(" > ")
            assert found[name].says == "pronoun"
            assert found[name].means == means
        else:
            name, means = part.split(" = ")
            assert found[name].means == means
    assert len(found) == len(wanted), sorted(found)


def test_there_are_at_least_eighty_sentences_and_a_quarter_name_nothing() -> None:
    given = rows()
    assert len(given) >= 80
    assert sum(not things for _, things in given) >= len(given) / 4


@pytest.mark.parametrize(("sentence", "things"), rows(), ids=lambda text: text[:40])
def test_a_name_is_its_words(sentence: str, things: str) -> None:
    for n in named(sentence):
        if n.says in ("full", "short", "acronym", "pronoun"):
            assert n.name.startswith(sentence[n.start : n.end].replace('"', "")) or n.kind == "weapon"


def test_a_heading_in_capitals_names_only_what_the_text_names() -> None:
    text = "Tamsin And Orvel Sign New Tamsin Dam Deal\n\nThe Tamsin dam is to be raised by ten metres."
    assert [(n.name, n.says) for n in named(text)] == [("Tamsin Dam", "full"), ("Tamsin dam", "full")]


def test_what_a_document_names_is_found_again_by_its_acronym_and_without_its_noun() -> None:
    text = (
        "The Silver Coast Gas Pipeline (SCGP) is planned.\n\nNobody pays for the SCGP.\n\nSilver Coast Gas has few friends, "
        "and Exercise Brave Otter fewer.\n\nBrave Otter lasted a week."
    )
    means = [(n.name, n.says, n.means) for n in named(text)]
    assert ("SCGP", "acronym", "Silver Coast Gas Pipeline") in means
    assert means.count(("SCGP", "acronym", "Silver Coast Gas Pipeline")) == 2
    assert ("Brave Otter", "short", "Exercise Brave Otter") in means


def test_a_new_name_of_what_was_told_of_before_joins_the_two() -> None:
    text = (
        "They agreed to build a gas pipeline from Orvel to Tamsin. But the project stalled. In 2021 the project, which has been "
        "renamed the Orvel Stream Gas Pipeline, was taken up again."
    )
    assert {n.means for n in named(text)} == {"gas pipeline from Orvel to Tamsin"}


def test_the_pipeline_means_nothing_where_two_were_named() -> None:
    text = "The Orvel pipeline and the Tamsin pipeline are full. The pipeline leaks."
    assert [n.says for n in named(text)] == ["full", "full"]


@pytest.mark.parametrize(
    ("name", "designation"),
    [
        ("F-16C", "F-16"),
        ("F16", "F-16"),
        ("Mi-35M", "Mi-35"),
        ("S 400", "S-400"),
        ("Su 57", "Su-57"),
        ("Shaheen-III", "Shaheen III"),
        ("Tomahawk", "Tomahawk"),
        ("G-20", None),
    ],
)
def test_a_designation_without_its_variant(name: str, designation: str | None) -> None:
    assert canonical(name) == designation


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("OVGP", "Orvel Valley Gas Pipeline", True),
        ("TAPI", "Tamsin-Arvel-Porto-Istra pipeline", True),
        ("NPT", "Nuclear Non-Proliferation Treaty", True),
        ("XYZ", "Orvel Valley Gas Pipeline", False),
        ("O", "Orvel pipeline", False),
    ],
)
def test_acronym_rule(acronym: str, name: str, fits: bool) -> None:
    assert initials(acronym, name) is fits


def test_sentences_end_where_they_end() -> None:
    text = "Gen. Orvel met Mr. Tamsin at 4 p.m. on Monday. They spoke. “Nothing more.” U.S. envoys left"
    said = [text[a:b] for a, b in sentences(text, 0, len(text))]
    assert said == [
        "Gen. Orvel met Mr. Tamsin at 4 p.m. on Monday.",
        "They spoke.",
        "“Nothing more.”",
        "U.S. envoys left",
    ]


def test_the_tables_are_sound() -> None:
    assert heads()["gas pipelines"].words == "gas pipeline"
    assert known()["NPT"] is known()["Non-Proliferation Treaty"]
    assert {w.stage for w in stage_words()["broke ground on"]} == {"built"}
