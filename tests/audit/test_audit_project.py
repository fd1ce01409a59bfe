"""An audit over builds: drawing, coding, figures, what survives."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.audit.frame import frame
from comity.audit.sample import load, path_of
from comity.errors import NoProject, ProjectError, UsageError
from comity.project import Project

SAID = (
    "The delegation of Kenya met that of Uganda and nothing was written about it.",
    "Tanzania kept its own counsel all the while, as it had the year before.",
    "The weather in the hills was mild for the season and the roads were dry.",
)


def lines(seed: int, count: int) -> list[str]:
    """Lines that the plain reader reads, and sentences in which it finds nothing."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        if rng.random() < 0.5:
            kind = rng.choice(["CONSULT", "ACCUSE", "COOPERATE", "ASSAULT"])
            found.append(f"KEN {kind} UGA {1990 + number % 30} happened | | Account number {seed} {number} of it.")
        else:
            found.append(f"{rng.choice(SAID)[:-1]}, says account {seed} {number}.")
    return found


def write(project: Project, name: str, told: list[str]) -> None:
    (project.root / "documents" / f"{name}.txt").write_text(article(*told), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.init(tmp_path / "p")
    for number in range(4):
        write(made, f"d{number}", lines(number, 30))
    built(made)
    return made


def code_all(project: Project, coder: str, *, wrong: float = 0.0, seed: int = 0) -> None:
    """Code the lines as they were meant; by chance, some as telling of nothing, and some that tell of nothing as a visit."""
    rng = random.Random(seed)
    audit = project.audit
    for s in audit.shown():
        words = s.text.split()
        events = []
        if s.text.startswith("KEN ") != (rng.random() < wrong):
            reads = s.text.startswith("KEN ")
            events = [
                audit.event(words[1], "KEN", "UGA", "happened", words[3])
                if reads
                else audit.event("CONSULT", "TZA", "UGA")
            ]
        audit.code(s.key, events, coder=coder)


def levels(result: dict[str, Any], reference: int = 0) -> dict[str, dict[str, Any]]:
    return {line["level"]: line for line in result["references"][reference]["levels"]}


def test_every_sentence_of_the_prose_is_in_the_frame_once_with_what_was_found(project: Project) -> None:
    with project.record() as record:
        sentences = frame(record)
        reports = record.sql("SELECT count(*) FROM reports").column(0).to_pylist()[0]
    assert len({s.key for s in sentences}) == len(sentences)
    assert sum(len(s.found) for s in sentences) == reports
    assert sum(not s.found for s in sentences) > 20


def test_a_sample_is_a_file_of_its_own_beside_what_a_build_may_delete(project: Project) -> None:
    made = project.audit.draw(40, seed=5)
    path = path_of(project.root / "audit", 1)
    assert load(path) == made == project.audit.sample()
    assert sum(a.drawn for a in made.strata) == len(made.sentences) == 40
    assert {s.probability for s in made.sentences} == {a.probability for a in made.strata if a.drawn}
    with pytest.raises(UsageError, match="already"):
        project.audit.draw(40)
    before = path.read_bytes()
    path.unlink()
    project.audit.draw(40, seed=5)
    assert path.read_bytes() == before


def test_a_coder_who_codes_what_comity_found_finds_it_all_right(project: Project) -> None:
    project.audit.draw(60)
    code_all(project, "Anna")
    result = project.audit.result()
    assert {(line["precision"]["value"], line["recall"]["value"]) for line in levels(result).values()} == {(1.0, 1.0)}
    counts = result["references"][0]["counts"]
    assert counts["reports_corrected"]["value"] == counts["reports"]
    assert levels(result)["type"]["recall"]["low"] < 1
    assert result["agreement"] is None


def test_figures_worked_from_the_weights(project: Project) -> None:
    """Precision and recall of types from the file of the sample and the coding alone, by weights of 1/probability."""
    project.audit.draw(60)
    code_all(project, "Anna", wrong=0.2)
    coding = {
        row["sentence"]: row["events"]
        for row in map(json.loads, (project.root / "audit" / "coding-anna.jsonl").read_text().splitlines())
    }
    right = found = there = 0.0
    for s in project.audit.sample().sentences:
        read = s.quote.split()[1:2] if s.quote.startswith("KEN ") else []
        coded = [event["type"] for event in coding[s.key]]
        right += (read == coded and bool(read)) / s.probability
        found += len(read) / s.probability
        there += len(coded) / s.probability
    line = levels(project.audit.result())["type"]
    assert line["precision"]["value"] == pytest.approx(right / found, abs=1e-4)
    assert line["recall"]["value"] == pytest.approx(right / there, abs=1e-4)
    counts = project.audit.result()["references"][0]["counts"]
    assert counts["reports_corrected"]["value"] == pytest.approx(counts["reports"] * there / found, rel=1e-3)


def test_two_coders_their_agreement_their_consensus_and_settling(project: Project) -> None:
    project.audit.draw(60)
    code_all(project, "Anna")
    code_all(project, "Ben", wrong=0.3, seed=3)
    result = project.audit.result()
    assert [r["reference"] for r in result["references"]] == ["consensus", "Anna", "Ben"]
    assert 0 < result["agreement"]["there"]["alpha"] < 1
    apart = project.audit.differing()
    assert len(apart) == len(result["differing"]) > 5
    assert result["references"][0]["coded"] == 60 - len(apart)
    for shown, codings in apart:
        assert set(codings) == {"Anna", "Ben"}
        project.audit.settle(shown.key, codings["Anna"])
    result = project.audit.result()
    assert result["differing"] == []
    assert result["references"][0]["coded"] == 60
    assert result["references"][0]["levels"] == result["references"][1]["levels"]
    with pytest.raises(UsageError, match="settled"):
        project.audit.code(shown.key, (), coder="Settled")


def test_a_part_of_a_sample_says_that_it_is_too_few(project: Project) -> None:
    project.audit.draw(60)
    for s in project.audit.shown()[:6]:
        project.audit.code(s.key, (), coder="Anna")
    line = levels(project.audit.result())["type"]
    assert line["precision"]["value"] is None
    assert line["precision"]["cases"] < 10


def test_a_sample_survives_a_rebuild_an_edit_and_a_new_name(project: Project) -> None:
    made = project.audit.draw(60)
    code_all(project, "Anna")
    before = project.audit.result()
    folder = project.root / "documents"
    told = (folder / "d1.txt").read_text(encoding="utf-8")
    (folder / "d1.txt").write_text(told.replace("short article", "rather short article"), encoding="utf-8")
    (folder / "d2.txt").rename(folder / "other.txt")
    built(project)
    after = project.audit.result()
    assert after["sample"]["lost"] == []
    assert after["sample"]["changed"]
    assert after["references"] == before["references"]
    (folder / "other.txt").unlink()
    built(project)
    lost = project.audit.result()["sample"]["lost"]
    assert sorted(lost) == sorted(s.key for s in made.sentences if s.document == "d2")


def test_an_edited_sentence_is_lost_and_no_other_taken_for_it(project: Project) -> None:
    made = project.audit.draw(120)
    chosen = next(s for s in made.sentences if s.quote.startswith("KEN "))
    path = project.root / "documents" / f"{chosen.document}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(chosen.quote, "KEN said nothing."), encoding="utf-8")
    built(project)
    assert project.audit.result()["sample"]["lost"] == [chosen.key]


def test_what_was_coded_counts_in_a_larger_sample(project: Project) -> None:
    project.audit.draw(40)
    code_all(project, "Anna")
    project.audit.draw(80, again=True)
    result = project.audit.result()
    assert result["sample"]["number"] == 2
    assert result["coders"][0]["coded"] >= 35


def test_the_last_word_on_a_sentence_holds_and_skipping_takes_it_back(project: Project) -> None:
    project.audit.draw(20)
    key = project.audit.sample().sentences[0].key
    visit = project.audit.event("cons", "Kenya; Uganda", "", "p", "2014-06")
    assert (visit.type, visit.sources, visit.status, visit.date) == ("CONSULT", ("KEN", "UGA"), "planned", "2014-06")
    project.audit.code(key, [], coder="Anna")
    project.audit.code(key, [visit], coder="Anna")
    assert project.audit.codings()[0].events == {key: (visit,)}
    project.audit.skip(key, coder="Anna")
    assert project.audit.codings()[0].events == {}
    with pytest.raises(UsageError, match="no sentence"):
        project.audit.code("s0", [], coder="Anna")


def test_lines_of_another_hand_are_told_and_left_alone(project: Project) -> None:
    project.audit.draw(20)
    key = project.audit.sample().sentences[0].key
    project.audit.code(key, [], coder="Anna")
    path = project.root / "audit" / "coding-anna.jsonl"
    bad = [
        '{"sentence": 5}',
        "<<<<<<<",
        '{"sentence": "s1", "events": [{"type": "PARTY"}]}',
        "[]",
        '{"cut',
    ]
    with path.open("a", encoding="utf-8") as out:
        out.write("\n".join(bad))
    project.audit.code(key, [project.audit.event("AID")], coder="Anna")
    (coding,) = project.audit.codings()
    assert len(coding.bad) == len(bad)
    assert "line 2" in coding.bad[0]
    assert project.audit.result()["not_understood"] == list(coding.bad)
    assert [e.type for e in coding.events[key]] == ["AID"]


def test_a_sample_that_was_changed_is_refused_and_stops_no_build(project: Project) -> None:
    project.audit.draw(20)
    path = path_of(project.root / "audit", 1)
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["sentences"][0]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ProjectError, match="no sample"):
        project.audit.result()
    done = built(project)
    assert any("audit" in note for note in done.notes)


def test_the_report_shows_the_audit_after_the_next_build(project: Project) -> None:
    report = project.report_path
    assert '"audit":null' in report.read_text(encoding="utf-8")
    project.audit.draw(40)
    code_all(project, "Anna")
    assert not built(project).changed
    text = report.read_text(encoding="utf-8")
    assert '"reference":"Anna"' in text
    mark = report.stat().st_mtime_ns
    built(project)
    assert report.stat().st_mtime_ns == mark


def test_without_a_sample_or_a_build_it_says_what_to_do(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NoProject, match="no sample"):
        project.audit.result()
    with pytest.raises(NoProject, match="not built"):
        Project.init(tmp_path / "other").audit.draw(20)


def test_what_people_put_right_counts_as_it_stands_now_and_is_told(project: Project) -> None:
    project.audit.draw(122)
    code_all(project, "Anna")
    with project.record() as record:
        rows = record.sql("SELECT id, event_type FROM reports ORDER BY id LIMIT 2").to_pylist()
        before = len(frame(record))
    project.corrections.reject(rows[0]["id"])
    project.corrections.change(rows[1]["id"], "event_type", "PROTEST")
    project.corrections.fact(
        "event", event_type="SANCTION", sources="KEN", targets="UGA", date="2001", source="a register"
    )
    built(project)
    with project.record() as record:
        assert len(frame(record)) == before
    result = project.audit.result()
    assert result["sample"]["corrected"] == 1
    assert not result["sample"]["changed"]
    line = levels(result)["type"]
    there = line["recall"]["cases"]
    assert line["recall"]["value"] == pytest.approx(1 - 2 / there, abs=0.02)
    assert line["precision"]["cases"] == there - 1
    assert line["precision"]["value"] < 1
