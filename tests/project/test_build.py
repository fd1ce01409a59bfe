"""A build reads what is new and leaves the record that a build from nothing would leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_projects import article, built, contents, named_as
from plain_reader import PlainReader

from comity.errors import ProjectError
from comity.project import Project

Write = Callable[..., Path]


def test_a_build_makes_record_and_report(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened", "PAK ~ RUS 2016 +")
    write("two.txt", "PAK CONSULT RUS 2016-05-03 happened | | The second paper has its own words for it.")
    result = built(project)
    assert (result.documents, result.read, result.reused, result.set_aside) == (2, 2, 0, 0)
    assert (result.events, result.failed, result.exit_status, result.changed) == (1, (), 0, True)
    assert result.report_path.is_file()
    with project.record() as record:
        (event,) = record.events().to_pylist()
        assert (event["reports"], event["documents"], event["independent_sources"]) == (2, 2, 2)
        sentences = record.evidence(event["id"]).column("sentence").to_pylist()
    assert sorted(s.split(" | ")[0] for s in sentences) == ["PAK CONSULT RUS 2016-05-03 happened"] * 2


def test_nothing_changed_reads_nothing_and_keeps_the_generation(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("bad.txt")
    (project.root / "documents" / "bad.txt").write_bytes(b"")
    first = built(project)
    reader = PlainReader()
    again = built(project, reader=reader)
    assert not again.changed
    assert reader.seen == []
    assert (again.generation, again.events, again.documents) == (first.generation, first.events, first.documents)
    assert again.failed == first.failed
    assert [f.reason for f in again.failed] == ["empty"]
    assert again.exit_status == 3


def test_a_touched_file_with_the_same_bytes_is_no_change(project: Project, write: Write) -> None:
    path = write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    path.write_bytes(path.read_bytes())
    assert not built(project).changed


def test_same_size_other_bytes_is_a_change(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    write("one.txt", "PAK CONSULT IND 2016-05-03 happened")
    assert built(project).changed


def test_an_added_document_is_the_only_one_read(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    write("two.txt", "PAK ASSAULT IND 1999-05-26 happened")
    reader = PlainReader()
    result = built(project, reader=reader)
    assert len(reader.seen) == 1
    assert (result.read, result.reused, result.events) == (1, 1, 2)


def test_a_deleted_report_is_written_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    result = built(project)
    before = result.report_path.read_bytes()
    result.report_path.unlink()
    assert not built(project).changed
    assert result.report_path.read_bytes() == before


def test_another_reader_reads_everything_again(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    built(project)
    assert built(project, reader=PlainReader(fingerprint="plain 2")).read == 1


def test_a_document_that_cannot_be_read_is_listed_and_the_rest_is_built(project: Project, write: Write) -> None:
    write("good.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("broken.txt", "BOOM")
    result = built(project)
    assert [(f.path, f.reason, f.detail) for f in result.failed] == [
        ("broken.txt", "the reader failed", "RuntimeError: no such luck")
    ]
    assert (result.exit_status, result.events) == (3, 1)
    with project.record() as record:
        status = {row["id"]: row["status"] for row in record.documents().to_pylist()}
    assert status == {"good": "read", "broken": "failed"}


def test_what_is_not_english_is_set_aside_and_says_so(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    french = "Le ministre des affaires étrangères a rencontré hier son homologue à Paris pour parler de la paix. " * 5
    (project.root / "documents" / "deux.txt").write_text(french, encoding="utf-8")
    result = built(project)
    assert (result.documents, result.read, result.set_aside) == (2, 1, 1)
    assert [(s.path, s.reason) for s in result.set_aside_documents] == [("deux.txt", "not English (fr)")]
    assert result.exit_status == 0


def test_copies_of_one_text_are_one_document_and_one_source(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("copy.txt", "PAK CONSULT RUS 2016-05-03 happened")
    result = built(project)
    assert (result.documents, result.events) == (1, 1)
    with project.record() as record:
        (row,) = record.documents().to_pylist()
    assert (row["path"], row["other_paths"]) == ("copy.txt", ["one.txt"])


def test_a_planned_or_denied_act_is_kept_and_not_tallied(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 planned", "PAK ASSAULT IND 1999-05-26 denied")
    assert built(project).events == 2
    with project.record() as record:
        assert record.sql("SELECT * FROM tallies").num_rows == 0


LINES = (
    "PAK CONSULT RUS 2016-05-03 happened",
    "PAK CONSULT RUS 2016-05 happened | gas talks | They spoke of gas and of little else that month.",
    "PAK CONSULT RUS 2016 planned | gas talks",
    "RUS RETREAT PAK 2014-06-02 happened | arms embargo",
    "RUS RETREAT PAK 2015 happened | arms embargo",
    "PAK ASSAULT IND 1999-05-26 happened",
    "PAK ~ RUS 2016 +",
    "PAK CONSULT RUS ? happened | gas talks",
    "BOOM",
)
FILES = st.dictionaries(st.sampled_from("abcde"), st.sets(st.sampled_from(LINES), max_size=4), max_size=5)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FILES, min_size=2, max_size=3))
def test_building_step_by_step_equals_building_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, set[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    project = Project.init(folder / "p")
    for files in steps:
        shutil.rmtree(project.root / "documents")
        (project.root / "documents").mkdir()
        for name, lines in files.items():
            text = article(f"This one is called {name}.", *sorted(lines))
            (project.root / "documents" / f"{name}.txt").write_text(text, encoding="utf-8")
        built(project)
    fresh = Project.init(folder / "q", documents=project.root / "documents")
    if (project.root / "ids.jsonl").exists():  # what ids were before is all that a build from nothing cannot know
        shutil.copy(project.root / "ids.jsonl", fresh.root)
    named_as(fresh, project)
    built(fresh)
    assert contents(project) == contents(fresh)
    assert project.report_path.read_bytes() == fresh.report_path.read_bytes()


def test_a_row_of_the_sheet_without_a_file_is_a_note_and_no_failed_document(project: Project, write: Write) -> None:
    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    sheet = project.root / "documents" / "documents.csv"
    sheet.write_text("path,outlet\nomitted.txt,Harbour Post\n", encoding="utf-8")
    for _ in range(2):
        result = built(project)
        assert (result.exit_status, result.failed) == (0, ())
        assert [n for n in result.notes if "omitted.txt" in n] == [
            "documents.csv, line 2: there is no file 'omitted.txt' beside it"
        ]


def test_a_report_that_cannot_be_written_is_told_with_what_stands(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise RuntimeError("the page broke")

    write("one.txt", "PAK CONSULT RUS 2016-05-03 happened")
    with monkeypatch.context() as patch:
        patch.setattr("comity.show.report.write", fail)
        with pytest.raises(ProjectError, match="record is made anew, but the report is not") as caught:
            built(project)
    assert "the page broke" in (caught.value.hint or "")
    assert built(project).report_path.is_file()
