"""Which reports are one event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hand_made import lineage, sighting
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.record.joining.clusters import NEVER, clusters, join
from comity.record.joining.copies import is_copy
from comity.record.joining.merging import merge, near_rows, reasons
from comity.record.joining.pairs import neighbours
from comity.record.joining.sighting import Sighting
from comity.record.joining.weighing import Weigher, weights


def groups(*reports: Sighting) -> list[list[str]]:
    return [[r.id for r in group] for group in clusters(reports)]


def test_same_act_of_the_same_day_in_two_documents_is_one_event() -> None:
    a = sighting("1", document="a", when="2016-05-03", said="The ministers met in Baku on 3 May.")
    b = sighting("2", document="b", when="2016-05-03", said="Talks were held at the beginning of the month.")
    assert groups(a, b) == [["1", "2"]]


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("another day", {"when": "2016-05-04"}),
        ("other parties", {"targets": ("CHN",)}),
        ("another act", {"event_type": "ASSAULT"}),
        ("another year", {"when": "2017", "said": "They conferred about fish quotas, on and off."}),
        ("undated", {"when": None, "said": "They conferred about fish quotas, on and off.", "trigger": "conferred"}),
    ],
)
def test_reports_that_differ_in_what_matters_stay_apart(why: str, change: dict[str, Any]) -> None:
    a = sighting("1", document="a", when="2016-05-03", said="Grain and customs were on the table.")
    b = sighting("2", **{"document": "b", "when": "2016-05-03", **change})
    assert groups(a, b) == [["1"], ["2"]], why


def test_a_thing_joins_a_year_to_a_day_within_it() -> None:
    a = sighting("1", document="a", when="2014-06-02", event_type="RETREAT", thing="arms embargo")
    b = sighting("2", document="b", when="2014", event_type="RETREAT", thing="the embargo on arms")
    c = sighting("3", document="b", when="2015", event_type="RETREAT", thing="the embargo on arms")
    assert groups(a, b, c) == [["1", "2"], ["3"]]


@pytest.mark.parametrize(
    ("other", "things"),
    [("a", ("gas pipeline accord", "visa treaty")), ("b", ("drill Condor 3", "drill Condor 4"))],
)
def test_two_things_in_one_document_or_of_other_numbers_are_two_acts(other: str, things: tuple[str, str]) -> None:
    given: dict[str, Any] = {"when": "2015-10-16", "event_type": "SUPPORT"}
    a = sighting("1", document="a", thing=things[0], said="It took a morning.", **given)
    b = sighting("2", document=other, thing=things[1], said="Applause followed at length.", **given)
    assert groups(a, b) == [["1"], ["2"]]


def test_the_actor_of_another_time_is_the_same_party_along_its_lineage() -> None:
    a = sighting("1", document="a", when="1971-08-09", targets=("SUN",))
    b = sighting("2", document="b", when="1971-08-09", targets=("RUS",))
    assert groups(a, b) == [["1", "2"]]


def test_an_attack_and_the_attack_in_answer_are_two_events() -> None:
    a = sighting("1", document="a", when="1999-05-26", event_type="ASSAULT", sources=("IND",), targets=("PAK",))
    b = sighting("2", document="b", when="1999-05-26", event_type="ASSAULT", sources=("PAK",), targets=("IND",))
    assert groups(a, b) == [["1"], ["2"]]


def test_agreed_and_signed_are_one_act_when_the_thing_is_one() -> None:
    a = sighting("1", document="a", when="2014-11", event_type="AGREE", thing="defence cooperation pact")
    b = sighting("2", document="b", when="2014-11-20", event_type="SUPPORT", thing="defence cooperation pact")
    assert groups(a, b) == [["1", "2"]]


def test_a_designation_tells_that_a_deal_agreed_and_a_deal_done_are_one() -> None:
    said = "Minsk agreed to sell Baku six Su-25 jets for $90 million."
    other = "In a deal of that year, Baku bought six Su-25 jets worth $110 million from Minsk."
    sums = [((v, "USD"), (6.0, "jet")) for v in (9e7, 1.1e8)]
    a = sighting("1", document="a", when="2012-03", event_type="AGREE", said=said, amounts=sums[0], trigger="agreed")
    b = sighting("2", document="b", when="2012", event_type="COOPERATE", said=other, amounts=sums[1], trigger="bought")
    assert groups(a, b) == [["1", "2"]]


def test_a_month_cannot_tie_two_days_together() -> None:
    first = sighting("1", document="a", when="2016-05-03", thing="Caspian gas talks")
    month = sighting("2", document="b", when="2016-05", thing="Caspian gas talks")
    second = sighting("3", document="c", when="2016-05-21", thing="Caspian gas talks")
    assert all({"1", "3"} - set(group) for group in groups(first, month, second))
    assert groups(first, month) == [["1", "2"]]


def test_yearly_meetings_stay_apart() -> None:
    meetings = [
        sighting(f"{year}", document="a", when=f"{year}-06-10", thing="Spring Shield drill")
        for year in range(2016, 2024)
    ]
    assert len(groups(*meetings)) == 8


def test_a_copied_sentence_joins_undated_reports_and_another_verb_in_it_does_not() -> None:
    said = "Turkmen envoys promised Ashgabat's neighbours cheaper power and pledged new lines across the river."
    a = sighting("1", document="a", said=said, event_type="AGREE", trigger="promised")
    b = sighting("2", document="b", said=said, event_type="AGREE", trigger="promised")
    c = sighting("3", document="b", said=said, event_type="AGREE", trigger="pledged", start=200)
    d = sighting("4", document="a", said=said, event_type="AGREE", trigger="pledged", start=100)
    assert groups(a, b, c, d) == [["1", "2"], ["3", "4"]]


def test_two_sums_within_one_document_are_two_acts_and_between_documents_one() -> None:
    a = sighting("1", document="a", when="2009-03-01", event_type="AID", amounts=((5e8, "USD"),), thing="flood relief")
    b = sighting("2", document="b", when="2009-03-01", event_type="AID", amounts=((7e8, "USD"),), thing="flood relief")
    c = sighting("3", document="a", when="2009-03-01", event_type="AID", amounts=((7e8, "USD"),))
    assert groups(a, b) == [["1", "2"]]
    assert groups(a, c) == [["1"], ["3"]]


def test_a_report_with_one_party_is_an_event_and_one_without_any_is_none() -> None:
    assert groups(sighting("1", targets=()), sighting("2", sources=(), targets=())) == [["1"]]


def test_fewer_parties_named_is_one_event_on_the_same_day_with_the_same_thing() -> None:
    a = sighting(
        "1",
        document="a",
        when="2021-08-05",
        symmetric=True,
        sources=("RUS", "UZB", "TJK"),
        targets=(),
        thing="Amu drill",
        event_type="COOPERATE",
    )
    b = sighting(
        "2",
        document="b",
        when="2021-08-05",
        symmetric=True,
        sources=("RUS", "UZB"),
        targets=(),
        thing="Amu drill",
        event_type="COOPERATE",
    )
    assert groups(a, b) == [["1", "2"]]


def test_every_joined_report_says_why() -> None:
    a = sighting("1", document="a", when="2014-11", event_type="AGREE", thing="defence pact")
    b = sighting("2", document="b", when="2014-11-20", event_type="SUPPORT", thing="defence pact")
    said = {report: why for report, _, _, why in reasons(merge([a, b], lineage))}
    assert said["1"].startswith("with 2: ")
    assert said["2"].startswith("with 1: ")
    assert "the same thing: defence pact (+" in said["1"]
    assert reasons(merge([a], lineage)) == [("1", None, None, "the only report")]


def test_neighbouring_types_are_pairs_of_two_types() -> None:
    assert all(len(pair) == 2 for pair in neighbours())


PACT: dict[str, Any] = {"event_type": "SUPPORT", "thing": "Kara water pact", "when": "2014-11-20"}


def test_what_a_person_joined_is_one_event_and_what_a_person_set_apart_is_two() -> None:
    a, b = sighting("1", document="a", **PACT), sighting("2", document="b", **PACT)
    c = sighting("3", document="c", event_type="ASSAULT", when="2001", said="Shells fell on the town.")
    ids = lambda found: [[r.id for r in group] for group in found]  # noqa: E731
    assert ids(clusters([a, b, c], must_not=[("2", "1")])) == [["1"], ["2"], ["3"]]
    assert ids(clusters([a, b, c], must=[("3", "1")], must_not=[("9", "1")])) in (
        [["1", "2", "3"]],
        [["1", "3"], ["2"]],
    )
    assert ids(clusters([a, b, c], must=[("1", "2"), ("2", "3")], must_not=[("1", "3")])) == [["1", "2"], ["3"]]


def test_copies_can_be_set_apart_too() -> None:
    said = "Ashgabat promised its neighbours cheaper power and new lines across the river."
    copies = [sighting(str(n), document=d, group="w", said=said, trigger="promised") for n, d in ((1, "a"), (2, "b"))]
    assert len(clusters(copies)) == 1
    assert len(clusters(copies, must_not=[("1", "2")])) == 2


def test_what_nearly_joined_is_told_with_its_reasons() -> None:
    one = sighting("1", document="a", **PACT, said="Both signed the pact on the Kara in Tokmok.")
    other = sighting("2", document="b", **{**PACT, "when": "2014-11-26"}, said="The Kara pact was signed in Tokmok.")
    found = join([one, other])
    assert len(found.groups) == 2
    ((a, b, a_report, b_report, score, why, why_not),) = near_rows(found)
    assert (a, b, a_report, b_report) == ("1", "2", "1", "2")
    assert score < 0
    assert "the same thing: Kara water pact" in why
    assert "dates that lie apart" in why_not


STATES = ("PAK", "RUS", "IND", "CHN")


@st.composite
def some_reports(draw: st.DrawFn) -> list[Sighting]:
    made = []
    for number in range(draw(st.integers(2, 14))):
        sources = draw(st.sets(st.sampled_from(STATES), min_size=1, max_size=2))
        targets = draw(st.sets(st.sampled_from(STATES), max_size=2)) - sources
        day = date(2014, 1, 1) + timedelta(days=draw(st.integers(0, 45)))
        when = draw(st.sampled_from((None, "2014", "2014-01", "2014-02", day.isoformat())))
        made.append(
            sighting(
                f"{number:02d}",
                document=draw(st.sampled_from("abc")),
                event_type=draw(st.sampled_from(("AGREE", "SUPPORT", "CONSULT", "ASSAULT"))),
                sources=tuple(sorted(sources)),
                targets=tuple(sorted(targets)),
                symmetric=draw(st.booleans()),
                when=when,
                basis=draw(st.sampled_from(("explicit", "context", "narrative"))),
                label=draw(st.booleans()),
                years=draw(st.sampled_from(((), (2013,), (2014,)))),
                thing=draw(st.sampled_from((None, "steel mill", "arms embargo", "talks"))),
                said=draw(st.sampled_from(("one long sentence about steel", "another about arms sales", "third"))),
                trigger=draw(st.sampled_from(("x", "y"))),
            )
        )
    return made


@settings(max_examples=150, deadline=None)
@given(some_reports(), st.randoms())
def test_the_order_of_reports_is_of_no_matter_and_each_is_in_one_event(reports: list[Sighting], random: Any) -> None:
    found = groups(*reports)
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert groups(*shuffled) == found
    assert sorted(id for group in found for id in group) == sorted(r.id for r in reports)


def copies_of(report: Sighting, group: Iterable[Sighting]) -> list[Sighting]:
    """The report and its copies, directly or over a third: one sentence printed several times is joined as one."""
    found, rest = [report], [other for other in group if other is not report]
    for one in found:
        more = [other for other in rest if is_copy(one, other)]
        found += more
        rest = [other for other in rest if other not in more]
    return sorted(found, key=lambda r: r.id)


def ruled_out(weigher: Weigher, a: Sighting, b: Sighting) -> bool:
    score = weigher.score(a, b)
    return score is None or score < NEVER


@settings(max_examples=150, deadline=None)
@given(some_reports())
def test_every_report_of_an_event_can_be_one_with_another_of_it(reports: list[Sighting]) -> None:
    found = join(reports)
    weigher = found.weigher
    for group in found.groups:
        printed = [copies_of(report, group) for report in group]
        for ours in printed:
            others = [a for theirs in printed if theirs != ours for a in theirs]
            pairs = [sorted((a, b), key=lambda r: r.id) for a in ours for b in others if a is not b]
            assert not pairs or any(is_copy(*pair) or not ruled_out(weigher, *pair) for pair in pairs)
        days = [(r.first, r.last) for r in group if r.first is not None]
        if days:
            event = merge(group, lineage)
            assert event.first is not None
            assert event.last is not None
            assert event.first <= event.last


@settings(max_examples=100, deadline=None)
@given(some_reports())
def test_the_score_is_the_same_both_ways_round(reports: list[Sighting]) -> None:
    weigher = Weigher(reports)
    backwards = Weigher(reports[::-1])
    for a in reports:
        for b in reports:
            if a is not b:
                assert weigher.score(a, b) == backwards.score(b, a)


def test_weights_keep_their_signs_and_the_alike_is_worth_no_less_than_the_less_alike() -> None:
    used = {name: weight.used for name, weight in weights().items()}
    assert all(weight.used * weight.sign >= 0 for weight in weights().values())
    for less in ("parties_missing", "parties_subset", "parties_swapped", "parties_extra", "type_near", "type_far"):
        assert used[less] <= 0
    assert used["type_far"] <= used["type_near"]
    assert used["amount_same"] >= 0 >= used["amount_other"]
