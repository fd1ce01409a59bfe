"""What stands beside the files of an export for people: README.txt and the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from comity.exchange.schema import BY_NAME, points_to

if TYPE_CHECKING:
    from comity.exchange.package import Made

_CSV = """\
Cells of CSV: dates are YYYY-MM-DD; an empty cell is what is not known (an empty text cannot be told from it; Parquet can);
true and false; lists are JSON: ["PAK", "RUS"]. UTF-8, commas, line feeds. A text that begins with = + - or @ has an
apostrophe in front, so that no spreadsheet runs it: where a cell begins with an apostrophe and one of these, take it away.
"""
_R = """\
In R, with nothing but what it comes with:

    read <- function(name) read.csv(paste0("csv/", name, ".csv"), na.strings = "", colClasses = "character", encoding = "UTF-8")
    events <- read("events")
    events$first <- as.Date(events$first)
    events$confidence <- as.numeric(events$confidence)
    events$sources <- regmatches(events$sources, gregexpr('[^][", ]+', events$sources))   # a list column of actor ids
    joined <- merge(read("event_reports"), read("reports"), by.x = "report_id", by.y = "id")
    joined <- merge(joined, read("texts"), by = "document_id")
    joined$sentence <- substring(joined$text, as.integer(joined$start) + 1, as.integer(joined$end))
    print(joined$sentence[joined$event_id == events$id[1]])   # the sentences behind an event
    # or, typed and quicker, with the package arrow: events <- arrow::read_parquet("parquet/events.parquet")
"""
_PYTHON = """\
In Python:

    import json, pandas as pd
    events = pd.read_csv("csv/events.csv", parse_dates=["first", "last"], keep_default_na=False, na_values=[""])
    events["sources"] = events["sources"].map(json.loads)     # lists of actor ids
    reports = pd.read_csv("csv/reports.csv", keep_default_na=False, na_values=[""])
    texts = dict(pd.read_csv("csv/texts.csv", keep_default_na=False).itertuples(index=False))
    joined = pd.read_csv("csv/event_reports.csv").merge(reports, left_on="report_id", right_on="id")
    joined["sentence"] = [texts[r.document_id][r.start : r.end] for r in joined.itertuples()]
    print(joined.loc[joined.event_id == events.id[0], "sentence"])   # the sentences behind an event
    # or, typed and quicker: events = pd.read_parquet("parquet/events.parquet")
"""
_PLOVER = """\
plover.jsonl: one event a line, with the field names of PLOVER (2021); what it has no field for stands under "comity".
plover_incomplete.jsonl: events without a date or a doer, both of which PLOVER requires.
  An act to come is the type that PLOVER has for it (a visit to come is AGREE); what it was is comity.original.
  A meeting or treaty has all parties as "source" and no "recipient": one record, not two. "date" and "enddate" are the first
  and last day on which it can have happened. comity.evidence has the sentences: "start" and "end" count characters of the
  document's text, as in the table texts.
"""


def readme(made: Made, formats: Sequence[str], counts: Mapping[str, int]) -> str:
    """The README of an export: what each table is, and how it is read."""
    lines = [made.title, "", f"Made by comity {made.comity} from inputs {made.inputs[:12] or 'unknown'}."]
    if made.view:
        lines.append(made.view)
    if made.filters:
        lines.append(f"Only events asked for by: {', '.join(f'{k} {v}' for k, v in sorted(made.filters.items()))}.")
    lines += [
        "",
        "A report is what one document says happened; an event is what happened, once, however many report it.",
        "",
    ]
    width = max((len(name) for name in counts), default=0)
    for name, rows in counts.items():
        about = BY_NAME[name].about if name in BY_NAME else "the answer to a query"
        lines.append(f"  {name:<{width}}  {rows:>8,}  {about}")
    lines += ["", "Columns and values: codebook.md. Types, keys and hashes for programs: datapackage.json.", ""]
    said = [*lines, "Positions count characters (not bytes) from 0; `end` is one past the last.", ""]
    if "csv" in formats:
        shown = {"events", "reports", "event_reports", "texts"} <= counts.keys()
        said += [_CSV, *((_R, _PYTHON) if shown else ())]
    elif "parquet" in formats:
        said += ['In R: arrow::read_parquet("parquet/events.parquet"). In Python: pandas.read_parquet of the same.', ""]
    if "plover" in formats:
        said.append(_PLOVER)
    said.append("No licence is asserted. The texts belong to whoever wrote them; leave them out with --no-texts.\n")
    return "\n".join(said)


def codebook(tables: Sequence[str]) -> str:
    """What each table and column means, and the values of the closed lists, as Markdown."""
    from comity.vocabulary import issues, modes, types

    lines = ["# Codebook", ""]
    for name in tables:
        table = BY_NAME.get(name)
        if table is None:
            continue
        targets = dict(points_to(name))
        lines += [f"## {name}", "", f"{table.about}. Sorted by {', '.join(table.key)}.", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for c in table.columns:
            points = f"; a row of {targets[c.name]}" if c.name in targets else ""
            lines.append(f"| {c.name} | {c.type} | {(c.about + points).replace('|', '/')} |")
        lines.append("")
    lines += ["## Event types (PLOVER, 2021)", "", "| type | quad | score | meaning |", "|---|---|---|---|"]
    lines += [f"| {t.name} | {t.quad} | {t.score:g} | {t.meaning} |" for t in types().values()]
    lines += ["", "## Modes", "", "| type | mode | score | meaning |", "|---|---|---|---|"]
    lines += [
        f"| {m.type} | {m.name} | {'' if m.score is None else format(m.score, 'g')} | {m.meaning} |"
        for m in modes().values()
    ]
    lines += ["", "## Issues", "", "| issue | meaning |", "|---|---|"]
    lines += [f"| {name} | {meaning} |" for name, meaning in issues().items()]
    return "\n".join(lines) + "\n"
