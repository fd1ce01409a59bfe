"""`comity validate`: scores against votes, disputes, alliances and rivalries, and against themselves."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.cli.rows import print_csv
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.project import Project
    from comity.record import Record
    from comity.validation import Finding, Validation

MEASURED = ("score", "decayed mean", "log-odds", "score less decayed mean", "score less log-odds")
"""The measures that stand side by side."""
COMPARED = [("what", "what"), ("figure", "figure"), *((name, name) for name in MEASURED), ("cases", "cases")]
OTHER = [
    ("what", "what"),
    ("measure", "measure"),
    ("figure", "figure"),
    ("said", "value"),
    ("chance", "wanted"),
    ("cases", "cases"),
]
MOST_SOURCES = 5
NOTHING = "too few"


def add_to(app: typer.Typer) -> None:
    app.command()(validate)


def validate(
    project: ProjectOption = None,
    ideal_points: Annotated[
        Path | None, typer.Option("--ideal-points", metavar="FILE", help="Ideal points of votes in the United Nations.")
    ] = None,
    disputes: Annotated[
        Path | None, typer.Option("--disputes", metavar="FILE", help="Militarized disputes by dyad and year.")
    ] = None,
    alliances: Annotated[
        Path | None, typer.Option("--alliances", metavar="FILE", help="Alliances by dyad: ATOP or Correlates of War.")
    ] = None,
    rivalries: Annotated[
        Path | None,
        typer.Option("--rivalries", metavar="FILE", help="Strategic rivalries by dyad, first and last year."),
    ] = None,
    dataset: Annotated[
        str, typer.Option("--dataset", metavar="NAME", help="Check the scores of this imported data set.")
    ] = "text",
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="NAME", help="Compare with the scores of another origin; more than once."),
    ] = None,
    swap: Annotated[
        bool,
        typer.Option("--swap", help="Texts: compare with the scores without each of the outlets with most reports."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the figures as CSV, one row each.")] = False,
) -> None:
    """Compare scores with what others measured, and check their intervals. Files are taken as they are published: their columns
    are known by name."""
    from comity.actors import Registry
    from comity.project import Project
    from comity.validation import Finding
    from comity.validation import validate as check

    if as_json and as_csv:
        raise UsageError("--json and --csv cannot both be.", hint="Choose one.")
    given = {"ideal_points": ideal_points, "disputes": disputes, "alliances": alliances, "rivalries": rivalries}
    opened = Project.open(project or Path())
    with ExitStack() as stack:
        record = stack.enter_context(opened.record())
        others: list[tuple[str, Record, str]] = [(name, record, name) for name in against or ()]
        if swap:
            if dataset != "text":
                raise UsageError("--swap leaves out outlets of the texts.", hint=f"Leave away --dataset {dataset}.")
            others += _without(opened, record, stack)
        found = check(
            record,
            Registry.default(opened.extra_actors()),
            files={kind: path for kind, path in given.items() if path is not None},
            origin=dataset,
            others=others,
        )
    if as_json:
        output.print_json(found.as_dict())
        return
    if as_csv:
        print_csv(found.as_dict()["findings"], [f.name for f in fields(Finding)])
        return
    _show(found, files=any(given.values()))


def _without(project: Project, record: Record, stack: ExitStack) -> list[tuple[str, Record, str]]:
    """The record without each of the sources that tell most."""
    named = [row for row in record.sources() if row["kind"] in ("outlet", "document")]
    named.sort(key=lambda row: (-row["reports"], row["name"]))
    if len(named) < 2:
        raise UsageError("There is one source only, so none can be left out.", hint="Leave away --swap.")
    names = [str(row["name"]) for row in named[:MOST_SOURCES]]
    views = [stack.enter_context(project.record(without_sources=[name])) for name in names]
    return [(f"the texts without {name}", view, "text") for name, view in zip(names, views, strict=True)]


def _show(found: Validation, *, files: bool) -> None:
    compared = [f for f in found.findings if f.measure in MEASURED and f.check != "stability"]
    if compared:
        output.print_table(_side_by_side(compared), COMPARED)
        output.say(
            "AUC: 0.5 is chance, 1 is perfect. Spearman: 0 is chance. In brackets: 95% intervals, states drawn anew."
        )
    for check in ("calibration", "stability"):
        rows = [_row(f) for f in found.findings if f.check == check]
        if rows:
            output.say("")
            output.print_table(rows, OTHER if check == "calibration" else [c for c in OTHER if c[0] != "chance"])
    if found.deciles:
        output.say("Shares of the tenths of forecast distributions, each 10% where intervals are honest:")
        output.say("  " + "  ".join(f"{share:.1%}" for share in found.deciles))
    years = [{**row, "year": str(row["year"])} for row in found.years if row["score"] is not None]
    if years:
        output.say("")
        columns = [("year", "year"), ("dyads", "dyads#"), ("score", "score#"), ("decayed", "decayed mean#")]
        columns.append(("log_odds", "log-odds#"))
        output.say("Rank correlation with nearness of votes, year by year:")
        output.print_table(years, columns)
    for problem in found.problems:
        where = f"; line {problem.line}: {problem.value or 'empty'}" if problem.line else ""
        output.note(f"{problem.kind}: {output.count(problem.rows, 'row')}: {problem.problem}{where}")
    for note in found.notes:
        output.note(note)
    if not files:
        output.note(
            "Against the world: --ideal-points, --disputes, --alliances, --rivalries FILE (docs/validation.md)."
        )


def _side_by_side(findings: list[Finding]) -> list[dict[str, Any]]:
    """One row a question and figure, the measures in columns."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for finding in findings:
        row = rows.setdefault((finding.what, finding.figure), _row(finding))
        row[finding.measure] = _said(finding)
    return list(rows.values())


def _row(finding: Finding) -> dict[str, Any]:
    years = "" if finding.first is None else f", {finding.first}-{finding.last}"
    positive = "" if finding.positive is None else f"{finding.positive:,} of "
    cases = f"{positive}{finding.n:,} in {output.count(finding.dyads, 'dyad')}{years}"
    wanted = None if finding.chance is None else f"{finding.chance:g}"
    named = {name: getattr(finding, name) for name in ("what", "measure", "figure")}
    return {**named, "said": _said(finding), "chance": wanted, "cases": cases}


def _said(finding: Finding) -> str:
    if finding.value is None:
        return NOTHING
    if finding.low is None or finding.high is None:
        return f"{finding.value:.2f}"
    return f"{finding.value:.2f} ({finding.low:.2f}, {finding.high:.2f})"
