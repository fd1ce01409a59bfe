"""Reading in other processes: the same result whatever their number, and one that hangs or dies costs one document."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from plain_projects import contents, named_as

from comity.project import Project
from comity.project.settings import ReadingSection

Write = Callable[..., Path]
READER = "plain_reader:PlainReader"


def test_the_number_of_processes_is_of_no_matter(project: Project, write: Write, tmp_path: Path) -> None:
    long = " ".join(f"The {n}th sentence says nothing of note." for n in range(1500))
    for number in range(8):
        write(f"{number}.txt", f"PAK CONSULT RUS 200{number}-05-03 happened", f"{long} {number}")
    steps: list[tuple[int, int, str]] = []
    result = project.build(reader=READER, jobs=3, progress=lambda *step: steps.append(step))
    assert (result.read, result.events) == (8, 8)
    assert steps[-1][:2] == (8, 8)
    alone = Project.init(tmp_path / "alone", documents=project.root / "documents")
    named_as(alone, project)
    alone.build(reader=READER, jobs=1)
    assert contents(alone) == contents(project)
    assert alone.report_path.read_bytes() == project.report_path.read_bytes()


def test_a_worker_that_hangs_or_dies_costs_one_document(project: Project, write: Write) -> None:
    write("a-good.txt", "PAK CONSULT RUS 2016-05-03 happened")
    write("b-slow.txt", "HANG")
    write("c-deadly.txt", "DIE")
    write("d-good.txt", "PAK ASSAULT IND 1999-05-26 happened")
    settings = project.settings.model_copy(update={"reading": ReadingSection(max_seconds=8)})
    project.settings = settings
    result = project.build(reader=READER, jobs=1)
    assert [(f.path, f.reason) for f in result.failed] == [
        ("b-slow.txt", "took too long"),
        ("c-deadly.txt", "the reader stopped"),
    ]
    assert "ended with status 9" in str(result.failed[1].detail)
    assert (result.read, result.events, result.exit_status) == (2, 2, 3)
    write("b-slow.txt", "PAK CONSULT IND 2016-05-03 happened")
    again = project.build(reader=READER, jobs=1)
    assert (again.read, [f.path for f in again.failed]) == (1, ["c-deadly.txt"]), "what may go better is tried again"


def test_results_are_plain_values(project: Project, write: Write) -> None:
    import json

    write("a.txt", "BOOM")
    result = project.build(reader=READER)
    data = json.loads(json.dumps(result.as_dict()))
    assert data["exit_status"] == 3
    assert data["failed"][0]["reason"] == "the reader failed"
    assert set(data) >= {f.name for f in dataclasses.fields(result)}
