"""What a panel is asked to be, and what came up while it was made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from comity.exchange.panel.periods import Lineages, Unit

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Asked:
    """`origin`: text, or the name of an imported data set. `every`: all pairs of states, not only those with evidence. `large`:
    however many rows that makes."""

    unit: Unit = "year"
    directed: bool = False
    issue: str = "all"
    origin: str = TEXT
    since: date | None = None
    until: date | None = None
    every: bool = False
    large: bool = False

    def told(self) -> dict[str, str]:
        """In words, for the description of the panel."""
        said = {"unit": self.unit, "directed": "yes" if self.directed else "no", "issue": self.issue}
        said |= {"origin": self.origin, "pairs": "all pairs of states" if self.every else "dyads with evidence"}
        if self.since is not None:
            said["since"] = str(self.since)
        if self.until is not None:
            said["until"] = str(self.until)
        return said


@dataclass(slots=True)
class Notes:
    """What was left out of the rows, by reason, and the corrections that the numbers rest on, a line each."""

    left_out: Counter[str] = field(default_factory=Counter)
    corrections: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [f"{what}: {number:,}" for what, number in sorted(self.left_out.items())]


@dataclass(frozen=True, slots=True)
class Sides:
    """Which way round a pair of actors stands in the rows."""

    lineages: Lineages
    directed: bool

    def both(self, one: str, other: str) -> list[tuple[str, str]]:
        """The rows of what two actors share: one, or in a directed panel both ways round."""
        if self.directed:
            return [(one, other), (other, one)]
        return [self.undirected(one, other)]

    def of(self, source: str, target: str) -> list[tuple[str, str]]:
        """The row of what one does to the other."""
        return [(source, target)] if self.directed else [self.undirected(source, target)]

    def undirected(self, one: str, other: str) -> tuple[str, str]:
        left, right = sorted((one, other), key=lambda actor: (self.lineages.lineage(actor), actor))
        return left, right
