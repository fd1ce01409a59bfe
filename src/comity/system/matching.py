"""Numbers of blocs that stay with their members from one date to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

Members = frozenset[str]

COMES_BACK: Final = 0.5
"""A bloc that was gone has its number back where at least this share of its last members, and of the new bloc's, is the
same (Jaccard)."""


class Numbers:
    """Gives blocs their numbers, date after date.

    Blocs are paired with those of the date before so that as many actors as can be keep their number (the assignment
    problem, Kuhn 1955); a new bloc that much resembles one that was gone takes its number up again; others get the
    next new number, from 1.
    """

    def __init__(self) -> None:
        self._last: dict[int, Members] = {}
        """Of each number ever given, the members it had last."""
        self._now: list[int] = []

    def give(self, blocs: Sequence[Members]) -> list[int]:
        """A number for each bloc, in their order."""
        given = dict(_assigned(blocs, {n: self._last[n] for n in self._now}, least=0.0))
        gone = {n: members for n, members in self._last.items() if n not in self._now}
        rest = [k for k in range(len(blocs)) if k not in given]
        for place, number in _assigned([blocs[k] for k in rest], gone, least=COMES_BACK).items():
            given[rest[place]] = number
        for k in sorted(
            (k for k in range(len(blocs)) if k not in given), key=lambda k: (-len(blocs[k]), min(blocs[k]))
        ):
            given[k] = max([*self._last, *given.values()], default=0) + 1
        numbers = [given[k] for k in range(len(blocs))]
        self._last.update(zip(numbers, blocs, strict=True))
        self._now = numbers
        return numbers


def _assigned(blocs: Sequence[Members], before: Mapping[int, Members], *, least: float) -> dict[int, int]:
    """Place of a bloc -> number of the earlier one it goes on from; none where no member, or too few, are the same."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    numbers = sorted(before)
    if not numbers or not blocs:
        return {}
    gain = np.zeros((len(blocs), len(numbers)))
    for row, bloc in enumerate(blocs):
        for column, number in enumerate(numbers):
            same = len(bloc & before[number])
            likeness = same / len(bloc | before[number])
            if same and likeness >= least:
                gain[row, column] = same + likeness / 2 - column * 1e-9  # of equals the likelier, then the older
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return {int(r): numbers[c] for r, c in zip(rows, columns, strict=True) if gain[r, c] > 0}


def likeness(one: Mapping[str, int], other: Mapping[str, int]) -> float | None:
    """Adjusted Rand index (Hubert & Arabie 1985) of two partitions over the actors that both have: 1 the same, about 0
    as alike as chance makes them. None where fewer than two actors are in both."""
    common = sorted(one.keys() & other.keys())
    if len(common) < 2:
        return None
    cells: dict[tuple[int, int], int] = {}
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for actor in common:
        r, c = one[actor], other[actor]
        cells[r, c] = cells.get((r, c), 0) + 1
        rows[r] = rows.get(r, 0) + 1
        columns[c] = columns.get(c, 0) + 1
    together = sum(n * (n - 1) // 2 for n in cells.values())
    in_one = sum(n * (n - 1) // 2 for n in rows.values())
    in_other = sum(n * (n - 1) // 2 for n in columns.values())
    pairs = len(common) * (len(common) - 1) // 2
    expected = in_one * in_other / pairs
    most = (in_one + in_other) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
