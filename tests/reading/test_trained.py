"""The trained reader: names are hidden from it, it reads the same whatever stands beside, and is weighed against the rules."""

from __future__ import annotations

from itertools import pairwise

import pytest

from comity.actors import Registry
from comity.documents.load import from_text
from comity.reading import Reader
from comity.reading.context import Context
from comity.reading.contract import to_json
from comity.reading.parse import parse
from comity.reading.reader import READERS, context_of, rules_of
from comity.reading.trained.candidates import candidates
from comity.reading.trained.choosing import chosen
from comity.reading.trained.network import network, settings, trained
from comity.reading.trained.pieces import vocabulary, windows, word_pieces
from comity.reading.trained.proposals import Proposals, begin

pytestmark = [pytest.mark.model, pytest.mark.skipif(not trained(), reason="no trained network is installed")]

TEXT = "Kenya recalled its ambassador from Uganda on Monday. Kampala called the move a mistake."


def context(text: str) -> Context:
    document = from_text(text, id="x")
    return context_of(document, parse(document), Registry.default())


def shown(text: str) -> list[list[str]]:
    """The word pieces of each window."""
    words = list(vocabulary())
    return [[words[i] for i in window.ids] for window in windows(context(text))]


def test_word_pieces_are_the_longest_from_the_left() -> None:
    known = list(vocabulary())
    assert [known[i] for i in word_pieces("treaty")] == ["treaty"]
    assert [known[i] for i in word_pieces("embargo")] == ["em", "##bar", "##go"]
    assert "".join(known[i].removeprefix("##") for i in word_pieces("unrecognisably")) == "unrecognisably"
    assert word_pieces("caf\u00e9") == word_pieces("cafe")


def test_names_are_hidden() -> None:
    (pieces,) = shown(TEXT)
    assert not {"kenya", "uganda", "kampala"} & set(pieces)
    assert shown(TEXT.replace("Kenya", "Burkina Faso").replace("Uganda", "Mali").replace("Kampala", "Bamako")) == [
        pieces
    ]


def test_mentions_of_one_actor_share_a_slot() -> None:
    (window,) = windows(context(TEXT))
    slots = [slot for slot in window.slots if slot]
    assert slots[0] == 1
    assert set(slots) == {1, 2}
    assert slots[-1 if len(slots) == 3 else -2] in (1, 2)


def test_a_long_paragraph_is_read_in_windows_that_cover_every_sentence_once() -> None:
    text = " ".join(
        f"Kenya told Uganda for the {n}th time that the border should be opened to trade." for n in range(40)
    )
    found = list(windows(context(text)))
    assert len(found) > 1
    assert [(a.last, b.own) for a, b in pairwise(found)] == [(w.last, w.last) for w in found[:-1]]
    assert all(len(w.ids) < 300 for w in found)


def test_the_network_finds_a_plain_act_with_both_parties() -> None:
    here = context(TEXT)
    acts = [act for act in begin(here)().acts if act.chance > 0.5]
    word = here.paragraphs[0].doc[acts[0].token].text
    assert (word, acts[0].type) == ("recalled", "SANCTION")


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_reads_the_same_twice(reader: str) -> None:
    one, other = (Reader(reader=reader) for _ in range(2))  # type: ignore[arg-type]
    assert to_json(one.read(from_text(TEXT, id="x"))) == to_json(other.read(from_text(TEXT, id="x")))


def test_what_is_read_of_a_document_does_not_hang_on_its_neighbours() -> None:
    alone = to_json(Reader().read(from_text(TEXT, id="x")))
    beside = list(Reader().read_many([from_text("Peru met Chile.", id="a"), from_text(TEXT, id="x")]))
    assert to_json(beside[1]) == alone


def test_threads_change_nothing() -> None:
    here = list(windows(context(TEXT)))
    one, two = (network(threads).read(here[0]) for threads in (1, 2))
    assert all((one.shares[name] == two.shares[name]).all() for name in one.shares)
    assert (one.left == two.left).all()


def test_rules_say_which_reader_found_it() -> None:
    (report, *_) = Reader(reader="both").read(from_text(TEXT, id="x")).reports
    assert report.rule.endswith("+trained")
    assert all(r.rule == "trained" for r in Reader(reader="trained").read(from_text(TEXT, id="x")).reports)
    assert all("trained" not in r.rule for r in Reader(reader="parser").read(from_text(TEXT, id="x")).reports)


def test_ids_are_unique_in_a_reading() -> None:
    text = "Kenya met Uganda. Kenya met Uganda. Peru attacked Chile and Chile attacked Peru."
    reports = Reader().read(from_text(text, id="x")).reports
    assert len({r.id for r in reports}) == len(reports)


def test_without_proposals_what_stays_are_the_rules_findings_above_the_threshold() -> None:
    here = context(TEXT)
    rules = rules_of(here)
    found = candidates(here, *rules, Proposals((), (), (), ()))
    assert [c.group for c in found.reports] == ["rules"] * len(rules[0])
    kept = chosen(found.reports, {**settings()["events"], "least": {"rules": 0.0, "trained": 0.0}})
    assert {r.trigger for r in kept} == {r.trigger for r in rules[0]}
    assert chosen(found.reports, {**settings()["events"], "least": {"rules": 1.0, "trained": 1.0}}) == []


def test_a_tie_is_theirs_whom_its_own_words_name() -> None:
    text = "Kenya and Uganda met often. This has hindered Sudan, as the two countries have continued the Kenya-Ethiopia friendship of earlier years."
    relations = Reader(reader="both").read(from_text(text, id="x")).relations
    assert {(c.a, c.b) for c in relations} == {("KEN", "ETH")}
