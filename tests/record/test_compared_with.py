"""Words that tell of another act lend none to the report's own."""

from __future__ import annotations

import pytest

from comity.record.joining.loading import compared_with


@pytest.mark.parametrize(
    ("said", "act", "others"),
    [
        (
            "It was the first visit since President Moro came in 1974, aides said.",
            "visit",
            "since President Moro came in 1974, aides said",
        ),
        ("The first raid since then-Premier Moro left; talks go on.", "raid", "since then-Premier Moro left"),
        ("The raid has been followed by talks since then.", "raid", None),
        ("Not since the visit of Moro had anybody come.", "visit", None),
        ("Moro visited in May.", "visited", None),
    ],
)
def test_what_stands_behind_since_is_another_act(said: str, act: str, others: str | None) -> None:
    start = said.index(act)
    found = [said[a:b] for a, b in compared_with(said, (start, start + len(act)))]
    assert found == ([others] if others else [])
