"""The training corpus: its form is read and written back, and every row of it points at its own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training import authoring, corpus

PARAGRAPH = """\
# made-01 | 2019-03-06 | news | East Africa | 2010s | fishing dispute
S Kenya recalled its envoy from Kampala on Monday after Ugandan marines had detained Kenyan fishermen.
E recalled | SANCTION | Kenya=KEN > Kampala=UGA | happened | 2019-03-04 relative "on Monday"
E detained | COERCE | Ugandan=UGA > Kenyan=KEN | happened | 2019-03 context
C after | Ugandan marines had detained Kenyan fishermen | Kenya recalled its envoy | + | motive
S Kenya and Uganda met; Uganda said that it would let them go.
E met | CONSULT | Kenya=KEN <> Uganda/1=UGA | happened | -
E let | RETREAT | it=UGA > ^Kenyan=KEN | planned | 2019-04/2019-06 context | by Uganda/2=UGA
R good | ^Kenya=KEN ~ Uganda/1=UGA | + | ? | -
T said | Uganda/2=UGA | wants | + | them go | - | hedged
"""


def test_what_is_written_by_hand_comes_back() -> None:
    (document,), wrong = authoring.compile_lines([x for x in PARAGRAPH.splitlines() if not x.startswith("R")], "made")
    assert wrong == []
    again, _ = authoring.compile_lines(authoring.render(document), "made")
    assert again == [document]
    recalled, detained, met, let = document["reports"]
    text = document["text"]
    assert (recalled["first"], recalled["last"]) == ("2019-03-04", "2019-03-04")
    assert (detained["first"], detained["last"]) == ("2019-03-01", "2019-03-31")
    assert (let["first"], let["last"], let["status"]) == ("2019-04-01", "2019-06-30", "planned")
    assert met["symmetric"]
    assert text[slice(*met["target_spans"][0])] == "Uganda"
    assert let["target_spans"][0][0] == text.index("Kenyan fishermen")
    assert let["claimed_by"]["actor"] == "UGA"
    assert document["stances"][0]["hedged"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("R good | ^Kenya=KEN ~ Uganda/1=UGA | + | ? | -", "'good' does not stand in the sentence"),
        ("E met | MEET | Kenya=KEN <> Uganda/1=UGA | happened | -", "'MEET' is not one of PLOVER's types"),
        ("E met | CONSULT | Kenya=KEN <> Uganda=UGA | happened | -", "'Uganda' stands there 2 times"),
        ("E met | CONSULT | Kenya > - | happened | -", "'Kenya' is not a party"),
        ("E met | CONSULT | - > - | happened | -", "an event has at least one party"),
        ("E met | CONSULT | Kenya=KEN > - | finished | -", "'finished' is not a status"),
        ("E met | CONSULT | Kenya=KEN > - | happened | soon", "'soon' is not a date"),
        ("C met | Kenya | Uganda/1 | + | because", "'because' is not a kind of link"),
        ("X met", "a line begins with #, S, E, R, C or T"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_where(line: str, why: str) -> None:
    _, wrong = authoring.compile_lines([*PARAGRAPH.splitlines()[:6], line], "made")
    assert len(wrong) == 1
    assert wrong[0].startswith("made:7: ")
    assert why in wrong[0]


def test_every_file_of_the_corpus_is_what_its_rendering_compiles_to() -> None:
    for file in sorted(corpus.FOLDER.glob("*.jsonl"))[:2]:
        documents = corpus.load([file])
        lines = [line for document in documents for line in authoring.render(document)]
        again, wrong = authoring.compile_lines(lines, file.name)
        assert wrong == []
        assert json.loads(json.dumps(again)) == documents


def test_the_corpus_is_large_and_varied_and_its_spans_lie_in_its_sentences() -> None:
    documents = corpus.load()
    assert sum(len(d["sentences"]) for d in documents) >= 4000
    assert len({(d["about"]["region"], d["about"]["period"], d["about"]["matter"]) for d in documents}) >= 40
    assert len({d["id"] for d in documents}) == len(documents)
    for document in documents:
        bounds = dict(document["sentences"])
        for key in corpus.KEYS:
            for row in document[key]:
                assert row["end"] == bounds[row["start"]]
                assert row["start"] <= row["trigger"][0] < row["trigger"][1] <= row["end"]


def test_a_tenth_is_kept_apart() -> None:
    documents = corpus.load()
    kept = sum(corpus.kept_apart(d["id"]) for d in documents)
    assert 0.07 < kept / len(documents) < 0.13


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        corpus.load([tmp_path / "none.jsonl"])
