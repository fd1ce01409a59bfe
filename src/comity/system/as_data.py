"""A system as plain values, for JSON: every name written out, every figure with the ids it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from comity.system.comparing import Comparison, Move
from comity.system.pulls import Triangle
from comity.system.ties import Network, Pair, Tie
from comity.system.whole import Standing, System


def system_data(system: System, undated: Mapping[Pair, tuple[int, int]] | None = None) -> dict[str, Any]:
    """One system as a dictionary. `undated`: acts and claims without a date of pairs that have none with one, where counted."""
    network, balance = system.network, system.balance
    low, median, high = balance.interval or (None, None, None)
    return {
        "date": network.date,
        "issue": network.issue,
        "origin": network.origin,
        "actors": [actor_data(actor, network) for actor in system.actors],
        "ties": [tie_data(tie, network) for tie in network.ties],
        "no_dated_evidence": [_silent(network, pair, (undated or {}).get(pair)) for pair in network.silent()],
        "from_tables": [
            {
                "id": t.id,
                "a": network.shown(t.a),
                "b": network.shown(t.b),
                "kind": t.kind,
                "name": t.name,
                "first": t.first,
                "last": t.last,
                "source": t.source,
            }
            for t in network.drawn
        ],
        "likely_sides": [[[network.shown(x) for x in side] for side in sides] for sides in system.likely],
        "blocs": [{"number": b.number, "members": [network.shown(x) for x in b.members]} for b in system.blocs],
        "balance": {
            "frustration_lower": balance.lower,
            "frustration_upper": balance.upper,
            "certified": balance.certified,
            "against": [[network.shown(a), network.shown(b)] for a, b in balance.against],
            "frustration_low": low,
            "frustration_median": median,
            "frustration_high": high,
            "draws": system.draws,
            "draws_exact": balance.interval_exact,
            "triangles": balance.triangles,
            "balanced": balance.balanced,
            "weakly_balanced": balance.weakly,
            "balance": balance.triangle_balance,
            "walk_balance": balance.walk_balance,
        },
    }


def _silent(network: Network, pair: Pair, undated: tuple[int, int] | None) -> dict[str, Any]:
    acts, claims = undated or (None, None)
    a, b = (network.shown(x) for x in pair)
    return {"a": a, "b": b, "undated_acts": acts, "undated_claims": claims}


def tie_data(tie: Tie, network: Network) -> dict[str, Any]:
    """One tie; `a` and `b` as of the day, `dyad` their lineages."""
    return {
        "a": network.shown(tie.a),
        "b": network.shown(tie.b),
        "dyad": [tie.a, tie.b],
        "mean": tie.mean,
        "sd": tie.sd,
        "positive": tie.positive,
        "sign": tie.sign,
        "faded": tie.faded,
        "weight": tie.weight,
        "known": round(tie.known, 6),
        "latest": tie.latest,
        "ahead": tie.ahead,
        "event_ids": list(tie.event_ids),
        "claim_ids": list(tie.claim_ids),
        "fact_ids": list(tie.fact_ids),
    }


def actor_data(actor: Standing, network: Network) -> dict[str, Any]:
    """One actor as of the day."""
    swing = actor.swing
    return {
        "id": actor.node.id,
        "lineage": actor.node.lineage,
        "name": actor.node.name,
        "kind": actor.node.kind,
        "exists": actor.node.exists,
        "bloc": actor.bloc,
        "side": actor.side,
        "friends": actor.friends,
        "foes": actor.foes,
        "undetermined": actor.open,
        "swings": swing.swings,
        "sure": swing.sure,
        "turning": swing.turning,
        "turning_with": network.shown(swing.turning_with) if swing.turning_with else None,
        "without": swing.without,
        "pull": triangle_data(actor.pull, network, actor.words) if actor.pull else None,
    }


def triangle_data(triangle: Triangle, network: Network, words: str | None) -> dict[str, Any]:
    return {
        "actors": [network.shown(x) for x in triangle.actors],
        "strength": round(triangle.strength, 6),
        "probability": round(triangle.unbalanced, 6),
        "words": words,
        "ties": [tie_data(tie, network) for tie in triangle.ties],
    }


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Two dates compared."""
    network = found.after.network
    return {
        "first": found.before.date,
        "second": found.after.date,
        "agreement": found.agreement,
        "ties": [_move_data(move, network) for move in found.moves],
        "moved": [{"actor": network.shown(x), "from_bloc": a, "to_bloc": b} for x, a, b in found.moved],
        "before": system_data(found.before),
        "after": system_data(found.after),
    }


def _move_data(move: Move, network: Network) -> dict[str, Any]:
    return {
        "a": network.shown(move.after.a),
        "b": network.shown(move.after.b),
        "dyad": list(move.pair),
        "verdict": move.verdict,
        "change": move.kind,
        "before": None if move.before is None else move.before.mean,
        "before_sd": None if move.before is None else move.before.sd,
        "after": move.after.mean,
        "after_sd": move.after.sd,
        "higher": move.higher,
        "event_ids": list(move.event_ids),
        "claim_ids": list(move.claim_ids),
        "fact_ids": list(move.fact_ids),
        "later": move.later,
    }
