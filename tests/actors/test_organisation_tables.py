"""The tables of organisations and memberships: their shape, and facts that are known from charters."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from comity.actors.rows import Row, read_rows
from comity.actors.tables import Tables, load, table_files

KINDS = {"global", "regional", "economic", "alliance", "forum", "bank", "court", "agency", "body", "mission", "ngo"}
FILES = {file.name: file for file in table_files()}
ORGANISATIONS = list(
    read_rows(FILES["organisations.csv"], ["id", "name", "aliases", "kind", "from", "to", "seat", "parent", "source"])
)
MEMBERSHIPS = list(read_rows(FILES["memberships.csv"], ["organisation", "member", "from", "to", "source"]))

# Members before they were states of their own: union republics, dominions, mandates, protectorates, associated states, movements.
BEFORE_THE_STATE = {
    ("UN", "BLR"), ("UN", "UKR"), ("UN", "IND"), ("UN", "PHL"), ("UN", "SYR"), ("ARAB-LEAGUE", "SYR"), ("ARAB-LEAGUE", "JOR"),
    ("ARAB-LEAGUE", "PSE"), ("OIC", "PSE"), ("NON-ALIGNED", "PSE"), ("OPEC", "KWT"), ("OPEC", "QAT"), ("OPEC", "ARE"), ("OAU", "GNB"),
    ("NON-ALIGNED", "DZA"), ("NON-ALIGNED", "NAM"), ("CARICOM", "ATG"), ("CARICOM", "BLZ"), ("CARICOM", "DMA"), ("CARICOM", "KNA"),
    ("CARICOM", "LCA"), ("CARICOM", "VCT"),
}  # fmt: skip


@cache
def own_tables() -> Tables:
    return load()


def members(organisation: str, day: str) -> set[str]:
    on = date.fromisoformat(day)
    return {r["member"] for r in MEMBERSHIPS if r["organisation"] == organisation and r.span().covers(on)}


def founding(organisation: str) -> set[str]:
    rows = [r for r in MEMBERSHIPS if r["organisation"] == organisation]
    first = min(r["from"] for r in rows)
    return {r["member"] for r in rows if r["from"] == first}


def test_ids_are_free_and_readable() -> None:
    ids = [r.need("id") for r in ORGANISATIONS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Z][A-Z0-9-]+", id) for id in ids)
    assert not {id for id, actor in own_tables().actors.items() if actor.kind != "organisation"} & set(ids)


def test_rows_are_whole() -> None:
    actors = own_tables().actors
    for row in ORGANISATIONS:
        row.need("name")
        row.need("source")
        row.span()
        assert row["kind"] in KINDS, row.line
        assert row["from"], row.line
        assert not row["parent"] or actors[row["parent"]].kind == "organisation", row.line
        if row["seat"]:
            city, state = row["seat"].rsplit(", ", 1)
            assert city
            assert actors[state].kind == "state", row.line


def test_a_name_means_one_organisation() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in ORGANISATIONS:
        for name in (row["id"], row["name"], *row.several("aliases")):
            owners[name].add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_of_an_organisation_is_a_name_of_another_actor() -> None:
    tables = own_tables()
    ours = {row["id"] for row in ORGANISATIONS}
    names = {name for row in ORGANISATIONS for name in (row["id"], row["name"], *row.several("aliases"))}
    clashes = {(n.text, n.actor) for n in tables.names if n.text in names and n.actor not in ours and n.role != "none"}
    assert clashes == set()


def test_memberships_lie_in_the_life_of_the_organisation() -> None:
    actors = own_tables().actors
    for row in MEMBERSHIPS:
        held, life = row.span(), actors[row.need("organisation")].valid
        assert held.first is not None
        assert life.first is not None
        assert held.first >= life.first or len(row["from"]) < 10, row.line
        assert life.last is None or (held.last is not None and held.last <= life.last), row.line


def test_members_are_actors_that_lived_then() -> None:
    actors = own_tables().actors
    for row in MEMBERSHIPS:
        life = actors[row.need("member")].valid
        exempt = (row["organisation"], row["member"]) in BEFORE_THE_STATE
        held = row.span()
        assert held.first is not None
        if life.first is not None and not exempt and len(row["from"]) == 10:
            assert (life.first - held.first).days <= 31, row.line
        if life.first is not None and not exempt:
            assert held.first.year >= life.first.year, row.line
        if life.last is not None:
            assert held.last is not None, row.line
            assert held.last <= life.last, row.line


def test_a_member_is_not_in_twice() -> None:
    held: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in MEMBERSHIPS:
        held[row["organisation"], row["member"]].append(row)
    for rows in held.values():
        spans = sorted(((s.first or date.min), (s.last or date.max)) for s in (row.span() for row in rows))
        assert all(one[1] < other[0] for one, other in pairwise(spans)), rows[0].line


# Numbers that the organisations give of themselves.
@pytest.mark.parametrize(
    ("organisation", "day", "number"),
    [
        ("UN", "1945-12-31", 51), ("UN", "1955-12-31", 76), ("UN", "1960-12-31", 99), ("UN", "1973-12-31", 135),
        ("UN", "2011-12-31", 193), ("NATO", "1982-12-31", 16), ("NATO", "2004-12-31", 26), ("NATO", "2024-12-31", 32),
        ("EEC", "1973-06-01", 9), ("EU", "2013-12-31", 28), ("EU", "2021-01-01", 27), ("AU", "2017-12-31", 55),
        ("OAU", "2001-01-01", 53), ("ASEAN", "2000-01-01", 10), ("OSCE", "2020-01-01", 57), ("COE", "2021-01-01", 47),
        ("COE", "2023-01-01", 46), ("OIC", "2020-01-01", 57), ("ARAB-LEAGUE", "2020-01-01", 22), ("COMMONWEALTH", "2023-01-01", 56),
        ("WTO", "2001-12-31", 143), ("WTO", "2020-01-01", 164), ("WTO", "2024-12-31", 166), ("OECD", "2022-01-01", 38),
        ("APEC", "2000-01-01", 21), ("OPEC", "2024-06-01", 12), ("SADC", "2020-01-01", 16), ("ECOWAS", "2020-01-01", 15),
        ("ECOWAS", "2025-06-01", 12), ("CPTPP", "2025-01-01", 12), ("RCEP", "2024-01-01", 14), ("BRICS", "2025-06-01", 10),
        ("CELAC", "2024-01-01", 33), ("NON-ALIGNED", "2012-01-01", 120), ("ECO", "2000-01-01", 10), ("OAS", "2020-01-01", 35),
    ],
)  # fmt: skip
def test_how_many_members(organisation: str, day: str, number: int) -> None:
    assert len(members(organisation, day)) == number


# From the treaties: North Atlantic Treaty 1949, Treaty of Rome 1957, Manila Pact 1954, Warsaw Treaty 1955, SAARC Charter 1985, ...
@pytest.mark.parametrize(
    ("organisation", "states"),
    [
        ("NATO", "BEL CAN DNK FRA GBR ISL ITA LUX NLD NOR PRT USA"),
        ("EEC", "BEL DEU FRA ITA LUX NLD"),
        ("SEATO", "AUS FRA GBR NZL PAK PHL THA USA"),
        ("WARSAW-PACT", "ALB BGR CSK HUN POL ROU SUN"),
        ("SAARC", "BGD BTN IND LKA MDV NPL PAK"),
        ("SCO", "CHN KAZ KGZ RUS TJK UZB"),
        ("ASEAN", "IDN MYS PHL SGP THA"),
        ("GCC", "ARE BHR KWT OMN QAT SAU"),
        ("OPEC", "IRN IRQ KWT SAU VEN"),
        ("MERCOSUR", "ARG BRA PRY URY"),
        ("ARAB-LEAGUE", "EGY IRQ JOR LBN SAU SYR"),
        ("AES", "BFA MLI NER"),
    ],
)
def test_founding_members(organisation: str, states: str) -> None:
    assert founding(organisation) == set(states.split())


@pytest.mark.parametrize(
    ("organisation", "member", "inside", "outside"),
    [
        ("SCO", "PAK", "2017-06-09", "2017-06-08"),
        ("SCO", "IND", "2017-06-09", "2017-06-08"),
        ("SCO", "IRN", "2023-07-04", "2023-07-03"),
        ("NATO", "FIN", "2023-04-04", "2023-04-03"),
        ("EU", "GBR", "2020-01-31", "2020-02-01"),
        ("COE", "RUS", "2022-03-16", "2022-03-17"),
        ("COMMONWEALTH", "PAK", "1989-10-01", "1980-01-01"),
        ("COMMONWEALTH", "ZAF", "1994-06-01", "1975-01-01"),
        ("CENTO", "IRQ", "1958-07-14", "1960-01-01"),
        ("UN", "CHN", "1971-10-25", "1971-10-24"),
        ("UN", "SUN", "1991-12-24", "1991-12-25"),
        ("UN", "IDN", "1966-09-28", "1965-06-01"),
        ("AU", "MAR", "2017-01-30", "2016-12-31"),
        ("G8", "RUS", "2014-03-24", "2014-03-25"),
        ("OPEC", "QAT", "2018-12-31", "2019-01-01"),
        ("ECOWAS", "MLI", "2025-01-29", "2025-01-30"),
    ],
)
def test_known_joinings_and_leavings(organisation: str, member: str, inside: str, outside: str) -> None:
    assert member in members(organisation, inside)
    assert member not in members(organisation, outside)
