"""Who is meant, measured on decisions that were written before the program's output was seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mention_reading import read_mentions

FLOORS = {"mention_decisions.txt": 0.97, "mention_decisions_back.txt": 0.95, "mention_decisions_fresh.txt": 0.95}
"""Share that must come out as written. At first sight it was 0.950 of 220, 0.888 of 107 and 0.971 of 103: general rules were
mended in between, and after it."""


def blocks(file: str) -> list[tuple[str | None, str, list[tuple[str, int, str]]]]:
    found = []
    for block in Path(__file__).with_name(file).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        decisions = []
        for line in lines[2:]:
            words, expected = line.split(" => ")
            words, _, nth = words.partition("#")
            decisions.append((words, int(nth or 1), expected))
        found.append((None if lines[0] == "undated" else lines[0], lines[1], decisions))
    return found


def place_of(text: str, words: str, nth: int) -> tuple[int, int]:
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return places[nth - 1]


def decided(text: str, published: str | None, words: str, nth: int) -> str:
    """Actors of the mention whose head lies in these words: 'A+B', 'place:A' or 'none'."""
    start, end = place_of(text, words, nth)
    context = read_mentions(text, published)
    found = []
    for mention in context.mentions:
        paragraph = context.paragraphs[mention.paragraph]
        head = paragraph.start + paragraph.doc[mention.head].idx
        inside = mention.span[0] >= start and mention.span[1] <= end
        if mention.actors and (start <= head < end or inside):
            found.append(mention)
    if not found:
        return "none"
    best = max(found, key=lambda m: (m.span[1] - m.span[0], m.span[0]))
    return ("place:" if best.kind == "place" else "") + "+".join(best.actors)


@pytest.mark.model
@pytest.mark.parametrize("file", FLOORS)
def test_decisions_come_out_as_written(file: str) -> None:
    wrong, total = [], 0
    for published, text, decisions in blocks(file):
        for words, nth, expected in decisions:
            total += 1
            found = decided(text, published, words, nth)
            if set(found.split("+")) != set(expected.split("+")):
                wrong.append(f"{words!r} in {text[:40]!r}...: {found}, not {expected}")
    share = 1 - len(wrong) / total
    assert share >= FLOORS[file], f"{share:.3f} of {total}\n" + "\n".join(wrong)
