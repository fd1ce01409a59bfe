"""Scores and the system as the page carries them: relations as runs of knots, the ties of a year as places and marks.

The page computes a score on any day from its knots (`relations/curve.py` has the formulas), so that ties carry no
figures of their own. Only what was read from texts stands here: imported data sets are never mixed with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from comity.show.encoding import EPOCH, encode, encode_all, encode_ids, encode_scaled

Columns = dict[str, list[Any]]
Places = Mapping[str, Mapping[str, int]]

_RELATION: Final = ("a", "b", "direction", "issue")
_SCALED: Final = ("filter_mean", "filter_sd", "mean", "sd", "observed", "weight", "log_odds", "decayed")
_RESTS_ON: Final = {"event_ids": "events", "claim_ids": "relation_claims", "fact_ids": "standing_facts"}
_KNOTS: Final = f"""
    SELECT {", ".join(_RELATION)}, date, {", ".join(_SCALED)}, clipped, {", ".join(_RESTS_ON)} FROM scores
    WHERE origin = 'text' AND (issue = 'all' OR direction = 'both')
    ORDER BY direction != 'both', direction, issue != 'all', issue, a, b, date
"""
_TIES: Final = """
    SELECT issue, date, a, b, sign, against, coalesce(change, '') AS change, event_ids, claim_ids, fact_ids FROM system_ties
    WHERE origin = 'text' ORDER BY issue != 'all', issue, date, a, b
"""
_STANDING: Final = """
    SELECT issue, date, actor, bloc, sure, swings, turning, turning_with, without, pulled_by, pull FROM system_actors
    WHERE origin = 'text' ORDER BY issue != 'all', issue, date, actor
"""
THOUSANDTHS: Final = 1000


class Store(Protocol):
    def sql(self, query: str, /) -> Any: ...


def scores(store: Store, places: Places) -> dict[str, Any]:
    """`runs`: relations with how many knots each has, in order; `knots`: their columns; `successions`: [lineage, day,
    earlier, later], and `break` in memories. Directions are carried of all issues together, issues of both directions
    together."""
    from comity.relations.succession import ACTORS, BREAK, successions

    columns: Columns = store.sql(_KNOTS).to_pydict()
    runs: Columns = {name: [] for name in (*_RELATION, "rows")}
    for relation in zip(*(columns.pop(name) for name in _RELATION), strict=True):
        if not runs["rows"] or relation != tuple(runs[name][-1] for name in _RELATION):
            for name, value in zip(_RELATION, relation, strict=True):
                runs[name].append(value)
            runs["rows"].append(0)
        runs["rows"][-1] += 1
    return {
        "runs": encode_all(runs),
        "knots": {"n": len(columns["date"]), "columns": _encoded(columns, places)},
        "successions": [
            [lineage, found.day - EPOCH, found.earlier, found.later]
            for lineage, every in successions(store.sql(ACTORS).to_pylist()).items()
            for found in every
        ],
        "break": BREAK,
    }


def system(store: Store, places: Places) -> dict[str, Any]:
    """`days`: the dates with a network, by issue, with how many ties and actors each has; `pairs`: [a, b]; of each tie its
    pair's place and its mark: sign + 1, and 3 more where it stands against the partition. `changes`: [tie, change] with
    what is behind each; `actors`: where each stood."""
    ties: Columns = store.sql(_TIES).to_pydict()
    standing: Columns = store.sql(_STANDING).to_pydict()
    days: dict[tuple[str, Any], list[int]] = {}
    for place, read in enumerate((ties, standing)):
        for day in zip(read.pop("issue"), read.pop("date"), strict=True):
            days.setdefault(day, [0, 0])[place] += 1
    ordered = sorted(days, key=lambda day: (day[0] != "all", *day))
    pairs: dict[tuple[str, str], int] = {}
    of_tie = [pairs.setdefault(pair, len(pairs)) for pair in zip(ties["a"], ties["b"], strict=True)]
    marks = [sign + 1 + 3 * bool(against) for sign, against in zip(ties["sign"], ties["against"], strict=True)]
    changed = [place for place, change in enumerate(ties["change"]) if change]
    changes: Columns = {"tie": changed} | {
        name: [ties[name][place] for place in changed] for name in ("change", *_RESTS_ON)
    }
    return {
        "days": encode_all(
            {
                "issue": [issue for issue, _ in ordered],
                "date": [day for _, day in ordered],
                "ties": [days[day][0] for day in ordered],
                "actors": [days[day][1] for day in ordered],
            }
        ),
        "pairs": [list(pair) for pair in pairs],
        "tie_pair": of_tie,
        "tie_mark": marks,
        "changes": {"n": len(changed), "columns": _encoded(changes, places)},
        "actors": {"n": len(standing["actor"]), "columns": _encoded(standing, places)},
    }


def _encoded(columns: Mapping[str, Sequence[Any]], places: Places) -> dict[str, Any]:
    found = {}
    for name, values in columns.items():
        if name in _RESTS_ON:
            found[name] = encode_ids(values, _RESTS_ON[name], places[_RESTS_ON[name]])
        elif name in (*_SCALED, "sure", "swings", "pull"):
            found[name] = encode_scaled(values, THOUSANDTHS)
        else:
            found[name] = encode(values)
    return found
