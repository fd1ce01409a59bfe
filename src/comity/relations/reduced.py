"""One imported data set as scores: from its event rows to daily statistics to scores, each kept as a Parquet file.

    days-*.parquet    `tables.DYAD_DAYS`, some months in each
    scores.parquet    `tables.SCORES`
    reduced.json      the models, and what became of the rows

Rows are added up in parts: memory is to be what the engine may take and what a part of the relations needs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.engines import DAY_ORDER, Engine, reduction
from comity.engines.reduction import Bin, Direction

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from comity.engines.duckdb import DuckDBEngine
    from comity.relations.ou import Model
    from comity.relations.succession import Successions

DAYS: Final = "days-*.parquet"
SCORES: Final = "scores.parquet"
ABOUT: Final = "reduced.json"
DAILY_AT_MOST: Final = 300_000
"""With more dyad-days than this, months are the bins of scores."""
DIRECTED_AT_MOST: Final = 3_000_000
"""With more dyad-days than this, relations are scored as a whole, and not each direction too."""
ISSUES_AT_MOST: Final = 3_000_000
"""With more rows of events than this, all matters are taken together."""

AT_ONCE: Final = 5_000_000
"""So many rows of events are added up at once, or the rows of a month."""
FITTED_ON: Final = 20_000
"""Models are fitted on relations with so many bins in all, where there are more."""


@dataclass(frozen=True, slots=True)
class Reduced:
    """What became of a data set. `fates` are rows of events by what became of them (`reduction.FATES`), `days` how many
    rows the daily statistics have, `scores` those of the scores, `bin` their bins, `models` rows of `tables.SCORE_MODELS`."""

    name: str
    fates: dict[str, int]
    issues: bool
    days: int
    scores: int
    bin: Bin
    models: list[dict[str, Any]]

    @property
    def rows(self) -> int:
        return sum(self.fates.values())

    def data(self) -> dict[str, Any]:
        return asdict(self)

    def told(self) -> list[str]:
        """In words, a line each: how many rows count for scores and why the others do not, and what came of them."""
        left = [f"{fate} {n:,}" for fate, n in self.fates.items() if fate != "counted" and n]
        model = next((m for m in self.models if (m["direction"], m["issue"]) == ("both", "all")), None)
        lines = [
            f"{self.fates.get('counted', 0):,} of {self.rows:,} events count"
            + (f"; not: {', '.join(left)}" if left else "")
        ]
        lines.append(
            f"{self.days:,} days of directed dyads, {self.scores:,} scores, one for each {self.bin} with evidence"
        )
        if model is not None:
            seen = f"{model['events']:,} events of {model['dyads']:,} dyads"
            basis = (
                f"fitted on {seen}" if model["basis"] == "fitted" else f"the usual ones ({seen} are too few to fit on)"
            )
            lines.append(
                f"parameters {basis}: mean level {model['mu']:+.2f}, spread {model['spread']:.2f}, "
                f"memory {model['memory']:,.0f} days, noise {model['noise']:.2f}"
            )
        return lines


def reduce(
    events: Path | Sequence[Path],
    folder: Path,
    *,
    name: str,
    lineages: Mapping[str, str],
    successions: Successions,
    on: Engine,
    here: DuckDBEngine,
) -> Reduced:
    """Write the files of one data set into `folder`. `events` is a Parquet file, or several, with the columns of
    `tables.IMPORTED_EVENTS`; it is added up `on` an engine; what is then left is scored `here`.

    Raises ProjectError where a file cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = on.read(events)
    counts = {row["fate"]: row["rows"] for row in on.table(reduction.accounted(rows), ("fate",)).to_pylist()}
    fates = {fate: int(counts.get(fate, 0)) for fate in reduction.FATES}
    issues = sum(fates.values()) <= ISSUES_AT_MOST
    number = _write_days(on, rows, folder, lineages, issues)
    bin: Bin = "day" if number <= DAILY_AT_MOST else "month"
    directions: tuple[Direction, ...] = ("both", "directed") if number <= DIRECTED_AT_MOST else ("both",)
    models: list[dict[str, Any]] = []
    scores = 0
    import pyarrow.parquet as pq

    from comity.relations.daily import ORDER, SCHEMA, parts, scores_of

    with pq.ParquetWriter(folder / SCORES, SCHEMA, compression="zstd") as out:
        for direction in directions:
            binned = _bins(here, folder, bin, direction)
            relations = _relations(here, binned)
            model, about = _model(here, binned, relations, successions)
            for issue in sorted({row["issue"] for row in relations}):
                models.append({"origin": name, "direction": direction, "issue": issue, **asdict(model), **about})
                for part in parts(here.batches(binned.filter(binned.issue == issue), ORDER)):
                    made = scores_of(part, model, origin=name, successions=successions)
                    out.write_table(made)
                    scores += len(made)
    reduced = Reduced(name, fates, issues, number, scores, bin, models)
    (folder / ABOUT).write_text(json.dumps(reduced.data(), indent=1), encoding="utf-8")
    return reduced


def read_back(folder: Path) -> Reduced:
    """What `reduce` wrote there. Raises OSError and ValueError where it is not whole."""
    try:
        return Reduced(**json.loads((folder / ABOUT).read_bytes()))
    except TypeError as error:
        raise ValueError(str(error)) from error


def day_files(folder: Path) -> list[Path]:
    """The files of the daily statistics, in the order of time."""
    return sorted(folder.glob(DAYS))


def _write_days(on: Engine, rows: ir.Table, folder: Path, lineages: Mapping[str, str], issues: bool) -> int:
    """Add up some months at a time, so that what is added up at once fits into memory; how many rows that gives."""
    spans = _spans(on.table(reduction.by_month(rows), ("month",)).to_pylist())
    number = 0
    for n, (first, last) in enumerate(spans):
        some = rows if len(spans) == 1 else reduction.within(rows, first, last)
        path = folder / DAYS.replace("*", f"{n:04}")
        number += on.write(reduction.daily(some, lineages, issues=issues), path, DAY_ORDER)
    return number


def _spans(months: list[dict[str, Any]]) -> list[tuple[date, date]]:
    """First and last days of whole months that have at most `AT_ONCE` rows together, or are a single one."""
    firsts, rows = [date.min], 0
    for month in months:
        if rows and rows + month["rows"] > AT_ONCE:
            firsts.append(month["month"])
            rows = 0
        rows += month["rows"]
    return list(zip(firsts, [*(day - timedelta(days=1) for day in firsts[1:]), date.max], strict=True))


def _bins(here: DuckDBEngine, folder: Path, bin: Bin, direction: Direction) -> ir.Table:
    """The bins of all relations. No month stands in two files."""
    first, *others = (reduction.binned(here.read(f), bin=bin, direction=direction) for f in day_files(folder))
    binned = here.kept(first)
    for other in others:
        here.add(binned, other)
    return binned


def _relations(here: DuckDBEngine, binned: ir.Table) -> list[dict[str, Any]]:
    """Each dyad and issue, with its numbers of bins and of events."""
    per = binned.group_by("issue", "a", "b").agg(bins=binned.count(), events=binned.events.sum())
    rows: list[dict[str, Any]] = here.table(per, ("issue", "a", "b")).to_pylist()
    return rows


def _model(
    here: DuckDBEngine, binned: ir.Table, relations: list[dict[str, Any]], successions: Successions
) -> tuple[Model, dict[str, Any]]:
    """The parameters, fitted on all matters together, and on how much they were fitted: every issue has the same."""
    import pyarrow as pa

    from comity.relations.daily import ORDER, fitted

    mine = [row for row in relations if row["issue"] == "all"]
    chosen = _sample(mine)
    part = binned.filter(binned.issue == "all")
    if len(chosen) < len(mine):
        part = part.semi_join(here.read(pa.Table.from_pylist(chosen).select(["a", "b"])), ("a", "b"))
    found = fitted(here.table(part, ORDER), successions)
    events = int(sum(row["events"] for row in chosen))
    return found.model, {"dyads": len(chosen), "events": events, "basis": found.basis}


def _sample(relations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Relations with `FITTED_ON` bins or a little more, drawn by a hash of their names."""
    drawn, bins = [], 0
    for row in sorted(relations, key=lambda r: hashlib.blake2b(f"{r['a']} {r['b']}".encode()).digest()):
        if bins >= FITTED_ON:
            break
        drawn.append(row)
        bins += row["bins"]
    return sorted(drawn, key=lambda r: (r["a"], r["b"]))
