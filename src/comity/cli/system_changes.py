"""What changed in a system, in words: year by year, and between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.cli import output
from comity.cli.system_words import LISTED, SPREAD, bloc_word, hundredths, ids_of, level_of, named, pair_of, say

if TYPE_CHECKING:
    from comity.system.comparing import Comparison, Move
    from comity.system.through_time import Change, Year
    from comity.system.ties import Network, Tie
    from comity.system.whole import System


def print_changes(year: Year) -> None:
    """What changed in a year, a line a tie with the evidence behind it."""
    network = year.system.network
    balance = year.system.balance
    index = str(balance.upper) if balance.certified else f"{balance.lower}-{balance.upper}"
    changed = output.count(len(year.changes), "change") if year.changes else "no change"
    output.say(
        f"{network.date.year}  frustration index {index}, {output.count(len(year.system.blocs), 'bloc')}, {changed}"
    )
    for change in year.changes.values():
        output.say(_change(network, change))


def _change(network: Network, change: Change) -> str:
    was = "" if change.before is None else f"{change.before.mean:+.2f} > "
    kind = "too little left" if change.kind == "faded" else change.kind
    kind += "" if change.after.sign or change.kind != "new" else ", undetermined"
    pair = pair_of(network, change.after.a, change.after.b)
    return f"  {pair:<15.30} {kind:<20} {was + f'{change.after.mean:+.2f}':<14} {_reasons(change, 2)}".rstrip()


def _reasons(change: Change | Move, most: int) -> str:
    ids = ids_of(change.event_ids, change.claim_ids, change.fact_ids, most)
    return f"later: {ids}" if change.later and ids else ids


def print_comparison(found: Comparison) -> None:
    """Two dates compared."""
    from comity.system.comparing import AS_BEFORE, CHANGED, LEANS

    network = found.after.network
    output.say(f"From {found.before.date} to {found.after.date}")
    for one in (found.before, found.after):
        _counts(one)
    if found.agreement is not None:
        say(f"likeness of the blocs (adjusted Rand index): {found.agreement:.2f}")
    for lineage, was, now in found.moved:
        say(f"{network.shown(lineage)}: {bloc_word(was)} before, {bloc_word(now)} after")
    headings = {
        CHANGED: "Changed (better or worse with a probability of at least 0.9)",
        LEANS: "Leans to have changed (at least 0.75)",
        "new": "New: no dated evidence before, or too little left of it",
        "faded": "Too little evidence left to tell",
        AS_BEFORE: "As before, as far as the evidence can tell",
    }
    for verdict, heading in headings.items():
        moves = [m for m in found.moves if m.verdict == verdict]
        if moves:
            output.say(f"\n{heading}")
        for move in moves[:LISTED]:
            output.say(_move(network, move))
        if len(moves) > LISTED:
            say(f"and {len(moves) - LISTED} more: --json has all.")
    _crossed(found)
    if found.moves:
        output.say(f"\n{SPREAD}")
    if any(m.higher is not None for m in found.moves):
        output.say("better, worse: probability of it, from joint draws of the tie on both dates.")
    output.note("Any id: comity show ID. A tie with its sentences: comity system actor ACTOR --on DATE")


def _counts(one: System) -> None:
    told = one.network.determined
    positive = sum(t.sign > 0 for t in told)
    balance = one.balance
    index = str(balance.upper) if balance.certified else f"{balance.lower}-{balance.upper}"
    say(
        f"{one.date}: {positive} positive, {len(told) - positive} negative, {len(one.network.undetermined)} undetermined; "
        f"frustration index {index}; {output.count(len(one.blocs), 'bloc')}"
    )
    for bloc in one.blocs:
        say(f"{bloc.number}  {', '.join(named(one.network, x) for x in bloc.members)}", "    ", "       ")


def _move(network: Network, move: Move) -> str:
    """'  PAK - USA   +0.38 ±0.40 > -0.22 ±0.54  worse 0.90  [1a2b3c4d] +2'."""
    level = level_of(move.after) if move.before is None else f"{level_of(move.before)} > {level_of(move.after)}"
    sure = ""
    if move.higher is not None and move.sure is not None:
        sure = f"{'better' if move.higher >= 0.5 else 'worse'} {hundredths(move.sure)}"
    return f"  {pair_of(network, *move.pair):<13.30} {level:<25} {sure:<11} {_reasons(move, 1)}".rstrip()


def _crossed(found: Comparison) -> None:
    """Ties whose sign passed the probability that makes it sure, where the relation did not surely change."""
    from comity.system.comparing import AS_BEFORE, LEANS

    network = found.after.network
    crossed = [m for m in found.moves if m.kind and m.before is not None and m.verdict in (LEANS, AS_BEFORE)]
    if crossed:
        output.say("\nNow sure of their sign (0.9), or no longer: by itself no change")
    for move in crossed[:LISTED]:
        assert move.before is not None
        word = move.kind.removesuffix(" positive").removesuffix(" negative").replace("surely", "sure")
        say(
            f"{pair_of(network, *move.pair):<13.30} {word}: {_leaning(move.before)} before, {_leaning(move.after)} after"
        )
    if len(crossed) > LISTED:
        say(f"and {len(crossed) - LISTED} more: --json has all.")


def _leaning(tie: Tie) -> str:
    return f"{'positive' if tie.positive >= 0.5 else 'negative'} {hundredths(max(tie.positive, 1 - tie.positive))}"
