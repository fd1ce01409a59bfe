from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents import slug, unique_ids
from comity.documents.visible import visible


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("000", "000"),
        ("Summit in Delhi (final)", "Summit-in-Delhi-final"),
        ("žena_a", "zena_a"),
        ("../../etc/passwd", "etc-passwd"),
        ("\x1b[31mred", "31mred"),
        ("新华社", "新华社"),
        ("....", "document"),
        ("\udcff", "document"),
        ("x" * 300, "x" * 80),
    ],
)
def test_slug_is_readable_and_safe(stem: str, expected: str) -> None:
    assert slug(stem) == expected


@given(st.text())
def test_slug_never_leaves_a_folder_and_is_utf_8(stem: str) -> None:
    made = slug(stem)
    assert made
    assert made.encode("utf-8")
    assert "/" not in made
    assert not made.startswith(".")


def test_ids_that_one_document_wants_are_kept_and_clashes_all_change() -> None:
    assert unique_ids([("a", "11" * 32), ("b", "22" * 32), ("a", "33" * 32)]) == ["a-111111", "b", "a-333333"]


def test_a_made_id_never_takes_one_that_another_document_wants() -> None:
    ids = unique_ids([("a", "11" * 32), ("a", "22" * 32), ("a-111111", "44" * 32)])
    assert len(set(ids)) == 3
    assert ids[2] == "a-111111"


pairs = st.lists(
    st.tuples(st.sampled_from(["a", "b", "a-aaaaaa"]), st.sampled_from(["a" * 64, "a" * 7 + "b" * 57, "c" * 64])),
    unique=True,
    max_size=7,
)


@given(pairs, st.randoms(use_true_random=False))
def test_ids_are_unique_and_do_not_depend_on_the_order(wanted: list[tuple[str, str]], random: object) -> None:
    ids = dict(zip(wanted, unique_ids(wanted), strict=True))
    assert len(set(ids.values())) == len(wanted)
    shuffled = list(wanted)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip(shuffled, unique_ids(shuffled), strict=True)) == ids


def test_visible_writes_out_what_a_terminal_would_obey_or_hide() -> None:
    assert visible("a\x1b[2Jb\rc\u202ed\u200be\n\udcff") == r"a\x1b[2Jb\x0dc\u202ed\u200be\x0a\xff"
    assert visible("a\n\tb\x07", lines=True) == "a\n\tb\\x07"
    assert visible("Łódź, 東京, “Россия”") == "Łódź, 東京, “Россия”"


@given(st.text(st.characters()))
def test_visible_leaves_nothing_that_acts(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
    assert not [
        c
        for c in shown
        if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
    ]
