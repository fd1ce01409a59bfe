"""Any unique beginning of an id opens what it means, also of an id that an earlier build gave."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_projects import article, built

from comity.errors import UsageError
from comity.project import Project

MET = "PAK CONSULT RUS 2016-05-03 happened | gas talks | Envoys sat down on the third of May."
AGAIN = "PAK CONSULT RUS 2016-05-03 happened | gas talks | The second paper has its own words for it."


def ids(project: Project, table: str) -> list[str]:
    with project.record() as record:
        found: list[str] = record.sql(f"SELECT id FROM {table} ORDER BY id").column(0).to_pylist()
        return found


def test_beginnings_of_reports_and_of_former_ids_open(tmp_path: Path) -> None:
    project = Project.init(tmp_path / "p")
    documents = project.root / "documents"
    (documents / "one.txt").write_text(article(MET), encoding="utf-8")
    (documents / "two.txt").write_text(article(AGAIN), encoding="utf-8")
    built(project)
    (event,), reports = ids(project, "events"), ids(project, "reports")
    assert len(reports) == 2
    with project.record() as record:
        for report in reports:
            assert record.event_id(report[:8]) == event
            assert record.current_id(report[:8]) == report
            assert record.reports(id=report[:8]).num_rows == 1
            assert record.event(report[:4])["id"] == event
        with pytest.raises(UsageError):
            record.event_id(event[:3])
    (documents / "one.txt").write_text(article(MET.replace("Envoys", "The envoys")), encoding="utf-8")
    (documents / "two.txt").write_text(article(AGAIN.replace("paper", "daily")), encoding="utf-8")
    built(project)
    now = ids(project, "reports")
    gone = [report for report in reports if report not in now]
    assert gone
    with project.record() as record:
        for report in gone:
            assert record.event_id(report[:8]) == ids(project, "events")[0]
            assert record.current_id(report[:8]) in now
    made = project.corrections.reject(gone[0][:8], who="A. Reader")
    assert made.entry.target in now
