"""From a generated file of GDELT's to scores and the system: against the levels that the events were drawn from."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import NormalDist, fmean
from typing import Final

import numpy as np
import pytest
from plain_projects import article, built, contents

from comity.actors import Registry
from comity.errors import UsageError
from comity.project import Project
from comity.project.reducing import daily_statistics, reduced
from comity.relations.curve import curves
from comity.vocabulary import goldstein

STATES: Final = ("USA", "RUS", "CHN", "IND", "PAK", "FRA", "GBR", "JPN", "BRA", "ZAF", "EGY", "TUR")
FIRST: Final = date(2005, 1, 1)
DAYS: Final = 3652
SPREAD, MEMORY, NOISE = 0.3, 900.0, 0.35
_CODES: Final = tuple(
    sorted(
        (goldstein(code), code)
        for code in ["190", "138", "172", "120", "111", "016", "010", "040", "050", "051", "061", "070", "057"]
    )
)
"""Codes of CAMEO with the Goldstein weights that the events are drawn by."""

Truth = dict[tuple[str, str], "np.ndarray"]


def levels(rng: np.random.Generator) -> Truth:
    """A level a day of every two states: Ornstein-Uhlenbeck."""
    phi = np.exp(-1 / MEMORY)
    truth = {}
    for dyad in combinations(sorted(STATES), 2):
        x = np.empty(DAYS)
        x[0] = rng.normal(0, SPREAD)
        shocks = rng.normal(0, SPREAD * np.sqrt(1 - phi**2), DAYS)
        for t in range(1, DAYS):
            x[t] = phi * x[t - 1] + shocks[t]
        truth[dyad] = x
    return truth


def gdelt_file(path: Path, truth: Truth, a_dyad: int) -> int:
    """GDELT 2's 61 columns: acts whose weights scatter about the level of their day; how many rows."""
    rng = random.Random(5)
    scatter = NormalDist(0, NOISE)
    lines = []
    for dyad, level in sorted(truth.items()):
        for _ in range(a_dyad):
            day = rng.randrange(DAYS)
            drawn = 10 * (level[day] + scatter.inv_cdf(rng.uniform(1e-9, 1 - 1e-9)))
            low, high = _around(drawn)
            share = 0.0 if high[0] == low[0] else (drawn - low[0]) / (high[0] - low[0])
            weight, code = high if rng.random() < share else low
            source, target = rng.sample(dyad, 2)
            lines.append(_line(len(lines), FIRST + timedelta(days=day), source, target, code, weight, rng))
    rng.shuffle(lines)
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def _around(drawn: float) -> tuple[tuple[float, str], tuple[float, str]]:
    """The codes on either side: which of the two is drawn so that their mean is what was meant."""
    below = [c for c in _CODES if c[0] <= drawn] or [_CODES[0]]
    above = [c for c in _CODES if c[0] >= drawn] or [_CODES[-1]]
    return below[-1], above[0]


def _line(n: int, day: date, source: str, target: str, code: str, weight: float, rng: random.Random) -> str:
    cells = [""] * 61
    cells[:5] = [str(800_000_000 + n), f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year}.0"]
    for start, state in ((5, source), (15, target)):
        cells[start] = cells[start + 2] = state
        cells[start + 1] = f"THE GOVERNMENT OF {state}"
    mentions = str(1 + int(rng.expovariate(0.3)))
    cells[25:35] = [
        "1",
        code,
        code[:3],
        code[:2],
        "1" if weight >= 0 else "4",
        str(weight),
        mentions,
        "1",
        mentions,
        "0.5",
    ]
    for start in (35, 43, 51):
        cells[start] = "0"
    cells[59], cells[60] = f"{day:%Y%m%d}120000", f"http://wire.example/{n}"
    return "\t".join(cells) + "\n"


@pytest.fixture(scope="module")
def truth() -> Truth:
    return levels(np.random.Generator(np.random.PCG64(8)))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, truth: Truth) -> Project:
    """A document about France and Britain, and some five thousand imported acts."""
    root = tmp_path_factory.mktemp("imported")
    rows = gdelt_file(root / "made.export.CSV", truth, 75)
    assert rows == 66 * 75
    made = Project.init(root / "p")
    text = article("FRA CONSULT GBR 2014-06 happened | | The ministers met.")
    (root / "p" / "documents" / "a.txt").write_text(text, encoding="utf-8")
    made.import_events("gdelt", [root / "made.export.CSV"], name="made")
    built(made)
    return made


def test_scores_follow_the_levels_that_events_were_drawn_from(project: Project, truth: Truth) -> None:
    """The levels of 66 dyads at the end of each of ten years: correlated above 0.85, and in the 90% interval as often as
    such intervals promise (660 levels, of which each ten or so of a dyad hang together)."""
    with project.record() as record:
        found = curves(record, origin="made")
        (model,) = record.sql(
            "SELECT * FROM score_models WHERE origin = 'made' AND direction = 'both' AND issue = 'all'"
        ).to_pylist()
    assert found.keys() == truth.keys()
    ends = np.array([DAYS * (n + 1) // 10 - 1 for n in range(10)])
    real = np.array([truth[dyad][ends] for dyad in sorted(truth)])
    scored = [found[dyad].through(list(FIRST.toordinal() + ends)) for dyad in sorted(truth)]
    mean, sd = np.array([m for m, _ in scored]), np.array([s for _, s in scored])
    inside = np.abs(real - mean) <= 1.645 * sd
    assert np.corrcoef(real.ravel(), mean.ravel())[0, 1] > 0.85
    assert 0.85 <= inside.mean() <= 0.95
    assert model["basis"] == "fitted"
    assert model["spread"] == pytest.approx(SPREAD, rel=0.25)
    assert model["memory"] == pytest.approx(MEMORY, rel=0.4)
    assert (model["dyads"], model["events"]) == (66, 66 * 75)


def test_each_direction_has_its_own_scores(project: Project) -> None:
    with project.record() as record:
        both, forth, back = (curves(record, origin="made", direction=d) for d in ("both", "forth", "back"))
        assert forth.keys() == both.keys() == back.keys()
        assert fmean(len(forth[d].days) + len(back[d].days) for d in both) >= fmean(len(both[d].days) for d in both)
        assert curves(record, origin="text").keys() == {("FRA", "GBR")}


def test_actors_of_an_import_are_found_and_are_none_of_the_documents(project: Project) -> None:
    with project.record() as record:
        assert set(record.actors().column("id").to_pylist()) == {"FRA", "GBR"}
        assert record.find_actor("Brazil") == "BRA"
        assert "SUN" in record.sql("SELECT id FROM actors").column("id").to_pylist()  # before RUS: a possible break


def test_the_system_of_a_day_comes_from_the_import_alone(project: Project, truth: Truth) -> None:
    on = date(2012, 6, 30)
    found = project.system(on=on, origin="made")
    ties = {(tie.a, tie.b): tie for tie in found.network.ties}
    assert len(ties) == 66
    sure = {dyad: tie.sign for dyad, tie in ties.items() if tie.sign}
    right = [sign == np.sign(truth[dyad][(on - FIRST).days]) for dyad, sign in sure.items()]
    assert len(right) > 25
    assert fmean(right) > 0.88
    assert [(tie.a, tie.b) for tie in project.system(on=date(2014, 12, 31)).network.ties] == [("FRA", "GBR")]


def test_behind_a_score_stand_its_events(project: Project) -> None:
    with project.record() as record:
        knots = record.sql(
            "SELECT date, observed FROM scores WHERE origin = 'made' AND a = 'IND' AND b = 'PAK' AND issue = 'all'"
            " AND direction = 'both' ORDER BY date"
        ).to_pylist()
        days = record.sql("SELECT * FROM dyad_days WHERE dataset = 'made' ORDER BY ALL")
    registry = Registry.default()
    assert reduced(project, "made", registry).bin == "day"
    told = 0
    for knot in knots[:12]:
        rows = project.imported_behind("made", "IND", "PAK", knot["date"]).to_pylist()
        told += len(rows)
        weights = [1 + np.log(min(row["mentions"], 20)) for row in rows]
        mean = np.average([row["weight"] / 10 for row in rows], weights=weights)
        assert knot["observed"] == pytest.approx(mean, abs=1e-3)
        assert {row["first"] for row in rows} == {knot["date"]}
    assert told >= 12
    last = knots[-1]["date"]
    ways = [
        project.imported_behind("made", "IND", "PAK", last, direction=d).num_rows for d in ("forth", "back", "both")
    ]
    assert ways[0] + ways[1] == ways[2] > 0
    with pytest.raises(UsageError, match="made"):
        project.imported_behind("mad", "IND", "PAK", last)
    assert daily_statistics(project, "made", registry).num_rows == days.num_rows


def test_a_second_build_is_the_same_and_does_no_work_again(project: Project) -> None:
    before = contents(project)
    kept = sorted((project.root / ".comity" / "reduced" / "made").iterdir())
    stamps = [path.stat().st_mtime_ns for path in kept]
    assert not built(project).changed
    (project.root / "documents" / "b.txt").write_text(
        article("FRA ACCUSE GBR 2014-07 happened | | The ministers quarrelled."), encoding="utf-8"
    )
    assert built(project).changed
    assert [path.stat().st_mtime_ns for path in kept] == stamps
    (project.root / "documents" / "b.txt").unlink()
    built(project)
    after = contents(project)
    assert {name for name in before if before[name] != after[name]} == set()


def test_a_data_set_that_goes_takes_its_scores_along(project: Project) -> None:
    project.remove_import("made")
    assert built(project).changed
    with project.record() as record:
        assert record.sql("SELECT DISTINCT origin FROM scores").to_pylist() == [{"origin": "text"}]
        assert record.sql("SELECT count(*) AS n FROM dyad_days").to_pylist() == [{"n": 0}]
    assert not (project.root / ".comity" / "reduced" / "made").exists()


def test_a_damaged_data_set_stops_no_build(project: Project, tmp_path: Path, truth: Truth) -> None:
    gdelt_file(tmp_path / "few.export.CSV", dict(sorted(truth.items())[:3]), 5)
    project.import_events("gdelt", [tmp_path / "few.export.CSV"], name="few")
    (project.root / "imports" / "few" / "events.parquet").write_bytes(b"nothing of use")
    result = built(project)
    assert any("few" in note for note in result.notes)
    with project.record() as record:
        assert record.sql("SELECT DISTINCT origin FROM scores").to_pylist() == [{"origin": "text"}]
