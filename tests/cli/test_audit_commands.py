"""`comity audit`: from drawing to figures, in the terminal and by a file."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from running import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

from comity.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("COMITY_WHO", "A. Reader")
    made = Project.init(tmp_path / "p")
    told = [f"KEN CONSULT UGA {1980 + n} happened | | Account number {n} of it." for n in range(20)]
    told += [f"Nobody from Kenya could say at all what became of the plan of {1980 + n}." for n in range(20)]
    (made.root / "documents" / "one.txt").write_text(article(*told), encoding="utf-8")
    built(made)
    monkeypatch.chdir(made.root)
    return made


def says(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{a}\n" for a in answers)))


def coded(project: Project, coder: str = "A. Reader") -> dict[str, list[str]]:
    """The types that a coder coded, by the number of the sentence."""
    (found,) = [c for c in project.audit.codings() if c.coder == coder]
    order = [s.key for s in project.audit.sample().sentences]
    return {str(order.index(key) + 1): [e.type for e in events] for key, events in found.events.items()}


def audit(run: Run, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("audit", "--json", *options).out)
    return found


def test_it_says_what_to_do_next_at_every_step(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("audit")
    assert first.status == 0
    assert "unknown until somebody looks" in first.out
    assert "comity audit --sample 200" in first.err
    assert audit(run)["sample"] is None
    drawn = run("audit", "--sample", "20", "--seed", "4")
    assert "Sample 1: 20 sentences of 41 in 1 document" in drawn.err
    assert "seed 4" in drawn.err
    assert "comity audit code" in drawn.err
    assert "comity audit export" in drawn.err
    assert run("audit", "--sample", "20").status == 2
    says(monkeypatch, "n", "q")
    run("audit", "code")
    assert '"A. Reader"' in run("audit").err
    assert "too few" in run("audit").out


def test_coding_in_the_terminal_is_blind_and_kept_at_once(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("audit", "--sample", "20")
    says(monkeypatch, "?", "con", "conc", "Kenya", "UGA, the elders", "p", "soon", "2014-06", "", "n", "s")
    done = run("audit", "code")
    assert done.status == 0
    assert "1 of 20" in done.out
    assert "4 of 20" in done.out
    assert "ASSAULT" in done.out  # the help page
    assert "'CON' could be CONSULT or CONCEDE" in done.err
    assert "'soon' is not a date" in done.err
    assert "no actor 'the elders'" in done.err
    assert "2 sentences coded, 18 left" in done.err
    for word in ("confidence", "plain_rule", "0.8", "rarer"):
        assert word not in done.out
    assert coded(project) == {"1": ["CONCEDE"], "2": []}
    (event,) = next(e for e in project.audit.codings()[0].events.values() if e)
    assert (event.sources, event.targets) == (("KEN",), ("UGA", "the elders"))
    assert (event.status, event.date) == ("planned", "2014-06")


def test_going_back_going_on_and_beginning_an_event_again(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("audit", "--sample", "20")
    says(monkeypatch, "n", "b", "aid", "KEN", "b", "2", "KEN", "UGA", "", "", "12", "", "", "", "", "", "n", "n", "q")
    run("audit", "code", "--coder", "Ben")
    assert coded(project, "Ben") == {"1": ["CONSULT", "PROTEST"], "2": [], "3": []} or coded(project, "Ben") == {
        "1": ["CONSULT", "PROTEST"],
        "2": [],
    }
    says(monkeypatch, "s", "n")
    went_on = run("audit", "code", "--coder", "Ben")
    assert "2 of 20 coded" in went_on.err or "3 of 20 coded" in went_on.err
    assert len(coded(project, "Ben")) in (3, 4)


def test_by_a_file_and_back(project: Project, run: Run) -> None:
    run("audit", "--sample", "41")
    assert run("audit", "export", "sheet.csv").status == 0
    again = run("audit", "export", "sheet.csv")
    assert (again.status, "exists already" in again.err) == (2, True)
    rows = list(csv.DictReader(io.StringIO(Path("sheet.csv").read_text(encoding="utf-8-sig"), newline="")))
    for row in rows:
        if row["text"].startswith("KEN"):
            row.update(type="CONSULT", sources="Kenya", targets="Uganda", date=row["text"].split()[3])
        else:
            row.update(type="nothing")
    bad = [dict(rows[0], type="PARTY"), *rows[1:]]
    for name, table in (("bad.csv", bad), ("good.csv", rows)):
        with Path(name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(table)
    refused = run("audit", "import", "bad.csv", "--coder", "Anna")
    assert (refused.status, refused.out) == (2, "")
    assert "row 2: 'PARTY' is not an event type" in refused.err
    assert project.audit.codings() == []
    taken = run("audit", "import", "good.csv", "--coder", "Anna")
    assert "41 sentences coded by Anna; 0 open" in taken.err
    found = audit(run)
    (reference,) = found["references"]
    assert [line["precision"]["value"] for line in reference["levels"]] == [1.0] * 7
    assert reference["counts"]["reports_corrected"]["value"] == 20
    assert "1.00 (1.00 to 1.00)" in run("audit").out
    filled = run("audit", "export", "anna.csv", "--coder", "Anna")
    assert filled.status == 0
    assert "41 sentences coded by Anna; 0 open" in run("audit", "import", "anna.csv", "--coder", "Anna").err


def test_what_coders_differ_on_is_settled(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("audit", "--sample", "12")
    says(monkeypatch, *["n"] * 12)
    run("audit", "code", "--coder", "Anna")
    says(monkeypatch, *["aid", "KEN", "UGA", "", "", ""] * 3, *["n"] * 9)
    run("audit", "code", "--coder", "Ben")
    shown = run("audit")
    assert "Agreement of Anna, Ben" in shown.out
    assert "3 sentences on which coders differ" in shown.out
    assert "comity audit settle" in shown.err
    says(monkeypatch, "9", "2", "b", "1", "o", "threaten", "KEN", "", "", "", "", "q")
    settled = run("audit", "settle")
    assert "1  Anna: nothing" in settled.out
    assert "2  Ben: AID KEN > UGA, happened" in settled.out
    assert "2 settled, 1 left" in settled.err
    (kept,) = [c for c in project.audit.codings() if c.coder == "settled"]
    assert sorted([e.type for e in events] for events in kept.events.values()) == [[], ["THREATEN"]]
    assert len(audit(run)["differing"]) == 1
    says(monkeypatch, "1")
    run("audit", "settle")
    assert "nothing to settle" in run("audit", "settle").err


def test_the_level_of_intervals_can_be_chosen(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("audit", "--sample", "30")
    for s in project.audit.shown():
        events = [project.audit.event("CONSULT", "KEN", "UGA")] if s.text.startswith("KEN") else []
        project.audit.code(s.key, events, coder="Anna")
    wide, narrow = (audit(run, "--interval", level)["references"][0]["levels"][1]["recall"] for level in ("99", "80"))
    assert wide["value"] == narrow["value"]
    assert wide["low"] < narrow["low"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seed", "3"), "are for drawing"),
        (("--sample", "3"), "says nothing"),
        (("code",), "There is no sample"),
        (("export", "a.csv"), "There is no sample"),
        (("settle",), "There is no sample"),
        (("export", "a.csv", "--coder", "SETTLED"), "is the name for what coders settled on"),
        (("import", "a.csv", "--coder", "?!"), "is no name for a coder"),
    ],
)
def test_what_cannot_be_is_told(project: Project, run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("audit", *words)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_every_audit_command_explains_itself(run: Run) -> None:
    for words in (["audit"], ["audit", "code"], ["audit", "export"], ["audit", "import"], ["audit", "settle"]):
        done = run(*words, "--help")
        assert done.status == 0
        assert "Usage: comity audit" in done.out


@pytest.mark.parametrize(
    ("number", "said"), [("-3", "-3 is no number"), ("0", "0 is no number"), ("100000", "there are 41")]
)
def test_a_wrong_number_is_told_before_that_there_is_a_sample(
    project: Project, run: Run, number: str, said: str
) -> None:
    run("audit", "--sample", "20")
    told = run("audit", "--sample", number)
    assert told.status == 2
    assert said in told.err
    assert "sample already" not in told.err


def test_a_sheet_says_what_blank_means_and_rows_in_error_stand_on_lines(
    project: Project, run: Run, tmp_path: Path
) -> None:
    run("audit", "--sample", "20")
    sheet = tmp_path / "sheet.csv"
    assert "Type blank: not coded" in run("audit", "export", str(sheet)).err
    head, *rows = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert "(type blank: not coded; type nothing: no event)" in head
    rows[0] = rows[0].removesuffix(",,,,,,") + ",CONSULT,Pakistn,Kenya,,"
    rows[1] = rows[1].removesuffix(",,,,,,") + ",TALK,,,,"
    sheet.write_text("\n".join([head, *rows]), encoding="utf-8")
    told = run("audit", "import", str(sheet), "--coder", "anna")
    assert told.status == 2
    assert "x0a" not in told.err
    assert "\n  row 2: 'Pakistn' is no actor that comity knows; close: Pakistan (PAK)" in told.err
    assert "\n  row 3: " in told.err
    rows[0], rows[1] = rows[0].replace("Pakistn", "the elders"), rows[1].replace("TALK", "nothing")
    sheet.write_text("\n".join([head, *rows]), encoding="utf-8")
    assert "2 sentences coded" in run("audit", "import", str(sheet), "--coder", "anna").err
