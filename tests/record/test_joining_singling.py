"""What singles one act out where dates do not; sums of acts; one phrase that is read twice; a member that does not belong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_made import lineage, sighting

from comity.record.joining.clusters import clusters
from comity.record.joining.corpus import Corpus
from comity.record.joining.features import features
from comity.record.joining.marks import marks
from comity.record.joining.merging import merge
from comity.record.joining.pairs import amounts_match
from comity.record.joining.readings import beside, one_act
from comity.record.joining.sighting import Sighting, wording

TERM = {"when": "2008-05-07/2012-05-07", "basis": "context"}


def found(a: Sighting, b: Sighting) -> dict[str, float]:
    measured = features(a, b, Corpus([a, b]))
    assert measured is not None
    return measured


def sized(*reports: Sighting) -> list[int]:
    return sorted(len(group) for group in clusters(reports))


def span(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def test_a_term_of_office_is_no_date() -> None:
    term = sighting("1", document="a", said="The envoy left", **TERM)
    day = sighting("2", document="b", said="Lanterns hung there", when="2010-03-04")
    assert {"dates_none", "dates_none_unlike"} <= found(term, day).keys()
    assert "dates_meet" not in found(term, day)
    outside = sighting("3", document="c", said="Lanterns hung there", when="1999-03-04")
    assert "dates_apart" in found(term, outside), "an act before the term is another"
    assert sized(term, day) == [1, 1]


def test_the_leader_who_stands_in_every_sentence_singles_nothing_out_unless_he_travels_there() -> None:
    every: dict[str, Any] = {"persons": ("Barasa",), "said": "Then Barasa spoke"}
    others = [sighting(f"{n}", document=f"d{n}", **every) for n in range(10, 40)]
    talk, meeting = sighting("1", document="a", **every), sighting("2", document="b", when="2010-03-04", **every)
    corpus = Corpus([talk, meeting, *others])
    measured = features(talk, meeting, corpus)
    assert measured is not None
    assert "dates_none_unlike" in measured
    visits = [replace(report, mode="visit") for report in (talk, meeting)]
    measured = features(visits[0], visits[1], Corpus([*visits, *others]))
    assert measured is not None
    assert "dates_none_unlike" not in measured


def test_a_call_and_a_meeting_are_of_other_modes() -> None:
    call, meeting = (
        sighting("1", document="a", mode="phone", trigger="call"),
        sighting("2", document="b", trigger="met"),
    )
    assert "mode_other" in found(call, meeting)
    assert "mode_other" not in found(call, sighting("3", document="b", trigger="rang"))


def test_a_visit_to_something_else() -> None:
    fair = sighting("1", document="a", mode="visit", targets=(), said="He went to the Harvest Fair")
    capital = sighting("2", document="b", mode="visit", said="He went to the capital")
    assert "host_other" in found(fair, capital)
    assert "host_other" not in found(fair, sighting("3", document="b", mode="visit", said="He saw the Harvest Fair"))


def test_types_that_may_name_one_act_need_both_parties_and_more_than_a_year() -> None:
    demand = sighting("1", document="a", event_type="REQUEST", trigger="demanded", when="2010")
    measure = sighting("2", document="b", event_type="SANCTION", trigger="cut", when="2010", said="Ferries stood still")
    assert "type_unlike" in found(demand, measure)
    one_party = replace(measure, targets=(), target_side=frozenset(), parties=measure.source_side)
    assert "type_unlike" in found(replace(demand, first=measure.first, last=measure.first), one_party)
    sale = sighting("3", document="a", event_type="AGREE", trigger="agreed", when="2010", thing="ten Orvel tractors")
    assert "type_unlike" not in found(
        sale, sighting("4", document="b", event_type="COOPERATE", trigger="sold", when="2010", thing="Orvel tractors")
    )


@pytest.mark.parametrize(
    ("text", "trigger", "many"),
    [
        ("They have held several joint naval drills.", "drills", True),
        ("They held a series of meetings.", "meetings", True),
        ("The two phone calls came within a week.", "calls", True),
        ("Three rounds of talks led nowhere.", "talks", True),
        ("Ministers visited the port several times.", "visited", True),
        ("Both exercises were called off.", "exercises", True),
        ("The recent visits of two ministers cost much.", "visits", True),
        ("They held a two-day meeting.", "meeting", False),
        ("The two countries held exercises.", "exercises", False),
        ("Two days of talks ended.", "talks", False),
        ("The minister visits the port.", "visits", False),
        ("They held joint drills in May.", "drills", False),
    ],
)
def test_sums_of_acts(text: str, trigger: str, many: bool) -> None:
    assert ("many" in marks(text, span(text, trigger))) is many


def test_a_sum_of_acts_is_not_one_of_them() -> None:
    given: dict[str, Any] = {
        "event_type": "COOPERATE",
        "trigger": "drill",
        "symmetric": True,
        "said": "Drill off Mbita",
    }
    one = sighting("1", document="a", when="2010-03", **given)
    several = replace(sighting("2", document="b", **given), marks=frozenset({"many"}))
    assert "many_one" in found(one, several)
    assert sized(one, several) == [1, 1]
    assert sized(one, replace(several, marks=frozenset())) == [2]


@pytest.mark.parametrize(
    ("text", "first", "second", "one"),
    [
        ("Quito suspended $3 million of aid to Lima.", "suspended", "aid", True),
        ("The killing of a smuggler in a night raid shook them.", "killing", "raid", True),
        ("Quito arrested and expelled the consul.", "arrested", "expelled", False),
        ("They signed and ratified the pact.", "signed", "ratified", False),
        ("Quito lent money, and Lima signed.", "lent", "signed", False),
        ("The signing of it provided backing.", "signing", "backing", False),
        ("Quito attacked when Lima invaded.", "attacked", "invaded", False),
    ],
)
def test_two_words_for_one_act(text: str, first: str, second: str, one: bool) -> None:
    assert one_act(text, span(text, first), span(text, second)) is one
    assert one_act(text, span(text, second), span(text, first)) is one


def test_one_phrase_read_twice_is_one_event_of_the_type_of_its_head() -> None:
    given: dict[str, Any] = {"document": "a", "start": 0, "when": "2010-03", "said": "Quito suspended aid"}
    cut = sighting("1", event_type="SANCTION", trigger="suspended", mode="discontinue", **given)
    aid = sighting("2", event_type="AID", trigger="aid", status="stalled", **given)
    assert sized(cut, aid) == [1, 1]
    cut, aid = replace(cut, governs=frozenset("2")), replace(aid, governed=frozenset("1"))
    (group,) = clusters([cut, aid])
    event = merge(group, lineage)
    assert (event.event_type, event.status) == ("SANCTION", "happened")
    assert sized(cut, replace(aid, status="happened")) == [1, 1], "aid that was given is an act of its own"
    dated = replace(aid, first=(aid.first or 0) + 90, last=(aid.last or 0) + 90)
    assert sized(cut, dated) == [1, 1], "a day of its own"


def test_amounts_that_count_something_else() -> None:
    text = "Lima, which blames rebels who killed 18 guards, asked Quito for 5 boats."
    asked, killed = span(text, "asked"), span(text, "killed")
    assert beside(text, asked, span(text, "18 guards"), [killed])
    assert not beside(text, killed, span(text, "18 guards"), [asked])
    assert not beside(text, asked, span(text, "5 boats"), [killed])
    one = sighting("1", amounts=((18, "guards"), (5, "boats")))
    other = sighting("2", amounts=((18, "guards"),))
    assert amounts_match(one, other) is True
    assert amounts_match(replace(one, aside=frozenset({(18, "guards")})), other) is None


def test_offices_are_no_names() -> None:
    said = "Then Kenyan Foreign Minister Amina Okoth spoke."
    person = said.index("Kenyan"), said.index(" spoke")
    assert wording(said, (0, 4), [person]).names == {"amina", "okoth"}


def test_one_report_that_does_not_belong_keeps_no_others_out() -> None:
    given: dict[str, Any] = {"event_type": "COOPERATE", "trigger": "drill", "thing": "Condor drill", "symmetric": True}
    good = [sighting(str(n), document=f"d{n}", when="2010-03-04", **given) for n in range(1, 6)]
    odd = sighting("9", document="d9", when="2010", place="Arica", **given)
    late = sighting("a", document="da", when="2010-03-04", place="Tacna", **given)
    (first, *_) = sorted(clusters([*good, odd, late]), key=len, reverse=True)
    assert {report.id for report in good} | {"a"} <= {report.id for report in first}


def test_what_one_report_of_many_names_is_not_what_a_visit_is_about() -> None:
    visit: dict[str, Any] = {"event_type": "CONSULT", "mode": "visit", "when": "2010-03-04"}
    reports = [sighting(str(n), document=f"d{n}", **visit) for n in range(1, 4)]
    reports.append(sighting("9", document="d9", thing="Orvel canal", **visit))
    assert merge(reports, lineage).thing is None
    assert merge(reports[2:], lineage).thing == "Orvel canal", "half of the sources name it"
    built = [replace(report, event_type="COOPERATE", mode=None) for report in reports]
    assert merge(built, lineage).thing == "Orvel canal"
