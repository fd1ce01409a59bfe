"""The tables of states, seats, places and groups: whole, consistent, dated."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from comity.actors import Registry
from comity.actors.tables import SECTORS, table

REGISTRY = Registry.default()
UN_MEMBERS = 193  # since South Sudan joined on 14 July 2011


def test_members_of_the_system_today_are_un_members_and_the_holy_see() -> None:
    today = [a for a in REGISTRY.actors("state") if a.standing == "member" and a.valid_to is None]
    assert len(today) == UN_MEMBERS + 1


@pytest.mark.parametrize("id", ["SUN", "YUG", "SCG", "CSK", "DDR", "VDR", "RVN", "YAR", "YMD", "ZAN"])
def test_former_states_have_ended(id: str) -> None:
    actor = REGISTRY.actor(id)
    assert actor.valid_to is not None
    assert actor.valid_to >= date(1945, 1, 1)


def test_ids_are_three_letters_and_state_numbers_are_unique_on_each_day() -> None:
    states = REGISTRY.actors("state")
    assert all(3 <= len(a.id) <= 4 and a.id.isupper() for a in states)
    for numbers in ((a.cow for a in states), (a.gw for a in states)):
        shared = {n for n, count in Counter(numbers).items() if n is not None and count > 1}
        assert shared <= {345, 365, 816, 678}  # Yugoslavia, Russia, Vietnam, Yemen: one number through a succession
    assert len({a.id for a in REGISTRY.actors()}) == len(REGISTRY.actors())


def test_successions_neither_overlap_nor_leave_a_gap() -> None:
    for x in REGISTRY.lineages:
        if x.kind == "continues":
            earlier, later = REGISTRY.actor(x.earlier), REGISTRY.actor(x.later)
            assert earlier.valid_to is not None
            assert (x.on - earlier.valid_to).days == 1, x
            assert later.valid.covers(x.on), x


def test_every_state_that_lasts_has_a_seat() -> None:
    seated = {n.actor for n in REGISTRY._names if n.role == "seat"}
    namesakes = {"MCO", "SMR", "DJI", "STP", "MDV", "SYC"}  # the capital has the state's name, or a common word's
    lasting = {a.id for a in REGISTRY.actors("state") if a.standing == "member" and a.valid_to is None}
    assert lasting - seated == namesakes


def test_no_name_means_two_actors_unless_history_or_a_region_made_it_so() -> None:
    plain: dict[str, set[str]] = {}
    for name in REGISTRY._names:
        if name.role in ("name", "demonym", "people", "group", "organisation"):
            plain.setdefault(name.text, set()).add(name.actor)
    shared = {text for text, actors in plain.items() if len(actors) > 1}
    stems = ("Congo", "Korea", "Vietnam", "Yemen", "Sudans", "German", "Baltic", "Nordic", "Benelux")
    assert {t for t in shared if not any(s in t for s in stems)} == set()


def test_descriptions_and_homes_name_known_actors() -> None:
    for row in table("descriptions.csv", "words actors unique from to"):
        assert all(id in REGISTRY for id in row.several("actors")), row
    for actor in REGISTRY.actors("group"):
        assert all(home in REGISTRY for home in actor.home)
        assert actor.sector in SECTORS


def test_rows_say_where_they_come_from() -> None:
    assert all(a.source for a in REGISTRY.actors())
    states = REGISTRY.actors("state")
    assert sum(a.checked for a in states) >= 220
    assert not REGISTRY.actor("TRNC").checked  # no list has it


def test_the_fingerprint_is_stable() -> None:
    assert Registry.default() is REGISTRY
    assert len(REGISTRY.fingerprint) == 64
