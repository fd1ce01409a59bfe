"""Corrections, edits and builds in any order leave the record that a build from nothing leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plain_projects import article, built, contents, named_as

from comity.errors import UsageError
from comity.project import Project

LINES = (
    "PAK CONSULT RUS 2016-05-03 happened",
    "PAK CONSULT RUS 2016-05 happened | gas talks | They spoke of gas and of little else that month.",
    "RUS RETREAT PAK 2014-06-02 happened | arms embargo",
    "RUS RETREAT PAK 2015 happened | arms embargo",
    "PAK ASSAULT IND 1999-05-26 happened | | A fight of $5 and #7 ships.",
    "PAK CONSULT RUS ? happened | gas talks",
)
FILES = st.tuples(
    st.sampled_from(["edit", "edit", "remove"]), st.sampled_from("abc"), st.sets(st.sampled_from(LINES), max_size=3)
)
VERBS = st.tuples(
    st.sampled_from(
        ["reject", "accept", "date", "sources", "join", "split", "settle", "undo", "fact", "alias", "member"]
    ),
    st.integers(0, 50),
    st.integers(0, 50),
)
STEPS = st.lists(st.one_of(FILES, VERBS), min_size=3, max_size=9)


def correct(project: Project, verb: str, n: int, m: int) -> None:
    with project.record() as record:
        reports = record.sql("SELECT id FROM reports WHERE origin = 'text' ORDER BY id").column(0).to_pylist()
        events = record.sql("SELECT id FROM events ORDER BY id").column(0).to_pylist()
        differing = record.sql("SELECT event_id, field, value FROM disagreements ORDER BY ALL").to_pylist()
    made = project.corrections
    if verb == "undo":
        lines = [row["id"] for row in project.log()]
        if lines:
            made.undo(lines[n % len(lines)])
    elif verb == "fact":
        made.fact("event", event_type="SANCTION", sources="USA", targets="RUS", date=f"20{n:02}", source="a book")
    elif verb == "alias":
        made.alias(f"the {n}th House", ("PAK", "RUS")[m % 2])
    elif verb == "member":
        made.fact("member", member="PAK", organisation="SCO", first=f"20{n:02}")
    elif verb in ("join", "split") and len(events) > 1:
        if verb == "join":
            made.join(events[n % len(events)], events[m % len(events)])
        else:
            made.split(events[n % len(events)], [reports[m % len(reports)]])
    elif verb == "settle" and differing:
        row = differing[n % len(differing)]
        made.settle(row["event_id"], row["field"], row["value"])
    elif reports:
        report = reports[n % len(reports)]
        if verb in ("reject", "accept"):
            getattr(made, verb)(report, why=str(m))
        elif verb in ("date", "sources"):
            value = f"20{m:02}" if verb == "date" else ("IND", "PAK, IND")[m % 2]
            made.change(report, verb, value)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a build a step: shrinking would take many minutes
)
@given(STEPS)
def test_step_by_step_equals_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object, object]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    project = Project.init(folder / "p")
    documents = project.root / "documents"
    for name, held in (("a", LINES[:3]), ("b", LINES[1:5])):
        (documents / f"{name}.txt").write_text(article(f"Called {name}.", *held), encoding="utf-8")
    built(project)
    for what, a, b in steps:
        if what == "edit":
            assert isinstance(b, set)
            (documents / f"{a}.txt").write_text(article(f"Called {a}.", *sorted(b)), encoding="utf-8")
        elif what == "remove":
            (documents / f"{a}.txt").unlink(missing_ok=True)
        else:
            assert isinstance(a, int)
            assert isinstance(b, int)
            try:
                correct(project, what, a, b)
            except UsageError:
                continue
        built(project)
    fresh = Project.init(folder / "q", documents=documents)
    for name in ("corrections.jsonl", "ids.jsonl"):
        if (project.root / name).exists():
            shutil.copy(project.root / name, fresh.root)
    named_as(fresh, project)
    built(fresh)
    assert contents(project) == contents(fresh)
    assert project.report_path.read_bytes() == fresh.report_path.read_bytes()


def test_undoing_everything_leaves_the_record_as_it_was_read(tmp_path: Path) -> None:
    project = Project.init(tmp_path / "p")
    for name, held in (("a", LINES[:3]), ("b", LINES[1:5])):
        path = project.root / "documents" / f"{name}.txt"
        path.write_text(article(f"Called {name}.", *held), encoding="utf-8")
    built(project)
    before = contents(project)
    for n, verb in enumerate(("reject", "accept", "date", "sources", "join", "fact", "date")):
        correct(project, verb, n, n + 1)
        built(project)
    changed = contents(project)
    assert changed["reports"] != before["reports"]
    assert changed["events"] != before["events"]
    for row in project.log():
        project.corrections.undo(row["id"])
    built(project)
    after = contents(project)
    assert {row[10] for row in after["corrections"]} == {"'undone'", "'applied'"}
    del before["corrections"], after["corrections"]
    assert after == before
