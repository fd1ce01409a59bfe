"""The benchmarks run: small, and without looking at their times."""

from pathlib import Path

from benchmarks import bulk, merging, turning
from benchmarks.accuracy import Score


def test_merging_is_measured_at_four_sizes_and_through_the_store() -> None:
    *lines, whole = merging.measure(60)
    assert [line.what.split(" into ")[0] for line in lines] == [f"merging {n} reports" for n in (60, 120, 240, 480)]
    assert whole.what.startswith("120 reports out of the store")


def test_a_score_is_precision_recall_and_their_harmonic_mean() -> None:
    assert str(Score("events", 4, 3, 6, 3)).split("P", 1)[1] == "  75.0  R  50.0  F1  60.0   (6 annotated)"


def test_bulk_rows_give_what_sql_by_hand_gives_and_their_memory_is_measured(tmp_path: Path) -> None:
    compared, *lines = bulk.measure(tmp_path, 20_000, rounds=2, times=(1,))
    assert compared.what == "daily statistics of 20,000 rows"
    assert [line.unit for line in lines] == ["s", "MB"]
    assert lines[1].value > 10


def test_scores_of_many_dyads_are_measured() -> None:
    assert [line.value > 0 for line in bulk.monthly(600, 5)] == [True, True]


def test_turning_points_are_measured_on_every_world() -> None:
    lines = list(turning.measure(2))
    assert len(lines) == 2 + len(turning.DENSITIES) * (4 + len(turning.SIZES))
    assert any("100%" in line for line in lines if "one step of 1.0" in line)
