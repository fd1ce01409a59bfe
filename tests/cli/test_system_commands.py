"""comity system on the command line, over a project that a plain reader read."""

from __future__ import annotations

import json
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
    assert ["AFG", "SUN"] in found["no_evidence"]
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
    assert "turned positive" in why
    assert "[" in why


def test_two_dates_and_one_actor(run: Run, folder: Path) -> None:
    done = run("system", "compare", "1985", "2016", "--project", folder)
    assert done.status == 0, done.err
    assert "turned positive" in done.out
    actor = run("system", "actor", "Pakistan", "--on", "1985", "--project", folder)
    assert actor.status == 0, actor.err
    assert "PAK Pakistan on 1985-12-31" in actor.out
    assert "IND ASSAULT PAK 1985-06-13" in " ".join(actor.out.split())
    assert "Through the years" in actor.out


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
        (("--origin", "gdelt"), "Nothing is scored from 'gdelt'"),
        (("compare", "1985", "1985"), "is one date"),
        (("actor", "Kenya"), "Nothing is told of Kenya"),
    ],
)
def test_what_cannot_be_is_said_with_what_can(run: Run, folder: Path, args: tuple[str, ...], said: str) -> None:
    done = run("system", *args, "--project", folder)
    assert done.status == 2
    assert said in done.err
