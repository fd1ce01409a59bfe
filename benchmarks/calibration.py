"""Whether a confidence means what it says: among reports given 0.8, eight in ten should be right."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from benchmarks.annotated import KINDS, UNSEEN, Text, analyses, families, plain, read, sentences
from benchmarks.matching import READ, RIGHT, match
from comity.reading import Reader

Row = dict[str, Any]
BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def measure(reader: Reader) -> Iterator[str]:
    """A reliability table by kind, and the expected calibration error, on the texts that were not looked at."""
    texts = [t for t in (*sentences(), *analyses(), *families(), *plain()) if t.half == UNSEEN]
    readings = read(reader, texts)
    for kind in KINDS:
        sure = list(told(kind, texts, readings))
        if sure:
            yield f"calibration of {kind}: expected error {100 * expected_error(sure):.1f} over {len(sure)}"
            yield from table(sure)


def told(kind: str, texts: Sequence[Text], readings: Sequence[Row]) -> Iterator[tuple[float, bool]]:
    """Confidence of each finding and whether it is right: of events parties, type and direction; of claims the first level."""
    for text, reading in zip(texts, readings, strict=True):
        if kind not in text.rows:
            continue
        made = [row for row in reading[READ[kind]] if not row.get("negated")]
        gold = text.rows[kind]
        pairs = dict(match(text.text, gold, made, RIGHT[kind]))
        optional = dict(match(text.text, [g for g in gold if g.get("optional")], made, RIGHT[kind]))
        for n, row in enumerate(made):
            if n in pairs or n not in optional:
                yield row["confidence"], n in pairs


def expected_error(sure: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over the bins (Naeini, Cooper and Hauskrecht 2015)."""
    total = 0.0
    for rows in _binned(sure):
        if rows:
            total += abs(sum(c for c, _ in rows) - sum(right for _, right in rows))
    return total / len(sure)


def table(sure: Sequence[tuple[float, bool]]) -> Iterator[str]:
    for low, rows in zip(BINS, _binned(sure), strict=False):
        if rows:
            mean, right = sum(c for c, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)
            yield f"    from {low:.1f}: {len(rows):4d} findings, said {100 * mean:5.1f}, right {100 * right:5.1f}"


def _binned(sure: Iterable[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    rows = list(sure)
    return [[(c, r) for c, r in rows if low <= c < high] for low, high in itertools.pairwise(BINS)]
