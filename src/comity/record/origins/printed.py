"""Sentences that stand in two texts word for word: a paragraph of a wire inside a longer article.

    printed_twice({report id: sentence}) -> {(report id, report id), ...}

Words inside quotation marks do not count: two reporters can hear one speaker. Two sentences are one when they share
runs of five words that make up most of the shorter, or a dozen words in a row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

RUN: Final = 5  # words
FEWEST: Final = 8  # runs: a dozen words in a row
SHARE: Final = 0.7  # of the runs of the shorter
_CROWDED: Final = 200
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED: Final = re.compile(r"[“\"«„][^“”\"«»„\n]{12,}?[”\"»“]")


def printed_twice(sentences: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of ids, the smaller first, whose sentences are the same words. Runs that very many share join none."""
    runs = {id: _runs(text) for id, text in sentences.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for id in sorted(runs):
        for run in runs[id]:
            having[run].append(id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in having.values():
        if 1 < len(ids) <= _CROWDED:
            for i, a in enumerate(ids):
                for b in ids[i + 1 :]:
                    shared[a, b] += 1
    return {
        (a, b)
        for (a, b), number in shared.items()
        if number >= FEWEST and number >= SHARE * min(len(runs[a]), len(runs[b]))
    }


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(_QUOTED.sub(" ", text).casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
