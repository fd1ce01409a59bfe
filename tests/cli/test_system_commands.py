"""comity system on the command line, over a project that a plain reader read."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from running import Run

from comity.project import Project

sys.path.insert(0, str(Path(__file__).parents[1] / "project"))

from plain_projects import article, built

LINES = (
    "IND COOPERATE RUS 1971-08-09 happened | treaty | They signed.",
    "IND COOPERATE RUS 1984-03-01 happened | arms | They bought.",
    "PAK ASSAULT IND 1984-04-13 happened | glacier | They fought.",
    "IND ASSAULT PAK 1985-06-13 happened | glacier | They fought again.",
    "PAK ~ RUS 1985 -",
    "RUS SANCTION PAK 1984-01-01 happened | arms | An embargo.",
    "RUS COOPERATE PAK 2016-09-24 happened | exercise | They trained.",
    "RUS AID PAK 2016-11-20 happened | arms | They sold.",
    "RUS COOPERATE PAK 2015-11-20 happened | arms | They agreed.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project.init(tmp_path_factory.mktemp("system") / "p")
    for n, line in enumerate(LINES):
        (project.root / "documents" / f"d{n}.txt").write_text(article(line), "utf-8")
    built(project)
    return project.root


def data(run: Run, *args: str | Path) -> object:
    done = run("system", *args, "--json")
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_the_network_of_a_day_is_said_in_lines_that_fit(run: Run, folder: Path) -> None:
    done = run("system", "--project", folder, "--on", "1985")
    assert done.status == 0, done.err
    assert done.out.startswith("The system on 1985-12-31\n")
    assert "Blocs" in done.out
    assert "SUN" in done.out
    assert "RUS" not in done.out
    assert "Treaty of Peace, Friendship and Co-operation (partnership, 1971-1991; recalled)" in done.out.replace(
        "\n     ", " "
    )
    assert max(map(len, done.out.splitlines())) <= 80


def test_ids_that_it_shows_can_be_opened(run: Run, folder: Path) -> None:
    done = run("system", "--project", folder, "--on", "2016")
    shown = done.out.split("[")[1].split("]")[0]
    assert run("events", "show", shown, "--project", folder).status == 0


def test_json_has_every_tie_and_what_it_rests_on(run: Run, folder: Path) -> None:
    found = data(run, "--project", folder, "--on", "1985", "-a", "Pakistan", "-a", "Soviet Union", "-a", "AFG")
    assert isinstance(found, dict)
    (tie,) = found["ties"]
    assert (tie["a"], tie["b"], tie["dyad"], tie["sign"]) == ("PAK", "SUN", ["PAK", "RUS"], -1)
    assert tie["event_ids"] or tie["claim_ids"]
    assert {"a": "AFG", "b": "SUN", "undated_acts": 0, "undated_claims": 0} in found["no_dated_evidence"]
    several = data(run, "--project", folder, "--on", "1985,2016")
    assert isinstance(several, list)
    assert [one["date"] for one in several] == ["1985-12-31", "2016-12-31"]


def test_years_list_and_say_why(run: Run, folder: Path) -> None:
    rows = data(run, "years", "--project", folder, "--since", "1984")
    assert isinstance(rows, list)
    assert [row["date"][:4] for row in rows] == [str(year) for year in range(1984, 2017)]
    stored = run(
        "sql",
        "SELECT positive, negative FROM system_years WHERE date >= DATE '1984-01-01' ORDER BY date",
        "--project",
        folder,
        "--json",
    )
    assert [(r["positive"], r["negative"]) for r in rows] == [
        (r["positive"], r["negative"]) for r in json.loads(stored.out)
    ]
    why = run("system", "years", "--why", "--project", folder).out
    assert "now surely positive" in why
    assert "[" in why


def test_two_dates_and_one_actor(run: Run, folder: Path) -> None:
    done = run("system", "compare", "1985", "2016", "--project", folder)
    assert done.status == 0, done.err
    changed = done.out.split("Changed (better or worse with a probability of at least 0.9)\n")[1].split("\n\n")[0]
    assert re.fullmatch(r"  PAK - RUS +-0\.\d\d ±0\.\d\d > \+0\.\d\d ±0\.\d\d +better 0\.99 \[\w{8}\] \+\d+", changed)
    actor = run("system", "actor", "Pakistan", "--on", "1985", "--project", folder)
    assert actor.status == 0, actor.err
    assert "PAK Pakistan on 1985-12-31" in actor.out
    assert "IND ASSAULT PAK 1985-06-13" in " ".join(actor.out.split())
    assert "Through the years" in actor.out


def test_the_spread_is_that_of_the_other_commands_and_is_said_once(run: Run, folder: Path) -> None:
    here = ("--project", folder)
    (tie,) = data(run, *here, "--on", "1985", "-a", "PAK", "-a", "SUN")["ties"]  # type: ignore[index]
    shown = f"{tie['mean']:+.2f} ±{1.645 * tie['sd']:.2f}"
    for args in (("--on", "1985,2016"), ("actor", "Pakistan", "--on", "1985"), ("compare", "1985", "2016")):
        said = run("system", *args, *here).out
        assert shown in said
        assert said.count("± is half of the 90% interval") == 1
    (row,) = json.loads(run("scores", "--on", "1985-12-31", "-a", "PAK", "-a", "RUS", "--json", *here).out)
    assert row["high"] - row["low"] == pytest.approx(2 * 1.645 * tie["sd"], abs=1e-3)


def test_what_only_lost_or_gained_a_sure_sign_is_apart_from_what_changed(run: Run, folder: Path) -> None:
    found = data(run, "compare", "1985", "1988", "--project", folder)
    assert isinstance(found, dict)
    told = {tuple(row["dyad"]): (row["verdict"], row["change"], row["higher"]) for row in found["ties"]}
    assert told["IND", "PAK"][:2] == told["PAK", "RUS"][:2] == ("as before", "no longer sure")
    assert 0.5 < told["IND", "PAK"][2] < 0.75
    later = data(run, "compare", "1985", "2016", "--project", folder)
    assert isinstance(later, dict)
    (turned,) = [row for row in later["ties"] if row["dyad"] == ["PAK", "RUS"]]
    assert (turned["verdict"], turned["change"]) == ("changed", "turned positive")
    said = run("system", "compare", "1985", "1988", "--project", folder).out
    assert "Changed" not in said
    before, crossed = said.split("As before, as far as the evidence can tell\n")[1].split(
        "Now sure of their sign (0.9), or no longer: by itself no change\n"
    )
    assert [line[:11] for line in before.split("\n") if line] == ["  IND - PAK", "  PAK - SUN"]
    assert "  PAK - SUN     no longer sure: negative 0.91 before, negative 0.80 after\n" in crossed


def test_a_pair_without_dated_evidence_says_what_is_undated(run: Run, tmp_path: Path) -> None:
    project = Project.init(tmp_path / "p")
    lines = (
        *LINES,
        "CHN AID IND ? happened | arms | They helped.",
        "CHN COOPERATE RUS 1984-03-01 happened | arms | Sold.",
    )
    for n, line in enumerate(lines):
        (project.root / "documents" / f"d{n}.txt").write_text(article(line), "utf-8")
    built(project)
    said = run("system", "--project", project.root, "--on", "1985", "-a", "CHN", "-a", "IND", "-a", "SUN").out
    assert "1 pair without dated evidence" in " ".join(said.split())
    assert "No dated evidence up to that day\n  CHN - IND\n  told without a date: CHN - IND 1 act\n" in said


def test_a_picture_is_written_beside_the_text(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.svg"
    assert run("system", "--project", folder, "--on", "1971,1985,2016", "--picture", file).status == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")
    again = tmp_path / "q.svg"
    run("system", "--project", folder, "--on", "1971,1985,2016", "--picture", again)
    assert again.read_bytes() == file.read_bytes()
    nowhere = run("system", "--project", folder, "--picture", tmp_path / "no" / "p.svg")
    assert nowhere.status == 2
    assert "cannot be written" in nowhere.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--actor", "Atlantis"), "No actor is called 'Atlantis'"),
        (("--on", "yesterday"), "is not a date"),
        (("--kind", "planet"), "no kind of actor"),
        (("--dataset", "gdelt"), "Nothing is scored from 'gdelt'"),
        (("compare", "1985", "1985"), "is one date"),
        (("actor", "Kenya"), "Nothing with a date is told of Kenya"),
    ],
)
def test_what_cannot_be_is_said_with_what_can(run: Run, folder: Path, args: tuple[str, ...], said: str) -> None:
    done = run("system", *args, "--project", folder)
    assert done.status == 2
    assert said in done.err
