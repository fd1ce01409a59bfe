"""`comity dyad`, on a project built without a parser: what a person reads of a relation that turned."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from running import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.project import Project
from comity.relations.asking import story

SVG = "{http://www.w3.org/2000/svg}"
WAR = [
    f"PAK ASSAULT IND {year}-0{month}-11 happened | | Shells fell in the month {month} of {year}."
    for year in (1999, 2000, 2001)
    for month in (3, 5, 9)
]
PEACE = [
    f"IND AID PAK {year}-0{month}-02 happened | | Wheat came in month {month} of {year}."
    for year in (2013, 2014, 2015, 2016)
    for month in (2, 6, 8)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Project.init(tmp_path_factory.mktemp("dyad") / "p")
    told = {
        "chronicle": [*WAR, "PAK ~ IND 2000 -", "PAK CONSULT IND ? happened", "PAK CONSULT IND 2030 planned"],
        "gazette": [*PEACE, "PAK ~ IND 2015 +", "SUN CONSULT AFG 1979-12-27 happened"],
    }
    for name, lines in told.items():
        (made.root / "documents" / f"{name}.txt").write_text(article(*lines), encoding="utf-8")
    built(made)
    return made.root


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def test_the_story_has_phases_turning_points_and_sentences_that_open(run: Run) -> None:
    told = run("dyad", "India", "PAK")
    assert told.status == 0
    assert re.search(r"hostile 1999–2001: -0\.\d+ ± 0\.\d+ \(9 events, 1 claim\)", told.out)
    assert re.search(r"(friendly|close) since (about )?2013", told.out)
    assert "1. reconciliation: about 2013 (between 2001 and 2013)" in " ".join(told.out.split())
    assert "Shells fell in" in told.out
    assert "Wheat came in" in told.out
    ids = re.findall(r"event ([0-9a-f]{8})", told.out)
    assert ids
    for id in sorted(set(ids)):
        shown = run("events", "show", id)
        assert shown.status == 0
        assert "“" in shown.out


def test_the_evidence_that_fixes_the_date_of_a_turn_is_named(run: Run) -> None:
    told = " ".join(run("dyad", "IND", "PAK").out.split())
    last, first = re.findall(
        r"Its date hangs on the last evidence before, event (\w+); and on the first after, event (\w+)\.", told
    )[0]
    assert "2001-09-11" in run("events", "show", last).out
    assert "2013-02-02" in run("events", "show", first).out
    for id in (last, first):
        assert re.search(rf"{id} \(", told), "it is not opened"


def test_a_level_is_told_by_its_last_evidence_unless_a_day_is_asked_for(run: Run) -> None:
    now = " ".join(run("dyad", "IND", "PAK").out.split())
    assert re.search(r"At the end of the record \(last evidence: 2016-08-02\): 0\.\d+, .*; good with probability", now)
    then = " ".join(run("dyad", "IND", "PAK", "--until", "2002").out.split())
    assert re.search(
        r"On 2002-12-31 \(last evidence: 2001-09-11\): -0\.\d+, .*; bad with probability (above )?0\.9", then
    )


def test_what_is_missing_is_said(run: Run) -> None:
    told = run("dyad", "IND", "PAK").out
    assert "No act dated to a year is told of in 2002–2012." in told
    assert "Without a date, so that no score rests on them: 1 act." in told
    assert "Not counted: 1 planned." in told
    assert "21 events, 2 claims, from 2 documents" in told


def test_a_relation_without_dated_evidence_has_no_score_and_says_so(run: Run) -> None:
    told = run("dyad", "IND", "RUS")
    assert told.status == 0
    assert "there is no score" in told.out
    assert "Phases" not in told.out


def test_former_states_are_named(run: Run) -> None:
    assert "Russia (RUS; Soviet Union until 1991-12-25)" in run("dyad", "SUN", "AFG").out


def test_each_side_has_its_own_story(run: Run) -> None:
    told = run("dyad", "IND", "PAK", "--directed").out
    india = told[told.index("India towards Pakistan") : told.index("Pakistan towards India")]
    assert "friendly" in india or "close" in india
    assert "hostile" not in india
    assert "hostile" in told[told.index("Pakistan towards India") :]


def test_json_has_the_tables_and_the_story(run: Run) -> None:
    found = json.loads(run("dyad", "IND", "PAK", "--json").out)
    assert {"a", "b", "tallies", "events", "claims", "disagreements", "scores", "turning_points", "phases"} <= set(
        found
    )
    assert next(p["name"] for p in found["phases"] if (p["direction"], p["issue"]) == ("both", "all")) == "hostile"
    course = found["story"]["course"]
    assert [t["number"] for t in course["turning_points"]] == [1]
    assert course["phases"][0]["evidence"][0]["sentence"]
    assert "curve" not in course


def test_a_time_cuts_phases_and_turning_points(run: Run) -> None:
    found = json.loads(run("dyad", "IND", "PAK", "--since", "2014", "--json").out)["story"]["course"]
    assert found["turning_points"] == []
    assert [p["name"] for p in found["phases"]] in (["friendly"], ["close"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--issue", "chess"), "Choose one of: all, defence"),
        (("--dataset", "nowhere"), "There are no scores of 'nowhere'"),
        (("--since", "2016", "--until", "2015"), "must not be after"),
    ],
)
def test_what_cannot_be_says_what_can(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("dyad", "IND", "PAK", *arguments)
    assert done.status == 2
    assert says in done.err
    assert done.out == ""


@pytest.mark.parametrize("columns", ["80", "120"])
def test_it_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = run("dyad", "IND", "PAK", "--directed").out
    assert max(len(line) for line in told.splitlines()) <= int(columns)
    chart = [line for line in told.splitlines() if "┤" in line]
    assert len(chart) == 11
    assert any("█" in line for line in chart)


def test_the_picture_says_in_words_what_it_shows(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "relation.svg"
    assert run("dyad", "IND", "PAK", "--picture", target).status == 0
    again = tmp_path / "again.svg"
    run("dyad", "PAK", "IND", "--picture", again)
    assert target.read_bytes() == again.read_bytes()
    root = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == "India and Pakistan"
    assert "hostile 1999–2001" in (desc.text or "")
    assert "reconciliation about 2013, +" in (desc.text or "")
    assert [t.text or "" for t in root.iter(f"{SVG}title") if "(between 2001 and 2013)" in (t.text or "")]
    marks = [c for c in root.iter(f"{SVG}circle") if c.get("class") == "mark"]
    with Project.open(".").record() as record:
        told = story(record, "IND", "PAK")
        assert told.course is not None
        assert len(marks) == len(told.course.knots) + 1  # one in the legend
    assert not list(root.iter(f"{SVG}script"))
    assert "http" not in target.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_a_picture_of_nothing_says_that_there_is_nothing(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "nothing.svg"
    assert run("dyad", "IND", "RUS", "--picture", target).status == 0
    assert "No dated evidence" in target.read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_says_why(run: Run, tmp_path: Path) -> None:
    done = run("dyad", "IND", "PAK", "--picture", tmp_path / "no" / "where.svg")
    assert done.status == 1
    assert "could not be written" in done.err


def test_a_time_or_matter_without_evidence_is_not_the_same_as_none_at_all(run: Run) -> None:
    assert "in that time" in run("dyad", "IND", "PAK", "--since", "2018").out
    assert "on that matter" in run("dyad", "IND", "PAK", "--issue", "water").out
    assert "in that time" not in run("dyad", "IND", "RUS").out
