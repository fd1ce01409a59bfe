"""PLOVER records: the specification's fields, evidence that slices back to the text, nothing lost of what was changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.exchange.plover import contexts, records, written
from comity.project import Project
from comity.reading.model import Status
from comity.record import Record
from comity.vocabulary import issues, types

CONTEXTS = {
    *("military", "intelligence", "peacekeeping", "economic", "diplomatic", "resource", "disease", "enviro_disaster"),
    *("migration", "humanitarian", "asylum", "legal", "human_rights", "rights_freedoms", "gender", "lgbt", "terrorism"),
    *("human_security", "religion_ethnicity", "executive", "election", "legislative", "cbrn", "cyber"),
    *("political_institutions", "corruption", "crime", "illegal_drugs"),
    *("historical", "future", "hypothetical", "negation"),
}
"""PLOVER manual, draft 0.8, tables of general and special contexts."""
FIELDS = {
    *("id", "date", "enddate", "source", "recipient", "event", "mode", "context", "quad_code", "event_scale"),
    *("event_loc", "event_text", "text", "text_info", "cite_info", "link", "coder", "comity"),
}
ACTOR = {"code", "sector", "actor_text", "identifier_text", "comity"}


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


@pytest.fixture
def found(everything: Path) -> list[dict[str, Any]]:
    return lines(everything, "plover.jsonl")


def of(records: list[dict[str, Any]], kind: str, first: str) -> dict[str, Any]:
    (record,) = [r for r in records if r["event"] == [kind] and r["date"] == first]
    return record


def test_every_event_is_one_line_of_one_of_the_files(everything: Path, project: Project) -> None:
    whole, part = lines(everything, "plover.jsonl"), lines(everything, "plover_incomplete.jsonl")
    with project.record() as record:
        events = record.events().to_pylist()
    assert sorted(r["id"] for r in [*whole, *part]) == sorted(e["id"] for e in events)
    assert all(r["id"] and r["date"] and r["source"] and r["event"] for r in whole)
    assert [(r["event"], r["date"]) for r in part] == [(["ASSAULT"], None)]


def test_the_fields_are_those_of_the_specification(found: list[dict[str, Any]]) -> None:
    for record in found:
        assert set(record) <= FIELDS
        assert {"id", "date", "source", "event"} <= set(record)
        assert all(set(actor) <= ACTOR and len(actor["code"]) == 3 for actor in record["source"] + record["recipient"])
        assert set(record["event"]) <= set(types())
        assert set(record["context"]) <= CONTEXTS
        assert record["quad_code"] == types()[record["event"][0]].quad


def test_evidence_slices_back_to_the_text(everything: Path, project: Project) -> None:
    with project.record() as record:
        texts = {row["document_id"]: row["text"] for row in record.sql("SELECT * FROM texts").to_pylist()}
    seen = 0
    for name in ("plover.jsonl", "plover_incomplete.jsonl"):
        for event in lines(everything, name):
            for row in event["comity"]["evidence"]:
                text = texts[row["document"]]
                assert text[row["start"] : row["end"]] == row["quote"]
                assert text[slice(*row["trigger"])] in event["event_text"]
                for actor in row["actors"]:
                    assert text[actor["start"] : actor["end"]] == actor["actor"]  # the plain reader names actors by id
                for amount in row["amounts"]:
                    assert str(int(amount["value"])) in text[amount["start"] : amount["end"]]
                    seen += 1
            document = texts[event["cite_info"]["citation"]]
            assert document[event["text_info"]["start"] : event["text_info"]["end"]] == event["text"]
    assert seen == 2


def test_a_visit_to_come_is_an_agreement_and_stays_known_as_a_visit(found: list[dict[str, Any]]) -> None:
    visit = of(found, "AGREE", "2031-05-01")
    assert visit["comity"]["original"]["event_type"] == "CONSULT"
    assert (visit["comity"]["status"], visit["quad_code"], visit["context"]) == ("planned", 1, [])
    assert visit["event_scale"] == types()["AGREE"].score
    withdrawal = of(found, "CONCEDE", "2030-01-01")
    assert withdrawal["comity"]["original"]["event_type"] == "RETREAT"
    assert of(found, "REQUEST", "2012-03-01")["context"] == ["hypothetical"]


def test_what_happened_stays_what_it_is(found: list[dict[str, Any]]) -> None:
    meeting = of(found, "CONSULT", "2016-05-03")
    assert meeting["comity"]["original"] is None
    assert [a["code"] for a in meeting["source"]] == ["PAK"]
    assert len(meeting["comity"]["evidence"]) == 2
    assert {e["outlet"] for e in meeting["comity"]["evidence"]} == {"=The Herald", "Evening Post"}


def test_an_actor_keeps_its_code_as_of_the_day(found: list[dict[str, Any]]) -> None:
    assert of(found, "RETREAT", "1989-02-15")["source"][0]["code"] == "SUN"


@pytest.mark.parametrize("status", Status.__args__)  # type: ignore[attr-defined]
@pytest.mark.parametrize("kind", types())
def test_every_type_and_status_can_be_written(kind: str, status: str) -> None:
    done = written(kind, "m", status)
    assert done.type in types()
    assert done.context is None or done.context in CONTEXTS
    if status in ("happened", "ongoing"):
        assert done == (kind, "m", None)
    else:
        assert done.type != kind or done.context is not None or kind in ("AGREE", "CONCEDE", "REQUEST")
    if types()[kind].quad > 2:
        assert done.type == kind  # a planned attack is not an agreement


def test_every_issue_is_known_to_the_contexts() -> None:
    assert set(contexts()) == set(issues())
    assert {c for c in contexts().values() if c} <= CONTEXTS


@pytest.fixture
def shared(project: Project, tmp_path: Path) -> Record:
    """The record with its meeting of 2016 made one whose parties may stand on either side, of a state, groups and bodies."""
    with project.record() as record:
        store = record.path
    copied = tmp_path / "record.duckdb"
    shutil.copy(store, copied)
    with duckdb.connect(str(copied)) as db:
        db.execute(
            """UPDATE events SET "symmetric" = true, sources = ['PAK', 'TALIBAN'], targets = ['SCO', 'al-qaeda', 'own-group'],
            place = 'Samarkand', issue = 'energy' WHERE event_type = 'CONSULT' AND status = 'happened'"""
        )
        db.execute("INSERT INTO actors (id, name, kind) VALUES ('own-group', 'A group of mine', 'group')")
    return Record(copied)


def test_parties_on_either_side_are_one_record_with_all_as_source(shared: Record) -> None:
    (meeting,) = [r for r in records(shared) if r["comity"]["symmetric"]]
    assert meeting["recipient"] == []
    assert [a["comity"]["actor"] for a in meeting["source"]] == ["PAK", "TALIBAN", "SCO", "al-qaeda", "own-group"]
    assert [(a["code"], a.get("sector")) for a in meeting["source"]] == [
        *(("PAK", None), ("AFG", "REB"), ("IGO", None), ("IMG", "REB"), ("IMG", None))
    ]
    assert meeting["source"][4]["identifier_text"] == "A group of mine"
    assert meeting["event_loc"] == {"name": "Samarkand"}
    assert meeting["context"] == ["resource"]
