"""Which of comity's events is which of a coder's."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.codings import Coded
from comity.audit.events import Event
from comity.audit.matching import LEVELS, matched

VISIT = Event("CONSULT", ("KEN",), ("UGA",), "happened", date(2014, 6, 1), date(2014, 6, 30))


def levels(found: Event, coded: Event) -> list[str]:
    return [name for name, same in LEVELS.items() if same(found, coded)]


def changed(**values: object) -> Event:
    from dataclasses import replace

    return replace(VISIT, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("coded", "right"),
    [
        (VISIT, ["class", "type", "parties", "exact", "status", "date"]),
        (changed(status="planned"), ["class", "type", "parties", "exact"]),
        (changed(first=date(2015, 1, 1), last=date(2015, 1, 1)), ["class", "type", "parties", "exact", "status"]),
        (changed(first=None, last=None), ["class", "type", "parties", "exact", "status", "date"]),
        (changed(sources=("KEN", "TZA")), ["class", "type", "parties", "status", "date"]),
        (changed(sources=("UGA",), targets=("KEN",)), ["class", "type"]),
        (changed(sources=("TZA",)), ["class", "type"]),
        (changed(type="AGREE"), ["class"]),
        (changed(type="ASSAULT"), []),
    ],
)
def test_each_level_asks_for_more(coded: Event, right: list[str]) -> None:
    assert levels(VISIT, coded) == right


def test_parties_that_may_stand_on_either_side_do() -> None:
    meeting = changed(symmetric=True)
    assert "exact" in levels(meeting, changed(sources=("UGA",), targets=("KEN",)))
    assert "parties" not in levels(meeting, changed(sources=("KEN",), targets=("TZA",)))


def test_a_coder_who_names_all_parties_of_a_meeting_on_one_side_means_both() -> None:
    coded = Coded("CONSULT", ("KEN", "UGA")).event(str)
    assert coded.symmetric
    assert "exact" in levels(changed(first=None), coded)
    assert not Coded("ACCUSE", ("KEN", "UGA")).event(str).symmetric


def test_parties_are_compared_by_lineage() -> None:
    coded = Coded("CONSULT", ("SUN",), ("UGA",)).event({"SUN": "RUS", "UGA": "UGA"}.__getitem__)
    assert "exact" in levels(changed(sources=("RUS",)), coded)


def test_one_finding_is_matched_once() -> None:
    assert matched([VISIT], [VISIT, VISIT], LEVELS["type"]) == 1
    assert matched([VISIT, VISIT], [VISIT], LEVELS["type"]) == 1


events = st.lists(
    st.builds(
        Event,
        st.sampled_from(["CONSULT", "AGREE"]),
        st.sampled_from([("KEN",), ("UGA",), ("KEN", "UGA"), ()]),
        st.sampled_from([("KEN",), ("UGA",), ()]),
    ),
    max_size=4,
)


@given(events, events, st.sampled_from(list(LEVELS)))
def test_as_many_pairs_are_matched_as_there_can_be(found: list[Event], coded: list[Event], level: str) -> None:
    same = LEVELS[level]
    short, long = sorted((list(range(len(found))), list(range(len(coded)))), key=len)
    turned = len(found) > len(coded)
    best = max(
        sum(same(found[j if turned else i], coded[i if turned else j]) for i, j in zip(short, order, strict=False))
        for order in itertools.permutations(long, len(short))
    )
    assert matched(found, coded, same) == best
