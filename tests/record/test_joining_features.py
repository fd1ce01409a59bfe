"""What is weighed between two reports: each named feature, and the words from which some of them come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_made import sighting

from comity.record.joining.corpus import Corpus
from comity.record.joining.features import features
from comity.record.joining.marks import in_order, marks
from comity.record.joining.pairs import places_match
from comity.record.joining.weighing import Weigher, weights

SAID = "Gunboats off Iquique traded salvoes near the lighthouse."
ONE: dict[str, Any] = {
    "document": "a",
    "when": "2013-05-03",
    "event_type": "SUPPORT",
    "trigger": "signed",
    "said": SAID,
}
OTHER: dict[str, Any] = {**ONE, "document": "b", "said": "Clerks filed customs papers at length."}

CASES = [
    ("parties_missing", {}, {"targets": ()}),
    ("parties_subset", {"sources": ("PAK", "CHN")}, {}),
    ("parties_swapped", {"event_type": "ASSAULT"}, {"event_type": "ASSAULT", "sources": ("RUS",), "targets": ("PAK",)}),
    ("parties_visitor", {"event_type": "CONSULT", "mode": "visit"}, {
        "event_type": "CONSULT", "mode": "visit", "sources": ("RUS",), "targets": ("PAK",),
    }),
    ("parties_extra", {"sources": ("PAK", "CHN")}, {"sources": ("PAK", "IRN")}),
    ("parties_other", {}, {"targets": ("CHN",)}),
    ("parties_complement", {"targets": ()}, {"sources": ()}),
    ("parties_only_one", {"targets": ()}, {"targets": ()}),
    ("type_near", {}, {"event_type": "AGREE"}),
    ("type_far", {}, {"event_type": "AID"}),
    ("mode_other", {"event_type": "CONSULT", "mode": "visit"}, {"event_type": "CONSULT", "mode": "phone"}),
    ("act_same_word", {}, {"trigger": "signing"}),
    ("act_same_kind", {}, {"trigger": "sealed"}),
    ("act_other_kind", {}, {"trigger": "extended"}),
    ("act_once", {"trigger": "joined"}, {"trigger": "joining"}),
    ("dates_meet", {}, {"when": "2013-05"}),
    ("dates_same_day", {}, {}),
    ("dates_apart", {}, {"when": "2013-05-04"}),
    ("dates_lasting", {"trigger": "exercise"}, {"trigger": "drill", "when": "2013-05-06"}),
    ("dates_slipped", {"status": "planned"}, {"when": "2013-07-06"}),
    ("dates_weak_apart", {}, {"when": "2013-05-06", "basis": "context"}),
    ("dates_none", {}, {"when": None}),
    ("dates_both_none", {"when": None}, {"when": None}),
    ("dates_none_unlike", {}, {"when": None}),
    ("dates_wide_unlike", {}, {"when": "2013", "trigger": "extended"}),
    ("dates_wide_recurring", {"event_type": "ASSAULT"}, {"event_type": "ASSAULT", "when": "2013"}),
    ("dates_after", {}, {"when": None, "published": "2012-01-05"}),
    ("dates_soon", {}, {"when": None, "published": "2013-05-05"}),
    ("standing", {}, {"when": None, "trigger": "cooperation"}),
    ("thing_same", {"thing": "copper duty"}, {"thing": "the duty on copper"}),
    ("thing_kind", {"thing": "gas pact"}, {"thing": "agreement"}),
    ("thing_told", {"thing": "customs papers"}, {}),
    ("thing_other", {"thing": "copper duty"}, {"thing": "visa waiver"}),
    ("thing_other_number", {"thing": "drill Condor 3"}, {"thing": "drill Condor 4"}),
    ("amount_same", {"amounts": ((5e7, "USD"),)}, {"amounts": ((5.05e7, "USD"),)}),
    ("amount_near", {"amounts": ((5e7, "USD"),)}, {"amounts": ((5.5e7, "USD"),)}),
    ("amount_other", {"amounts": ((5e7, "USD"),)}, {"amounts": ((9e7, "USD"),)}),
    ("place_same", {"place": "Jogjakarta"}, {"place": "Yogyakarta"}),
    ("place_other", {"place": "Tacna"}, {"place": "Arica"}),
    ("place_told", {"place": "Iquique"}, {"said": "Talks were held off Iquique all week."}),
    ("names_same", {}, {"said": "They had come to Iquique by night."}),
    ("names_other", {}, {"said": "They had come to Tacna by night."}),
    ("persons_other", {"persons": ("Iquique",)}, {"said": "Then Mwangi spoke.", "persons": ("Mwangi",)}),
    ("words_near_same", {}, {"said": "Near that lighthouse they parted."}),
    ("words_other", {}, {}),
    ("copied", {}, {"said": SAID}),
    ("one_sentence", {"start": 10}, {"document": "a", "start": 20}),
    ("one_document", {}, {"document": "a"}),
    ("told_again", {}, {"document": "a", "when": None, "trigger": "signing", "marks": frozenset({"the"})}),
    ("told_as_two", {"years": (2008,)}, {"document": "a", "years": (2014,)}),
    ("headline", {"label": True, "group": "w"}, {"group": "w", "said": "The lighthouse saw it."}),
    ("dates_wide_parties", {"when": "2013", "sources": ("PAK", "CHN")}, {"when": "2013"}),
    ("host_other", {"mode": "visit", "targets": ()}, {"mode": "visit"}),
    ("status_apart", {}, {"status": "demanded"}),
    ("plan_late", {}, {"status": "planned", "published": "2013-09-01", "basis": "context"}),
]  # fmt: skip


def measured(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    pair = []
    for id, given in (("1", {**ONE, **one}), ("2", {**OTHER, **other})):
        made = {key: value for key, value in given.items() if key != "marks"}
        pair.append(replace(sighting(id, **made), marks=given.get("marks", frozenset())))
    found = features(*pair, Corpus(pair))
    assert found is not None
    assert found == features(*pair[::-1], Corpus(pair))
    assert set(found) <= set(weights())
    return found


@pytest.mark.parametrize(("feature", "one", "other"), CASES, ids=[case[0] for case in CASES])
def test_each_feature_is_there_where_its_name_says_so(feature: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert measured(one, other).get(feature, 0.0) > 0


def test_two_wars_of_other_types_and_acts_of_strangers_cannot_be_one() -> None:
    war, visit = sighting("1", event_type="ASSAULT"), sighting("2", event_type="CONSULT")
    strangers = sighting("3", event_type="ASSAULT", sources=("CHL",), targets=("PER",))
    weigher = Weigher([war, visit, strangers])
    assert weigher.score(war, visit) is None
    assert weigher.score(war, strangers) is None
    assert weigher.explain(war, strangers) == ("", "other parties")


def test_a_word_that_all_reports_share_tells_nothing_and_a_rare_one_much() -> None:
    reports = [sighting(str(n), document=f"d{n}", said=f"Talks about fish and matter{n} went on.") for n in range(1, 9)]
    corpus = Corpus(reports)
    parties = corpus.between(reports[0], reports[1])
    assert parties == ("PAK", "RUS")
    assert corpus.telling(parties, ["fish"]) < 1 < corpus.telling(parties, ["unhea"])


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The third round of talks ended.", "talks", {"3"}),
        ("The talks were the third in a row.", "talks", {"3", "the"}),
        ("For the second time this year they held talks.", "talks", {"2"}),
        ("They held talks again in May.", "talks", {"again"}),
        ("It was their first drill in sixteen years.", "drill", {"the"}),
        ("The second world war had ended when they met.", "met", set()),
        ("They met in the first week, and the second day saw talks.", "met", {"1"}),
    ],
)
def test_marks_of_an_act(text: str, trigger: str, expected: set[str]) -> None:
    start = text.index(trigger)
    assert marks(text, (start, start + len(trigger))) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"1"}, {"3"}, False),
        ({"3"}, {"3"}, True),
        ({"2"}, {"again"}, None),
        ({"1"}, set(), None),
        ({"the"}, {"2"}, None),
    ],
)
def test_places_in_a_row_of_acts(a: set[str], b: set[str], expected: bool | None) -> None:
    assert in_order(frozenset(a), frozenset(b)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("Baku", "central Baku", True), ("Delhi", "the capital", None), ("Baku", "Tbilisi", False), ("Baku", None, None)],
)
def test_places_however_they_are_spelt(a: str, b: str | None, expected: bool | None) -> None:
    assert places_match(sighting("1", place=a), sighting("2", place=b)) is expected
