"""Filters on everything: each leaves what it says, and what is not known says what is close."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from plain_projects import article, built

from comity.errors import UsageError
from comity.project import Project
from comity.record import Record

TEXTS = {
    "alpha": (
        "PAK CONSULT RUS 2016-05-03 happened | gas line | They spoke of gas.",
        "SUN RETREAT AFG 1989-02-15 happened",
        "PAK ~ RUS 2016 +",
        "IND ~ PAK 2019 -",
    ),
    "beta": (
        "RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo ended.",
        "PAK CONSULT RUS 2016-05-03 happened | gas line | Another paper on naïve hopes.",
        "PAK ASSAULT IND ? denied",
        "RUS AID PAK 2019 happened | relief | A gift of $50 and #7 ships.",
    ),
    "gamma": ("RUS RETREAT PAK 2015 happened | arms embargo | It ended later.",),
}
MEETING, EMBARGO, LATER, AFGHAN = "CONSULT 2016", "RETREAT 2014", "RETREAT 2015", "RETREAT 1989"
ATTACK, GIFT = "ASSAULT ?", "AID 2019"
ALL = [AFGHAN, EMBARGO, LATER, MEETING, GIFT, ATTACK]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the attack took place somewhere, with both on either side, on the word of India, as a mode."""
    project = Project.init(tmp_path_factory.mktemp("filters") / "p")
    for name, lines in TEXTS.items():
        (project.root / "documents" / f"{name}.txt").write_text(article(*lines), "utf-8")
    rows = "path,outlet,author\nalpha.txt,The Herald,A. Writer\nbeta.txt,Evening Post,\n"
    (project.root / "documents" / "documents.csv").write_text(rows, "utf-8")
    built(project)
    with project.record() as record:
        path = record.path
    path.chmod(0o644)
    with duckdb.connect(str(path)) as db:
        for table in ("events", "reports"):
            db.execute(f"""UPDATE {table} SET place = 'Lahore border', issue = 'territory', mode = 'beat', "symmetric" = true,
                confidence = 0.2 WHERE event_type = 'ASSAULT'""")
            db.execute(f"UPDATE {table} SET corrected = ['c1'] WHERE event_type = 'AID'")
        db.execute(
            "UPDATE reports SET claimed_by = 'IND', voice = 'quoted', rule = 'noun-rule+trained' WHERE event_type = 'ASSAULT'"
        )
    return path


@pytest.fixture
def record(store: Path) -> Iterator[Record]:
    with Record(store) as opened:
        yield opened


def named(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{r['event_type']} {r['first'].year if r['first'] else '?'}" for r in rows]


@pytest.mark.parametrize(
    ("asked", "events"),
    [
        ({}, ALL),
        ({"source": ["PAK"]}, [MEETING, ATTACK]),
        ({"source": ["IND"]}, [ATTACK]),  # either side
        ({"target": ["PAK"]}, [EMBARGO, LATER, GIFT, ATTACK]),
        ({"dyad": ("PAK", "RUS")}, [EMBARGO, LATER, MEETING, GIFT]),
        ({"dyad": ("IND", "PAK")}, [ATTACK]),
        ({"dyad": ("IND", "RUS")}, []),
        ({"event_type": ["consult", "AID"]}, [MEETING, GIFT]),
        ({"mode": "beat"}, [ATTACK]),
        ({"quad": 2}, [AFGHAN, EMBARGO, LATER, GIFT]),
        ({"quad": "material-conflict"}, [ATTACK]),
        ({"quad": "material-cooperation", "event_type": "AID"}, [GIFT]),
        ({"quad": 1, "event_type": "AID"}, []),
        ({"issue": ["territory", "energy"]}, [ATTACK]),
        ({"status": ["denied", "planned"]}, [ATTACK]),
        ({"undated": True}, [ATTACK]),
        ({"undated": False, "event_type": "ASSAULT"}, []),
        ({"date_basis": "explicit"}, [AFGHAN, EMBARGO, LATER, MEETING, GIFT]),
        ({"thing": "arms embargo"}, [EMBARGO, LATER]),
        ({"place": "lahore"}, [ATTACK]),
        ({"least_amount": 40, "currency": "usd"}, [GIFT]),
        ({"least_amount": 60}, []),
        ({"most_amount": 10, "currency": "ships"}, [GIFT]),
        ({"currency": "USD"}, [GIFT]),
        ({"document": "alpha"}, [AFGHAN, MEETING]),
        ({"outlet": "evening post"}, [EMBARGO, MEETING, GIFT, ATTACK]),
        ({"author": "A. Writer"}, [AFGHAN, MEETING]),
        ({"outlet": "The Herald", "search": "naïve"}, []),  # one and the same report
        ({"outlet": "Evening Post", "search": "naïve"}, [MEETING]),
        ({"told_by": "gamma"}, [LATER]),
        ({"claimed_by": "IND"}, [ATTACK]),
        ({"voice": "quoted"}, [ATTACK]),
        ({"rule": "trained"}, [ATTACK]),
        ({"rule": "plain_rule", "event_type": "CONSULT"}, [MEETING]),
        ({"least_confidence": 0.5, "actor": "IND"}, []),
        ({"least_documents": 2}, [MEETING]),
        ({"least_sources": 2}, [MEETING]),
        ({"most_sources": 1, "event_type": "CONSULT"}, []),
        ({"corrected": True}, [GIFT]),
        ({"corrected": False, "event_type": "AID"}, []),
        ({"disagreeing": True}, [EMBARGO, LATER]),
        ({"disagreeing": "date"}, [EMBARGO, LATER]),
        ({"disagreeing": "place"}, []),
        ({"disagreeing": False}, [AFGHAN, MEETING, GIFT, ATTACK]),
    ],
)
def test_events_and_their_reports_are_filtered_alike(record: Record, asked: dict[str, Any], events: list[str]) -> None:
    assert named(record.events(**asked).to_pylist()) == events
    of_events = {"least_documents", "least_sources", "most_sources"}
    if not asked.keys() & of_events:
        assert set(named(record.reports(**asked).to_pylist())) == set(events)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"event_type": "CONSUL"}, "Close: CONSULT"),
        ({"mode": "vist"}, "Close: visit"),
        ({"issue": "teritory"}, "Close: territory"),
        ({"status": "happend"}, "Close: happened"),
        ({"quad": 5}, "Choose one of: verbal-cooperation"),
        ({"voice": "loud"}, "Choose one of: document"),
        ({"outlet": "The Heralt"}, "Close: The Herald"),
        ({"author": "nobody at all"}, "There are: A. Writer"),
        ({"document": "alfa"}, "Close: alpha"),
        ({"place": "Lahor boarder"}, "Close: Lahore border"),
        ({"thing": "arms embargos and more"}, "Close: arms embargo|comity things"),
        ({"currency": "US"}, "Close: USD"),
        ({"rule": "plain"}, "Close: plain_rule"),
        ({"disagreeing": "dates"}, "Close: date"),
        ({"date_basis": "implicit"}, "Close: explicit"),
    ],
)
def test_what_there_is_none_of_says_what_is_close(record: Record, asked: dict[str, Any], told: str) -> None:
    for ask in (record.events, record.reports):
        with pytest.raises(UsageError, match=told):
            ask(**asked)


def test_a_misspelt_filter_is_no_filter(record: Record) -> None:
    for ask in (record.events, record.reports, lambda **asked: record.claims("relation", **asked)):
        with pytest.raises(UsageError, match="Close: since"):
            ask(sinces=date(2016, 1, 1))  # type: ignore[arg-type]


def test_reports_have_their_parties_event_and_sentence(record: Record) -> None:
    (row,) = record.reports(search="naïve").to_pylist()
    assert (row["sources"], row["targets"], row["document_id"]) == (["PAK"], ["RUS"], "beta")
    assert row["sentence"].endswith("naïve hopes.")
    assert row["event_id"] == record.event_id(row["id"])
    assert record.reports(event=row["event_id"]).num_rows == 2
    assert record.reports(id=row["id"]).num_rows == 1
    assert record.reports(rejected=True).num_rows == 0


@pytest.mark.parametrize(
    ("asked", "sentences"),
    [
        ({}, ["PAK ~ RUS 2016 +", "IND ~ PAK 2019 -"]),
        ({"actors": ["SUN"]}, ["PAK ~ RUS 2016 +"]),
        ({"sign": -1}, ["IND ~ PAK 2019 -"]),
        ({"since": date(2018, 1, 1)}, ["IND ~ PAK 2019 -"]),
        ({"outlet": "The Herald", "hedged": False}, ["PAK ~ RUS 2016 +", "IND ~ PAK 2019 -"]),
        ({"hedged": True}, []),
        ({"search": "2016"}, ["PAK ~ RUS 2016 +"]),
        ({"document": "beta"}, []),
        ({"rule": "plain_rule", "least_confidence": 0.9}, []),
    ],
)
def test_claims_are_filtered(record: Record, asked: dict[str, Any], sentences: list[str]) -> None:
    assert record.claims("relation", **asked).column("sentence").to_pylist() == sentences


def test_each_kind_of_claim_is_asked_what_it_has(record: Record) -> None:
    for kind in ("cause", "stance"):
        assert record.claims(kind, actors=["PAK"], sign=1).num_rows == 0
    for kind, asked, told in (
        ("rumour", {}, "Choose one of: relation, cause, stance"),
        ("cause", {"since": date(2018, 1, 1)}, "can be asked of: relation"),
        ("relation", {"negated": True}, "can be asked of: cause"),
        ("stance", {"sort": "want"}, "Close: wants"),
    ):
        with pytest.raises(UsageError, match=told):
            record.claims(kind, **asked)  # type: ignore[arg-type]


def test_documents_and_actors_are_filtered(record: Record) -> None:
    def ids(table: Any) -> list[str]:
        return list(table.column("id").to_pylist())

    assert ids(record.documents(author="a. writer")) == ["alpha"]
    assert ids(record.documents(actor="IND")) == ["beta"]
    assert ids(record.documents(undated=True)) == ["alpha", "beta", "gamma"]
    assert ids(record.documents(since=date(2000, 1, 1))) == []
    assert set(ids(record.actors(document="gamma"))) == {"PAK", "RUS"}
    assert ids(record.actors(least_events=5)) == ["PAK"]


def test_a_query_that_runs_away_is_stopped(record: Record) -> None:
    began = time.monotonic()
    endless = "SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE hash(a.range) + b.range = 7"
    with pytest.raises(UsageError, match=r"longer than 0\.3 seconds"):
        record.sql(endless, seconds=0.3)
    assert time.monotonic() - began < 20
    assert record.sql("SELECT 1 AS one", seconds=5).num_rows == 1
    with pytest.raises(UsageError, match="more than 1,000 rows"):
        record.sql("SELECT * FROM range(100000000)", most_rows=1000)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "COPY events TO '{file}'",
        "ATTACH '{file}' AS x",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE TEMP TABLE x AS SELECT 1",
        "PRAGMA database_list",
        "SELECT 1; SELECT 2",
        "",
        "-- nothing",
    ],
)
def test_a_query_reaches_nothing_but_the_record(record: Record, tmp_path: Path, query: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    with pytest.raises(UsageError):
        record.sql(query.format(file=file))
    assert file.read_text() == "a\n1\n"
    assert record.sql("WITH x AS (FROM events) SELECT count(*) AS n FROM x").to_pylist() == [{"n": 6}]


def test_of_many_choices_those_spelt_alike_are_told_alone() -> None:
    from comity.record.asking.filters import check

    with pytest.raises(UsageError) as caught:
        check("blokade", ["blockade", *(f"way-{n}" for n in range(30))], "mode")
    assert caught.value.hint == "Close: blockade."
