"""Repairs of the parse: a name after a date is a subject; lemmas of short verbs."""

from __future__ import annotations

import pytest

from comity.reading.parse import load_model
from comity.reading.repairs import mend

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "name", "verb"),
    [
        ("The crisis grew. In December Latvia invaded East Gambia.", "Latvia", "invaded"),
        ("By March Chad had withdrawn its troops.", "Chad", "withdrawn"),
        ("In 1929 Britain, acting for its colonies, signed an agreement with Egypt.", "Britain", "signed"),
        ("On 3 May 2015 Latvia, Gambia and Togo signed a treaty.", "Latvia", "signed"),
        ("It was over. Last Friday Niger accused Mali of lying.", "Niger", "accused"),
    ],
)
def test_dated_subject_rule(text: str, name: str, verb: str) -> None:
    doc = mend(load_model()(text))
    (subject,) = (t for t in doc if t.text == name)
    assert (subject.dep_, subject.head.text) == ("nsubj", verb)
    assert all(t.sent.start <= t.head.i < t.sent.end for t in doc)


def test_dated_subject_rule_leaves_other_dates_alone() -> None:
    for text in ("In March 1990 the talks failed.", "The May Day parade in Riga was long.", "It was in June."):
        doc = load_model()(text)
        before = [(t.head.i, t.dep_) for t in doc]
        assert [(t.head.i, t.dep_) for t in mend(doc)] == before


def test_lemma_rule_short_verbs() -> None:
    doc = mend(load_model()("Workers staged a strike after they planned it and banned trucks."))
    assert [t.lemma_ for t in doc if t.text in ("staged", "planned", "banned")] == ["stage", "plan", "ban"]


def test_a_whole_date_before_the_subject_belongs_to_its_preposition() -> None:
    doc = mend(load_model()("On 23 March 2015 Latvia, Gambia and Togo signed a treaty."))
    assert [(t.dep_, t.head.text) for t in doc[:4]] == [
        ("prep", "signed"),
        ("nummod", "March"),
        ("pobj", "On"),
        ("nummod", "March"),
    ]
