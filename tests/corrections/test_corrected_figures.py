"""Every figure that rests on a correction says so, in views of a part of the documents too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plain_projects import built
from plain_reader import PlainReader, read

from comity.documents.model import Document
from comity.project import Project
from comity.reading.model import Reading

Write = Callable[..., Path]

MET = "PAK CONSULT RUS 2016-05-03 happened"
TALKED = "PAK CONSULT RUS 2016-08-11 happened | | Quite another account of it."
WAR = "PAK ASSAULT IND 1999-05-26 happened | | A border fight."


def rows(project: Project, query: str, **view: Any) -> list[dict[str, Any]]:
    with project.record(**view) as record:
        found: list[dict[str, Any]] = record.sql(query).to_pylist()
        return found


def report_of(project: Project, kind: str, document: str) -> str:
    query = f"SELECT id FROM reports WHERE event_type = '{kind}' AND document_id = '{document}'"
    return str(rows(project, query)[0]["id"])


def test_a_tally_rests_on_the_corrections_of_its_events(project: Project, write: Write) -> None:
    write("one.txt", MET, WAR)
    built(project)
    made = project.corrections.change(report_of(project, "CONSULT", "one"), "mode", "visit")
    built(project)
    tallies = rows(project, "SELECT * FROM tallies")
    assert {(t["a"], t["b"]): t["corrected"] for t in tallies} == {("PAK", "RUS"): [made.id], ("IND", "PAK"): []}


def test_a_tally_rests_on_the_rejection_of_what_would_count_there(project: Project, write: Write) -> None:
    write("one.txt", MET, "PAK AID RUS 2016-05-04 happened | | Another thing.", WAR)
    built(project)
    made = project.corrections.reject(report_of(project, "AID", "one"))
    built(project)
    tallies = rows(project, "SELECT * FROM tallies")
    assert {(t["a"], t["b"]): t["corrected"] for t in tallies} == {("PAK", "RUS"): [made.id], ("IND", "PAK"): []}


def test_what_is_told_of_an_event_names_its_corrections(project: Project, write: Write) -> None:
    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    made = project.corrections.change(report, "place", "Sochi", why="so the photograph says")
    built(project)
    with project.record() as record:
        event = record.event(report)
    assert [(row["id"], row["why"]) for row in event["corrections"]] == [(made.id, "so the photograph says")]
    assert [row["corrected"] for row in event["evidence"]] == [[made.id]]


def test_a_view_of_some_documents_is_corrected_too(project: Project, write: Write) -> None:
    write("one.txt", MET)
    write("two.txt", TALKED)
    write("three.txt", WAR)
    built(project)
    a, b = (row["id"] for row in rows(project, "SELECT id FROM events WHERE event_type = 'CONSULT' ORDER BY id"))
    joined = project.corrections.join(a, b)
    changed = project.corrections.change(report_of(project, "ASSAULT", "three"), "date", "1998")
    built(project)
    view = {"without_sources": ["three"]}
    (event,) = rows(project, "SELECT * FROM events", **view)
    assert (event["reports"], event["corrected"]) == (2, [joined.id])
    view = {"only_sources": ["three"]}
    (event,) = rows(project, "SELECT * FROM events", **view)
    assert (event["first"], event["corrected"]) == (date(1998, 1, 1), [changed.id])
    states = rows(project, "SELECT id, state FROM corrections ORDER BY ordinal", **view)
    assert [row["id"] for row in states] == [joined.id, changed.id]


class Forgetful(PlainReader):
    """Reads no visits any more."""

    def __init__(self) -> None:
        super().__init__(fingerprint="forgetful")

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        from dataclasses import replace

        for document in documents:
            found = read(document)
            yield replace(found, reports=tuple(r for r in found.reports if r.event != "CONSULT"))


def test_an_accepted_report_stays_when_it_is_read_no_more(project: Project, write: Write) -> None:
    write("one.txt", f"{MET} | gas talks | For $5 they met.", WAR)
    built(project)
    report = report_of(project, "CONSULT", "one")
    kept = "event_type, sources, targets, first, last, thing, status, confidence"
    made = project.corrections.accept(report)
    built(project)
    (before,) = rows(project, f"SELECT {kept} FROM events WHERE event_type = 'CONSULT'")
    built(project, reader=Forgetful())
    (row,) = rows(project, f"SELECT *, {kept} FROM events WHERE event_type = 'CONSULT'")
    assert {name: row[name] for name in before} == before
    assert (row["id"], row["corrected"]) == (report, [made.id])
    assert [r["value"] for r in rows(project, "SELECT value FROM quantities")] == [5.0]
    (line,) = project.log()
    assert (line["state"], line["note"]) == ("applied", "not read this time; it stands as it was accepted")
    built(project)
    assert rows(project, "SELECT reader FROM reports WHERE event_type = 'CONSULT'") == [{"reader": "parser"}]


def test_corrections_of_a_document_are_not_lost_when_the_cache_is(project: Project, write: Write) -> None:
    import shutil

    write("one.txt", MET)
    built(project)
    report = report_of(project, "CONSULT", "one")
    made = project.corrections.change(report, "place", "Sochi")
    built(project)
    shutil.rmtree(project.cache)
    write("two.txt", WAR)
    built(project)
    assert rows(project, f"SELECT place FROM reports WHERE id = '{report}'") == [{"place": "Sochi"}]
    project.corrections.undo(made.id)
    built(project)
    assert rows(project, f"SELECT place FROM reports WHERE id = '{report}'") == [{"place": None}]
