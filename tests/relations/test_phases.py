"""Phases: what they are called, where they begin and end, on evidence made up by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.relations.curve import Curve
from comity.relations.levels import Levels, Piece
from comity.relations.naming import MEANINGS, NAMES, as_now, level_name, title, turn_name
from comity.relations.ou import Model, filter_smooth
from comity.relations.phases import Phase, phases
from comity.relations.turning import turns

MODEL = Model(mu=0.1, spread=0.4, memory=2500.0, noise=0.5, noise_floor=0.1)
END = date(2025, 1, 1)


def told(*evidence: tuple[int, float], sd: float = 0.3, model: Model = MODEL, until: date = END) -> list[Phase]:
    """Phases of evidence given as (year, value) with the standard error `sd`, each on the first of July."""
    days = np.array([date(year, 7, 1).toordinal() for year, _ in evidence], dtype=np.float64)
    found = filter_smooth(days, [v for _, v in evidence], np.full(len(days), sd**2), [0, len(days)], model)
    sds = np.sqrt(found.filter_var), np.sqrt(found.var)
    levels = Levels(Curve(days, found.filter_mean, sds[0], found.mean, sds[1], np.ones(len(days)), model=model))
    return phases(levels, turns(levels), until.toordinal())


def made(evidence: list[tuple[date, float, float]], pieces: list[Piece] | None = None) -> Levels:
    """Levels from evidence given as (day, value, standard error)."""
    days = np.array([day.toordinal() for day, _, _ in evidence], dtype=np.float64)
    found = filter_smooth(days, [v for _, v, _ in evidence], [sd**2 for *_, sd in evidence], [0, len(days)], MODEL)
    sds = np.sqrt(found.filter_var), np.sqrt(found.var)
    return Levels(Curve(days, found.filter_mean, sds[0], found.mean, sds[1], np.ones(len(days)), model=MODEL), pieces)


def names(found: list[Phase]) -> list[str]:
    return [phase.name for phase in found]


def test_hostility_then_friendship_with_nothing_told_between() -> None:
    war = [(year, -0.8) for year in range(1979, 1989)]
    peace = [(year, 0.45) for year in range(2012, 2025)]
    found = told(*war, *peace)
    assert names(found) == ["hostile", "no evidence", "friendly"]
    assert date.fromordinal(found[0].first) == date(1979, 7, 1)
    assert 1988 <= date.fromordinal(found[0].last).year <= 1993
    assert date.fromordinal(found[2].first) == date(2012, 7, 1)
    assert found[2].open
    assert found[2].title == "probably friendly since about 2012"
    assert found[1].mean is None
    assert found[1].probability is None


def test_a_relation_of_which_nothing_was_heard_for_long_ends_without_evidence() -> None:
    found = told((1960, 0.5), (1961, 0.6), (1962, 0.5), (1963, 0.6))
    assert names(found) == ["friendly", "no evidence"]
    assert found[1].open
    assert date.fromordinal(found[1].last) == END
    assert 1964 <= date.fromordinal(found[0].last).year <= 1975


def test_little_evidence_is_unclear_and_evidence_both_ways_is_mixed() -> None:
    assert names(told((2023, -0.1), sd=0.9)) == ["unclear"]
    mixed = [(2015 + n, 0.4 if n % 2 else -0.4) for n in range(10)]
    assert names(told(*mixed)) == ["mixed"]
    assert names(told(*((2015 + n, 0.0) for n in range(10)), sd=0.1)) == ["mixed"]


def test_better_but_not_yet_good_is_a_thaw() -> None:
    cold = [(year, -0.6) for year in range(1980, 2000)]
    better = [(year, 0.0) for year in range(2000, 2025)]
    found = told(*cold, *better, sd=0.25)
    assert names(found) == ["hostile", "thaw"]
    assert found[1].title == "thaw from about 2000"


def test_nobody_saw_a_thaw_in_a_gap_of_decades() -> None:
    found = told((1979, -0.9), (1980, -0.9), (2015, 0.2), sd=0.4)
    assert names(found)[0] == "hostile"
    assert "thaw" not in names(found)


def test_years_that_are_surely_bad_are_named_in_a_stretch_that_is_not() -> None:
    # By hand: four years of hostility and then ten of as little as nothing do not make a turning point under a long
    # memory, and the four were bad all the same.
    found = told((1980, -0.6), (1982, -0.6), (1984, -0.6), (1986, -0.6), (1990, 0.3), (1994, 0.2), (1998, 0.3), sd=0.45)
    assert names(found)[0] in ("hostile", "cold")
    assert date.fromordinal(found[0].first).year == 1980
    assert date.fromordinal(found[0].last).year < 1998


def _war_and_peace() -> list[tuple[date, float, float]]:
    war = [(date(year, 7, 1), -0.7, 0.2) for year in range(1980, 1990)]
    return [*war, *((date(year, 7, 1), 0.5, 0.2) for year in range(1993, 2000))]


def test_while_something_is_told_to_hold_there_is_evidence() -> None:
    evidence = _war_and_peace()
    ends = [Piece(str(n), (n,), (1.0,)) for n in range(len(evidence))]
    free = made(evidence, ends)
    assert "no evidence" in names(phases(free, turns(free), END.toordinal()))
    # An embargo from the first year of the war to the first of peace, which nobody tells of in the years between.
    embargo = Piece("embargo", (0, 10), (0.5, 0.5))
    held = made(evidence, [*ends, embargo])
    found = phases(held, turns(held), date(2000, 1, 1).toordinal())
    assert names(found) == ["hostile", "friendly"]


def test_there_is_evidence_of_the_years_in_one_of_which_something_came() -> None:
    evidence = _war_and_peace()
    days = [day.toordinal() for day, *_ in evidence]
    covered = [(day, day) for day in days]
    # What stands in July 1993 came in one of the years from 1991 on.
    covered[10] = date(1991, 1, 1).toordinal(), days[10]
    levels = made(evidence)
    spread = Levels(levels.curve, covered=covered)
    one, two = (phases(each, turns(each), END.toordinal()) for each in (levels, spread))
    assert names(one)[:3] == ["hostile", "no evidence", "friendly"]
    assert names(two)[:2] == ["hostile", "friendly"]
    assert two[0].last == one[0].last
    assert two[1].first == two[0].last + 1


def _cold_with_better_years(*better: tuple[int, float]) -> list[tuple[date, float, float]]:
    cold = [(date(year, 7, 1), -0.5, 0.3) for year in (*range(1950, 1962), *range(1974, 1990))]
    return sorted([*cold, *((date(year, 3, 1), value, 0.55) for year, value in better)])


def test_years_that_acts_of_their_own_put_on_the_other_side_are_a_thaw() -> None:
    levels = made(_cold_with_better_years((1966, 0.6), (1967, 0.7), (1968, 0.6)))
    found = phases(levels, [], END.toordinal())
    assert names(found)[:3] == ["cold", "thaw", "hostile"] or names(found)[:3] == ["hostile", "thaw", "hostile"]
    assert 1965 <= date.fromordinal(found[1].first).year <= 1967
    assert found[1].mean is not None
    assert found[1].mean > 0
    assert found[1].probability is not None
    assert 0.75 <= found[1].probability < 0.9
    for one, other in pairwise(found):
        assert other.first == one.last + 1


def test_years_without_acts_of_their_own_are_no_thaw() -> None:
    evidence = _cold_with_better_years((1966, 0.6), (1967, 0.7), (1968, 0.6))
    better = tuple(n for n, (_, value, _) in enumerate(evidence) if value > 0)
    own = [Piece(str(n), (n,), (1.0,)) for n in range(len(evidence)) if n not in better]
    said = Piece("one statement about these years", better, (1.0,) * len(better))
    levels = made(evidence, [*own, said])
    assert "thaw" not in names(phases(levels, [], END.toordinal()))


@pytest.mark.parametrize(
    ("mean", "sd", "said"),
    [
        (0.5, 0.1, "friendly since 2014"),
        (0.28, 0.34, "probably friendly since 2014"),
        (0.1, 0.4, "leaning friendly since 2014"),
        (-0.1, 0.4, "friendly since 2014, by now unclear"),
    ],
)
def test_what_is_said_of_now_is_no_firmer_than_now_is_known(mean: float, sd: float, said: str) -> None:
    assert as_now("friendly since 2014", "friendly", mean, sd) == said
    assert as_now("hostile since 2014", "hostile", -mean, sd) == said.replace("friendly", "hostile")
    assert as_now("thaw from 2014", "thaw", mean, sd) == "thaw from 2014"


def test_months_are_named_only_where_both_ends_are_known_to_months() -> None:
    assert title("cold", date(1999, 12, 7), date(2001, 7, 1), open=False) == "cold December 1999–July 2001"
    assert title("cold", date(1999, 12, 7), date(2001, 7, 1), open=False, months=False) == "cold 1999–2001"


def test_phases_follow_one_another_without_a_hole() -> None:
    found = told((1955, 0.6), (1956, 0.4), (1980, -0.7), (1981, -0.9), (2010, 0.1), (2024, 0.6))
    assert date.fromordinal(found[0].first) == date(1955, 7, 1)
    assert date.fromordinal(found[-1].last) == END
    for one, other in pairwise(found):
        assert other.first == one.last + 1


def test_no_evidence_at_all_has_no_phases() -> None:
    assert told() == []


@given(
    st.lists(st.tuples(st.integers(1940, 2024), st.floats(-1, 1)), min_size=1, max_size=25, unique_by=lambda e: e[0]),
    st.floats(0.1, 0.8),
    st.floats(500, 10_000),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_evidence_names_say_no_more_than_it(
    evidence: list[tuple[int, float]], sd: float, memory: float
) -> None:
    found = told(*sorted(evidence), sd=sd, model=replace(MODEL, memory=memory))
    assert [p.open for p in found] == [False] * (len(found) - 1) + [True]
    for one, other in pairwise(found):
        assert other.first == one.last + 1
        assert one.name != other.name
    held = [n for phase in found for n in range(phase.begin, phase.end)]
    assert held == list(range(len(evidence)))
    for phase in found:
        assert phase.name in NAMES
        assert phase.name in phase.title
        assert phase.first <= phase.last
        assert (phase.mean is None) == (phase.name == "no evidence") == (phase.begin == phase.end)


@pytest.mark.parametrize(
    ("mean", "sd", "expected"),
    [
        (-0.5, 0.2, "hostile"),
        (-0.35, 0.2, "hostile"),
        (-0.2, 0.1, "cold"),
        (-0.5, 0.5, "unclear"),  # one standard deviation: 0.84
        (0.3, 0.2, "friendly"),
        (0.5, 0.2, "close"),
        (0.9, 0.8, "unclear"),
        (0.05, 0.02, "mixed"),  # surely above 0, and by nothing
        (0.05, 0.08, "mixed"),  # surely near 0
        (0.05, 0.3, "unclear"),
    ],
)
def test_levels_have_names(mean: float, sd: float, expected: str) -> None:
    assert level_name(mean, sd) == expected


def test_what_is_not_sure_is_named_by_its_evidence_or_its_turn() -> None:
    assert level_name(0.0, 0.4, good=0.5, bad=0.5) == "mixed"
    assert level_name(0.0, 0.4, good=0.8, bad=0.2) == "unclear"
    assert level_name(0.1, 0.4, turned=1) == "thaw"
    assert level_name(-0.1, 0.4, turned=-1) == "chill"
    assert level_name(0.4, 0.2, turned=1) == "friendly"


def test_turns_have_names() -> None:
    assert turn_name(-0.8, 1, -1, 0.4) == "break"
    assert turn_name(-0.3, 1, 0, 0.4) == "chill"
    assert turn_name(0.8, -1, 1, -0.4) == "reconciliation"
    assert turn_name(0.4, -1, 0, -0.4) == "thaw"
    assert turn_name(0.4, 1, 1, 0.2) == "rapprochement"


def test_titles_read_as_a_person_would_write_them() -> None:
    assert title("hostile", date(1979, 12, 24), date(1988, 5, 15), open=False) == "hostile 1979–1988"
    assert title("thaw", date(2011, 5, 1), date(2024, 1, 1), open=True) == "thaw from 2011"
    assert (
        title("friendly", date(2014, 6, 1), date(2024, 1, 1), open=True, since="about 2014")
        == "friendly since about 2014"
    )
    assert title("cold", date(1971, 3, 1), date(1971, 12, 31), open=False) == "cold 1971"
    assert title("chill", date(2007, 8, 1), date(2008, 7, 31), open=False) == "chill August 2007–July 2008"


def test_every_name_has_a_meaning() -> None:
    assert tuple(MEANINGS) == NAMES
