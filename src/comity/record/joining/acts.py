"""What kind of act a report tells of, as far as its words say: one that happens once, or one side of a transfer."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from comity.errors import TableError
from comity.record.joining.sighting import Sighting
from comity.vocabulary import types

Again = Literal["never", "seldom"]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package; lines that begin with # say what it means."""
    text = resources.files("comity.record.joining").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _single_acts() -> tuple[tuple[str, frozenset[str], Again], ...]:
    table: list[tuple[str, frozenset[str], Again]] = []
    for row in rows("single_acts.csv"):
        kinds = frozenset(row["types"].split("|"))
        if kinds - set(types()):
            raise TableError(
                f"single_acts.csv: {row['stem']}: no event type: {', '.join(sorted(kinds - set(types())))}."
            )
        if row["again"] not in ("never", "seldom"):
            raise TableError(f"single_acts.csv: {row['stem']}: again is {row['again']!r}; it can be never or seldom.")
        table.append((row["stem"], kinds, "never" if row["again"] == "never" else "seldom"))
    return tuple(table)


@cache
def _trade_words() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {"gives": (), "takes": ()}
    for row in rows("trade_words.csv"):
        if row["side"] not in table:
            raise TableError(f"trade_words.csv: {row['begins']}: side is {row['side']!r}; it can be gives or takes.")
        table[row["side"]] += (row["begins"],)
    return table


def single_act(report: Sighting) -> Again | None:
    """How seldom the act comes again between the same actors; None for one that may recur."""
    return _single(report.event_type, report.trigger)


@lru_cache(maxsize=50_000)
def _single(event_type: str, trigger: str) -> Again | None:
    return next(
        (again for stem, kinds, again in _single_acts() if event_type in kinds and trigger.startswith(stem)), None
    )


def opposite_trade(a: Sighting, b: Sighting) -> bool:
    """Whether one tells of giving and the other of taking: what one actor sells, the other buys."""
    return (trades(a, "gives") and trades(b, "takes")) or (trades(a, "takes") and trades(b, "gives"))


def trades(report: Sighting, side: str) -> bool:
    """Whether it tells of one side of a transfer: gives or takes."""
    begins = _trade_words()[side]
    return report.trigger.startswith(begins) or any(word.startswith(begins) for word in report.focus)
