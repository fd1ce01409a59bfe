"""A system in words and lines of 80 columns."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.cli import output
from comity.cli.listing import SHORT_ID

if TYPE_CHECKING:
    from comity.record import Record
    from comity.system.comparing import Comparison, Move
    from comity.system.table_ties import TableTie
    from comity.system.through_time import Change, Year
    from comity.system.ties import Network, Tie
    from comity.system.whole import System

_WIDE: Final = 78
_KEPT: Final = "\u00a0-\u00a0"
"""Between two actors, so that no line breaks there."""
_LISTED: Final = 40
"""Ties of a kind that are listed; more are counted."""
_NAMED: Final = 3
_SENTENCES: Final = 3
_MEMBER: Final = 0.95
_SWUNG: Final = 0.05
"""Actors that are on the other side in a smaller share of draws are not named."""


def print_system(system: System) -> None:
    """The whole system of a day."""
    network = system.network
    matter = "" if network.issue == "all" else f" on {network.issue}"
    origin = "" if network.origin == "text" else f", from {network.origin}"
    output.say(f"The system{matter} on {network.date}{origin}")
    told = network.determined
    silent = network.silent()
    counts = [
        output.count(len(network.nodes), "actor"),
        f"{output.count(len(told), 'tie')} with a sign",
        f"{len(network.undetermined)} undetermined",
        f"{len(network.faded)} with too little evidence left",
        f"{output.count(len(silent), 'pair')} without any",
    ]
    _say(", ".join(counts) + ".", "")
    _blocs(system)
    _ties(network, [t for t in told if t.sign > 0], "Positive")
    _ties(network, [t for t in told if t.sign < 0], "Negative")
    _ties(network, network.undetermined, "Undetermined: neither sign has a probability of 0.9")
    if any(tie.ahead for tie in network.ties):
        output.note(
            "A day with > is later: the score rests on what is told of that day more than on all before. --then leaves it out."
        )
    _ties(network, network.faded, "Too little evidence left to tell: back where an unknown relation stands")
    if silent and len(network.nodes) <= 12:
        output.say("\nNo evidence")
        _say(", ".join(_pair(network, a, b) for a, b in silent))
    _treaties(network)
    _balance(system)
    _swing(system)
    _pulls(system)


def _blocs(system: System) -> None:
    network = system.network
    output.say("\nBlocs (positive ties hold them together; beside a name the share of draws)")
    for bloc in system.blocs:
        _say(f"{bloc.number}  {', '.join(_member(system, x) for x in bloc.members)}", "  ", "     ")
    alone = [a.node.lineage for a in system.actors if a.bloc is None]
    if not system.blocs:
        _say("none")
    elif alone:
        _say(f"in none: {', '.join(network.shown(x) for x in alone)}")
    if network.undetermined:
        output.say("\nLikeliest sides, undetermined ties taken as they lean")
        for sides in system.likely:
            _say(" against ".join(", ".join(network.shown(x) for x in side) for side in sides if side))


def _member(system: System, lineage: str) -> str:
    """'PAK Pakistan', with the share of draws in which it is with its bloc where that is not nearly all."""
    sure = system.actor(lineage).swing.sure
    return _named(system.network, lineage) + ("" if sure is None or sure >= _MEMBER else f" ({sure:.2f})")


def _ties(network: Network, ties: Sequence[Tie], heading: str) -> None:
    if not ties:
        return
    output.say(f"\n{heading}")
    ordered = sorted(ties, key=lambda t: (-abs(2 * t.positive - 1), t.pair))
    for tie in ordered[:_LISTED]:
        output.say(_line(network, tie))
    if len(ordered) > _LISTED:
        _say(f"and {len(ordered) - _LISTED} more: --json has all.")


def _line(network: Network, tie: Tie) -> str:
    """'  CHN - PAK   +0.45 ±0.21  positive 0.98  2014-06-02  [1a2b3c4d]'."""
    level = f"{tie.mean:+.2f} ±{tie.sd:.2f}"
    likelier = "positive" if tie.positive >= 0.5 else "negative"
    sure = f"{likelier} {math.floor(100 * max(tie.positive, 1 - tie.positive)) / 100:.2f}"  # 0.899 is not 0.90
    ids = _ids(tie.event_ids, tie.claim_ids, tie.fact_ids, most=1)
    when = f"{tie.latest} " if tie.ahead is None else f"{tie.ahead}>"
    return f"  {_pair(network, tie.a, tie.b):<17.34} {level}  {sure}  {when} {ids}".rstrip()


def _ids(events: Sequence[str], claims: Sequence[str], facts: Sequence[str], most: int = _NAMED) -> str:
    """'[1a2b3c4d] +2': events, which `comity show` opens, then claims; facts where they rest on neither."""
    named = [f"[{id[:SHORT_ID]}]" for id in events]
    named += [f"claim {id[:SHORT_ID]}" for id in claims]
    named += [f"fact {id[:SHORT_ID]}" for id in facts] if not named else []
    rest = f" +{len(named) - most}" if len(named) > most else ""
    return ", ".join(named[:most]) + rest


def _treaties(network: Network) -> None:
    if not network.drawn:
        return
    output.say("\nFrom tables, apart: they move nothing above")
    for tie in network.drawn:
        _say(f"{_pair(network, tie.a, tie.b)}  {_treaty(tie)}", "  ", "     ")


def _treaty(tie: TableTie) -> str:
    first = "" if tie.first is None else str(tie.first.year)
    last = "" if tie.last is None else str(tie.last.year)
    return f"{tie.name} ({tie.kind}, {first}-{last}; {tie.source})"


def _balance(system: System) -> None:
    network, balance = system.network, system.balance
    output.say("\nBalance")
    if not network.determined:
        _say("no tie has a sign: nothing can be said of balance.")
    else:
        index = (
            f"frustration index {balance.upper} of {len(network.determined)} ties, certified"
            if balance.certified
            else f"frustration index between {balance.lower} and {balance.upper} of {len(network.determined)} ties"
        )
        against = ", ".join(_pair(network, a, b) for a, b in balance.against[:10])
        more = f" and {len(balance.against) - 10} more" if len(balance.against) > 10 else ""
        _say(index + (f"; out of place: {against}{more}" if against else "; no tie is out of place"))
    if balance.interval is not None:
        low, median, high = balance.interval
        counted = len(network.determined) + len(network.undetermined)
        few = "" if system.draws >= system.wanted else f" (of {system.wanted} wanted: the network is large)"
        bound = "" if balance.interval_exact else ", at most"
        _say(
            f"over {system.draws} draws{few} of all {output.count(counted, 'tie')}, undetermined ones too: "
            f"{median:.0f}, 90% from {low:.0f} to {high:.0f}{bound}"
        )
    if balance.triangles and balance.triangle_balance is not None:
        walks = "" if balance.walk_balance is None else f"; walk-based balance {balance.walk_balance:.2f}"
        _say(
            f"triangles with three signs: {balance.balanced} of {balance.triangles} balanced "
            f"({balance.triangle_balance:.2f} by strength){walks}"
        )
    elif network.determined:
        _say("no three ties with a sign make a triangle")


def _swing(system: System) -> None:
    named = [a for a in system.swing if (a.swing.swings or 0) >= _SWUNG and a.node.exists]
    output.say("\nSwing (share of draws in which an actor is on the other side)")
    if not named:
        _say("nobody" if system.network.determined else "no tie has a sign, so that nobody is on a side")
    for actor in named[:10]:
        swing = actor.swing
        said = f"{actor.node.id:<10.18} {swing.swings:.2f}"
        if swing.turning_with and swing.turning:
            other = system.network.shown(swing.turning_with)
            said += f"  if its tie with {other} turned, the frustration index would go {_by(swing.turning)}"
        _say(said)
    if len(named) > 10:
        _say(f"and {len(named) - 10} more: --json has all.")


def _by(change: int) -> str:
    return "nowhere" if change == 0 else f"up by {change}" if change > 0 else f"down by {-change}"


def _pulls(system: System) -> None:
    pulled = [a for a in system.actors if a.pull is not None]
    if not pulled:
        return
    output.say("\nPulled by (the strongest unbalanced triangle of each)")
    for actor in pulled[:20]:
        assert actor.pull is not None
        ids = "; ".join(
            f"{_pair(system.network, t.a, t.b)} {_ids(t.event_ids, t.claim_ids, t.fact_ids, 1)}"
            for t in actor.pull.ties
        )
        _say(
            f"{actor.words} Strength {actor.pull.strength:.2f}, unbalanced with probability {actor.pull.unbalanced:.2f}."
        )
        _say(ids, "    ")


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


def _change(network: Network, change: Change | Move) -> str:
    was = "" if change.before is None else f"{change.before.mean:+.2f} > "
    level = f"{was}{change.after.mean:+.2f}"
    ids = _ids(change.event_ids, change.claim_ids, change.fact_ids, 2)
    ids = f"later: {ids}" if change.later else ids
    kind = change.kind or "as before"
    kind = "too little left" if kind == "faded" else kind
    kind += "" if change.after.sign or change.kind != "new" else ", undetermined"
    return f"  {_pair(network, change.after.a, change.after.b):<15.30} {kind:<20} {level:<14} {ids}".rstrip()


def print_comparison(found: Comparison) -> None:
    """Two dates compared."""
    before, after = found.before, found.after
    network = after.network
    output.say(f"From {before.date} to {after.date}")
    for one in (before, after):
        told = one.network.determined
        positive = sum(t.sign > 0 for t in told)
        balance = one.balance
        index = str(balance.upper) if balance.certified else f"{balance.lower}-{balance.upper}"
        _say(
            f"{one.date}: {positive} positive, {len(told) - positive} negative, {len(one.network.undetermined)} undetermined; "
            f"frustration index {index}; {output.count(len(one.blocs), 'bloc')}"
        )
        for bloc in one.blocs:
            _say(f"{bloc.number}  {', '.join(_named(one.network, x) for x in bloc.members)}", "    ", "       ")
    if found.agreement is not None:
        _say(f"likeness of the blocs (adjusted Rand index): {found.agreement:.2f}")
    for lineage, was, now in found.moved:
        _say(f"{network.shown(lineage)}: {_bloc(was)} before, {_bloc(now)} after")
    changed = [m for m in found.moves if m.kind]
    same = [m for m in found.moves if not m.kind]
    for heading, moves in (("Changed", changed), ("As before", same)):
        if moves:
            output.say(f"\n{heading}")
        for move in moves[:_LISTED]:
            higher = "" if move.higher is None else f"  better {move.higher:.2f}"
            output.say(_change(network, move) + higher)
        if len(moves) > _LISTED:
            _say(f"and {len(moves) - _LISTED} more: --json has all.")
    if any(m.higher is not None for m in found.moves):
        output.note("better: probability that the relation stands better at the later date.")
    output.note("Any id: comity show ID. A tie with its sentences: comity system actor ACTOR --on DATE")


def _bloc(number: int | None) -> str:
    return "in no bloc" if number is None else f"bloc {number}"


def print_actor(record: Record, system: System, lineage: str, past: Iterable[Mapping[str, Any]]) -> None:
    """One actor: its ties, each with the sentences of its latest evidence."""
    from comity.system.sentences import sentences

    network = system.network
    actor = system.actor(lineage)
    output.say(f"{_named(network, lineage)} on {network.date}")
    with_whom = [b for b in system.blocs if b.number == actor.bloc]
    others = ", ".join(network.shown(x) for b in with_whom for x in b.members if x != lineage)
    _say(f"bloc {actor.bloc}, with {others}" if others else "in no bloc")
    _say(f"{actor.friends} positive, {actor.foes} negative, {actor.open} undetermined")
    swing = actor.swing
    if swing.swings is not None:
        sure = "" if swing.sure is None or not others else f", with most of its bloc in {swing.sure:.2f}"
        _say(f"on the other side in {swing.swings:.2f} of {system.draws} draws{sure}")
    if swing.turning is not None and swing.turning_with is not None and swing.without is not None:
        other = network.shown(swing.turning_with)
        _say(
            f"its least sure tie is that with {other}: if it turned, the frustration index ({system.balance.upper}) would go "
            f"{_by(swing.turning)}; without {network.shown(lineage)} it would be {system.balance.upper + swing.without}"
        )
    if actor.pull is not None:
        output.say("\nPulled by")
        _say(
            f"{actor.words} Strength {actor.pull.strength:.2f}, unbalanced with probability {actor.pull.unbalanced:.2f}."
        )
    output.say("\nTies, with the last evidence up to that day")
    ordered = sorted(network.of(lineage), key=lambda t: (t.faded and not t.sign, -t.mean, t.pair))
    for tie in ordered:
        output.say(_line(network, tie))
        said = sentences(record, tie.event_ids, tie.claim_ids, tie.fact_ids)
        for one in said[:_SENTENCES]:
            mark = f"[{one.id[:SHORT_ID]}]" if one.kind == "event" else f"claim {one.id[:SHORT_ID]}"
            _say(f"{output.when(one.first, one.last)}, {one.document_id}: “{_short(one.text)}” {mark}", "      ")
        if len(said) > _SENTENCES:
            _say(f"and {len(said) - _SENTENCES} more", "      ")
    treaties = [t for t in network.drawn if lineage in (t.a, t.b)]
    if treaties:
        output.say("\nFrom tables, apart")
        for treaty in treaties:
            _say(f"{_pair(network, treaty.a, treaty.b)}  {_treaty(treaty)}", "  ", "     ")
    _through(past)


def _through(past: Iterable[Mapping[str, Any]]) -> None:
    """Bloc, friends and foes over the years, years alike in one line."""
    runs: list[tuple[int, int, tuple[Any, ...]]] = []
    for row in past:
        year, said = row["date"].year, (row["shown"], row["bloc"], row["friends"], row["foes"])
        if runs and runs[-1][2] == said and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year, said)
        else:
            runs.append((year, year, said))
    if runs:
        output.say("\nThrough the years (of the network of all states and groups)")
    for first, last, (shown, bloc, friends, foes) in runs:
        span = str(first) if first == last else f"{first}-{last}"
        output.say(f"  {span:<11}{shown:<8.8} {_bloc(bloc):<12} {friends} positive, {foes} negative")


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _named(network: Network, lineage: str) -> str:
    node = network.node(lineage)
    return node.id if node.id == node.name else f"{node.id} {node.name}"


def _pair(network: Network, a: str, b: str) -> str:
    return f"{network.shown(a)} - {network.shown(b)}"


def _say(text: str, indent: str = "  ", further: str | None = None) -> None:
    """A paragraph, broken at `_WIDE` columns."""
    rest = (indent + "  ") if further is None else further
    whole = text.replace(" - ", _KEPT)
    filled = textwrap.fill(whole, _WIDE, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False)
    output.say(filled.replace(_KEPT, " - "))
