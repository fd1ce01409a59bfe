"""The tables of leaders and ministers: their shape, and facts that are known from elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors.finding import fold
from comity.actors.leader_check import DATA, Listed, Ours, check_leaders, main, write_marks
from comity.actors.model import Span, Term
from comity.actors.registry import Registry
from comity.actors.rows import Row, read_rows
from comity.actors.tables import Tables, full_names, load
from comity.errors import TableError
from comity.intervals import Interval

COLUMNS = ("person", "aliases", "state", "office", "from", "to", "source", "checked")
FILES = sorted([*DATA.glob("leaders_*.csv"), *DATA.glob("ministers*.csv")])
ROWS = [row for file in FILES for row in read_rows(file, COLUMNS)]

# A presidency of three: its members are heads of state together.
COLLECTIVE = {"BIH"}
# Heads of a government before its state was a state: under a colonial power, as a union republic, in exile.
BEFORE_THE_STATE = {
    ("GUY", "Cheddi Jagan"), ("TJK", "Qahhor Mahkamov"), ("PHL", "Sergio Osmeña"), ("DZA", "Ferhat Abbas"), ("PLW", "Haruo Remeliik"),
    ("PLW", "Lazarus Salii"), ("PLW", "Ngiratkel Etpison"),
}  # fmt: skip
# States that the tables begin after 1945, and which were states before, or stand for those they followed.
STANDS_FOR_EARLIER = {"DEU", "RUS", "SRB", "LTU", "LVA", "EST", "PHL"}
# The one name that two people bore at once: only the state beside it can tell.
SHARED = {("king abdullah", "JOR", "SAU")}


@cache
def own_tables() -> Tables:
    return load()


def span(row: Row) -> tuple[date, date]:
    found = row.span()
    assert found.first is not None
    return found.first, found.last or date.max


def together(one: Span, other: Span) -> bool:
    return (one.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (one.last or date.max)


def holders(state: str, office: str, day: date) -> set[str]:
    return {
        r["person"]
        for r in ROWS
        if r["state"] == state and r["office"] == office and span(r)[0] <= day <= span(r)[1]
    }  # fmt: skip


def test_every_row_is_whole_and_begins_before_it_ends() -> None:
    for row in ROWS:
        first, last = span(row)
        assert first <= last
        assert row["source"], row
        assert row["checked"] in ("", "reign"), row
        if row.file not in ("leaders_organisations.csv", "ministers.csv"):
            assert re.fullmatch("[A-Z]{3}|TRNC", row["state"]), row


def test_no_row_stands_twice() -> None:
    keys = [(r["person"], r["state"], r["office"], r["from"]) for r in ROWS]
    assert len(keys) == len(set(keys))


def test_states_exist_and_lived_in_the_term() -> None:
    actors = own_tables().actors
    for row in ROWS:
        life = actors[row["state"]].valid
        first, last = span(row)
        alive = (life.last is None or first <= life.last) and (life.first is None or life.first <= last)
        earlier = row.file.endswith("_before_1945.csv") and row["state"] in STANDS_FOR_EARLIER
        assert alive or earlier or (row["state"], row["person"]) in BEFORE_THE_STATE, f"{row.file}:{row.line}"


@pytest.mark.parametrize("office", ["head_of_state", "head_of_government", "foreign_minister", "defence_minister"])
def test_an_office_has_one_holder_at_a_time(office: str) -> None:
    terms = defaultdict(list)
    for row in ROWS:
        if row["office"] == office and not (office == "head_of_state" and row["state"] in COLLECTIVE):
            terms[row["state"]].append((*span(row), row["person"]))
    clashes = [
        (state, one, other)
        for state, held in sorted(terms.items())
        for one, other in combinations(sorted(held), 2)
        if min(one[1], other[1]) - other[0] > timedelta(days=31)
    ]
    assert clashes == []


def test_aliases_are_more_than_the_surname() -> None:
    for row in ROWS:
        last_word = fold(row["person"].split()[-1])
        for alias in row.several("aliases"):
            assert alias != row["person"], row.line
            if " " not in alias and "-" not in alias and " " in row["person"]:
                assert fold(alias) != last_word, f"{row.file}:{row.line} {alias}"


def test_a_full_name_means_one_actor_at_a_time() -> None:
    """A name whose bearers spoke for two actors on one day would leave every mention of it open."""
    tables = own_tables()
    by_name: defaultdict[str, list[Term]] = defaultdict(list)
    for person in tables.persons:
        for name in sorted({fold(text).lower() for text in full_names(person)}):
            by_name[name].extend(person.terms)
    shared = set()
    for name, terms in by_name.items():
        for one, other in combinations(terms, 2):
            lines = sorted({tables.actors[one.state].lineage, tables.actors[other.state].lineage})
            if len(lines) == 2 and together(one.valid, other.valid):
                shared.add((name, *lines))
    assert shared == SHARED


# Facts from the offices' own public lists (Prime Minister's Office of Pakistan, GOV.UK, whitehouse.gov, kremlin.ru and the like).
@pytest.mark.parametrize(
    ("state", "office", "day", "person"),
    [
        ("PAK", "head_of_government", "2022-02-23", "Imran Khan"),
        ("PAK", "head_of_state", "1965-09-06", "Ayub Khan"),
        ("PAK", "foreign_minister", "1965-01-01", "Zulfikar Ali Bhutto"),
        ("IND", "head_of_government", "1971-12-16", "Indira Gandhi"),
        ("IND", "foreign_minister", "1971-08-09", "Swaran Singh"),
        ("SUN", "effective_ruler", "1962-10-22", "Nikita Khrushchev"),
        ("SUN", "foreign_minister", "1979-12-25", "Andrei Gromyko"),
        ("SUN", "head_of_state", "1991-08-19", "Mikhail Gorbachev"),
        ("RUS", "head_of_state", "2010-01-01", "Dmitry Medvedev"),
        ("RUS", "head_of_government", "2010-01-01", "Vladimir Putin"),
        ("RUS", "foreign_minister", "2014-03-18", "Sergei Lavrov"),
        ("USA", "head_of_state", "1962-10-22", "John F. Kennedy"),
        ("USA", "foreign_minister", "1972-02-21", "William P. Rogers"),
        ("GBR", "head_of_government", "1956-07-26", "Anthony Eden"),
        ("GBR", "head_of_government", "2022-10-01", "Liz Truss"),
        ("FRA", "head_of_state", "1966-03-07", "Charles de Gaulle"),
        ("DEU", "head_of_government", "1990-10-03", "Helmut Kohl"),
        ("DDR", "head_of_government", "1990-08-31", "Lothar de Maizière"),
        ("CHN", "effective_ruler", "1972-02-21", "Mao Zedong"),
        ("CHN", "head_of_government", "1972-02-21", "Zhou Enlai"),
        ("IRN", "effective_ruler", "1980-09-22", "Ruhollah Khomeini"),
        ("EGY", "head_of_state", "1979-03-26", "Anwar Sadat"),
        ("ISR", "head_of_government", "1979-03-26", "Menachem Begin"),
        ("ETH", "head_of_government", "2020-11-04", "Abiy Ahmed"),
        ("UKR", "head_of_state", "2022-02-24", "Volodymyr Zelensky"),
        ("JPN", "head_of_government", "1972-09-29", "Kakuei Tanaka"),
        ("ZAF", "head_of_state", "1994-05-10", "Nelson Mandela"),
        ("AFG", "head_of_state", "2021-08-14", "Ashraf Ghani"),
    ],
)
def test_known_holders(state: str, office: str, day: str, person: str) -> None:
    assert person in holders(state, office, date.fromisoformat(day))


def test_the_great_powers_are_never_without_a_head() -> None:
    """From 1946 each day has a head of state, of government or a ruler, with gaps of two months at most."""
    for states in (
        ("USA",),
        ("GBR",),
        ("FRA",),
        ("SUN", "RUS"),
        ("CHN",),
        ("IND",),
        ("JPN",),
        ("TUR",),
        ("CAN",),
        ("AUS",),
    ):
        terms = sorted(span(r) for r in ROWS if r["state"] in states and not r["office"].endswith("minister"))
        covered = max(last for first, last in terms if first <= max(terms[0][0], date(1946, 1, 1)))
        for first, last in terms:
            assert first - covered <= timedelta(days=62), (states, covered, first)
            covered = max(covered, last)
        assert covered == date.max, states


LIST = """stateabb,leader,sdate,smonth,syear,emonth,eyear
FRN,Chirac,17,5,1995,5,2007
FRN,Hollande,15,5,2011,5,2017
FRN,Nemo,1,1,2018,1,2018
RUS,Brezhnev,14,10,1964,11,1982
"""
TABLE = """# a remark
person,aliases,state,office,from,to,source,checked
Jacques Chirac,,FRA,head_of_state,1995-05-17,2007-05-16,recalled,
François Hollande,Francois Hollande,FRA,head_of_state,2012-05-15,2017-05-14,recalled,reign
Leonid Brezhnev,,SUN,effective_ruler,1964-10,1982-11-10,recalled,
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    lists, data = tmp_path / "lists", tmp_path / "data"
    for folder in (lists, data):
        folder.mkdir()
    (lists / "reign_leaders_2000_01.csv").write_text(LIST, encoding="utf-8")
    (lists / "mledoze_countries.csv").write_text("cca3,independent\nFRA,1\nPAK,1\nABW,0\n", encoding="utf-8")
    (data / "leaders_x.csv").write_text(TABLE, encoding="utf-8")
    return lists, data


def test_check_tells_agreement_difference_and_absence(folders: tuple[Path, Path]) -> None:
    lists, data = folders
    report = check_leaders(lists, data=data)
    assert [row.person for row in report.agreed] == ["Jacques Chirac", "Leonid Brezhnev"]
    assert [(row.person, term.first.year) for row, term in report.differing] == [("François Hollande", 2011)]
    assert [term.leader for term in report.missing] == ["Nemo"]
    assert report.without_leader == ["PAK"]
    assert report.comparable == 3


def test_marks_change_nothing_but_the_last_column(folders: tuple[Path, Path]) -> None:
    lists, data = folders
    assert write_marks(check_leaders(lists, data=data), data=data) == 2
    lines = (data / "leaders_x.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# a remark"
    assert [line.rsplit(",", 1)[1] for line in lines[2:]] == ["reign", "", "reign"]
    assert [line.rsplit(",", 1)[0] for line in lines] == [line.rsplit(",", 1)[0] for line in TABLE.splitlines()]


def test_a_folder_without_the_lists_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TableError, match="no reign_leaders"):
        check_leaders(tmp_path)
    assert main([str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert main([]) == 2


def ours(name: str, first: date) -> Ours:
    return Ours("f", 1, name, (name,), "FRA", "head_of_state", Interval.day(first), None)


WORDS = st.lists(st.text("abcdefghijklmnop", min_size=3, max_size=8), min_size=1, max_size=4)


@given(WORDS, st.permutations(range(4)))
def test_everybody_goes_by_any_order_of_the_own_words(words: list[str], order: list[int]) -> None:
    name = " ".join(words)
    shuffled = " ".join(words[i] for i in order if i < len(words))
    assert ours(name, date(2000, 1, 1)).goes_by(shuffled)


@given(st.dates(date(1946, 1, 1), date(2020, 1, 1)), st.integers(-200, 200))
def test_starts_near_is_a_matter_of_distance_alone(day: date, apart: int) -> None:
    term = Listed(("FRA",), "x", day + timedelta(days=apart), None)
    assert ours("x", day).starts(term, timedelta(days=62)) == (abs(apart) <= 62)


@pytest.mark.parametrize(("person", "leader"), [("Fakhruddin Ahmed", "Iajuddin Ahmed"), ("Kim Jong-il", "Kim Il-Sung")])
def test_people_of_one_family_name_are_two(person: str, leader: str) -> None:
    assert not ours(person, date(2000, 1, 1)).goes_by(leader)


def test_no_state_is_a_surname() -> None:
    """Hussein of Jordan, Luís Montenegro, Pierre Mendès France: the state keeps its name."""
    registry = Registry.default()
    states = sorted({actor.name for actor in own_tables().actors.values() if actor.kind == "state"})
    assert {name: registry.persons_named(name) for name in states if registry.persons_named(name)} == {}


def test_officials_go_by_their_full_name_alone() -> None:
    registry = Registry.default()
    assert registry.persons_named("Brzezinski") == ()
    assert [person.name for person in registry.persons_named("Nasrallah")] == ["Hassan Nasrallah"]


@pytest.mark.parametrize(
    ("word", "person"),
    [
        ("Chou", "Zhou Enlai"), ("Mao", "Mao Zedong"), ("Yoon", "Yoon Suk-yeol"), ("Lai", "Lai Ching-te"), ("Rhee", "Rhee Syngman"),
        ("Assad", "Bashar al-Assad"), ("Saddam", "Saddam Hussein"), ("Netanyahu", "Benjamin Netanyahu"), ("Diem", "Ngo Dinh Diem"),
    ],
)  # fmt: skip
def test_the_word_that_stands_for_a_person(word: str, person: str) -> None:
    assert person in {found.name for found in Registry.default().persons_named(word)}


@pytest.mark.parametrize("word", ["Elizabeth", "Francis", "Harald", "Un", "En-lai", "Carrie", "John"])
def test_given_names_stand_for_nobody(word: str) -> None:
    assert Registry.default().persons_named(word) == ()
