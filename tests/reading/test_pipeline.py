"""The pipeline says of every word what spaCy's own loop says of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.model

TEXTS = (
    "Prime Minister Anna Lindqvist of Sweden met Gabonese officials in New York on 4 May 2011, two days after the summit.",
    "There is a plan. There are many, and there was nothing there. Where there's a will there isn't always a way.",
    "Ain't it so? Let's go, they're gonna sign; we've got ta leave, c'm on y'all, he'd better.",
    "  Two  spaces   and\ttabs  \n and a line  ",
    "The World Bank lent Kenya $3.4 billion; Standard Chartered and the Bank of Nowhere Ltd. gave 20% more by mid-2015",
    "Oslo",
    "",
    "— ; ... ( ) 12 % !!",
    "the the there is is there is gon na na be be",
)
WORDS = (
    "there", "is", "are", "was", "Ai", "n't", "Chad", "President", "Mary", "Smith", "of", "the", "1999", "May", "in", "gon",
    "na", "let", "'s", "us", "signed", "signing", "her", "that", "to", ",", ".", "United", "Nations", "$", "5", "million",
)  # fmt: skip


def _everything(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ], [(e.start, e.end, e.label_) for e in doc.ents]


@pytest.fixture(scope="module")
def both():
    from comity.reading.parse import load_model
    from comity.reading.pipeline import Pipeline

    nlp = load_model()
    return nlp, Pipeline(nlp)


def test_both_parts_are_done_the_fast_way_with_the_model_at_hand(both):
    from comity.reading.pipeline import Names, Vectors, Words

    nlp, _ = both
    assert Words.of(nlp) is not None
    assert Vectors.of(nlp.get_pipe("tok2vec").model) is not None
    assert Names.of(nlp.get_pipe("ner")) is not None


def test_a_text_is_parsed_as_by_the_model_itself(both):
    nlp, pipeline = both
    for _ in range(2):  # words that are known already and words that are not
        ours = list(pipeline.pipe((nlp.make_doc(text) for text in TEXTS), 4))
        assert [_everything(doc) for doc in ours] == [_everything(doc) for doc in nlp.pipe(TEXTS)]
    assert any(doc.ents for doc in ours)


def test_vectors_are_the_same_to_the_bit(both):
    nlp, pipeline = both
    theirs = list(nlp.pipe(TEXTS))
    for size in (1, 3, 64):
        ours = pipeline.pipe((nlp.make_doc(text) for text in TEXTS), size)
        assert all((a.tensor == b.tensor).all() for a, b in zip(ours, theirs, strict=True))


def test_words_are_learnt_anew_when_too_many_are_known(both, monkeypatch):
    from comity.reading import pipeline as module

    nlp, _ = both
    monkeypatch.setattr(module, "REMEMBERED", 5)
    ours = module.Pipeline(nlp).pipe((nlp.make_doc(text) for text in TEXTS), 2)
    assert [_everything(doc) for doc in ours] == [_everything(doc) for doc in nlp.pipe(TEXTS)]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=3))
def test_so_is_any_heap_of_words(both, texts):
    nlp, pipeline = both
    ours = pipeline.pipe((nlp.make_doc(text) for text in texts), 64)
    assert [_everything(doc) for doc in ours] == [_everything(doc) for doc in nlp.pipe(texts)]


def test_a_model_that_looks_further_is_left_to_its_own_parts(both):
    import spacy

    from comity.reading.pipeline import Names, Pipeline, Words

    nlp, _ = both
    other = spacy.blank("en")
    ruler = other.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "north"}, {"LOWER": "of"}, {"LOWER": "it"}]], {"POS": "ADV"})
    ruler.add([[{"LOWER": "so"}]], {"POS": "ADV"})
    assert Words.of(other) is None
    [doc] = Pipeline(other).pipe([other.make_doc("so north of it")], 8)
    assert [t.pos_ for t in doc] == ["ADV", "ADV", "", ""]
    ner = nlp.get_pipe("ner")
    before = ner.cfg["beam_width"]
    ner.cfg["beam_width"] = 4
    try:
        assert Names.of(ner) is None
    finally:
        ner.cfg["beam_width"] = before
