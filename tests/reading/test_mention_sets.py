"""Sets and relations: 'both', 'each', 'the other', 'both parliaments', 'its neighbour'."""

from __future__ import annotations

import pytest
from mention_reading import who

DAY = "2016-05-05"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Togo and Benin met. Ghana had told both to wait.", "both", "TGO+BEN"),
        ("Togo and Benin signed it. Both parliaments will vote in June.", "Both parliaments", "TGO+BEN"),
        ("Togo and Benin signed it. The two coastguards will share radar.", "The two coastguards", "TGO+BEN"),
        ("Peru, Chile and Bolivia signed it. All three will ratify it.", "All three", "PER+CHL+BOL"),
        ("Togo and Benin quarrelled. Each blamed the other.", "Each", "TGO+BEN"),
        ("Togo and Benin quarrelled. Each blamed the other.", "the other", "TGO+BEN"),
        ("Peru and Chile quarrel. Peru says that the other side began.", "the other side", "CHL"),
        ("Leaders of the two Koreas shook hands.", "Leaders of the two Koreas", "KOR+PRK"),
        ("Poland thanked the Baltic states.", "Baltic states", "EST+LTU+LVA"),
        ("Togolese troops and Malian-backed rebels fell out. Both sides lied.", "Malian", "MLI"),
        ("Kenya drove one side back and then the other.", "the other", "none"),
    ],
)
def test_sets_that_stand_alone(text: str, words: str, actors: str) -> None:
    assert who(text, words, DAY) == actors


@pytest.mark.model
def test_neighbours_border_on_each_other() -> None:
    text = "Chad accused Sudan of the raid. Norway and Japan voiced concern. Trust between the two neighbours is gone."
    assert who(text, "the two neighbours", DAY) == "TCD+SDN"


@pytest.mark.model
def test_who_urges_the_two_is_neither_of_them() -> None:
    text = "Peru and Chile drew a line at sea. Brazil, which had urged both parties to settle, hailed it."
    assert who(text, "both parties", DAY) == "PER+CHL"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        (
            "Kenya blamed Uganda. Japan sent a note. Kenya also closed the road to its neighbour.",
            "its neighbour",
            "UGA",
        ),
        ("Kenya met Uganda and Tanzania. Later it blamed its neighbour.", "its neighbour", "none"),
        ("Kenya met Japan. It then blamed its neighbour.", "its neighbour", "none"),
        ("The president of Peru rang Chile. He blamed his rival.", "his rival", "none"),
    ],
)
def test_other_party_rule(text: str, words: str, actors: str) -> None:
    assert who(text, words, DAY) == actors


@pytest.mark.model
def test_a_row_that_acts_on_a_pair_is_not_the_pair() -> None:
    text = "Peru and Chile shut the road. Kenya and Togo, which trade with them, pleaded with both governments."
    assert who(text, "both governments", DAY) == "PER+CHL"


@pytest.mark.model
def test_a_set_before_any_name_is_whom_the_document_is_about() -> None:
    later = "Togo and Benin share a lagoon. Togo fishes it. Benin patrols it. Togo and Benin each want the reeds."
    assert who(f"The two governments have quarrelled.\n{later}", "The two governments", DAY) == "BEN+TGO"
    rivals = f"{later} Ghana and Mali watch. Ghana and Mali wait. Ghana and Mali talk."
    assert who(f"The two governments have quarrelled.\n{rivals}", "The two governments", DAY) == "-"
