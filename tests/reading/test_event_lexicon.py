"""The tables of triggers make sense by themselves."""

from __future__ import annotations

import pytest

from comity.errors import TableError
from comity.reading.events import lexicon as module
from comity.reading.events.confidence import PARTIES, RULES
from comity.reading.events.lexicon import gerund, lexicon, table, words
from comity.vocabulary import modes, types


def test_every_type_has_verbs_and_nouns() -> None:
    verbs = {row.type for rows in lexicon().verbs.values() for row in rows}
    nouns = {row.type for rows in lexicon().nouns.values() for row in rows}
    assert set(types()) <= verbs
    assert set(types()) <= nouns


def test_several_hundred_triggers() -> None:
    assert len(lexicon().verbs) > 500
    assert len(lexicon().nouns) > 250


def test_rows_with_more_needs_are_tried_first() -> None:
    for rows in (*lexicon().verbs.values(), *lexicon().nouns.values()):
        counts = [len(row.needs) + (row.particle is not None) for row in rows]
        assert counts == sorted(counts, reverse=True)


def test_slots_of_frames_are_known() -> None:
    named = {
        "subj",
        "obj",
        "own",
        "iobj",
        "mod",
        "pmod",
        "amod",
        "tmod",
        "poss",
        "gov",
        "cop",
        "appos",
        "ofs",
        "and",
        "comp",
        "down",
        "downsrc",
    }
    for frame in lexicon().frames.values():
        for slot in (*frame.source, *frame.target):
            assert slot.name in named or slot.name.islower()


def test_every_stop_leads_to_a_type_and_mode_that_exist() -> None:
    for kind, (becomes, mode) in lexicon().stops.items():
        assert kind in types()
        assert becomes in types()
        assert mode is None or (becomes, mode) in modes()


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("lift", "lifting"),
        ("sign", "signing"),
        ("free", "freeing"),
        ("impose", "imposing"),
        ("cut", "cutting"),
        ("tie", "tying"),
        ("open", "opening"),
    ],
)
def test_gerunds_are_spelt(lemma: str, form: str) -> None:
    assert gerund(lemma) == form


def test_word_lists_are_filled_and_explained() -> None:
    for row in table("words.csv"):
        assert row["meaning"]
        assert words(row["list"])


def test_confidences_are_shares() -> None:
    assert all(0 < value <= 1 for value in (*RULES.values(), *PARTIES.values()))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"lemmas": "gift", "needs": "", "type": "GIVE", "mode": "", "frame": "svo", "issue": ""}, "no event type"),
        ({"lemmas": "gift", "needs": "", "type": "AID", "mode": "", "frame": "svx", "issue": ""}, "no frame"),
        ({"lemmas": "gift", "needs": "", "type": "AID", "mode": "visit", "frame": "svo", "issue": ""}, "no mode"),
        (
            {"lemmas": "gift", "needs": "obj:unicorn", "type": "AID", "mode": "", "frame": "svo", "issue": ""},
            "no class",
        ),
        ({"lemmas": "gift", "needs": "", "type": "AID", "mode": "", "frame": "svo", "issue": "weather"}, "no issue"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(row: dict[str, str], message: str) -> None:
    with pytest.raises(TableError, match=message) as caught:
        list(module._rows(lexicon(), "verbs", 0, 2, row))
    assert "verbs.csv" in str(caught.value)
