"""The commands as a person types them, over the corpus on the Nile dam."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from running import Run

from comity import __version__

CORPUS = Path(__file__).parents[1] / "corpus" / "nile"
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("nile")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nile")
    shutil.copytree(CORPUS, folder / "nile")
    from comity.project import Project

    project = Project.for_documents(folder / "nile", folder / "project")
    assert project.build(jobs=1).exit_status == 3
    return project.root


def test_version_is_printed(run: Run) -> None:
    done = run("--version")
    assert (done.status, done.out) == (0, f"comity {__version__}\n")


@pytest.mark.parametrize(
    "command",
    ["init", "build", "read", "documents", "actors", "events", "dyad", "disagreements", "agreements", "report"],
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert "Usage: comity" in done.out


def test_build_says_what_failed_and_goes_on(run: Run, built: Path) -> None:
    done = run("build", "--project", built)
    assert done.status == 3
    assert "empty.txt: empty" in done.err
    assert "report.html" in done.err


def test_documents_lists_what_was_set_aside_with_the_reason(run: Run, built: Path) -> None:
    done = run("documents", "--project", built, "--json")
    rows = {row["id"]: row for row in json.loads(done.out)}
    assert rows["french"]["status"] == "set aside"
    assert "not English" in rows["french"]["reason"]
    assert rows["filling"]["outlet"] == "Khartoum Courier"
    assert (rows["filling"]["published_first"], rows["filling"]["published_basis"]) == ("2021-07-20", "given")
    assert rows["treaties"]["published_first"] == "2015-06-01"
    assert rows["dam-opens"]["author"] == "Marco Bellini"
    assert rows["wire-2"]["published_first"] is None


def test_events_can_be_filtered(run: Run, built: Path) -> None:
    everything = json.loads(run("events", "--project", built, "--json").out)
    pact = json.loads(
        run(
            "events",
            "--project",
            built,
            "--actor",
            "Egypt",
            "-a",
            "Sudan",
            "--since",
            "1959",
            "--until",
            "1959-12",
            "--json",
        ).out
    )
    assert 0 < len(pact) < len(everything)
    assert {row["first"] for row in pact} == {"1959-11-01"}
    assert {"EGY", "SDN"} <= {actor for row in pact for actor in row["sources"] + row["targets"]}
    support = json.loads(run("events", "--project", built, "--type", "support", "--json").out)
    assert {row["event_type"] for row in support} == {"SUPPORT"}


def test_an_event_opens_its_sentences(run: Run, built: Path) -> None:
    first = json.loads(run("events", "--project", built, "--actor", "EGY", "--json").out)[0]
    shown = json.loads(run("events", "show", first["id"], "--project", built, "--json").out)
    assert shown["id"] == first["id"]
    for row in shown["evidence"]:
        text = (CORPUS / Path(row["path"]).name).read_text(encoding="utf-8")
        assert row["sentence"] in text or row["path"].endswith(".jsonl")
    people = run("events", "show", first["id"][:8], "--project", built)
    assert "“" in people.out


def test_dyad_gives_tally_and_events(run: Run, built: Path) -> None:
    found = json.loads(run("dyad", "Egypt", "Ethiopia", "--project", built, "--json").out)
    assert (found["a"], found["b"]) == ("EGY", "ETH")
    assert found["events"]
    for row in found["tallies"]:
        total = row["cooperation"] + row["hostility"]
        balance = (row["cooperation"] - row["hostility"]) / total if total else 0
        assert total == 0 or row["balance"] == pytest.approx(balance, abs=1e-6)  # six digits are kept


def test_tables_fit_a_terminal_of_eighty_columns(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in (["events"], ["documents"], ["actors"], ["disagreements"], ["dyad", "EGY", "ETH"]):
        done = run(*command, "--project", built)
        assert done.status == 0
        assert max(len(line) for line in done.out.splitlines() or [""]) <= 80


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("events", "--type", "MEET"), "Choose one of: AGREE"),
        (("events", "--since", "soon"), "is not a date"),
        (("dyad", "Egipt", "ETH"), "Egypt (EGY)"),
        (("events", "show", "no-such-event"), "comity events"),
    ],
)
def test_a_wrong_argument_says_what_to_do(run: Run, built: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, "--project", built)
    assert done.status == 2
    assert says in done.err
    assert done.out == ""


def test_outside_a_project_the_way_in_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("events")
    assert done.status == 2
    assert "comity build FOLDER" in done.err


def test_any_name_of_an_actor_will_do(run: Run, built: Path) -> None:
    by_seat = json.loads(run("dyad", "Cairo", "Addis Ababa", "--project", built, "--json").out)
    assert (by_seat["a"], by_seat["b"]) == ("EGY", "ETH")


def test_a_folder_that_is_not_there_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere")
    assert done.status == 2
    assert "There is no folder or file" in done.err


def test_init_makes_a_project_that_explains_its_settings(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "study")
    assert done.status == 0
    assert "comity build --project" in done.err
    assert (tmp_path / "study" / "documents").is_dir()
    settings = (tmp_path / "study" / "comity.toml").read_text(encoding="utf-8")
    assert re.search(r"^# ", settings, re.MULTILINE)
    assert run("init", tmp_path / "study").status == 2


def test_a_project_that_is_given_as_documents_is_built(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "study")
    done = run("build", tmp_path / "study")
    assert done.status == 0
    assert "nothing to read" in done.err
    assert not (tmp_path / "comity-study").exists()


def test_report_says_where_it_is(run: Run, built: Path) -> None:
    done = run("report", "--project", built)
    assert Path(done.out.strip()) == built / "report.html"


def test_read_prints_one_line_of_json_a_document_in_order(run: Run, tmp_path: Path) -> None:
    lines = [
        {"id": "b", "text": "Kenya's president visited Uganda on 3 March 2019.", "date": "2019-03"},
        {"id": "a", "event_text": "Chad expelled two French diplomats.", "date": None},
    ]
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{not json\n", encoding="utf-8")
    done = run("read", "--json", path)
    readings = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 3
    assert "line 3" in done.err
    assert [r["id"] for r in readings] == ["b", "a"]
    assert {r["schema"] for r in readings} == {"comity-reading/1"}
    (report,) = readings[0]["reports"]
    text = lines[0]["text"]
    assert text is not None
    assert (report["event"], report["mode"], report["sources"], report["targets"]) == (
        "CONSULT",
        "visit",
        ["KEN"],
        ["UGA"],
    )
    assert (report["first"], report["last"], report["date_basis"]) == ("2019-03-03", "2019-03-03", "explicit")
    assert text[slice(*report["trigger"])] == "visited"


@pytest.mark.parametrize(
    "table", ["relation_claims", "causal_claims", "standing_facts", "turning_points", "disagreements", "things"]
)
def test_show_opens_whatever_has_an_id(run: Run, built: Path, table: str) -> None:
    query = f"SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM things WHERE length(id) < 4) ORDER BY id"
    ids = [row["id"] for row in json.loads(run("sql", query, "--json", "--project", built).out)]
    if not ids:
        pytest.skip(f"the corpus gives no {table}")
    done = run("show", ids[0], "--json", "--project", built)
    found = json.loads(done.out)
    assert (done.status, found["id"]) == (0, ids[0])
    said = [s["sentence"] for s in found["sentences"] + [t for one in found["rests_on"] for t in one["sentences"]]]
    if table not in ("things", "standing_facts"):
        assert said
        assert all(said)
    plain = run("show", ids[0], "--project", built)
    assert plain.status == 0
    assert ids[0] in plain.out


def test_show_takes_an_event_by_its_first_characters_and_says_so_where_there_is_nothing(run: Run, built: Path) -> None:
    (event, *_) = json.loads(run("events", "--json", "--project", built).out)
    assert (
        run("show", event["id"][:8], "--project", built).out
        == run("events", "show", event["id"], "--project", built).out
    )
    missing = run("show", "0000000000", "--project", built)
    assert missing.status == 2
    assert "Nothing in this record has the id" in missing.err


def test_show_of_a_rejected_report_shows_the_report(run: Run, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "project")
    shutil.copytree(CORPUS, tmp_path / "nile")
    events = json.loads(run("events", "--json", "--project", built).out)
    alone = next(e["id"] for e in events if e["reports"] == 1)
    assert run("correct", "reject", alone, "--build", "--project", tmp_path / "project").status in (0, 3)
    done = run("show", alone[:10], "--project", tmp_path / "project")
    assert (done.status, done.out.splitlines()[0]) == (0, f"report {alone}")
    assert "rejected     yes" in done.out


@pytest.mark.parametrize("command", [("dyad", "EGY", "ETH"), ("system",)])
def test_a_picture_is_svg_and_nothing_else(run: Run, built: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--picture", tmp_path / "drawn.png", "--project", built)
    assert (done.status, "ends in .svg" in done.err) == (2, True)
    assert not (tmp_path / "drawn.png").exists()


def test_scores_of_three_are_those_among_them(run: Run, built: Path) -> None:
    of = ("-a", "EGY", "-a", "ETH", "-a", "SDN")
    rows = json.loads(run("scores", *of, "--json", "--project", built).out)
    every = json.loads(run("scores", "--json", "--project", built).out)
    among = [r for r in every if {r["a"], r["b"]} <= {"EGY", "ETH", "SDN"}]
    assert rows == among
    assert among
