"""One wire story retold in other words is told from an independent report of the same event."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.record.origins.retold import TOLD_AGAIN, fingerprint, in_one_order, likeness, skeleton

STORIES = Path(__file__).parent / "wire_stories.txt"


def stories(half: str) -> list[dict[str, str]]:
    """The tellings of each story of a half: wire, retold, independent and, for some, rival."""
    found = []
    for block in re.split(r"^== ", STORIES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *parts = re.split(r"^-- (\w+)\n", block, flags=re.MULTILINE)
        if head.split()[1] == half:
            found.append(dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True)))
    return found


def same(a: str, b: str) -> bool:
    return likeness(fingerprint(a), fingerprint(b)) >= TOLD_AGAIN


@pytest.mark.parametrize("half", ["try", "test"])
def test_retold_stories_are_found_and_independent_ones_are_not(half: str) -> None:
    told = stories(half)
    assert len(told) == 8
    hits = sum(same(s["wire"], s["retold"]) for s in told)
    wrong = [
        (n, a, b)
        for n, s in enumerate(told)
        for a, b in combinations(s, 2)
        if {a, b} != {"wire", "retold"} and same(s[a], s[b])
    ]
    assert hits == 8
    assert wrong == []


def test_stories_about_other_events_are_never_one() -> None:
    told = [*stories("try"), *stories("test")]
    prints = [fingerprint(text) for s in told for text in s.values()]
    story = [n for n, s in enumerate(told) for _ in s]
    found = [(i, j) for i, j in combinations(range(len(prints)), 2) if story[i] != story[j]]
    assert len(found) > 1000
    assert all(likeness(prints[i], prints[j]) == 0.0 for i, j in found)


def test_a_story_inside_a_longer_text_is_found() -> None:
    s = stories("try")[2]
    long = "The lake has seen many such nights, and ministers have promised boats before.\n\n" * 4 + s["retold"]
    assert same(s["wire"], long)


def test_the_common_figures_of_one_event_are_not_enough() -> None:
    a = "Officials said on Monday that 37 people died when a bus fell from a bridge near Mbale in Uganda; 12 were hurt."
    b = "In Mbale, 37 families mourn. The bus that fell on Monday carried traders; 12 of them lie in a ward in Uganda."
    assert likeness(fingerprint(a), fingerprint(b)) == 0.0


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskiy", "Zelenskyy", "Selenskyj"),
        ("Lavrov", "Lawrow"),
        ("Gaddafi", "Gadafi"),
        ("Hussein", "Husayn"),
        ("Novotny", "Novotný"),
        ("Poroshenko", "Poroschenko"),
        ("Paredes", "Parédes"),
    ],
)
def test_spellings_of_one_name_are_one(spellings: tuple[str, ...]) -> None:
    assert len(set(map(skeleton, spellings))) == 1


@pytest.mark.parametrize(("a", "b"), [("Lavrov", "Larov"), ("Maduro", "Mandela"), ("Mali", "Mongolia")])
def test_other_names_stay_other(a: str, b: str) -> None:
    assert skeleton(a) != skeleton(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It cost 1.5 billion dollars.", "It cost 1,500 million dollars."),
        ("They sent fourteen lorries.", "They sent 14 lorries."),
        ("It was on 3 May.", "It was on May 3rd."),
        ("Twenty-two died.", "In all, 22 died."),
    ],
)
def test_figures_and_days_count_by_what_they_mean(a: str, b: str) -> None:
    hard = [{anchor for anchor in fingerprint(text).anchors if anchor[0] != "name"} for text in (a, b)]
    assert hard[0] == hard[1] != set()


pieces = st.lists(
    st.sampled_from(
        ["Kiruna sent 41 men. ", "On 3 May ", "“Nobody asked these people anything,” ", "the Volta ", "7,300 "]
    ),
    max_size=12,
).map("".join)


@given(pieces, pieces)
def test_likeness_is_the_same_both_ways_and_lies_between_0_and_1(a: str, b: str) -> None:
    left, right = fingerprint(a), fingerprint(b)
    assert likeness(left, right) == likeness(right, left)
    assert 0.0 <= likeness(left, right) <= 1.0


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_what_is_in_one_order_is_in_the_order_of_both(a: list[int], b: list[int]) -> None:
    left, right = (fingerprint(" ".join(f"of {101 + 7 * n} men" for n in order)) for order in (a, b))
    common = in_one_order(left, right, left.known & right.known)
    for text in (left, right):
        places = [text.anchors.index(anchor) for anchor in common]
        assert places == sorted(places)
    assert len(common) == longest_common(a, b)


def longest_common(a: list[int], b: list[int]) -> int:
    """The textbook table, as an independent method."""
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            rows[i + 1][j + 1] = rows[i][j] + 1 if x == y else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]
