"""Scores of events that follow from what is true agree with it; scores of noise do not; and the figures say which is which."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from worlds import FIRST, LAST, NAME, files, store, world

from comity.actors import Registry
from comity.errors import UsageError
from comity.record import Record
from comity.validation import Finding, Validation, validate
from comity.validation.frame import dyad_years

DRAWS = 100


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture(scope="module")
def true_store(folder: Path) -> Path:
    return store(folder / "true", world())


@pytest.fixture(scope="module")
def noise_store(folder: Path) -> Path:
    return store(folder / "noise", world(), noise=True)


@pytest.fixture(scope="module")
def public(folder: Path) -> dict[str, Path]:
    return files(folder, world())


@pytest.fixture(scope="module")
def of_truth(true_store: Path, noise_store: Path, public: dict[str, Path]) -> Validation:
    with Record(true_store) as record, Record(noise_store) as other:
        others = [("itself", record, NAME), ("noise", other, NAME)]
        return validate(record, Registry.default(), files=public, origin=NAME, others=others, draws=DRAWS)


@pytest.fixture(scope="module")
def of_noise(noise_store: Path, public: dict[str, Path]) -> Validation:
    with Record(noise_store) as record:
        return validate(record, Registry.default(), files=public, origin=NAME, draws=DRAWS)


def one(found: Validation, what: str, measure: str = "score", figure: str = "") -> Finding:
    fitting = [f for f in found.findings if what in f.what and f.measure == measure and figure in f.figure]
    assert len(fitting) >= 1, (what, measure, [f.what for f in found.findings])
    return fitting[0]


QUESTIONS = (
    ("a dispute in the next year", 0.5, 0.75),
    ("a dispute that begins", 0.5, 0.7),
    ("an ally above a rival", 0.5, 0.95),
    ("a rival below a dyad", 0.5, 0.9),
    ("an ally above a dyad", 0.5, 0.85),
    ("nearness of votes", 0.0, 0.6),
)


@pytest.mark.parametrize(("what", "chance", "least"), QUESTIONS)
def test_scores_of_true_events_agree_with_the_world(
    of_truth: Validation, what: str, chance: float, least: float
) -> None:
    finding = one(of_truth, what)
    assert finding.value is not None
    assert finding.low is not None
    assert finding.high is not None
    assert finding.value > least
    assert chance < finding.low < finding.value < finding.high
    assert finding.chance == chance


@pytest.mark.parametrize(("what", "chance", "least"), QUESTIONS)
def test_scores_of_noise_know_nothing(of_noise: Validation, what: str, chance: float, least: float) -> None:
    finding = one(of_noise, what)
    assert finding.value is not None
    assert finding.low is not None
    assert finding.high is not None
    assert abs(finding.value - chance) < 0.2
    assert finding.low < chance < finding.high


def test_cases_are_told_with_each_figure(of_truth: Validation) -> None:
    finding = one(of_truth, "a dispute in the next year")
    made = world()
    assert finding.dyads == len(made.pairs)
    assert (finding.first, finding.last) == (FIRST, LAST - 1)
    assert finding.positive is not None
    assert 0 < finding.positive < finding.n <= len(made.pairs) * (LAST - FIRST)


def test_intervals_of_a_well_specified_world_are_honest_enough(of_truth: Validation) -> None:
    finding = one(of_truth, "falls in the interval", "90% interval")
    assert finding.value == pytest.approx(0.9, abs=0.05)
    assert sum(of_truth.deciles) == pytest.approx(1.0, abs=1e-3)


def test_stability_is_one_with_itself_and_nothing_with_noise(of_truth: Validation) -> None:
    assert one(of_truth, "those of itself").value == 1.0
    noise = one(of_truth, "those of noise")
    assert noise.value is not None
    assert abs(noise.value) < 0.2


def test_baselines_stand_beside_the_score_on_the_same_cases(of_truth: Validation) -> None:
    what = "a dispute in the next year"
    score, decayed, less = (one(of_truth, what, m) for m in ("score", "decayed mean", "score less decayed mean"))
    assert score.n == decayed.n == less.n
    assert score.value is not None
    assert decayed.value is not None
    assert less.value == pytest.approx(score.value - decayed.value, abs=2e-4)


def test_few_cases_give_no_figure(true_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    made = world()
    path.write_text(f"ccode1,ccode2,year\n{made.cow[0]},{made.cow[1]},{LAST}\n2,20,{FIRST}\n", "utf-8")
    with Record(true_store) as record:
        found = validate(record, Registry.default(), files={"disputes": path}, origin=NAME, draws=20)
    finding = one(found, "a dispute in the next year")
    assert (finding.value, finding.low, finding.positive) == (None, None, 1)


def test_the_same_input_gives_the_same_figures(
    of_noise: Validation, noise_store: Path, public: dict[str, Path]
) -> None:
    with Record(noise_store) as record:
        again = validate(record, Registry.default(), files=public, origin=NAME, draws=DRAWS)
    assert again == of_noise


def test_what_is_not_there_is_refused(true_store: Path, tmp_path: Path) -> None:
    registry = Registry.default()
    with Record(true_store) as record:
        with pytest.raises(UsageError, match="No data set is called"):
            validate(record, registry, origin="icews")
        with pytest.raises(UsageError):
            validate(record, registry, files={"weather": tmp_path / "x.csv"}, origin=NAME)
        with pytest.raises(UsageError, match="cannot be read"):
            validate(record, registry, files={"disputes": tmp_path / "x.csv"}, origin=NAME)


def test_years_have_a_figure_each(of_truth: Validation) -> None:
    years = {row["year"]: row["score"] for row in of_truth.years}
    assert list(years) == list(range(FIRST, LAST + 1))
    assert np.median([v for v in years.values() if v is not None]) > 0.6


def test_it_is_said_how_many_cases_have_evidence_of_their_year(true_store: Path) -> None:
    with Record(true_store) as record:
        frame = dyad_years(record, Registry.default(), NAME)
        found = validate(record, Registry.default(), origin=NAME, draws=DRAWS)
        years = record.sql(
            "SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year(date) AS year FROM scores "
            "WHERE origin = ? AND issue = 'all' AND direction = 'both'",
            [NAME],
        ).num_rows
    assert 0 < frame.told.sum() == years <= len(frame)
    assert any(f"{len(frame):,} dyad-years have a score, {years:,} of them evidence" in note for note in found.notes)
