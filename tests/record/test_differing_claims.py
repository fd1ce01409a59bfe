"""Disagreements of claims and with comity's own tables; what sources agree on; grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from told_apart import BOTH, KU, lifted, says, visit
from told_by_hand import one_event, own_events, report, told_of

from comity.actors import Registry
from comity.record.disagreements.against_tables import (
    YearTold,
    _year_told,
    foundings_differ,
    memberships_differ,
    without_dates_of_joining,
)
from comity.record.disagreements.agreements import Agreement, agreements, told_though_dated_apart
from comity.record.disagreements.caused_differently import caused_differently
from comity.record.disagreements.claims import Cause, Tie
from comity.record.disagreements.exercises import exercise_places_differ
from comity.record.disagreements.figures import Reading
from comity.record.disagreements.finding import across, each_once, told_once, within
from comity.record.disagreements.grading import days_apart, ratio_apart, sets_apart, sure
from comity.record.disagreements.model import Disagreement, Side, shown
from comity.record.disagreements.things import Fact, things_differ
from comity.record.disagreements.tied_differently import tied_differently
from comity.record.disagreements.told import NOTHING
from comity.record.joining.sighting import content_words


def days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


def reports(*said: dict[str, Any]) -> list[Any]:
    return [report(str(n), document=d, **one) for n, (d, one) in enumerate(zip("abcdef", said, strict=False), 1)]


def values(found: Disagreement) -> list[str]:
    return [side.value for side in found.sides]


# -- membership and founding ------------------------------------------------------------------------------------------


def joins(said: str, when: str, **more: Any) -> dict[str, Any]:
    return says(
        said, "joined", **{"sources": ("VNM",), "targets": ("ASEAN",), "when": when, "date_words": when, **more}
    )


def test_a_document_disagrees_with_the_table_of_memberships() -> None:
    of = reports(joins("Vietnam joined ASEAN in 1997.", "1997"), joins("Vietnam joined ASEAN in 1995.", "1995"))
    (found,) = memberships_differ(own_events(of), Registry.default(), told_of(of))
    assert (found.field, found.about, found.grade) == ("membership", "when VNM joined ASEAN", "plain")
    assert values(found) == ["1995", "1997", "comity's table: 1995-07-28"]
    assert found.sides[-1].document_ids == ()


def test_two_that_joined_in_one_sentence_are_one_disagreement() -> None:
    both = joins("Laos and Myanmar joined ASEAN in 1999.", "1999", sources=("LAO", "MMR"))
    of = reports(both, joins("Laos joined ASEAN in 1997.", "1997", sources=("LAO",)))
    (found,) = memberships_differ(own_events(of), Registry.default(), told_of(of))
    assert (found.about, found.actors) == ("when LAO, MMR joined ASEAN", ("LAO", "MMR", "ASEAN"))
    assert values(found) == ["1997", "1999", "comity's table: 1997-07-23"]


def test_when_a_state_joined_is_one_disagreement() -> None:
    of = reports(joins("Vietnam joined ASEAN in 1997.", "1997"), joins("Vietnam joined ASEAN in 1995.", "1995"))
    events = own_events(of)
    dates = across(events, told_of(of))
    against = memberships_differ(events, Registry.default(), told_of(of))
    assert [d.field for d in dates] == ["date"]
    assert without_dates_of_joining([*dates, *against]) == against
    assert without_dates_of_joining(dates) == dates


@pytest.mark.parametrize(
    "said",
    [
        joins("Vietnam joined ASEAN in 1995.", "1995"),
        joins("Japan backed Vietnam's bid to have joined ASEAN in 1992.", "1992"),
        joins("Vietnam joined ASEAN in 1997.", "1997", status="planned"),
        joins("Vietnam joined ASEAN in 1997.", "1997", basis="context"),
    ],
    ids=["as the table has it", "support for joining", "planned", "a date that only stands near"],
)
def test_what_does_not_disagree_with_the_table(said: dict[str, Any]) -> None:
    of = reports(said)
    assert memberships_differ(own_events(of), Registry.default(), told_of(of)) == []


@pytest.mark.parametrize(
    ("before", "name", "after", "year"),
    [
        ("", "NATO", " was founded in Washington in 1952 by twelve states.", 1952),
        ("since the founding of ", "NATO", " in April 1952", 1952),
        ("", "NATO", " (the alliance), established in 1949, has", 1949),
        ("", "NATO", " met in 1952.", None),
        ("", "NATO", " members founded a bank in 1952.", None),
    ],
)
def test_years_of_founding_are_read_beside_names(before: str, name: str, after: str, year: int | None) -> None:
    text = before + name + after
    place = (len(before), len(before) + len(name))
    row = {"document_id": "a", "actor": "NATO", "start": place[0], "end": place[1], "source_group": "a"}
    told = _year_told({**row, "before": before, "after": after})
    assert (told and told.year) == year
    if told:
        assert text[told.place[1] : told.place[2]] == str(year)


def test_a_document_disagrees_with_the_table_of_organisations_and_states() -> None:
    wrong = YearTold("NATO", "founding", 1952, ("a", 20, 24), "a")
    right = YearTold("NATO", "founding", 1949, ("b", 20, 24), "b")
    registry = Registry.default()
    (found,) = foundings_differ([wrong, right], registry)
    assert found.field == "founding"
    assert values(found) == ["1949", "1952", "comity's table: 1949-04-04"]
    assert foundings_differ([right], registry) == []
    free = YearTold("GHA", "independence", 1960, ("a", 20, 24), "a")
    assert values(foundings_differ([free], registry)[0]) == ["1960", "comity's table: 1957-03-06"]
    assert foundings_differ([YearTold("GHA", "founding", 1960, ("a", 20, 24), "a")], registry) == []


# -- relations and causes ---------------------------------------------------------------------------------------------


def tie(id: str, level: int | None, first: str | None, last: str | None, **more: Any) -> Tie:
    known: dict[str, Any] = {"document": id, "source": id, "confidence": 0.8, "hedged": False, "change": None, **more}
    span = (
        (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
        if first and last
        else (None, None)
    )
    return Tie(
        id,
        known["document"],
        known["source"],
        "KEN",
        "UGA",
        level,
        known["change"],
        *span,
        known["hedged"],
        known["confidence"],
        (known["document"], 0, 40),
    )


def test_one_relation_called_good_and_bad_in_one_time() -> None:
    good, bad = tie("a", 1, "2011-01-01", "2011-12-31"), tie("b", -1, "2011-05-01", "2011-05-31")
    (found,) = tied_differently([good, bad])
    assert (found.field, found.apart, values(found)) == ("relation", 1.0, ["bad", "good"])
    assert found.about == "KEN, UGA: 2011-05"


@pytest.mark.parametrize(
    "other",
    [
        tie("b", -1, "2014-01-01", "2014-12-31"),
        tie("b", -1, None, None),
        tie("b", 1, "2011-01-01", "2011-12-31"),
        tie("b", -1, "2011-01-01", "2011-12-31", confidence=0.3),
        tie("b", -1, "2011-01-01", "2011-12-31", source="a"),
        tie("b", -1, "1947-01-01", "2011-12-31"),
    ],
    ids=["another time", "undated", "also good", "hardly read", "a copy", "a bad age with a good year"],
)
def test_relations_that_do_not_disagree(other: Tie) -> None:
    assert tied_differently([tie("a", 1, "2011-01-01", "2011-12-31"), other]) == []


def cause(id: str, why: str, what: str, sign: int | None = 1, **more: Any) -> Cause:
    known: dict[str, Any] = {"document": id, "source": id, "confidence": 0.8, "at": (500, 600), **more}
    document = known["document"]
    return Cause(
        id,
        document,
        known["source"],
        sign,
        known.get("negated", False),
        False,
        known["confidence"],
        why,
        what,
        content_words(why),
        content_words(what),
        (document, 0, len(why)),
        (document, *known["at"]),
    )


def test_opposite_effects_of_one_thing_are_a_disagreement() -> None:
    raises = cause("a", "the tea embargo of Nairobi", "smuggling across the lake border")
    lowers = cause("b", "the tea embargo of Nairobi", "smuggling across the lake border", -1)
    (found,) = caused_differently([], [raises, lowers], NOTHING)
    assert (found.field, found.apart) == ("cause", 1.0)
    assert caused_differently([], [raises, cause("c", "the tea embargo of Nairobi", raises.effect)], NOTHING) == []
    denied = cause("d", "the tea embargo of Nairobi", raises.effect, negated=True)
    assert len(caused_differently([], [raises, denied], NOTHING)) == 1
    copy = cause("e", "the tea embargo of Nairobi", raises.effect, -1, source="a")
    assert caused_differently([], [raises, copy], NOTHING) == []


def test_two_causes_of_one_event_are_possible_only() -> None:
    of = reports(lifted("2014"), lifted("2014"))
    spans = [(sentence.trigger[0] - 10, sentence.trigger[1] + 20) for _, sentence in of]
    one = cause("a", "a poor harvest in the highlands", "it lifted the embargo", at=spans[0], document="a", source="a")
    two = cause("b", "pressure by the bank's lenders", "it lifted the embargo", at=spans[1], document="b", source="b")
    (found,) = caused_differently([one_event(of)], [one, two], told_of(of))
    assert (found.field, found.grade, found.event_id) == ("cause", "possible", "1")
    assert len(found.sides) == 2
    same = cause("b", "the poor harvest of the highlands", "it lifted it", at=spans[1], document="b", source="b")
    assert caused_differently([one_event(of)], [one, same], told_of(of)) == []


# -- things -----------------------------------------------------------------------------------------------------------


def fact(document: str, value: float, low: float | None = None, high: float | None = None, field: str = "sum") -> Fact:
    reading = Reading(value, low or value, high or value, "USD", True, frozenset(), frozenset(), low is not None, None)
    return Fact("lake-line", "Lake Line", ("KEN", "UGA"), field, reading, "", (document, 5, 9), f"text {document}")


def test_sums_of_a_named_thing() -> None:
    (found,) = things_differ([fact("a", 2e9), fact("b", 3e9), fact("c", 3e9)])
    assert (found.thing_id, found.field, found.event_id) == ("lake-line", "amount", None)
    assert {s.value: s.document_ids for s in found.sides} == {
        "2,000,000,000 USD": ("a",),
        "3,000,000,000 USD": ("b", "c"),
    }
    assert things_differ([fact("a", 2e9), fact("b", 3e9, 1.5e9, 4e9)]) == [], "about three"
    assert things_differ([fact("a", 2e9), fact("a", 3e9)]) == [], "one document gives both"
    assert things_differ([fact("a", 2e9, field="count"), fact("b", 3e9, field="count")]) == []


# -- agreements -------------------------------------------------------------------------------------------------------


def agreed(*said: dict[str, Any], one: bool = True) -> dict[str, Agreement]:
    of = reports(*said)
    events = [one_event(of)] if one else own_events(of)
    return {a.field: a for a in agreements(events, [], told_of(of))}


def test_what_two_sources_say_of_one_event_is_agreed_at_the_finest_grain() -> None:
    known = {**BOTH, "place": "Busia"}
    facts = agreed(
        says("They signed the ferry pact in Busia on 9 May 2011.", "signed", **known, when="2011-05-09", date_words="9 May 2011"),
        says("They signed the ferry pact in Busia in 2011.", "signed", **known, when="2011", date_words="2011"),
    )  # fmt: skip
    said = {field: (a.value, a.sources, a.document_ids) for field, a in facts.items()}
    assert said == {
        "happened": ("SUPPORT", 2, ("a", "b")),
        "date": ("2011-05-09", 2, ("a", "b")),
        "party": ("KEN, UGA", 2, ("a", "b")),
        "place": ("Busia", 2, ("a", "b")),
    }
    assert len(facts["date"].evidence) == 2


def test_what_one_source_says_or_copies_is_not_agreed() -> None:
    once = says("They signed the pact.", "signed", **BOTH, when="2011")
    assert agreed(once) == {}
    assert agreed({**once, "group": "wire"}, {**once, "group": "wire"}) == {}


def test_sums_and_counts_that_are_compatible_are_agreed() -> None:
    gave = {"act": "gave", "event_type": "AID", **KU, "when": "2009-03-04"}
    facts = agreed(
        {**gave, "said": "Kenya gave Uganda $500 million.", "figures": (("$500 million", 5e8, "USD"),)},
        {**gave, "said": "Kenya gave Uganda about $520 million.", "figures": (("$520 million", 5.2e8, "USD"),)},
    )
    assert (facts["amount"].value, facts["amount"].sources) == ("500,000,000 USD", 2)


def test_two_documents_that_call_one_visit_the_first_agree() -> None:
    facts = agreed(
        visit("It was the first visit by a Kenyan president since 1998.", "visit", "2014-05"),
        visit("It was the first visit by a Kenyan president in 16 years.", "visit", "2014-05"),
        one=False,
    )
    assert (facts["kind"].value, facts["kind"].sources) == ("the first visit since 1998", 2)


def test_an_act_that_two_documents_date_differently_is_agreed_to_have_been_done() -> None:
    of = reports(lifted("2011"), lifted("2014-06"))
    events, told = own_events(of), told_of(of)
    assert agreements(events, [], told) == []
    (fact,) = told_though_dated_apart(across(events, told), events, told)
    assert (fact.field, fact.value, fact.sources, fact.event_id) == ("happened", "CONCEDE", 2, "1")
    copies = reports({**lifted("2011"), "group": "wire"}, {**lifted("2014-06"), "group": "wire"})
    assert list(told_though_dated_apart(across(own_events(copies), told_of(copies)), own_events(copies), told)) == []


def test_relations_that_two_sources_call_alike_are_agreed() -> None:
    good = [tie("a", 1, None, None), tie("b", 1, None, None), tie("c", 1, None, None, source="a")]
    (found,) = agreements([], good, NOTHING)
    assert (found.field, found.value, found.about, found.sources) == ("relation", "good", "KEN, UGA", 2)


# -- grades -----------------------------------------------------------------------------------------------------------


def test_how_far_apart() -> None:
    year, next_year = days("2014-01-01", "2014-12-31"), days("2015-01-01", "2015-12-31")
    assert days_apart(year, days("2014-06-02", "2014-06-02")) == 0
    assert days_apart(year, next_year) == pytest.approx(365 / (365 + 365 + 7))
    assert days_apart(days("2011-05-03", "2011-05-03"), days("2011-05-05", "2011-05-05")) == pytest.approx(0.2)
    assert ratio_apart(2, 2.5) == pytest.approx(0.3219, abs=1e-4)
    assert (ratio_apart(10, 40), ratio_apart(0, 3), ratio_apart(7, 7)) == (1.0, 1.0, 0.0)
    assert sets_apart("ab", "bc") == pytest.approx(2 / 3)
    assert sure(0.8, 0.5, 0.5, hedged=1) == pytest.approx(0.14)


@pytest.mark.parametrize(
    ("apart", "sure", "grade"),
    [(0.9, 0.9, "plain"), (0.25, 0.5, "plain"), (0.2, 0.9, "likely"), (0.9, 0.3, "likely"), (0.9, 0.1, "possible"), (0.05, 0.9, "possible")],
)  # fmt: skip
def test_grades(apart: float, sure: float, grade: str) -> None:
    assert Disagreement("1", "date", (), apart=apart, sure=sure).grade == grade


def test_the_plainest_comes_first_and_what_is_about_one_thing_comes_once() -> None:
    sides = (Side("x", (), ("a",)), Side("w", (), ("b",)))
    far, near, other = (
        Disagreement("1", "date", sides, apart=a, sure=0.6, about=about)
        for a, about in ((0.9, ""), (0.3, ""), (0.5, "y"))
    )
    assert [(d.apart, values(d)) for d in each_once([near, other, far])] == [(0.9, ["w", "x"]), (0.5, ["w", "x"])]
    assert far.id == near.id != other.id


def test_shown_of_open_dates() -> None:
    assert shown(None, None) == "undated"


def test_changes_of_no_known_time_agree_with_none() -> None:
    worse = [tie("a", None, None, None, change=-1), tie("b", None, None, None, change=-1)]
    assert agreements([], worse, NOTHING) == []
    dated = [tie(d, None, "1994-01-01", "1994-12-31", change=-1) for d in "ab"]
    assert [a.value for a in agreements([], dated, NOTHING)] == ["growing worse in 1994"]


def test_speakers_of_two_documents_are_two_sources_and_times_are_told() -> None:
    worse = [tie(d, None, "1994-01-01", "1994-12-31", change=-1, source=s) for d, s in ("ax", "ay", "bz")]
    better = [tie(d, None, "2003-01-01", "2004-12-31", change=1) for d in "ab"]
    found = agreements([], [*worse, *better], NOTHING)
    assert sorted((a.value, a.sources) for a in found) == [
        ("growing better in 2003-2004", 2),
        ("growing worse in 1994", 2),
    ]


def test_one_sum_of_a_thing_and_of_an_event_is_told_once() -> None:
    sides = tuple(Side(f"{n} USD", (), (d,)) for n, d in ((5, "a"), (9, "b")))
    event = Disagreement("e", "amount", sides, "USD", None, ("KEN",), 0.8, 0.6)
    thing = Disagreement(None, "amount", sides, "sum of Orvel dam, USD", "orvel-dam", ("KEN",), 0.8, 0.5)
    (found,) = told_once([event, thing])
    assert (found.event_id, found.thing_id, found.about, found.sure) == ("e", "orvel-dam", "sum of Orvel dam, USD", 0.6)
    other = Disagreement("e", "date", sides, "", None, ("KEN",), 0.8, 0.6)
    assert told_once([other, thing]) == [other, thing]


def test_well_joined_rule() -> None:
    of = reports(lifted("2009"), lifted("2009"))
    events = [one_event(of)]
    assert agreements(events, [], told_of(of))
    assert agreements(events, [], replace(told_of(of), odds=lambda a, b: 2.0))
    assert agreements(events, [], replace(told_of(of), odds=lambda a, b: 0.1)) == []


def test_vague_acts_confirm_nothing() -> None:
    of = reports(*(says("Kenya took steps against Uganda.", "steps", **KU, when="2009") for _ in "ab"))
    assert agreements([one_event(of)], [], told_of(of)) == []


def test_twice_read_rule() -> None:
    frozen = says(
        "Kenyan aid of $5 million that was frozen in 2009 is back.", "aid", "AID", **{**KU, "names": ()}, when="2009"
    )
    stalled = says(
        "Kenya suspended aid to Uganda.", "aid", "AID", **KU, when="2009", status="stalled", published="2011-01-01"
    )
    of = reports(frozen, stalled)
    assert [d.field for d in within(one_event(of), told_of(of)) if d.field == "status"] == []
    given = says("Kenya gave aid to Uganda.", "aid", "AID", **KU, when="2009")
    of = reports(given, stalled)
    assert [d.field for d in within(one_event(of), told_of(of)) if d.field == "status"] == ["status"]


def test_exercise_place_rule() -> None:
    drill = {"sources": ("KEN", "UGA"), "targets": (), "symmetric": True, "when": "2009-03"}
    said = "Kenya and Uganda held a naval exercise."
    of = reports(says(said, "exercise", "COOPERATE", **drill), says(said, "exercise", "COOPERATE", **drill))
    events = [one_event(of)]
    texts = {
        "a": f"{said} The drill, which began on Friday at Orvel, is the third.",
        "b": f"{said} The exercise was held near Tamsin.",
    }
    (found,) = exercise_places_differ(texts, events, told_of(of))
    assert (found.field, values(found)) == ("place", ["Orvel", "Tamsin"])
    same = texts | {
        "b": f"{said} The drill took place at Orvel. After the exercise an attack on the base at Tamsin failed."
    }
    assert exercise_places_differ(same, events, told_of(of)) == []
    assert exercise_places_differ({"a": texts["a"], "b": said}, events, told_of(of)) == []
