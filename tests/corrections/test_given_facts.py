"""Names and facts that people give: the registry of actors takes them in, and the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plain_projects import built, contents
from plain_reader import PlainReader

from comity.actors import Registry
from comity.errors import UsageError
from comity.intervals import Interval
from comity.project import Project
from comity.project.correcting import take_up

Write = Callable[..., Path]


def registry(project: Project) -> Registry:
    return Registry.default(take_up(project).actors)


def rows(project: Project, query: str) -> list[dict[str, Any]]:
    with project.record() as record:
        found: list[dict[str, Any]] = record.sql(query).to_pylist()
        return found


def test_an_alias_names_its_actor_and_everything_is_read_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    assert registry(project).resolve("Land of the Pure", None).actor is None
    made = project.corrections.alias("Land of the Pure", "Pakistan", why="a poet's name")
    assert registry(project).resolve("Land of the Pure", None).actor == "PAK"
    reader = PlainReader()
    built(project, reader=reader)
    assert reader.seen == ["one"]
    assert [row["state"] for row in project.log()] == ["applied"]
    project.corrections.undo(made.id)
    assert registry(project).resolve("Land of the Pure", None).actor is None
    reader = PlainReader()
    built(project, reader=reader)
    assert reader.seen == [], "what was read without the alias is still in the cache"


def test_an_alias_may_hold_for_some_days_only(project: Project) -> None:
    project.corrections.alias("the Old Palace", "IND", kind="seat", first="1950", last="1959")
    found = registry(project)
    assert found.resolve("the Old Palace", Interval.parse("1955")).actor == "IND"
    assert found.resolve("the Old Palace", Interval.parse("1975")).how == "place"


def test_a_correction_of_another_kind_reads_nothing_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    (event,) = rows(project, "SELECT id FROM events")
    project.corrections.reject(event["id"])
    reader = PlainReader()
    assert built(project, reader=reader).events == 0
    assert reader.seen == []


def test_a_membership_stands_in_place_of_what_the_table_says(project: Project, write: Write) -> None:
    write("one.txt", "SCO CONSULT PAK 2016-05-03 happened")
    built(project)
    table = [r for r in rows(project, "SELECT * FROM memberships WHERE organisation = 'SCO'") if r["member"] == "PAK"]
    assert [r["origin"] for r in table] == ["table"]
    project.corrections.fact("member", member="Pakistan", organisation="SCO", first="2016-06-24", source="a treaty")
    built(project)
    own = [r for r in rows(project, "SELECT * FROM memberships WHERE organisation = 'SCO'") if r["member"] == "PAK"]
    assert [(r["first"], r["last"], r["source"], r["origin"]) for r in own] == [
        (date(2016, 6, 24), None, "a treaty", "human")
    ]


def test_a_leader_is_known_in_office(project: Project) -> None:
    given = {"person": "Anselm Featherstonehaugh", "state": "Nauru", "office": "head_of_state"}
    project.corrections.fact("leader", **given, first="2031", last="2033")
    found = registry(project).resolve("Anselm Featherstonehaugh", Interval.parse("2032"))
    assert (found.actor, found.how) == ("NRU", "leader")


def test_an_actor_that_no_table_has_is_refused_and_in_the_log_not_found(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    with pytest.raises(UsageError, match="no actor 'Ruritania'"):
        project.corrections.alias("Strelsau", "Ruritania")
    made = project.corrections.alias("Land of the Pure", "PAK")
    path = project.corrections_path
    path.write_text(path.read_text(encoding="utf-8").replace('"actor": "PAK"', '"actor": "RUR"'), encoding="utf-8")
    assert built(project).exit_status == 0
    (row,) = project.log()
    assert (row["id"], row["state"], row["note"]) == (made.id, "not found", "no actor has the id RUR")


def test_an_event_that_a_person_gives_is_told_from_its_source(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    before = contents(project)
    made = project.corrections.fact(
        "event",
        event_type="sanction",
        sources="United States",
        targets="Iran",
        date="2018-05-08",
        amounts="7 firms",
        thing="oil",
        source="Federal Register 83, p. 38939",
        quote="Sanctions are\nin force again.",
    )
    assert built(project).events == 2
    with project.record() as record:
        (row,) = record.events(actor="IRN").to_pylist()
        event = record.event(row["id"])
    assert (event["event_type"], event["sources"], event["targets"]) == ("SANCTION", ["USA"], ["IRN"])
    assert (event["first"], event["thing"], event["status"]) == (date(2018, 5, 8), "oil", "happened")
    assert (event["origin"], event["corrected"], event["confidence"]) == ("human", [made.id], 1.0)
    (evidence,) = event["evidence"]
    assert evidence["sentence"] == "USA SANCTION IRN, oil, 7 firms, 2018-05-08."
    assert (evidence["outlet"], evidence["author"]) == ("Federal Register 83, p. 38939", "A. Reader")
    found = rows(
        project,
        "SELECT m.actor, substring(t.text, m.start + 1, m.\"end\" - m.start) AS said FROM mentions m JOIN texts t USING (document_id) WHERE m.origin = 'human' ORDER BY m.start",
    )
    assert [(r["actor"], r["said"]) for r in found] == [("USA", "USA"), ("IRN", "IRN")]
    built(project)
    project.corrections.undo(made.id)
    built(project)
    assert {k: v for k, v in contents(project).items() if k != "corrections"} == {
        k: v for k, v in before.items() if k != "corrections"
    }


def test_a_given_event_joins_with_what_documents_say_of_it(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    project.corrections.fact(
        "event", event_type="CONSULT", sources="PAK", targets="RUS", date="2016-05-03", source="a diary"
    )
    built(project)
    (event,) = rows(project, "SELECT * FROM events")
    assert (event["reports"], event["independent_sources"]) == (2, 2)


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("event", {"event_type": "SANCTION", "sources": "USA"}, "'source' is missing"),
        ("event", {"event_type": "DANCE", "sources": "USA", "source": "x"}, "no event_type"),
        ("member", {"member": "PAK"}, "'organisation' is missing"),
        ("member", {"member": "PAK", "organisation": "SCO", "first": "soon"}, "no date"),
        ("member", {"member": "PAK", "organisation": "SCO", "first": "2017", "last": "2016"}, "ends before"),
        ("leader", {"person": "A B", "state": "NRU", "office": "cook"}, "no office"),
        ("rumour", {}, "member, leader, event"),
    ],
)
def test_a_fact_that_is_not_whole_is_refused(project: Project, what: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as error:
        project.corrections.fact(what, **given)
    assert said in str(error.value)
    assert not project.corrections_path.exists()


@pytest.mark.model
def test_a_sentence_with_the_alias_is_read_of_its_actor(project: Project) -> None:
    said = "The Old Lodge imposed sanctions on Uganda in May 2003, and its neighbours protested at once."
    path = project.root / "documents" / "one.txt"
    path.write_text(f"A report on two neighbours and what they did to one another.\n\n{said}\n", encoding="utf-8")
    project.build(jobs=1)
    assert [r for r in rows(project, "SELECT * FROM events") if "KEN" in r["sources"]] == []
    project.corrections.alias("Old Lodge", "Kenya", kind="seat")
    project.build(jobs=1)
    (event,) = rows(project, "SELECT * FROM events WHERE event_type = 'SANCTION'")
    assert (event["sources"], event["targets"]) == (["KEN"], ["UGA"])


def test_what_a_person_gave_is_no_document_of_a_source(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    with project.record() as record:
        before = record.sources()
    project.corrections.fact("event", event_type="SANCTION", sources="USA", targets="IRN", source="a register")
    built(project)
    with project.record() as record:
        after = record.sources()
    assert after == before
    with project.record(without_sources=["one"]) as record:
        assert record.view is not None
        assert "0 of 1 documents" in record.view
    with pytest.raises(UsageError, match="1 without a date of publication is left out"):
        project.record(as_of=date(2030, 1, 1))
