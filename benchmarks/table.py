"""What was measured, as lines of a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing against another of the same run. `value` and `against` are in `unit`; their ratio is what to look at."""

    what: str
    value: float
    against: float | None = None
    unit: str = "s"
    than: str = ""


def show(lines: list[Line]) -> None:
    width = max((len(line.what) for line in lines), default=0)
    print(f"{'':{width}}  {'value':>12}  {'against':>12}  {'ratio':>8}")
    for line in lines:
        against = "" if line.against is None else f"{line.against:.3f} {line.unit}"
        ratio = "" if not line.against else f"{line.value / line.against:.3f}"
        value = f"{line.value:.3f} {line.unit}"
        print(f"{line.what:{width}}  {value:>12}  {against:>12}  {ratio:>8}  {line.than}")
