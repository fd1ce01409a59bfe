"""Turning points and phases in a built store: they open, and do not hang on the order in which documents came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from plain_projects import built, contents

from comity.project import Project
from comity.relations.asking import story
from comity.relations.dating import written

Write = Callable[..., Path]
WAR = [f"PAK ASSAULT IND {year}-04-09 happened | | The guns of {year}." for year in range(1996, 2002)]
PEACE = [f"PAK AID IND {year}-09-02 happened | | The wheat of {year}." for year in range(2009, 2017)]


@pytest.fixture
def turned(project: Project, write: Write) -> Project:
    write("war.txt", *WAR, "PAK ~ IND 1999 -")
    write("peace.txt", *PEACE, "SUN AID AFG 1957-05-05 happened")
    built(project)
    return project


def test_what_turning_points_and_phases_rest_on_is_in_the_record(turned: Project) -> None:
    with turned.record() as record:
        (turn,) = record.sql("SELECT * FROM turning_points WHERE issue = 'all' AND direction = 'both'").to_pylist()
        assert turn["name"] == "reconciliation"
        assert turn["first"] <= turn["date"] <= turn["last"]
        assert sorted(turn["carried_by"]) == sorted([*turn["event_ids"], *turn["claim_ids"], *turn["fact_ids"]])
        assert len(turn["carried_by"]) == len(turn["influences"])
        for table, ids in (("events", "event_ids"), ("relation_claims", "claim_ids"), ("standing_facts", "fact_ids")):
            for resting in ("turning_points", "phases", "scores"):
                missing = f"SELECT unnest({ids}) AS id FROM {resting} EXCEPT SELECT id FROM {table}"
                assert record.sql(missing).num_rows == 0, (resting, table)


def test_phases_cover_the_time_from_the_first_evidence_on(turned: Project) -> None:
    with turned.record() as record:
        rows = record.sql("""SELECT a, b, direction, issue, first, last, open,
            lead(first) OVER (PARTITION BY a, b, direction, issue, origin ORDER BY ordinal) AS following
            FROM phases ORDER BY ALL""").to_pylist()
    assert rows
    for row in rows:
        assert row["open"] == (row["following"] is None)
        assert row["following"] is None or (row["following"] - row["last"]).days == 1


def test_the_order_in_which_documents_came_is_of_no_matter(turned: Project, tmp_path: Path) -> None:
    other = Project.init(tmp_path / "q")
    for name in ("peace.txt", "war.txt"):
        text = (turned.root / "documents" / name).read_text(encoding="utf-8")
        (other.root / "documents" / name).write_text(text, encoding="utf-8")
        built(other)
    one, two = contents(turned), contents(other)
    for table in ("scores", "turning_points", "phases"):
        assert one[table] == two[table], table


def test_a_story_of_fewer_documents_is_told_from_these_alone(turned: Project) -> None:
    with turned.record(only_sources=["war"]) as record:
        told = story(record, "PAK", "IND")
    assert told.course is not None
    assert told.course.turning_points == ()
    assert [phase.name for phase in told.course.phases] == ["hostile"]
    assert told.basis.documents == 1


def test_a_rejected_report_takes_its_weight_along(turned: Project) -> None:
    with turned.record() as record:
        guns = [row["id"] for row in record.events(event_type="ASSAULT").to_pylist()]
    for id in guns:
        turned.corrections.reject(id, who="A. Reader", why="misread")
    built(turned)
    with turned.record() as record:
        told = story(record, "PAK", "IND")
        assert told.course is not None
        assert "hostile" not in [phase.name for phase in told.course.phases]


def test_a_turn_shown_by_acts_of_which_only_the_year_is_told_has_no_day(project: Project, write: Write) -> None:
    write("war.txt", *WAR)
    write("peace.txt", *(f"PAK AID IND {year} happened | | The wheat of {year}." for year in range(2003, 2011)))
    built(project)
    with project.record() as record:
        told = story(record, "PAK", "IND").course
    assert told is not None
    (turn,) = told.turning_points
    assert turn.first.year <= 2001
    assert (turn.last.month, turn.last.day) == (12, 31)
    assert str(turn.day) not in written(turn.day, turn.first, turn.last)
    assert [knot.known for knot in told.knots if knot.day.year == 2004] == [(date(2004, 1, 1), date(2004, 12, 31))]
    assert [str(piece.first) for piece in turn.before_it] == ["2001-04-09"]
    assert [str(piece.first) for piece in turn.after_it] == ["2003-01-01"]


def test_where_score_and_plain_measures_say_opposite_things_the_story_says_so(project: Project, write: Write) -> None:
    # One rebuke in the last weeks of a decade, of which what came after says that it was none.
    aid = [f"CHN AID AFG 2020-{month:02d}-02 happened | | The ships of {month}." for month in range(1, 13)]
    write("both.txt", "CHN ACCUSE AFG 2019-12-20 happened | | A rebuke.", *aid)
    built(project)
    with project.record() as record:
        told = story(record, "AFG", "CHN").course
    assert told is not None
    (one,) = told.partings
    assert (one.first.year, one.last.year, one.day) == (2010, 2019, date(2019, 12, 20))
    assert one.score > 0 > max(one.log_odds, one.decayed)
