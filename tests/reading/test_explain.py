"""How a sentence was read is told from the reader's own decisions, and telling it changes none of them."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path

import pytest

from comity.documents import discover, load_file
from comity.documents.load import from_text
from comity.documents.model import Document
from comity.intervals import Interval
from comity.reading import Reader
from comity.reading.explain.story import explain
from comity.reading.explain.told import SentenceTold, WordTold
from comity.reading.lexicons.own import OwnLexicon

CORPUS = Path(__file__).parents[1] / "corpus" / "nile"
pytestmark = pytest.mark.model


@cache
def told(text: str, published: str | None = None) -> tuple[SentenceTold, ...]:
    day = Interval.parse(published) if published else None
    return tuple(explain(Reader(reader="parser"), from_text(text, published=day))[1])


def word(text: str, name: str) -> WordTold:
    found = [w for s in told(text) for w in s.words if w.text == name]
    assert len(found) == 1, [w.text for s in told(text) for w in s.words]
    return found[0]


def documents() -> list[Document]:
    items = [item for file in discover([CORPUS]).files for item in load_file(file)]
    return [item for item in items if isinstance(item, Document)]


def test_what_is_explained_is_what_is_read() -> None:
    reader = Reader(reader="parser")
    for document in documents():
        reading, sentences = explain(reader, document)
        assert reading == reader.read(document)
        for name in ("reports", "relations", "causes"):
            shown = [row for s in sentences for row in getattr(s, name)]
            assert len(shown) == len(getattr(reading, name))
        assert {w.report for s in sentences for w in s.words if w.report} == {r.id for r in reading.reports}


def test_every_word_that_gave_no_report_says_why() -> None:
    words = [w for d in documents() for s in explain(Reader(reader="parser"), d)[1] for w in s.words]
    assert len(words) > 50
    assert [w.text for w in words if w.report is None and not w.lost] == []
    for w in words:
        won = [r for r in w.rows if r.outcome in ("won", "no event")]
        assert len(won) <= 1
        assert all(r.unmet for r in w.rows if r.outcome == "unmet")
        if won:
            first = w.rows.index(won[0])
            assert all(r.outcome == "unmet" for r in w.rows[:first])
            assert all(r.outcome == "outranked" for r in w.rows[first + 1 :])


def test_spans_and_tokens_slice_back_to_the_text() -> None:
    for document in documents():
        for sentence in explain(Reader(reader="parser"), document)[1]:
            assert sentence.text == document.text[sentence.start : sentence.end]
            for found in (*sentence.actors, *sentence.dates, *sentence.amounts, *sentence.words, *sentence.cues):
                assert document.text[found.start : found.end] == found.text  # type: ignore[attr-defined]
            heads = {t.i for t in sentence.tokens}
            assert sum(t.head == 0 for t in sentence.tokens) >= 1
            assert all(t.head == 0 or t.head in heads for t in sentence.tokens)
        json.dumps([dataclasses.asdict(s) for s in explain(Reader(reader="parser"), document)[1]], default=str)


def test_the_row_that_won_and_the_needs_that_others_lack() -> None:
    lifted = word("Kenya lifted its embargo on Uganda in May 2003.", "lifted")
    assert [(r.type, r.needs) for r in lifted.rows if r.outcome == "won"] == [("CONCEDE", "obj:penalty")]
    assert "obj:curfew" in {r.unmet for r in lifted.rows}
    assert all(r.place.startswith("verbs.csv:") for r in lifted.rows)
    assert lifted.report


def test_a_row_that_is_vetoed_names_what_vetoed_it() -> None:
    talks = word("Kenya held talks with Uganda.", "talks")
    assert "!pl" in {r.unmet for r in talks.rows}


def test_where_the_parties_were_looked_for() -> None:
    lifted = word("Kenya lifted its embargo on Uganda in May 2003.", "lifted")
    assert [(s.side, s.slot, s.taken) for s in lifted.slots] == [
        ("source", "subj", ("KEN",)),
        ("target", "on", ("UGA",)),
    ]


def test_what_outranked_a_word() -> None:
    embargo = word("Kenya lifted its embargo on Uganda in May 2003.", "embargo")
    assert embargo.report is None
    assert embargo.lost_to == "lifted"
    assert "ended, undid" in str(embargo.lost)


def test_the_words_that_decide_the_status() -> None:
    heard = word("Kenya refused to help Uganda.", "help").status
    assert [(h.word, h.status) for h in heard] == [("to help", "happened"), ("refused", "denied")]
    visit = word("Kenya will not visit Uganda.", "visit").status[0]
    assert (visit.word, visit.status) == ("will not visit", "denied")


def test_who_says_so_by_which_word() -> None:
    attacked = word("Officials said that Kenya attacked Uganda.", "attacked")
    assert attacked.voice is not None
    assert (attacked.voice.voice, attacked.voice.cue) == ("unnamed", "said")


def test_why_this_date() -> None:
    first, second = told("In May 2003 Kenya invaded Uganda. It later bombed Rwanda.")
    invaded, bombed = first.words[0].date, next(w for w in second.words if w.text == "bombed").date
    assert invaded is not None
    assert (invaded.first, invaded.text, invaded.why) == ("2003-05-01", "May 2003", "a date of its own clause")
    assert invaded.weighed[0][0] == "May"
    assert bombed is not None
    assert bombed.why == "the date that the story has reached"


def test_a_word_that_is_part_of_something_else_is_passed_over() -> None:
    sentence = told("Kenyan troops withdrew in protest.")[0]
    protest = next(w for w in sentence.words if w.text == "protest")
    assert protest.lost == "it says how something was done"


def test_amounts_are_written_out() -> None:
    (found,) = told("Kenya lent Uganda 40 million euros.")[0].amounts
    assert found.value == "40,000,000 EUR"


def test_a_stance_that_another_tells_better_is_no_claim_of_its_word() -> None:
    """What every cue made is what the reading holds."""
    for document in documents():
        for s in explain(Reader(reader="parser"), document)[1]:
            made = {rule for c in s.cues if c.reads == "stances" for rule in c.made}
            assert {row["rule"] for row in s.stances} <= made


def test_claims_name_their_cue_and_rule_or_why_there_is_none() -> None:
    sentence = told("Ties between India and China soured because of a border row. They spoke of their relations.")
    made = {(c.text, c.reads): c for s in sentence for c in s.cues}
    assert made["Ties", "relations"].made
    assert made["because", "causes"].made == ("because-of-rule",)
    relations = made["relations", "relations"]
    assert not relations.made
    assert relations.why == ("nothing says how the tie is or became",)


def test_a_row_of_ones_own_is_shown_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("pos,lemmas,type,frame\nverb,visit,REJECT,svo\n")
    own = OwnLexicon.read(tmp_path / "mine.csv")
    _, (sentence,) = explain(Reader(reader="parser", lexicon=own), from_text("Kenya visited Uganda."))
    rows = {r.place: r.outcome for r in sentence.words[0].rows}
    assert rows["mine.csv:2"] == "outranked", "a row with more needs comes before it"


def test_a_word_of_ones_own_that_the_parser_takes_for_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("pos,lemmas,prepositions,stance,sign\nstance-verb,pine,for,wants,1\n")
    reader = Reader(reader="parser", lexicon=OwnLexicon.read(tmp_path / "mine.csv"))
    _, (noun, verb) = explain(reader, from_text("The pines of Chad are old. Chad pined for peace."))
    assert noun.own_unmet == ("'pines' (mine.csv:2, stance-verb): the parser takes it for a noun (NNS) here",)
    assert verb.own_unmet == ()
    assert [s["actor"] for s in verb.stances] == ["TCD"]


def test_a_document_in_another_language_is_not_told() -> None:
    text = "Le ministre a rencontré son homologue à Paris pour parler de la paix et de la sécurité dans la région. " * 3
    reading, sentences = explain(Reader(reader="parser"), from_text(text))
    assert reading.problems
    assert sentences == []
