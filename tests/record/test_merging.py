"""What an event says, from its reports; and where its reports differ."""

from __future__ import annotations

from datetime import date

import pytest
from hand_made import lineage, sighting

from comity.record.disagreements import Disagreement, dated_differently, shown, within
from comity.record.joining.clusters import clusters
from comity.record.joining.merging import Event, merge
from comity.record.joining.sighting import Sighting
from comity.vocabulary import weight


def events_of(*reports: Sighting) -> list[Event]:
    return [merge(group, lineage) for group in clusters(reports)]


def sides(found: Disagreement) -> dict[str, tuple[str, ...]]:
    return {side.value: side.document_ids for side in found.sides}


def test_dates_are_the_days_that_all_reports_allow_and_the_basis_is_the_best() -> None:
    year = sighting("1", document="a", when="2014", basis="explicit")
    day = sighting("2", document="b", when="2014-06-02", basis="relative")
    vague = sighting("3", document="c", when="2014-06-03", basis="context")
    event = merge([year, day], lineage)
    assert (event.first, event.last, event.grain, event.date_basis) == (
        date(2014, 6, 2).toordinal(),
        date(2014, 6, 2).toordinal(),
        "day",
        "explicit",
    )
    assert merge([year, vague], lineage).grain == "year", "a date that only stands near narrows nothing"
    assert merge([sighting("4")], lineage).date_basis == "none"


def test_one_odd_date_and_the_type_of_many_copies_move_nothing() -> None:
    odd = sighting("1", document="a", when="2013-01-05", basis="explicit")
    right = [sighting(str(n), document=f"d{n}", when=when) for n, when in ((2, "2014-06-02"), (3, "2014-06"))]
    event = merge([odd, *right], lineage)
    assert event.first == event.last == date(2014, 6, 2).toordinal()
    wire = [sighting(str(n), document=f"w{n}", group="w", event_type="SUPPORT") for n in (4, 5, 6)]
    own = [sighting(str(n), document=f"o{n}", event_type="AGREE") for n in (7, 8)]
    assert merge([*wire, *own], lineage).event_type == "AGREE"


@pytest.mark.parametrize(
    ("told", "furthest"),
    [
        (("planned", "happened"), "happened"),
        (("demanded", "planned"), "planned"),
        (("denied", "planned"), "planned"),
        (("stalled", "ongoing"), "ongoing"),
        (("denied",), "denied"),
    ],
)
def test_the_status_is_the_furthest_told(told: tuple[str, ...], furthest: str) -> None:
    reports = [sighting(str(n), status=status) for n, status in enumerate(told, 1)]
    assert merge(reports, lineage).status == furthest


def test_type_mode_and_score_are_those_of_most_reports() -> None:
    a = sighting("1", document="a", event_type="AGREE")
    b = sighting("2", document="b", event_type="SUPPORT", thing="pact")
    c = sighting("3", document="c", event_type="SUPPORT", thing="pact")
    event = merge([a, b, c], lineage)
    assert (event.event_type, event.score, event.thing) == ("SUPPORT", weight("SUPPORT"), "pact")


def test_copies_are_one_source_and_so_are_papers_that_quote_one_speaker() -> None:
    wire = [sighting(str(n), document=f"d{n}", group="d1") for n in (1, 2)]
    own = sighting("3", document="d3")
    quoted = [sighting(str(n), document=f"d{n}", voice="quoted", claimed_by="RUS") for n in (4, 5)]
    assert merge(wire, lineage).independent_sources == 1
    assert merge([*wire, own], lineage).independent_sources == 2
    assert merge(quoted, lineage).independent_sources == 1
    assert merge([*wire, own, *quoted], lineage).independent_sources == 3


def test_confidence_grows_with_independent_sources_only() -> None:
    wire = [sighting(str(n), document=f"d{n}", group="d1", confidence=0.6) for n in (1, 2)]
    assert merge(wire, lineage).confidence == 0.6
    assert merge([*wire, sighting("3", document="d3", confidence=0.5)], lineage).confidence == 0.8  # 1 - 0.4 * 0.5


def test_an_event_names_its_actors_as_of_its_closest_date() -> None:
    loose = sighting("1", document="a", when="1971", targets=("RUS",))
    close = sighting("2", document="b", when="1971-08-09", targets=("SUN",))
    assert merge([loose, close], lineage).targets == ("SUN",)


def test_different_sums_for_one_act_are_a_disagreement_and_rounding_is_none() -> None:
    a = sighting("1", document="a", when="2009-03-01", amounts=((5e8, "USD"),), thing="flood relief", event_type="AID")
    b = sighting("2", document="b", when="2009-03-01", amounts=((7e8, "USD"),), thing="flood relief", event_type="AID")
    c = sighting(
        "3", document="c", when="2009-03-01", amounts=((7.01e8, "USD"),), thing="flood relief", event_type="AID"
    )
    (event,) = events_of(a, b, c)
    (found,) = within(event)
    assert found.field == "amount"
    assert sides(found) == {"500,000,000 USD": ("a",), "700,000,000 USD": ("b", "c")}


def test_a_year_and_a_day_within_it_do_not_disagree() -> None:
    a = sighting("1", document="a", when="2014", thing="arms embargo", event_type="RETREAT")
    b = sighting("2", document="b", when="2014-06-02", thing="arms embargo", event_type="RETREAT")
    events = events_of(a, b)
    assert len(events) == 1
    assert within(events[0]) == []
    assert dated_differently(events) == []


def test_one_act_that_two_documents_date_differently() -> None:
    a = sighting("1", document="a", when="2014-06-02", thing="arms embargo", event_type="RETREAT")
    b = sighting("2", document="b", when="2015", thing="embargo on arms", event_type="RETREAT")
    events = events_of(a, b)
    assert len(events) == 2
    (found,) = dated_differently(events)
    assert (found.event_id, found.field) == ("1", "date")
    assert sides(found) == {"2014-06-02": ("a",), "2015": ("b",)}


def test_a_document_that_gives_both_dates_knows_of_two_acts() -> None:
    a = sighting("1", document="a", when="2014", thing="arms embargo", event_type="RETREAT")
    b = sighting("2", document="a", when="2015", thing="arms embargo", event_type="RETREAT")
    c = sighting("3", document="b", when="2015", thing="arms embargo", event_type="RETREAT")
    assert dated_differently(events_of(a, b, c)) == []


@pytest.mark.parametrize(
    "change", [{"when": "2019"}, {"thing": "talks"}, {"thing": None}, {"status": "planned"}, {"targets": ("IND",)}]
)
def test_acts_far_apart_on_common_things_or_not_done_are_no_disagreement(change: dict[str, object]) -> None:
    a = sighting("1", document="a", when="2014", thing=change.get("thing", "arms embargo"), event_type="RETREAT")
    known = {"document": "b", "when": "2015", "thing": "arms embargo", "event_type": "RETREAT", **change}
    assert dated_differently(events_of(a, sighting("2", **known))) == []


def test_what_comes_every_year_is_no_disagreement() -> None:
    drills = [
        sighting(str(n), document=f"d{n}", when=f"201{n}-09", thing="Spring Shield drill", event_type="COOPERATE")
        for n in range(6)
    ]
    assert dated_differently(events_of(*drills)) == []


def test_a_plan_reported_before_is_no_disagreement_and_a_denial_is() -> None:
    plan = sighting("1", document="a", when="2016-05-03", status="planned", published="2016-05-01", thing="Kara bridge")
    late = sighting("2", document="b", when="2016-05-03", status="planned", published="2016-05-09", thing="Kara bridge")
    done = sighting("3", document="c", when="2016-05-03", thing="Kara bridge")
    denied = sighting("4", document="d", when="2016-05-03", status="denied", thing="Kara bridge")
    assert within(merge([plan, done], lineage)) == []
    (found,) = within(merge([late, done], lineage))
    assert sides(found) == {"happened": ("c",), "planned": ("b",)}
    (found,) = within(merge([plan, done, denied], lineage))
    assert sides(found) == {"denied": ("d",), "happened": ("c",)}


def test_places_differ_unless_one_lies_in_the_other() -> None:
    a = sighting("1", document="a", when="2016-05-03", place="Baku")
    b = sighting("2", document="b", when="2016-05-03", place="central Baku")
    c = sighting("3", document="c", when="2016-05-03", place="Tbilisi")
    assert within(merge([a, b], lineage)) == []
    (found,) = within(merge([a, b, c], lineage))
    assert sides(found) == {"Tbilisi": ("c",), "central Baku": ("a", "b")}


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2014, 1, 1), date(2014, 12, 31), "2014"),
        (date(2016, 2, 1), date(2016, 2, 29), "2016-02"),
        (date(2016, 2, 1), date(2016, 2, 28), "2016-02-01/2016-02-28"),
        (date(2016, 2, 3), date(2016, 2, 3), "2016-02-03"),
        (date(2014, 1, 1), date(2015, 12, 31), "2014-01-01/2015-12-31"),
        (date(9999, 12, 1), date(9999, 12, 31), "9999-12"),
    ],
)
def test_an_interval_is_shown_in_the_fewest_words(first: date, last: date, text: str) -> None:
    assert shown(first.toordinal(), last.toordinal()) == text


def test_two_drills_at_two_places_and_two_head_counts_are_disagreements() -> None:
    drill = {"event_type": "COOPERATE", "sources": ("KEN", "UGA"), "targets": (), "symmetric": True, "trigger": "drill"}
    said = "The first joint mountain drill of both armies was held at {}."
    a = sighting("1", **drill, document="a", when="2013-05", place="Kapenguria", said=said.format("Kapenguria"))
    b = sighting("2", **drill, document="b", when="2013", place="Moroto", said=said.format("Moroto"))
    c = sighting("3", **drill, document="a", when="2013-05-02", amounts=((60.0, "soldier"),), said=said.format("once"))
    d = sighting("4", **drill, document="b", when="2013-05-02", amounts=((250.0, "soldier"),), said=said.format("last"))
    (place,) = within(merge([a, b], lineage))
    assert (place.field, sides(place)) == ("place", {"Kapenguria": ("a",), "Moroto": ("b",)})
    (count,) = within(merge([c, d], lineage))
    assert (count.field, sides(count)) == ("count", {"60 soldier": ("a",), "250 soldier": ("b",)})
    assert [len(group) for group in clusters([a, b])] == [2]


def test_an_organisation_is_joined_once_whoever_joins_with_the_member() -> None:
    joining = {"event_type": "SUPPORT", "targets": ("EAC",), "trigger": "joined", "said": "It joined the bloc."}
    alone = sighting("1", **joining, document="a", when="2007", sources=("RWA",))
    both = sighting("2", **joining, document="b", when="2009", sources=("RWA", "BDI"))
    (found,) = dated_differently(events_of(alone, both))
    assert (found.field, sides(found)) == ("date", {"2007": ("a",), "2009": ("b",)})
    other = sighting("3", **joining, document="b", when="2009", sources=("BDI",))
    assert dated_differently(events_of(alone, other)) == []
    same = sighting("4", **joining, document="a", when="2009", sources=("RWA",))
    assert dated_differently(events_of(alone, same)) == []
    planned = sighting("5", **joining, document="b", when="2009", sources=("RWA",), status="planned")
    assert dated_differently(events_of(alone, planned)) == []


def test_one_sentence_read_as_acts_of_two_types_is_one_disagreement() -> None:
    told = []
    for n, kind in enumerate(("RETREAT", "CONCEDE")):
        for document, when in (("a", "2014-06"), ("b", "2015")):
            id, start = f"{n}{document}", 500 if document == "a" else 700
            told.append(
                sighting(
                    id, document=document, when=when, event_type=kind, thing="tea quota", trigger=kind, start=start
                )
            )
    found = dated_differently([merge([report], lineage) for report in told])
    assert [(d.event_id, d.field) for d in found] == [("0a", "date")]


def test_saying_less_is_no_disagreement_about_the_parties() -> None:
    known = {"event_type": "ASSAULT", "when": "2013-05-02", "said": "A raid burned the market at Busia that night."}
    full = sighting("1", document="a", sources=("KEN",), targets=("UGA",), **known)
    less = sighting("2", document="b", sources=(), targets=("UGA",), **known)
    against = sighting("3", document="c", sources=("UGA",), targets=("KEN",), **known)
    assert within(merge([full, less], lineage)) == []
    (found,) = within(merge([full, against], lineage))
    assert sides(found) == {"KEN to UGA": ("a",), "UGA to KEN": ("c",)}


def test_nobody_disagrees_with_himself_but_one_document_may_quote_two_speakers() -> None:
    known = {"when": "2013-05-02", "event_type": "ASSAULT", "document": "a"}
    some = [sighting("1", **known, amounts=((8.0, "herder"),)), sighting("2", **known, amounts=((30.0, "herder"),))]
    assert within(merge(some, lineage)) == []
    quoted = [
        sighting(str(n), **known, amounts=((v, "herder"),), claimed_by=who)
        for n, v, who in ((1, 8.0, "KEN"), (2, 30.0, "UGA"))
    ]
    (found,) = within(merge(quoted, lineage))
    assert list(sides(found)) == ["30 herder", "8 herder"]
