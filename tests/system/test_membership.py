"""Who is in a bloc, what leans enough for a side, and what a comparison says of a change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from cold_war import EVIDENCE, write
from made_networks import network, tie, ties

from comity.cli.system_text import print_system
from comity.cli.system_words import when_of
from comity.record.record import Record
from comity.relations.curve import curves
from comity.system.blocs import part
from comity.system.comparing import AS_BEFORE, CHANGED, LEANS, VERDICTS, Move, compare
from comity.system.derive import actor_rows, year_row
from comity.system.draws import Drawn, likely_sides, nearly_even
from comity.system.membership import lasting, with_the_rest
from comity.system.whole import analyse


def drawn(sides: dict[str, list[int]]) -> Drawn:
    columns = np.array(list(sides.values()), dtype=np.int8).T
    count, actors = columns.shape
    everybody = (np.arange(actors),)
    none = np.zeros(count, dtype=np.int64)
    return Drawn(count, count, tuple(sides), np.ones(actors, dtype=np.int8), columns, none, everybody, True)


def test_a_share_is_that_of_draws_with_most_of_the_others() -> None:
    told = drawn({"A": [1, 1, 1, 1], "B": [1, 1, 1, -1], "C": [1, -1, -1, -1]})
    # A: with both, halved, halved, with neither; B: both, halved, halved, halved; C: both, neither, neither, halved
    assert with_the_rest(told, ["C", "A", "B"]) == {"A": 0.25, "B": 0.25, "C": 0.25}
    assert with_the_rest(told, ["C", "A", "B"], halved=0.5) == {"A": 0.5, "B": 0.625, "C": 0.375}
    assert with_the_rest(told, ["A"]) == {}


def test_half_of_the_draws_make_no_member_and_one_alone_no_bloc() -> None:
    of = ties({"AC": 0.5, "BC": 0.5})
    told = drawn({"A": [1, -1, -1, -1, 1], "B": [1, 1, 1, -1, -1], "C": [1, 1, 1, 1, 1]})
    # A is with the others in fewer draws than B; without it B and C stand together in 3 of 5
    assert lasting([frozenset("ABC")], of, told) == (frozenset("BC"),)
    # one friend of two that draws keep apart is with each in three of five, and all three together in one
    torn = drawn({"A": [1, 1, 1, -1, -1], "B": [1, -1, -1, 1, 1], "C": [1, 1, 1, 1, 1]})
    assert lasting([frozenset("ABC")], of, torn) == (frozenset("BC"),)
    apart = drawn({"A": [1, -1, 1, -1], "B": [1, 1, 1, 1]})
    assert lasting([frozenset("AB")], ties({"AB": 0.5}), apart) == ()


def test_what_the_one_that_went_held_together_are_two() -> None:
    of = ties({"AB": 0.5, "DE": 0.5, "BC": 0.5, "CD": 0.5})
    told = drawn({"A": [1, 1, 1], "B": [1, 1, 1], "C": [-1, -1, 1], "D": [1, 1, 1], "E": [1, 1, 1]})
    assert lasting([frozenset("ABCDE")], of, told) == (frozenset("AB"), frozenset("DE"))


def test_a_hostile_pair_is_no_bloc_by_a_friend_of_both() -> None:
    """Of the signs that are sure, the weakest goes against one bloc of all; ties that lean speak for A standing outside."""
    of = [
        tie("A", "C", 0.32, 0.2),
        tie("B", "C", 0.6),
        tie("A", "B", -0.3, 0.2),
        tie("C", "D", 0.5),
        tie("A", "D", -0.2, 0.2),
    ]
    assert part(of).blocs == (frozenset("ABCD"),)
    found = analyse(network(of))
    assert [bloc.members for bloc in found.blocs] == [("B", "C", "D")]
    for bloc in found.blocs:
        for member in bloc.members:
            sure = found.actor(member).swing.sure
            assert sure is not None
            assert sure > 0.5
    blocs = {row[3]: row[5] for row in actor_rows(found)}
    assert blocs == {x: next((b.number for b in found.blocs if x in b.members), None) for x in "ABCD"}
    assert year_row(found)[-2] == len(found.blocs)


def test_a_tie_that_leans_neither_way_makes_no_side() -> None:
    even, leaning = tie("A", "B", -0.01, 0.25), tie("B", "C", 0.2, 0.4)
    assert even.positive == pytest.approx(0.484, abs=0.001)
    assert nearly_even([even, leaning]) == (even,)
    assert likely_sides([even, leaning], {}) == ((("B", "C"), ()),)
    assert likely_sides([even], {}) == ()


def test_where_blocs_and_likeliest_sides_part_it_is_said_which_rests_on_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One strong tie holds A and B; four weak ones, each likely enough, lean to part them."""
    of = [tie("A", "B", 0.6, 0.3), tie("A", "C", 0.1, 0.085), tie("B", "C", -0.1, 0.085)]
    of += [tie("A", "D", 0.1, 0.085), tie("B", "D", -0.1, 0.085), tie("C", "E", 0.01, 0.3)]
    print_system(analyse(network(of)))
    said = " ".join(capsys.readouterr().out.split())
    assert "A, C, D against B without ties" in said
    assert "without ties that lean neither way (probability below 0.6): C - E" in said
    assert "bloc 1 is on both: A and B. Blocs rest on ties with a sign alone, sides on leanings too" in said


def test_foes_within_a_bloc_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_system(analyse(network(ties({"AC": 0.6, "BC": 0.6, "AB": -0.3}))))
    assert "1 A, B, C; A - B negative all the same" in " ".join(capsys.readouterr().out.split())


def move(higher: float | None, kind: str = "") -> Move:
    before, after = tie("A", "B", 0.1), tie("A", "B", 0.2)
    return Move(("A", "B"), kind, None if higher is None else before, after, higher, (), (), ())


@pytest.mark.parametrize(
    ("higher", "kind", "said"),
    [
        (0.1, "", CHANGED),
        (0.9, "turned positive", CHANGED),
        (0.101, "", LEANS),
        (0.75, "now surely positive", LEANS),
        (0.41, "now surely negative", AS_BEFORE),
        (None, "new", "new"),
        (0.99, "new", "new"),
        (0.99, "faded", "faded"),
    ],
)
def test_a_verdict_is_of_the_change_and_not_of_a_sign_that_became_sure(
    higher: float | None, kind: str, said: str
) -> None:
    assert move(higher, kind).verdict == said


@pytest.fixture
def record(tmp_path: Path) -> Record:
    write(tmp_path / "r.duckdb")
    return Record(tmp_path / "r.duckdb")


def test_the_probability_of_a_change_is_that_of_the_joint_posterior(record: Record) -> None:
    first, second = date(1985, 12, 31), date(2016, 12, 31)
    with record:
        found = compare(record, first, second, actors=["PAK", "IND", "SUN", "USA"])
        curve = curves(record)["IND", "PAK"]
    assert [VERDICTS.index(m.verdict) for m in found.moves] == sorted(VERDICTS.index(m.verdict) for m in found.moves)
    (of,) = [m for m in found.moves if m.pair == ("IND", "PAK")]
    paths = curve.sample([first, second], 200_000, np.random.default_rng(1))
    assert of.higher == pytest.approx((paths[:, 1] > paths[:, 0]).mean(), abs=0.03)
    (turned,) = [m for m in found.moves if m.pair == ("PAK", "RUS")]
    assert turned.verdict == CHANGED


def test_as_known_then_a_change_rests_on_nothing_later(record: Record, tmp_path: Path) -> None:
    first, second = date(1978, 12, 31), date(1985, 12, 31)
    cut = {pair: [one for one in told if one[0] <= str(second)] for pair, told in EVIDENCE.items()}
    write(tmp_path / "cut.duckdb", cut)
    with record, Record(tmp_path / "cut.duckdb") as shorter:
        known = compare(record, first, second, known=True)
        only = compare(shorter, first, second)
        whole, less = curves(record), curves(shorter)
        assert {m.pair: m.higher for m in known.moves} == {m.pair: m.higher for m in only.moves}
        for pair, curve in less.items():
            for day in (date(1975, 5, 5), second, date(1990, 1, 1)):
                assert whole[pair].until(second).at(day) == pytest.approx(curve.at(day), abs=1e-12)


def test_a_claim_of_which_a_first_day_is_known_is_not_undated() -> None:
    assert when_of(date(2024, 10, 16), None) == "2024-10-16 or later"
    assert when_of(None, None) == "undated"
    assert when_of(date(1985, 6, 1), date(1985, 6, 30)) == "1985-06"
