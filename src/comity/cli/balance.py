"""The command on any signed network: balance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from comity.cli import output
from comity.errors import UsageError

if TYPE_CHECKING:
    from comity.exchange.ties import TieFile
    from comity.system.blockmodel import Blockmodel
    from comity.system.frustration import Frustration
    from comity.system.triads import TriadCensus
    from comity.system.walks import WalkBalance

_LISTED: Final = 20
"""How many of each list are printed; --json prints all."""
_RULES: Final = ("add", "negative", "positive", "drop", "sum")
_PROOFS: Final = {
    "kernel": "certain: nothing was left after reduction",
    "packing": "certain: as many negative cycles fit into the ties",
    "enumeration": "certain: every partition of what is left was tried",
    "branch and bound": "certain: by branch and bound",
}


def add_to(app: typer.Typer) -> None:
    app.command()(balance)


def balance(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns a, b, sign and, if any, weight.")],
    seconds: Annotated[
        float, typer.Option(min=0, help="Stop the search after this time, with what is known then; 0: never.")
    ] = 60,
    values: Annotated[
        bool, typer.Option("--values", help="The sign column holds numbers: their size is the weight.")
    ] = False,
    conflicting: Annotated[
        str,
        typer.Option(
            help="Rows on the same two: add (each is a tie), or one tie a pair: negative or positive wins, drop, sum."
        ),
    ] = "add",
    blocs: Annotated[
        int | None, typer.Option(min=1, help="Also divide into at most so many blocs: line index (Doreian and Mrvar).")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Only the rows of this date, where there is such a column."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """How balanced any signed network is: frustration index with its proof, triangles, walks.

    The frustration index is the least weight of ties that would have to change sign, or go, for the network to fall into two
    camps with friends within and foes between.
    """
    from comity.exchange.ties import read_ties
    from comity.system import frustration_index, one_tie_a_pair
    from comity.system.triads import triad_census
    from comity.system.walks import walk_balance

    if conflicting not in _RULES:
        raise UsageError(f"{conflicting!r} is no rule for rows on the same two.", hint=f"One of: {', '.join(_RULES)}")
    read = read_ties(file, values=values, on=on)
    ties: list[Any] = read.ties if conflicting == "add" else one_tie_a_pair(read.ties, conflicting=conflicting)  # type: ignore[arg-type]
    if not ties:
        lines = "; ".join(f"line {p.line}: {p.problem}" for p in read.problems[:3])
        raise UsageError(f"{file} has no tie that can be used.", hint=lines or None)
    if on is None and len(read.dates) > 1:
        output.note(
            f"The file has {len(read.dates):,} dates, {read.dates[0]} to {read.dates[-1]}, and the ties of all of them are taken "
            f"together; of one date: --on {read.dates[-1]}"
        )
    found = frustration_index(ties, seconds=seconds or None)
    census = triad_census(ties)
    walks = walk_balance(ties)
    model = None
    if blocs is not None:
        from comity.system.blockmodel import line_index

        model = line_index(ties, blocs, seconds=seconds or None)
    if as_json:
        output.print_json(_object(found, census, walks, model, read))
        return
    _print_index(found)
    _print_sides(found)
    _print_census(census, walks)
    if model is not None:
        _print_blocs(model)
    _print_problems(read, conflicting)


def _print_index(found: Frustration) -> None:
    output.say(
        f"{output.count(found.nodes, 'actor')}, {output.count(found.ties, 'tie')}: {found.positive:,} positive, "
        f"{found.negative:,} negative" + (f"; weight {_plain(found.weight)}" if found.weight != found.ties else "")
    )
    if found.certified:
        output.say(f"frustration index {_plain(found.upper)} ({_PROOFS[found.proof]})")
    else:
        output.say(
            f"frustration index between {_plain(found.lower)} and {_plain(found.upper)}: time ran out (--seconds)"
        )
    output.say(f"that is {found.share:.1%} of the weight of all ties; 1 - 2L/m = {found.balance:.4f}")
    if found.tolerance:
        output.note(f"Weights are no decimals of a common unit: certain to within {found.tolerance:.1g}.")


def _print_sides(found: Frustration) -> None:
    for side in (0, 1):
        names = [str(node) for node, own in found.partition.items() if own == side]
        output.say(f"\nside {side} ({len(names)}): {_some(names)}")
    output.say(f"\n{output.count(len(found.frustrated), 'tie')} against these sides")
    rows = [{"a": a, "b": b, "sign": "+" if s > 0 else "-", "weight": w} for a, b, s, w in found.frustrated]
    if rows:
        columns = [("a", "a"), ("b", "b"), ("sign", "sign"), ("weight", "weight#")]
        output.print_table(rows[:_LISTED], columns)
        _more(len(rows))


def _print_census(census: TriadCensus, walks: WalkBalance | None) -> None:
    from comity.system.triads import TYPES

    counts = ", ".join(f"{kind} {number:,}" for kind, number in zip(TYPES, census.counts, strict=True))
    output.say(f"\n{output.count(census.triangles, 'triangle')}: {counts}")
    if census.triangles:
        output.say(
            f"balanced {census.balance:.4f} (weighted {census.weighted_balance:.4f}), "
            f"weakly {census.weak_balance:.4f} (weighted {census.weighted_weak_balance:.4f})"
        )
    if walks is not None:
        between = "" if walks.low == walks.high else f", between {walks.low:.4g} and {walks.high:.4g} ({walks.method})"
        output.say(f"walk-based balance {walks.value:.4g}{between}")


def _print_blocs(model: Blockmodel) -> None:
    index = _plain(model.upper) if model.certified else f"between {_plain(model.lower)} and {_plain(model.upper)}"
    output.say(f"\nat most {output.count(model.k or 0, 'bloc')}: line index {index}")
    for number, members in enumerate(model.blocs):
        output.say(f"bloc {number} ({len(members)}): {_some([str(m) for m in members])}")


def _print_problems(read: TieFile, conflicting: str) -> None:
    from comity.exchange.ties import NO_SIGN

    if not read.problems:
        return
    unsigned = [p for p in read.problems if not p.used and p.problem.startswith(NO_SIGN)]
    unused = [p for p in read.problems if not p.used and not p.problem.startswith(NO_SIGN)]
    conflicts = [p for p in read.problems if p.used and p.problem.startswith("conflicting")]
    again = [p for p in read.problems if p.used and not p.problem.startswith("conflicting")]
    parts = [f"{len(unused)} of {output.count(read.rows, 'row')} could not be used"] if unused else []
    if unsigned:
        parts.append(f"{output.count(len(unsigned), 'row')} of {read.rows:,} with no sign (0 or nothing): no tie")
    if conflicts or again:
        parts.append(
            f"{len(again) + len(conflicts)} rows tell of a pair again, {len(conflicts)} of them with the other sign"
            f" (--conflicting {conflicting})"
        )
    output.note("")
    output.note(f"{'; '.join(parts)}:")
    for problem in [*unused, *conflicts, *again, *unsigned][:_LISTED]:
        output.note(f"  line {problem.line}: {problem.a or '?'}, {problem.b or '?'}: {problem.problem}")
    if len(read.problems) > _LISTED:
        output.note(f"  and {len(read.problems) - _LISTED} more; all of them with --json")


def _object(
    found: Frustration, census: TriadCensus, walks: WalkBalance | None, model: Blockmodel | None, read: TieFile
) -> dict[str, Any]:
    from comity.system.triads import TYPES

    return {
        "nodes": found.nodes,
        "ties": found.ties,
        "positive": found.positive,
        "negative": found.negative,
        "weight": found.weight,
        "frustration": {
            "lower": found.lower,
            "upper": found.upper,
            "certified": found.certified,
            "proof": found.proof,
            "tolerance": found.tolerance,
            "share": found.share,
            "balance": found.balance,
            "effort": found.effort,
        },
        "partition": {str(node): side for node, side in found.partition.items()},
        "frustrated": [{"a": a, "b": b, "sign": s, "weight": _number(w)} for a, b, s, w in found.frustrated],
        "triangles": {
            **dict(zip(TYPES, census.counts, strict=True)),
            "balance": census.balance,
            "weak_balance": census.weak_balance,
            "weighted_balance": census.weighted_balance,
            "weighted_weak_balance": census.weighted_weak_balance,
        },
        "walks": None
        if walks is None
        else {"balance": walks.value, "low": walks.low, "high": walks.high, "method": walks.method},
        "blocs": None
        if model is None
        else {
            "at_most": model.k,
            "lower": model.lower,
            "upper": model.upper,
            "certified": model.certified,
            "blocs": [[str(m) for m in members] for members in model.blocs],
        },
        "rows": read.rows,
        "problems": [{"line": p.line, "a": p.a, "b": p.b, "problem": p.problem, "used": p.used} for p in read.problems],
    }


def _plain(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def _number(weight: Any) -> int | float:
    return weight if isinstance(weight, int) else float(weight)


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_LISTED])
    return f"{shown} and {len(names) - _LISTED} more" if len(names) > _LISTED else shown


def _more(number: int) -> None:
    if number > _LISTED:
        output.say(f"  and {number - _LISTED} more; all of them with --json")
