"""One act told at different grains, in copies, or in a headline: what is joined, and what recurs and stays apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hand_made import lineage, sighting

from comity.record.joining.clusters import clusters
from comity.record.joining.merging import merge
from comity.record.joining.sighting import Sighting, like_trigger
from comity.record.joining.weighing import Weigher

CHL, PER, KEN, UGA = ("CHL",), ("PER",), ("KEN",), ("UGA",)
NORTH: dict[str, Any] = {"sources": CHL, "targets": PER}
LAKE: dict[str, Any] = {"sources": KEN, "targets": UGA}
TOGETHER: dict[str, Any] = {"sources": ("CHL", "PER"), "targets": (), "symmetric": True}


def pair(one: dict[str, Any], other: dict[str, Any]) -> list[Sighting]:
    return [sighting("1", **{"document": "a", **one}), sighting("2", **{"document": "b", **other})]


def joined(*reports: Sighting) -> list[list[str]]:
    return [[r.id for r in group] for group in clusters(reports)]


DRILL = {
    **TOGETHER,
    "event_type": "COOPERATE",
    "trigger": "manoeuvres",
    "said": "After the floods, joint naval manoeuvres went ahead off Iquique.",
}
PACT = {**NORTH, "event_type": "SUPPORT", "trigger": "signed", "said": "They signed a maritime cooperation agreement."}
SALE = {**NORTH, "event_type": "COOPERATE", "trigger": "sold", "said": "They sold more gunboats, to some surprise."}
INVASION = {**LAKE, "event_type": "ASSAULT", "trigger": "invaded", "said": "Its army invaded at dawn."}
KILLING = {
    "sources": (),
    "targets": ("lords-army",),
    "event_type": "ASSAULT",
    "mode": "targeted",
    "trigger": "killing",
    "said": "That came after the killing of Okello Atim, its founder.",
}
VISIT = {**LAKE, "mode": "visit", "trigger": "visited", "said": "President Wekesa visited the lake port of Jinja."}

ONE_ACT = [
    ("month and year of a drill", {**DRILL, "when": "2013-05"}, {
        **DRILL, "when": "2013", "said": "Their first naval manoeuvres were held in that year, besides a visa accord.",
    }),
    ("who leads the drill", {**DRILL, "when": "2013-05", **NORTH, "symmetric": True}, {
        **DRILL, "when": "2013", "said": "The joint naval manoeuvres were the first of their kind.",
    }),
    ("month and year of a pact", {**PACT, "when": "2008-10"}, {
        **PACT, "when": "2008", "said": "Subsequently both signed a defence cooperation agreement.",
    }),
    ("seller and buyer", {**SALE, "when": "2011"}, {
        **SALE, "sources": PER, "targets": CHL, "when": "2011", "trigger": "bought",
        "said": "Lima bought four gunboats.", "thing": "four gunboats",
    }),
    ("verb and noun of an invasion", {**INVASION, "when": "1979-01-20"}, {
        **INVASION, "when": "1979", "trigger": "invasion", "said": "The invasion put an end to that friendship.",
    }),
    ("an invader that one does not name", {**INVASION, "when": "1979-01-20"}, {
        **INVASION, "sources": (), "when": "1979-01-20", "basis": "context", "trigger": "invasion",
        "said": "Trade collapsed after the invasion.",
    }),
    ("an invasion within a span", {**INVASION, "when": "1979"}, {
        **INVASION, "when": "1978-11-01/1979-12-31", "trigger": "invasion", "said": "All changed with the invasion.",
    }),
    ("a killing and a decade", {**KILLING, "when": "2011"}, {
        **KILLING, "when": "2001/2010", "basis": "narrative", "trigger": "assassination",
        "said": "The assassination of leader Okello Atim was the turning point.",
    }),
    ("a visit with its visitor", {**VISIT, "when": "2009-03", "persons": ("President Wekesa",)}, {
        **VISIT, "when": "2009", "persons": ("Wekesa",), "trigger": "visit", "said": "Joseph Wekesa paid a visit to Jinja.",
    }),
    ("a stand-in date some days later", {**PACT, "when": "2008-10-03", "thing": "Titicaca water pact"}, {
        **PACT, "when": "2008-10-07", "basis": "context", "thing": "the water pact on Titicaca",
    }),
    ("analyses of the same weeks", {
        **PACT, "when": "2008-10-03", "basis": "context", "published": "2008-10-03", "thing": "Titicaca water pact",
    }, {
        **PACT, "when": "2008-10-20", "basis": "context", "published": "2008-10-20", "thing": "Titicaca water pact",
    }),
    ("a date that its sentence contradicts", {**DRILL, "when": "2013-05"}, {
        **DRILL, "when": "2010", "basis": "context", "years": (2013,), "said": "Their joint naval manoeuvres began.",
    }),
]  # fmt: skip

TWO_ACTS = [
    ("another year", {**DRILL, "when": "2013-05"}, {**DRILL, "when": "2014"}),
    ("two visitors", {**VISIT, "when": "2009-03", "persons": ("President Wekesa",)}, {
        **VISIT, "when": "2009", "persons": ("Minister Odongo",), "said": "Minister Odongo visited the lake port of Jinja.",
    }),
    ("an attack and the attack in answer", {**INVASION, "when": "1979-01-20"}, {
        **INVASION, "sources": UGA, "targets": KEN, "when": "1979",
    }),
    ("stand-in dates and other talk", {**LAKE, "when": "2009-03-01", "basis": "context", "said": "They met about fish quotas."}, {
        **LAKE, "when": "2009-03-05", "basis": "context", "said": "Refugees and ferries were spoken of.", "trigger": "spoken",
    }),
    ("stand-in dates months apart", {**PACT, "when": "2008-10-03", "basis": "context", "thing": "Titicaca water pact"}, {
        **PACT, "when": "2009-02-07", "basis": "context", "thing": "Titicaca water pact",
    }),
    ("one document, two years in its own words", {
        **PACT, "when": "2008-10", "years": (2008,), "thing": "Tacna gas line", "said": "In 2008 they agreed on the gas line.",
    }, {
        **PACT, "document": "a", "when": "2008-10", "basis": "narrative", "years": (2014,),
        "thing": "Tacna gas line", "said": "Under an accord of 2014 they took half of the gas line.",
    }),
    ("one document, two sums", {**PACT, "when": "2008-10", "thing": "Tacna gas line", "amounts": ((2e9, "USD"),)}, {
        **PACT, "document": "a", "when": "2008-10", "thing": "Tacna gas line", "amounts": ((6e8, "USD"),),
    }),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other"), ONE_ACT, ids=[case[0] for case in ONE_ACT])
def test_one_act_at_two_grains_is_one_event(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(*pair(one, other)) == [["1", "2"]], why


@pytest.mark.parametrize(("why", "one", "other"), TWO_ACTS, ids=[case[0] for case in TWO_ACTS])
def test_acts_that_recur_stay_two_events(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(*pair(one, other)) == [["1"], ["2"]], why


def test_a_year_never_ties_two_months_together_and_is_worth_less_where_either_could_be_meant() -> None:
    spring = sighting("1", **{**DRILL, "document": "a", "when": "2013-05-10"})
    year = sighting("2", **{**DRILL, "document": "b", "when": "2013", "said": "They held joint naval manoeuvres."})
    autumn = sighting(
        "3", **{**DRILL, "document": "c", "when": "2013-10-10", "said": "Joint naval manoeuvres came again."}
    )
    more = [
        sighting(str(n), **{**DRILL, "document": "d", "when": f"2013-0{n}-20", "said": "Ships trained."})
        for n in (6, 7)
    ]
    assert all({"1", "3"} - set(group) for group in joined(spring, year, autumn))
    alone = Weigher([spring, year]).score(spring, year)
    among = Weigher([spring, year, autumn, *more]).score(spring, year)
    assert alone is not None
    assert among is not None
    assert among < alone


def test_weak_dates_do_not_chain() -> None:
    told = [
        sighting(str(n), document=f"d{n}", **{**PACT, "when": day, "basis": "context", "thing": "Titicaca water pact"})
        for n, day in enumerate(("2008-10-01", "2008-10-22", "2008-11-12", "2008-12-03", "2008-12-24"), 1)
    ]
    for group in clusters(told):
        days = [r.first for r in group if r.first is not None]
        assert max(days) - min(days) <= 21


WIRE = "Kampala suspects Nairobi of arming the herders who burned the customs post at Busia."


@pytest.mark.parametrize("basis", ["context", "relative", "narrative"])
def test_a_copy_has_the_date_of_the_earliest_document(basis: str) -> None:
    given: dict[str, Any] = {
        **LAKE,
        "event_type": "ACCUSE",
        "said": WIRE,
        "trigger": "suspects",
        "basis": basis,
        "group": "w",
    }
    late = sighting("1", document="a", when="2012-07-05", published="2012-07-05", **given)
    early = sighting("2", document="b", when="2012-07-04", published="2012-07-04", **given)
    ((_, _),) = found = clusters([late, early])
    event = merge(found[0], lineage)
    assert event.first == event.last == date(2012, 7, 4).toordinal()
    assert event.independent_sources == 1
    assert joined(late, sighting("3", document="c", when="2012-07-04", **{**given, "group": "c"})) == (
        [["1", "3"]] if basis == "context" else [["1"], ["3"]]
    )


def test_a_short_sentence_is_a_copy_too_and_one_of_another_date_is_none() -> None:
    given: dict[str, Any] = {**LAKE, "said": "They met again.", "group": "w", "basis": "relative"}
    monday = sighting("1", document="a", when="2012-07-02", dates=("on monday",), **given)
    copy = sighting("2", document="b", when="2012-07-09", dates=("on monday",), **given)
    tuesday = sighting("3", document="b", when="2012-07-03", dates=("on tuesday",), start=900, **given)
    assert joined(monday, copy) == [["1", "2"]]
    assert joined(monday, tuesday) == [["1"], ["3"]]


def test_a_headline_and_the_text_below_it_are_one_event_with_the_date_of_the_text() -> None:
    text = "NAIROBI - Kenyan engineers landed in Entebbe on Sunday for the first joint bridge project."
    head = {**LAKE, "event_type": "COOPERATE", "group": "w", "when": "2012-07-03", "basis": "context", "label": True}
    body = sighting(
        "1",
        document="a",
        said=text,
        trigger="project",
        **{**head, "when": "2012-07-01", "basis": "relative", "label": False},
    )
    title = sighting("2", document="a", said="Engineers land for first joint bridge works", trigger="works", **head)
    reprint = sighting(
        "3", document="b", said="Bridge works: engineers land", trigger="works", **{**head, "when": "2012-07-04"}
    )
    ((*_,),) = found = clusters([body, title, reprint])
    assert [r.id for r in found[0]] == ["1", "2", "3"]
    assert merge(found[0], lineage).first == date(2012, 7, 1).toordinal()
    other = sighting("4", document="a", said="Fish prices rise", trigger="rise", **head)
    assert joined(body, other) == [["1"], ["4"]]


def test_offices_are_no_names() -> None:
    one = sighting("1", said="The talks with Foreign Minister Otieno went well.")
    other = sighting("2", said="A row with President Mwangi broke out.", persons=("President Mwangi",))
    assert (one.names, other.names) == ({"otieno"}, {"mwangi"})


@pytest.mark.parametrize(("a", "b"), [("visit", "visited"), ("invaded", "invasion"), ("agreed", "agreement")])
def test_forms_of_one_word(a: str, b: str) -> None:
    assert like_trigger(sighting("1", trigger=a), sighting("2", trigger=b))


@pytest.mark.parametrize(("a", "b"), [("supplied", "supported"), ("condemned", "conducted"), ("met", "meant")])
def test_words_that_only_begin_alike(a: str, b: str) -> None:
    assert not like_trigger(sighting("1", trigger=a), sighting("2", trigger=b))
