"""What every text on a system says in the same words: actors, pairs, ids, scores, blocs; lines of 80 columns."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from comity.cli import output
from comity.cli.listing import SHORT_ID

if TYPE_CHECKING:
    from datetime import date

    from comity.system.ties import Network, Tie

_WIDE: Final = 78
_KEPT: Final = "\u00a0-\u00a0"
"""Between two actors, so that no line breaks there."""
_NAMED: Final = 3
LISTED: Final = 40
"""Ties of a kind that are listed; more are counted."""
MOST_PAIRED: Final = 12
"""Of networks of up to so many actors, the pairs without dated evidence are named."""
SPREAD: Final = "± is half of the 90% interval."


def level_of(tie: Tie) -> str:
    """'+0.45 ±0.35'."""
    return f"{tie.mean:+.2f} ±{tie.half:.2f}"


def hundredths(probability: float) -> str:
    """Rounded down: 0.899 is not 0.90, which would be sure."""
    return f"{math.floor(100 * probability + 1e-9) / 100:.2f}"


def when_of(first: date | None, last: date | None) -> str:
    """When an act or a claim is of; '2024-10-16 or later' where no more than that is known, which is not undated."""
    return f"{first} or later" if first is not None and last is None else output.when(first, last)


def ids_of(events: Sequence[str], claims: Sequence[str], facts: Sequence[str], most: int = _NAMED) -> str:
    """'[1a2b3c4d] +2': events, which `comity show` opens, then claims; facts where they rest on neither."""
    shown = [f"[{id[:SHORT_ID]}]" for id in events]
    shown += [f"claim {id[:SHORT_ID]}" for id in claims]
    shown += [f"fact {id[:SHORT_ID]}" for id in facts] if not shown else []
    rest = f" +{len(shown) - most}" if len(shown) > most else ""
    return ", ".join(shown[:most]) + rest


def bloc_word(number: int | None) -> str:
    """'bloc 2', or 'in no bloc'."""
    return "in no bloc" if number is None else f"bloc {number}"


def named(network: Network, lineage: str) -> str:
    """'PAK Pakistan', as of the day."""
    node = network.node(lineage)
    return node.id if node.id == node.name else f"{node.id} {node.name}"


def pair_of(network: Network, a: str, b: str) -> str:
    """'PAK - SUN', as of the day."""
    return f"{network.shown(a)} - {network.shown(b)}"


def say(text: str, indent: str = "  ", further: str | None = None) -> None:
    """A paragraph, broken at `_WIDE` columns."""
    rest = (indent + "  ") if further is None else further
    whole = text.replace(" - ", _KEPT)
    filled = textwrap.fill(whole, _WIDE, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False)
    output.say(filled.replace(_KEPT, " - "))
