"""`comity audit`: how much of what was found is there, and how much of what is there was found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from comity.cli import output
from comity.cli.listing import ProjectOption
from comity.errors import UsageError

_LEVELS: Final = {
    "there": "an event at all (sentences)",
    "class": "its class",
    "type": "its type",
    "parties": "type and parties",
    "exact": "type and exactly the parties",
    "status": "type, parties and status",
    "date": "... and date",
}

audit_app = typer.Typer(
    help="Find out what was missed: draw sentences, code them blind, see precision and recall with their intervals.",
    rich_markup_mode=None,
    invoke_without_command=True,
)
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who codes; by default COMITY_WHO, git's user.name or the account."),
]


def add_to(app: typer.Typer) -> None:
    for command in (code, export, settle):
        audit_app.command()(command)
    audit_app.command("import")(import_)
    app.add_typer(audit_app, name="audit")


@audit_app.callback()
def audit(
    context: typer.Context,
    project: ProjectOption = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Draw a stratified random sample of N sentences.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="The seed to draw with; the same seed draws the same sentences.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Draw another sample; what was coded counts in it too.")] = False,
    interval: Annotated[
        float, typer.Option("--interval", metavar="PERCENT", min=50, max=99.9, help="The level of the intervals.")
    ] = 95,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say where the audit stands and what it found; with --sample, draw the sentences for it."""
    if context.invoked_subcommand is not None:
        context.obj = project
        return
    from comity.project import Project

    opened = Project.open(project or Path())
    where = _where(project)
    if sample is None and (seed is not None or new):
        raise UsageError("--seed and --new are for drawing.", hint="Say how many: comity audit --sample 200 --new")
    if sample is not None:
        made = opened.audit.draw(sample, seed=seed, again=new)
        output.note(
            f"Sample {made.number}: {output.count(len(made.sentences), 'sentence')} of {made.size} in "
            f"{output.count(made.documents, 'document')}, {output.count(len(made.strata), 'stratum').replace('stratums', 'strata')}, "
            f"seed {made.seed}."
        )
    if not opened.audit.begun:
        hint = f"Draw one: comity audit --sample 200{where}"
        if as_json:
            output.print_json({"sample": None, "next": [hint]})
            return
        output.say("No sample is drawn yet: what was missed is unknown until somebody looks.")
        output.note(hint)
        return
    found = opened.audit.result(level=interval / 100)
    steps = _next(found, where)
    if as_json:
        output.print_json({**found, "next": steps})
        return
    _print(found)
    for step in steps:
        output.note(step)


def _where(project: Path | None) -> str:
    return "" if project is None else f" --project {project}"


def _next(found: dict[str, Any], where: str) -> list[str]:
    """What to do next, in words."""
    sample = found["sample"]
    standing = sample["sentences"] - len(sample["lost"])
    steps = []
    if not found["coders"]:
        steps.append(
            f"Code it in the terminal: comity audit code{where}   Or in a file: comity audit export FILE.csv{where}"
        )
    for coder in found["coders"]:
        left = standing - coder["coded"]
        if left > 0:
            name = f'"{coder["coder"]}"' if " " in coder["coder"] else coder["coder"]
            steps.append(f"{coder['coder']} has {left} left: comity audit code --coder {name}{where}")
    if len(found["coders"]) == 1:
        steps.append("A second coder tells how far people agree: comity audit code --coder NAME" + where)
    if found["differing"]:
        many = output.count(len(found["differing"]), "sentence")
        steps.append(f"Coders differ on {many}; say what holds: comity audit settle{where}")
    if found["coded"] and not steps:
        steps.append(
            f"A larger sample narrows the intervals: comity audit --sample {2 * sample['sentences']} --new{where}"
        )
    if found["coded"]:
        steps.append(f"The report shows this after: comity build{where}")
    return steps


def _print(found: dict[str, Any]) -> None:
    sample = found["sample"]
    output.say(
        f"Sample {sample['number']} (seed {sample['seed']}): {sample['sentences']} of {sample['drawn_from']} sentences "
        f"in {output.count(sample['documents'], 'document')}."
    )
    for coder in found["coders"]:
        output.say(f"  {coder['coder']} coded {coder['coded']}.")
    for line in remarks(found):
        output.say(f"  {line}")
    for reference in found["references"]:
        _print_reference(reference, found["interval"])
        if reference["reference"] == "consensus" and found["differing"]:
            many = output.count(len(found["differing"]), "sentence")
            output.say(
                f"Left out: {many} on which coders differ, the harder ones; until they are settled this flatters."
            )
    if found["agreement"]:
        _print_agreement(found["agreement"], found["interval"])


def remarks(found: dict[str, Any]) -> list[str]:
    """What limits the figures, in words."""
    sample = found["sample"]
    lines = []
    if sample["changed"]:
        lines.append("The documents have changed since it was drawn: the figures speak of those of then.")
    if sample["lost"]:
        lines.append(f"{output.count(len(sample['lost']), 'sentence')} of it cannot be found any more, and left out.")
    if sample["corrected"]:
        lines.append(
            f"In {output.count(sample['corrected'], 'sentence')} of it a report was put right by hand: "
            "there the figures are those of the corrected record."
        )
    bad = found["not_understood"]
    if bad:
        lines.append(f"{output.count(len(bad), 'line')} of what was coded cannot be understood: {'; '.join(bad[:3])}")
    return lines


def _print_reference(reference: dict[str, Any], interval: float) -> None:
    by = "what coders agree on" if reference["reference"] == "consensus" else reference["reference"]
    output.say(f"\nMeasured by {by}, {output.count(reference['coded'], 'sentence')} ({100 * interval:g}% intervals):")
    if reference["coded"] < _few():
        output.say(f"  Fewer than {_few()} sentences are coded: too few to tell, the figures are rough.")
    for kind in reference["uncovered"]:
        output.say(f"  No sentence {kind} was coded yet.")
    rows = [
        {"what": _LEVELS[line["level"]], "precision": said(line["precision"]), "recall": said(line["recall"])}
        for line in reference["levels"]
    ]
    output.print_table(rows, [("what", "right about"), ("precision", "precision"), ("recall", "recall")])
    rows = [
        {
            "what": line["name"],
            "precision": said(line["precision"]),
            "recall": said(line["recall"]),
            "reports": line["reports"],
            "corrected": said(line["reports_corrected"], share=False),
        }
        for line in [*reference["classes"], {**reference["counts"], "name": "all", "precision": None, "recall": None}]
    ]
    columns = [("what", "class"), ("precision", "precision"), ("recall", "recall"), ("reports", "reports#")]
    output.say("")
    output.print_table(rows, [*columns, ("corrected", "corrected for both errors")])
    if reference["strata_joined"]:
        output.note(
            f"{output.count(reference['strata_joined'], 'stratum').replace('stratums', 'strata')} with too few coded sentences joined to neighbours."
        )


def said(figure: dict[str, Any] | None, *, share: bool = True) -> str:
    """'0.78 (0.66 to 0.87)', or why there is no figure."""
    if figure is None:
        return ""
    if figure["value"] is None:
        return f"too few ({figure['cases']})"
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    if not share:
        return f"{value:,.0f} ({low:,.0f} to {high:,.0f})"
    wide = ", wide" if high - low > _wide() else ""
    return f"{value:.2f} ({low:.2f} to {high:.2f}{wide})"


def _wide() -> float:
    from comity.audit.estimates import WIDE

    return WIDE


def _few() -> int:
    from comity.audit.estimates import FEW

    return FEW


def _print_agreement(agreement: dict[str, Any], interval: float) -> None:
    names = ", ".join(agreement["coders"])
    output.say(f"\nAgreement of {names} (Krippendorff's alpha, {100 * interval:g}% intervals):")
    for kind, what in (("there", "event or not"), ("type", "types of events")):
        one = agreement[kind]
        if not one["units"]:
            output.say(f"  {what}: no sentence was coded by two.")
        elif one["alpha"] is None:
            output.say(f"  {what}: all {one['units']} sentences have one value, which says nothing of agreement.")
        else:
            limits = "too few for an interval" if one["low"] is None else f"{one['low']:.2f} to {one['high']:.2f}"
            output.say(
                f"  {what}: {one['alpha']:.2f} ({limits}), the same in "
                f"{one['observed']:.0%} of {output.count(one['units'], 'sentence')}"
            )


def code(context: typer.Context, coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Code the sentences of the sample in the terminal, without seeing what comity found."""
    from comity.audit.codings import path_of, read
    from comity.cli.coding import Dialogue

    chosen = project or context.obj
    opened = _open(chosen)
    name = coder or opened.corrections.whoever()
    opened.audit.check_coder(name)
    shown = opened.audit.shown()
    done = read(path_of(opened.audit.folder, name)).events
    keys = {s.key for s in shown}
    own = {key: events for key, events in done.items() if key in keys}
    coded = Dialogue(opened.audit).code(shown, own, name)
    left = sum(s.key not in read(path_of(opened.audit.folder, name)).events for s in shown)
    output.note(
        f"{output.count(coded, 'sentence')} coded, {left} left. The figures so far: comity audit{_where(chosen)}"
    )


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to write it.")],
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help="With what this coder coded already filled in.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write the sample as a file for a spreadsheet: one row a sentence, with empty columns to fill in.

    A blank type is a sentence not coded; the word nothing, one that tells of no event.
    """
    chosen = project or context.obj
    number = _open(chosen).audit.export(file, coder=coder)
    output.note(f"{output.count(number, 'sentence')} in {file}. Fill in type, sources, targets, status and date.")
    output.note("Type blank: not coded. Type nothing: coded, and it tells of no event.")
    output.note("A further event of a sentence is a further row with the same sentence id.")
    output.note(f"Then: comity audit import {file} --coder NAME{_where(chosen)}")


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A filled-in file from comity audit export.")],
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Who coded it.")],
    project: ProjectOption = None,
) -> None:
    """Take in a filled-in file, whole or not at all."""
    chosen = project or context.obj
    opened = _open(chosen).audit
    done = opened.import_(file, coder=coder)
    changed = f", {done['changed']} of them otherwise than before" if done["changed"] else ""
    output.note(f"{output.count(done['coded'], 'sentence')} coded by {coder}{changed}; {done['open']} open.")
    if opened.names.unknown:
        output.note(
            f"comity has no actor of these names, they are kept as written: {', '.join(sorted(opened.names.unknown))}"
        )
    output.note(f"The figures so far: comity audit{_where(chosen)}")


def settle(context: typer.Context, project: ProjectOption = None) -> None:
    """Go through the sentences that coders coded differently, and say what holds."""
    from comity.cli.coding import Dialogue
    from comity.cli.settling import settle_all

    chosen = project or context.obj
    opened = _open(chosen).audit
    differing = opened.differing()
    if not differing:
        output.note("There is nothing to settle: no sentence was coded in two ways.")
        return
    done = settle_all(Dialogue(opened), differing)
    output.note(f"{done} settled, {len(differing) - done} left. The figures so far: comity audit{_where(chosen)}")


def _open(project: Path | None) -> Any:
    from comity.project import Project

    return Project.open(project or Path())
