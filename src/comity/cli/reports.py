"""`comity reports`: what single documents say happened."""

from __future__ import annotations

from typing import Any

import typer

from comity.cli import output
from comity.cli.listing import SHORT_ID, WIDE, ProjectOption, parties
from comity.cli.options import REPORT_OPTIONS, VIEW_OPTIONS, Options, asked_of, opened, takes
from comity.cli.rows import SHAPE_OPTIONS, print_rows


def add_to(app: typer.Typer) -> None:
    app.command()(reports)


@takes(asked=REPORT_OPTIONS, view=VIEW_OPTIONS, shape=SHAPE_OPTIONS)
def reports(project: ProjectOption = None, *, asked: Options, view: Options, shape: Options) -> None:
    """List reports: what each document says happened, sentence by sentence, before events are made of it."""
    with opened(project, view) as record:
        table = record.reports(**asked_of(record, asked))
    hint = "The event of one: comity events show REPORT"
    print_rows(output.rows_of(table), shape, known=table.column_names, what="report", hint=hint, default=_columns)


def _columns(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    for row in rows:
        row["short"] = row["id"][:SHORT_ID]
        row["when"] = output.when(row["first"], row["last"])
        row["parties"] = parties(row)
        row["act"] = row["event_type"] + (f" ({row['mode']})" if row["mode"] else "")
    columns = [("short", "report"), ("document_id", "document"), ("when", "when"), ("parties", "who > whom")]
    columns += [("act", "what"), ("status", "status")]
    if output.terminal_width() >= WIDE:
        columns += [("claimed_by", "says"), ("confidence", "conf.#"), ("sentence", "sentence")]
    if any(row["rejected"] for row in rows):
        columns.append(("rejected", "rejected"))
    return columns
