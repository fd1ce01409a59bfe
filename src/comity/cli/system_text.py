"""A system in words and lines of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from comity.cli import output
from comity.cli.listing import SHORT_ID
from comity.cli.system_words import (
    LISTED,
    MOST_PAIRED,
    SPREAD,
    bloc_word,
    hundredths,
    ids_of,
    level_of,
    named,
    pair_of,
    say,
    when_of,
)

if TYPE_CHECKING:
    from datetime import date

    from comity.record import Record
    from comity.system.table_ties import TableTie
    from comity.system.ties import Network, Pair, Tie
    from comity.system.whole import System

Spans = Mapping[str, "tuple[date | None, date | None]"]
_WEEKS: Final = 62
"""Days: what is told to last longer is shown by its years."""
_SENTENCES: Final = 3
_MEMBER: Final = 0.95
_EVEN: Final = 10
_SWUNG: Final = 0.05
"""Actors that are on the other side in a smaller share of draws are not named."""


def print_system(
    system: System,
    undated: Mapping[Pair, tuple[int, int]] | None = None,
    spans: Spans | None = None,
    *,
    first: bool = True,
) -> None:
    """The whole system of a day. `undated`: acts and claims without a date of pairs that have none with one. `first` of the
    systems that are printed: it says what the signs mean."""
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
        f"{output.count(len(silent), 'pair')} without dated evidence",
    ]
    say(", ".join(counts) + ".", "")
    _blocs(system)
    _ties(network, [t for t in told if t.sign > 0], "Positive", spans or {})
    _ties(network, [t for t in told if t.sign < 0], "Negative", spans or {})
    _ties(network, network.undetermined, "Undetermined: neither sign has a probability of 0.9", spans or {})
    if first and network.ties:
        output.say(f"\n{SPREAD}")
    if any(tie.ahead for tie in network.ties):
        output.note(
            "A day with > is later: the score rests on what is told of that day more than on all before. --then leaves it out."
        )
    _ties(
        network, network.faded, "Too little evidence left to tell: back where an unknown relation stands", spans or {}
    )
    if silent and len(network.nodes) <= MOST_PAIRED:
        output.say("\nNo dated evidence up to that day")
        say(", ".join(pair_of(network, a, b) for a, b in silent))
        missing = {pair: numbers for pair, numbers in (undated or {}).items() if any(numbers)}
        if missing:
            acts = "; ".join(f"{pair_of(network, *p)} {_undated(*missing[p])}" for p in silent if p in missing)
            say(f"told without a date: {acts}")
    _treaties(network)
    _balance(system)
    _swing(system)
    _pulls(system)


def _undated(acts: int, claims: int) -> str:
    return ", ".join(output.count(n, word) for n, word in ((acts, "act"), (claims, "claim")) if n)


def _blocs(system: System) -> None:
    network = system.network
    output.say("\nBlocs (positive ties hold them together; beside a name the share of draws)")
    for bloc in system.blocs:
        torn = [t for t in network.determined if t.sign < 0 and t.a in bloc.members and t.b in bloc.members]
        but = f"; {', '.join(pair_of(network, *t.pair) for t in torn)} negative all the same" if torn else ""
        say(f"{bloc.number}  {', '.join(_member(system, x) for x in bloc.members)}{but}", "  ", "     ")
    alone = [a.node.lineage for a in system.actors if a.bloc is None]
    if not system.blocs:
        say("none")
    elif alone:
        say(f"in none: {', '.join(network.shown(x) for x in alone)}")
    if network.undetermined:
        _likely(system)


def _likely(system: System) -> None:
    from comity.system.draws import LEANS, nearly_even

    network = system.network
    output.say("\nLikeliest sides, undetermined ties taken as they lean")
    for sides in system.likely:
        say(" against ".join(", ".join(network.shown(x) for x in side) for side in sides if side))
    even = nearly_even(network.ties)
    if even:
        pairs = ", ".join(pair_of(network, *t.pair) for t in even[:_EVEN])
        more = f" and {len(even) - _EVEN} more" if len(even) > _EVEN else ""
        say(f"without ties that lean neither way (probability below {LEANS}): {pairs}{more}")
    for bloc in system.blocs:
        for sides in system.likely:
            parts = [[network.shown(x) for x in side if x in bloc.members] for side in sides]
            if all(parts):
                apart = " and ".join(", ".join(part) for part in parts)
                say(
                    f"bloc {bloc.number} is on both: {apart}. Blocs rest on ties with a sign alone, sides on leanings too"
                )


def _member(system: System, lineage: str) -> str:
    """'PAK Pakistan', with the share of draws in which it is with its bloc where that is not nearly all."""
    sure = system.actor(lineage).swing.sure
    return named(system.network, lineage) + ("" if sure is None or sure >= _MEMBER else f" ({sure:.2f})")


def _ties(network: Network, ties: Sequence[Tie], heading: str, spans: Spans) -> None:
    if not ties:
        return
    output.say(f"\n{heading}")
    ordered = sorted(ties, key=lambda t: (-abs(2 * t.positive - 1), t.pair))
    for tie in ordered[:LISTED]:
        output.say(_line(network, tie, spans))
    if len(ordered) > LISTED:
        say(f"and {len(ordered) - LISTED} more: --json has all.")


def _when(tie: Tie, spans: Spans) -> str:
    """The day of the last evidence, or for how long it holds: '1971-12-16', '1947–1991', 'since 1971'."""
    ids = (*tie.event_ids, *tie.claim_ids, *tie.fact_ids)
    first, last = spans.get(ids[0], (tie.latest, tie.latest)) if ids else (tie.latest, tie.latest)
    if first is not None and last is not None:
        if last < tie.latest:  # what the act began held on that day
            return f"since {first.year}"
        if tie.latest < first:  # what the act ended
            return f"until {last.year}"
        if (last - first).days <= _WEEKS:
            return str(tie.latest)
    years = (str(day.year) if day is not None else "" for day in (first, last))
    return "–".join(dict.fromkeys(years)).ljust(10)


def _line(network: Network, tie: Tie, spans: Spans) -> str:
    """'  CHN - PAK   +0.45 ±0.35  positive 0.98  2014-06-02  [1a2b3c4d]'."""
    likelier = "positive" if tie.positive >= 0.5 else "negative"
    sure = f"{likelier} {hundredths(max(tie.positive, 1 - tie.positive))}"
    ids = ids_of(tie.event_ids, tie.claim_ids, tie.fact_ids, most=1)
    when = f"{_when(tie, spans)} " if tie.ahead is None else f"{tie.ahead}>"
    return f"  {pair_of(network, tie.a, tie.b):<17.34} {level_of(tie)}  {sure}  {when} {ids}".rstrip()


def _treaties(network: Network) -> None:
    if not network.drawn:
        return
    output.say("\nFrom tables, apart: they move nothing above")
    for tie in network.drawn:
        say(f"{pair_of(network, tie.a, tie.b)}  {_treaty(tie)}", "  ", "     ")


def _treaty(tie: TableTie) -> str:
    first = "" if tie.first is None else str(tie.first.year)
    last = "" if tie.last is None else str(tie.last.year)
    return f"{tie.name} ({tie.kind}, {first}-{last}; {tie.source})"


def _balance(system: System) -> None:
    network, balance = system.network, system.balance
    output.say("\nBalance")
    if not network.determined:
        say("no tie has a sign: nothing can be said of balance.")
    else:
        index = (
            f"frustration index {balance.upper} of {len(network.determined)} ties, certified"
            if balance.certified
            else f"frustration index between {balance.lower} and {balance.upper} of {len(network.determined)} ties"
        )
        against = ", ".join(pair_of(network, a, b) for a, b in balance.against[:10])
        more = f" and {len(balance.against) - 10} more" if len(balance.against) > 10 else ""
        say(index + (f"; out of place: {against}{more}" if against else "; no tie is out of place"))
    if balance.interval is not None:
        low, median, high = balance.interval
        counted = len(network.determined) + len(network.undetermined)
        few = "" if system.draws >= system.wanted else f" (of {system.wanted} wanted: the network is large)"
        bound = "" if balance.interval_exact else ", at most"
        say(
            f"over {system.draws} draws{few} of all {output.count(counted, 'tie')}, undetermined ones too: "
            f"{median:.0f}, 90% from {low:.0f} to {high:.0f}{bound}"
        )
    if balance.triangles and balance.triangle_balance is not None:
        walks = "" if balance.walk_balance is None else f"; walk-based balance {balance.walk_balance:.2f}"
        say(
            f"triangles with three signs: {balance.balanced} of {balance.triangles} balanced "
            f"({balance.triangle_balance:.2f} by strength){walks}"
        )
    elif network.determined:
        say("no three ties with a sign make a triangle")


def _swing(system: System) -> None:
    named = [a for a in system.swing if (a.swing.swings or 0) >= _SWUNG and a.node.exists]
    output.say("\nSwing (share of draws in which an actor is on the other side)")
    if not named:
        say("nobody" if system.network.determined else "no tie has a sign, so that nobody is on a side")
    for actor in named[:10]:
        swing = actor.swing
        said = f"{actor.node.id:<10.18} {swing.swings:.2f}"
        if swing.turning_with and swing.turning:
            other = system.network.shown(swing.turning_with)
            said += f"  if its tie with {other} turned, the frustration index would go {_by(swing.turning)}"
        say(said)
    if len(named) > 10:
        say(f"and {len(named) - 10} more: --json has all.")


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
            f"{pair_of(system.network, t.a, t.b)} {ids_of(t.event_ids, t.claim_ids, t.fact_ids, 1)}"
            for t in actor.pull.ties
        )
        say(
            f"{actor.words} Strength {actor.pull.strength:.2f}, unbalanced with probability {actor.pull.unbalanced:.2f}."
        )
        say(ids, "    ")


def print_actor(record: Record, system: System, lineage: str, past: Iterable[Mapping[str, Any]]) -> None:
    """One actor: its ties, each with the sentences of its latest evidence."""
    from comity.system.sentences import between, sentences

    network = system.network
    actor = system.actor(lineage)
    output.say(f"{named(network, lineage)} on {network.date}")
    with_whom = [b for b in system.blocs if b.number == actor.bloc]
    others = ", ".join(network.shown(x) for b in with_whom for x in b.members if x != lineage)
    say(f"bloc {actor.bloc}, with {others}" if others else "in no bloc")
    say(f"{actor.friends} positive, {actor.foes} negative, {actor.open} undetermined")
    swing = actor.swing
    if swing.swings is not None:
        sure = "" if swing.sure is None or not others else f", with most of its bloc in {swing.sure:.2f}"
        say(f"on the other side in {swing.swings:.2f} of {system.draws} draws{sure}")
    if swing.turning is not None and swing.turning_with is not None and swing.without is not None:
        other = network.shown(swing.turning_with)
        say(
            f"its least sure tie is that with {other}: if it turned, the frustration index ({system.balance.upper}) would go "
            f"{_by(swing.turning)}; without {network.shown(lineage)} it would be {system.balance.upper + swing.without}"
        )
    if actor.pull is not None:
        output.say("\nPulled by")
        say(
            f"{actor.words} Strength {actor.pull.strength:.2f}, unbalanced with probability {actor.pull.unbalanced:.2f}."
        )
    output.say(f"\nTies, with the last evidence up to that day ({SPREAD[:-1]})")
    ordered = sorted(network.of(lineage), key=lambda t: (t.faded and not t.sign, -t.mean, t.pair))
    spans = between(record, (id for t in ordered for id in (*t.event_ids, *t.claim_ids, *t.fact_ids)))
    for tie in ordered:
        output.say(_line(network, tie, spans))
        said = sentences(record, tie.event_ids, tie.claim_ids, tie.fact_ids)
        for one in said[:_SENTENCES]:
            mark = f"[{one.id[:SHORT_ID]}]" if one.kind == "event" else f"claim {one.id[:SHORT_ID]}"
            say(f"{when_of(one.first, one.last)}, {one.document_id}: “{_short(one.text)}” {mark}", "      ")
        if len(said) > _SENTENCES:
            say(f"and {len(said) - _SENTENCES} more", "      ")
    treaties = [t for t in network.drawn if lineage in (t.a, t.b)]
    if treaties:
        output.say("\nFrom tables, apart")
        for treaty in treaties:
            say(f"{pair_of(network, treaty.a, treaty.b)}  {_treaty(treaty)}", "  ", "     ")
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
        output.say(f"  {span:<11}{shown:<8.8} {bloc_word(bloc):<12} {friends} positive, {foes} negative")


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
