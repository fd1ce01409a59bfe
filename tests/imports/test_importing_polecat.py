"""POLECAT files: PLOVER's types, several countries on a side, contexts as issues."""

from __future__ import annotations

import pytest
from event_files import POLECAT_HEADER, brought_in, flags, lines, polecat_row


def test_a_row_keeps_what_it_says_beside_what_it_means() -> None:
    done, (event,) = brought_in("polecat", lines([POLECAT_HEADER, polecat_row()]))
    assert done.layouts == ("POLECAT (40 columns)",)
    assert (event["event_type"], event["mode"], event["issue"]) == ("CONSULT", "visit", "diplomacy")
    assert (event["sources"], event["targets"]) == (["KEN"], ["UGA"])
    assert (event["weight"], event["score"], event["goldstein"], event["their_weight"]) == (4.0, 4.0, None, 4.0)
    assert (event["place_state"], event["publisher"], event["their_type"]) == ("KEN", "A Paper", "CONSULT visit")
    assert event["flags"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_either_encoding(encoding: str) -> None:
    _, (event,) = brought_in("polecat", lines([POLECAT_HEADER, polecat_row(City="Bogotá")]).encode(encoding))
    assert event["place"] == "Bogotá, Kenya"


def test_actors_of_several_countries_and_of_none() -> None:
    rows = [
        polecat_row(Event_ID="1", Actor_Country="KEN; TZA"),
        polecat_row(Event_ID="2", Actor_Country="None", Actor_COW="501", Actor_Name="None"),
        polecat_row(Event_ID="3", Actor_Country="IGO", Actor_Name="African Union"),
        polecat_row(Event_ID="4", Actor_Country="None", Actor_COW="None", Actor_Name="None"),
        polecat_row(Event_ID="5", Recipient_Country="None", Recipient_COW="None", Recipient_Name="villagers"),
    ]
    _, events = brought_in("polecat", lines([POLECAT_HEADER, *rows]))
    assert [e["sources"] for e in events] == [["KEN", "TZA"], ["KEN"], ["AU"], [], ["KEN"]]
    assert flags(events)[3:] == [["no source"], ["actor without a country"]]


@pytest.mark.parametrize(
    ("contexts", "issue"),
    [
        ("military", "defence"),
        ("economic; diplomatic", "trade"),
        ("diplomatic; cbrn", "nuclear"),
        ("crime", None),
        ("None", None),
        ("Human Rights", "rights"),
    ],
)
def test_the_narrowest_context_gives_the_issue(contexts: str, issue: str | None) -> None:
    _, (event,) = brought_in("polecat", lines([POLECAT_HEADER, polecat_row(Contexts=contexts)]))
    assert event["issue"] == issue


def test_types_and_modes_that_plover_does_not_have() -> None:
    rows = [
        polecat_row(Event_ID="1", Event_Type="consult", Event_Mode="third_party"),
        polecat_row(Event_ID="2", Event_Mode="séance"),
        polecat_row(Event_ID="3", Event_Type="INVESTIGATE"),
        polecat_row(Event_ID="4", Event_Mode="None", Intensity="None"),
    ]
    _, events = brought_in("polecat", lines([POLECAT_HEADER, *rows]))
    assert [(e["event_type"], e["mode"]) for e in events] == [
        ("CONSULT", "third-party"),
        ("CONSULT", None),
        (None, None),
        ("CONSULT", None),
    ]
    assert flags(events) == [[], ["unknown mode"], ["unknown code"], ["missing weight"]]


def test_rows_that_share_an_id_are_all_kept_and_marked() -> None:
    rows = [polecat_row(), polecat_row(Recipient_Country="TZA"), polecat_row()]
    done, events = brought_in("polecat", lines([POLECAT_HEADER, *rows]))
    assert [(e["id"], e["targets"], e["flags"]) for e in events] == [
        ("set:p1", ["UGA"], ["conflicting duplicate"]),
        ("set:p1#2", ["TZA"], ["conflicting duplicate"]),
    ]
    assert done.left_out == 1


def test_of_several_codes_on_a_side_only_the_unknown_one_is_listed() -> None:
    rows = [polecat_row(Actor_Country="KEN;XQX"), polecat_row(Event_ID="p2", Actor_Country="XQX")]
    done, events = brought_in("polecat", lines([POLECAT_HEADER, *rows]))
    assert [e["sources"] for e in events] == [["KEN"], []]
    assert done.unknown == (("XQX", 2),)
