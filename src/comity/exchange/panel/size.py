"""How many rows a panel will have, before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from comity.errors import UsageError
from comity.exchange.panel.asked import Asked
from comity.exchange.panel.periods import Lineages, Period, Unit, number

MANY: Final = 500_000
"""Rows from which on it is said beforehand that it takes long."""
MOST: Final = 5_000_000
"""Rows above which a panel is made only for those who ask for it: all the same."""
_BYTES: Final = 400
"""Memory a row (13 million took 5 GB)."""
_A_MINUTE: Final = 1_400_000
"""Rows made in a minute on a laptop (1.3 to 1.5 million)."""


def rows(pairs: Sequence[tuple[str, str]], lineages: Lineages, when: Sequence[Period]) -> int:
    """The number of rows: of each pair the periods on a day of which both actors exist. `when` is without gaps."""
    unit: Unit = "year" if when[0].month is None else "month"
    spans = {}
    for actor in {actor for pair in pairs for actor in pair}:
        one = lineages.carrier(actor)
        spans[actor] = (max(one.first, when[0].first), min(one.last, when[-1].last))
    found: Counter[tuple[date, date]] = Counter()
    for a, b in pairs:
        found[max(spans[a][0], spans[b][0]), min(spans[a][1], spans[b][1])] += 1
    return sum(
        times * (number(last, unit) - number(first, unit) + 1)
        for (first, last), times in found.items()
        if first <= last
    )


def check(rows: int, asked: Asked, tell: Callable[[str], None] | None) -> None:
    """Say how many rows there will be where they are many. Raises UsageError where they are too many and nobody asked for it."""
    if rows > MOST and not asked.large:
        ways = [
            "a later --since" if asked.since else "--since DATE",
            "an earlier --until" if asked.until else "--until DATE",
        ]
        ways += ["--unit year"] if asked.unit == "month" else []
        ways += ["no --all-pairs"] if asked.every else []
        raise UsageError(
            f"The panel would have {rows:,} rows (more than {MOST:,}): it would take about {_minutes(rows)} and "
            f"{round(rows * _BYTES / 1e9)} GB of memory.",
            hint=f"Ask for less: {', '.join(ways[:-1])} or {ways[-1]}. Or for all of it: --large.",
        )
    if rows > MANY and tell is not None:
        tell(f"A panel of {rows:,} rows: this takes about {_minutes(rows)}.")


def _minutes(rows: int) -> str:
    number = max(1, round(rows / _A_MINUTE))
    return "1 minute" if number == 1 else f"{number} minutes"
