"""A parse does not hang on which states are named: names are parsed as one well-known name, and keep their own words."""

from __future__ import annotations

import pytest

from comity.documents.load import from_text
from comity.reading.parse import parse

pytestmark = pytest.mark.model


def shape(text: str) -> list[tuple[str, str]]:
    """Label and head of each word, of names of several words only those of the last."""
    [paragraph] = parse(from_text(text, id="x"))
    return [(t.dep_, t.head.tag_) for t in paragraph.doc if not (t.dep_ == "compound" and t.ent_type_ == "GPE")]


def test_the_words_of_the_text_are_kept() -> None:
    text = "In Ouagadougou the United States and Sri Lanka's envoys met Kenyans."
    [paragraph] = parse(from_text(text, id="x"))
    assert paragraph.doc.text == text
    assert [t.lemma_ for t in paragraph.doc][:2] == ["in", "Ouagadougou"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "France has accused Lesotho of shelling its border.",
            "Burkina Faso has accused Sri Lanka of shelling its border.",
        ),
        ("Talks between Peru and Chile broke down.", "Talks between Saudi Arabia and Vietnam broke down."),
        ("Kenyan troops left Juba on Monday.", "Belgian troops left Lima on Monday."),
    ],
)
def test_the_parse_is_the_same_for_other_states(one: str, other: str) -> None:
    assert shape(one) == shape(other)


def test_a_name_of_several_words_hangs_on_its_last() -> None:
    [paragraph] = parse(from_text("Mali told Papua New Guinea to wait.", id="x"))
    papua, new, guinea = paragraph.doc[2:5]
    assert papua.head == new.head == guinea
    assert guinea.head.text == "told"
    assert [t.ent_iob_ for t in (papua, new, guinea)] == ["B", "I", "I"]


def test_what_is_not_a_state_keeps_its_name() -> None:
    [paragraph] = parse(from_text("Jordan Smith and the Bank of England agreed.", id="x"))
    assert paragraph.doc[0].ent_type_ == "PERSON"
