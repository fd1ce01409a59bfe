from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents.blocks import text_blocks

FIRST = (
    "The governor of the eastern province crossed the river on Tuesday to meet his neighbour, and the two agreed that "
    "herders may graze their cattle on both banks until the rains begin. It was their first meeting in eleven years. "
    "Neither said what had changed, but traders in the border town spoke of a new bridge that a Gulf bank would pay for."
)
SECOND = (
    "Not everybody is pleased. The garrison on the western bank had lived well on fees and fines, and its colonel told "
    "a reporter that he had received no orders at all from the capital."
)


def pieces(text: str) -> list[str]:
    return [" ".join(text[b.start : b.end].split()) for b in text_blocks(text)]


@pytest.mark.parametrize("width", [50, 65, 72, 80, 100, 130])
def test_wrapped_paragraphs_are_one_each(width: int) -> None:
    text = f"{textwrap.fill(FIRST, width)}\n\n{textwrap.fill(SECOND, width)}\n"
    assert pieces(text) == [FIRST, SECOND]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_heading_right_above_wrapped_text_stays_apart(width: int) -> None:
    text = f"A quiet border\n{textwrap.fill(FIRST, width)}\n\nThe colonel\n{textwrap.fill(SECOND, width)}\n"
    assert pieces(text) == ["A quiet border", FIRST, "The colonel", SECOND]


def test_an_indent_begins_a_paragraph_in_wrapped_text() -> None:
    text = textwrap.fill(FIRST, 70, initial_indent="    ") + "\n" + textwrap.fill(SECOND, 70, initial_indent="    ")
    assert pieces(text) == [FIRST, SECOND]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    assert pieces(f"{FIRST}\n{SECOND}\nShort one.\n") == [FIRST, SECOND, "Short one."]


def test_a_list_of_headlines_is_not_joined() -> None:
    lines = [
        "Herders return to the eastern bank",
        "Gulf bank denies plan for a bridge",
        "Colonel recalled to the capital",
    ]
    assert pieces("\n".join(lines)) == lines


def test_sentences_on_lines_of_their_own_are_not_joined() -> None:
    lines = [
        "The governor crossed the river on Tuesday.",
        "The garrison was not told of the visit.",
        "A bridge may follow.",
    ]
    assert pieces("\n".join(lines)) == lines


def test_bullets_in_wrapped_text_are_blocks_of_their_own() -> None:
    text = textwrap.fill(FIRST, 70) + "\n- the first demand of the herders\n- the second demand of the herders\n"
    assert pieces(text) == [FIRST, "- the first demand of the herders", "- the second demand of the herders"]


def test_form_feeds_part_blocks() -> None:
    assert pieces("one\fTwo") == ["one", "Two"]


@given(st.text(alphabet=st.sampled_from(list("aB .,\n\r\t\f\u2028\u2029-1")), max_size=300))
def test_blocks_hold_all_that_is_visible_once_and_in_order(text: str) -> None:
    last = 0
    for block in text_blocks(text):
        assert last <= block.start < block.end <= len(text)
        assert not text[last : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        last = block.end
    assert not text[last:].strip()
