"""Types, modes and issues: the closed lists and their scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.vocabulary import issues, modes, types, weight


def test_sixteen_types_in_four_quads() -> None:
    assert len(types()) == 16
    assert {t.quad for t in types().values()} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("event", "mode", "score"),
    [  # PLOVER manual, draft 2.0, sections of the types
        ("CONSULT", None, 2.5),
        ("CONSULT", "visit", 4.0),
        ("RETREAT", "disarm", 10.0),
        ("ASSAULT", "unconventional", -10.0),
        ("PROTEST", "vandalize", -5.0),  # the manual gives this mode no score: the type's holds
        ("REQUEST", "assist", 0.5),
    ],
)
def test_weights_are_the_manuals(event: str, mode: str | None, score: float) -> None:
    assert weight(event, mode) == score


def test_an_unknown_mode_counts_as_none() -> None:
    assert weight("AID", "visit") == weight("AID")


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        weight("GIVE")


@given(st.sampled_from(sorted(types())), st.sampled_from([None, *sorted({m for _, m in modes()})]))
def test_weights_stay_on_the_scale_and_keep_their_sign(event: str, mode: str | None) -> None:
    value = weight(event, mode)
    assert -10 <= value <= 10
    if (event, mode) in modes() and event != "REQUEST":
        assert (value > 0) == (types()[event].score > 0)


def test_issues_have_meanings() -> None:
    assert len(issues()) == 15
    assert all(issues().values())
