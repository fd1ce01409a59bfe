"""The system through time as rows of the store: from scores to `system_years`, `system_ties` and `system_actors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.system.levels import asked
from comity.system.network import ACTING, acting
from comity.system.table_ties import fact_rows, table_ties
from comity.system.through_time import Year, through_time, year_ends

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.rows import Row
    from comity.record.store import StoreWriter
    from comity.system.whole import System

DRAWS: Final = 200
BUDGET: Final = 12_000_000
_ORIGINS: Final = "SELECT DISTINCT origin FROM scores WHERE issue = 'all' AND direction = 'both' ORDER BY origin"
_PARTIES: Final = "SELECT a, b FROM scores WHERE direction = 'both' GROUP BY a, b ORDER BY a, b"
_DIGITS: Final = 6


def derive_system(store: StoreWriter, registry: Registry) -> None:
    """Write the tables of the system at the end of each year of the record, and the ties that tables know between its actors."""
    rows = asked(store, _PARTIES)
    if not rows:
        return
    from comity.system.levels import relations
    from comity.system.naming import Names

    store.add("standing_facts", fact_rows(table_ties(registry, {x for row in rows for x in (row["a"], row["b"])})))
    names = Names(store, registry)
    for origin in [row["origin"] for row in asked(store, _ORIGINS)]:
        of = acting(relations(store, origin=origin), names, ACTING)
        years = through_time(of, names, registry, year_ends(of), origin=origin, draws=DRAWS, budget=BUDGET, proof=False)
        for year in years:
            store.add("system_years", [year_row(year.system)])
            store.add("system_ties", tie_rows(year))
            store.add("system_actors", actor_rows(year.system))


def year_row(system: System) -> Row:
    """A row of `system_years`."""
    network, balance = system.network, system.balance
    told = network.determined
    positive = sum(tie.sign > 0 for tie in told)
    low, median, high = balance.interval or (None, None, None)
    return (
        network.date,
        network.issue,
        network.origin,
        len({x for tie in (*told, *network.undetermined) for x in tie.pair}),
        len(told) + len(network.undetermined),
        positive,
        len(told) - positive,
        len(network.undetermined),
        len(network.faded),
        balance.lower,
        balance.upper,
        balance.certified,
        low,
        median,
        high,
        system.draws,
        balance.triangles,
        balance.balanced,
        balance.weakly,
        _rounded(balance.triangle_balance),
        _rounded(balance.walk_balance),
        len(system.blocs),
        _rounded(system.agreement),
    )


def tie_rows(year: Year) -> list[Row]:
    """Rows of `system_ties`, in the order of pairs."""
    network = year.system.network
    against = frozenset(year.system.balance.against)
    found: list[Row] = []
    for tie in network.ties:
        change = year.changes.get(tie.pair)
        if tie.faded and not tie.sign and change is None:
            continue
        reasons = change if change and (change.event_ids or change.claim_ids or change.fact_ids) else tie
        ids = (list(reasons.event_ids), list(reasons.claim_ids), list(reasons.fact_ids))
        level = (tie.mean, tie.sd, tie.positive, tie.sign, tie.weight, tie.latest, tie.pair in against)
        found.append(
            (network.date, network.issue, network.origin, *tie.pair, *level, change.kind if change else "", *ids)
        )
    return found


def actor_rows(system: System) -> list[Row]:
    """Rows of `system_actors`: of actors with a tie that counts."""
    network = system.network
    found: list[Row] = []
    for actor in system.actors:
        if not (actor.friends or actor.foes or actor.open):
            continue
        lineage, swing, pull = actor.node.lineage, actor.swing, actor.pull
        others = [x for x in pull.actors if x != lineage] if pull else []
        found.append(
            (
                network.date,
                network.issue,
                network.origin,
                lineage,
                actor.node.id,
                actor.bloc,
                _rounded(swing.sure),
                _rounded(swing.swings),
                swing.turning,
                swing.turning_with,
                swing.without,
                actor.friends,
                actor.foes,
                others,
                _rounded(pull.strength) if pull else None,
            )
        )
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
