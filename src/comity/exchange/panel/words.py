"""What stands beside a panel for people and programs: README.txt, codebook.md, codebook.csv."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.panel.asked import TEXT, Asked, Notes
from comity.exchange.panel.columns import PANEL

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.exchange.package import Made

CODEBOOK_COLUMNS: Final = ("column", "type", "minimum", "maximum", "values", "required", "meaning")
_TYPES: Final = {"VARCHAR": "text", "INTEGER": "integer", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "boolean"}
_BOUNDS: Final = {
    "month": (1, 12),
    **dict.fromkeys(("score", "smoothed", "decayed"), (-1.5, 1.5)),
    **dict.fromkeys(("score_low", "score_high", "smoothed_low", "smoothed_high"), (-1, 1)),
    **dict.fromkeys(("score_positive",), (0, 1)),
    "goldstein_mean": (-10, 10),
}
_COUNTS: Final = (
    *("days", "covering_documents", "covering_days", "events", "cooperative", "hostile", "verbal_cooperation"),
    *("material_cooperation", "verbal_conflict", "material_conflict", "shared", "not_done", "wider", "reports"),
    *("documents", "independent_sources", "claims", "claims_good", "claims_bad", "evidence_days", "text_positive"),
    *("text_negative", "table_memberships", "score_sd", "smoothed_sd"),
)
_REQUIRED: Final = (
    *("a", "b", "period", "year", "first", "last", "days", "dyad", "lineage_a", "lineage_b", "name_a", "name_b"),
    *("kind_a", "kind_b", "origin", "issue", "directed", "covered"),
)
_COVERAGE_OF_TEXTS: Final = """\
Coverage. A row is covered when at least one document follows both actors in it: it tells of at least one dated act or tie of the
one and of at least one of the other (with anybody) that falls within the row, and not after the document itself. Then a count of 0 means: a document that told of
both at that time tells of nothing between them. Where no document does, the counts are missing (empty, NA), and `covered` is
false. Texts are no sample drawn at random: a 0 is what they do not tell, not what did not happen. `covering_documents` says how
many documents stand behind a row; models should have it, or only rows with covered true.
"""
_COVERAGE_OF_SETS: Final = """\
Coverage. A row is covered when the data set has an event of any dyad on at least one of its days, and has each of both actors in
at least one event at any time. Then 0 means that the set holds no event of this dyad. Periods in which the set has nothing at
all are missing, never 0. `covering_days` says on how many days of the row the set has anything: the first and the last period of
a set are often covered in part.
"""
_HELD: Final = """\
Counts. An act that may have happened on several days counts in the period in which most of these days fall; dated wider than a
period it is in `wider` of each period that it may belong to, and in no other count. Only acts that happened or are going on
count; planned, demanded, denied, stalled and hypothetical ones are in `not_done`. What a document says of a tie in days after it
appeared is a forecast, and in no row; unless --until says otherwise the panel ends with the last act or statement that is none.

Actors. a and b are the actors that existed then: a row of 1971 has SUN, one of 1992 RUS, and 1991 has a row for each, with the
days that it stands for in `first`, `last` and `days`. `dyad` and the scores run over the succession; `succession` marks the
first row after it. Cluster by `dyad`. A lineage in which two states were there at once (two Germanies) has its score in the rows
of the one that carries it.

Scores. `score` is the level on the last day of the row from evidence of acts up to that day (the filter): it sees no later act,
so it is the one to forecast with. `smoothed` uses the whole record: it is the better account of the past and must never stand
on the right-hand side of a forecast. Texts written later choose what they tell of the past: for what could be known on a day,
make the panel with --as-of. Both fade to the level of relations without evidence; `evidence_days` says how old the evidence is.
Before the first evidence of a dyad they are missing. The interval holds 90%.
`decayed` and `log_odds` are two plain baselines, as on the day of the last evidence. The log-odds are
ln((C + 0.5) / (K + 0.5)): C counts the acts, statements and standing facts with a value above zero that are evidence of
the dyad in the five years up to that day, K those below zero; each counts 1, whatever its size, weight and sources (what holds for
a while is spread over its time, 1 in all). Of data sets they count the events with a score above and below zero.
"""
_CSV: Final = """\
CSV: dates are YYYY-MM-DD, true and false, an empty cell is missing; UTF-8, commas, line feeds.

In R, with nothing but what it comes with:

    panel <- read.csv("csv/panel.csv", na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8")
    panel$covered <- panel$covered == "true"
    aggregate(cbind(cooperative, hostile) ~ year, panel[panel$covered, ], sum)

In Python:

    import pandas as pd
    panel = pd.read_csv("csv/panel.csv", keep_default_na=False, na_values=[""], parse_dates=["first", "last"])
    print(panel[panel.covered].groupby("year")[["cooperative", "hostile"]].sum())
"""


def codebook_rows(asked: Asked) -> list[dict[str, Any]]:
    """One row a column of the panel: type, bounds, allowed values divided by ;, whether it is never missing."""
    from comity.vocabulary import issues

    lists = {
        "issue": ";".join(["all", *issues()]),
        "kind_a": "state;organisation;group;person;place",
        "kind_b": "state;organisation;group;person;place",
        "origin": asked.origin,
    }
    rows = []
    for column in PANEL.columns:
        low, high = _BOUNDS.get(column.name, (0, None) if column.name in _COUNTS else (None, None))
        rows.append(
            {
                "column": column.name,
                "type": _TYPES[column.type],
                "minimum": low,
                "maximum": high,
                "values": lists.get(column.name),
                "required": column.name in _REQUIRED,
                "meaning": column.about,
            }
        )
    return rows


def codebook(asked: Asked) -> str:
    """The codebook as Markdown."""
    lines = ["# Codebook of the panel", "", f"{PANEL.about}. Sorted by dyad and period.", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [
        f"| {row['column']} | {row['type']} | {row['meaning'].replace('|', '/')} |" for row in codebook_rows(asked)
    ]
    return "\n".join(lines) + "\n\n" + _coverage(asked) + "\n" + _HELD


def readme(made: Made, asked: Asked, rows: pa.Table, notes: Notes, formats: Sequence[str]) -> str:
    """What the panel holds, how it was made and how it is read."""
    import pyarrow.compute as pc

    covered = pc.sum(rows.column("covered").cast("int64")).as_py() or 0
    scored = rows.num_rows - rows.column("score").null_count
    dyads = len(pc.unique(rows.column("dyad")))
    span = (pc.min(rows.column("period")).as_py(), pc.max(rows.column("period")).as_py())
    lines = [
        made.title,
        "",
        f"A panel of dyads and {asked.unit}s, made by comity {made.comity} from inputs {made.inputs[:12] or 'unknown'}.",
        *([made.view] if made.view else []),
        f"Asked for: {'; '.join(f'{name} {value}' for name, value in asked.told().items())}.",
        "",
        f"  {rows.num_rows:,} rows, {dyads:,} dyads, {span[0]} to {span[1]}; {covered:,} rows are covered, {scored:,} have a score.",
        *(f"  {line}." for line in notes.lines()),
        "",
        "Columns: codebook.md for people, codebook.csv for programs (the R script beside comity's examples checks the panel",
        "against it). Types, keys and hashes: datapackage.json.",
        "",
        _coverage(asked),
        _HELD,
        *_resting(notes.corrections),
    ]
    lines += (
        [_CSV]
        if "csv" in formats
        else ["In R: arrow::read_parquet; in Python: pandas.read_parquet; both with types.", ""]
    )
    lines += ["No licence is asserted.\n"]
    return "\n".join(lines)


def _resting(corrections: Sequence[str]) -> list[str]:
    if not corrections:
        return ["Corrections. The numbers rest on no correction by people.", ""]
    lines = ["Corrections. The numbers rest on these corrections by people (comity log, comity show ID):", ""]
    return [*lines, *(f"  {line}" for line in corrections), ""]


def _coverage(asked: Asked) -> str:
    return _COVERAGE_OF_TEXTS if asked.origin == TEXT else _COVERAGE_OF_SETS
