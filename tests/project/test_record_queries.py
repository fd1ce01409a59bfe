"""Asking the record: filters, evidence, relations, SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from plain_projects import built

from comity.errors import StoreError, UsageError
from comity.project import Project
from comity.record import Record

Write = Callable[..., Path]


@pytest.fixture
def record(project: Project, write: Write) -> Iterator[Record]:
    write(
        "alpha.txt",
        "PAK CONSULT RUS 2016-05-03 happened | gas line | They spoke of gas, “at length”.",
        "SUN RETREAT AFG 1989-02-15 happened",
        "PAK ~ RUS 2016 +",
    )
    write(
        "beta.txt",
        "RUS RETREAT PAK 2014-06-02 happened | arms embargo | The embargo ended.",
        "PAK CONSULT RUS 2016-05-03 happened | gas line | Another paper on 𝔤𝔞𝔰 and naïve hopes.",
        "PAK ASSAULT IND ? denied",
    )
    write("gamma.txt", "RUS RETREAT PAK 2015 happened | arms embargo | It ended later.")
    built(project)
    with project.record() as opened:
        yield opened


def found(table: pa.Table) -> list[tuple[str, str | None]]:
    return [(r["event_type"], r["first"].isoformat() if r["first"] else None) for r in table.to_pylist()]


MEETING, EMBARGO, LATER = ("CONSULT", "2016-05-03"), ("RETREAT", "2014-06-02"), ("RETREAT", "2015-01-01")
AFGHAN, ATTACK = ("RETREAT", "1989-02-15"), ("ASSAULT", None)


@pytest.mark.parametrize(
    ("wanted", "events"),
    [
        ({}, [AFGHAN, EMBARGO, LATER, MEETING, ATTACK]),
        ({"actor": "IND"}, [ATTACK]),
        ({"actors": ["PAK", "RUS"]}, [EMBARGO, LATER, MEETING]),
        ({"actor": "RUS"}, [AFGHAN, EMBARGO, LATER, MEETING]),  # the Soviet Union is of its lineage
        ({"actor": "XYZ"}, []),
        ({"event_type": "retreat"}, [AFGHAN, EMBARGO, LATER]),
        ({"status": "denied"}, [ATTACK]),
        ({"issue": "water"}, []),
        ({"since": date(2014, 12, 31)}, [LATER, MEETING]),
        ({"until": date(2014, 6, 2)}, [AFGHAN, EMBARGO]),
        ({"since": date(2015, 6, 1), "until": date(2015, 6, 30)}, [LATER]),
        ({"document": "beta"}, [EMBARGO, MEETING, ATTACK]),
        ({"search": "GAS length"}, [MEETING]),
        ({"search": "100%_"}, []),
        ({"search": "o'clock; DROP"}, []),
    ],
)
def test_events_are_filtered(record: Record, wanted: dict[str, Any], events: list[tuple[str, str | None]]) -> None:
    assert found(record.events(**wanted)) == events


def test_evidence_slices_back_to_the_text_with_its_paragraph(record: Record) -> None:
    (meeting,) = record.events(event_type="CONSULT").to_pylist()
    rows = record.evidence(meeting["id"]).to_pylist()
    texts = dict(zip(*(record.sql("SELECT * FROM texts").to_pydict()[k] for k in ("document_id", "text")), strict=True))
    assert sorted(row["document_id"] for row in rows) == ["alpha", "beta"]
    for row in rows:
        text = texts[row["document_id"]]
        assert row["sentence"] == text[row["start"] : row["end"]]
        assert row["paragraph"] == text[row["paragraph_start"] : row["paragraph_end"]]
        assert row["paragraph_start"] <= row["start"] < row["paragraph_end"]
        assert row["why"].startswith("with ")
    assert any("𝔤𝔞𝔰 and naïve hopes" in row["sentence"] for row in rows)


def test_an_event_is_one_thing_with_its_evidence_and_disagreements(record: Record) -> None:
    first, later = (
        record.event(row["id"]) for row in record.events(actors=["RUS", "PAK"], event_type="RETREAT").to_pylist()
    )
    assert (first["documents"], len(first["evidence"])) == (1, 1)
    for event in (first, later):
        said = [(row["field"], row["value"], row["document_ids"]) for row in event["disagreements"]]
        assert said == [("date", "2014-06-02", ["beta"]), ("date", "2015", ["gamma"])]


def test_a_dyad_runs_along_lineages_whatever_the_order(record: Record) -> None:
    one, other = record.dyad("RUS", "PAK"), record.dyad("PAK", "SUN")
    assert (one["a"], one["b"]) == ("PAK", "RUS")
    assert one["tallies"] == other["tallies"]
    assert one["events"].num_rows == 3
    (claim,) = one["claims"].to_pylist()
    assert (claim["sentence"], claim["level"]) == ("PAK ~ RUS 2016 +", 1)
    assert record.dyad("PAK", "RUS", since=date(2016, 1, 1))["events"].num_rows == 1


def test_disagreements_are_found_by_party_and_field(record: Record) -> None:
    assert record.disagreements(actors=["PAK"], field="date").num_rows == 2
    assert record.disagreements(actors=["IND"]).num_rows == 0
    assert record.disagreements(field="place").num_rows == 0
    assert set(record.disagreements().column("what").to_pylist()) == {"RETREAT RUS > PAK: arms embargo"}


def test_documents_and_actors_come_with_their_numbers(record: Record) -> None:
    documents = {row["id"]: (row["reports"], row["events"]) for row in record.documents().to_pylist()}
    assert documents == {"alpha": (2, 2), "beta": (3, 3), "gamma": (1, 1)}
    assert record.documents(search="naïve").column("id").to_pylist() == ["beta"]
    actors = {row["id"]: row for row in record.actors().to_pylist()}
    assert (actors["PAK"]["events"], actors["PAK"]["documents"]) == (4, 3)
    assert actors["SUN"]["lineage"] == "RUS"
    assert [row["id"] for row in record.actors(name="pakis").to_pylist()] == ["PAK"]
    assert record.actors(kind="organisation").num_rows == 0


def test_an_actor_is_found_by_id_or_name_or_told_what_is_close(record: Record) -> None:
    assert [record.find_actor(name) for name in ("PAK", "pak", "pakistan")] == ["PAK"] * 3
    with pytest.raises(UsageError, match=r"Close: .*Pakistan \(PAK\)"):
        record.find_actor("Pakstan")


def test_sql_gives_arrow_and_takes_parameters(record: Record) -> None:
    table = record.sql("SELECT id FROM documents WHERE id > ? ORDER BY id", ["alpha"])
    assert isinstance(table, pa.Table)
    assert table.column("id").to_pylist() == ["beta", "gamma"]


def test_a_wrong_query_is_told_and_the_record_stays_as_it_is(record: Record) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        record.sql("SELECT * FROM nowhere")
    for attempt in ("DELETE FROM events", "DROP TABLE events", "CREATE TABLE x AS SELECT 1"):
        with pytest.raises(UsageError):
            record.sql(attempt)
    assert record.events().num_rows == 5


def test_an_unknown_event_is_told(record: Record) -> None:
    with pytest.raises(UsageError, match="no event 'nothing'"):
        record.event("nothing")


def test_an_event_has_the_amounts_of_its_reports_and_the_sentences_of_each_side(project: Project, write: Write) -> None:
    write("one.txt", "PAK AID IND 2019-04-02 happened | flood relief | A gift of $50 and #7 ships.")
    write("two.txt", "PAK AID IND 2019-04-02 happened | flood relief | It sent $90, no less.")
    built(project)
    with project.record() as record:
        (row,) = record.events().to_pylist()
        event = record.event(row["id"])
    assert [r["amounts"] for r in event["evidence"]] == [
        [
            {"value": 50.0, "unit": None, "currency": "USD", "text": "$50"},
            {"value": 7.0, "unit": "ships", "currency": None, "text": "#7 ships"},
        ],
        [{"value": 90.0, "unit": None, "currency": "USD", "text": "$90"}],
    ]
    sides = {side["value"]: side["sentences"] for side in event["disagreements"]}
    assert [(s["document_id"], "gift" in s["sentence"]) for s in sides["50 USD"]] == [("one", True)]
    assert [(s["document_id"], "no less" in s["sentence"]) for s in sides["90 USD"]] == [("two", True)]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda r: r.disagreements(field="colour"), "It can be date, amount, count, place, party, status, kind"),
        (lambda r: r.documents(status="lost"), "It can be read, set aside, failed"),
        (lambda r: r.actors(kind="planet"), "It can be state, organisation, group"),
        (lambda r: r.events(document="alfa"), "Close: alpha"),
        (lambda r: r.events(document="0000"), "comity documents"),
        (lambda r: r.events(since=date(2016, 2, 1), until=date(2016, 1, 1)), "must not be after"),
        (lambda r: r.dyad("PAK", "RUS", since=date(2016, 2, 1), until=date(2016, 1, 1)), "must not be after"),
        (lambda r: r.dyad("PAK", "PAK"), "Name two actors"),
        (lambda r: r.dyad("SUN", "RUS"), "one actor at different times"),
    ],
)
def test_what_cannot_be_is_told_with_what_can(record: Record, ask: Callable[[Record], object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ask(record)


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"gone\.duckdb is missing"):
        Record(tmp_path / "gone.duckdb").events()
