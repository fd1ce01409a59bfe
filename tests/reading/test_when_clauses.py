"""when_clause_rule: what a clause with 'when' tells has the date right before it."""

from __future__ import annotations

from datetime import date

import pytest

from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading.dates.anchor import date_for
from comity.reading.reader import context_of

pytestmark = pytest.mark.model
PUBLISHED = Interval.parse("2015-06-10")


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The border has been shut since 1998, when Eritrea attacked a post.", "attacked", "1998"),
        ("Lesotho has bought no maize abroad since March 2012, when Malawi banned exports.", "banned", "2012-03"),
        ("Ties have been cold since 2004, when Gabon expelled the ambassador and closed the port.", "closed", "2004"),
        ("Ties have been cold since 2004.", "cold", "2004-01-01/2015-06-10"),
        ("Relations were cordial until 1967, when Mali closed the border.", "closed", "1967"),
        ("In May 2001, when Benin mediated, the two armies withdrew.", "mediated", "2001-05"),
        (
            "The pact has held since 2006, when Togo, which Ghana had invaded in 1999, signed it.",
            "invaded",
            "1999",
        ),
    ],
)
def test_when_clause_rule(text: str, word: str, value: str) -> None:
    from comity.actors import Registry
    from comity.reading.parse import parse

    document = from_text(text, id="t", published=PUBLISHED)
    registry = Registry.default()
    context = context_of(document, parse(document, (), registry), registry)
    [token] = [t for t in context.paragraphs[0].doc if t.text == word]
    first, last, basis, _ = date_for(context, context.paragraphs[0], token)
    due = Interval.parse(value)
    assert (first, last) == (due.first, due.last)
    assert isinstance(first, date)
    assert basis in ("explicit", "context")
