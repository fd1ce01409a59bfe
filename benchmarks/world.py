"""Does the imbalance of the system of states fall over 1946-1999? The network part against the world.

    python -m benchmarks.world FOLDER       FOLDER holds cow_1946_1999.csv and validation/ (disputes, rivalries)
    COMITY_REFERENCE=... python -m benchmarks.world     its folder signed-networks

Doreian and Mrvar (2015, Journal of Social Structure 16(2)) find that it does not: movement towards balance is no law. Two series
of signed networks are looked at: the 51 four-year windows of that paper, and years with alliances (comity's own tables) as
positive ties, disputes and rivalries as negative ones (a pair that has both is negative). Of each: the exact frustration index,
the same for each negative tie and for each tie, the share of unbalanced triangles, and that share against what signs dealt out by
chance would give. Between 1946 and 1999 ties multiplied, the positive ones most: what is divided by all ties falls by that
alone. A trend is a regression on years with Newey and West's (1987) standard errors, as windows overlap and years depend on each other, and Kendall's
tau (Mann 1945) of windows that do not overlap.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

Tie = tuple[str, str, int]
YEARS: Final = range(1946, 2000)
WINDOW: Final = 4
"""Years of a window: every fourth does not overlap with the one before."""
MEASURES: Final = ("index", "of_negative", "frustration", "unbalanced", "against_chance")
NAMES: Final = {
    "index": "frustration index",
    "of_negative": "frustration index for each negative tie",
    "frustration": "frustration index for each tie",
    "unbalanced": "unbalanced triangles, share",
    "against_chance": "unbalanced triangles, against chance",
}


@dataclass(frozen=True, slots=True)
class Balance:
    """One network. `index`: exact frustration index, which can be no more than there are negative ties; `of_negative` and
    `frustration`: divided by negative ties, by all ties; `unbalanced`: share of triangles; `against_chance`: that share
    divided by the one that is expected where as many negative signs fall on ties at random."""

    year: int
    ties: int
    negative: int
    index: int
    certified: bool
    triangles: int
    of_negative: float
    frustration: float
    unbalanced: float
    against_chance: float


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` a decade with its 95% interval; `tau` over what does not overlap, with the chance of one so low or lower where
    there is no trend (`falling`)."""

    slope: float
    low: float
    high: float
    tau: float
    falling: float


def windows(folder: Path) -> dict[int, list[Tie]]:
    """Year in the middle of a window -> its ties, from cow_1946_1999.csv."""
    found: dict[int, list[Tie]] = defaultdict(list)
    with (folder / "cow_1946_1999.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            first = 1900 + int(row["window"].split("-")[0])
            found[first + WINDOW // 2].append((row["source"], row["target"], int(row["sign"])))
    return dict(sorted(found.items()))


def years(folder: Path) -> dict[int, list[Tie]]:
    """Year -> ties: alliances of comity's tables, and disputes and rivalries of the folder's files."""
    from comity.actors import Registry
    from comity.system.table_ties import table_ties
    from comity.validation.files import pair_years

    registry = Registry.default()
    numbers: dict[int, str] = {}
    for actor in registry.actors("state"):
        if actor.cow is not None:
            numbers.setdefault(actor.cow, actor.lineage or actor.id)
    numbers[260] = "DEU"
    apart = [
        pair_years(folder / "validation" / "cow_mid_dirdisps.csv", "disputes"),
        pair_years(folder / "validation" / "tss_rivalries.csv", "rivalries"),
    ]
    bound = [t for t in table_ties(registry, sorted(set(numbers.values()))) if t.kind == "alliance"]
    found: dict[int, list[Tie]] = {}
    for year in YEARS:
        signs = {(t.a, t.b): 1 for t in bound if t.covers(date(year, 7, 1))}
        for one, other, when in sorted(held for data in apart for held in data.held):
            if when == year and one in numbers and other in numbers and numbers[one] != numbers[other]:
                a, b = sorted((numbers[one], numbers[other]))
                signs[a, b] = -1
        found[year] = [(a, b, sign) for (a, b), sign in sorted(signs.items())]
    return found


def balance(year: int, ties: Iterable[Tie]) -> Balance:
    """How balanced one network is."""
    from comity.system import frustration_index, one_tie_a_pair
    from comity.system.triangles import triangles

    edges = [(u, v, sign) for u, v, sign, *_ in one_tie_a_pair(list(ties))]
    found = frustration_index(edges)
    places = {node: n for n, node in enumerate(sorted({node for u, v, _ in edges for node in (u, v)}))}
    u = np.array([places[a] for a, _, _ in edges], dtype=np.int64)
    v = np.array([places[b] for _, b, _ in edges], dtype=np.int64)
    sign = np.array([s for *_, s in edges], dtype=np.int64)
    products = np.concatenate(
        [np.empty(0, dtype=np.int64), *(sign[t].prod(axis=1) for t in triangles(u, v, len(places)))]
    )
    p = float((sign < 0).mean())
    chance = 3 * p * (1 - p) ** 2 + p**3
    unbalanced = float((products < 0).mean()) if len(products) else float("nan")
    return Balance(
        *(year, len(edges), int((sign < 0).sum()), int(found.upper), found.certified, len(products)),
        *(
            found.upper / max(int((sign < 0).sum()), 1),
            found.upper / len(edges),
            unbalanced,
            unbalanced / chance if chance else float("nan"),
        ),
    )


def trend(when: Sequence[float], values: Sequence[float], *, apart: int = 1, lags: int = 6) -> Trend:
    """The trend of a series of equal steps. `apart`: every so manieth value does not overlap with the one before; tau is the
    mean over the ways to begin, `falling` the smallest chance among them."""
    from scipy.stats import kendalltau

    x, y = np.asarray(when, dtype=np.float64), np.asarray(values, dtype=np.float64)
    design = np.column_stack([np.ones_like(x), (x - x.mean()) / 10])
    bread = np.linalg.inv(design.T @ design)
    fit = bread @ design.T @ y
    scores = design * (y - design @ fit)[:, None]
    meat = scores.T @ scores
    for lag in range(1, min(lags, len(x) - 2) + 1):
        shifted = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (shifted + shifted.T)
    se = float(np.sqrt((bread @ meat @ bread)[1, 1] * len(x) / (len(x) - 2)))
    taus = [kendalltau(x[start::apart], y[start::apart], alternative="less") for start in range(apart)]
    return Trend(
        *(float(fit[1]), float(fit[1]) - 1.96 * se, float(fit[1]) + 1.96 * se),
        *(float(np.mean([t.statistic for t in taus])), float(min(t.pvalue for t in taus))),
    )


def measure(folder: Path) -> dict[str, tuple[list[Balance], dict[str, Trend]]]:
    """Series -> its networks and the trend of each measure."""
    found = {}
    for name, networks, apart in (
        ("windows of alliances and disputes (Doreian and Mrvar)", windows(folder), WINDOW),
        ("years: alliances against disputes and rivalries", years(folder), 1),
    ):
        series = [balance(year, ties) for year, ties in networks.items()]
        found[name] = (series, trends(series, apart))
    return found


def trends(series: Sequence[Balance], apart: int) -> dict[str, Trend]:
    when = [one.year for one in series]
    return {name: trend(when, [getattr(one, name) for one in series], apart=apart) for name in MEASURES}


def show(found: Mapping[str, tuple[Sequence[Balance], Mapping[str, Trend]]]) -> None:
    for name, (series, fitted) in found.items():
        certified = sum(one.certified for one in series)
        print(f"{name}: {len(series)} networks, {certified} certified")
        print(
            f"  {'year':>6} {'ties':>6} {'negative':>9} {'index':>6} {'per tie':>8} {'unbalanced':>11} {'against chance':>15}"
        )
        for one in series[:: max(len(series) // 9, 1)]:
            print(
                f"  {one.year:>6} {one.ties:>6} {one.negative:>9} {one.index:>6} {one.frustration:>8.3f} "
                f"{one.unbalanced:>11.3f} {one.against_chance:>15.3f}"
            )
        for measured, t in fitted.items():
            falls = "falls" if t.high < 0 else "rises" if t.low > 0 else "no trend that is sure"
            print(
                f"  {NAMES[measured]}: {t.slope:+.4f} a decade ({t.low:+.4f} to {t.high:+.4f}), tau {t.tau:+.2f}, "
                f"p of a fall {t.falling:.3f}: {falls}"
            )
        print()


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("COMITY_REFERENCE", "")
    folder = Path(given) / "signed-networks" if len(sys.argv) < 2 and given else Path(given)
    if not given or not (folder / "cow_1946_1999.csv").is_file():
        sys.exit(f"{given or 'No folder'}: there is no cow_1946_1999.csv. Usage: python -m benchmarks.world FOLDER")
    show(measure(folder))


if __name__ == "__main__":
    main()
