"""story_left_rule: what will be, or has been, is told from publication and not from the year that the story had reached."""

from __future__ import annotations

import pytest

from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading.dates import find_dates
from comity.reading.parse import parse

pytestmark = pytest.mark.model
BEFORE = "In 1996 Benin and Togo signed a treaty. It held until Benin moved a border stone. "


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The mission will go home by 15 July.", "15 July", "2021-07-15"),
        ("The ministers agreed that the traders shall leave from 1 October.", "1 October", "2021-10-01"),
        ("In October the two armies clashed.", "October", "1996-10"),
        ("By then Togo had withdrawn its men in October.", "October", "1996-10"),
    ],
)
def test_story_left_rule(sentence: str, words: str, value: str) -> None:
    published = Interval.parse("2021-04-20")
    document = from_text(BEFORE + sentence, id="t", published=published)
    at = document.text.index(words, len(BEFORE))
    [date] = [d for d in find_dates(parse(document), published) if d.start <= at < d.end]
    due = Interval.parse(value)
    assert (date.first, date.last) == (due.first, due.last)
